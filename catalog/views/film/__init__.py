"""The parts of a film’s pages."""

"""The pages of a film, and their parts."""

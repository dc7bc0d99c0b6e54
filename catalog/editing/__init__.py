"""What editors do to the catalogue: changes, working copies, conflicts, history, publication."""

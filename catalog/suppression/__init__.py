"""Removal of a value: an administrator's act that leaves nothing of it in the database but a stub."""

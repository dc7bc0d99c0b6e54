"""Rows inside the form of what they belong to."""

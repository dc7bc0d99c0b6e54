"""Merging two rows of a noun, taking a merge back, and finding rows that may be duplicates."""

MERGEABLE_NOUNS = ("person", "company", "character", "source", "film")

"""Merging people, companies, characters, sources and films, and taking a merge back."""

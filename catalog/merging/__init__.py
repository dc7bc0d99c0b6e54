"""Merging people, companies, characters, sources and films, and taking a merge back."""

from catalog.merging.leading import survivor_of
from catalog.merging.merge import merge
from catalog.merging.plan import BOTH, LOSER, SURVIVOR, Plan, fields, may_unite
from catalog.merging.relations import NOUNS
from catalog.merging.unmerge import unmerge

__all__ = ["BOTH", "LOSER", "NOUNS", "SURVIVOR", "Plan", "fields", "may_unite", "merge", "survivor_of", "unmerge"]

"""Several tellings of one film compared: which sentences tell the same, what differs, what they may disagree on.

The method is explained in docs/collation.md. Nothing here knows the database.
"""

from catalog.collation.alignment import Collation, Pair, collate
from catalog.collation.differences import Run, SharedRun, SharedRuns, shared_runs, told_alone, word_differences
from catalog.collation.proposals import Proposal, propose

__all__ = [
    "Collation",
    "Pair",
    "Proposal",
    "Run",
    "SharedRun",
    "SharedRuns",
    "collate",
    "propose",
    "shared_runs",
    "told_alone",
    "word_differences",
]

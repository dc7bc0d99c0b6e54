"""Several tellings of one film compared: which sentences tell the same, what differs, what they may disagree on.

The method is explained in docs/collation.md. Nothing here knows the database.
"""

from catalog.tellings.method.alignment import Collation, Pair, collate
from catalog.tellings.method.corrections import Correction, corrected, in_order, stands
from catalog.tellings.method.differences import Run, SharedRun, SharedRuns, shared_runs, told_alone, word_differences
from catalog.tellings.method.disagreements import Proposal, propose

# Another number makes every stored collation be computed anew: raise it with each change of the method's results.
METHOD = 1

__all__ = [
    "METHOD",
    "Collation",
    "Correction",
    "Pair",
    "Proposal",
    "Run",
    "SharedRun",
    "SharedRuns",
    "collate",
    "corrected",
    "in_order",
    "propose",
    "shared_runs",
    "stands",
    "told_alone",
    "word_differences",
]

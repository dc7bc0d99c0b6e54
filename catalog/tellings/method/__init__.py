"""How two tellings are compared: pure functions of texts, which know no model. docs/collation.md explains the method."""

from catalog.tellings.method.alignment import align
from catalog.tellings.method.corrections import Correction, apply_corrections, is_applicable
from catalog.tellings.method.differences import Run, word_differences
from catalog.tellings.method.disagreements import Disagreement, find_disagreements
from catalog.tellings.method.pairs import Alignment, Pair, in_reading_order, mirror_pairs, unique_sentences
from catalog.tellings.method.shared_runs import SharedRuns, find_shared_runs

# Raise this number with each change of the method's results: every stored collation is then computed again.
METHOD = 1

__all__ = [
    "METHOD",
    "Alignment",
    "Correction",
    "Disagreement",
    "Pair",
    "Run",
    "SharedRuns",
    "align",
    "apply_corrections",
    "find_disagreements",
    "find_shared_runs",
    "in_reading_order",
    "is_applicable",
    "mirror_pairs",
    "unique_sentences",
    "word_differences",
]

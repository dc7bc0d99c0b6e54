"""Collations: the alignment of two synopses and the words they share, computed on first need and stored."""

import logging
from collections.abc import Iterable, Sequence
from functools import cached_property
from hashlib import sha256
from json import dumps
from typing import cast

from django.db import DatabaseError, transaction

from catalog.models import AlignmentCorrection, Collation, Synopsis
from catalog.tellings.method import METHOD, Correction, Pair, align, apply_corrections, find_shared_runs
from catalog.texts.sentences import Sentence, split_sentences

log = logging.getLogger(__name__)


def language_of(synopsis: Synopsis) -> str:
    """Return the language tag of a synopsis. It always has one; the field's default makes mypy think it may be None."""
    return cast(str, synopsis.language_id)


class SynopsisText:
    """The plain text of a synopsis, its digest and its sentences, each computed once and only where it is needed."""

    def __init__(self, synopsis: Synopsis) -> None:
        self.synopsis = synopsis
        self.plain_text: str = synopsis.plain_text

    @cached_property
    def digest(self) -> str:
        return sha256(self.plain_text.encode()).hexdigest()

    @cached_property
    def sentences(self) -> list[Sentence]:
        return split_sentences(self.plain_text, language_of(self.synopsis))


def method_correction(correction: AlignmentCorrection) -> Correction:
    """Return a stored correction as the method takes it."""
    return Correction(correction.kind, tuple(correction.left_sentences), tuple(correction.right_sentences))


def fingerprint(left: SynopsisText, right: SynopsisText, corrections: Iterable[AlignmentCorrection]) -> str:
    """Return a digest of what a collation is made from: the method, both texts, their language, the corrections."""
    sentences = [[correction.kind, correction.left_sentences, correction.right_sentences] for correction in corrections]
    parts = dumps([METHOD, left.synopsis.language_id, left.digest, right.digest, sentences])
    return sha256(parts.encode()).hexdigest()[:32]


def collate(left: SynopsisText, right: SynopsisText, corrections: Sequence[AlignmentCorrection]) -> Collation:
    """Compute the collation of two texts, that of the lower id on the left; it is not stored yet."""
    alignment = align(left.plain_text, right.plain_text, language_of(left.synopsis))
    pairs = apply_corrections(alignment, map(method_correction, corrections))
    return Collation(
        left=left.synopsis,
        right=right.synopsis,
        fingerprint=fingerprint(left, right, corrections),
        pairs=[[pair.kind, pair.left, pair.right, pair.score, pair.source] for pair in pairs],
        shared_run_words=find_shared_runs(left.plain_text, right.plain_text).words,
    )


def store(collations: Sequence[Collation]) -> None:
    """Store collations in place of older ones of the same texts, in one statement: two requests may do so at once."""
    try:
        with transaction.atomic():
            Collation.objects.bulk_create(
                collations,
                update_conflicts=True,
                unique_fields=["left", "right"],
                update_fields=["fingerprint", "pairs", "shared_run_words", "computed_at"],
            )
    except DatabaseError:
        # A text deleted meanwhile, or a busy database: the reader has the answer, and the next one computes it again.
        log.warning("A collation could not be kept", exc_info=True)


def stored_pairs(collation: Collation) -> list[Pair]:
    """Return the pairs of a collation, in the reading order of the text on its left."""
    return [
        Pair(kind, tuple(left), tuple(right), score, source) for kind, left, right, score, source in collation.pairs
    ]

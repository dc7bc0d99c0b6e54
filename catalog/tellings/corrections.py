"""Store an editor's correction of an alignment."""

from collections.abc import Iterable

from django.db import transaction

from catalog.models import AlignmentCorrection, Synopsis


@transaction.atomic
def correct_alignment(
    *, left: Synopsis, right: Synopsis, kind: str, left_sentences: Iterable[str], right_sentences: Iterable[str]
) -> AlignmentCorrection:
    """Store that these sentences of two texts, given by their words, belong together or are not the same.

    It replaces an older correction of just these sentences. `kind` is one of `CorrectionKind`.
    """
    sides = [(left, list(left_sentences)), (right, list(right_sentences))]
    (first, firsts), (second, seconds) = sorted(sides, key=lambda side: side[0].pk)
    # Two corrections at the same moment wait for each other here.
    Synopsis.objects.select_for_update().get(pk=first.pk)
    for older in AlignmentCorrection.objects.filter(left=first, right=second):
        if (older.left_sentences, older.right_sentences) == (firsts, seconds):
            older.delete()
    return AlignmentCorrection.objects.create(
        left=first, right=second, kind=kind, left_sentences=firsts, right_sentences=seconds
    )

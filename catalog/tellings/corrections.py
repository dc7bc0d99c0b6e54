"""An editor's corrections of an alignment: made, taken back, and never dropped in silence."""

from django.db import transaction

from catalog.models import AlignmentCorrection, Synopsis


@transaction.atomic
def correct_alignment(*, left, right, kind, left_sentences, right_sentences):
    """Say of some sentences of two texts, by their words, that they belong together or are not the same.

    The same said twice is one correction, and takes the place of an older one on just these sentences.
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

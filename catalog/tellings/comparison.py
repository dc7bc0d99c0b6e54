"""Two synopses of a film side by side, as the film's page, the API and the desk show them."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext

from catalog.models import AlignmentCorrection, Collation, Synopsis
from catalog.tellings.collating import (
    SynopsisText,
    collate,
    fingerprint,
    language_of,
    method_correction,
    store,
    stored_pairs,
)
from catalog.tellings.method import Alignment, Pair, is_applicable

# From this share on, one text was likely copied from the other; independent retellings share less than a tenth.
COPIED_SHARE = 0.2


class NotComparableError(ValueError):
    """Two texts that can't stand side by side; the message says why and what to do."""


@dataclass(frozen=True)
class SentencePair:
    """The words of sentences that tell the same; `pair` has their numbers."""

    pair: Pair
    left: list[str]
    right: list[str]

    @property
    def kind(self) -> str:
        return self.pair.kind

    @property
    def score(self) -> float:
        return self.pair.score

    @property
    def source(self) -> str:
        return self.pair.source


@dataclass(frozen=True)
class Comparison:
    """Two synopses side by side; `alignment` follows the left one's reading order.

    `outdated_corrections` name a sentence that is no longer in its text: they change nothing.
    """

    left: Synopsis
    right: Synopsis
    alignment: Alignment
    shared_run_words: int
    outdated_corrections: list[AlignmentCorrection]

    @property
    def language(self) -> str:
        return language_of(self.left)

    @property
    def share(self) -> float:
        """The part of the shorter text that stands in the other word for word, 0 to 1."""
        return share_of_shorter(self.left, self.right, self.shared_run_words)

    @property
    def is_likely_copy(self) -> bool:
        """Whether one text was likely copied from the other."""
        return self.share >= COPIED_SHARE

    @cached_property
    def pairs(self) -> list[SentencePair]:
        """The pairs with the words of their sentences."""
        left, right = self.alignment.left, self.alignment.right
        return [
            SentencePair(pair, [left[n].text for n in pair.left], [right[n].text for n in pair.right])
            for pair in self.alignment.pairs
        ]


def share_of_shorter(left: Synopsis, right: Synopsis, words: int) -> float:
    """Return which part of the shorter text so many words are, 0 to 1."""
    return min(1.0, words / (min(left.word_count, right.word_count) or 1))


class ComparableSynopses:
    """Two synopses of a film with all that is stored about the two: to compare them then takes no query.

    Raise NotComparableError, a ValueError, for texts of two films or two languages, and for a text beside itself.
    """

    def __init__(self, *, left: Synopsis, right: Synopsis) -> None:
        refuse_incomparable(left, right)
        self.left, self.right = SynopsisText(left), SynopsisText(right)
        self.in_order = sorted((self.left, self.right), key=lambda text: text.synopsis.pk)
        first, second = (text.synopsis for text in self.in_order)
        self.corrections = list(AlignmentCorrection.objects.filter(left=first, right=second))
        self.collation = Collation.objects.filter(left=first, right=second).first()

    def compare(self, *, keep: bool = True) -> Comparison:
        """Set the two side by side, from their stored collation, or compute it now; then `keep` stores it."""
        first, second = self.in_order
        collation = self.collation
        if collation is None or collation.fingerprint != fingerprint(first, second, self.corrections):
            collation = collate(first, second, self.corrections)
            if keep:
                store([collation])
        language = language_of(self.left.synopsis)
        alignment = Alignment(first.sentences, second.sentences, stored_pairs(collation), language)
        outdated_corrections = [row for row in self.corrections if not is_applicable(alignment, method_correction(row))]
        if self.left is not first:
            alignment = alignment.mirror()
        left, right = self.left.synopsis, self.right.synopsis
        return Comparison(left, right, alignment, collation.shared_run_words, outdated_corrections)


def compare(*, left: Synopsis, right: Synopsis) -> Comparison:
    """Set two synopses of a film side by side, as ComparableSynopses do; store what is computed."""
    return ComparableSynopses(left=left, right=right).compare()


def refuse_incomparable(left: Synopsis, right: Synopsis) -> None:
    """Raise NotComparableError for two texts that can't stand side by side."""
    if left.pk == right.pk:
        raise NotComparableError(gettext("A text can't be compared with itself. Choose two."))
    if left.film_id != right.film_id:
        raise NotComparableError(gettext("The two texts tell of two films. Choose two of one film."))
    if left.language_id != right.language_id:
        raise NotComparableError(
            gettext("The one text is in %(language)s, the other in %(other_language)s. Choose two of one language.")
            % {"language": left.language, "other_language": right.language}
        )

"""How the published synopses of a film are related: what each two share, and what each alone tells."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from django.db.models import Q

from catalog.models import AlignmentCorrection, Collation, Film, Synopsis
from catalog.tellings.collating import SynopsisText, collate, fingerprint, language_of, store, stored_pairs
from catalog.tellings.comparison import COPIED_SHARE, share_of_shorter
from catalog.tellings.method import Pair, mirror_pairs, unique_sentences
from catalog.texts.sentences import split_sentences

# An overview compares so many synopses in a language, and computes collations of so many words together in one call. A
# pair of longer texts is computed when a reader opens its comparison.
MOST_TEXTS, MOST_WORDS = 8, 8000


@dataclass
class Overlap:
    """How many words two synopses share in runs, and their pairs; `words` is None where they aren't compared yet."""

    left: Synopsis
    right: Synopsis
    words: int | None = None
    pairs: list[Pair] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The part of the shorter text that stands in the other word for word, 0 to 1."""
        return share_of_shorter(self.left, self.right, self.words or 0)

    @property
    def is_likely_copy(self) -> bool:
        """Whether one was likely copied from the other; which from which, the texts don't say."""
        return self.share >= COPIED_SHARE

    def pairs_of(self, synopsis: Synopsis) -> list[Pair]:
        """Return the pairs with one of the two synopses on the left."""
        return self.pairs if synopsis == self.left else mirror_pairs(self.pairs)


@dataclass
class Overview:
    """The synopses of a film in one language, MOST_TEXTS at most, and the overlap of each two.

    `omitted_synopses` is how many more there are.
    """

    synopses: list[Synopsis]
    overlaps: list[Overlap]
    omitted_synopses: int

    @property
    def is_complete(self) -> bool:
        """Whether each two synopses are compared."""
        return all(overlap.words is not None for overlap in self.overlaps)

    @property
    def overlaps_to_show(self) -> list[Overlap]:
        """Overlaps of at least one run of words, the greatest share first; then those that aren't compared yet."""
        overlaps = [overlap for overlap in self.overlaps if overlap.words != 0]
        return sorted(overlaps, key=lambda overlap: (overlap.words is None, -overlap.share))

    @property
    def pairs_without_overlap(self) -> int:
        """How many pairs of synopses share no run of words."""
        return len(self.overlaps) - len(self.overlaps_to_show)

    @property
    def unique_sentences(self) -> list[tuple[Synopsis, list[str] | None]]:
        """Each synopsis with the sentences that it alone tells."""
        return [(synopsis, self.unique_sentences_of(synopsis)) for synopsis in self.synopses]

    def unique_sentences_of(self, synopsis: Synopsis) -> list[str] | None:
        """Return the sentences that a synopsis alone tells, without headings.

        None where it isn’t compared with all others yet.
        """
        overlaps = [overlap for overlap in self.overlaps if synopsis in (overlap.left, overlap.right)]
        if not overlaps or any(overlap.words is None for overlap in overlaps):
            return None
        numbers = unique_sentences([overlap.pairs_of(synopsis) for overlap in overlaps])
        sentences = split_sentences(synopsis.plain_text, language_of(synopsis))
        return [sentences[n].text for n in numbers if sentences[n].text not in synopsis.headings]


class SynopsesOfFilm:
    """The published synopses of a film with all that is stored about them: four queries, and their overviews take none."""

    def __init__(self, film: Film) -> None:
        self.by_language: defaultdict[str, list[Synopsis]] = defaultdict(list)
        for synopsis in film.synopses.published().select_related("language", "source"):
            self.by_language[language_of(synopsis)].append(synopsis)
        compared_synopses = (synopses[:MOST_TEXTS] for synopses in self.by_language.values())
        self.collations = CollationsOfFilm(synopsis for synopses in compared_synopses for synopsis in synopses)

    def overviews(self, *, keep: bool = True) -> list[Overview]:
        """Return an overview of the synopses in each language, from stored collations or computed now.

        Only the first `MOST_TEXTS` of a language are compared, and not more than `MOST_WORDS` words are compared anew in
        one call; `keep` stores what is compared anew.
        """
        result = [
            Overview(
                synopses[:MOST_TEXTS],
                [self.collations.overlap(left, right) for left, right in combinations(synopses[:MOST_TEXTS], 2)],
                len(synopses[MOST_TEXTS:]),
            )
            for synopses in self.by_language.values()
        ]
        if keep and self.collations.new:
            store(self.collations.new)
        return result


def overviews(*, film: Film) -> list[Overview]:
    """Return the overviews of a film's synopses, as SynopsesOfFilm do; store what is compared anew."""
    return SynopsesOfFilm(film).overviews()


class CollationsOfFilm:
    """The stored collations of synopses; `new` are those computed here, of `MOST_WORDS` words at most."""

    def __init__(self, synopses: Iterable[Synopsis]) -> None:
        self.texts = {synopsis.pk: SynopsisText(synopsis) for synopsis in synopses}
        of_these = Q(left__in=[*self.texts], right__in=[*self.texts])
        self.stored_collations = {(row.left_id, row.right_id): row for row in Collation.objects.filter(of_these)}
        self.corrections: defaultdict[tuple[int, int], list[AlignmentCorrection]] = defaultdict(list)
        for correction in AlignmentCorrection.objects.filter(of_these):
            self.corrections[correction.left_id, correction.right_id].append(correction)
        self.new: list[Collation] = []
        self.words_left = MOST_WORDS

    def overlap(self, left: Synopsis, right: Synopsis) -> Overlap:
        """Return the overlap of two synopses; not compared where that would take too many words."""
        overlap = Overlap(left, right)
        collation = self.collation(*sorted((left, right), key=lambda synopsis: synopsis.pk))
        if collation is not None:
            pairs = stored_pairs(collation)
            overlap.words = collation.shared_run_words
            overlap.pairs = pairs if left.pk == collation.left_id else mirror_pairs(pairs)
        return overlap

    def collation(self, first: Synopsis, second: Synopsis) -> Collation | None:
        """Return the collation of two synopses, that of the lower id first; None where it would take too many words."""
        texts, corrections = (self.texts[first.pk], self.texts[second.pk]), self.corrections[first.pk, second.pk]
        collation = self.stored_collations.get((first.pk, second.pk))
        if collation is not None and collation.fingerprint == fingerprint(*texts, corrections):
            return collation
        words = first.word_count + second.word_count
        if words > self.words_left:
            return None
        self.words_left -= words
        collation = collate(*texts, corrections)
        self.new.append(collation)
        return collation

"""Tellings of one film compared: computed on first need, kept, and corrected by editors."""

import logging
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from itertools import combinations
from json import dumps

from django.db import DatabaseError, transaction
from django.db.models import Q

from catalog.models import AlignmentCorrection, Synopsis
from catalog.models import Collation as Kept
from catalog.tellings.method import (
    METHOD,
    Collation,
    Correction,
    Pair,
    collate,
    corrected,
    in_order,
    shared_runs,
    stands,
)
from catalog.tellings.method import told_alone as alone_in
from catalog.texts import sentences

# From this share of the shorter text on, one was likely copied from the other; independent retellings stay under a tenth.
COPIED = 0.2
# An overview compares so many synopses in a language, and in one request computes pairs of so many words together: a pair
# of longer texts is computed when it is asked for.
MOST_TEXTS, MOST_WORDS = 8, 8000

log = logging.getLogger(__name__)


class NotComparableError(ValueError):
    """Two texts that can't stand side by side."""


@dataclass(frozen=True)
class Aligned:
    """Sentences that tell the same, in words; `pair` has their numbers."""

    pair: Pair
    left: list[str]
    right: list[str]

    @property
    def kind(self):
        return self.pair.kind

    @property
    def score(self):
        return self.pair.score

    @property
    def source(self):
        return self.pair.source


@dataclass(frozen=True)
class Collated:
    """Two synopses side by side: `numbered` pairs in the left one's reading order, and corrections that need a look."""

    left: Synopsis
    right: Synopsis
    left_sentences: list[sentences.Sentence]
    right_sentences: list[sentences.Sentence]
    numbered: list[Pair]
    shared_run_words: int
    fallen: list[AlignmentCorrection]

    @property
    def language(self):
        return self.left.language_id

    @property
    def share(self):
        return share(self.left, self.right, self.shared_run_words)

    @cached_property
    def pairs(self):
        """The pairs with their sentences' words."""
        return [
            Aligned(
                pair,
                [self.left_sentences[n].text for n in pair.left],
                [self.right_sentences[n].text for n in pair.right],
            )
            for pair in self.numbered
        ]


@dataclass
class Shared:
    """How much two synopses share in runs of words; `words` is None where they aren't compared yet."""

    left: Synopsis
    right: Synopsis
    words: int | None = None
    pairs: list[Pair] = field(default_factory=list)

    @property
    def share(self):
        """The part of the shorter text that stands in the other word for word, 0 to 1."""
        return share(self.left, self.right, self.words or 0)

    @property
    def copied(self):
        """Whether one was likely copied from the other; which from which, the texts don't say."""
        return self.share >= COPIED


@dataclass
class Overview:
    """The synopses of a film in one language, and each two of them; `left_out` are those beyond the bound."""

    texts: list[Synopsis]
    shared: list[Shared]
    left_out: int

    @property
    def complete(self):
        return all(two.words is not None for two in self.shared)

    @property
    def sharing(self):
        """The pairs that share words, those that share most first, and then those that aren't compared yet."""
        found = [two for two in self.shared if two.words != 0]
        return sorted(found, key=lambda two: (two.words is None, -two.share))

    @property
    def apart(self):
        """How many pairs share no run of words."""
        return len(self.shared) - len(self.sharing)

    @property
    def alone(self):
        """Each text with what it alone tells."""
        return [(text, self.told_alone(text)) for text in self.texts]

    def told_alone(self, text):
        """The sentences that a text alone tells, without headings; None where it isn’t compared with all others yet."""
        others = [two for two in self.shared if text in (two.left, two.right)]
        if not others or any(two.words is None for two in others):
            return None
        only = alone_in([two.pairs if two.left == text else mirrored(two.pairs) for two in others])
        said, headings = sentences.split_sentences(text.plain_text, text.language_id), text.headings
        return [said[n].text for n in only if said[n].text not in headings]


def share(left, right, words):
    return min(1.0, words / (min(left.word_count, right.word_count) or 1))


def collated(*, left, right):
    """Two synopses of a film side by side, as they are kept, or else computed now and kept.

    Raises NotComparableError, a ValueError, for texts of two films or two languages, and for a text beside itself.
    """
    if left.pk == right.pk:
        raise NotComparableError("A text can't be compared with itself. Choose two.")
    if left.film_id != right.film_id:
        raise NotComparableError("The two texts tell of two films. Choose two of one film.")
    if left.language_id != right.language_id:
        raise NotComparableError(
            f"The one text is in {left.language}, the other in {right.language}. Choose two of one language."
        )
    first, second = sorted((left, right), key=lambda text: text.pk)
    corrections = list(AlignmentCorrection.objects.filter(left=first, right=second))
    says = Says(first), Says(second)
    wanted = fingerprint(*says, corrections)
    kept = Kept.objects.filter(left=first, right=second, fingerprint=wanted).first()
    if kept is None:
        kept = compute(*says, corrections, wanted)
        keep([kept])
    pairs = unpacked(kept.pairs)
    split = Collation(*(one.sentences for one in says), pairs, left.language_id)
    turned = left.pk != first.pk
    return Collated(
        left,
        right,
        *(reversed((split.left, split.right)) if turned else (split.left, split.right)),
        mirrored(pairs) if turned else pairs,
        kept.shared_run_words,
        [correction for correction in corrections if not stands(split, for_method(correction))],
    )


def overview(*, film):
    """The published synopses of a film by language: what each two share, and what each alone tells.

    Takes four queries. Only the first `MOST_TEXTS` of a language are compared, and not more than `MOST_WORDS` words are
    compared anew in one go.
    """
    by_language = defaultdict(list)
    for text in film.synopses.published().select_related("language", "source"):
        by_language[text.language_id].append(text)
    compared = {language: texts[:MOST_TEXTS] for language, texts in by_language.items()}
    ids = [text.pk for texts in compared.values() for text in texts]
    both = Q(left__in=ids, right__in=ids)
    kept = {(one.left_id, one.right_id): one for one in Kept.objects.filter(both)}
    corrections = defaultdict(list)
    for correction in AlignmentCorrection.objects.filter(both):
        corrections[correction.left_id, correction.right_id].append(correction)
    says = {text.pk: Says(text) for texts in compared.values() for text in texts}
    fresh, room = [], MOST_WORDS
    found = []
    for language, texts in compared.items():
        shared = []
        for left, right in combinations(texts, 2):
            key = low, high = tuple(sorted((left.pk, right.pk)))
            wanted = fingerprint(says[low], says[high], corrections[key])
            one = kept.get(key)
            if one is None or one.fingerprint != wanted:
                one, cost = None, left.word_count + right.word_count
                if cost <= room:
                    room -= cost
                    one = compute(says[low], says[high], corrections[key], wanted)
                    fresh.append(one)
            two = Shared(left, right)
            if one is not None:
                pairs = unpacked(one.pairs)
                two.words, two.pairs = one.shared_run_words, pairs if left.pk == low else mirrored(pairs)
            shared.append(two)
        found.append(Overview(texts, shared, len(by_language[language]) - len(texts)))
    if fresh:
        keep(fresh)
    return found


class Says:
    """What a text says, taken apart only where that is needed."""

    def __init__(self, text):
        self.text, self.plain = text, text.plain_text

    @cached_property
    def digest(self):
        return sha256(self.plain.encode()).hexdigest()

    @cached_property
    def sentences(self):
        return sentences.split_sentences(self.plain, self.text.language_id)


def for_method(correction):
    """A correction as the method takes it."""
    return Correction(correction.kind, tuple(correction.left_sentences), tuple(correction.right_sentences))


def fingerprint(left, right, corrections):
    """Name what a collation is made from: the method, the two texts, their language, the corrections."""
    sentences_of = [
        [correction.kind, correction.left_sentences, correction.right_sentences] for correction in corrections
    ]
    made_from = dumps([METHOD, left.text.language_id, left.digest, right.digest, sentences_of])
    return sha256(made_from.encode()).hexdigest()[:32]


def compute(left, right, corrections, wanted):
    """The collation of two texts, the one of the lower id first, corrected by the corrections; not kept yet."""
    found = collate(left.plain, right.plain, left.text.language_id)
    pairs = corrected(found, map(for_method, corrections))
    shared = shared_runs(left.plain, right.plain)
    return Kept(
        left=left.text,
        right=right.text,
        fingerprint=wanted,
        pairs=[[pair.kind, pair.left, pair.right, pair.score, pair.source] for pair in pairs],
        shared_run_words=shared.words,
    )


def keep(collations):
    """Keep collations in place of older ones of the same texts, in one statement: two requests may do so at once."""
    try:
        with transaction.atomic():
            Kept.objects.bulk_create(
                collations,
                update_conflicts=True,
                unique_fields=["left", "right"],
                update_fields=["fingerprint", "pairs", "shared_run_words", "computed_at"],
            )
    except DatabaseError:
        # A text deleted meanwhile, or a busy database: the reader has the answer, and the next one computes it again.
        log.warning("A collation could not be kept", exc_info=True)


def unpacked(pairs):
    return [Pair(kind, tuple(left), tuple(right), score, source) for kind, left, right, score, source in pairs]


def mirrored(pairs):
    """The pairs with the sides changed, in the other text's reading order."""
    kinds = {"only_left": "only_right", "only_right": "only_left"}
    turned = [Pair(kinds.get(p.kind, p.kind), p.right, p.left, p.score, p.source) for p in pairs]
    return in_order(turned)

"""Corrections of an alignment by an editor: sentences that belong together, and sentences that are not the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from catalog.tellings.method.pairs import Alignment, Pair, in_reading_order
from catalog.tellings.method.similarity import Similarity
from catalog.tellings.method.words import split_words
from catalog.texts.sentences import Sentence

JOIN, PART = "join", "part"
ONE_SIDED = ("only_left", "only_right")


@dataclass(frozen=True, slots=True)
class Correction:
    """Sentences by their words: `join` says that they belong together, `part` that they are not the same."""

    kind: str
    left: tuple[str, ...]
    right: tuple[str, ...]


def locate(sentences: Sequence[Sentence], texts: Sequence[str]) -> tuple[int, ...] | None:
    """Return the numbers of the sentences of these words, in a row if they stand so; None if one of them is missing."""
    words = [sentence.text for sentence in sentences]
    for start in range(len(words) - len(texts) + 1):
        if texts and words[start : start + len(texts)] == list(texts):
            return tuple(range(start, start + len(texts)))
    if not texts or not set(texts) <= set(words):
        return None
    return tuple(sorted({words.index(text) for text in texts}))


def is_applicable(alignment: Alignment, correction: Correction) -> bool:
    """Whether all the sentences of a correction are still in the two texts."""
    return None not in (locate(alignment.left, correction.left), locate(alignment.right, correction.right))


def apply_corrections(alignment: Alignment, corrections: Iterable[Correction]) -> list[Pair]:
    """Return the pairs after the corrections, applied in order; one that is no longer applicable changes nothing."""
    pairs = list(alignment.pairs)
    for correction in corrections:
        left, right = locate(alignment.left, correction.left), locate(alignment.right, correction.right)
        if left is not None and right is not None:
            change = join_sentences if correction.kind == JOIN else part_sentences
            pairs = change(pairs, left, right)
    return in_reading_order(_score_edited_pairs(alignment, pairs))


def join_sentences(pairs: list[Pair], left: tuple[int, ...], right: tuple[int, ...]) -> list[Pair]:
    """Return the pairs with these sentences in one of their own, taken out of the pairs that they stood in."""
    result = []
    for pair in pairs:
        rest = _subtract(pair.left, left), _subtract(pair.right, right)
        if rest == (pair.left, pair.right):
            result.append(pair)
        elif all(rest):
            result.append(replace(pair, left=rest[0], right=rest[1], source="editor"))
        else:
            result += _one_sided_pairs(*rest)
    return [*result, Pair("changed", left, right, 0.0, "editor")]


def part_sentences(pairs: list[Pair], left: tuple[int, ...], right: tuple[int, ...]) -> list[Pair]:
    """Return pairs of which none has one of these left sentences together with one of these right ones."""
    result = []
    for pair in pairs:
        if set(left).isdisjoint(pair.left) or set(right).isdisjoint(pair.right):
            result.append(pair)
            continue
        rest = _subtract(pair.left, left), _subtract(pair.right, right)
        if not any(rest):
            result += _one_sided_pairs(pair.left, pair.right)
            continue
        # Of one sentence against several, the several are taken out.
        lefts, rights = rest[0] or pair.left, rest[1] or pair.right
        result.append(replace(pair, left=lefts, right=rights, source="editor"))
        result += _one_sided_pairs(_subtract(pair.left, lefts), _subtract(pair.right, rights))
    return result


def _subtract(numbers: tuple[int, ...], removals: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(n for n in numbers if n not in removals)


def _one_sided_pairs(left: tuple[int, ...], right: tuple[int, ...]) -> list[Pair]:
    """Return each sentence in a pair of its own, made by an editor."""
    lefts = [Pair("only_left", (n,), (), 0.0, "editor") for n in left]
    return lefts + [Pair("only_right", (), (n,), 0.0, "editor") for n in right]


def _score_edited_pairs(alignment: Alignment, pairs: list[Pair]) -> list[Pair]:
    """Return the pairs with the kind and the score of those that an editor made. One has moved if it crosses others."""
    edited_pairs = [pair for pair in pairs if pair.source == "editor" and pair.kind not in ONE_SIDED]
    if not edited_pairs:
        return pairs
    left, right = ([split_words(sentence.text) for sentence in side] for side in (alignment.left, alignment.right))
    similarity = Similarity(left, right, alignment.language)
    result = [pair for pair in pairs if pair not in edited_pairs]
    in_place = [pair for pair in result if pair.keeps_order]
    for pair in sorted(edited_pairs, key=lambda pair: pair.left):
        is_same = [word.key for n in pair.left for word in left[n]] == [
            word.key for n in pair.right for word in right[n]
        ]
        concepts = (
            frozenset[int]().union(*(similarity.left[n] for n in pair.left)),
            frozenset[int]().union(*(similarity.right[n] for n in pair.right)),
        )
        score = 1.0 if is_same else min(0.99, round(similarity.score(*concepts), 2))
        if any((fixed_pair.left < pair.left) != (fixed_pair.right < pair.right) for fixed_pair in in_place):
            result.append(replace(pair, kind="moved", score=score))
        else:
            in_place.append(replace(pair, kind="same" if is_same else "changed", score=score))
            result.append(in_place[-1])
    return result

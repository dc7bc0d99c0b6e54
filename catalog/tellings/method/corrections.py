"""An alignment corrected by hand: sentences joined that belong together, and parted that are not the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from catalog.tellings.method.alignment import Collation, Pair
from catalog.tellings.method.similarity import Measure
from catalog.tellings.method.words import words
from catalog.texts.sentences import Sentence

JOIN, PART = "join", "part"
ALONE = ("only_left", "only_right")


@dataclass(frozen=True, slots=True)
class Correction:
    """Sentences by their words: `join` says that they belong together, `part` that they are not the same."""

    kind: str
    left: tuple[str, ...]
    right: tuple[str, ...]


def standing(sentences: Sequence[Sentence], wanted: Sequence[str]) -> tuple[int, ...] | None:
    """Where the wanted sentences stand, together if they do; None where one of them is no longer there."""
    said = [sentence.text for sentence in sentences]
    for start in range(len(said) - len(wanted) + 1):
        if wanted and said[start : start + len(wanted)] == list(wanted):
            return tuple(range(start, start + len(wanted)))
    if not wanted or not set(wanted) <= set(said):
        return None
    return tuple(sorted({said.index(text) for text in wanted}))


def stands(collation: Collation, correction: Correction) -> bool:
    """Whether all the sentences of a correction are still in the two texts."""
    sides = standing(collation.left, correction.left), standing(collation.right, correction.right)
    return None not in sides


def corrected(collation: Collation, corrections: Iterable[Correction]) -> list[Pair]:
    """The pairs after the corrections, the later one having the last word; what no longer stands changes nothing."""
    pairs = list(collation.pairs)
    for correction in corrections:
        left, right = standing(collation.left, correction.left), standing(collation.right, correction.right)
        if left is not None and right is not None:
            pairs = joined(pairs, left, right) if correction.kind == JOIN else parted(pairs, left, right)
    return in_order(measured(collation, pairs))


def joined(pairs: list[Pair], left: tuple[int, ...], right: tuple[int, ...]) -> list[Pair]:
    """The pairs with these sentences in one of their own; what stood with them is left to stand without them."""
    found = []
    for pair in pairs:
        rest = without(pair.left, left), without(pair.right, right)
        if rest == (pair.left, pair.right):
            found.append(pair)
        elif all(rest):
            found.append(replace(pair, left=rest[0], right=rest[1], source="editor"))
        else:
            found += alone(*rest)
    return [*found, Pair("changed", left, right, 0.0, "editor")]


def parted(pairs: list[Pair], left: tuple[int, ...], right: tuple[int, ...]) -> list[Pair]:
    """The pairs with none that holds one of these left sentences together with one of these right ones."""
    found = []
    for pair in pairs:
        if set(left).isdisjoint(pair.left) or set(right).isdisjoint(pair.right):
            found.append(pair)
            continue
        rest = without(pair.left, left), without(pair.right, right)
        if not any(rest):
            found += alone(pair.left, pair.right)
            continue
        # Of one sentence against several it is those that are taken out.
        kept = rest[0] or pair.left, rest[1] or pair.right
        found.append(replace(pair, left=kept[0], right=kept[1], source="editor"))
        found += alone(without(pair.left, kept[0]), without(pair.right, kept[1]))
    return found


def without(numbers: tuple[int, ...], taken: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(n for n in numbers if n not in taken)


def alone(left: tuple[int, ...], right: tuple[int, ...]) -> list[Pair]:
    """Each sentence in a pair of its own, as an editor wants it."""
    lefts = [Pair("only_left", (n,), (), 0.0, "editor") for n in left]
    return lefts + [Pair("only_right", (), (n,), 0.0, "editor") for n in right]


def measured(collation: Collation, pairs: list[Pair]) -> list[Pair]:
    """The pairs with the kinds and scores of those that an editor made. They have moved where they cross others."""
    made = [pair for pair in pairs if pair.source == "editor" and pair.kind not in ALONE]
    if not made:
        return pairs
    left, right = ([words(one.text) for one in side] for side in (collation.left, collation.right))
    measure = Measure(left, right, collation.language)
    found = [pair for pair in pairs if pair not in made]
    in_place = [pair for pair in found if pair.kind in ("same", "changed")]
    for pair in sorted(made, key=lambda pair: pair.left):
        told = [[w.key for n in pair.left for w in left[n]], [w.key for n in pair.right for w in right[n]]]
        said = [frozenset[int]().union(*(measure.left[n] for n in pair.left))]
        said.append(frozenset[int]().union(*(measure.right[n] for n in pair.right)))
        score = 1.0 if told[0] == told[1] else min(0.99, round(measure.alike(*said), 2))
        if any((one.left < pair.left) != (one.right < pair.right) for one in in_place):
            found.append(replace(pair, kind="moved", score=score))
        else:
            in_place.append(replace(pair, kind="same" if told[0] == told[1] else "changed", score=score))
            found.append(in_place[-1])
    return found


def in_order(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs as the left text is read. What only the right text tells stands before what it precedes there."""
    pairs = list(pairs)
    alone = sorted((pair for pair in pairs if not pair.left), key=lambda pair: pair.right, reverse=True)
    ordered = []
    for pair in sorted((pair for pair in pairs if pair.left), key=lambda pair: pair.left):
        while alone and pair.kind in ("same", "changed") and alone[-1].right < pair.right:
            ordered.append(alone.pop())
        ordered.append(pair)
    return ordered + alone[::-1]

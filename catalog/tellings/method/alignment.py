"""Which sentences of two texts tell the same: one global alignment, and the moves left over. See docs/collation.md."""

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.tellings.method.similarity import Match, Measure
from catalog.tellings.method.words import Word, words
from catalog.texts.sentences import Sentence, split_sentences

# How alike sentences must be (0 to 1) to stand together: anywhere in the order, out of order, and between neighbours
# that stand together, where at most so many sentences are left to choose from.
ALIKE = 0.28
MOVED = 0.36
BETWEEN = 0.16
CHOICE = 6


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentences that tell the same, as indices into each text's, and how alike they are (0 to 1).

    `kind` is `same` (word for word), `changed`, `moved` (at another place), `only_left` or `only_right`; `source` is
    `computed`, or `editor` where one corrected it.
    """

    kind: str
    left: tuple[int, ...]
    right: tuple[int, ...]
    score: float
    source: str = "computed"


@dataclass(frozen=True, slots=True)
class Collation:
    """Two texts' sentences, and the pairs in the left text's reading order. Each sentence is in one pair."""

    left: list[Sentence]
    right: list[Sentence]
    pairs: list[Pair]
    language: str


def collate(left: str, right: str, language: str = "en") -> Collation:
    """Align the sentences of two plain texts in one language (a BCP 47 tag).

    The same texts always give the same pairs, and `collate(b, a)` gives those of `collate(a, b)` with the sides changed;
    their order follows whichever text is left. Time and memory grow with the number of sentences that share a word.
    """
    sides = split_sentences(left, language), split_sentences(right, language)
    told = [
        [words(text, sentence.start, sentence.end) for sentence in sentences]
        for text, sentences in zip((left, right), sides, strict=True)
    ]
    # One text always goes first, so that ties fall alike whichever is left.
    turned = [[word.key for word in said] for said in told[1]] < [[word.key for word in said] for said in told[0]]
    aligned, moved = align(told[turned], told[not turned], language)
    if turned:
        aligned, moved = ([match.mirrored() for match in matches] for matches in (aligned, moved))
    return Collation(*sides, _in_order(told[0], told[1], aligned, moved), language)


def align(left: list[list[Word]], right: list[list[Word]], language: str) -> tuple[list[Match], list[Match]]:
    """The matches that keep both texts' order, best in sum, and then those that don't."""
    measure = Measure(left, right, language)
    everywhere = measure.candidates(ALIKE, range(len(left)), range(len(right)))
    found = [match for match in everywhere if measure.telling(match)]
    aligned = best_chain(found)
    moved: list[Match] = []
    found = [match for match in found if match.score >= MOVED]
    while found := _apart_from([*aligned, *moved], found):
        moved += best_chain(found)
    return sorted([*aligned, *_between(aligned, moved, measure)], key=lambda match: match.left), moved


def best_chain(matches: list[Match]) -> list[Match]:
    """The matches of the greatest sum of gains of which each lies after the one before in both texts.

    Dynamic programming over the candidates in the order of the left text. The best sum that ends at or before a place in
    the right text is kept in a Fenwick tree of maxima, so n candidates cost n·log n in time, and n in memory.
    """
    size = max((match.right_end for match in matches), default=0) + 1
    tree = [(0.0, -1)] * (size + 1)
    sums, before = [0.0] * len(matches), [-1] * len(matches)
    waiting = sorted(range(len(matches)), key=lambda n: (-matches[n].left_end, n))
    order = sorted(range(len(matches)), key=lambda n: (matches[n].left, matches[n].right, n))
    for n in order:
        while waiting and matches[waiting[-1]].left_end <= matches[n].left:
            ended = waiting.pop()
            at = matches[ended].right_end + 1
            while at <= size:
                if sums[ended] > tree[at][0]:
                    tree[at] = (sums[ended], ended)
                at += at & -at
        best, at = (0.0, -1), matches[n].right + 1
        while at:
            if tree[at][0] > best[0]:
                best = tree[at]
            at -= at & -at
        sums[n], before[n] = best[0] + matches[n].gain, best[1]
    chain = []
    last = max(order, key=sums.__getitem__, default=-1)
    while last >= 0:
        chain.append(matches[last])
        last = before[last]
    return chain[::-1]


def _between(aligned: list[Match], moved: list[Match], measure: Measure) -> list[Match]:
    """Weaker matches between neighbours that stand together, where few sentences are left to choose from."""
    ends = [(0, 0), *((match.left_end, match.right_end) for match in aligned)]
    starts = [*((match.left, match.right) for match in aligned), (len(measure.left), len(measure.right))]
    found = []
    for (left, right), (left_end, right_end) in zip(ends, starts, strict=True):
        if aligned and min(left_end - left, right_end - right) <= CHOICE:
            weaker = measure.candidates(BETWEEN, range(left, left_end), range(right, right_end))
            found += best_chain(_apart_from(moved, weaker))
    return found


def _apart_from(taken: list[Match], matches: Iterable[Match]) -> list[Match]:
    """The matches of which no sentence is taken."""
    left = {i for match in taken for i in range(match.left, match.left_end)}
    right = {j for match in taken for j in range(match.right, match.right_end)}
    return [
        match
        for match in matches
        if left.isdisjoint(range(match.left, match.left_end)) and right.isdisjoint(range(match.right, match.right_end))
    ]


def _in_order(left: list[list[Word]], right: list[list[Word]], aligned: list[Match], moved: list[Match]) -> list[Pair]:
    """The pairs as the left text is read. What only the right text tells stands before what it precedes there."""
    pairs = {match.left: _pair(left, right, match, "changed") for match in aligned}
    pairs |= {match.left: _pair(left, right, match, "moved") for match in moved}
    taken = {j for pair in pairs.values() for j in pair.right}
    alone = [j for j in range(len(right)) if j not in taken][::-1]
    ordered = []
    i = 0
    while i < len(left):
        pair = pairs.get(i, Pair("only_left", (i,), (), 0.0))
        while alone and pair.kind in ("same", "changed") and alone[-1] < pair.right[0]:
            ordered.append(Pair("only_right", (), (alone.pop(),), 0.0))
        ordered.append(pair)
        i = pair.left[-1] + 1
    return ordered + [Pair("only_right", (), (j,), 0.0) for j in reversed(alone)]


def _pair(left: list[list[Word]], right: list[list[Word]], match: Match, kind: str) -> Pair:
    lefts, rights = range(match.left, match.left_end), range(match.right, match.right_end)
    same = [word.key for i in lefts for word in left[i]] == [word.key for j in rights for word in right[j]]
    if same and kind == "changed":
        kind = "same"
    return Pair(kind, tuple(lefts), tuple(rights), 1.0 if same else min(0.99, round(match.score, 2)))

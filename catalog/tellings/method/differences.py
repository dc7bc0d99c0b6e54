"""What two texts share word for word, what differs inside aligned sentences, and what one text alone tells."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from rapidfuzz.distance import LCSseq

from catalog.tellings.method.alignment import Pair
from catalog.tellings.method.words import Word, words

# Of a run of words that stands in a text more often than this, the first places count.
REFRAIN = 20


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a text. `kind` is `equal`, `moved` (the other text has these words elsewhere) or `differs`."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class SharedRun:
    """So many words that two texts have in a run: offsets in characters."""

    left_start: int
    left_end: int
    right_start: int
    right_end: int
    words: int


@dataclass(frozen=True, slots=True)
class SharedRuns:
    """The runs two texts share, in the left one's order; `words` in all of them, and in each whole text."""

    runs: list[SharedRun]
    words: int
    left_words: int
    right_words: int

    @property
    def share(self) -> float:
        """The part of the shorter text that stands in the other word for word, 0 to 1."""
        return self.words / (min(self.left_words, self.right_words) or 1)


def word_differences(left: str, right: str) -> tuple[list[Run], list[Run]]:
    """Each text in runs that are equal, moved or differ; a side's runs put together give the text again.

    Words are compared without case and accents, in order, by their longest common subsequence; what is left over on both
    sides has moved.
    """
    told = words(left), words(right)
    keys = [[word.key for word in said] for said in told]
    turned = keys[1] < keys[0]
    first, second = reversed(keys) if turned else keys
    kinds = [["differs"] * len(first), ["differs"] * len(second)]
    for block in LCSseq.opcodes(first, second):
        if block.tag == "equal":
            kinds[0][block.src_start : block.src_end] = ["equal"] * (block.src_end - block.src_start)
            kinds[1][block.dest_start : block.dest_end] = ["equal"] * (block.dest_end - block.dest_start)
    rest = [
        Counter(key for key, kind in zip(side, marks, strict=True) if kind == "differs")
        for side, marks in zip((first, second), kinds, strict=True)
    ]
    for side, marks in zip((first, second), kinds, strict=True):
        both = rest[0] & rest[1]
        for position, key in enumerate(side):
            if marks[position] == "differs" and both[key]:
                marks[position] = "moved"
                both[key] -= 1
    if turned:
        kinds.reverse()
    return _runs(left, told[0], kinds[0]), _runs(right, told[1], kinds[1])


def _runs(text: str, told: list[Word], kinds: list[str]) -> list[Run]:
    """A text in runs of one kind each. What stands between two words goes with both if they are of one kind."""
    runs: list[Run] = []
    at = 0
    for position, (word, kind) in enumerate(zip(told, kinds, strict=True)):
        if position and kind == kinds[position - 1]:
            runs[-1] = Run(runs[-1].text + text[at : word.end], kind)
        else:
            if at < word.start:
                runs.append(Run(text[at : word.start], "equal"))
            runs.append(Run(text[word.start : word.end], kind))
        at = word.end
    if at < len(text):
        runs.append(Run(text[at:], "equal"))
    return runs


def shared_runs(left: str, right: str, least: int = 6) -> SharedRuns:
    """The runs of at least `least` words that two texts share, the longest first taken, each word in one run at most.

    Greedy string tiling (M. J. Wise, "String similarity via greedy string tiling", 1993), which finds copying though
    paragraphs were put in another order.
    """
    if least < 1:
        raise ValueError(f"A run of {least} words is none. Ask for 1 or more.")
    told = words(left), words(right)
    first, second = ([word.key for word in said] for said in told)
    taken = [False] * len(first), [False] * len(second)
    tiles = []
    waiting = [(-size, i, j) for i, j, size in _maximal_runs(first, second, least)]
    heapify(waiting)
    while waiting:
        size, i, j = heappop(waiting)
        free = [not taken[0][i + n] and not taken[1][j + n] for n in range(-size)]
        if all(free):
            taken[0][i : i - size] = taken[1][j : j - size] = [True] * -size
            tiles.append((i, j, -size))
            continue
        start = 0
        for n, open_ in enumerate([*free, False]):
            if not open_:
                if n - start >= least:
                    heappush(waiting, (start - n, i + start, j + start))
                start = n + 1
    runs = [
        SharedRun(told[0][i].start, told[0][i + n - 1].end, told[1][j].start, told[1][j + n - 1].end, n)
        for i, j, n in sorted(tiles)
    ]
    return SharedRuns(runs, sum(run.words for run in runs), len(first), len(second))


def _maximal_runs(first: Sequence[str], second: Sequence[str], least: int) -> set[tuple[int, int, int]]:
    """The common runs of at least `least` words that neither end can be lengthened: where in each, and how long."""
    standing = defaultdict(list)
    for j in range(len(second) - least + 1):
        standing[tuple(second[j : j + least])].append(j)
    found = set()
    before: list[int] = []
    for i in range(len(first) - least + 1):
        places = standing.get(tuple(first[i : i + least]), [])[:REFRAIN]
        for j in set(places).difference(place + 1 for place in before):
            start, end = 0, least
            while i > -start and j > -start and first[i + start - 1] == second[j + start - 1]:
                start -= 1
            while i + end < len(first) and j + end < len(second) and first[i + end] == second[j + end]:
                end += 1
            found.add((i + start, j + start, end - start))
        before = places
    return found


def told_alone(collated: Iterable[Sequence[Pair]], side: str = "left") -> list[int]:
    """The sentences that a text alone tells: on its side, none of its collations with the others pairs them.

    `collated` are the pairs of each, `side` is where the text stands in all of them: `left` or `right`.
    """
    only = [{n for pair in pairs if pair.kind == f"only_{side}" for n in getattr(pair, side)} for pairs in collated]
    return sorted(set.intersection(*only)) if only else []

"""The runs of words that two texts share: one was likely copied from the other where they are long."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from catalog.tellings.method.words import split_words

# Of a run of words that stands in a text more often than this, the first places count.
REFRAIN = 20


@dataclass(frozen=True, slots=True)
class SharedRun:
    """A run of words that stands in both texts: its offsets in characters, and how many words it has."""

    left_start: int
    left_end: int
    right_start: int
    right_end: int
    words: int


@dataclass(frozen=True, slots=True)
class SharedRuns:
    """The runs that two texts share, in the left one's order; how many words they have, and how many each text has."""

    runs: list[SharedRun]
    words: int
    left_words: int
    right_words: int

    @property
    def share(self) -> float:
        """The part of the shorter text that stands in the other word for word, 0 to 1."""
        return self.words / (min(self.left_words, self.right_words) or 1)


def find_shared_runs(left: str, right: str, least: int = 6) -> SharedRuns:
    """Find the runs of at least `least` words that two texts share, the longest first, each word in one run at most.

    Greedy string tiling (M. J. Wise, "String similarity via greedy string tiling", 1993), which finds copying though
    paragraphs were put in another order.
    """
    if least < 1:
        raise ValueError(f"A run of {least} words is none. Ask for 1 or more.")
    left_words, right_words = split_words(left), split_words(right)
    tiles = _tile([word.key for word in left_words], [word.key for word in right_words], least)
    runs = [
        SharedRun(left_words[i].start, left_words[i + n - 1].end, right_words[j].start, right_words[j + n - 1].end, n)
        for i, j, n in sorted(tiles)
    ]
    return SharedRuns(runs, sum(run.words for run in runs), len(left_words), len(right_words))


def _tile(left: list[str], right: list[str], least: int) -> list[tuple[int, int, int]]:
    """Return runs that don't overlap, the longest first: where in each text, and how many words."""
    has_tile = [False] * len(left), [False] * len(right)
    tiles = []
    waiting = [(-size, i, j) for i, j, size in _maximal_runs(left, right, least)]
    heapify(waiting)
    while waiting:
        size, i, j = heappop(waiting)
        free = [not has_tile[0][i + n] and not has_tile[1][j + n] for n in range(-size)]
        if all(free):
            has_tile[0][i : i - size] = has_tile[1][j : j - size] = [True] * -size
            tiles.append((i, j, -size))
            continue
        start = 0
        for n, is_free in enumerate([*free, False]):
            if not is_free:
                if n - start >= least:
                    heappush(waiting, (start - n, i + start, j + start))
                start = n + 1
    return tiles


def _maximal_runs(left: Sequence[str], right: Sequence[str], least: int) -> set[tuple[int, int, int]]:
    """Return the common runs of `least` words or more, as long as they can be: where in each text, and how many words."""
    places_by_words = defaultdict(list)
    for j in range(len(right) - least + 1):
        places_by_words[tuple(right[j : j + least])].append(j)
    runs = set()
    previous: list[int] = []
    for i in range(len(left) - least + 1):
        places = places_by_words.get(tuple(left[i : i + least]), [])[:REFRAIN]
        for j in set(places).difference(place + 1 for place in previous):
            start, end = 0, least
            while i > -start and j > -start and left[i + start - 1] == right[j + start - 1]:
                start -= 1
            while i + end < len(left) and j + end < len(right) and left[i + end] == right[j + end]:
                end += 1
            runs.add((i + start, j + start, end - start))
        previous = places
    return runs

"""The words that differ inside a pair of sentences."""

from collections import Counter
from dataclasses import dataclass

from catalog.tellings.method.words import Word, split_words
from catalog.texts.word_diff import diff_blocks


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a text. `kind` is `equal`, `moved` (the other text has these words elsewhere) or `differs`."""

    text: str
    kind: str


def word_differences(left: str, right: str) -> tuple[list[Run], list[Run]]:
    """Return each text in runs that are equal, moved or differ; the runs of a side put together give its text again.

    Words are compared without case and accents, in order, by their longest common subsequence; what is left over on both
    sides has moved.
    """
    words = split_words(left), split_words(right)
    keys = [[word.key for word in side] for side in words]
    # One text always goes first, so that ties fall alike whichever is left.
    right_first = keys[1] < keys[0]
    first, second = reversed(keys) if right_first else keys
    kinds = _kinds(first, second)
    if right_first:
        kinds = kinds[::-1]
    return _runs(left, words[0], kinds[0]), _runs(right, words[1], kinds[1])


def _kinds(first: list[str], second: list[str]) -> tuple[list[str], list[str]]:
    """Return the kind of each word of two texts."""
    kinds = ["differs"] * len(first), ["differs"] * len(second)
    for block in diff_blocks(first, second):
        if block.equal:
            kinds[0][block.before_start : block.before_end] = ["equal"] * (block.before_end - block.before_start)
            kinds[1][block.after_start : block.after_end] = ["equal"] * (block.after_end - block.after_start)
    sides = [*zip((first, second), kinds, strict=True)]
    rest = [Counter(key for key, kind in zip(*side, strict=True) if kind == "differs") for side in sides]
    for keys, side_kinds in sides:
        in_both = rest[0] & rest[1]
        for position, key in enumerate(keys):
            if side_kinds[position] == "differs" and in_both[key]:
                side_kinds[position] = "moved"
                in_both[key] -= 1
    return kinds


def _runs(text: str, words: list[Word], kinds: list[str]) -> list[Run]:
    """Return a text in runs of one kind each. What stands between two words goes with both if they are of one kind."""
    runs: list[Run] = []
    at = 0
    for position, (word, kind) in enumerate(zip(words, kinds, strict=True)):
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

"""The words that differ between two versions of a text, and both versions in one HTML that is safe to show."""

import re
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from rapidfuzz.distance import LCSseq

TOKEN = re.compile(r"\s+|\w+|[^\w\s]+")
# Of a stretch that both have, so many words are shown on each side of a change.
SHOWN_WORDS = 10
# What stands between two changes and has fewer words than this, is read as one change with them.
LEAST_WORDS_BETWEEN = 2
# The work grows with the product of the two lengths: beyond this, what lies between the first and the last change is
# marked as a whole. Two texts of 25 kB that have nothing in common stay far below it.
MOST_WORK = 400_000_000

# The tokens before, and those after that stand in their place; the same where nothing changed.
Change = tuple[list[str], list[str]]


class Block(NamedTuple):
    """A stretch of two lists, from start up to end in each; `equal` where both have the same there."""

    before_start: int
    before_end: int
    after_start: int
    after_end: int
    equal: bool


def diff_blocks(before: Sequence[Hashable], after: Sequence[Hashable]) -> Iterator[Block]:
    """Yield the stretches of two lists that are equal or differ, in order, by their longest common subsequence."""
    head = _common_length(before, after)
    tail = _common_length(before[head:][::-1], after[head:][::-1])
    before_end, after_end = len(before) - tail, len(after) - tail
    if head:
        yield Block(0, head, 0, head, True)
    if (before_end - head) * (after_end - head) > MOST_WORK:
        yield Block(head, before_end, head, after_end, False)
    else:
        for code in LCSseq.opcodes(before[head:before_end], after[head:after_end]):
            yield Block(
                head + code.src_start,
                head + code.src_end,
                head + code.dest_start,
                head + code.dest_end,
                code.tag == "equal",
            )
    if tail:
        yield Block(before_end, len(before), after_end, len(after), True)


def _common_length(before: Sequence[Hashable], after: Sequence[Hashable]) -> int:
    """Return how many elements two lists begin with alike."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((n for n, (first, second) in pairs if first != second), min(len(before), len(after)))


def diff_html(before: str, after: str) -> SafeString:
    """Return both versions as one HTML: old_tokens words in <del>, new_tokens ones in <ins>, long equal stretches shortened."""
    tokens = TOKEN.findall(before), TOKEN.findall(after)
    changes = [
        (tokens[0][block.before_start : block.before_end], tokens[1][block.after_start : block.after_end])
        for block in diff_blocks(*tokens)
    ]
    changes = list(merge_close_changes(changes))
    parts = []
    for position, (old_tokens, new_tokens) in enumerate(changes):
        if old_tokens == new_tokens:
            parts.append(shorten_equal(old_tokens, first=position == 0, last=position == len(changes) - 1))
        else:
            parts.append(change_html("del", "removed", old_tokens) + change_html("ins", "added", new_tokens))
    return mark_safe("".join(parts))


def change_html(tag: str, label: str, tokens: list[str]) -> str:
    """Return tokens in a tag with a label that only screen readers say; "" where there are none."""
    if not tokens:
        return ""
    words = escape("".join(tokens))
    return (
        f'<{tag}><span class="visually-hidden">[{label}: </span>{words}<span class="visually-hidden">]</span></{tag}>'
    )


def merge_close_changes(changes: Sequence[Change]) -> Iterator[Change]:
    """Merge changes that lie a word apart: a text of which each second word is marked can't be read."""
    change: Change = ([], [])
    between: list[str] = []
    for old_tokens, new_tokens in changes:
        if old_tokens != new_tokens:
            change = [*change[0], *between, *old_tokens], [*change[1], *between, *new_tokens]
            between = []
        elif any(change) and not between and sum(map(str.isalnum, old_tokens)) < LEAST_WORDS_BETWEEN:
            between = old_tokens
        else:
            yield from (part for part in (change, (between, between), (old_tokens, new_tokens)) if any(part))
            change, between = ([], []), []
    yield from (part for part in (change, (between, between)) if any(part))


def shorten_equal(tokens: list[str], *, first: bool, last: bool) -> str:
    """Return an equal stretch, with … for what is far from the changes around it."""
    words = [place for place, token in enumerate(tokens) if token[0].isalnum()]
    after_change = 0 if first else SHOWN_WORDS
    before_change = 0 if last else SHOWN_WORDS
    if len(words) <= after_change + before_change + SHOWN_WORDS:
        return str(escape("".join(tokens)))
    start = "" if first else "".join(tokens[: words[after_change - 1] + 1]) + " "
    end = "" if last else " " + "".join(tokens[words[-before_change] :])
    return str(escape(f"{start}…{end}"))

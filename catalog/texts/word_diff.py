"""Two versions of a text as one, with the words that differ marked: HTML that is safe to show."""

import re
from collections.abc import Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from rapidfuzz.distance import LCSseq

TOKEN = re.compile(r"\s+|\w+|[^\w\s]+")
# Of a stretch that both have, so many words are kept on each side of a change.
KEPT = 10
# What stands between two changes and is no longer than this, is read as one change with them.
LEAST = 2
# The work grows with the product of the two lengths: beyond this, what lies between the first and the last change is
# marked as a whole. Two texts of 25 kB that have nothing in common stay far below it.
MOST_WORK = 400_000_000

Run = tuple[list[str], list[str]]


def diff_html(was: str, now: str) -> SafeString:
    """The words that went in <del>, those that came in <ins>, what stayed as it is; long stretches that stayed cut."""
    before, after = TOKEN.findall(was), TOKEN.findall(now)
    runs = list(smoothed(differing(before, after)))
    parts = []
    for number, (gone, come) in enumerate(runs):
        if gone == come:
            parts.append(shortened(gone, first=number == 0, last=number == len(runs) - 1))
        else:
            parts.append(tagged("del", "removed", gone) + tagged("ins", "added", come))
    return mark_safe("".join(parts))


def tagged(tag: str, spoken: str, tokens: list[str]) -> str:
    """Tokens under a mark that a screen reader says, too."""
    words = escape("".join(tokens))
    return (
        f'<{tag}><span class="visually-hidden">[{spoken}: </span>{words}<span class="visually-hidden">]</span></{tag}>'
        if tokens
        else ""
    )


def differing(before: list[str], after: list[str]) -> Iterator[Run]:
    """What both have, and what one has in place of what the other has, in order."""
    head = common(before, after)
    tail = common(before[head:][::-1], after[head:][::-1])
    middle = before[head : len(before) - tail], after[head : len(after) - tail]
    yield before[:head], before[:head]
    if len(middle[0]) * len(middle[1]) > MOST_WORK:
        yield middle
    else:
        for block in LCSseq.opcodes(*middle):
            yield middle[0][block.src_start : block.src_end], middle[1][block.dest_start : block.dest_end]
    yield before[len(before) - tail :], before[len(before) - tail :]


def common(before: list[str], after: list[str]) -> int:
    """How many tokens two lists begin with alike."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((n for n, (one, other) in pairs if one != other), min(len(before), len(after)))


def smoothed(runs: Iterator[Run]) -> Iterator[Run]:
    """Changes that lie a word apart, as one: a text of which each second word is marked is no help."""
    held: Run = ([], [])
    between: list[str] = []
    for gone, come in runs:
        if gone != come:
            held = [*held[0], *between, *gone], [*held[1], *between, *come]
            between = []
        elif gone and (held[0] or held[1]) and not between and sum(map(str.isalnum, gone)) < LEAST:
            between = gone
        elif gone:
            yield from (run for run in (held, (between, between), (gone, gone)) if run[0] or run[1])
            held, between = ([], []), []
    yield from (run for run in (held, (between, between)) if run[0] or run[1])


def shortened(tokens: list[str], *, first: bool, last: bool) -> str:
    """A stretch that stayed: its words next to a change, and … for the rest."""
    spoken = [place for place, token in enumerate(tokens) if token[0].isalnum()]
    cut = 0 if first else KEPT
    kept = 0 if last else KEPT
    if len(spoken) <= cut + kept + KEPT:
        return str(escape("".join(tokens)))
    start = "" if first else "".join(tokens[: spoken[cut - 1] + 1]) + " "
    end = "" if last else " " + "".join(tokens[spoken[-kept] :])
    return str(escape(f"{start}…{end}"))

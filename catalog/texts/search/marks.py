"""Where a text answers a query: the places of its words, to be marked on a page."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from catalog.texts.search.ranking import is_among
from catalog.texts.search.words import UNPARTED, Forms, is_part_of_word, queries_of, words_of

Span = tuple[int, int]
# Within a word as it is written; a sign alone is a word where a text has no letters.
INNER_SIGNS = re.compile(r"['‘’ʼʻ′`´]")


def marks(text: str, query: str) -> list[Span]:
    """Return where a text answers a query, as (start, end) in order; words that are one in the query are marked together."""
    sought_words = {forms for reading in queries_of(query) for forms in reading}
    spans = list(spans_of_letters(text, sought_words))
    pieces = [(span, words_at(text, span)) for span in words_of_text(text)]
    spans += [span for span, words in pieces if are_sought(words, sought_words)]
    for (left, left_words), (right, right_words) in pairwise(pieces):
        if left_words and right_words and are_sought_as_one([left_words[0], right_words[0]], sought_words):
            spans.append((left[0], right[1]))
    for chunk in re.finditer(r"\S+", text):
        inner_words = [
            words[0] for span, words in pieces if words and chunk.start() <= span[0] and span[1] <= chunk.end()
        ]
        if are_sought_as_one(inner_words, sought_words):
            spans.append(chunk.span())
    return merged_spans(spans)


def words_at(text: str, span: Span) -> list[str]:
    """Return the forms of the word at a place of a text."""
    words = words_of(text[slice(*span)], is_query=False, is_beginning=not text[: span[0]].strip())
    return [form for forms in words for form in forms]


def are_sought(words: Collection[str], sought_words: Iterable[Forms]) -> bool:
    return any(is_among(forms, words) for forms in sought_words)


def are_sought_as_one(words: Sequence[str], sought_words: Iterable[Forms]) -> bool:
    """Tell whether words that stand together are one in the query, which goes on beyond the first of them."""
    return any(
        len(form) > len(words[0]) and "".join(words).startswith(form)
        for forms in sought_words
        if len(words) > 1
        for form in forms
    )


def words_of_text(text: str) -> Iterator[Span]:
    """Yield where the words of a text stand, of scripts that part them; where it has no letters, where it does itself."""
    start = None
    for place, letter in enumerate(f"{text} "):
        is_inner = start is not None and INNER_SIGNS.match(letter) and text[place + 1 : place + 2].isalnum()
        if (is_part_of_word(letter) and not UNPARTED.match(letter)) or is_inner:
            start = place if start is None else start
            continue
        if start is not None:
            yield start, place
            start = None
        if letter == "&":
            yield place, place + 1
    if text.strip() and not any(map(str.isalnum, text)):
        yield 0, len(text)


def spans_of_letters(text: str, sought_words: Collection[Forms]) -> Iterator[Span]:
    """Yield where a text has the letters and pairs of letters of a query, of scripts that part their words by no spaces."""
    for run in UNPARTED.finditer(text):
        for length in (1, 2):
            for place in range(run.start(), run.end() - length + 1):
                if (text[place : place + length],) in sought_words:
                    yield place, place + length


def merged_spans(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that touch or overlap as one."""
    spans_in_order: list[Span] = []
    for start, end in sorted(spans):
        if spans_in_order and start <= spans_in_order[-1][1]:
            spans_in_order[-1] = spans_in_order[-1][0], max(spans_in_order[-1][1], end)
        else:
            spans_in_order.append((start, end))
    return spans_in_order

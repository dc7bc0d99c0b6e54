"""Rendered HTML as plain text, and marks in the HTML around places of that text."""

import re
from collections.abc import Iterator, Sequence
from html import escape, unescape
from typing import NamedTuple

TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:[^>\"]|\"[^\"]*\")*)>")
BLOCKS = {"p", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "hr"}
SPACE = {ord(space): " " for space in "\t\n\r\f"}
PARAGRAPH = "\n\n"


class Mark(NamedTuple):
    """A mark around what stands from `start` to `end` in the plain text; `id` is empty where it has none."""

    start: int
    end: int
    id: str


class Piece(NamedTuple):
    """A tag, or a stretch of text with its place in the plain text; the `text` of a tag is empty, but for a line break."""

    html: str
    tag: str = ""
    closes: bool = False
    text: str = ""
    start: int = 0


def pieces(html: str) -> Iterator[Piece]:
    """Yield the tags and texts of clean HTML, in order. An empty line stands between paragraphs of the plain text."""
    at, length, after_block, after_break = 0, 0, False, False
    for tag in [*TAG.finditer(html), None]:
        raw = html[at : tag.start()] if tag else html[at:]
        text = unescape(raw).translate(SPACE)
        if after_block or after_break or not length:
            text = text.lstrip(" ")
        if text:
            length += len(PARAGRAPH) if after_block and length else 0
            after_block = after_break = False
        if raw:
            yield Piece(raw, text=text, start=length)
            length += len(text)
        if tag is None:
            return
        at, name = tag.end(), tag[2]
        if name == "br":
            yield Piece(tag[0], name, text="\n", start=length)
            length, after_break = length + 1, True
        else:
            after_block = after_block or name in BLOCKS
            yield Piece(tag[0], name, closes=bool(tag[1]))


def plain_text(html: str) -> str:
    """Return clean HTML without markup, with an empty line between paragraphs, headings and points of a list."""
    parts: list[str] = []
    length = 0
    for piece in pieces(html):
        if piece.text:
            parts += [PARAGRAPH * (piece.start > length), piece.text]
            length = piece.start + len(piece.text)
    return "".join(parts)


def insert_marks(html: str, marks: Sequence[Mark]) -> str:
    """Return the HTML with a `<mark>` around each place of its plain text; places may overlap, and cross other tags.

    Other inline elements are closed before a mark and opened again within it, so that a mark is one wherever it can be:
    it is split only at a paragraph's end and where it overlaps another mark, and then its first part has the id.
    """
    if not marks:
        return html
    marks = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.id))
    out: list[str] = []
    inline: list[tuple[str, str]] = []
    open_elements: list[tuple[str, str]] = []
    ids: set[str] = set()

    def switch_to(elements: list[tuple[str, str]]) -> None:
        """Close and open elements until just these are open, each a name and its opening tag, or its id for a mark."""
        depth = 0
        while depth < min(len(open_elements), len(elements)) and open_elements[depth] == elements[depth]:
            depth += 1
        out.extend(f"</{name}>" for name, _ in reversed(open_elements[depth:]))
        for name, opener in elements[depth:]:
            is_first = name == "mark" and opener and opener not in ids
            ids.add(opener)
            out.append(f'<mark id="{opener}">' if is_first else f"<{name}>" if name == "mark" else opener)
        open_elements[:] = elements

    for piece in pieces(html):
        end = piece.start + len(piece.text)
        if piece.tag in BLOCKS:
            switch_to([])
            inline.clear()
            out.append(piece.html)
        elif piece.tag == "br":
            switch_to([("mark", mark.id) for mark in marks if mark.start < piece.start and end < mark.end] + inline)
            out.append(piece.html)
        elif piece.closes:
            inline.pop()
        elif piece.tag:
            inline.append((piece.tag, piece.html))
        elif not piece.text:
            out.append(piece.html)
        else:
            cuts = {at for mark in marks for at in (mark.start, mark.end) if piece.start < at < end}
            at = piece.start
            for cut_end in [*sorted(cuts), end]:
                switch_to([("mark", mark.id) for mark in marks if mark.start <= at and cut_end <= mark.end] + inline)
                out.append(escape(piece.text[at - piece.start : cut_end - piece.start], quote=False))
                at = cut_end
    switch_to([])
    return "".join(out)

"""Rendered HTML as plain text, and places of that text marked in the HTML."""

import re
from collections.abc import Iterator, Sequence
from html import escape, unescape
from typing import NamedTuple

TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:[^>\"]|\"[^\"]*\")*)>")
BLOCKS = {"p", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "hr"}
SPACE = {ord(space): " " for space in "\t\n\r\f"}
PARAGRAPH = "\n\n"


class Mark(NamedTuple):
    """What stands from `start` to `end` in the plain text, and the id that its mark gets, if any."""

    start: int
    end: int
    id: str


class Piece(NamedTuple):
    """A tag, or a stretch of text with its place in the plain text; `text` is empty where none of it is read."""

    html: str
    tag: str = ""
    closes: bool = False
    text: str = ""
    start: int = 0


def pieces(html: str) -> Iterator[Piece]:
    """The tags and texts of clean HTML, in order. Paragraphs stand apart by an empty line in the plain text."""
    at, length, parted, broken = 0, 0, False, False
    for tag in [*TAG.finditer(html), None]:
        raw = html[at : tag.start()] if tag else html[at:]
        text = unescape(raw).translate(SPACE)
        if parted or broken or not length:
            text = text.lstrip(" ")
        if text:
            length += len(PARAGRAPH) if parted and length else 0
            parted = broken = False
        if raw:
            yield Piece(raw, text=text, start=length)
            length += len(text)
        if tag is None:
            return
        at, name = tag.end(), tag[2]
        if name == "br":
            yield Piece(tag[0], name, text="\n", start=length)
            length, broken = length + 1, True
        else:
            parted = parted or name in BLOCKS
            yield Piece(tag[0], name, closes=bool(tag[1]))


def plain_text(html: str) -> str:
    """What clean HTML says, without markup: paragraphs, headings and points of a list apart by an empty line."""
    said: list[str] = []
    length = 0
    for piece in pieces(html):
        if piece.text:
            said += [PARAGRAPH * (piece.start > length), piece.text]
            length = piece.start + len(piece.text)
    return "".join(said)


def insert_marks(html: str, places: Sequence[Mark]) -> str:
    """The HTML with a `<mark>` around each place of its plain text; the places may overlap, and cross other tags.

    Other inline elements are closed before a mark and opened again within it, so that a mark is one wherever it can be:
    it is parted only at a paragraph's end and where it overlaps another, and then its first part has the id.
    """
    if not places:
        return html
    marks = sorted(places, key=lambda place: (place.start, -place.end, place.id))
    out: list[str] = []
    inline: list[tuple[str, str]] = []
    opened: list[tuple[str, str]] = []
    named: set[str] = set()

    def become(wanted: list[tuple[str, str]]) -> None:
        """Close and open elements until just those stand open that are wanted."""
        kept = 0
        while kept < min(len(opened), len(wanted)) and opened[kept] == wanted[kept]:
            kept += 1
        out.extend(f"</{name}>" for name, _ in reversed(opened[kept:]))
        for name, opener in wanted[kept:]:
            first = name == "mark" and opener and opener not in named
            named.add(opener)
            out.append(f'<mark id="{opener}">' if first else f"<{name}>" if name == "mark" else opener)
        opened[:] = wanted

    for piece in pieces(html):
        end = piece.start + len(piece.text)
        if piece.tag in BLOCKS:
            become([])
            inline.clear()
            out.append(piece.html)
        elif piece.tag == "br":
            become([("mark", one.id) for one in marks if one.start < piece.start and end < one.end] + inline)
            out.append(piece.html)
        elif piece.closes:
            inline.pop()
        elif piece.tag:
            inline.append((piece.tag, piece.html))
        elif not piece.text:
            out.append(piece.html)
        else:
            cuts = {at for one in marks for at in (one.start, one.end) if piece.start < at < end}
            at = piece.start
            for cut in [*sorted(cuts), end]:
                become([("mark", one.id) for one in marks if one.start <= at and cut <= one.end] + inline)
                out.append(escape(piece.text[at - piece.start : cut - piece.start], quote=False))
                at = cut
    become([])
    return "".join(out)

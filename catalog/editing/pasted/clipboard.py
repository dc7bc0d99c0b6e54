"""Read HTML as a clipboard gives it into lines: tables, lists, paragraphs and line breaks.

Tags are only told apart from text here, in one pass. Whole parsers were tried on what nobody writes, but somebody may send:
nh3 0.3.8 takes 123 seconds for half a megabyte of nested elements that it doesn't know, and the `html.parser` of Python
3.11.7 as long for as much of a comment that isn't closed.
"""

import re
from collections.abc import Iterator
from html import unescape

from catalog.editing.pasted.lines import Line, check_count, check_size, clean, has_letters, plain_line, table_line
from catalog.editing.pasted.tables import TableRow

MOST_LETTERS = 1_000_000
TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>|<[^<>]*>""")
SPACE = re.compile(r"[\t\n\r\f]")
SPAN = re.compile(r"""(row|col)span\s*=\s*["']?(\d{1,4})""", re.IGNORECASE)
# What a page shows to nobody, and marks of footnotes.
SKIPPED = {"script", "style", "head", "title", "template", "sup", "svg"}
CELLS = {"tr", "td", "th"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "dt", "caption"}
BLOCKS = HEADINGS | {
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "dl",
    "dd",
    "section",
    "article",
    "header",
    "footer",
    "br",
    "hr",
    "table",
}


def without_comments(html: str) -> str:
    first, *further = html.split("<!--")
    return first + "".join(part.partition("-->")[2] for part in further)


def tokens(html: str) -> Iterator[tuple[str, bool, str, str]]:
    """Yield (tag in small letters, whether it closes, its attributes, the text after it); the first tag is ""."""
    tag, closes, attributes, place = "", False, "", 0
    for match in TAG.finditer(html):
        yield tag, closes, attributes, html[place : match.start()]
        tag, closes, attributes, place = (match[2] or "").lower(), bool(match[1]), match[3] or "", match.end()
    yield tag, closes, attributes, html[place:]


class LineReader:
    """Gathers the lines of HTML while it goes through its tags. The inner ones of nested tables are text of a cell."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.text: list[str] = []
        self.row = TableRow()
        # The tags of the row's cells; None outside of rows.
        self.cell_tags: list[str] | None = None
        # (rows, columns) of the open cell; None outside of cells.
        self.cell_span: tuple[int, int] | None = None
        self.tables = 0
        self.is_heading = False
        self.skip_depth = 0

    def read(self, html: str) -> list[Line]:
        for tag, closes, attributes, text in tokens(without_comments(html)):
            self.take_tag(tag, closes, attributes)
            if not self.skip_depth:
                # Line breaks in HTML are spaces.
                self.text.append(SPACE.sub(" ", unescape(text)))
        self.end_row()
        self.end_line()
        return check_count(self.lines)

    def take_tag(self, tag: str, closes: bool, attributes: str) -> None:
        if tag in SKIPPED and not attributes.rstrip().endswith("/"):
            self.skip_depth = max(self.skip_depth + (-1 if closes else 1), 0)
        elif tag == "table":
            self.tables = max(self.tables + (-1 if closes else 1), 0)
            if self.tables == (0 if closes else 1):
                self.end_row()
                self.end_line()
                self.row = TableRow()
        elif tag in CELLS and self.tables == 1:
            self.take_cell_tag(tag, closes, attributes)
        elif tag in BLOCKS or tag in CELLS:
            self.break_line(tag, closes)

    def take_cell_tag(self, tag: str, closes: bool, attributes: str) -> None:
        if tag == "tr":
            self.end_row()
            self.end_line()
            return
        self.end_cell()
        if not closes:
            self.text = []
            self.cell_tags = [*(self.cell_tags or []), tag]
            sizes = {kind.lower(): int(number) for kind, number in SPAN.findall(attributes)}
            self.cell_span = (sizes.get("row", 1), sizes.get("col", 1))

    def break_line(self, tag: str, closes: bool) -> None:
        if self.cell_span:
            self.text.append("\n")
            return
        self.end_line()
        self.is_heading = tag in HEADINGS and not closes

    def end_line(self) -> None:
        text = "".join(self.text)
        if has_letters(text):
            line = plain_line(len(self.lines) + 1, text)
            self.lines.append(line._replace(is_heading=self.is_heading))
        self.text = []

    def end_cell(self) -> None:
        if self.cell_span:
            self.row.add(clean("".join(self.text)), *self.cell_span)
            self.cell_span, self.text = None, []

    def end_row(self) -> None:
        self.end_cell()
        cells, tags = self.row.end(), self.cell_tags or []
        self.cell_tags = None
        if any(map(has_letters, cells)):
            is_header = set(tags) == {"th"}
            line = table_line(len(self.lines) + 1, cells, is_header=is_header and len(tags) > 1)
            self.lines.append(line._replace(is_heading=is_header and len(tags) == 1))


def has_structure(html: str) -> bool:
    """Tell whether HTML says more of a block than its plain text does."""
    small = html.lower()
    return any(tag in small for tag in ("<table", "<li", "<dt", "<br"))


def html_lines(html: str) -> list[Line]:
    check_size(html, MOST_LETTERS)
    return LineReader().read(html)

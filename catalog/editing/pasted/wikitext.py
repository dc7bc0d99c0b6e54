"""Read Wikipedia's own markup into lines: tables, lists, headings, and the fields of a box of facts."""

import re
from html import unescape

from catalog.editing.pasted.clipboard import SPAN
from catalog.editing.pasted.lines import Line, check_count, clean, has_letters, plain_line, table_line
from catalog.editing.pasted.tables import TableRow

REFERENCE = re.compile(r"<ref[^<>]*/>|<ref[^<>]*>[^<]*</ref>", re.IGNORECASE)
BREAK = re.compile(r"<br[^<>]*>", re.IGNORECASE)
TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--[^<>]*-->")
LINK = re.compile(r"\[\[([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")
TEMPLATE = re.compile(r"\{\{([^{}]*)\}\}")
OUTSIDE_LINK = re.compile(r"\[https?://[^\s\[\]]+ ?([^\[\]]*)\]")
ATTRIBUTES = re.compile(r"""^\s*(?:[a-z-]+ ?= ?(?:"[^"|]*"|[^\s"|]+)(?:\s+|(?=\|)))+\|""", re.IGNORECASE)
FIELD = re.compile(r"\|\s*([a-z_ ]{1,40}?)\s*=\s*(.*)")
# Templates that show several names, one a line, and those that show nothing.
LISTS = {"ubl", "unbulleted list", "plainlist", "plain list", "flatlist", "hlist", "cast listing", "castlist"}
UNSEEN = {"efn", "refn", "cn", "citation needed", "sfn", "cite web", "cite book", "small anchor", "anchor", "dts sort"}
# How deep templates stand in each other, at most.
MOST_DEPTH = 5


def is_wikitext(text: str) -> bool:
    return "[[" in text or "{|" in text or "\n|-" in text or "{{" in text


def shown_link(match: re.Match[str]) -> str:
    page, label = match[1], match[2]
    if page.lower().lstrip(":").startswith(("file:", "image:", "category:", "datei:", "plik:")):
        return ""
    return label if label else page


def shown_template(match: re.Match[str]) -> str:
    name, *values = match[1].split("|")
    name = name.strip().lower()
    if name in UNSEEN or name.startswith("cite "):
        return ""
    shown_values = [value.strip() for value in values if "=" not in value]
    if name in LISTS:
        return "\n".join(shown_values)
    return shown_values[0] if shown_values else ""


def without_markup(text: str) -> str:
    """Return what readers see of a piece of markup; a line break stays one."""
    text = BREAK.sub("\n", REFERENCE.sub("", text))
    text = OUTSIDE_LINK.sub(r"\1", LINK.sub(shown_link, text))
    for _ in range(MOST_DEPTH):
        shorter = TEMPLATE.sub(shown_template, text)
        if shorter == text:
            break
        text = shorter
    return unescape(TAG.sub("", text)).replace("'''", "").replace("''", "")


class MarkupReader:
    """Gathers the lines of markup; cells of a table's row are gathered until the row ends."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.cells: list[tuple[str, str]] = []
        self.row = TableRow()
        self.is_header = False
        self.in_table = False

    def read(self, text: str) -> list[Line]:
        for raw_line in shown_lists(BREAK.sub("<br>", text)):
            self.take(raw_line.strip())
        self.end_row()
        return check_count(self.lines)

    def take(self, line: str) -> None:
        if line.startswith("{|"):
            self.in_table, self.row = True, TableRow()
        elif line.startswith("|}") and self.in_table:
            self.end_row()
            self.in_table = False
        elif line.startswith(("|-", "|+")) and self.in_table:
            self.end_row()
        elif line.startswith(("|", "!")) and self.in_table:
            self.take_cells(line)
        elif line.startswith("=") and line.endswith("="):
            self.add(without_markup(line.strip("= ")), is_heading=True)
        elif match := FIELD.fullmatch(line):
            self.take_field(match[1].replace("_", " "), match[2])
        elif self.in_table and self.cells:
            attributes, text = self.cells[-1]
            self.cells[-1] = (attributes, f"{text}<br>{line.lstrip('*# ')}")
        elif not line.startswith(("{{", "}}", "|")) or line.endswith("}}"):
            is_heading = line.startswith(";")
            self.add(without_markup(line.lstrip("*#:; ")), is_heading=is_heading)

    def take_field(self, name: str, value: str) -> None:
        text = clean(without_markup(value))
        if has_letters(text):
            self.lines.append(table_line(len(self.lines) + 1, [name, text]))

    def take_cells(self, line: str) -> None:
        mark, text = line[0], line[1:]
        cells = text.split("!!") if mark == "!" else [text]
        self.is_header = mark == "!" and (self.is_header or not self.cells)
        for cell in (piece for part in cells for piece in part.split("||")):
            match = ATTRIBUTES.match(cell)
            self.cells.append((match[0], cell[match.end() :]) if match else ("", cell))

    def add(self, text: str, *, is_heading: bool = False) -> None:
        for piece in text.split("\n"):
            if has_letters(piece):
                line = plain_line(len(self.lines) + 1, piece)
                self.lines.append(line._replace(is_heading=is_heading))

    def end_row(self) -> None:
        for attributes, text in self.cells:
            sizes = {kind.lower(): int(number) for kind, number in SPAN.findall(attributes)}
            self.row.add(clean(without_markup(text)), sizes.get("row", 1), sizes.get("col", 1))
        cells = self.row.end()
        if any(map(has_letters, cells)):
            self.lines.append(table_line(len(self.lines) + 1, cells, is_header=self.is_header and len(cells) > 1))
        self.cells, self.is_header = [], False


def shown_lists(text: str) -> list[str]:
    """Return the lines of markup, with each template that goes over several lines in one of them."""
    lines: list[str] = []
    depth = 0
    for line in text.splitlines():
        is_box = "box" in line.lower() and line.lstrip().startswith("{{")
        if depth > 0 and lines:
            lines[-1] += "<br>" + line.strip().lstrip("*# ")
        else:
            lines.append(line)
        if not is_box:
            depth = min(max(depth + line.count("{{") - line.count("}}"), 0), MOST_DEPTH)
    return lines


def wikitext_lines(text: str) -> list[Line]:
    return MarkupReader().read(text)

"""Part a pasted text into lines, and lines into cells."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext

MOST_LETTERS = 200_000
MOST_LINES = 1_000
# A longer line is prose, and stays a text.
MOST_LETTERS_A_LINE = 1_000
# Each pattern here reads a line once, whatever stands in it.
LEADERS = re.compile(r"…[.…]*|\.{3}[.…]*|(?:\. ){3}[. ]*|·{3}·*|_{3}_*")
WIDE_SPACE = re.compile(r" {3,}")
NARROW_SPACE = re.compile(r" {2,}")
DASH = re.compile(r" [-–—−] | — ")
BULLET = re.compile(r"[•●◦▪‣·*+\-–—→]\s+|#?\d{1,3}[.)]\s+(?=\D)(?!\w{3,10}\.? \d{4})")
FOOTNOTE = re.compile(
    r"\[(?:\d{1,3}|[a-z]|note \d{1,3}|nb \d{1,3}|Anm\. ?\d{1,3}|edit|citation needed)\]|[¹²³⁰-⁹†‡]|(?<=\w)\*"
)
# Chinese and Japanese punctuation stands for the same marks as that of Europe.
WIDE_MARKS = str.maketrans("：（）［］，；／　｜＝", ":()[],;/ |=") | str.maketrans({"\u00a0": " ", "\u202f": " "})
ORDERS_OF_WRITING = str.maketrans(
    dict.fromkeys("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad", "")
)


class BlockTooLargeError(ValueError):
    """A block is larger than what is read at once; the message is for people."""


class Line(NamedTuple):
    """A line of a block: its text, and its cells where its source parts them. `separator` tells by what a plain line was parted.

    `is_heading` says that the source marks it as a heading; `is_header` that its cells head the columns below.
    """

    number: int
    text: str
    cells: tuple[str, ...]
    separator: str = ""
    is_heading: bool = False
    is_header: bool = False


def check_size(text: str, most_letters: int = MOST_LETTERS) -> None:
    if len(text) > most_letters:
        raise BlockTooLargeError(
            gettext("This has %(number)s characters; a block has at most %(most_letters)s. Paste it in parts.")
            % {"number": format(len(text), ","), "most_letters": format(most_letters, ",")}
        )


def check_count(lines: list[Line]) -> list[Line]:
    if len(lines) > MOST_LINES:
        raise BlockTooLargeError(
            gettext("This has %(number)s lines; a block has at most %(most_lines)s. Paste it in parts.")
            % {"number": format(len(lines), ","), "most_lines": format(MOST_LINES, ",")}
        )
    return lines


def clean(text: str) -> str:
    """Return a cell without marks of footnotes, and with single spaces; lines in it stay lines."""
    plain = FOOTNOTE.sub("", text.translate(WIDE_MARKS).translate(ORDERS_OF_WRITING))
    return "\n".join(filter(None, (" ".join(line.split()) for line in plain.splitlines())))


def plain_lines(text: str) -> list[Line]:
    """Return the lines of a plain text that have letters, parted into cells."""
    raw_lines = text.splitlines()
    lines = [plain_line(number, raw_line) for number, raw_line in enumerate(raw_lines, 1) if has_letters(raw_line)]
    return join_names_and_parts(check_count(lines))


def has_letters(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def plain_line(number: int, raw_line: str) -> Line:
    text = " ".join(raw_line.split())
    if len(raw_line) > MOST_LETTERS_A_LINE:
        return Line(number, text, ())
    separator, cells = split_cells(raw_line.translate(WIDE_MARKS).translate(ORDERS_OF_WRITING))
    cells = [clean(cell) for cell in cells]
    if separator != "tab":
        cells[0] = BULLET.sub("", cells[0], count=1) if BULLET.match(cells[0]) else cells[0]
        cells = [cell for cell in cells if has_letters(cell)]
    else:
        cells = [cell if has_letters(cell) else "" for cell in cells]
        while cells and not cells[-1]:
            cells.pop()
    return Line(number, text, tuple(cells), separator)


def table_line(number: int, cells: list[str], *, is_header: bool = False) -> Line:
    """Return a row of a table as a line. Empty cells stay in front and between others, since columns have heads."""
    last = max(place for place, cell in enumerate(cells, 1) if has_letters(cell))
    cells = [cell if has_letters(cell) else "" for cell in cells[:last]]
    text = " · ".join(" ".join(cell.split()) for cell in cells if cell)
    return Line(number, text, tuple(cells), "tab", is_header=is_header)


def split_cells(line: str) -> tuple[str, list[str]]:
    """Return by what a line is parted, "" for nothing, and its cells."""
    if "\t" in line:
        return "tab", line.split("\t")
    bare = line.strip()
    if bare.startswith("|") and bare.endswith("|") and len(bare) > 2:
        return "tab", bare[1:-1].split("|")
    for separator, pattern in (("dots", LEADERS), ("spaces", WIDE_SPACE)):
        cells = [cell for cell in pattern.split(bare) if has_letters(cell)]
        if len(cells) > 1:
            is_imdb = separator == "dots" and (" ... " in bare or " … " in bare)
            return "three dots" if is_imdb else separator, cells
    if NARROW_SPACE.search(bare):
        return "spaces", NARROW_SPACE.split(bare)
    return "", [bare]


def split_pair(cell: str) -> tuple[str, list[str]]:
    """Part a line that nothing wider parts at its first dash or colon outside of brackets."""
    outside = mask_brackets(cell)
    places = [(match.start(), match.end(), "dash") for match in [DASH.search(outside)] if match]
    colon = outside.find(":")
    # 12:30 is a time, https:// an address.
    if 0 < colon < len(cell) - 1 and not cell[colon + 1].isdigit() and cell[colon + 1] != "/":
        places.append((colon, colon + 1, "colon"))
    if not places:
        return "", [cell]
    start, end, separator = min(places)
    cells = [cell[:start].strip(), cell[end:].strip()]
    return (separator, cells) if all(map(has_letters, cells)) else ("", [cell])


def mask_brackets(text: str) -> str:
    """Return a text of the same length with blanks of no kind in place of what stands in brackets."""
    letters, depth = [], 0
    for letter in text:
        depth += letter in "(["
        letters.append("\x00" if depth else letter)
        depth -= letter in ")]" and depth > 0
    return "".join(letters) if depth == 0 else text


def join_names_and_parts(lines: list[Line]) -> list[Line]:
    """Make a line of a name, the same name again and a character below it, as pages with portraits give them."""
    single = [line.text if len(line.cells) == 1 else None for line in lines]
    doubles = [place for place in range(1, len(lines)) if single[place] and single[place] == single[place - 1]]
    if len(doubles) < 2:
        return lines
    return list(joined_lines(lines, {place - 1 for place in doubles}))


def joined_lines(lines: list[Line], starts: set[int]) -> Iterator[Line]:
    place = 0
    while place < len(lines):
        line = lines[place]
        if place not in starts:
            yield line
            place += 1
            continue
        following = lines[place + 2 : place + 3] if place + 2 not in starts else []
        cells = (line.cells[0], *(cell for after in following for cell in after.cells))
        text = " · ".join((line.text, *(after.text for after in following)))
        yield Line(line.number, text, cells, "three dots" if following else "")
        place += 2 + len(following)

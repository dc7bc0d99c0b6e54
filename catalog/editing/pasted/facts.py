"""Releases, titles and companies in a pasted block."""

from collections.abc import Sequence

from catalog.dates import AmbiguousDateError, read_date
from catalog.editing.pasted.lines import Line, has_letters
from catalog.editing.pasted.names import split_outside, take_brackets
from catalog.editing.pasted.rows import Row
from catalog.models.country_names import codes_named

MOST_LETTERS_OF_DATE = 40
MOST_LETTERS_OF_COUNTRY = 60
MOST_LETTERS_OF_TITLE = 200


def is_date(text: str) -> bool:
    if len(text) > MOST_LETTERS_OF_DATE or not any(letter.isdigit() for letter in text):
        return False
    try:
        read_date(text)
    except AmbiguousDateError:
        return True
    except ValueError:
        return False
    return True


def country_of(text: str) -> str:
    """Return the code of the one country of a name, else ""."""
    codes = codes_named(text) if 0 < len(text) <= MOST_LETTERS_OF_COUNTRY else ()
    return codes[0] if len(codes) == 1 else ""


def read_releases(line: Line, cells: Sequence[str]) -> list[Row]:
    """Return the releases that the cells of a line tell, in any order; [] unless all of it is a date and what belongs to it."""
    if any("\n" in cell for cell in cells):
        further_cells = [cell for cell in cells if "\n" not in cell]
        parts = [part for cell in cells for part in cell.split("\n") if "\n" in cell]
        rows = [read_releases(line, [*further_cells, part]) for part in parts]
        return [row for release in rows for row in release] if all(rows) else []
    row = Row(line.number, line.text, "release")
    for cell in cells:
        bare, brackets = take_brackets(cell)
        for text in (bare, *brackets):
            if is_date(text) and not row.date:
                row.date = text
            elif (code := country_of(text)) and not row.country:
                row.country = code
            elif not split_release(row, text):
                row.add_note(text)
    return [row] if row.date else []


def split_release(row: Row, text: str) -> bool:
    """Read `10. Januar 1927, Berlin` or `Germany 10 January 1927` into a release; return whether that is what it is."""
    places = [place for place, letter in enumerate(text[:100]) if letter in " ,"]
    for place in places:
        left, right = text[:place].strip(" ,:"), text[place:].strip(" ,:")
        if is_date(left) and has_letters(right) and not row.date and text[place] == ",":
            row.date = left
            row.country = row.country or country_of(right)
            row.add_note("" if country_of(right) else right)
            return True
        if not row.date and is_date(right) and (code := country_of(left)):
            row.date, row.country = right, code
            return True
    return False


def read_titles(line: Line, cells: Sequence[str]) -> list[Row]:
    """Return the title that the cells of a line tell: `Germany: Metropolis`, `Metropolis (Germany)`."""
    if not 0 < len(cells) <= 3 or len(cells[0]) > MOST_LETTERS_OF_TITLE:
        return []
    row = Row(line.number, line.text, "title")
    for cell in cells:
        bare, brackets = take_brackets(cell)
        code = country_of(bare) if len(cells) > 1 and not row.country else ""
        row.country = row.country or code
        if not code and not row.title:
            row.title = bare[:MOST_LETTERS_OF_TITLE]
        elif not code:
            row.add_note(bare)
        for text in brackets:
            if (bracket_code := country_of(text)) and not row.country:
                row.country = bracket_code
            else:
                row.add_note(text)
    return [row] if row.title else []


def read_companies(line: Line, cell: str, role: str) -> list[Row]:
    """Return the companies that a cell names, one a line or with semicolons between them."""
    rows = []
    for name in split_outside(cell, "\n;"):
        bare, brackets = take_brackets(name)
        row = Row(line.number, line.text, "company", company=bare[:200], role=role)
        for text in brackets:
            if (code := country_of(text)) and not row.country:
                row.country = code
            else:
                row.add_note(text)
        rows.append(row)
    return [row for row in rows if row.company]

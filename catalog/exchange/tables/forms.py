"""What cells of a column look like: ids of other catalogues, years, dates, running times; how they part names."""

import re
from collections.abc import Sequence

from catalog.editing.pasted.names import is_short
from catalog.exchange.tables.mapping import FAMILY_FIRST
from catalog.exchange.tables.targets import Target

FORMS = {
    "imdb_film": re.compile(r"tt\d{7,10}"),
    "imdb_person": re.compile(r"nm\d{7,10}"),
    "year": re.compile(r"(?:1[89]|20)\d\d"),
    "date": re.compile(r"(?:1[89]|20)\d\d-\d\d(?:-\d\d)?|\d{1,2}\.\d{1,2}\.(?:1[89]|20)\d\d"),
    "minutes": re.compile(r"\d{1,3} ?min\.?|\d{1,2}:[0-5]\d(?::[0-5]\d)?"),
    "number": re.compile(r"-?\d+(?:[.,]\d+)?"),
}
# So many of the cells that are not empty look alike at least.
SHARE = 0.9
# Commas part these; in titles and names of companies they are letters like others.
PARTED_BY_COMMAS = ("genre", "country", "language", "subject", "person", "choices")


def form_of(cells: Sequence[str]) -> str:
    """Return the form that nearly all cells have; "" where they have none in common."""
    texts = [cell.strip() for cell in cells if cell.strip()]
    for form, pattern in FORMS.items():
        if texts and sum(bool(pattern.fullmatch(text)) for text in texts) >= SHARE * len(texts):
            return form
    return ""


def splitting_of(target: Target, cells: Sequence[str]) -> tuple[str, str]:
    """Return by what cells are to be parted, and the form of the names in them."""
    separator = separator_of(target, cells) if target.is_list else ""
    parts = [part for cell in cells for part in (cell.split(separator) if separator else [cell])]
    if target.kind == "person" and separator != "," and are_turned(parts):
        return separator, FAMILY_FIRST
    return separator, ""


def separator_of(target: Target, cells: Sequence[str]) -> str:
    for separator in (";", "|", "\n"):
        if any(separator in cell for cell in cells):
            return separator
    has_commas = target.kind in PARTED_BY_COMMAS and any("," in cell for cell in cells)
    return "," if has_commas and not (target.kind == "person" and are_turned(cells)) else ""


def are_turned(names: Sequence[str]) -> bool:
    """Tell whether names have the family name first, and a comma behind it: Lang, Fritz."""
    with_comma = [name.split(",") for name in names if "," in name]
    filled_count = sum(bool(name.strip()) for name in names)
    return len(with_comma) > filled_count / 2 and all(
        len(parts) == 2 and is_short(parts[0].strip()) for parts in with_comma
    )

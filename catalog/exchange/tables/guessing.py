"""Guess what a table is: whether its first row names the columns, what a row is, and what each column is."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from catalog.editing.pasted import JobNames
from catalog.exchange.tables.column_names import column_key, is_export, target_of_job, targets_by_key
from catalog.exchange.tables.forms import form_of, splitting_of
from catalog.exchange.tables.mapping import MappedColumn, TableMapping
from catalog.exchange.tables.targets import NOUNS, Target, targets_of

# Rows that a guess looks at.
SAMPLE_ROWS = 100
# What a form of cells tells for sure, by the noun of a row.
SURE_FORMS = {"imdb_film": ("film.id.imdb",), "imdb_person": ("person.id.imdb", "credit.person_id.imdb")}
POSSIBLE_FORMS = {"year": "film.given_date", "date": "film.given_date", "minutes": "film.runtime_minutes"}


@dataclass
class Guess:
    """A mapping that is guessed. `columns` are the names of all columns, `possible` {column: target} of what is not sure."""

    mapping: TableMapping
    columns: list[str]
    possible: dict[str, str] = field(default_factory=dict)

    @property
    def missing(self) -> str:
        return self.mapping.missing


def guess_table(rows: Sequence[Sequence[str]], noun: str = "") -> Guess:
    """Guess what a table is from its first rows. `noun` is what somebody has chosen that a row is."""
    if noun:
        return guess_noun(rows, noun)
    guesses = [guess_noun(rows, candidate) for candidate in NOUNS]
    return max(guesses, key=lambda guess: (is_likely(guess), likelihood(guess, rows)))


def is_likely(guess: Guess) -> bool:
    """Tell whether rows can be brought in by a guess. A name alone may be anybody's: of a person more is known."""
    is_only_name = guess.mapping.noun == "person" and len(guess.mapping.columns) < 2
    return not (guess.missing or is_only_name)


def likelihood(guess: Guess, rows: Sequence[Sequence[str]]) -> float:
    """Return how many columns a guess explains; what a row of another noun could as well say counts half, as do films that repeat."""
    mapping = guess.mapping
    points = sum(1 if column.target.startswith(f"{mapping.noun}.") else 0.5 for column in mapping.columns)
    return points / 2 if mapping.noun == "film" and repeats_films(guess, rows) else points


def repeats_films(guess: Guess, rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether several rows have the same id of a film: then a row is something of the film, and not the film."""
    keys = [column.columns[0] for column in guess.mapping.columns if column.target.startswith("film.id.")]
    for key in keys:
        place = key - 1 if isinstance(key, int) else guess.columns.index(key)
        ids = [row[place] for row in rows if place < len(row) and row[place]]
        if len(set(ids)) < len(ids):
            return True
    return False


def guess_noun(rows: Sequence[Sequence[str]], noun: str) -> Guess:
    """Guess the columns of a table whose rows are of a noun."""
    targets = targets_of(noun)
    names = targets_by_key(targets, noun)
    jobs = JobNames()
    header = has_header(rows, names)
    width = max(map(len, rows), default=0)
    columns = [column_name(rows, place, header) for place in range(width)]
    guess = Guess(TableMapping(noun=noun, header=header), columns)
    if noun == "film" and header and is_export(columns):
        names |= {"id": targets["film.number"]}
        # It follows from the releases.
        names = {key: target for key, target in names.items() if target.name != "film.given_date"}
    for place in range(width):
        cells = [row[place] for row in rows[header:] if place < len(row)]
        target = names.get(column_key(columns[place])) if header else None
        if target is None and header and noun == "film":
            target = target_of_job(columns[place], targets, jobs)
        take_column(guess, targets, target, place, cells)
    return guess


def take_column(guess: Guess, targets: dict[str, Target], target: Target | None, place: int, cells: list[str]) -> None:
    """Take a column into a guess, by its name or by what its cells look like."""
    mapping, form = guess.mapping, form_of(cells)
    name = guess.columns[place] if guess.columns.count(guess.columns[place]) == 1 and mapping.header else place + 1
    for sure_name in SURE_FORMS.get(form, ()):
        target = targets.get(sure_name, target)
    if target is None or is_contradicted(target, form):
        possible = POSSIBLE_FORMS.get(form, "")
        if possible in targets:
            guess.possible[str(name)] = possible
        return
    if target.name in mapping.mapped_names and not target.is_list:
        return
    split, name_form = splitting_of(target, cells)
    mapping.columns.append(MappedColumn((name,), target.name, split, name_form))


def is_contradicted(target: Target, form: str) -> bool:
    """Tell whether cells are plainly not what the name of their column says: numbers as somebody's name."""
    return form in ("number", "year", "minutes") and target.kind in ("person", "company", "genre", "country")


def has_header(rows: Sequence[Sequence[str]], names: dict[str, Target]) -> bool:
    """Tell whether the first row names the columns: a known name is among its cells, or all are words above other cells."""
    if not rows:
        return False
    first = [cell.strip() for cell in rows[0]]
    filled_cells = [cell for cell in first if cell]
    if any(form_of([cell]) for cell in filled_cells) or not filled_cells:
        return False
    if any(column_key(cell) in names for cell in filled_cells) and len(rows) > 1:
        return True
    columns_below = [[row[place] for row in rows[1:] if place < len(row)] for place in range(len(first))]
    return any(form_of(cells) for cells in columns_below) and len({*filled_cells}) == len(filled_cells)


def column_name(rows: Sequence[Sequence[str]], place: int, header: bool) -> str:
    """Return the name of a column; its number where it has none."""
    name = rows[0][place].strip() if header and place < len(rows[0]) else ""
    return name or str(place + 1)

"""Go through the lines of a pasted block: headings, tables and lines, each read under what stands above it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from catalog.editing.pasted.clipboard import has_structure, html_lines
from catalog.editing.pasted.credits import credits_of, split_as, without_as
from catalog.editing.pasted.facts import country_of, is_date, read_companies, read_releases, read_titles
from catalog.editing.pasted.jobs import JobNames
from catalog.editing.pasted.lines import Line, check_size, plain_lines, split_pair
from catalog.editing.pasted.names import is_likely_person, may_be_name, split_people, take_brackets
from catalog.editing.pasted.order import Order, evidence, order_of
from catalog.editing.pasted.rows import Row
from catalog.editing.pasted.sections import FACTS, Section, heading_key, read_heading
from catalog.editing.pasted.wikitext import is_wikitext, wikitext_lines
from catalog.editing.pasted.words import ALSO_CHARACTERS, COLUMNS, COMPANY_ROLES, SECTIONS
from catalog.texts.folding import fold

MOST_LETTERS_OF_CHARACTER = 150
MOST_WORDS_OF_JOB = 4
BY = (" by ", " von ", " par ")


class Pair(NamedTuple):
    """A line of two names of which one is a person and the other a character; the section's lines together tell which."""

    line: Line
    section: Section
    left: str
    right: str
    remarks: tuple[str, ...]


class Block(NamedTuple):
    """The rows of a block in the order of its lines. `unsure_line` is a line of which nothing tells the order, else ""."""

    rows: list[Row]
    unsure_line: str


def read_block(text: str, html: str = "", *, names: JobNames | None = None, order: Order | None = None) -> Block:
    """Read a block. `html` is the same block as the clipboard has it, and counts where it has tables, lists or breaks.

    `order` says what comes first where nothing in the block does. Raises BlockTooLargeError, and nothing else.
    """
    check_size(text)
    if html and has_structure(html):
        lines = html_lines(html)
    else:
        lines = wikitext_lines(text) if is_wikitext(text) else plain_lines(text)
    return BlockReader(names or JobNames()).read(lines, order)


class BlockReader:
    def __init__(self, names: JobNames) -> None:
        self.names = names
        self.section = Section()
        self.columns: list[str] = []
        self.entries: list[Row | Pair] = []
        # The jobs of the line above, for a line that leaves that cell empty, and one that goes on behind a comma.
        self.jobs_above: list[str] = []
        self.goes_on = False
        self.number_above = 0

    def read(self, lines: Sequence[Line], order: Order | None) -> Block:
        for line in lines:
            rows = self.read_line(line)
            self.goes_on, self.number_above = line.text.endswith((",", "&", ";")), line.number
            self.entries += [Row(line.number, line.text)] if rows is None else rows
        return self.resolve(order)

    # Each of these returns the rows of a line, [] for a heading, None where it doesn't understand the line.

    def read_line(self, line: Line) -> Sequence[Row | Pair] | None:
        if not line.cells:
            return None
        if self.read_header(line):
            return []
        if line.separator != "tab":
            self.columns = []
        cells = [cell for cell in line.cells if cell]
        if self.section.kind in FACTS and self.section.has_rows and line.number > self.number_above + 1:
            self.section = Section(self.section.number + 1)
        if line.is_heading or len(cells) == 1:
            section = read_heading(" ".join(cells), self.section.number + 1, self.names)
            if section or line.is_heading:
                self.section = section or Section(self.section.number + 1)
                return [] if section else None
        if self.columns and (len(cells) > 1 or "person" in self.columns[: len(line.cells)][-1:]):
            return self.read_columns(line)
        if cells[0].strip("#.").isdigit() and len(cells) > 1:
            cells = cells[1:]
        elif len(line.cells) > 1 and not line.cells[0] and self.jobs_above and len(cells) == 1:
            return self.credits(line, cells[0], jobs=self.jobs_above) or None
        return self.read_text(line, cells[0]) if len(cells) == 1 else self.read_cells(line, cells)

    def read_header(self, line: Line) -> bool:
        """Take the cells of a line as the heads of columns, if that is what they are."""
        keys = [COLUMNS.get(heading_key(cell) or fold(cell), "") for cell in line.cells]
        is_by_words = line.separator in ("tab", "spaces") and all(
            key for key, cell in zip(keys, line.cells, strict=True) if cell
        )
        if len(line.cells) < 2 or not (line.is_header or is_by_words):
            return False
        if (
            {"person", "family_name"} & set(keys)
            or {"country", "date"} <= set(keys)
            or {"country", "title"} <= set(keys)
        ):
            self.columns = keys
            return True
        return False

    def read_columns(self, line: Line) -> Sequence[Row | Pair] | None:
        """Read a row of a table by the heads of its columns."""
        cells: dict[str, str] = {}
        for column, cell in zip(self.columns, line.cells, strict=False):
            cells[column] = "\n".join(filter(None, (cells.get(column, ""), cell)))
        person = cells.get("person", "")
        if family_name := cells.get("family_name"):
            person = f"{cells.get('given_name', '')} {family_name}".strip()
        if not person:
            facts = [cell for column in ("country", "date", "title", "note") if (cell := cells.get(column, ""))]
            is_title = "title" in self.columns
            return (read_titles if is_title else read_releases)(line, facts) or None
        job_cell = cells.get("job", "")
        jobs = self.names.codes_of(job_cell) or list(self.section.jobs)
        if not (jobs or job_cell) and ("character" in self.columns or self.section.kind == "cast"):
            jobs = ["actor"]
        rows = self.credits(
            line,
            person,
            jobs=jobs or [""],
            job_text="" if jobs else job_cell,
            characters=cells.get("character", ""),
            remarks=[cells.get("note", "")],
        )
        for row in rows:
            row.credited_as = row.credited_as or cells.get("credited_as", "")
            row.segment = row.segment or cells.get("segment", "")
        return rows or None

    def read_text(self, line: Line, text: str) -> Sequence[Row | Pair] | None:
        """Read a line that nothing wide parts."""
        if self.section.kind in ("company", "title") and "\n" not in text:
            return self.read_fact(line, text)
        if sides := split_as(text):
            person, character = sides
            if jobs := self.names.codes_of(without_brackets(character)):
                return self.credits(line, person, jobs=jobs) or None
            return self.credits(line, person, jobs=self.cast_jobs(), characters=character, is_described=True) or None
        separator, cells = split_pair(text)
        if len(cells) > 1:
            return self.read_cells(line._replace(separator=separator), cells)
        if self.section.kind == "release" and (releases := self.read_facts(line, [text])):
            return releases
        return self.read_sentence(line, text) or self.read_names(line, text) or None

    def read_sentence(self, line: Line, text: str) -> list[Row]:
        """Read `Directed by Fritz Lang`, `Kamera Karl Freund` or `Fritz Lang, director`; return [] for anything else."""
        for word in BY:
            left, by, right = text.partition(word)
            if by and (jobs := self.names.codes_of(left + word.rstrip())):
                return self.credits(line, right, jobs=jobs)
        words = text.split(" ")
        for count in range(min(MOST_WORDS_OF_JOB, len(words) - 1), 0, -1):
            jobs, rest = self.names.codes_of(" ".join(words[:count])), " ".join(words[count:])
            if jobs and all(map(is_likely_person, split_people(rest))):
                return self.credits(line, rest, jobs=jobs)
        left, _, right = text.rpartition(",")
        if left and (jobs := self.names.codes_of(right.strip())):
            return self.credits(line, left, jobs=jobs)
        return []

    def read_names(self, line: Line, text: str) -> list[Row]:
        """Read names alone; without a heading, only what looks like the name of a person."""
        _, brackets = take_brackets(text)
        own_jobs = [code for bracket in brackets for code in self.names.codes_of(bracket)]
        is_under_heading = self.section.kind in ("cast", "crew")
        if not (is_under_heading or own_jobs) and not all(map(is_likely_person, split_people(text) or [""])):
            return []
        if self.goes_on and self.jobs_above:
            return self.credits(line, text, jobs=self.jobs_above)
        jobs = self.section.jobs or (("actor",) if self.section.kind == "cast" else ("",))
        return self.credits(line, text, jobs=jobs, job_text=self.section.job_text)

    def read_fact(self, line: Line, text: str) -> list[Row] | None:
        """Read a line under a heading of companies or titles. Colons and dashes belong to them, unless one side is a country."""
        _, cells = split_pair(text)
        if len(cells) > 1:
            if rows := self.read_under_own_heading(line, cells[0], cells[1:]) or self.read_job(line, cells):
                return rows
            if any(map(country_of, cells)):
                return self.read_facts(line, cells)
        return self.read_facts(line, [text])

    def read_facts(self, line: Line, cells: Sequence[str]) -> list[Row] | None:
        self.section = replace(self.section, has_rows=True)
        if self.section.kind == "company":
            rows = [row for cell in cells[:1] for row in read_companies(line, cell, self.section.role)]
            for row in rows:
                row.add_note("; ".join(cells[1:]))
            return rows or None
        return (read_titles if self.section.kind == "title" else read_releases)(line, cells) or None

    def read_cells(self, line: Line, cells: Sequence[str]) -> Sequence[Row | Pair] | None:
        """Read the cells of a line that no column explains."""
        first, *further = cells
        rows = self.read_under_own_heading(line, first, further) or self.read_job(line, cells)
        if rows:
            return rows
        if self.section.kind in FACTS and (facts := self.read_facts(line, cells)):
            return facts
        if any(map(is_date, cells)) and any(map(country_of, cells)) and (releases := read_releases(line, cells)):
            return releases
        second, *remarks = further
        if without_as(second) != second:
            return self.credits(line, first, jobs=self.cast_jobs(), characters=second, remarks=remarks) or None
        is_of_crew = self.section.kind == "crew" or (self.section.has_job_lines and line.separator == "colon")
        if is_of_crew and self.section.jobs:
            return self.credits(line, first, jobs=self.section.jobs, remarks=further) or None
        if is_of_crew:
            # A colon stands behind a job, as it does in the lines above.
            is_job_first = evidence(first, second) < (1 if line.separator == "colon" else 0)
            person, job = (second, first) if is_job_first else (first, second)
            return self.credits(line, person, job_text=job, remarks=remarks) or None
        return self.read_pair(line, first, second, remarks)

    def read_under_own_heading(self, line: Line, first: str, further: Sequence[str]) -> list[Row]:
        """Read a line that begins with its heading: `Starring: …`, `Distributed by: …`; return [] for any other line."""
        key = heading_key(first)
        kind, role = SECTIONS.get(key), COMPANY_ROLES.get(key)
        if role and self.section.kind != "cast" and not self.is_job_of_person(first, further):
            return [row for cell in further for row in read_companies(line, cell, role)]
        if kind == "cast" and self.section.kind != "cast":
            return [row for cell in further for row in self.credits(line, cell, jobs=["actor"])]
        if kind == "release":
            return read_releases(line, further)
        if kind == "title":
            return read_titles(line, further)
        return []

    def is_job_of_person(self, first: str, further: Sequence[str]) -> bool:
        return bool(self.names.code_of(first)) and any(map(is_likely_person, further))

    def read_job(self, line: Line, cells: Sequence[str]) -> list[Row]:
        """Read cells of which one is a job; return [] where none is."""
        for place, cell in enumerate(cells):
            jobs = self.names.codes_of(without_brackets(cell))
            if not jobs or (self.section.kind == "cast" and set(jobs) <= ALSO_CHARACTERS):
                continue
            person, *remarks = [text for number, text in enumerate(cells) if number != place]
            rows = self.credits(line, person, jobs=jobs, remarks=[*take_brackets(cell)[1], *remarks])
            if rows and place == 0:
                self.jobs_above = jobs
                self.section = replace(self.section, has_job_lines=True)
            if rows:
                return rows
        return []

    def read_pair(self, line: Line, first: str, second: str, remarks: Sequence[str]) -> list[Pair] | None:
        """Keep a person and a character until all lines are read; None where neither can be a person."""
        sides = [without_brackets(side) for side in (first, second)]
        test = may_be_name if self.section.kind == "cast" else is_likely_person
        is_name = any(test(side) or all(map(test, split_people(side) or [""])) for side in sides)
        if not is_name or max(map(len, sides)) > MOST_LETTERS_OF_CHARACTER:
            return None
        return [Pair(line, self.section, first, second, tuple(remarks))]

    def cast_jobs(self) -> Sequence[str]:
        return self.section.jobs if self.section.kind == "cast" and self.section.jobs else ("actor",)

    def credits(
        self,
        line: Line,
        people: str,
        *,
        jobs: Sequence[str] = ("",),
        job_text: str = "",
        characters: str = "",
        is_described: bool = False,
        remarks: Sequence[str] = (),
    ) -> list[Row]:
        return credits_of(
            line,
            people,
            names=self.names,
            jobs=jobs,
            job_text=job_text,
            characters=characters,
            is_described=is_described,
            remarks=remarks,
        )

    # What comes first.

    def resolve(self, order: Order | None) -> Block:
        pairs = [entry for entry in self.entries if isinstance(entry, Pair)]
        orders = {
            number: self.order_in([pair for pair in pairs if pair.section.number == number])
            for number in {pair.section.number for pair in pairs}
        }
        order_of_all = order_of((pair.left, pair.right) for pair in pairs)
        rows: list[Row] = []
        unsure_line = ""
        for entry in self.entries:
            if isinstance(entry, Row):
                rows.append(entry)
                continue
            order_here = orders[entry.section.number] or order_of_all or order
            unsure_line = unsure_line or ("" if order_here else entry.line.text)
            rows += self.rows_of(entry, order_here or "person")
        return Block(rows, unsure_line)

    def order_in(self, pairs: Sequence[Pair]) -> Order | None:
        """Return what comes first in the lines of a section. Three dots alone stand behind a person, unless others say otherwise."""
        if known_order := order_of((pair.left, pair.right) for pair in pairs):
            return known_order
        return "person" if any(pair.line.separator == "three dots" for pair in pairs) else None

    def rows_of(self, pair: Pair, order: Order) -> Iterator[Row]:
        person, character = (pair.left, pair.right) if order == "person" else (pair.right, pair.left)
        jobs = pair.section.jobs or ("actor",)
        rows = self.credits(pair.line, person, jobs=jobs, characters=character, remarks=pair.remarks)
        yield from rows or [Row(pair.line.number, pair.line.text)]


def without_brackets(text: str) -> str:
    return take_brackets(text)[0]

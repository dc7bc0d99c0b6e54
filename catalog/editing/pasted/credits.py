"""A credit in a pasted block: who, in which job, as whom, and what stands in brackets."""

import re
from collections.abc import Sequence

from catalog.editing.pasted.jobs import JobNames
from catalog.editing.pasted.lines import Line, has_letters, mask_brackets
from catalog.editing.pasted.names import may_be_name, split_outside, split_people, take_brackets, tidy_name
from catalog.editing.pasted.rows import Row
from catalog.editing.pasted.sections import ACTING
from catalog.editing.pasted.words import AS_WORDS, CREDITED_AS, MARKS, SEGMENT
from catalog.texts.folding import fold

MOST_LETTERS = 200
YEARS = re.compile(
    r"(?:\*|b\. ?|born |geb\. ?|né en |ur\. ?)?\d{4}(?: ?[–-] ?(?:\d{4})?)?|(?:aged? )?\d{1,3}(?: years(?: old)?)?"
)
QUOTES = "\"'“”„‘’«» "
# After these, a line of Wikipedia goes on to say who the character is.
DESCRIPTION = re.compile(r", |: | [–—-] |\. |; ")


def split_as(text: str) -> tuple[str, str] | None:
    """Return both sides of `Gustav Fröhlich as Freder`; None for a line without such a word."""
    # What stands in brackets is a name in the credits.
    outside = mask_brackets(text)
    for word in AS_WORDS:
        start = outside.find(f" {word} ")
        left, right = text[: max(start, 0)].strip(" ,–—-.…"), text[start + len(word) + 2 :].strip()
        if start > 0 and has_letters(left) and has_letters(right):
            return left, right
    return None


def without_as(text: str) -> str:
    """Return a cell without the word that it begins with: `as Maria`."""
    for word in AS_WORDS:
        if text.startswith(f"{word} ") and len(text) > len(word) + 1:
            return text[len(word) + 1 :].lstrip(": ")
    return text


def take_remark(row: Row, text: str) -> bool:
    """Read what stands in brackets into a row; return whether it is a remark of credits."""
    pieces = [piece.strip() for piece in re.split(r"[,;]", text)]
    marks = [MARKS.get(fold(piece)) for piece in pieces]
    if any(marks):
        for piece, mark in zip(pieces, marks, strict=True):
            if mark:
                setattr(row, mark, True)
            elif not take_remark(row, piece):
                row.add_note(piece)
        return True
    small_text = fold(text)
    for words in CREDITED_AS:
        if small_text.startswith((f"{fold(words)} ", f"{fold(words)}: ")):
            row.credited_as = tidy_name(text[len(words) :])[:MOST_LETTERS]
            return True
    for word in SEGMENT:
        if small_text.startswith((f"{word} ", f"{word}: ")):
            row.segment = text[len(word) :].strip(f":{QUOTES}")[:MOST_LETTERS]
            return True
    return YEARS.fullmatch(text) is not None


def read_characters(row: Row, text: str) -> None:
    """Read `Maria / Maschinenmensch (voice)` into a row."""
    for piece in split_outside(split_slashes(without_as(text)), "\n;"):
        bare, brackets = take_brackets(piece)
        kept_brackets = [f"({bracket})" for bracket in brackets if not take_remark(row, bracket)]
        name = " ".join((bare.strip(f"{QUOTES},.…-–—:"), *kept_brackets)).strip()
        if has_letters(name):
            row.characters.append(name[:MOST_LETTERS])


def split_slashes(text: str) -> str:
    """Return a text with a line break for each slash between letters."""
    return re.sub(r"(?<=[^\W\d]) ?/ ?(?=[^\W\d])|(?<=[.\"”)’']) ?/ ?|\s/\s", "\n", text)


def read_described_characters(row: Row, text: str) -> None:
    """As `read_characters`; what follows a comma, a colon or a dash says who the character is, and is a note."""
    bare, brackets = take_brackets(text)
    match = DESCRIPTION.search(bare)
    head = bare[: match.start()] if match else bare
    if match and match[0] == ". " and len(head.split()[-1]) <= 3:
        # Mr. Smith.
        match, head = None, bare
    read_characters(row, " ".join((head.rstrip("."), *(f"({bracket})" for bracket in brackets))))
    if match:
        row.add_note(bare[match.end() :].strip()[: MOST_LETTERS - 20])


def credits_of(
    line: Line,
    people: str,
    *,
    names: JobNames,
    jobs: Sequence[str] = ("",),
    characters: str = "",
    is_described: bool = False,
    job_text: str = "",
    remarks: Sequence[str] = (),
) -> list[Row]:
    """Return a credit for each of the people whom a cell names, in each of some jobs; [] where one of them is no name.

    `remarks` are further cells. Where a bracket behind a name holds a job, that is theirs.
    """
    rows = []
    for person in split_people(people):
        bare, brackets = take_brackets(person)
        name = tidy_name(bare)
        if not may_be_name(name):
            return []
        further_brackets = [bracket for remark in remarks for bracket in take_brackets(remark)[1]]
        all_brackets = (*brackets, *further_brackets) if set(jobs) - ACTING else ()
        own_jobs = [code for bracket in all_brackets for code in names.codes_of(bracket)]
        for code in own_jobs or jobs:
            row = Row(line.number, line.text, "credit", person=name, job=code, job_text=job_text)
            (read_described_characters if is_described else read_characters)(row, characters)
            for text in (*brackets, *remarks):
                if text and not (own_jobs and names.codes_of(text.strip("()"))) and not take_cell_remark(row, text):
                    row.add_note(text[: MOST_LETTERS - 20])
            keep_uncredited(row)
            rows.append(row)
    return rows


def take_cell_remark(row: Row, text: str) -> bool:
    """Read a remark that may stand in brackets, as whole cells do."""
    bare, brackets = take_brackets(text)
    return take_remark(row, text if bare else "; ".join(brackets))


def keep_uncredited(row: Row) -> None:
    """Nobody is uncredited and credited under a name: what a source has as that name is a note then."""
    if row.uncredited and row.credited_as:
        row.add_note(f"as {row.credited_as}")
        row.credited_as = ""
    row.note = row.note[:300]

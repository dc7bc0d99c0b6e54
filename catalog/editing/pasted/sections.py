"""The parts of a pasted block, and the headings that open them."""

from dataclasses import dataclass

from catalog.editing.pasted.jobs import JobNames
from catalog.editing.pasted.names import take_brackets
from catalog.editing.pasted.words import COMPANY_ROLES, SECTIONS
from catalog.texts.folding import fold

ACTING = {"actor", "voice", "stunt-double", "extra"}
MOST_LETTERS = 150
# Parts of a block that end with an empty line.
FACTS = ("company", "release", "title")


@dataclass(frozen=True)
class Section:
    """What the lines under a heading are: `cast`, `crew`, a company with its role, releases, titles; "" before any heading."""

    number: int = 0
    kind: str = ""
    jobs: tuple[str, ...] = ()
    job_text: str = ""
    role: str = ""
    # Lines of it began with a job; lines of it were read as facts.
    has_job_lines: bool = False
    has_rows: bool = False


def heading_key(text: str) -> str:
    bare, _ = take_brackets(text)
    return fold(bare).strip(" :.·*-–—")


def read_heading(text: str, number: int, names: JobNames) -> Section | None:
    """Return the part of a block that a heading opens, with its number; None where the text is no heading."""
    key = heading_key(text)
    # Cast (in credits order) complete, awaiting verification
    kind = SECTIONS.get(key) or SECTIONS.get(heading_key(text.partition("(")[0]))
    jobs = names.codes_of(take_brackets(text)[0]) if kind is None else []
    if kind:
        return Section(number, kind)
    if role := COMPANY_ROLES.get(key):
        return Section(number, "company", role=role)
    if jobs:
        return Section(number, "cast" if set(jobs) <= ACTING else "crew", tuple(jobs))
    if text.endswith(":") and len(text) < MOST_LETTERS:
        return Section(number, "crew", job_text=text.rstrip(": "))
    return None

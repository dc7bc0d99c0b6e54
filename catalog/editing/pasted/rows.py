"""What a line of a pasted block becomes."""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["credit", "company", "release", "title", "text"]


@dataclass
class Row:
    """A row of a film, or a line that was not understood (`text`), which stands in its place.

    `line` counts the lines of the block from 1, `text` is that line as it was pasted. `job` and `role` are codes; `job_text`
    is a job that has none. `date` is written as it was pasted, `country` is a code.
    """

    line: int
    text: str
    kind: Kind = "text"
    person: str = ""
    job: str = ""
    job_text: str = ""
    characters: list[str] = field(default_factory=list)
    credited_as: str = ""
    voice: bool = False
    uncredited: bool = False
    archive_footage: bool = False
    segment: str = ""
    note: str = ""
    company: str = ""
    role: str = ""
    title: str = ""
    date: str = ""
    country: str = ""

    def add_note(self, text: str) -> None:
        self.note = "; ".join(filter(None, (self.note, text)))

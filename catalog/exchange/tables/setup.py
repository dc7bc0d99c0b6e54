"""Settle how a table is read before it is: by a mapping that is kept, by a file of one, or by a guess that is sure enough."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from catalog.exchange.records import UnreadableError
from catalog.exchange.tables.guessing import Guess, is_likely
from catalog.exchange.tables.mapping import MappingError, TableMapping, mapping_of
from catalog.exchange.tables.samples import Sample, take_sample
from catalog.models import ImportMapping

# Options that say how a file is written; they come before what a mapping says.
WRITTEN_AS = ("encoding", "separator", "sheet")
MOST_CELLS = 3
MOST_LETTERS = 60


class UnmappedError(UnreadableError):
    """A table of which nobody said what its columns are, and of which a guess is not sure. `guess` is how far one comes."""

    def __init__(self, words: str, guess: Guess) -> None:
        super().__init__(words)
        self.guess = guess


@dataclass
class TableSetup:
    """How a table is read: its sample, its mapping, and the scope whose decisions hold for it."""

    sample: Sample
    mapping: TableMapping
    scope: str

    @property
    def options(self) -> dict[str, Any]:
        """Return the options of an import of the table."""
        return {"mapping": self.mapping.document(), "scope": self.scope}


def set_up(path: Path, options: dict[str, Any]) -> TableSetup:
    """Return how a table is read. `options` may hold `mapping`, a name or a file, `noun`, and how the file is written.

    Raise UnreadableError where the table can't be read, UnmappedError where it says too little of its columns.
    """
    mapping_name = str(options.get("mapping") or "")
    written_as = {name: options[name] for name in WRITTEN_AS if options.get(name)}
    if not mapping_name:
        sample = take_sample(path, written_as)
        guess = sample.guess(str(options.get("noun") or ""))
        if not is_likely(guess):
            raise UnmappedError(words_of_unmapped(path.name, sample, guess), guess)
        return TableSetup(sample, guess.mapping, digest_of(path))
    mapping = find_mapping(mapping_name)
    for name, value in written_as.items():
        setattr(mapping, name, value)
    if mapping.missing:
        raise UnreadableError(f"{mapping_name}: {mapping.missing}")
    sample = take_sample(path, {name: getattr(mapping, name) for name in WRITTEN_AS})
    is_file = mapping_name.endswith(".json")
    return TableSetup(sample, mapping, digest_of(path) if is_file else mapping_name)


def find_mapping(mapping_name: str) -> TableMapping:
    """Return the mapping of a name, or in a file whose name ends with .json. Raise UnreadableError where there is none."""
    try:
        if mapping_name.endswith(".json"):
            return mapping_of(json.loads(Path(mapping_name).read_text(encoding="utf-8-sig")))
        kept_mapping = ImportMapping.objects.filter(name=mapping_name).first()
        if kept_mapping:
            return mapping_of(kept_mapping.columns)
    except OSError as error:
        raise UnreadableError(f"{mapping_name}: {error.strerror}") from None
    except (MappingError, ValueError) as error:
        raise UnreadableError(f"{mapping_name}: {error}") from None
    names = ", ".join(ImportMapping.objects.values_list("name", flat=True)[:20])
    raise UnreadableError(
        gettext("There is no mapping “%(name)s”. There are: %(names)s.") % {"name": mapping_name, "names": names or "–"}
    )


def keep_mapping(name: str, mapping: TableMapping) -> None:
    """Keep a mapping by a name for the next file, over the one that had the name."""
    ImportMapping.objects.update_or_create(name=name, defaults={"columns": mapping.document()})


def digest_of(path: Path) -> str:
    """Return the digest of a file, as the scope of decisions of a table without a mapping that is kept."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def words_of_unmapped(name: str, sample: Sample, guess: Guess) -> str:
    """Say that a table needs a mapping: what its columns hold, what each was taken for, and what is to be mapped, how."""
    missing = guess.missing or gettext("Nothing but a name is known of these rows.")
    words = gettext("%(file)s: nobody said what its columns are, and their names don’t tell enough. %(missing)s")
    lines = [words % {"file": name, "missing": missing}, *describe_columns(sample, guess)]
    lines.append(
        gettext(
            "Write what was guessed into a file with --mapping-out FILE.json, fill in the targets of its columns (docs/importing.md "
            "lists them), and give it back with --mapping FILE.json."
        )
    )
    return "\n".join(lines)


def describe_columns(sample: Sample, guess: Guess) -> list[str]:
    """Return a line for each column: its name, what it is taken for, and its first cells."""
    targets = {column.columns[0]: column.target for column in guess.mapping.columns}
    lines = []
    for place, name in enumerate(guess.columns):
        target = targets.get(name) or targets.get(place + 1)
        possible = guess.possible.get(name) or guess.possible.get(str(place + 1))
        taken_for = target or (gettext("perhaps %(target)s") % {"target": possible} if possible else "–")
        cells = [cell[:MOST_LETTERS] for cell in sample.cells_below(place, header=guess.mapping.header)[:MOST_CELLS]]
        lines.append(f"  {name}: {taken_for} | " + " | ".join(cells))
    return lines

"""The entities in files: answers of Special:EntityData, single entities, lists of them, and dumps with one a line."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from catalog.exchange.formats.files import File, Lines, Reading, whole_text
from catalog.exchange.formats.remarks import Remarks
from catalog.exchange.formats.values import json_of
from catalog.exchange.records import Place


class Entity(NamedTuple):
    """An entity, and where it is."""

    place: Place
    values: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.values.get("id") or self.values.get("title") or "")


def read_entities(files: Sequence[File], remarks: Remarks, reading: Reading) -> Iterator[Entity]:
    """Yield the entities of all files."""
    for file in files:
        if has_one_a_line(file):
            yield from entities_of_lines(file, remarks, reading)
        elif text := whole_text(file, remarks, reading):
            value = json_of(text, Place(file.name), remarks)
            yield from entities_in(value, Place(file.name), remarks)


def has_one_a_line(file: File) -> bool:
    """Tell whether the first line with anything but a bracket is JSON by itself."""
    lines = Lines(file, Remarks(), Reading(lambda read_bytes: None))
    for line in lines:
        text = stripped_line(line)
        if text:
            try:
                json.loads(text)
            except (ValueError, RecursionError):
                return False
            return True
    return False


def stripped_line(line: str) -> str:
    """Return a line of a dump without the comma at its end; "" of the brackets around all of them."""
    text = line.strip().rstrip(",")
    return "" if text in ("[", "]") else text


def entities_of_lines(file: File, remarks: Remarks, reading: Reading) -> Iterator[Entity]:
    lines = Lines(file, remarks, reading)
    for line in lines:
        if text := stripped_line(line):
            yield from entities_in(json_of(text, lines.place(), remarks), lines.place(), remarks)


def entities_in(value: Any, place: Place, remarks: Remarks) -> Iterator[Entity]:
    """Yield the entities that a JSON holds: an entity, a list of them, or {"entities": {id: entity}}."""
    if isinstance(value, dict) and isinstance(value.get("entities"), dict):
        value = list(value["entities"].values())
    for entity in value if isinstance(value, list) else [value]:
        if isinstance(entity, dict) and isinstance(entity.get("id"), str) and "missing" not in entity:
            yield Entity(place, entity)
        elif entity is not None:
            expected = _("an entity of Wikidata with its id, as Special:EntityData gives it")
            remarks.refuse(place, entity, expected, _("Get the entity again, or leave it out."), takes_record=True)

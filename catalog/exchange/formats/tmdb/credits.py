"""The cast and the crew of a film at TMDB as credits."""

from typing import Any

from django.utils.translation import gettext as _

from catalog.exchange.formats.characters import read_character
from catalog.exchange.formats.entries import Entries
from catalog.exchange.formats.remarks import Remarks
from catalog.exchange.formats.tmdb.jobs import ACTOR, Jobs
from catalog.exchange.formats.values import objects_of, text_of, whole_number
from catalog.exchange.records import Entry, Place, Row

MOST_CREDITS = 20_000
LONGEST_NAME, LONGEST_CHARACTER = 200, 200


class Credits:
    """Reads credits; people and jobs are made once for a whole reading."""

    def __init__(self, remarks: Remarks) -> None:
        self.remarks, self.jobs = remarks, Jobs(remarks)
        self.people = Entries("person", "tmdb")

    def rows(self, cast: Any, crew: Any, cast_place: Place, crew_place: Place) -> list[Row]:
        """Return the credits of a film, the cast first; of more than 20,000 the last are left out and told."""
        actors = objects_of(cast, cast_place, self.remarks)[: MOST_CREDITS + 1]
        members = objects_of(crew, crew_place, self.remarks)[: MOST_CREDITS + 1]
        if len(actors) + len(members) > MOST_CREDITS:
            self.remarks.refuse(
                crew_place,
                len(actors) + len(members),
                _("at most %(number)d credits of a film") % {"number": MOST_CREDITS},
                _("The first ones come in; enter the others at the desk."),
            )
            actors, members = actors[:MOST_CREDITS], members[: max(MOST_CREDITS - len(actors), 0)]
        rows = [self.cast_row(actor, cast_place) for actor in actors]
        rows += [self.crew_row(member, crew_place) for member in members]
        return [row for row in rows if row is not None]

    def cast_row(self, actor: dict[str, Any], place: Place) -> Row | None:
        person = self.person(actor, place)
        if person is None:
            return None
        values: dict[str, Any] = {"person": person, "job": ACTOR}
        order = actor.get("order")
        number = order if type(order) is int else whole_number(order)
        if number is not None and 0 <= number < 1_000_000:
            values["billing_order"] = number + 1
        if character := actor.get("character"):
            values |= self.character_values(character, place)
        return Row("credit", values, place)

    def crew_row(self, member: dict[str, Any], place: Place) -> Row | None:
        person = self.person(member, place)
        job = self.jobs.entry(member.get("department"), member.get("job"), place) if person else None
        return Row("credit", {"person": person, "job": job}, place) if job else None

    def person(self, member: dict[str, Any], place: Place) -> Entry | None:
        """Return who it is; None where there is no id or no name, which is told."""
        key = member.get("id"), member.get("name")
        # Most people of a file stand in several of its credits, and are read once.
        entry = self.people.by_key.get(key) if isinstance(key[0], int | str) and isinstance(key[1], str) else None
        return entry or self.new_person(member, key, place)

    def new_person(self, member: dict[str, Any], key: Any, place: Place) -> Entry | None:
        number, name = whole_number(key[0]), text_of(key[1], place, self.remarks, LONGEST_NAME)
        if number is None or number < 1 or not name:
            remedy = _("Give both in the file, or enter the credit at the desk.")
            self.remarks.refuse(place, member, _("a person with an id of TMDB and a name"), remedy)
            return None
        return self.people.entry(str(number), name, key=key)

    def character_values(self, character: Any, place: Place) -> dict[str, Any]:
        """Return the fields of a credit that follow from what TMDB says of the character."""
        text = text_of(character, place, self.remarks)
        if not text:
            return {}
        if "(" not in text and " / " not in text and len(text) <= LONGEST_CHARACTER:
            return {"characters": [Entry("character", text)]}
        names, values = read_character(text)
        if values.get("uncredited") and values.pop("credited_as", ""):
            rule = _("Nobody is uncredited and credited under a name: the name is left out.")
            self.remarks.mend(place, text, rule)
        return values | self.characters(names, place)

    def characters(self, names: list[str], place: Place) -> dict[str, Any]:
        """Return the characters of these names, each once; those with a name that is too long are told and left out."""
        short_names = [name for name in dict.fromkeys(names) if text_of(name, place, self.remarks, LONGEST_CHARACTER)]
        entries = [Entry("character", name) for name in short_names]
        return {"characters": entries} if entries else {}

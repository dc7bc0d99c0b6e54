"""An entity of Wikidata as the record of a film."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from catalog.exchange.formats.codes import LANGUAGES
from catalog.exchange.formats.remarks import Remarks
from catalog.exchange.formats.values import object_of
from catalog.exchange.formats.wikidata.credits import Credits
from catalog.exchange.formats.wikidata.files import Entity
from catalog.exchange.formats.wikidata.lookups import Lookups, is_of_noun, label_of
from catalog.exchange.formats.wikidata.sources import Sources
from catalog.exchange.formats.wikidata.statements import (
    date_of_time,
    item_of,
    items,
    main_value,
    qualifiers,
    statements,
    texts,
)
from catalog.exchange.formats.wikidata.words import (
    COLOURS,
    FILM_CLASSES,
    GENRES,
    IDS,
    OTHER_CLASSES,
    UNITS,
)
from catalog.exchange.records import Cited, Entry, Place, Record, Row
from catalog.models.releases import ReleaseType
from catalog.texts.language_tags import primary_subtag

LONGEST_TITLE, LONGEST_RUNTIME = 300, 6000
MINUTE = 60


def is_film(entity: dict[str, Any]) -> bool:
    """Tell whether an entity is of a class of films, or has a director and an id of IMDb's titles and is no series or game."""
    classes = set(items(entity, "P31"))
    if classes & FILM_CLASSES.keys():
        return True
    has_title_id = any(is_of_noun("film", "imdb", text) for text in texts(entity, "P345"))
    return has_title_id and bool(statements(entity, "P57")) and not classes & OTHER_CLASSES


class Films:
    """Makes records of films."""

    def __init__(self, lookups: Lookups, remarks: Remarks) -> None:
        self.lookups, self.remarks = lookups, remarks
        self.sources = Sources(lookups)
        self.credits = Credits(lookups, self.sources, remarks)

    def record(self, entity: Entity) -> Record | None:
        """Return the record of a film; None where it has neither a label nor a title, which is told."""
        values, place = entity.values, entity.place
        record = Record("film", self.ids(values), {}, place)
        self.add_titles(record, values)
        if not record.fields["title"]:
            expected = _("a film with a label, or a title (P1476), of at most 300 characters")
            self.remarks.refuse(
                place,
                entity.id,
                expected,
                _("Give it one at Wikidata, or enter the film at the desk."),
                takes_record=True,
            )
            return None
        classes = items(values, "P31")
        record.fields["kind"] = next((kind for item in classes if (kind := FILM_CLASSES.get(item))), "")
        self.add_field(record, values, "countries", "P495", self.lookups.country)
        self.add_field(record, values, "languages", "P364", self.lookups.language)
        self.add_field(record, values, "genres", "P136", self.genre)
        self.add_field(record, values, "subjects", "P921", self.subject)
        colours = [COLOURS[item] for item in items(values, "P462") if item in COLOURS]
        record.fields["colour"] = colours[0] if len(colours) == 1 else ""
        self.add_runtime(record, values)
        self.add_releases(record, values)
        record.rows += self.credits.rows(values, place)
        return record

    def ids(self, values: dict[str, Any]) -> dict[str, str]:
        ids = {"wikidata": values["id"]}
        for scheme, prop in IDS["film"].items():
            for text in [text for text in texts(values, prop) if is_of_noun("film", scheme, text)][:1]:
                ids[scheme] = text
        return ids

    def add_titles(self, record: Record, values: dict[str, Any]) -> None:
        """Set the title by the label in the site's language, the original one by P1476; add those in the site's other languages."""
        own_titles = statements(values, "P1476")
        original = object_of(main_value(own_titles[0])) if own_titles else {}
        original_title = str(original.get("text") or "").strip()[: LONGEST_TITLE + 1]
        title = label_of(values) or original_title
        record.fields["title"] = title if len(title) <= LONGEST_TITLE else ""
        if original_title and len(original_title) <= LONGEST_TITLE:
            record.fields["original_title"] = original_title if original_title != title else ""
            tag = str(original.get("language") or "")
            record.fields["original_title_language"] = tag if tag in LANGUAGES else ""
            citations = self.sources.of(own_titles[0])
            record.sources = {"original_title": citations, "original_title_language": citations} if citations else {}
        for language in dict.fromkeys(primary_subtag(code) for code, _name in settings.LANGUAGES):
            label = label_of(values, language)
            if label and len(label) <= LONGEST_TITLE and label not in (title, original_title):
                record.rows.append(
                    Row("title", {"title": label, "language": language}, record.place._replace(column="labels"))
                )

    def add_field(self, record: Record, values: dict[str, Any], field: str, prop: str, read: Any) -> None:
        """Set a field of several values, each once, with the sources of all of them."""
        place, entries, citations = record.place._replace(column=prop), [], list[Cited]()
        for statement in statements(values, prop):
            item = item_of(main_value(statement))
            entry = read(item, place) if item else None
            if entry and entry not in entries:
                entries.append(entry)
                citations += [source for source in self.sources.of(statement) if source not in citations]
        record.fields[field] = entries
        if citations:
            record.sources = {**record.sources, field: citations}

    def genre(self, item: str, place: Place) -> Entry | None:
        if item not in GENRES:
            name = self.lookups.label(item) or item
            self.remarks.mend_once(place, name, _("It is no genre of the catalogue, and left out of all films."))
            return None
        return Entry("genre", GENRES[item])

    def subject(self, item: str, place: Place) -> Entry | None:
        return self.lookups.entry("subject", item, place)

    def add_runtime(self, record: Record, values: dict[str, Any]) -> None:
        """Set the running time by the first duration in seconds, minutes or hours; further ones are told."""
        place = record.place._replace(column="P2047")
        for number, statement in enumerate(statements(values, "P2047")):
            value = object_of(main_value(statement))
            amount = str(value.get("amount", "")).lstrip("+")
            seconds = self.seconds(amount, str(value.get("unit", "")).rpartition("/")[2])
            if seconds is None or not 1 <= round(seconds / MINUTE) <= LONGEST_RUNTIME:
                expected = _("a duration in seconds, minutes or hours, of at most 6000 minutes")
                self.remarks.refuse(place, amount, expected, _("Correct it at Wikidata, or enter it at the desk."))
            elif number:
                rule = _("The film has one running time, the first: enter a version at the desk for this one.")
                self.remarks.mend(place, amount, rule)
            else:
                record.fields["runtime_minutes"] = round(seconds / MINUTE)
                record.sources = {**record.sources, "runtime_minutes": self.sources.of(statement)}

    def seconds(self, amount: str, unit: str) -> float | None:
        try:
            return float(amount) * UNITS[unit]
        except (ValueError, KeyError):
            return None

    def add_releases(self, record: Record, values: dict[str, Any]) -> None:
        """Add the dates with a place as releases; where none has one, the earliest is that of the film itself."""
        place = record.place._replace(column="P577")
        releases = [row for statement in statements(values, "P577") for row in self.releases(statement, place)]
        if any(row.values["country"] for row in releases):
            record.rows += releases
        elif releases:
            earliest = min(releases, key=lambda row: row.values["date"])
            record.fields["given_date"] = earliest.values["date"]
            record.sources = {**record.sources, "release_date": earliest.sources}

    def releases(self, statement: dict[str, Any], place: Place) -> list[Row]:
        """Return a release for each place of a date; one without a country where it has none."""
        date = date_of_time(main_value(statement))
        if not date:
            expected = _("a day, month, year or decade of the Gregorian calendar")
            value = object_of(main_value(statement)).get("time", "")
            self.remarks.refuse(place, value, expected, _("Enter the date at the desk."))
            return []
        places = [item for value in qualifiers(statement, "P291") if (item := item_of(value))]
        countries: Sequence[str] = [code for item in places if (code := self.lookups.country(item, place))] or [""]
        sources = self.sources.of(statement)
        return [
            Row("release", {"date": date, "country": code, "type": ReleaseType.UNKNOWN.value}, place, sources)
            for code in dict.fromkeys(countries)
        ]

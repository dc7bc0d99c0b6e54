"""Write new roots with their rows, links and revisions in bulk, and what films lack and show then."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from catalog.dates import PartialDate
from catalog.editing.documents import many_to_many_fields, model_of
from catalog.exchange.bringing_in.derived_columns import of_film
from catalog.exchange.bringing_in.documents import Document
from catalog.exchange.bringing_in.table_rows import Table, link_columns
from catalog.models import Deed, FilmLack, Import, ImportedRecord, RatingSummary, showing
from catalog.models.choices import State

# By which fields rows of a film show what has a `public_from`: {noun: (field, noun that it shows)}.
SHOWN_BY = {
    "credit": ("person", "person"),
    "award": ("recipients", "person"),
    "filmcompany": ("company", "company"),
    "citation": ("source", "source"),
    "synopsis": ("source", "source"),
    "article": ("source", "source"),
    "image": ("source", "source"),
    "entrycitation": ("source", "source"),
}

encode = json.JSONEncoder(ensure_ascii=False).encode


class Writer:
    """Collects new roots and writes them: a row of each table, links of many-to-many fields, a revision for each root."""

    def __init__(self, of_import: Import, moment: datetime) -> None:
        self.of_import, self.moment = of_import, moment
        self.tables: dict[str, Table] = {}
        self.films: list[Any] = []
        self.shown_keys: dict[str, set[Any]] = defaultdict(set)
        self.works: set[Any] = set()

    def table(self, name: str) -> Table:
        """Return the table of a noun, or of a many-to-many field as `film.genres`."""
        if name not in self.tables:
            noun, _, field = name.partition(".")
            model = link_columns(model_of(noun), field)[0] if field else model_of(noun)
            # The database counts the keys of links and revisions: nothing refers to them.
            self.tables[name] = Table(model, with_key=not field and noun != "revision")
            self.tables[name].renew_moment(self.moment)
        return self.tables[name]

    def add(self, noun: str, key: Any, document: Document) -> None:
        """Let a new root with all its rows wait, and its revision."""
        derived_fields = film_columns(document, document[noun][key]) if noun == "film" else {}
        for row_noun, rows in document.items():
            table, lists = self.table(row_noun), many_to_many_fields(row_noun)
            for row_key, fields in rows.items():
                table.add(row_key, fields, derived_fields if row_noun == "film" else {})
                for name in lists:
                    if name in fields:
                        self.add_links(row_noun, name, row_key, fields[name])
        self.add_revision(noun, key, document, label_of(document[noun][key], derived_fields))
        self.note_shown(noun, key, document)

    def add_links(self, noun: str, name: str, key: Any, targets: Iterable[Any]) -> None:
        _, owner, target = link_columns(model_of(noun), name)
        table = self.table(f"{noun}.{name}")
        for target_key in targets:
            table.add(None, {owner: key, target: target_key})

    def add_revision(self, noun: str, key: Any, document: Document, label: str) -> None:
        patch = {
            row_noun: {str(row_key): {"was": None, "is": fields} for row_key, fields in rows.items()}
            for row_noun, rows in document.items()
        }
        editor = self.of_import.by
        self.table("revision").add(
            None,
            {
                "noun": noun,
                "key": str(key),
                "label": label[:300],
                "deed": Deed.IMPORTED.value,
                "editor": editor and editor.pk,
                "editor_name": editor.get_username() if editor else "",
                "patch": encode(patch),
                "of_import": self.of_import.pk,
            },
        )

    def note_shown(self, noun: str, key: Any, document: Document) -> None:
        """Note what a published film shows from now on, and of which films it is counted what they lack."""
        if noun == "film":
            self.films.append(key)
        if noun != "film" or document["film"][key]["state"] != State.PUBLISHED:
            return
        for row_noun, (field, shown_noun) in SHOWN_BY.items():
            for fields in document.get(row_noun, {}).values():
                keys = fields.get(field)
                self.shown_keys[shown_noun].update(keys if isinstance(keys, list) else [keys])
        self.works |= {fields["work"] for fields in document.get("filmwork", {}).values()}

    def write(self) -> int:
        """Write all that waits; return how many rows. Call it inside of a transaction."""
        row_count = sum(table.write() for table in self.tables.values())
        films, self.films = self.films, []
        if films:
            FilmLack.objects.refresh(films)
            if settings.COUNT_OUTSIDE_RATINGS:
                RatingSummary.objects.count_outside(films)
        self.show()
        return row_count

    def table_names(self) -> list[str]:
        """Return the names of the tables that rows were written into."""
        names = [table.name for table in self.tables.values()]
        return [*names, ImportedRecord._meta.db_table, FilmLack._meta.db_table] if names else []

    def show(self) -> None:
        """Store from when people, companies and sources are public that published films show now."""
        keys, self.shown_keys = self.shown_keys, defaultdict(set)
        works, self.works = self.works, set()
        if works:
            authors = model_of("work").authors.through._base_manager.filter(work__in=works)  # type: ignore[attr-defined]
            keys["person"].update(authors.values_list("person_id", flat=True))
        for noun in showing.shown_nouns():
            hidden_keys = self.hidden_keys(noun, keys[noun] - {None})
            changed_keys = showing.refresh_rows(noun, hidden_keys)
            if noun in showing.citing_nouns() and changed_keys:
                keys[showing.SOURCE] |= set(showing.sources_cited_for(noun, changed_keys))

    def hidden_keys(self, noun: str, keys: set[Any]) -> list[Any]:
        """Return those of some keys whose rows are not public yet."""
        rows = model_of(noun)._base_manager
        hidden_keys: list[Any] = []
        ordered_keys = sorted(keys)
        for start in range(0, len(ordered_keys), 500):
            batch = rows.filter(pk__in=ordered_keys[start : start + 500])
            hidden_keys += batch.exclude(public_from__lte=self.moment).values_list("pk", flat=True)
        return hidden_keys

    def drop(self) -> None:
        """Forget all that waits."""
        for table in self.tables.values():
            table.waiting_rows = []
        self.films, self.shown_keys, self.works = [], defaultdict(set), set()


def film_columns(document: Document, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of a film that follow from its rows."""
    [lead] = [row for row in document["version"].values() if row.get("leads")]
    languages = [row["language"] for row in document.get("versionlanguage", {}).values()]
    titles, releases = document.get("title", {}).values(), document.get("release", {}).values()
    return of_film(fields, lead, languages, titles, releases)


def label_of(fields: Mapping[str, Any], derived_fields: Mapping[str, Any]) -> str:
    """Return what the history calls a root, as the `__str__` of its model does."""
    title = str(fields.get("name") or fields.get("title"))
    date = derived_fields.get("release_date")
    return f"{title} ({PartialDate.parse(date).year_in_words})" if date else title

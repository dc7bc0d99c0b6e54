"""Which tables an export holds, in an order in which rows come before what refers to them, and what stays in the database."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Field, Model

# Names of models. A row may refer to another one of its own table that comes later.
EXPORTED = [
    "country",
    "language",
    "genre",
    "department",
    "job",
    "companyrole",
    "scheme",
    "schemeform",
    "shippedterm",
    "site",
    "sitetext",
    "page",
    "pagetext",
    "subject",
    "source",
    "person",
    "person_nationalities",
    "personname",
    "company",
    "work",
    "work_authors",
    "character",
    "film",
    "film_countries",
    "film_languages",
    "film_genres",
    "film_subjects",
    "filmwork",
    "filmlack",
    "version",
    "version_countries",
    "versionlanguage",
    "filmcompany",
    "copy",
    "copylanguage",
    "title",
    "release",
    "relation",
    "credit",
    "credit_characters",
    "award",
    "award_recipients",
    "event",
    "eventcharacter",
    "externalid",
    "curatedlist",
    "listentry",
    "synopsis",
    "article",
    "outsiderating",
    "alignmentcorrection",
    "question",
    "reading",
    "proposal",
    "proposedreading",
    "image",
    "citation",
    "entrycitation",
    "comment",
    "vote",
    "ratingsummary",
    "merge",
    "import",
    "importedrecord",
    "importproposal",
    "importdecision",
    "importmapping",
    "revision",
    "workingcopy",
    "mention",
    "duplicatepair",
    "suppression",
    "referencecount",
    "referencetotal",
]
LEFT_OUT = {
    "collation": "It is computed anew when somebody compares the two texts.",
    "importline": "It is the report of an import.",
    "desklanguage": "It is a setting of an account.",
    "limit": "It counts requests of visitors, by their addresses.",
    "presence": "It tells who has a form open now.",
    "previewlink": "It opens what is not published to whoever has the link.",
    "sentform": "It holds the keys of forms that accounts have sent.",
}
# What `migrate` writes into a new database. An import puts the export's rows in place of it.
MADE_BY_MIGRATE = [
    "country",
    "language",
    "genre",
    "department",
    "job",
    "companyrole",
    "scheme",
    "schemeform",
    "shippedterm",
    "site",
]
# Accounts stay, and so does what the history tells of them; of editors it keeps the names that their deeds are signed with.
ACCOUNT_NOUNS = ("user", "group")


class Table:
    """A table of the catalogue, with the columns that an export holds: all but those that the database computes, and accounts."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.model: type[Model] = apps.get_model("catalog", name)
        self.columns: list[Field] = [
            field for field in self.model._meta.concrete_fields if not (field.generated or leads_to_account(field))
        ]
        self.names = [column.attname for column in self.columns]
        self.key_name = self.model._meta.pk.attname
        self.has_counted_keys = self.model._meta.pk.get_internal_type() == "BigAutoField"

    @property
    def rows_file(self) -> str:
        return f"ndjson/{self.name}.ndjson"

    @property
    def sheet_file(self) -> str:
        return f"csv/{self.name}.csv"

    @property
    def references(self) -> list[Field]:
        """The columns that refer to rows."""
        return [column for column in self.columns if column.is_relation]

    def stored_rows(self) -> Iterator[tuple[Any, ...]]:
        """Read the rows that an export holds in the order of their keys, few at a time where one may have half a megabyte."""
        rows = self.model._base_manager.order_by("pk")
        if "noun" in self.names:
            rows = rows.exclude(noun__in=ACCOUNT_NOUNS)
        return rows.values_list(*self.names).iterator(chunk_size=10 if "patch" in self.names else 200)


def leads_to_account(field: Field) -> bool:
    return field.is_relation and field.related_model._meta.label == settings.AUTH_USER_MODEL


@cache
def exported_tables() -> dict[str, Table]:
    return {name: Table(name) for name in EXPORTED}

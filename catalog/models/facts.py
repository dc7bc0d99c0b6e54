"""The table of facts: what visitors see of a film, one line a field and one line a kind of row; and the fields of other nouns.

Whatever treats all facts alike reads this table: citations, `according_to`, the facts on the film's page, what a film
lacks, documents and histories, roles and the API. CONTRIBUTING says what else a new field or row needs.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Place(Enum):
    """Where the film's page shows a fact."""

    HEAD = "above the texts, drawn by name in film.html"
    FACTS = "in the list of facts, drawn by name in _facts.html"
    LINE = "in the list of facts, as its label and its value"
    SECTION = "in a section of its own, drawn by name in film.html"
    NOWHERE = "nowhere by itself"


class Need(NamedTuple):
    """How the desk asks for a field that is empty: its name in addresses, what the film lacks, and how to fill it."""

    name: str
    label: str | Promise
    remedy: str | Promise


@dataclass(frozen=True)
class Field:
    """A field of a film that visitors see, on its page and in the API.

    `name` is the name of the model's field, and the key in the API.
    `empty` is the value where nobody says anything: "", None, or () for a many-to-many field.
    `takes_citations` says whether sources can be cited for it. `according_to` empties it where the source is not.
    `derived_from` is the field that it follows from: `according_to` empties both or none.
    `of_version` fields are those of the film's leading version, and so are their sources.
    `required` fields are never empty: a film keeps its title, whoever tells of it.
    `needs_source` says whether the desk asks for a source where the field is filled.
    `need` is how the desk asks for the field where it is empty; None where a film may well do without.
    """

    name: str
    empty: str | tuple[()] | None = ""
    place: Place = Place.LINE
    takes_citations: bool = True
    derived_from: str = ""
    of_version: bool = False
    required: bool = False
    needs_source: bool = True
    need: Need | None = None

    @property
    def model_field(self) -> Any:
        return apps.get_model("catalog", "film")._meta.get_field(self.name)

    @property
    def label(self) -> Any:
        """What people call it: `running time`."""
        return self.model_field.verbose_name

    @property
    def is_many(self) -> bool:
        """Whether it is a many-to-many field."""
        return self.empty == ()

    def value_of(self, film: Model) -> Any:
        """The value that a film has: of a many-to-many field, the list of its rows."""
        value = getattr(film, self.name)
        return list(value.all()) if self.is_many else value

    def is_filled(self, film: Model) -> bool:
        return self.value_of(film) not in (self.empty, [])


@dataclass(frozen=True)
class RowKind:
    """A kind of row that belongs to a film.

    `noun` is the name of its model, in lower case.
    `relation` is the name by which a film leads to its rows; "" where only another row of the film does.
    `path` leads from the row to its film.
    `citation` is the foreign key of the citations under such a row; "" where none can stand under it.
    `source` leads from the row to the source that says it, where no citation does; "" where no source says it.
    `shows` are the paths from the row to what it puts on public pages: people, a company, sources.
    `api` is its key in a film's JSON, or the part that `include` puts there; "" where it is neither.
    `label` is what the desk calls several of them, where it asks for their sources.
    `name_relations` are the relations that the name of a row is made of, where citations can stand under it.
    `at_desk` marks what editors alone see: with it stand no citation and no key of the API. The site may show copies
    with their version, and some of what they say: see catalog/models/copies.py.
    `by_visitors` marks what visitors and programs add: no editor's save changes it, but it comes and goes with the film.
    """

    noun: str
    relation: str = ""
    path: str = "film"
    place: Place = Place.NOWHERE
    citation: str = ""
    source: str = ""
    shows: tuple[str, ...] = ()
    api: str = ""
    label: str | Promise = ""
    name_relations: tuple[str, ...] = ()
    at_desk: bool = False
    by_visitors: bool = False

    @property
    def model(self) -> type[Model]:
        return apps.get_model("catalog", self.noun)

    @property
    def source_path(self) -> str:
        """The path from the row to the sources that say it; "" where none does."""
        return "citations__source" if self.citation else self.source


# In the order of the API and of the choice of a citation's field.
FIELDS = {
    field.name: field
    for field in (
        Field("title", place=Place.HEAD, required=True, needs_source=False),
        Field("original_title", place=Place.HEAD),
        Field("original_title_language", empty=None, place=Place.HEAD),
        Field(
            "year", empty=None, place=Place.HEAD, takes_citations=False, derived_from="release_date", needs_source=False
        ),
        Field(
            "logline",
            place=Place.HEAD,
            need=Need("logline", _("no logline"), _("Write one sentence that tells the premise.")),
        ),
        Field(
            "runtime_minutes",
            empty=None,
            place=Place.FACTS,
            takes_citations=False,
            of_version=True,
            need=Need("runtime", _("no running time"), _("Write it in the leading version.")),
        ),
        Field("sound", takes_citations=False, of_version=True),
        Field("colour", takes_citations=False, of_version=True),
        Field("kind"),
        Field("status"),
        Field(
            "countries",
            empty=(),
            place=Place.FACTS,
            need=Need("countries", _("no country"), _("Choose where its producing companies sit.")),
        ),
        Field(
            "languages",
            empty=(),
            place=Place.FACTS,
            takes_citations=False,
            of_version=True,
            need=Need(
                "languages", _("no language"), _("Choose in the leading version what is spoken, or its intertitles.")
            ),
        ),
        Field("genres", empty=(), place=Place.FACTS, need=Need("genres", _("no genre"), _("Choose one or more."))),
        Field("subjects", empty=(), place=Place.FACTS),
        # Its sources are those of the releases.
        Field(
            "release_date",
            empty=None,
            place=Place.FACTS,
            needs_source=False,
            need=Need("date", _("no date"), _("Date a release, or give “first shown”; a year alone will do.")),
        ),
    )
}

# A row stands after those it refers to. Histories tell the rows in this order.
ROWS = {
    row.noun: row
    for row in (
        RowKind("version", "versions", place=Place.SECTION, citation="version", api="versions", label=_("versions")),
        RowKind("versionlanguage", path="version__film"),
        RowKind("copy", "copies", at_desk=True),
        RowKind("copylanguage", path="copy__film", at_desk=True),
        RowKind("title", "titles", place=Place.FACTS, citation="title", api="titles", label=_("other titles")),
        RowKind("externalid", "external_ids", place=Place.FACTS, api="external_ids"),
        RowKind(
            "filmwork",
            "film_works",
            place=Place.FACTS,
            citation="film_work",
            shows=("work__authors", "work__citations__source"),
            api="based_on",
            label=_("works it is based on"),
            name_relations=("work",),
        ),
        RowKind(
            "filmcompany",
            "film_companies",
            place=Place.FACTS,
            citation="film_company",
            shows=("company",),
            api="companies",
            label=_("companies"),
            name_relations=("company", "role"),
        ),
        RowKind(
            "credit",
            "credits",
            place=Place.FACTS,
            citation="credit",
            shows=("person",),
            api="credits",
            label=_("credits"),
            name_relations=("person", "job"),
        ),
        RowKind(
            "release",
            "releases",
            place=Place.SECTION,
            citation="release",
            api="releases",
            label=_("releases"),
            name_relations=("country",),
        ),
        RowKind(
            "relation",
            "relations",
            place=Place.FACTS,
            citation="relation",
            api="relations",
            label=_("relations to other films"),
            name_relations=("other_film",),
        ),
        RowKind(
            "award",
            "awards",
            place=Place.SECTION,
            citation="award",
            shows=("recipients",),
            api="awards",
            label=_("awards"),
        ),
        RowKind("synopsis", "synopses", place=Place.SECTION, source="source", shows=("source",), api="synopses"),
        RowKind("article", "articles", place=Place.SECTION, source="source", shows=("source",), api="articles"),
        RowKind("event", "events", place=Place.SECTION, citation="event", api="events", label=_("events of the story")),
        RowKind("eventcharacter", path="event__film"),
        RowKind("question", "questions", place=Place.SECTION, source="readings__source", api="questions"),
        RowKind("reading", path="question__film", source="source", shows=("source",)),
        RowKind(
            "outsiderating",
            "outside_ratings",
            place=Place.SECTION,
            api="outside_ratings",
        ),
        RowKind("image", "images", place=Place.SECTION, source="source", shows=("source",), api="images"),
        RowKind("citation", "citations", source="source", shows=("source",), api="citations"),
        RowKind("alignmentcorrection", path="left__film"),
        RowKind("vote", "votes", by_visitors=True),
        RowKind("ratingsummary", "rating", place=Place.SECTION, api="rating", by_visitors=True),
        RowKind("comment", "comments", place=Place.SECTION, by_visitors=True),
        RowKind("proposal", "proposals", by_visitors=True),
        RowKind("proposedreading", path="proposal__film", by_visitors=True),
    )
}

MANY_TO_MANY_FIELDS = tuple(field.name for field in FIELDS.values() if field.is_many)
CITED_FIELDS = tuple(field.name for field in FIELDS.values() if field.takes_citations)
# By the citation's foreign key.
CITED_ROWS = {row.citation: row for row in ROWS.values() if row.citation}
# What a query joins so that each citation can name its row.
CITED_ROW_RELATIONS = tuple(
    path for key, row in CITED_ROWS.items() for path in (key, *(f"{key}__{name}" for name in row.name_relations))
)


# The fields of a version for which a source can be cited alone; a citation of the version without a field is for all of them.
VERSION_FIELDS = {
    "kinds": _("how it differs"),
    "publication": _("how it came out"),
    "date": _("date"),
    "runtime_minutes": _("running time"),
    "length_metres": _("length"),
    "frames_per_second": _("frames a second"),
    "gauge": _("gauge or format"),
    "sound": _("sound"),
    "colour": _("colour"),
    "aspect_ratio": _("aspect ratio"),
    "languages": _("languages"),
    "countries": _("countries"),
}


@dataclass(frozen=True)
class EntryField:
    """A field of a person, a company or a work that visitors see, and that sources can be cited for.

    `needs_source` says whether it counts among the facts that should have a source: what something is called need not.
    `row_citation` is the foreign key of the citations of one of its rows alone; "" where it has no rows that are cited.
    """

    noun: str
    name: str
    needs_source: bool = True
    row_citation: str = ""

    @property
    def model_field(self) -> Any:
        return apps.get_model("catalog", self.noun)._meta.get_field(self.name)

    @property
    def label(self) -> str:
        """What people call it: `place of birth`."""
        field = self.model_field
        return str(field.related_model._meta.verbose_name_plural if field.one_to_many else field.verbose_name)

    def value_of(self, entry: Model) -> Any:
        """The value that an entry has: of a field with several, the list of its rows."""
        value = getattr(entry, self.name)
        return list(value.all()) if self.model_field.one_to_many or self.model_field.many_to_many else value


def fields_of_entry(noun: str, name: str, *names: str) -> dict[str, EntryField]:
    """Return the fields of a noun by name; the first is what it is called."""
    return {name: EntryField(noun, name, needs_source=False)} | {
        field: EntryField(noun, field, row_citation=ENTRY_ROWS.get((noun, field), "")) for field in names
    }


# Fields that are rows, and the foreign key of the citations of one row; a citation of the field itself is for all of its rows.
ENTRY_ROWS = {("person", "names"): "person_name"}


# What else than films has fields with sources, in the order in which forms and pages name them.
ENTRIES = {
    "person": fields_of_entry(
        "person", "name", "names", "born", "birthplace", "died", "deathplace", "nationalities", "biography"
    ),
    "company": fields_of_entry("company", "name", "other_names", "country", "seat", "parent", "founded", "dissolved"),
    "work": fields_of_entry("work", "title", "kind", "year", "authors"),
}


def cited_field_choices() -> list[tuple[str, str | Promise]]:
    """The fields that a source can be cited for, of a film and of its versions, as (name, label)."""
    labels = VERSION_FIELDS | {name: FIELDS[name].label for name in CITED_FIELDS}
    return [(name, labels[name]) for name in dict.fromkeys((*CITED_FIELDS, *VERSION_FIELDS))]

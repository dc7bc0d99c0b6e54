"""What a film may lack, part by part: `lacks_by_name` is the table of it.

A film has a hundred points of completeness, and loses some for each of its lacks: what is missing costs what it weighs, and the
weights of all that every film has make a hundred; what stands there without a source, an open question and an uncertain detail cost
two points; what is known to be unknown costs nothing, since nobody can mend it. What a film lacks is stored: see lacks.py.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from catalog.models.choices import MissingReason, State
from catalog.models.claims import ROW_KEYS, Citation, Question, QuestionStatus
from catalog.models.credits import ACTING, DIRECTOR, Credit
from catalog.models.external_ids import ExternalId
from catalog.models.facts import CITED_ROWS, FIELDS, Field
from catalog.models.films import Film
from catalog.models.images import Image, ImageKind
from catalog.models.releases import Release
from catalog.models.synopses import Synopsis
from catalog.models.versions import Version

WHOLE = 100
# The points that a detail costs: something without a source, an open question.
DETAIL = 2


class LackKind(models.TextChoices):
    """How a film lacks something."""

    MISSING = "missing", _("missing")
    UNSOURCED = "unsourced", _("without a source")
    DISPUTED = "disputed", _("disputed")
    UNKNOWN = "unknown", _("known to be unknown")


class FilmPartName(models.TextChoices):
    """The parts of a film of which the desk tells how complete they are, in the order of its form."""

    FILM = "film", _("the film itself")
    VERSIONS = "versions", _("versions")
    IDS = "ids", _("titles and outside ids")
    COMPANIES = "companies", _("works, companies and relations")
    CREDITS = "credits", _("credits")
    RELEASES = "releases", _("releases and awards")
    TEXTS = "texts", _("texts")
    STORY = "story", _("story and questions")
    PICTURES = "pictures", _("pictures")


PART_OF_ROW = {
    "version": FilmPartName.VERSIONS,
    "title": FilmPartName.IDS,
    "film_work": FilmPartName.COMPANIES,
    "film_company": FilmPartName.COMPANIES,
    "relation": FilmPartName.COMPANIES,
    "credit": FilmPartName.CREDITS,
    "release": FilmPartName.RELEASES,
    "award": FilmPartName.RELEASES,
    "event": FilmPartName.STORY,
}
# The points that a film loses for what it has not got at all; together a hundred.
WEIGHTS = {
    "director": 14,
    "synopsis": 14,
    "cast": 10,
    "date": 10,
    "poster": 10,
    "countries": 6,
    "genres": 6,
    "ids": 6,
    "languages": 6,
    "logline": 6,
    "release": 6,
    "runtime": 6,
}


@dataclass(frozen=True)
class Lack:
    """Something that films lack: those that a `condition` holds for, or those with `rows` that lack something.

    `name` stands in addresses of the desk, `label` says what is lacking, `remedy` how to mend it. `part` is where in the film.
    """

    name: str
    label: str | Promise
    remedy: str | Promise
    part: str
    condition: Q | Exists | None = None
    rows: QuerySet[Any] | None = None
    kind: str = LackKind.MISSING

    @property
    def weight(self) -> int:
        """The points that it costs."""
        return 0 if self.kind == LackKind.UNKNOWN else WEIGHTS.get(self.name, DETAIL)

    @property
    def number(self) -> Any:
        """The expression of how often a film lacks it: the number of its rows, else 1 or 0."""
        if self.rows is None:
            return Case(When(self.condition, then=1), default=0, output_field=IntegerField())
        rows = self.rows.filter(film=OuterRef("pk")).order_by().values("film").annotate(number=Count("pk"))
        return Coalesce(Subquery(rows.values("number")), 0)


def none_of(rows: Any) -> Any:
    """The condition that a film has none of these rows."""
    return ~Exists(rows.filter(film=OuterRef("pk")))


def empty_condition(field: Field) -> Any:
    """The condition that a film has nothing in a field of the table of facts."""
    if field.is_many:
        return none_of(getattr(Film, field.name).through.objects)
    return Q(**{f"{field.name}__isnull": True} if field.empty is None else {field.name: field.empty})


def part_of(field: Field) -> str:
    return FilmPartName.VERSIONS if field.of_version else FilmPartName.FILM


def lacks_of_fields() -> Iterator[Lack]:
    """Yield the fields of the table of facts that a film should not lack."""
    for field in FIELDS.values():
        if field.need:
            yield Lack(*field.need, part_of(field), empty_condition(field))


def lacks_of_row_sources() -> Iterator[Lack]:
    """Yield the rows of the table of facts without a source."""
    models_by_key = {key: CITED_ROWS[key].model for key in ROW_KEYS}
    for key, model in models_by_key.items():
        row = CITED_ROWS[key]
        rows = model._base_manager.filter(citations__isnull=True)
        if key == "version":
            rows = rows.exclude(Exists(Version.objects.saying_nothing().filter(pk=OuterRef("pk"))))
        label = format_lazy(_("{rows} without a source"), rows=row.label)
        yield Lack(f"uncited_{row.relation}", label, CITE_ROW, PART_OF_ROW[key], rows=rows, kind=LackKind.UNSOURCED)


def lacks_of_field_sources() -> Iterator[Lack]:
    """Yield the fields of the table of facts with a value and no source."""
    for field in FIELDS.values():
        if field.of_version:
            citations = Citation.objects.filter(version__leads=True, field__in=["", field.name])
            remedy = CITE_VERSION
        elif field.takes_citations and field.needs_source:
            citations = Citation.objects.filter(field=field.name, version__isnull=True)
            remedy = CITE_FIELD
        else:
            continue
        condition = ~empty_condition(field) & none_of(citations)
        label = format_lazy(_("no source for the {field}"), field=field.label)
        yield Lack(f"uncited_{field.name}", label, remedy, part_of(field), condition, kind=LackKind.UNSOURCED)


PUBLISHED = {"state": State.PUBLISHED}
CITE_ROW = _("Choose its sources in its row.")
CITE_VERSION = _("Choose it in the leading version, or add it under “Sources of the film's fields”.")
CITE_FIELD = _("Add it under “Sources of the film's fields”.")


@cache
def lacks_by_name() -> dict[str, Lack]:
    """Return the table of lacks by name, in the order in which the desk tells them."""
    lacks = [
        Lack(
            "release",
            _("no release"),
            _("Add one under “Releases”."),
            FilmPartName.RELEASES,
            none_of(Release.objects),
        ),
        Lack(
            "director",
            _("no director"),
            _("Add a credit with the job Director; where the name is missing, say why."),
            FilmPartName.CREDITS,
            none_of(Credit.objects.filter(job__code=DIRECTOR)),
        ),
        Lack(
            "cast",
            _("no cast"),
            _("Add credits with the job Actor."),
            FilmPartName.CREDITS,
            none_of(Credit.objects.filter(job__department__code=ACTING)),
        ),
        *lacks_of_fields(),
        Lack(
            "synopsis",
            _("no published synopsis"),
            _("Write one below, and publish it."),
            FilmPartName.TEXTS,
            none_of(Synopsis.objects.filter(**PUBLISHED)),
        ),
        Lack(
            "lead",
            _("no leading synopsis"),
            _("Mark one published synopsis as “lead”: the film's page shows it."),
            FilmPartName.TEXTS,
            Q(Exists(Synopsis.objects.filter(film=OuterRef("pk"), **PUBLISHED)))
            & none_of(Synopsis.objects.filter(lead=True, **PUBLISHED)),
        ),
        Lack(
            "poster",
            _("no published poster"),
            _("Upload one under “Images”, and publish it."),
            FilmPartName.PICTURES,
            none_of(Image.objects.filter(kind=ImageKind.POSTER, **PUBLISHED)),
        ),
        Lack(
            "picture_terms",
            _("pictures that don't say whose they are and under which terms"),
            _("Fill in “credit line” and “licence”."),
            FilmPartName.PICTURES,
            rows=Image.objects.filter(Q(credit_line="") | Q(licence="")),
        ),
        Lack(
            "ids",
            _("no outside id"),
            _("Add its IMDb, TMDB or Wikidata id."),
            FilmPartName.IDS,
            none_of(ExternalId.objects),
        ),
        Lack(
            "names",
            _("credits whose name is missing"),
            _("Where another source has the name, choose the person and cite that source."),
            FilmPartName.CREDITS,
            rows=Credit.objects.filter(missing_reason__in=[MissingReason.STRIPPED, MissingReason.UNKNOWN]),
            kind=LackKind.UNKNOWN,
        ),
        Lack(
            "questions",
            _("open questions"),
            _("Weigh the readings, and rule on them."),
            FilmPartName.STORY,
            rows=Question.objects.filter(status=QuestionStatus.OPEN),
            kind=LackKind.DISPUTED,
        ),
        *lacks_of_row_sources(),
        *lacks_of_field_sources(),
    ]
    return {lack.name: lack for lack in lacks}


def completeness_of(names: Iterable[str]) -> int:
    """Return the points that a film with these lacks has left."""
    return max(0, WHOLE - sum(lacks_by_name()[name].weight for name in names))

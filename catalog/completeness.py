"""What a film lacks, and how an editor mends it. One table: the desk's list, its filter and the film's page read it."""

from dataclasses import dataclass

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce

from catalog.models import (
    Citation,
    Credit,
    ExternalId,
    Film,
    Image,
    ImageKind,
    MissingReason,
    Question,
    QuestionStatus,
    Release,
    State,
    Synopsis,
)
from catalog.models.claims import ROW_KEYS
from catalog.models.credits import ACTING
from catalog.models.facts import CITED_ROWS, FIELDS


@dataclass(frozen=True)
class Lack:
    """Something that a film lacks: either `condition` holds for the film, or it has `rows` that lack something."""

    name: str
    label: str
    remedy: str
    condition: Q | Exists | None = None
    rows: QuerySet | None = None

    @property
    def holds(self):
        if self.rows is None:
            return self.condition
        return Q(Exists(self.rows.filter(film=OuterRef("pk"))))

    @property
    def times(self):
        """How often the film lacks it: the number of its rows, else 1 or 0."""
        if self.rows is None:
            return Case(When(self.condition, then=1), default=0, output_field=IntegerField())
        rows = self.rows.filter(film=OuterRef("pk")).order_by().values("film").annotate(times=Count("pk"))
        return Coalesce(Subquery(rows.values("times")), 0)


def none_of(rows):
    """The condition that a film has none of these rows."""
    return ~Exists(rows.filter(film=OuterRef("pk")))


def is_empty(field):
    """The condition that a field of a film is empty."""
    if field.is_many:
        return none_of(getattr(Film, field.name).through.objects)
    return Q(**{f"{field.name}__isnull": True} if field.empty is None else {field.name: field.empty})


def field_lacks():
    """The fields that a film should not lack."""
    return [Lack(*field.need, is_empty(field)) for field in FIELDS.values() if field.need]


def uncited_rows():
    """Rows that could have a source and have none."""
    for row in map(CITED_ROWS.get, ROW_KEYS):
        rows = row.model.objects.filter(citations__isnull=True)
        yield Lack(f"uncited_{row.relation}", f"{row.label} without a source", CITE, rows=rows)


def uncited_fields():
    """Fields that are filled and could have a source, and have none."""
    for field in FIELDS.values():
        if field.cited and field.needs_source:
            uncited = ~is_empty(field) & none_of(Citation.objects.filter(field=field.name))
            yield Lack(f"uncited_{field.name}", f"no source for the {field.label}", CITE_FIELD, uncited)


PUBLISHED = {"state": State.PUBLISHED}
CITE = "Choose its sources in its row."
CITE_FIELD = "Add it under “Sources of the film's fields”."
LACKS = {
    lack.name: lack
    for lack in (
        Lack("release", "no release", "Add one under “Releases”.", none_of(Release.objects)),
        Lack(
            "director",
            "no director",
            "Add a credit with the job Director; where the name is missing, say why.",
            none_of(Credit.objects.filter(job__name="Director")),
        ),
        Lack(
            "cast",
            "no cast",
            "Add credits with the job Actor.",
            none_of(Credit.objects.filter(job__department__name=ACTING)),
        ),
        *field_lacks(),
        Lack(
            "synopsis",
            "no published synopsis",
            "Write one below, and publish it.",
            none_of(Synopsis.objects.filter(**PUBLISHED)),
        ),
        Lack(
            "lead",
            "no leading synopsis",
            "Mark one published synopsis as “lead”: the film's page shows it.",
            Q(Exists(Synopsis.objects.filter(film=OuterRef("pk"), **PUBLISHED)))
            & none_of(Synopsis.objects.filter(lead=True, **PUBLISHED)),
        ),
        Lack(
            "poster",
            "no published poster",
            "Upload one under “Images”, and publish it.",
            none_of(Image.objects.filter(kind=ImageKind.POSTER, **PUBLISHED)),
        ),
        Lack(
            "picture_terms",
            "pictures that don't say whose they are and under which terms",
            "Fill in “credit line” and “licence”.",
            rows=Image.objects.filter(Q(credit_line="") | Q(licence="")),
        ),
        Lack("ids", "no outside id", "Add its IMDb, TMDB or Wikidata id.", none_of(ExternalId.objects)),
        Lack(
            "names",
            "credits whose name is missing",
            "Where another source has the name, choose the person and cite that source.",
            rows=Credit.objects.filter(missing_reason__in=[MissingReason.STRIPPED, MissingReason.UNKNOWN]),
        ),
        Lack(
            "questions",
            "open questions",
            "Weigh the readings, and rule on them.",
            rows=Question.objects.filter(status=QuestionStatus.OPEN),
        ),
        *uncited_rows(),
        *uncited_fields(),
    )
}


def with_lacks(films, names):
    """Annotate films with `lacks_<name>`: whether they lack it."""
    return films.annotate(
        **{f"lacks_{name}": ExpressionWrapper(LACKS[name].holds, output_field=BooleanField()) for name in names}
    )


def lacking(films, name):
    """The films that lack something, by its name in the table."""
    return films.filter(LACKS[name].holds)


def lacks(film):
    """What the film lacks, as (lack, how often), in one query."""
    # A prefix keeps the names clear of the film's own fields.
    times = {f"times_{name}": lack.times for name, lack in LACKS.items()}
    numbers = Film.objects.filter(pk=film.pk).values(**times).first() or {}
    return [(lack, numbers[f"times_{name}"]) for name, lack in LACKS.items() if numbers.get(f"times_{name}")]

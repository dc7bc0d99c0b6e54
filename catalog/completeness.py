"""What a film lacks, and how an editor mends it: read by the desk's list of films, its filter and a film's form."""

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
    Version,
)
from catalog.models.claims import ROW_KEYS
from catalog.models.credits import ACTING, DIRECTOR
from catalog.models.facts import CITED_ROWS, FIELDS


@dataclass(frozen=True)
class Lack:
    """Something that films lack: those that a `condition` holds for, or those with `rows` that lack something.

    `name` stands in addresses of the desk, `label` says what is lacking, `remedy` how to mend it.
    """

    name: str
    label: str
    remedy: str
    condition: Q | Exists | None = None
    rows: QuerySet | None = None

    @property
    def film_condition(self):
        """The condition on the films that lack it."""
        if self.rows is None:
            return self.condition
        return Q(Exists(self.rows.filter(film=OuterRef("pk"))))

    @property
    def number(self):
        """The expression of how often a film lacks it: the number of its rows, else 1 or 0."""
        if self.rows is None:
            return Case(When(self.condition, then=1), default=0, output_field=IntegerField())
        rows = self.rows.filter(film=OuterRef("pk")).order_by().values("film").annotate(number=Count("pk"))
        return Coalesce(Subquery(rows.values("number")), 0)


def none_of(rows):
    """The condition that a film has none of these rows."""
    return ~Exists(rows.filter(film=OuterRef("pk")))


def empty_condition(field):
    """The condition that a film has nothing in a field of the table of facts."""
    if field.is_many:
        return none_of(getattr(Film, field.name).through.objects)
    return Q(**{f"{field.name}__isnull": True} if field.empty is None else {field.name: field.empty})


def lacks_of_fields():
    """The fields of the table of facts that a film should not lack."""
    return [Lack(*field.need, empty_condition(field)) for field in FIELDS.values() if field.need]


def lacks_of_row_sources():
    """Rows of the table of facts without a source."""
    for key in ROW_KEYS:
        row = CITED_ROWS[key]
        rows = row.model.objects.filter(citations__isnull=True)
        if key == "version":
            rows = rows.exclude(Exists(Version.objects.saying_nothing().filter(pk=OuterRef("pk"))))
        yield Lack(f"uncited_{row.relation}", f"{row.label} without a source", CITE_ROW, rows=rows)


def lacks_of_field_sources():
    """Fields of the table of facts with a value and no source."""
    for field in FIELDS.values():
        label = f"no source for the {field.label}"
        if field.of_version:
            citations = Citation.objects.filter(version__leads=True, field__in=["", field.name])
            yield Lack(f"uncited_{field.name}", label, CITE_VERSION, ~empty_condition(field) & none_of(citations))
        elif field.takes_citations and field.needs_source:
            citations = Citation.objects.filter(field=field.name, version__isnull=True)
            yield Lack(f"uncited_{field.name}", label, CITE_FIELD, ~empty_condition(field) & none_of(citations))


PUBLISHED = {"state": State.PUBLISHED}
CITE_ROW = "Choose its sources in its row."
CITE_VERSION = "Choose it in the leading version, or add it under “Sources of the film's fields”."
CITE_FIELD = "Add it under “Sources of the film's fields”."
LACKS = {
    lack.name: lack
    for lack in (
        Lack("release", "no release", "Add one under “Releases”.", none_of(Release.objects)),
        Lack(
            "director",
            "no director",
            "Add a credit with the job Director; where the name is missing, say why.",
            none_of(Credit.objects.filter(job__code=DIRECTOR)),
        ),
        Lack(
            "cast",
            "no cast",
            "Add credits with the job Actor.",
            none_of(Credit.objects.filter(job__department__code=ACTING)),
        ),
        *lacks_of_fields(),
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
        *lacks_of_row_sources(),
        *lacks_of_field_sources(),
    )
}


def with_lacks(films, names):
    """Annotate films with `lacks_<name>` for each name of a lack: whether they lack it."""
    conditions = {f"lacks_{name}": LACKS[name].film_condition for name in names}
    return films.annotate(
        **{name: ExpressionWrapper(condition, output_field=BooleanField()) for name, condition in conditions.items()}
    )


def lacking(films, name):
    """Films with a lack of this name."""
    return films.filter(LACKS[name].film_condition)


def lacks(film):
    """Return what the film lacks, as [(lack, how often)], in one query."""
    # A prefix keeps the names clear of the film's own fields.
    expressions = {f"number_{name}": lack.number for name, lack in LACKS.items()}
    numbers = Film.objects.filter(pk=film.pk).values(**expressions).first() or {}
    return [(lack, numbers[f"number_{name}"]) for name, lack in LACKS.items() if numbers.get(f"number_{name}")]

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
    FilmField,
    Image,
    ImageKind,
    MissingReason,
    Question,
    QuestionStatus,
    Release,
    State,
    Synopsis,
)
from catalog.models.credits import ACTING


@dataclass(frozen=True)
class Lack:
    """Something that a film lacks: either `condition` holds for the film, or it has `rows` that lack something."""

    name: str
    what: str
    mend: str
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
    return ~Exists(rows.filter(film=OuterRef("pk")))


def none_chosen(field):
    return none_of(getattr(Film, field).through.objects)


def uncited(field, given):
    """The condition that a film says something in a field, and no source for it."""
    return given & none_of(Citation.objects.filter(field=field))


def without_source(model):
    return model.objects.filter(citations__isnull=True)


PUBLISHED = {"state": State.PUBLISHED}
CITE = "Choose its sources in its row."
CITE_FIELD = "Add it under “Sources of the film's fields”."
LACKS = {
    lack.name: lack
    for lack in (
        Lack("release", "no release", "Add one under “Releases”.", none_of(Release.objects)),
        Lack(
            "date",
            "no date",
            "Date a release, or give “first shown”; a year alone will do.",
            Q(release_date__isnull=True),
        ),
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
        Lack("runtime", "no running time", "Write it in whole minutes.", Q(runtime_minutes__isnull=True)),
        Lack("countries", "no country", "Choose where its producing companies sit.", none_chosen("countries")),
        Lack("languages", "no language", "Choose what is spoken in it.", none_chosen("languages")),
        Lack("genres", "no genre", "Choose one or more.", none_chosen("genres")),
        Lack("logline", "no logline", "Write one sentence that tells the premise.", Q(logline="")),
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
        *(
            Lack(
                f"uncited_{row}",
                f"{what} without a source",
                CITE,
                rows=without_source(Film._meta.get_field(row).related_model),
            )
            for row, what in (
                ("credits", "credits"),
                ("releases", "releases"),
                ("film_companies", "companies"),
                ("film_works", "works it is based on"),
                ("awards", "awards"),
                ("titles", "other titles"),
                ("events", "events of the story"),
            )
        ),
        *(
            Lack(f"uncited_{field.value}", f"no source for the {field.label}", CITE_FIELD, uncited(field, given))
            for field, given in (
                (FilmField.ORIGINAL_TITLE, ~Q(original_title="")),
                (FilmField.LOGLINE, ~Q(logline="")),
                (FilmField.RUNTIME, Q(runtime_minutes__isnull=False)),
                (FilmField.COUNTRIES, ~none_chosen("countries")),
                (FilmField.LANGUAGES, ~none_chosen("languages")),
                (FilmField.GENRES, ~none_chosen("genres")),
            )
        ),
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
    times = {name: lack.times for name, lack in LACKS.items()}
    # A prefix keeps the names clear of the film's own fields.
    found = Film.objects.filter(pk=film.pk).values(**{f"times_{name}": one for name, one in times.items()}).first()
    return [(lack, found[f"times_{name}"]) for name, lack in LACKS.items() if found and found[f"times_{name}"]]

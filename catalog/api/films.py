from collections import Counter

from django.db.models import Count, F

from catalog import according
from catalog.api.awards import AwardViewSet
from catalog.api.citations import CitationViewSet
from catalog.api.core.fields import (
    COUNTRY_CODE,
    ApiUrl,
    Choice,
    CountryCode,
    CountryCodes,
    Instant,
    Integer,
    OptionalText,
    PageUrl,
    PartialDate,
    ReadSerializer,
    Tags,
    Text,
    field_for_column,
)
from catalog.api.core.parameters import NamesField, according_to, spoiler_max
from catalog.api.core.refs import (
    CitedField,
    CountryAsEntered,
    OutsideId,
    PersonRef,
    VersionId,
    prefetch_cited_fields,
    prefetch_ids,
)
from catalog.api.core.viewsets import ReadViewSet, according_source, narrow_rows, prefetch_list
from catalog.api.credits import CreditViewSet
from catalog.api.events import EventViewSet
from catalog.api.genres import GenreSerializer
from catalog.api.images import ImageViewSet, Picture, visible_images
from catalog.api.outside_ratings import OutsideRatingViewSet
from catalog.api.questions import QuestionViewSet
from catalog.api.ratings import RatingSerializer
from catalog.api.relations import RelationViewSet
from catalog.api.releases import ReleaseViewSet
from catalog.api.subjects import SubjectRef
from catalog.api.texts import ArticleViewSet, SynopsisViewSet
from catalog.api.titles import TitleViewSet
from catalog.api.versions import VersionViewSet
from catalog.filters import CHOICE_FILTERS, FilmApiFilter
from catalog.models import (
    ExternalId,
    Film,
    FilmCompany,
    FilmWork,
    ImageKind,
    SpoilerLevel,
    WorkKind,
    facts,
)

# The parts that `include` adds to a film: relation → route.
PARTS = {
    "credits": CreditViewSet,
    "releases": ReleaseViewSet,
    "synopses": SynopsisViewSet,
    "articles": ArticleViewSet,
    "images": ImageViewSet,
    "questions": QuestionViewSet,
    "citations": CitationViewSet,
    "titles": TitleViewSet,
    "awards": AwardViewSet,
    "events": EventViewSet,
    "versions": VersionViewSet,
    "relations": RelationViewSet,
    "outside_ratings": OutsideRatingViewSet,
}
MOST_PART_ROWS = 2000


class FilmCompanySerializer(ReadSerializer):
    """What a company did for a film, and where."""

    id = Integer(source="company_id")
    name = Text(source="company.name")
    role = Text(
        source="role_id", help_text="A code, such as production: they are in docs/api.md, and editors may add others."
    )
    role_name = Text(source="role.name")
    credited_as = OptionalText(help_text="The name in the film's credits; null where it is the company's.")
    territory = CountryCode(help_text=f"{COUNTRY_CODE} null: not known, or everywhere.")
    territory_as_entered = CountryAsEntered(allow_null=True, source="territory")
    version = VersionId()
    row = Integer(source="id", help_text="The id that citations use for this row.")
    url = PageUrl(source="company")
    api_url = ApiUrl("companies", source="company")


class BasedOnSerializer(ReadSerializer):
    """A work that a film is based on."""

    id = Integer(source="work_id")
    title = Text(source="work.title")
    kind = Choice(WorkKind.choices, source="work.kind")
    year = PartialDate(source="work.year")
    authors = PersonRef(many=True, source="work.all_authors")
    external_ids = OutsideId(many=True, source="work.all_external_ids")
    citations = CitedField(
        many=True, source="work.all_citations", help_text="Which source states which field of the work."
    )
    row = Integer(source="id", help_text="The id that citations use for this row.")


class OriginalTitle(Text):
    """The title in the film itself; the same as `title` where the catalogue has no other."""

    def __init__(self):
        super().__init__(source="*", help_text=self.__doc__)

    def to_representation(self, film):
        return film.original_title or film.title


class Logline(OptionalText):
    """One sentence that tells the premise and no more; null where `spoiler_max` is 0."""

    def __init__(self):
        super().__init__(help_text=self.__doc__)

    def to_representation(self, logline):
        return super().to_representation(logline) if self.context["spoiler_max"] >= SpoilerLevel.PREMISE else None


class FilmSerializer(ReadSerializer):
    """A film. It has every key unless `fields` narrows the answer, and the parts that `include` asks for."""

    id = Integer()
    title = Text()
    original_title = OriginalTitle()
    original_title_language = OptionalText(
        source="original_title_language_id",
        help_text="The BCP 47 tag of the language that `original_title` is in, not of what is spoken; null: not known.",
    )
    logline = Logline()
    countries = CountryCodes()
    countries_as_entered = CountryAsEntered(many=True, source="all_countries")
    languages = Tags(source="all_languages", help_text="BCP 47 tags.")
    genres = GenreSerializer(many=True, source="all_genres")
    subjects = SubjectRef(many=True, source="all_subjects")
    rating = RatingSerializer(source="*")
    poster = Picture(allow_null=True, source="all_images")
    based_on = BasedOnSerializer(many=True, source="all_film_works")
    companies = FilmCompanySerializer(many=True, source="all_film_companies")
    external_ids = OutsideId(many=True, source="all_external_ids")
    url = PageUrl()
    api_url = ApiUrl("films")
    updated_at = Instant()

    def get_fields(self):
        """Add the parts, and the facts that have no field here; keep those that `requested_fields` names."""
        declared_fields = super().get_fields()
        fields = {"id": declared_fields.pop("id")}
        for name, field in facts.FIELDS.items():
            fields[name] = declared_fields.pop(name, None) or field_for_column(field.model_field)
        fields |= declared_fields
        for name, route in PARTS.items():
            fields[name] = route.serializer_class(many=True, source=f"part_{name}")
        names = self.context.get("requested_fields")
        fields = {name: field for name, field in fields.items() if names is None or name in names}
        for field in fields.values():
            field.required = False
        return fields


FIELDS = [name for name in FilmSerializer().get_fields() if name not in PARTS]


def normalize_tag(text):
    """Return a language tag with the capitals that BCP 47 recommends: pt-BR, zh-Hant."""
    language, *subtags = text.split("-")
    return "-".join([language.lower(), *(part.title() if len(part) == 4 else part.upper() for part in subtags)])


class FilmViewSet(ReadViewSet):
    """Published films, newly published first.

    `include` adds parts. A page with parts has at most 2,000 rows of them, or one film.
    """

    serializer_class = FilmSerializer
    filterset_class = FilmApiFilter
    normalizers = {
        "genre": str.lower,
        "subject": str.lower,
        **dict.fromkeys(CHOICE_FILTERS, str.lower),
        "imdb_id": str.lower,
        "language": normalize_tag,
    }
    operations = {"list": ("listFilms", "List films"), "retrieve": ("getFilm", "Read a film")}
    tag = "Films"

    source, cited_fields = None, ()

    def own_parameter_fields(self):
        fields = {"according_to": according_to()} if self.action == "retrieve" else {}
        return fields | {
            "include": NamesField(PARTS, required=False, initial=[], help_text="Parts to add to the answer."),
            "fields": NamesField(
                FIELDS,
                required=False,
                initial=FIELDS,
                help_text="The only keys to answer, besides the parts of `include`.",
            ),
            "spoiler_max": spoiler_max(),
        }

    def get_queryset(self):
        films = Film.objects.published().order_by(F("published_from").desc(), "-id")
        return films.select_related("rating") if "rating" in self.parameters["fields"] else films

    def get_object(self):
        film = super().get_object()
        self.source = according_source(film, self.parameters["according_to"])
        if self.source:
            self.cited_fields = according.empty_uncited_fields(film, self.source)
        return film

    def get_serializer_context(self):
        names = {*self.parameters["fields"], *self.parameters["include"]} if self.parameters else None
        return super().get_serializer_context() | {"requested_fields": names}

    def prefetches(self):
        spoiler_max = self.parameters["spoiler_max"]
        posters = visible_images(ImageKind.POSTER, spoiler_max)
        companies = FilmCompany.objects.in_order()
        works = (
            FilmWork.objects.select_related("work")
            .prefetch_related(
                prefetch_list("work__authors"),
                prefetch_ids("work__external_ids"),
                prefetch_cited_fields("work__citations"),
            )
            .order_by("position", "id")
        )
        lookups = {
            **{name: self.list_of(name) for name in facts.MANY_TO_MANY_FIELDS},
            "countries_as_entered": self.list_of("countries"),
            "poster": prefetch_list("images", self.according_rows(posters)),
            "based_on": prefetch_list("film_works", self.according_rows(works)),
            "companies": prefetch_list("film_companies", self.according_rows(companies)),
            "external_ids": prefetch_ids(rows=self.according_rows(ExternalId.objects.all())),
        }
        parts = [
            lookup
            for name in self.parameters["include"]
            for lookup in PARTS[name].lookups(name, self.according_rows(PARTS[name].rows(spoiler_max)))
        ]
        own_lookups = dict.fromkeys(lookups[name] for name in self.parameters["fields"] if name in lookups)
        return [*own_lookups, *parts]

    def according_rows(self, rows):
        """Return all rows, or with `according_to` those that the source says."""
        return according.rows_of_source(rows, self.source) if self.source else rows

    def list_of(self, name):
        """Return the lookup of a many-to-many field, empty where `according_to` does not say it."""
        return prefetch_list(name, according.related_rows(name, self.cited_fields) if self.source else None)

    def prefetch(self, films):
        super().prefetch(films)
        for film in films:
            for name in self.parameters["include"]:
                PARTS[name].arrange(film)
                narrow_rows(getattr(film, f"part_{name}"), self.source)

    def count_fitting(self, films):
        """Return how many films of a page fit: at least one, and together at most MOST_PART_ROWS rows of parts."""
        rows = Counter()
        for name in self.parameters["include"]:
            for owner in PARTS[name].owners:
                parts = (
                    PARTS[name]
                    .rows(self.parameters["spoiler_max"])
                    .filter(**{f"{owner}__in": [film.pk for film in films]})
                )
                rows.update(dict(parts.order_by().values_list(owner).annotate(Count("pk"))))
        total = 0
        for place, film in enumerate(films):
            total += rows[film.pk]
            if place and total > MOST_PART_ROWS:
                return place
        return len(films)

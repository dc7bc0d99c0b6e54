from collections import Counter

from django.db.models import Count, F, Prefetch

from catalog import according
from catalog.api.awards import AwardSerializer, AwardViewSet
from catalog.api.citations import CitationSerializer, CitationViewSet
from catalog.api.core.fields import (
    ApiUrl,
    Choice,
    Codes,
    Instant,
    Integer,
    OptionalText,
    PageUrl,
    PartialDate,
    Shape,
    Text,
)
from catalog.api.core.parameters import Names, according_to, spoiler_max
from catalog.api.core.refs import OutsideId, PersonRef
from catalog.api.core.viewsets import ReadViewSet, each, only, teller
from catalog.api.credits import CreditSerializer, CreditViewSet
from catalog.api.events import EventSerializer, EventViewSet
from catalog.api.genres import GenreSerializer
from catalog.api.images import ImageSerializer, ImageViewSet, Picture, shown
from catalog.api.questions import QuestionSerializer, QuestionViewSet
from catalog.api.ratings import RatingSerializer
from catalog.api.releases import ReleaseSerializer, ReleaseViewSet
from catalog.api.texts import ArticleSerializer, ArticleViewSet, SynopsisSerializer, SynopsisViewSet
from catalog.api.titles import TitleSerializer, TitleViewSet
from catalog.filters import FilmApiFilter
from catalog.models import CompanyRole, ExternalId, Film, FilmCompany, FilmWork, ImageKind, WorkKind

# The parts that `include` puts into a film, with the relation that holds each.
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
}
MOST_PART_ROWS = 3000


class FilmCompanySerializer(Shape):
    """What a company did for a film, and where."""

    id = Integer(source="company_id")
    name = Text(source="company.name")
    role = Choice(CompanyRole.choices)
    territory = OptionalText(source="territory_id", help_text="ISO 3166-1 alpha-2; null: not known, or everywhere.")
    row = Integer(source="id", help_text="What citations call this line.")
    url = PageUrl(source="company")
    api_url = ApiUrl("companies", source="company")


class BasedOnSerializer(Shape):
    """A work that a film is based on."""

    id = Integer(source="work_id")
    title = Text(source="work.title")
    kind = Choice(WorkKind.choices, source="work.kind")
    year = PartialDate(source="work.year")
    authors = PersonRef(many=True, source="work.all_authors")
    row = Integer(source="id", help_text="What citations call this line.")


class OriginalTitle(Text):
    """The title that the film itself says; the title, where there is no other."""

    def __init__(self):
        super().__init__(source="*", help_text=self.__doc__)

    def to_representation(self, film):
        return film.original_title or film.title


class FilmSerializer(Shape):
    """A film. Every key is there unless `fields` narrows the answer; the parts only where `include` asks for them."""

    id = Integer()
    title = Text()
    original_title = OriginalTitle()
    year = Integer(allow_null=True)
    logline = OptionalText(help_text="One sentence that tells the premise and gives nothing more away.")
    runtime_minutes = Integer(allow_null=True)
    countries = Codes(source="all_countries", help_text="ISO 3166-1 alpha-2, former states included.")
    languages = Codes(source="all_languages", help_text="BCP 47 tags.")
    genres = GenreSerializer(many=True, source="all_genres")
    release_date = PartialDate()
    rating = RatingSerializer(source="*")
    poster = Picture(allow_null=True, source="all_images")
    based_on = BasedOnSerializer(many=True, source="all_film_works")
    companies = FilmCompanySerializer(many=True, source="all_film_companies")
    external_ids = OutsideId(many=True, source="all_external_ids")
    url = PageUrl()
    api_url = ApiUrl("films")
    updated_at = Instant()
    credits = CreditSerializer(many=True, source="part_credits")
    releases = ReleaseSerializer(many=True, source="part_releases")
    synopses = SynopsisSerializer(many=True, source="part_synopses")
    articles = ArticleSerializer(many=True, source="part_articles")
    images = ImageSerializer(many=True, source="part_images")
    questions = QuestionSerializer(many=True, source="part_questions")
    citations = CitationSerializer(many=True, source="part_citations")
    titles = TitleSerializer(many=True, source="part_titles")
    awards = AwardSerializer(many=True, source="part_awards")
    events = EventSerializer(many=True, source="part_events")

    def get_fields(self):
        told = self.context.get("told")
        fields = {name: field for name, field in super().get_fields().items() if told is None or name in told}
        for field in fields.values():
            field.required = False
        return fields


FIELDS = [name for name in FilmSerializer._declared_fields if name not in PARTS]


def tag(text):
    """A language tag as BCP 47 recommends it: pt-BR, zh-Hant."""
    first, *others = text.split("-")
    return "-".join([first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in others)])


class FilmViewSet(ReadViewSet):
    """Published films, newly published first. `include` adds parts; a page with parts ends before 3,000 rows of them."""

    serializer_class = FilmSerializer
    filterset_class = FilmApiFilter
    folds = {"country": str.upper, "genre": str.lower, "imdb_id": str.lower, "language": tag}
    operations = {"list": ("listFilms", "List films"), "retrieve": ("getFilm", "Read a film")}
    tag = "Films"

    source, said = None, ()

    def own_parameters(self):
        told = {"according_to": according_to()} if self.action == "retrieve" else {}
        return told | {
            "include": Names(PARTS, required=False, initial=[], help_text="Parts to put into the answer."),
            "fields": Names(
                FIELDS,
                required=False,
                initial=FIELDS,
                help_text="The only keys to tell, besides the parts that `include` asks for.",
            ),
            "spoiler_max": spoiler_max(),
        }

    def get_queryset(self):
        films = Film.objects.published().order_by(F("published_from").desc(), "-id")
        return films.select_related("rating") if "rating" in self.asked["fields"] else films

    def get_object(self):
        film = super().get_object()
        self.source = teller(film, self.asked["according_to"])
        if self.source:
            self.said = according.narrow(film, self.source)
        return film

    def get_serializer_context(self):
        told = {*self.asked["fields"], *self.asked["include"]} if self.asked else None
        return super().get_serializer_context() | {"told": told}

    def related(self):
        spoilers = self.asked["spoiler_max"]
        posters = shown(ImageKind.POSTER, spoilers)
        companies = FilmCompany.objects.select_related("company").order_by("role", "position", "id")
        works = (
            FilmWork.objects.select_related("work").prefetch_related(each("work__authors")).order_by("position", "id")
        )
        lookups = {
            **{name: self.chosen(name) for name in ("countries", "languages", "genres")},
            "poster": each("images", self.told(posters)),
            "based_on": each("film_works", self.told(works)),
            "companies": each("film_companies", self.told(companies)),
            "external_ids": each("external_ids", ExternalId.objects.none() if self.source else None),
        }
        parts = [
            Prefetch(name, self.told(PARTS[name].rows(spoilers)), to_attr=f"part_{name}")
            for name in self.asked["include"]
        ]
        return [lookups[name] for name in self.asked["fields"] if name in lookups] + parts

    def told(self, rows):
        """Those of the rows that are asked for: all, or those of the source that tells the film."""
        return according.rows(rows, self.source) if self.source else rows

    def chosen(self, name):
        """The countries, languages or genres; none where the source that tells the film is not cited for them."""
        hidden = self.source and name not in self.said
        return each(name, Film._meta.get_field(name).related_model.objects.none() if hidden else None)

    def read_related(self, films):
        super().read_related(films)
        for film in films:
            for name in self.asked["include"]:
                only(getattr(film, f"part_{name}"), self.source)

    def affordable(self, films):
        """How many of a page's films fit with their parts: at least one, and no more than MOST_PART_ROWS of parts."""
        rows = Counter()
        for name in self.asked["include"]:
            parts = PARTS[name].rows(self.asked["spoiler_max"]).filter(film__in=[film.pk for film in films])
            rows.update(dict(parts.order_by().values_list("film").annotate(Count("pk"))))
        total = 0
        for place, film in enumerate(films):
            total += rows[film.pk]
            if place and total > MOST_PART_ROWS:
                return place
        return len(films)

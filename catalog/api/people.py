from catalog.api.core.fields import (
    ApiUrl,
    CountryCodes,
    Instant,
    Integer,
    Names,
    OptionalChoice,
    OptionalText,
    PageUrl,
    PartialDate,
    ReadSerializer,
    Text,
)
from catalog.api.core.parameters import spoiler_max
from catalog.api.core.refs import CitedField, CountryAsEntered, FilmRef, OutsideId, prefetch_cited_fields, prefetch_ids
from catalog.api.core.viewsets import ReadViewSet, get_visible, prefetch_list
from catalog.api.credits import CreditSerializer, CreditViewSet
from catalog.api.images import Picture, visible_images
from catalog.dates import by_date
from catalog.filters import PersonFilter
from catalog.models import ImageKind, NameKind, Person, PersonName


class OtherName(ReadSerializer):
    """Another name of a person: at birth, on the stage, a former one, another spelling; `kind` is null for any other."""

    id = Integer()
    name = Text()
    kind = OptionalChoice(NameKind.choices)


class PersonSerializer(ReadSerializer):
    """A person who made films, or whose works films are based on."""

    id = Integer()
    name = Text()
    sort_name = Text(
        help_text="As lists sort the name: what an editor entered, else what follows from the name.",
        source="filed_name",
    )
    other_names = Names(source="all_names")
    names = OtherName(many=True, source="all_names")
    born = PartialDate()
    birthplace = OptionalText()
    died = PartialDate()
    deathplace = OptionalText()
    nationalities = CountryCodes(source="all_nationalities")
    nationalities_as_entered = CountryAsEntered(many=True, source="all_nationalities")
    biography = OptionalText(help_text="Plain text; an empty line separates paragraphs.")
    portrait = Picture(allow_null=True, source="all_images")
    external_ids = OutsideId(many=True, source="all_external_ids")
    citations = CitedField(many=True, source="all_citations", help_text="Which source states which field.")
    url = PageUrl()
    api_url = ApiUrl("people")
    updated_at = Instant()


class PersonViewSet(ReadViewSet):
    """People of published films: credited, awarded, or author of a work that a film is based on. By name."""

    serializer_class = PersonSerializer
    filterset_class = PersonFilter
    operations = {"list": ("listPeople", "List people"), "retrieve": ("getPerson", "Read a person")}
    tag = "People"

    def own_parameter_fields(self):
        return {"spoiler_max": spoiler_max()}

    def get_queryset(self):
        return Person.objects.listed()

    def prefetches(self):
        portraits = visible_images(ImageKind.PORTRAIT, self.parameters["spoiler_max"])
        return [
            prefetch_list("names", PersonName.objects.public()),
            prefetch_list("nationalities"),
            prefetch_ids(),
            prefetch_cited_fields(),
            prefetch_list("images", portraits),
        ]


class PersonCreditSerializer(CreditSerializer):
    """A credit of a person, with its film."""

    film = FilmRef()


class PersonCreditViewSet(ReadViewSet):
    """A person's credits on published films, the newest film first; films without a date come last."""

    serializer_class = PersonCreditSerializer
    operations = {"list": ("listPersonCredits", "List a person's credits")}
    tag = "People"

    def get_queryset(self):
        person = get_visible(Person.objects.published().only("pk", "name"), self.kwargs["id"])
        parts = CreditViewSet.rows(None).filter(person=person).select_related("film")
        return parts.order_by(*by_date("film__release_date", descending=True), "id")

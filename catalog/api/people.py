from django.db.models import F

from catalog.api.core.fields import ApiUrl, Instant, Integer, Lines, OptionalText, PageUrl, PartialDate, Shape, Text
from catalog.api.core.parameters import spoiler_max
from catalog.api.core.refs import FilmRef, OutsideId
from catalog.api.core.viewsets import ReadViewSet, each, find
from catalog.api.credits import CreditSerializer, CreditViewSet
from catalog.api.images import Picture, shown
from catalog.filters import PersonFilter
from catalog.models import ImageKind, Person


class PersonSerializer(Shape):
    """Somebody who made films, or whose work films are made from."""

    id = Integer()
    name = Text()
    sort_name = Text()
    other_names = Lines()
    born = PartialDate()
    died = PartialDate()
    birthplace = OptionalText()
    biography = OptionalText(help_text="Plain text; an empty line parts paragraphs.")
    portrait = Picture(allow_null=True, source="all_images")
    external_ids = OutsideId(many=True, source="all_external_ids")
    url = PageUrl()
    api_url = ApiUrl("people")
    updated_at = Instant()


class PersonViewSet(ReadViewSet):
    """People whom published films credit, honour or rest on the work of, by name."""

    serializer_class = PersonSerializer
    filterset_class = PersonFilter
    operations = {"list": ("listPeople", "List people"), "retrieve": ("getPerson", "Read a person")}
    tag = "People"

    def own_parameters(self):
        return {"spoiler_max": spoiler_max()}

    def get_queryset(self):
        return Person.objects.listed()

    def related(self):
        portraits = shown(ImageKind.PORTRAIT, self.asked["spoiler_max"])
        return [each("external_ids"), each("images", portraits)]


class PersonCreditSerializer(CreditSerializer):
    """A credit of a person, with its film."""

    film = FilmRef()


class PersonCreditViewSet(ReadViewSet):
    """A person's credits on published films, the newest film first; films without a date come last."""

    serializer_class = PersonCreditSerializer
    operations = {"list": ("listPersonCredits", "List a person's credits")}
    tag = "People"

    def get_queryset(self):
        person = find(Person.objects.published().only("pk", "name"), self.kwargs["id"])
        parts = CreditViewSet.rows(None).filter(person=person).select_related("film")
        return parts.order_by(F("film__release_date").desc(nulls_last=True), "id")

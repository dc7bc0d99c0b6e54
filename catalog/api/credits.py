from catalog.api.core.fields import Integer, OptionalChoice, OptionalText, Shape, Text
from catalog.api.core.refs import CitedSource, PersonRef
from catalog.api.core.viewsets import FilmPartViewSet, each
from catalog.models import Credit, MissingReason


class CharacterRef(Shape):
    """Somebody in a film's story."""

    id = Integer()
    name = Text()


class CreditSerializer(Shape):
    """Somebody's part in a film, or a named gap: `person` is null only with a `missing_reason`."""

    id = Integer()
    person = PersonRef(allow_null=True)
    missing_reason = OptionalChoice(MissingReason.choices)
    department = Text(source="job.department.name")
    job = Text(source="job.name")
    characters = CharacterRef(many=True, source="all_characters")
    credited_as = OptionalText()
    billing_order = Integer(allow_null=True)
    sources = CitedSource(many=True, source="all_citations")


class CreditViewSet(FilmPartViewSet):
    """The credits of a film: the cast in billing order, then the crew by department and job."""

    serializer_class = CreditSerializer
    operations = {"list": ("listFilmCredits", "List a film's credits")}

    @classmethod
    def rows(cls, spoilers):
        return (
            Credit.objects.public()
            .in_order()
            .select_related("person", "job__department")
            .prefetch_related(each("characters"), each("citations", CitedSource.rows()))
        )

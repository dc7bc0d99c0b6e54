from catalog.api.core.fields import Integer, OptionalChoice, OptionalText, ReadSerializer, Text
from catalog.api.core.refs import CitedSource, PersonRef
from catalog.api.core.viewsets import FilmPartViewSet, prefetch_list
from catalog.models import Credit, MissingReason


class CharacterRef(ReadSerializer):
    """A character of a film's story."""

    id = Integer()
    name = Text()


class CreditSerializer(ReadSerializer):
    """What a person did in a film. `person` is null only with a `missing_reason`: the credit is then a named gap."""

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
    def rows(cls, spoiler_max):
        return (
            Credit.objects.public()
            .in_order()
            .select_related("person", "job__department")
            .prefetch_related(prefetch_list("characters"), prefetch_list("citations", CitedSource.rows()))
        )

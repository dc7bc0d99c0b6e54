from catalog.api.core.fields import Flag, Integer, OptionalChoice, OptionalText, ReadSerializer, Text
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
    department_code = Text(source="job.department.code")
    job = Text(source="job.name")
    job_code = Text(source="job.code", help_text="As `jobs/` has it; it stays when an editor renames the job.")
    characters = CharacterRef(many=True, source="all_characters", help_text="In the order of the credits.")
    credited_as = OptionalText()
    voice = Flag(help_text="Only the voice is theirs.")
    uncredited = Flag(help_text="The person did it, and the film's credits don't say so.")
    archive_footage = Flag(help_text="They are seen in material that was shot before.")
    segment = OptionalText(help_text="The part of an anthology that the credit is for.")
    note = OptionalText()
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

from catalog.api.core.fields import (
    Choice,
    CountryCode,
    Integer,
    OptionalChoice,
    OptionalText,
    PartialDate,
    ReadSerializer,
)
from catalog.api.core.refs import CitedSource, CountryAsEntered, VersionId
from catalog.api.core.viewsets import FilmPartViewSet, prefetch_list
from catalog.models import Decision, Release, ReleaseType


class ReleaseSerializer(ReadSerializer):
    """When and where a film came out."""

    id = Integer()
    date = PartialDate()
    country = CountryCode()
    country_as_entered = CountryAsEntered(allow_null=True, source="country")
    type = Choice(ReleaseType.choices)
    event = OptionalText()
    certification = OptionalText()
    decision = OptionalChoice(Decision.choices, help_text="What a censor decided, of `type` censorship.")
    decision_number = OptionalText()
    version = VersionId()
    note = OptionalText()
    sources = CitedSource(many=True, source="all_citations")


class ReleaseViewSet(FilmPartViewSet):
    """The releases of a film, by date; those without a date come last."""

    serializer_class = ReleaseSerializer
    operations = {"list": ("listFilmReleases", "List a film's releases")}

    @classmethod
    def rows(cls, spoiler_max):
        releases = Release.objects.public().in_order().select_related("country", "version")
        return releases.prefetch_related(prefetch_list("citations", CitedSource.rows()))

from typing import NamedTuple

from rest_framework import serializers

from catalog.api.copies import CopySerializer
from catalog.api.core.fields import (
    Choice,
    CountryCodes,
    DecimalNumber,
    Flag,
    Integer,
    OptionalChoice,
    OptionalText,
    PartialDate,
    ReadSerializer,
)
from catalog.api.core.refs import CitedSource, CountryAsEntered, LanguageInUse
from catalog.api.core.viewsets import FilmPartViewSet, prefetch_list
from catalog.models import Colour, Gauge, Publication, Sound, Source, Version, VersionKind
from catalog.models.copies import public_copies
from catalog.models.current_site import current_site
from catalog.models.facts import VERSION_FIELDS


class SourceOfVersion(NamedTuple):
    """What a source is cited for under a version: all of it, then `cited_fields` is empty, or some fields alone."""

    source: Source
    source_id: int
    missing_reason: str
    cited_fields: list[str]
    quote: str = ""
    locator: str = ""
    differs: str = ""


class SourcesOnce(serializers.ListSerializer):
    """The sources of a version, each once, although a citation stands under each field."""

    def to_representation(self, citations):
        citations_by_source = {}
        for citation in citations:
            citations_by_source.setdefault(citation.source_id, {})[citation.field] = citation
        return super().to_representation([self.together(by_field) for by_field in citations_by_source.values()])

    @staticmethod
    def together(by_field):
        """Make one of the citations of a source, {field: citation}: that of the whole version covers those of its fields."""
        citation = by_field.get("") or next(iter(by_field.values()))
        source = SourceOfVersion(citation.source, citation.source_id, citation.missing_reason, list(by_field))
        if "" not in by_field:
            return source
        return source._replace(
            cited_fields=[], quote=citation.quote, locator=citation.locator, differs=citation.differs
        )


class VersionSource(CitedSource):
    """A source that has a version; with `fields`, it says these of it and no others. `citations` quotes it for each."""

    fields = serializers.ListField(
        child=Choice(list(VERSION_FIELDS)),
        source="cited_fields",
        help_text="The fields that it says; none: it has the version as a whole.",
    )

    class Meta:
        list_serializer_class = SourcesOnce


class VersionSerializer(ReadSerializer):
    """A version of a film. What is null is not known."""

    id = Integer()
    name = OptionalText()
    kind = serializers.ListField(
        child=Choice(VersionKind.choices),
        source="kinds",
        help_text="How it differs from the film as it first came out.",
    )
    publication = OptionalChoice(Publication.choices, help_text="How it came out.")
    leads = Flag(help_text="The film has its running time, languages, colour and sound.")
    date = PartialDate()
    runtime_minutes = Integer(allow_null=True)
    runtime_seconds = Integer(allow_null=True, help_text="Those beyond the minutes, 0 to 59; null: not known.")
    length_metres = DecimalNumber(allow_null=True)
    frames_per_second = DecimalNumber(allow_null=True)
    worked_out_runtime_seconds = Integer(
        allow_null=True,
        source="worked_out_seconds",
        help_text="Where no running time is known: worked out of the length.",
    )
    worked_out_length_metres = DecimalNumber(
        allow_null=True,
        source="worked_out_metres",
        help_text="Where no length is known: worked out of the running time.",
    )
    gauge = OptionalChoice(Gauge.choices)
    sound = OptionalChoice(Sound.choices)
    colour = OptionalChoice(Colour.choices)
    aspect_ratio = OptionalText()
    languages = LanguageInUse(many=True, source="all_languages")
    countries = CountryCodes()
    countries_as_entered = CountryAsEntered(many=True, source="all_countries")
    note = OptionalText()
    sources = VersionSource(many=True, source="all_citations")

    def get_fields(self):
        """Add the copies that are held of it, where the site shows copies."""
        copies = {"copies": CopySerializer(many=True, source="public_copies")} if current_site().shows_copies else {}
        return super().get_fields() | copies


class VersionViewSet(FilmPartViewSet):
    """The versions of a film, the leading one first."""

    serializer_class = VersionSerializer
    operations = {"list": ("listFilmVersions", "List the versions of a film")}

    @classmethod
    def rows(cls, spoiler_max):
        return (
            Version.objects.public()
            .in_order()
            .prefetch_related(
                prefetch_list("countries"),
                prefetch_list("languages"),
                prefetch_list("citations", CitedSource.rows()),
                public_copies(),
            )
        )

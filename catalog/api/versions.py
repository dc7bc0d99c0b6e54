from django.conf import settings
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
from catalog.models import Colour, Gauge, Publication, Sound, Version, VersionKind
from catalog.models.copies import public_copies
from catalog.models.facts import VERSION_FIELDS


class VersionSource(CitedSource):
    """A source that has a version; with `field`, it says that of it alone."""

    field = OptionalChoice(list(VERSION_FIELDS))


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
        copies = {"copies": CopySerializer(many=True, source="public_copies")} if settings.SHOW_COPIES else {}
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

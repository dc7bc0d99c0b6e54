"""Fields and the base serializer of the answers: a field gives the schema its type, and turns a value into JSON."""

from datetime import UTC
from functools import cached_property
from operator import attrgetter

from django.db import models
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalog.dates import PartialDateField
from catalog.site_address import absolute

COUNTRY_CODE = (
    "ISO 3166-1 alpha-2, former states included; one whose two letters were given twice has its four of ISO 3166-3. "
    "For a state that has no code its successor's stands."
)


def identity(row):
    return row


class ReadSerializer(serializers.Serializer):
    """A serializer that turns rows into JSON and takes none. It reads attributes directly: a row costs a third as much."""

    @cached_property
    def columns(self):
        """[(name, function that reads the value from a row, function that turns it into JSON)]."""
        return [
            (name, identity if field.source == "*" else attrgetter(field.source), field.to_representation)
            for name, field in self.fields.items()
        ]

    def to_representation(self, row):
        values = {}
        for name, read_value, represent in self.columns:
            value = read_value(row)
            values[name] = None if value is None else represent(value)
        return values


class Verbatim:
    """Mixin of fields whose values JSON can hold unchanged."""

    def to_representation(self, value):
        return value


class Integer(Verbatim, serializers.IntegerField):
    pass


class Text(Verbatim, serializers.CharField):
    pass


class Flag(Verbatim, serializers.BooleanField):
    pass


class Choice(Verbatim, serializers.ChoiceField):
    pass


class OptionalChoice(Choice):
    """A choice, or null."""

    def __init__(self, choices, **kwargs):
        super().__init__(choices, allow_null=True, **kwargs)

    def to_representation(self, value):
        return value or None


class OptionalText(serializers.CharField):
    """A text, or null where it is empty."""

    def __init__(self, **kwargs):
        super().__init__(allow_null=True, **kwargs)

    def to_representation(self, value):
        return value or None


class Lines(serializers.ListField):
    """A text that has one name on each line, as a list."""

    child = serializers.CharField()

    def to_representation(self, value):
        return [line.strip() for line in value.splitlines() if line.strip()]


class Names(serializers.ListField):
    """The names of related rows."""

    child = serializers.CharField()

    def to_representation(self, rows):
        return [row.name for row in rows]


class DecimalNumber(serializers.FloatField):
    def to_representation(self, value):
        return float(value)


class Tags(serializers.ListField):
    """The tags of related languages."""

    child = serializers.CharField()

    def to_representation(self, languages):
        return [language.pk for language in languages]


class CountryCode(serializers.CharField):
    """The code of ISO 3166 that answers for a country or former state; null without one."""

    def __init__(self, *, help_text=COUNTRY_CODE, **kwargs):
        super().__init__(allow_null=True, help_text=help_text, **kwargs)

    def to_representation(self, country):
        return country.iso_code


class CountryCodes(serializers.ListField):
    """The codes of ISO 3166 that answer for related countries and former states, each once, in order."""

    child = serializers.CharField()

    def __init__(self, source="all_countries", **kwargs):
        super().__init__(source=source, help_text=COUNTRY_CODE, **kwargs)

    def to_representation(self, countries):
        return list(dict.fromkeys(country.iso_code for country in countries))


@extend_schema_field(
    {
        "type": "string",
        "description": "A date as precisely as it is known, in EDTF (ISO 8601-2, level 1, and of level 2 one of two dates).",
        "examples": ["2010", "2010-09-03", "1926~", "192X", "../1930", "1926/1927", "[1926,1927]"],
    }
)
class PartialDate(serializers.CharField):
    def __init__(self, **kwargs):
        super().__init__(allow_null=True, **kwargs)

    def to_representation(self, value):
        return str(value)


class Instant(serializers.DateTimeField):
    def to_representation(self, value):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


class PageUrl(serializers.URLField):
    """The address of a row's page."""

    def __init__(self, source="*", **kwargs):
        super().__init__(source=source, **kwargs)

    @cached_property
    def pages(self):
        """Addresses already made for this answer, which names one source or company many times: (model, key) → address."""
        return self.context.setdefault("pages", {})

    def to_representation(self, row):
        key = (type(row), row.pk)
        if key not in self.pages:
            self.pages[key] = absolute(row.get_absolute_url())
        return self.pages[key]


class ApiUrl(serializers.URLField):
    """The address of a row in this API; `route` is `films`, `people` and so on."""

    def __init__(self, route, source="*", **kwargs):
        self.route = route
        super().__init__(source=source, **kwargs)

    @cached_property
    def address(self):
        return absolute(f"/api/v1/{self.route}/")

    def to_representation(self, row):
        return f"{self.address}{row.pk}/"


def field_for_column(column):
    """Return the field for a column of a model that needs none of its own: a choice, date, number, flag or text."""
    if column.choices:
        return OptionalChoice(column.choices)
    if isinstance(column, PartialDateField):
        return PartialDate()
    if isinstance(column, models.BooleanField):
        return Flag(allow_null=column.null)
    if isinstance(column, models.IntegerField):
        return Integer(allow_null=column.null)
    if isinstance(column, models.CharField | models.TextField):
        return OptionalText()
    raise TypeError(f"{column} is a column without a field. Declare its field in the serializer.")

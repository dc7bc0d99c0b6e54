"""The values that filters take: numbers, codes, moments, lists, one of some choices; what can't be is refused in words."""

import re
from datetime import UTC, datetime

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_filters.fields import BaseCSVField, ModelChoiceField

from catalog.texts.numbers import MOST_DIGITS, excerpt, list_text, read_number
from catalog.vocabulary.names import explain_ambiguous_code

MOST_LISTED = 100
MOST_LETTERS_OF_A_CODE = 4
DECIMAL = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")


def invalid_choice(message):
    return {"invalid_choice": message}


def public_terms(model):
    """Return the function that a filter calls for its choices; what is not among them is refused as what never existed."""
    return lambda request: model.objects.public()


class WholeNumberField(forms.IntegerField):
    """A whole number in the digits 0 to 9: not 1.0, and no digits of other scripts."""

    def to_python(self, value):
        if value in self.empty_values:
            return None
        number = read_number(str(value).strip())
        if number is None:
            detail = _("“%(text)s” is not a whole number of at most %(digits)s figures. Write it like 12.") % {
                "text": excerpt(str(value)),
                "digits": MOST_DIGITS,
            }
            raise ValidationError(detail, code="invalid")
        return number


class DecimalNumberField(forms.DecimalField):
    """A number in the digits 0 to 9, with a point before its decimals: no 1e3, no 1_0."""

    def to_python(self, value):
        if value not in self.empty_values and not DECIMAL.fullmatch(str(value).strip()):
            raise ValidationError(
                _("“%(text)s” is not a number. Write it like 3.5.") % {"text": excerpt(str(value))}, code="invalid"
            )
        return super().to_python(value)


class ListField(BaseCSVField):
    """At most MOST_LISTED values, separated by commas."""

    def clean(self, value):
        values = super().clean(value)
        if values and None in values:
            raise ValidationError(_("A value is missing between two commas."), code="invalid")
        if values and len(values) > MOST_LISTED:
            raise ValidationError(
                _("Give at most %(most)s; these are %(count)s.") % {"most": MOST_LISTED, "count": len(values)},
                code="too_many",
            )
        return values


class CountryField(ModelChoiceField):
    """A country or former state by its code, or by a name of it in any language: US, usa, Niemcy, Weimar Republic.

    Two letters that ISO gave to two former states, and a name of several countries, are refused with the codes of all.
    """

    def to_python(self, value):
        if value in self.empty_values:
            return None
        text = str(value).strip()
        try:
            return super().to_python(text.upper() if len(text) <= MOST_LETTERS_OF_A_CODE else text.lower())
        except ValidationError as error:
            if explanation := explain_ambiguous_code(text.upper()):
                raise ValidationError(explanation, code="invalid_choice") from error
            if country := self.country_named(text):
                return country
            raise

    def country_named(self, name):
        """Return the country or state of a name, None without one; of several states of one country, that country."""
        rows = list(self.queryset.named(name))
        codes = sorted({row.iso_code for row in rows})
        if len(codes) > 1:
            choices = list_text((f"{row.pk} ({row})" for row in rows), "or")
            raise ValidationError(
                _("“%(name)s” is a name of several. Write %(choices)s.") % {"name": excerpt(name), "choices": choices},
                code="ambiguous",
            )
        return self.queryset.filter(pk__in=codes).first() if len(rows) > 1 else next(iter(rows), None)


class CountryFilter(filters.ModelChoiceFilter):
    field_class = CountryField


class InstantField(forms.DateTimeField):
    """A date and time as RFC 3339 defines; in UTC where it has no offset."""

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            instant = datetime.fromisoformat(value)
            return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            example = _("Write it as 2026-01-31T12:00:00Z; write a + in an address as %2B.")
            raise ValidationError(
                _("“%(text)s” is not a date and time.") % {"text": value} + f" {example}", code="invalid"
            ) from None


class InstantFilter(filters.Filter):
    field_class = InstantField


class IntegerFilter(filters.Filter):
    field_class = WholeNumberField

    def __init__(self, *args, minimum=0, maximum=2**31 - 1, **kwargs):
        super().__init__(*args, min_value=minimum, max_value=maximum, **kwargs)


class DecimalFilter(filters.NumberFilter):
    field_class = DecimalNumberField


class IntegersFilter(filters.BaseInFilter, IntegerFilter):
    """Whole numbers, separated by commas."""

    base_field_class = ListField


def choice_filter(choices, label, message):
    """Return the filter by a column that holds one of some choices; the message of a refusal names them all as {names}."""
    names = ", ".join(choices.values)
    return filters.ChoiceFilter(
        choices=choices.choices,
        label=label,
        empty_label=_("any"),
        error_messages=invalid_choice(format_lazy(message, names=names)),
    )

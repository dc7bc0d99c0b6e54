"""Fields of the desk's forms, for a noun and for its rows."""

from django import forms
from django.contrib.admin.widgets import (
    AdminSplitDateTime,
    AdminTextareaWidget,
    AutocompleteMixin,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.core.exceptions import ValidationError
from django.db.models import DateTimeField, IntegerField, TextField, URLField

from catalog.admin.core.partial_dates import PartialDateInput
from catalog.dates import PartialDateField
from catalog.models.external_ids import OutsideIdField
from catalog.texts.numbers import excerpt, read_number


class LinesField(forms.CharField):
    """A text of several lines, stored with the line ends that it had before a browser sent it."""

    def to_python(self, value):
        lines = super().to_python(value).replace("\r\n", "\n")
        return lines if lines.strip() else ""

    def has_changed(self, initial, data):
        return self.to_python(initial) != self.to_python(data)


class NumberField(forms.IntegerField):
    """A whole number in figures.

    Its input is one of text: browsers drop the letters that are typed into an input of numbers, so 2h13 would be sent as 213.
    """

    widget = forms.TextInput(attrs={"class": "vIntegerField", "inputmode": "numeric", "size": 6, "autocomplete": "off"})
    example = "Write it in figures, like 12."

    def to_python(self, value):
        text = str(value).strip()
        if value in self.empty_values or not text:
            return None
        number = -digits if text.startswith("-") and (digits := read_number(text[1:])) else read_number(text)
        if number is None:
            fault = "is too large" if text.isascii() and text.isdigit() else "is not a whole number"
            raise ValidationError(f"“{excerpt(text)}” {fault}. {self.example}", code="invalid")
        return number


class LabelledDateTime(AdminSplitDateTime):
    """Django's two inputs for a moment, each with a name that a screen reader says."""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for widget, label in zip(context["widget"]["subwidgets"], ("Date", "Time"), strict=True):
            widget["attrs"]["aria-label"] = label
        return context


def possible_keys(model, keys):
    """Yield the keys that the model's primary key can hold; a database may fail on others."""
    for key in keys:
        try:
            yield model._meta.pk.clean(key, None)
        except ValidationError:
            continue


def refuse_choice(field, key):
    raise ValidationError(field.error_messages["invalid_choice"], code="invalid_choice", params={"value": key})


class SafeSelectMixin(AutocompleteMixin):
    """An autocomplete that queries only keys that are possible, and what is selected once."""

    def optgroups(self, name, value, attrs=None):
        keys = tuple(possible_keys(self.field.remote_field.model, value))
        places = {str(key): place for place, key in enumerate(keys)}
        if vars(self).get("selected_keys") != keys:
            [(name_of_group, options, index), *further_groups] = super().optgroups(name, list(keys), attrs)
            # Django has them from A to Z; a field may keep the order of choice.
            options.sort(key=lambda option: places.get(str(option["value"]), -1))
            self.selected_keys, self.selected_groups = keys, [(name_of_group, options, index), *further_groups]
        return self.selected_groups


class SafeSelect(SafeSelectMixin, AutocompleteSelect):
    pass


class UnclearableMixin(AutocompleteMixin):
    """An autocomplete of several rows without the mark that clears all: it looks like one of them."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class SafeSelectMultiple(SafeSelectMixin, UnclearableMixin, AutocompleteSelectMultiple):
    pass


class SafeChoices(forms.ModelMultipleChoiceField):
    def clean(self, value):
        """Return the rows in the order in which they were chosen."""
        for key in value or ():
            if not list(possible_keys(self.queryset.model, [key])):
                refuse_choice(self, key)
        rows = {str(row.pk): row for row in super().clean(value)}
        return [rows[key] for key in dict.fromkeys(map(str, value or ())) if key in rows]


FORMFIELD_OVERRIDES = {
    DateTimeField: {"widget": LabelledDateTime},
    # Reading a date says how to write one, also where a text is too long.
    PartialDateField: {"form_class": PartialDateInput, "max_length": None},
    IntegerField: {"form_class": NumberField, "widget": NumberField.widget},
    # The address of a page is longer than the id in it, which the model's field reads.
    OutsideIdField: {"max_length": 1000},
    TextField: {"form_class": LinesField, "strip": False, "widget": AdminTextareaWidget},
    URLField: {"assume_scheme": "https"},
}

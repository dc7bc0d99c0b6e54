"""Fields of the desk's forms, for a noun and for its rows."""

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime, AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db.models import DateTimeField, IntegerField, TextField, URLField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.partial_dates import PartialDateInput
from catalog.dates import PartialDateField
from catalog.models.external_ids import OutsideIdField
from catalog.texts.names_by_language import NamesField
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
    example = _("Write it in figures, like 12.")

    def to_python(self, value):
        text = str(value).strip()
        if value in self.empty_values or not text:
            return None
        number = -digits if text.startswith("-") and (digits := read_number(text[1:])) else read_number(text)
        if number is None:
            fault = gettext("is too large") if text.isascii() and text.isdigit() else gettext("is not a whole number")
            raise ValidationError(f"“{excerpt(text)}” {fault}. {self.example}", code="invalid")
        return number


class LabelledDateTime(AdminSplitDateTime):
    """Django's two inputs for a moment, each with a name that a screen reader says."""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for widget, label in zip(context["widget"]["subwidgets"], (gettext("Date"), gettext("Time")), strict=True):
            widget["attrs"]["aria-label"] = label
        return context


FORMFIELD_OVERRIDES = {
    DateTimeField: {"widget": LabelledDateTime},
    # Reading a date says how to write one, also where a text is too long.
    PartialDateField: {"form_class": PartialDateInput, "max_length": None},
    IntegerField: {"form_class": NumberField, "widget": NumberField.widget},
    # The address of a page is longer than the id in it, which the model's field reads.
    OutsideIdField: {"max_length": 1000},
    TextField: {"form_class": LinesField, "strip": False, "widget": AdminTextareaWidget},
    NamesField: {"form_class": LinesField, "strip": False, "widget": AdminTextareaWidget(attrs={"rows": 3})},
    URLField: {"assume_scheme": "https"},
}

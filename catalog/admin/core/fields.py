"""Fields of the desk's forms, for a noun and for its rows."""

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime, AdminTextareaWidget
from django.db.models import DateTimeField, TextField, URLField

from catalog.dates import PartialDateField


class PartialDateInput(forms.CharField):
    """A date known to the year, the month or the day; the model's field reads it."""

    widget = forms.TextInput(attrs={"size": 10, "placeholder": "YYYY-MM-DD"})

    def has_changed(self, initial, data):
        return str(initial or "") != (data or "").strip()


class LinesField(forms.CharField):
    """A text of several lines, stored with the line ends that it had before a browser sent it."""

    def to_python(self, value):
        lines = super().to_python(value).replace("\r\n", "\n")
        return lines if lines.strip() else ""

    def has_changed(self, initial, data):
        return self.to_python(initial) != self.to_python(data)


class LabelledDateTime(AdminSplitDateTime):
    """Django's two inputs for a moment, each with a name that a screen reader says."""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for widget, label in zip(context["widget"]["subwidgets"], ("Date", "Time"), strict=True):
            widget["attrs"]["aria-label"] = label
        return context


FORMFIELD_OVERRIDES = {
    DateTimeField: {"widget": LabelledDateTime},
    # The model's own message says how to write a date, also where a text is too long.
    PartialDateField: {"form_class": PartialDateInput, "max_length": None},
    TextField: {"form_class": LinesField, "strip": False, "widget": AdminTextareaWidget},
    URLField: {"assume_scheme": "https"},
}

"""The desk's field for a date as people write it: it says in words how the date was read, and offers both readings of 3/4/1927."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.urls import reverse_lazy
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from catalog.dates import AmbiguousDateError, read_date
from catalog.dates.reading import MOST_TYPED

# After the name of a field: the radio buttons that choose between two readings of it.
READING = "-reading"
# In the value of such a button, between what was typed and what it is read as.
IS_READ_AS = " = "


class ReadInput(forms.TextInput):
    """An input of text beside which a script says how the address in `data-reader` reads it."""

    @property
    def media(self):
        return forms.Media(js=["js/admin-readings.js"])


class PartialDateWidget(ReadInput):
    """An input of text, how it was read in words, and a choice where it can be read in two ways."""

    def value_from_datadict(self, data, files, name):
        text = data.get(name)
        typed_text, _, edtf = data.get(name + READING, "").partition(IS_READ_AS)
        return edtf if edtf and typed_text == text else text

    def render(self, name, value, attrs=None, renderer=None):
        text = str(value or "")
        answer = reading_of(text) if text else {}
        words = format_html('<span class="date-words" role="status">{}</span>', answer.get("words", ""))
        readings = answer.get("readings", [])
        buttons = format_html_join(
            "",
            '<label><input type="radio" name="{}" value="{}"> {}</label> ',
            [(name + READING, text + IS_READ_AS + reading["edtf"], reading["words"]) for reading in readings],
        )
        choice = format_html(
            '<span class="date-choice" role="group" aria-label="{}">{}</span>', gettext("Which one?"), buttons
        )
        return format_html("{} {}{}", super().render(name, value, attrs, renderer), words, choice if readings else "")


class PartialDateInput(forms.CharField):
    """A date as precisely as it is known."""

    widget = PartialDateWidget(
        {"size": 16, "class": "partial-date", "autocomplete": "off", "data-reader": reverse_lazy("admin:read_date")}
    )

    def to_python(self, value):
        text = super().to_python(value)
        try:
            return read_date(text) if text else None
        except ValueError as error:
            raise ValidationError(str(error), code="invalid_date") from error

    def has_changed(self, initial, data):
        text, edtf = (data or "").strip(), str(initial or "")
        return text != edtf and (not text or reading_of(text).get("edtf", text) != edtf)


def reading_of(text):
    """Return {edtf, words} of a text, {readings} where it can be read in two ways, {error} where it can't be read."""
    try:
        reading = read_date(text)
    except AmbiguousDateError as error:
        return {"error": str(error), "readings": [{"edtf": str(day), "words": day.in_words} for day in error.readings]}
    except ValueError as error:
        return {"error": str(error)}
    # What it says already needs no saying.
    return {"edtf": str(reading), "words": reading.in_words if reading.in_words != text else ""}


@require_GET
def read_date_view(request):
    """Tell a script of the form how a date is read while it is typed."""
    text = request.GET.get("text", "")
    return JsonResponse(reading_of(text[: MOST_TYPED + 1]) if text.strip() else {})

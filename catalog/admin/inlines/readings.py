"""The readings of a question, typed in its row: sources, each with what it says, how, and the words of a text that say so."""

from typing import Any, ClassVar, NamedTuple

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.comboboxes import read_details, write_details
from catalog.admin.inlines.rows import RowForm
from catalog.admin.inlines.selects import RowChoices, RowSelectMixin, RowSelectMultiple, read_choice
from catalog.models import Modality, Reading, Source
from catalog.texts.quotes import anchor_at, find_quote

DETAILS = {"value": _("What it says"), "modality": _("How it says so"), "quote": _("Quote")}
# A detail that no panel shows: which saved reading it is.
KEY = "reading"
NO_TEXT = _(
    "{}: no saved text of this film says “{}” letter by letter. Copy the words from one, or leave the quote out."
)
SEVERAL_PLACES = _(
    "{}: the texts of this film say “{}” more than once. Quote more of it, or choose the place on the question’s own page."
)


class ReadingSelect(RowSelectMultiple):
    details = tuple(DETAILS.items())
    detail_choices: ClassVar = {"modality": Modality.labels}
    shown_detail = "value"

    def render(self, name, value, attrs=None, renderer=None):
        """Draw it in full also in a saved row: what each source says is seen before anybody touches the row."""
        return super(RowSelectMixin, self).render(name, value, attrs, renderer)


class TypedReading(NamedTuple):
    """A reading as a row of a question has it: the key of the saved reading or "", and the fields that were typed."""

    source: Any
    key: str
    fields: dict


class ReadingChoices(RowChoices):
    """The sources of a question's readings with what they say, in their order; a source may have several readings."""

    def keys_of(self, row, name):
        return [
            write_details(
                reading.source_id,
                {
                    KEY: str(reading.pk),
                    "value": reading.value,
                    "modality": reading.get_modality_display(),
                    "quote": reading.quote_exact,
                },
            )
            for reading in row.readings.all()
        ]

    def clean(self, value):
        return [self.read(text) for text in value or ()]

    def read(self, text):
        source_key, details = read_details(text)
        [source] = super().clean([source_key])
        key = details.pop(KEY, "")
        if not details.keys() <= DETAILS.keys():
            raise ValidationError(self.error_messages["invalid_list"], code="invalid_list")
        return TypedReading(source, key, {name: clean_detail(source, name, text) for name, text in details.items()})


def clean_detail(source, name, text):
    if name == "quote":
        return text.replace("\r\n", "\n").strip()
    place = f"{source}, {DETAILS[name].lower()}"
    field = Reading._meta.get_field(name)
    if name == "modality":
        return read_choice(field, text, place)
    try:
        return field.clean(text, None)
    except ValidationError as error:
        raise ValidationError([f"{place}: {message}" for message in error.messages]) from error


def places_of(film, source, words):
    """Return (text, place) of the texts of a film that say the words letter by letter, of those of the source alone where one does."""
    texts = [*film.synopses.all(), *film.articles.all()] if film.pk else []
    places = [(text, find_quote(text.plain_text, words)) for text in texts if words in text.plain_text]
    of_source = [(text, place) for text, place in places if text.source_id == source.pk]
    return of_source or places


def quote_fields(film, source, words):
    """Return the fields of a reading that quotes the words of one of the film's texts. Raise ValidationError without one place."""
    if not words:
        return {"synopsis": None, "article": None, "quote_exact": "", "quote_prefix": "", "quote_suffix": ""}
    places = places_of(film, source, words)
    if not places:
        raise ValidationError(NO_TEXT.format(source, words))
    if len(places) > 1 or places[0][1] is None:
        raise ValidationError(SEVERAL_PLACES.format(source, words))
    [(text, place)] = places
    exact, prefix, suffix = anchor_at(text.plain_text, *place)
    texts = {"synopsis": None, "article": None} | {text._meta.model_name: text}
    return texts | {"quote_exact": exact, "quote_prefix": prefix, "quote_suffix": suffix}


def set_readings(question, readings):
    """Make the readings of a question those that were typed, in their order; of a saved one, what wasn't typed stays."""
    saved_readings = {str(reading.pk): reading for reading in question.readings.all()}
    remaining_keys = [reading.key for reading in readings if reading.key in saved_readings]
    question.readings.exclude(pk__in=remaining_keys).delete()
    position = -1
    for source, key, fields in readings:
        reading = saved_readings.pop(key, None) or Reading(question=question, position=position + 1)
        position = max(reading.position, position)
        values = {"source_id": source.pk, "position": position} | fields
        if reading.pk is None or any(getattr(reading, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(reading, name, value)
            reading.save()


class ReadingsForm(RowForm):
    """A form of a question with its readings in one field."""

    readings = ReadingChoices(
        Source.objects.all(),
        required=False,
        label=_("Readings"),
        widget=ReadingSelect(Reading._meta.get_field("source"), admin.site),
        help_text=_("The sources that answer it, each with its answer. Without one it says nothing on it."),
    )

    def clean_readings(self):
        """Find the quotes that changed in the texts of the film."""
        readings = self.cleaned_data["readings"]
        if "readings" not in self.changed_data:
            return readings
        saved_quotes = {}
        if self.instance.pk:
            saved_quotes = {str(reading.pk): reading.quote_exact for reading in self.instance.readings.all()}
        for source, key, fields in readings:
            words = fields.pop("quote", None)
            if words is not None and words != saved_quotes.get(key, ""):
                fields |= quote_fields(self.instance.film, source, words)
        return readings

    def save(self, commit=True):
        question = super().save(commit)
        if commit and "readings" in self.changed_data:
            set_readings(question, self.cleaned_data["readings"])
        return question

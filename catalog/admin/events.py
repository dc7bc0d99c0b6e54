from typing import ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.base import NounAdmin
from catalog.admin.core.comboboxes import read_details, write_details
from catalog.admin.core.fields import LinesField
from catalog.admin.inlines.cited import CitedRowForm, CitedTabular
from catalog.admin.inlines.rows import RowTabular
from catalog.admin.inlines.selects import RowChoices, RowSelectMultiple, read_choice
from catalog.models import Character, Event, EventCharacter

DETAILS = {"fate": _("What becomes of them"), "spoiler_level": _("Spoiler level")}


class CharacterSelect(RowSelectMultiple):
    details = tuple(DETAILS.items())
    detail_choices: ClassVar = {
        name: [str(label) for _, label in EventCharacter._meta.get_field(name).choices] for name in DETAILS
    }


class CharacterChoices(RowChoices):
    """The characters of an event, with what becomes of each: {character: {field of its row: value}}."""

    def keys_of(self, row, name):
        return [
            write_details(part.character_id, {field: str(getattr(part, f"get_{field}_display")()) for field in DETAILS})
            for part in row.people.all()
        ]

    def clean(self, value):
        characters = {}
        for key, details in map(read_details, value or ()):
            [character] = super().clean([key])
            values = {field: self.clean_detail(character, field, text) for field, text in details.items()}
            characters[character] = characters.get(character, {}) | values
        return characters

    def clean_detail(self, character, name, text):
        if name not in DETAILS:
            raise ValidationError(self.error_messages["invalid_list"], code="invalid_list")
        field = EventCharacter._meta.get_field(name)
        return read_choice(field, text, f"{character}, {DETAILS[name].lower()}")


def set_characters(event, characters):
    """Make the characters of an event those of `characters`; one without details keeps those that it had."""
    parts = {part.character_id: part for part in event.people.all()}
    event.people.exclude(character__in=characters).delete()
    for character, details in characters.items():
        part = parts.get(character.pk) or EventCharacter(event=event, character=character)
        if part.pk is None or any(getattr(part, name) != value for name, value in details.items()):
            for name, value in details.items():
                setattr(part, name, value)
            part.save()


class EventRowForm(CitedRowForm):
    people = CharacterChoices(
        Character.objects.all(),
        required=False,
        label=_("Characters"),
        widget=CharacterSelect(EventCharacter._meta.get_field("character"), admin.site),
        help_text=_(
            "Who takes part, each with what becomes of them there, and from which spoiler level on that is told."
        ),
    )

    def save(self, commit=True):
        event = super().save(commit)
        if commit and "people" in self.changed_data:
            set_characters(event, self.cleaned_data["people"])
        return event


class EventCharacterInline(RowTabular):
    model = EventCharacter
    fields = ("character", "fate", "spoiler_level")


@admin.register(Event)
class EventAdmin(NounAdmin):
    list_display = ("order", "film", "place", "time", "spoiler_level")
    list_display_links = ("order", "place")
    list_filter = ("spoiler_level",)
    list_select_related = ("film",)
    search_fields = ("film__search_text", "place", "happens")
    autocomplete_fields = ("film",)
    fields = ("film", ("order", "spoiler_level"), ("place", "time"), ("latitude", "longitude"), "happens")
    inlines = (EventCharacterInline,)

    def for_labels(self, queryset):
        return queryset.select_related("film")

    def label(self, event):
        return f"{event} · {event.film}"


class EventInline(CitedTabular):
    """The events of a film's story."""

    model = Event
    form = EventRowForm
    prefetch = ("citations", "people__character")
    part = "story"
    rare = ("latitude", "longitude")
    order_field = "order"
    fields = ("order", "place", "time", "happens", "people", "spoiler_level", "sources", "latitude", "longitude")
    ordering = ("order", "id")
    show_change_link = True
    formfield_overrides = CitedTabular.formfield_overrides | {
        models.FloatField: {"widget": forms.TextInput(attrs={"size": 6, "inputmode": "decimal"})},
        models.TextField: {
            "form_class": LinesField,
            "strip": False,
            "widget": forms.Textarea(attrs={"rows": 4, "cols": 32}),
        },
    }

    @admin.display(description=_("characters"))
    def people(self, event):
        """Name the characters for those who may only view the event."""
        return ", ".join(part.character.name for part in event.people.all())

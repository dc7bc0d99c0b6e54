"""Selects of rows, drawn and read from what their formset fetched for all rows at once."""

from functools import lru_cache

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext

from catalog.admin.core.comboboxes import (
    Combobox,
    ComboboxMixin,
    ComboboxMultiple,
    NewRowMixin,
    read_details,
    refuse_choice,
    words_of,
)


@lru_cache(maxsize=1000)
def repeated_attributes(attrs):
    """Return the attributes of a tag as HTML, from pairs: those that are the same in hundreds of rows are written once."""
    return flatatt(dict(attrs))


def draw_select(name, options, attrs):
    """Return a select of (value, label) that are all selected."""
    options_html = format_html_join("", '<option value="{}" selected>{}</option>', options)
    return format_html('<select name="{}"{}>{}</select>', name, repeated_attributes(tuple(attrs.items())), options_html)


class LightSelect(forms.Select):
    """A select of choices that draws only the selected one; the others are in the empty row."""

    def render(self, name, value, attrs=None, renderer=None):
        labels = {str(key): label for key, label in self.choices}
        options = [(key, labels[key]) for key in self.format_value(value) if labels.get(key) and key]
        return draw_select(name, options, self.attrs | (attrs or {}) | {"class": "row-choice"})


class RowSelectMixin(ComboboxMixin, forms.Select):
    """A combobox that draws what is selected from the rows that its formset fetched.

    `is_light` draws a plain select, which a script turns into a combobox when it is first used.
    """

    is_light = False
    formset = None

    def plain_keys(self, values):
        """Return the values without the details of their place."""
        return [read_details(value)[0] for value in values] if self.details else values

    def selected_options(self, value):
        """Return (value, label) of the selected rows that exist, and of what was typed."""
        model = self.field.remote_field.model
        label, rows = self.admin_site.get_model_admin(model).label, self.formset.referenced_rows[model]
        for text in map(str, value):
            key, _ = read_details(text)
            words = words_of(key)
            if words is not None or key in rows:
                yield text, label(rows[key]) if words is None else words

    def optgroups(self, name, value, attrs=None):
        options = list(self.selected_options(value)) if self.formset else []
        if not (self.is_required or self.allow_multiple_selected):
            options.insert(0, ("", ""))
        return [(None, [self.create_option(name, key, text, bool(key), 0) for key, text in options], 0)]

    def render(self, name, value, attrs=None, renderer=None):
        return self.render_light(name, value, attrs) if self.is_light else super().render(name, value, attrs, renderer)

    def render_light(self, name, value, attrs):
        options = list(self.selected_options(self.format_value(value)))
        attrs = self.attrs | (attrs or {}) | {"class": "row-pick"}
        if self.allow_multiple_selected:
            attrs |= {"multiple": True, "size": max(len(options), 1)}
        return draw_select(name, options, attrs)


def read_choice(field, text, place):
    """Return the value of a choice that is typed in its words or as it is stored; of an empty text, that of a new row.

    Raise ValidationError, which names the place, for a text that is no choice of the field.
    """
    word = text.strip().casefold()
    if not word:
        return field.get_default()
    choices = [(value, str(label)) for value, label in field.choices if value not in field.empty_values]
    for value, label in choices:
        if word in (str(value).casefold(), label.casefold()):
            return value
    labels = ", ".join(label for value, label in choices)
    raise ValidationError(
        gettext("%(place)s: choose one of: %(labels)s; or leave it empty.") % {"place": place, "labels": labels}
    )


class RowSelect(RowSelectMixin, Combobox):
    pass


class RowSelectMultiple(RowSelectMixin, ComboboxMultiple):
    pass


class RowChoiceMixin(NewRowMixin):
    """A field that reads its rows from those that its formset fetched, never from its queryset."""

    # Copies all but the queryset, which is never used.
    __deepcopy__ = forms.Field.__deepcopy__

    def referenced_row(self, key):
        formset = self.widget.formset
        row = self.named_row(key, formset.instance) or formset.referenced_rows[self.queryset.model].get(str(key))
        return row or refuse_choice(self, key)


class RowChoice(RowChoiceMixin):
    def to_python(self, value):
        return None if value in self.empty_values else self.referenced_row(value)

    def keys_of(self, row, name):
        """Return the keys that a saved row refers to in the field of this name."""
        return [getattr(row, f"{name}_id")]


class RowChoices(RowChoiceMixin, forms.ModelMultipleChoiceField):
    """Rows to which a row refers by a many-to-many field, or by what `keys_of` finds."""

    def has_changed(self, initial, data):
        """Tell whether other rows were chosen, or the same ones in another order."""
        return list(map(str, self.prepare_value(initial or []))) != list(map(str, data or ()))

    def clean(self, value):
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")
        return [self.referenced_row(key) for key in dict.fromkeys(map(str, value or []))]

    def keys_of(self, row, name):
        """Return the keys that a saved row refers to in the field of this name."""
        return [referenced_row.pk for referenced_row in getattr(row, name).all()]

"""Fields in which a row is chosen by typing: `combobox.js` makes each select a text field with a list of what is found.

The value of an option is the key of a row; `new:` and a name (or JSON of several fields) for a row that is made with the save;
`typed:` and a text that the editor has not decided on yet. Where chosen rows have details in a place, such as the page and
the quote of a cited source, it is JSON of them with the value under `of`.
"""

import json
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalog.texts.numbers import excerpt

NEW, TYPED = "new:", "typed:"
UNDECIDED = _("Choose who or what is meant by “{}” from the list, or clear the field.")
UNDECIDED_OR_NEW = _("Choose who or what is meant by “{}” from the list, choose “new {}”, or clear the field.")


def possible_keys(model, keys):
    """Yield the keys that the model's primary key can hold; a database may fail on others."""
    for key in keys:
        try:
            yield model._meta.pk.clean(key, None)
        except ValidationError:
            continue


def refuse_choice(field, key):
    raise ValidationError(field.error_messages["invalid_choice"], code="invalid_choice", params={"value": key})


def words_of(value):
    """Return the text of an option whose value is no key: what was typed, or the name of the new row; None for a key."""
    text = str(value)
    if text.startswith(TYPED):
        return text.removeprefix(TYPED)
    if not text.startswith(NEW):
        return None
    fields = read_new_fields(text)
    return next((str(value) for value in fields.values() if value), "") if isinstance(fields, dict) else fields


def read_new_fields(value):
    """Return what an option says of a new row: {field: value}, the field of its name first; or its name alone."""
    text = str(value).removeprefix(NEW)
    if text.startswith("{"):
        try:
            fields = json.loads(text)
        except (ValueError, RecursionError):
            return text
        if isinstance(fields, dict) and fields:
            return fields
    return text


def read_details(value):
    """Return the value of an option without the details of its place, and the details: {name: text}."""
    text = str(value)
    if text.startswith("{"):
        try:
            details = json.loads(text)
        except (ValueError, RecursionError):
            return text, {}
        if isinstance(details, dict) and isinstance(details.get("of"), str):
            return details.pop("of"), {name: str(text) for name, text in details.items()}
    return text, {}


def write_details(value, details):
    """Return the value of an option with the details that are not empty."""
    details = {name: text for name, text in details.items() if text}
    return json.dumps({"of": str(value)} | details, ensure_ascii=False) if details else str(value)


class ComboboxMixin(AutocompleteMixin):
    """A select that a script makes a combobox.

    `new_rows` makes the rows that are named as new. `details` are the fields that each chosen row has in this place,
    pairs of name and label.
    """

    new_rows: Any = None
    details: tuple[tuple[str, str], ...] = ()
    # {name of a detail: what can be chosen for it}.
    detail_choices: ClassVar[dict[str, list[str]]] = {}
    # The detail that stands beside each choice, and is asked for as soon as one is made.
    shown_detail = ""

    @property
    def model_admin(self):
        return self.admin_site.get_model_admin(self.field.remote_field.model)

    @property
    def new_noun(self):
        """What a new row is called where the user may name one in the field: "person"."""
        return self.new_rows.noun(self.model_admin) if self.new_rows else ""

    def use_required_attribute(self, initial):
        """Never: to find out, Django would fetch all rows that can be chosen."""
        return False

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = forms.Select.build_attrs(self, base_attrs, extra_attrs)
        meta = self.field.model._meta
        attrs |= {
            "class": f"{attrs.get('class', '')} combobox".strip(),
            "data-url": self.get_url(),
            "data-field": f"{meta.app_label}.{meta.model_name}.{self.field.name}",
            "data-noun": self.field.remote_field.model._meta.model_name,
        }
        if new_noun := self.new_noun:
            attrs |= {"data-new": new_noun} | ({"data-words": True} if self.model_admin.takes_words else {})
        if self.details:
            attrs["data-details"] = json.dumps(dict(self.details), ensure_ascii=False, default=str)
        if self.detail_choices:
            attrs["data-detail-choices"] = json.dumps(self.detail_choices, ensure_ascii=False, default=str)
        if self.shown_detail:
            attrs["data-shown-detail"] = self.shown_detail
        return attrs

    @property
    def media(self):
        return forms.Media(
            css={"all": ["css/combobox.css"]}, js=["js/admin-rows.js", "js/combobox.js", "js/admin-comboboxes.js"]
        )


class Combobox(ComboboxMixin, AutocompleteSelect):
    pass


class ComboboxMultiple(ComboboxMixin, AutocompleteSelectMultiple):
    pass


class SafeSelectMixin(ComboboxMixin, forms.Select):
    """A combobox that queries only keys that are possible, and what is selected once."""

    def optgroups(self, name, value, attrs=None):
        keys = tuple(possible_keys(self.field.remote_field.model, value))
        places = {str(key): place for place, key in enumerate(value)}
        if vars(self).get("selected_keys") != tuple(value):
            [(name_of_group, options, index), *further_groups] = super().optgroups(name, list(keys), attrs)
            for text in map(str, value):
                words = words_of(text)
                if words is not None:
                    options.append(self.create_option(name, text, words, True, len(options)))
            # Django has them from A to Z; a field may keep the order of choice.
            options.sort(key=lambda option: places.get(str(option["value"]), -1))
            self.selected_keys, self.selected_groups = tuple(value), [(name_of_group, options, index), *further_groups]
        return self.selected_groups


class SafeSelect(SafeSelectMixin, Combobox):
    pass


class SafeSelectMultiple(SafeSelectMixin, ComboboxMultiple):
    pass


class NewRowMixin(forms.ModelChoiceField):
    """A field in which a row may be named that is made with the save."""

    def named_row(self, value, owner=None):
        """Return the new row that a value names, None for a key. Raise ValidationError for what nobody decided on."""
        words = words_of(value)
        if words is None:
            return None
        noun = self.widget.new_noun
        if str(value).startswith(TYPED):
            message = UNDECIDED_OR_NEW if noun else UNDECIDED
            raise ValidationError(message.format(excerpt(words), noun), code="undecided")
        if not noun:
            refuse_choice(self, words)
        return self.widget.new_rows.make(self.widget.model_admin, value, owner)


class SafeChoice(NewRowMixin):
    def to_python(self, value):
        if value in self.empty_values:
            return None
        return self.named_row(value) or super().to_python(value)


class SafeChoices(NewRowMixin, forms.ModelMultipleChoiceField):
    def clean(self, value):
        """Return the rows in the order in which they were chosen."""
        values = dict.fromkeys(map(str, value or ()))
        named_rows = {text: row for text in values if (row := self.named_row(text))}
        keys = [text for text in values if text not in named_rows]
        for key in keys:
            if not list(possible_keys(self.queryset.model, [key])):
                refuse_choice(self, key)
        rows = {str(row.pk): row for row in super().clean(keys)} if keys or not named_rows else {}
        rows |= named_rows
        return [rows[text] for text in values if text in rows]

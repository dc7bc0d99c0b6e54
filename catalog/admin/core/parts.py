"""The parts of a form: which fields and rows stand in each, how many there are, what is lacking and what was refused there."""

from typing import Any, NamedTuple

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.html import strip_tags
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# {key in addresses: heading}, in the order of the page. An inline says in which it is; the noun's own fields are the first part.
PARTS = {
    "versions": _("Versions and copies"),
    "credits": _("Credits"),
    "releases": _("Releases and awards"),
    "texts": _("Texts"),
    "story": _("Story"),
    "questions": _("Questions"),
    "pictures": _("Pictures"),
    "sources": _("Sources"),
    "ids": _("Outside ids"),
}
FIRST = "main"


class FormError(NamedTuple):
    """An error of a form: its words, the id of the element that it leads to, and the key of the part that this is in."""

    place: str
    words: str
    target: str
    part: str


class FormLack(NamedTuple):
    """Something that is lacking, and the id of the element where it is mended."""

    lack: Any
    number: int
    target: str
    part: str


class Part:
    def __init__(self, number, key, label, inlines, errors, lacks):
        self.number, self.key, self.label, self.inlines = number, key, label, inlines
        self.errors = [error for error in errors if error.part == key]
        self.lacks = [lack for lack in lacks if lack.part == key]

    @property
    def is_first(self):
        return self.key == FIRST

    @property
    def is_open(self):
        return self.is_first or bool(self.errors)

    @property
    def shortcut(self):
        """Return the digit that opens the part with Alt; "" after the tenth part."""
        return "1234567890"[self.number : self.number + 1]

    @property
    def count(self):
        """Return the number of its saved rows."""
        return sum(inline.formset.initial_form_count() for inline in self.inlines)


class FormParts:
    """All of a form, part by part."""

    def __init__(self, admin_form, inlines, label, lacks=()):
        self.errors = list(errors_of(admin_form.form, inlines))
        self.lacks = lacks
        keys = [FIRST, *PARTS]
        inlines_by_key = {key: [inline for inline in inlines if part_of(inline) == key] for key in keys}
        present_keys = [key for key in keys if key == FIRST or inlines_by_key[key]]
        self.parts = [
            Part(number, key, PARTS.get(key, label), inlines_by_key[key], self.errors, lacks)
            for number, key in enumerate(present_keys)
        ]

    def __iter__(self):
        return iter(self.parts)

    @property
    def are_several(self):
        return len(self.parts) > 1


def part_of(inline):
    """Return the key of the part that an inline stands in."""
    return getattr(inline.opts, "part", "") or FIRST


def errors_of(form, inlines):
    """Yield the errors of a form and of its rows; give each field that has one an id to lead to."""
    yield from errors_of_fields(form, FIRST, f"part-{FIRST}", "")
    for inline in inlines:
        formset, part = inline.formset, part_of(inline)
        rows = str(inline.opts.verbose_name_plural)
        rows = rows[:1].upper() + rows[1:]
        for message in formset.non_form_errors():
            yield FormError(rows, plain(message), f"{formset.prefix}-heading", part)
        if formset.is_bound:
            for number, row_form in enumerate(formset.forms, 1):
                if not (formset.can_delete and formset._should_delete_form(row_form)):
                    yield from errors_of_fields(
                        row_form,
                        part,
                        row_form.prefix,
                        gettext("%(rows)s, row %(number)s") % {"rows": rows, "number": number},
                    )


def errors_of_fields(form, part, target, place):
    for name, messages in (form.errors if form.is_bound else {}).items():
        if name == NON_FIELD_ERRORS or name not in form.fields:
            label, field_target = "", target
        else:
            bound_field = form[name]
            label, field_target = str(bound_field.label), bound_field.id_for_label or bound_field.auto_id
            if not field_target:
                field_target = form.fields[name].widget.attrs["id"] = f"id_{bound_field.html_name}"
        words = ": ".join(filter(None, [place, label[:1].upper() + label[1:]]))
        for message in messages:
            yield FormError(words, plain(message), field_target, part)


def plain(message):
    return strip_tags(str(message))

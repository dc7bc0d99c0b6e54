"""The remarks of a credit as one line of its row: `voice, uncredited, segment: The Third Story, note: as a child`."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.inlines.rows import RowForm
from catalog.models import Credit
from catalog.models.columns import join_labels
from catalog.models.remarks import MARKS
from catalog.texts.numbers import excerpt

NAMES = ("segment", "note")
# A name goes on to the next one, or to the end.
NAMED = re.compile(r"(?:^|[,;])\s*(segment|note)\s*:\s*(.*?)\s*(?=[,;]\s*(?:segment|note)\s*:|$)", re.IGNORECASE)
HOW_TO = format_lazy(
    _("Write {words}, segment: and its name, note: and a line; commas between them."),
    words=join_labels(*map(_, MARKS.values())),
)


def remarks_text(credit):
    """Return the remarks of a credit as its row shows them and takes them back."""
    marks = [gettext(words) for field, words in MARKS.items() if getattr(credit, field)]
    names = [f"{field}: {value}" for field in NAMES if (value := getattr(credit, field))]
    return ", ".join([*marks, *names])


def begins_mark(words, beginning):
    """Tell whether a mark begins so, in English or in the language that is spoken."""
    return words.startswith(beginning) or gettext(words).startswith(beginning)


def read_remarks(text):
    """Return {field: value} of all remarks in a text; raise ValidationError for what is none.

    The beginning of a mark will do, and a mark may stand in brackets, as on pages.
    """
    fields = dict.fromkeys(MARKS, False) | dict.fromkeys(NAMES, "")
    for name, value in NAMED.findall(text):
        fields[name.lower()] = value
    for word in filter(None, map(str.strip, re.split(r"[,;()]", NAMED.sub("", text)))):
        mark = next((field for field, words in MARKS.items() if begins_mark(words, word.casefold())), None)
        if mark is None:
            raise ValidationError(
                gettext("“%(word)s” is no remark of a credit. %(advice)s") % {"word": excerpt(word), "advice": HOW_TO},
                code="invalid",
            )
        fields[mark] = True
    return fields


class RemarksField(forms.CharField):
    """Cleans to {field of a credit: value}. Its input has no class, since a film has hundreds of them."""

    def __init__(self, **kwargs):
        super().__init__(**{"required": False, "label": _("Remarks"), "help_text": HOW_TO} | kwargs)

    def clean(self, value):
        fields = read_remarks(super().clean(value))
        for name in NAMES:
            fields[name] = Credit._meta.get_field(name).clean(fields[name], None)
        return fields


class RemarksForm(RowForm):
    """A form of a credit with its remarks in one field."""

    remarks = RemarksField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["remarks"] = remarks_text(self.instance)

    def clean_remarks(self):
        fields = self.cleaned_data["remarks"]
        if "remarks" in self.changed_data:
            for name, value in fields.items():
                setattr(self.instance, name, value)
        return fields

    def full_clean(self):
        """Check the rules on remarks, too: Django leaves out those on fields of the model that the form doesn't have."""
        super().full_clean()
        if self.is_bound and self.has_changed() and not self.errors:
            self.validate_constraints()

    def checked_fields(self):
        return super().checked_fields() | {*MARKS, *NAMES}

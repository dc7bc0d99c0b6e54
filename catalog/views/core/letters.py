"""The letters by which a long list is entered: those that its rows are sorted under, and no others."""

import string

import django_filters as filters
from django.db.models import Exists, Q
from django.db.models.functions import Left
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from catalog.error_words import use_our_words
from catalog.filter_values import invalid_choice

FIGURES, OTHERS = "0-9", "other"
# Letter, as addresses write it → (what pages call it, the condition on a key of catalog/texts/sorting.py).
LETTERS = {
    FIGURES: ("0–9", Q(sort_key__gte="0", sort_key__lt=":")),
    **{
        letter: (letter.upper(), Q(sort_key__gte=letter, sort_key__lt=chr(ord(letter) + 1)))
        for letter in string.ascii_lowercase
    },
    # Other alphabets sort after Z, and what has no letters and figures before all.
    OTHERS: (_("Other"), Q(sort_key__gte="{") | Q(sort_key__lt="0")),
}


class LetterFilter(filters.FilterSet):
    """The rows of a list that are sorted under a letter. The model has the column `sort_key`, with an index."""

    letter = filters.ChoiceFilter(
        method="filter_letter",
        label=_("First letter"),
        choices=[(letter, label) for letter, (label, _) in LETTERS.items()],
        error_messages=invalid_choice(
            format_lazy(_("There is no such letter. Choose one of: {letters}."), letters=", ".join(LETTERS))
        ),
    )

    @property
    def form(self):
        form = super().form
        use_our_words(form.fields.values())
        return form

    def filter_letter(self, queryset, name, value):
        return queryset.filter(LETTERS[value][1])

    def letters(self):
        """Return [(letter, label, whether some row is under it)] for what the other filters leave: one query.

        A whole list is too long to be read, so its index is looked into for each letter; what a filter leaves is read once.
        """
        rows = self.queryset.order_by()
        values = {name: value for name, value in self.form.cleaned_data.items() if name not in ("letter", "ordering")}
        for name, value in values.items():
            rows = self.filters[name].filter(rows, value)
        is_short = any(value not in (None, "") for value in values.values())
        return marked_letters(letters_of_short_list(rows) if is_short else letters_of_index(rows))


def marked_letters(letters_in_use):
    """Return [(letter, label, whether it is in use)] for all letters."""
    return [(letter, label, letter in letters_in_use) for letter, (label, _) in LETTERS.items()]


def letters_of_short_list(rows):
    return set(map(letter_of, rows.values_list(Left("sort_key", 1), flat=True).distinct()))


def letter_of(key):
    """Return the letter that a key of catalog/texts/sorting.py is under."""
    first = key[:1]
    return FIGURES if first and first in string.digits else first if first in LETTERS else OTHERS


def letters_of_index(rows):
    conditions = [Exists(rows.filter(condition)) for _, condition in LETTERS.values()]
    flags = rows.model._base_manager.order_by("pk").values_list(*conditions).first() or ()
    return {letter for letter, is_used in zip(LETTERS, flags, strict=False) if is_used}

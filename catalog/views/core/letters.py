"""The letters by which a long list is entered: those that its rows are sorted under, and no others."""

import string

import django_filters as filters
from django.db.models import Exists, Q

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
    OTHERS: ("Other", Q(sort_key__gte="{") | Q(sort_key__lt="0")),
}


class LetterFilter(filters.FilterSet):
    """The rows of a list that are sorted under a letter. The model has the column `sort_key`, with an index."""

    letter = filters.ChoiceFilter(
        method="filter_letter",
        label="First letter",
        choices=[(letter, label) for letter, (label, _) in LETTERS.items()],
        error_messages=invalid_choice(f"There is no such letter. Choose one of: {', '.join(LETTERS)}."),
    )

    @property
    def form(self):
        form = super().form
        use_our_words(form.fields.values())
        return form

    def filter_letter(self, queryset, name, value):
        return queryset.filter(LETTERS[value][1])

    def letters(self):
        """Return [(letter, label, whether some row is under it)] for what the other filters leave: one query."""
        rows = self.queryset.order_by()
        for name, value in self.form.cleaned_data.items():
            if name != "letter":
                rows = self.filters[name].filter(rows, value)
        conditions = [Exists(rows.order_by().filter(condition)) for _, condition in LETTERS.values()]
        flags = self.queryset.model._base_manager.order_by("pk").values_list(*conditions).first() or ()
        has_rows = dict(zip(LETTERS, flags, strict=False))
        return [(letter, label, has_rows.get(letter, False)) for letter, (label, _) in LETTERS.items()]

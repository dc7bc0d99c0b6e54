"""The forms of the page on which columns are mapped: how the table is read, and what each of its columns is."""

from itertools import groupby

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from catalog.editing.row_names import noun_label
from catalog.exchange.tables.mapping import FAMILY_FIRST, MappedColumn
from catalog.exchange.tables.targets import NOUNS, targets_of

# Browsers send a line break as two characters.
LINES = "lines"
SPLITS = (("", _("one value")), (";", "; "), (",", ", "), ("|", "| "), ("/", "/ "), (LINES, _("line break")))
NAME_FORMS = (("", _("as it stands")), (FAMILY_FIRST, _("Lang, Fritz")))
SEPARATORS = (("", _("guess")), (",", ","), (";", ";"), ("\t", _("tab")), ("|", "|"))
# Lines that the form has for columns that are joined, and for what all rows have.
JOINED_LINES = 3
DEFAULT_LINES = 6
CELLS_SHOWN, MOST_LETTERS = 4, 60


class ReadingForm(forms.Form):
    """How a table is read. What is left empty is guessed."""

    noun = forms.ChoiceField(label=_("One row is"), required=False)
    encoding = forms.CharField(label=_("Encoding"), required=False, max_length=20)
    separator = forms.ChoiceField(label=_("Cells are parted by"), required=False, choices=SEPARATORS)
    sheet = forms.CharField(label=_("Sheet"), required=False, max_length=200)
    kept_mapping = forms.ChoiceField(label=_("Mapping that is kept"), required=False)

    def __init__(self, *arguments, sheets=(), kept_mappings=(), **options):
        super().__init__(*arguments, **options)
        self.fields["noun"].choices = [("", _("guess")), *((noun, capfirst(noun_label(noun))) for noun in NOUNS)]
        self.fields["kept_mapping"].choices = [("", "–"), *((name, name) for name in kept_mappings)]
        if sheets:
            self.fields["sheet"] = forms.ChoiceField(label=_("Sheet"), choices=[(name, name) for name in sheets])

    def chosen_values(self):
        """Return what was chosen of a sent form, whatever else it holds."""
        names = ("noun", "encoding", "separator", "sheet", "kept_mapping")
        values = {name: self.data.get(name, "")[:200] for name in names} if self.is_bound else {}
        return values | ({} if values.get("noun") in NOUNS else {"noun": ""})


class MappingForm(forms.Form):
    """What the columns of a table are."""

    header = forms.BooleanField(label=_("The first row names the columns"), required=False)
    name = forms.CharField(label=_("Keep this mapping by a name"), required=False, max_length=100)
    empty_words = forms.CharField(label=_("Cells that say nothing"), required=False, max_length=500)

    def __init__(self, *arguments, sample, mapping, **options):
        super().__init__(*arguments, **options)
        self.sample, self.mapping = sample, mapping
        self.width = max((len(row.cells) for row in sample.rows), default=0)
        choices = target_choices(mapping.noun)
        self.fields["header"].initial = mapping.header
        self.fields["empty_words"].initial = "; ".join(mapping.empty_words)
        names = header_names(sample, mapping, self.width)
        single = {place_of(column.columns[0], names): column for column in mapping.columns if len(column.columns) == 1}
        for place in range(self.width):
            self.add_line(f"{place}", choices, single.get(place))
        joined_columns = [column for column in mapping.columns if len(column.columns) > 1]
        for number in range(JOINED_LINES):
            column = joined_columns[number] if number < len(joined_columns) else None
            numbers = ", ".join(str(place_of(name, names) + 1) for name in column.columns) if column else ""
            self.fields[f"joined-{number}"] = forms.CharField(required=False, max_length=100, initial=numbers)
            joiner = column.joiner if column else " "
            self.fields[f"joiner-{number}"] = forms.CharField(required=False, max_length=5, initial=joiner, strip=False)
            self.add_line(f"joined-{number}", choices, column)
        defaults = list(mapping.defaults.items())
        for number in range(DEFAULT_LINES):
            target, value = defaults[number] if number < len(defaults) else ("", "")
            self.fields[f"default-target-{number}"] = forms.ChoiceField(choices=choices, required=False, initial=target)
            self.fields[f"default-value-{number}"] = forms.CharField(required=False, max_length=500, initial=value)
        self.names = names

    def add_line(self, name, choices, column):
        """Add the fields of a column: what it is, by what its cells are parted, how names in it are written."""
        column = column or MappedColumn((), "")
        split = LINES if column.split == "\n" else column.split
        splits = SPLITS if split in dict(SPLITS) else (*SPLITS, (split, split))
        for key, options, initial in (
            ("target", choices, column.target),
            ("split", splits, split),
            ("form", NAME_FORMS, column.form),
        ):
            self.fields[f"{key}-{name}"] = forms.ChoiceField(choices=options, required=False, initial=initial)

    @property
    def reading_values(self):
        """How the table is read now: it is sent along with what the columns are."""
        sample = self.sample
        values = {"encoding": sample.encoding, "separator": sample.separator, "sheet": sample.sheet}
        return {"noun": self.mapping.noun} | {name: value for name, value in values.items() if value}

    def columns(self):
        """Yield what the page shows of each column: its name, its first cells, its fields."""
        for place in range(self.width):
            cells = self.sample.cells_below(place, header=self.mapping.header)[:CELLS_SHOWN]
            yield self.line(f"{place}") | {
                "number": place + 1,
                "name": self.names[place],
                "cells": [cell[:MOST_LETTERS] for cell in cells],
            }

    def joined_columns(self):
        for number in range(JOINED_LINES):
            line = self.line(f"joined-{number}")
            yield line | {"columns": self[f"joined-{number}"], "joiner": self[f"joiner-{number}"], "number": number + 1}

    def defaults(self):
        for number in range(DEFAULT_LINES):
            yield {
                "target": self[f"default-target-{number}"],
                "value": self[f"default-value-{number}"],
                "number": number + 1,
            }

    def line(self, name):
        return {key: self[f"{key}-{name}"] for key in ("target", "split", "form")}

    def document(self):
        """Return the mapping that was sent, as JSON holds it."""
        values = self.cleaned_data
        mapping = self.mapping
        return {
            "noun": mapping.noun,
            "header": values["header"],
            "encoding": self.sample.encoding,
            "separator": self.sample.separator,
            "sheet": self.sample.sheet,
            "state": mapping.state,
            "columns": [
                {"column": self.column_name(place, has_header=values["header"])} | self.chosen_line(f"{place}")
                for place in range(self.width)
                if values[f"target-{place}"]
            ],
            "combined": [
                {"columns": numbers_in(values[f"joined-{number}"]), "with": values[f"joiner-{number}"]}
                | self.chosen_line(f"joined-{number}")
                for number in range(JOINED_LINES)
                if values[f"target-joined-{number}"]
            ],
            "defaults": {
                values[f"default-target-{number}"]: values[f"default-value-{number}"]
                for number in range(DEFAULT_LINES)
                if values[f"default-target-{number}"]
            },
            "empty_words": [word.strip() for word in values["empty_words"].split(";") if word.strip()],
        }

    def column_name(self, place, *, has_header):
        """Return the name of a column; its number where no other column may have the same name."""
        name = self.names[place]
        return name if has_header and name and self.names.count(name) == 1 else place + 1

    def chosen_line(self, name):
        line = {key: self.cleaned_data[f"{key}-{name}"] for key in ("target", "split", "form")}
        return line | ({"split": "\n"} if line["split"] == LINES else {})


def header_names(sample, mapping, width):
    """Return the names of the columns as the first row has them; "" where it has none."""
    first = [cell.strip() for cell in sample.rows[0].cells] if mapping.header and sample.rows else []
    return first + [""] * (width - len(first))


def place_of(name, names):
    """Return the place, from 0, of a column by its name or its number; -1 where the table has not got it."""
    if isinstance(name, int):
        return name - 1
    return names.index(name) if name in names else -1


def numbers_in(text):
    return [int(word) for word in text.replace(";", ",").replace(" ", ",").split(",") if word.isdigit()]


def target_choices(noun):
    """Return what a column can be, grouped by what it is of."""
    targets = targets_of(noun).values()
    groups = groupby(targets, key=group_of)
    return [
        ("", "–"),
        *(
            (group, [(target.name, capfirst(str(target.label))) for target in group_targets])
            for group, group_targets in groups
        ),
    ]


def group_of(target):
    if target.field == "people":
        return str(_("People, by their job"))
    if target.field == "companies":
        return str(_("Companies, by their role"))
    if target.kind == "id":
        return str(_("Outside ids"))
    return capfirst(target.noun_label)

"""Rows of a form as a table draws them: each has the fields that are always in sight, and the rare ones behind “More”.

A saved row with nothing in its rare fields is drawn without them, since a film has hundreds of such rows: “More” leads to the
row's own page, and `admin-more.js` puts the fields into the row instead, as copies of those of the empty row.
"""

from typing import Any, NamedTuple

from django import forms
from django.contrib.admin.helpers import AdminReadonlyField, InlineAdminFormSet
from django.contrib.admin.utils import flatten
from django.contrib.admin.widgets import AdminTextInputWidget
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext

from catalog.admin.inlines.selects import repeated_attributes

SHORT_LENGTH, MIDDLE_LENGTH = 8, 40


class LightInput(forms.TextInput):
    """An input of text that says no more than it must: a film has thousands of them."""

    def render(self, name, value, attrs=None, renderer=None):
        attrs = self.attrs | (attrs or {})
        needless = {"class", "size", "autocomplete"}
        text = self.format_value(value)
        repeated = repeated_attributes(tuple((key, value) for key, value in attrs.items() if key not in needless))
        own_value = format_html(' value="{}"', text) if text else ""
        return format_html('<input name="{}"{}{}>', name, repeated, own_value)


def lighten(field):
    """Let a plain input of text say no more than it must."""
    if type(field.widget) in (forms.TextInput, AdminTextInputWidget):
        field.widget = LightInput(field.widget.attrs)


def is_blank(value):
    return value in (None, "", False) or (isinstance(value, list | tuple) and not value)


def value_words(bound_field):
    """Return in words what a field of a row holds; "" where that is nothing, or what every new row has."""
    field, value = bound_field.field, bound_field.value()
    if is_blank(value) or value == field.initial:
        return ""
    if isinstance(field.widget, forms.CheckboxInput):
        return str(field.label).lower()
    if hasattr(field.widget, "selected_options"):
        return ", ".join(str(label) for _, label in field.widget.selected_options(field.widget.format_value(value)))
    if choices := getattr(field, "choices", None):
        return str({str(key): label for key, label in choices}.get(str(value), ""))
    return str(value)


def size_of(field):
    """Return the class of a column that needs little room; "" for others."""
    widget = field.widget
    length = getattr(field, "max_length", None) or 1000
    if isinstance(widget, forms.CheckboxInput) or widget.attrs.get("inputmode") or length <= SHORT_LENGTH:
        return "short"
    if isinstance(field, forms.ChoiceField) or length <= MIDDLE_LENGTH or "size" in widget.attrs:
        return "" if hasattr(widget, "selected_options") else "middle"
    return ""


def part_lines(fieldsets, rare_names):
    """Return the fieldsets without the lines whose fields are all rare, and these lines."""
    rare_lines, common_fieldsets = [], []
    for name, options in fieldsets:
        lines = [(line, set(flatten([line]))) for line in options["fields"]]
        rare_lines += [line for line, names in lines if names <= set(rare_names)]
        common_fieldsets.append(
            (name, options | {"fields": [line for line, names in lines if not names <= set(rare_names)]})
        )
    return common_fieldsets, rare_lines


class Column(NamedTuple):
    """A column of a table, or one of its rare fields."""

    name: str
    label: str
    help_text: str
    is_required: bool
    is_hidden: bool
    size: str
    is_rare: bool


class Cell(NamedTuple):
    column: Column
    html: str
    errors: Any


class TableRow:
    """A row as its template draws it; `row` is what is saved of it, or None."""

    def __init__(self, table, form, row, *, is_empty=False):
        self.table, self.form, self.row, self.is_empty = table, form, row, is_empty

    @property
    def key(self):
        """Return the row's own key, or None before it is saved."""
        return getattr(self.row, "pk", None)

    @cached_property
    def id(self):
        return f"{self.table.formset.prefix}-empty" if self.is_empty else self.form.prefix

    def is_readonly(self, name):
        return name in self.table.readonly_fields or (self.row is not None and not self.table.has_change_permission)

    def cell(self, column):
        if self.is_readonly(column.name):
            field = AdminReadonlyField(self.form, column.name, is_first=False, model_admin=self.table.opts)
            return Cell(column, format_html("<p>{}</p>", field.contents()), ())
        bound_field = self.form[column.name]
        return Cell(column, str(bound_field), bound_field.errors if self.form.is_bound else ())

    @property
    def cells(self):
        return [self.cell(column) for column in self.table.common_columns]

    @property
    def rare_cells(self):
        return [self.cell(column) for column in self.table.rare_columns]

    @cached_property
    def rare_words(self):
        """Return what the rare fields hold: `Credited as: Ed, voice`."""
        columns = [column for column in self.table.rare_columns if not self.is_readonly(column.name)]
        words = [(column.label, value_words(self.form[column.name])) for column in columns]
        return ", ".join(text if text == label.lower() else f"{label}: {text}" for label, text in words if text)

    @property
    def has_rare_errors(self):
        return self.form.is_bound and any(column.name in self.form.errors for column in self.table.rare_columns)

    @property
    def leaves_rare_out(self):
        """Tell whether the row is drawn without its rare fields."""
        return (
            getattr(self.form, "is_light", False)
            and self.key is not None
            and self.table.has_change_permission
            and not self.has_rare_errors
            and all(is_blank(self.form[column.name].value()) for column in self.table.rare_columns)
        )

    @property
    def page(self):
        """Return the address of the row's own page."""
        return self.table.page_of_row and self.table.page_of_row.replace("/0/", f"/{self.key}/")

    @property
    def own_errors(self):
        return self.form.non_field_errors()

    @property
    def key_field(self):
        name = self.form._meta.model._meta.pk.name
        return self.form[name] if name in self.form.fields else ""

    @property
    def deletion_field(self):
        return self.form["DELETE"] if "DELETE" in self.form.fields else ""


class InlineRows(InlineAdminFormSet):
    """An inline as its template draws it."""

    NAMES = (
        "prepopulated_fields",
        "readonly_fields",
        "model_admin",
        "has_add_permission",
        "has_change_permission",
        "has_delete_permission",
        "has_view_permission",
    )

    @classmethod
    def of(cls, inline):
        """Return Django's own inline as this one."""
        options = {name: getattr(inline, name) for name in cls.NAMES}
        return cls(inline.opts, inline.formset, inline.fieldsets, **options)

    @property
    def media(self):
        """Return the files that the fields of a row need. Django makes the forms of all rows to ask them."""
        return sum((field.widget.media for field in self.formset.form.base_fields.values()), self.opts.media)

    @cached_property
    def columns(self):
        rare_names = self.opts.rare
        fields = self.formset.empty_form.fields
        return [
            Column(
                column["name"],
                str(column["label"])[:1].upper() + str(column["label"])[1:],
                column["help_text"],
                column["required"],
                getattr(column["widget"], "is_hidden", False),
                size_of(fields[column["name"]]) if column["name"] in fields else "",
                column["name"] in rare_names,
            )
            for column in self.fields()
        ]

    @property
    def common_columns(self):
        return [column for column in self.columns if not column.is_rare]

    @property
    def rare_columns(self):
        return [column for column in self.columns if column.is_rare]

    @cached_property
    def page_of_row(self):
        """Return the address of the page of a row whose key is 0; "" if its noun has none."""
        return reverse(self.opts.change_page, args=[0]) if self.opts.has_registered_model else ""

    def __iter__(self):
        """Yield the rows of an inline that is no table, the rare fields in a group of their own; each tells whether it is folded."""
        has_one = self.formset.initial_form_count() == 1
        common, rare = part_lines(self.fieldsets, self.opts.rare)
        for number, row in enumerate(super().__iter__()):
            row.is_empty = row.form.empty_permitted and "__prefix__" in row.form.prefix
            row.row_id = f"{self.formset.prefix}-{'empty' if row.is_empty else number}"
            has_errors = row.form.is_bound and bool(row.form.errors)
            row.is_open = has_one or row.original is None or has_errors
            if rare:
                is_plain = row.form.is_bound and not row.form.errors.keys().isdisjoint(self.opts.rare)
                is_plain = is_plain or any(
                    value_words(row.form[name]) for name in self.opts.rare if name in row.form.fields
                )
                row.fieldsets = [
                    *common,
                    (gettext("More"), {"fields": rare, "classes": [] if is_plain else ["collapse"]}),
                ]
            yield row

    def rows(self):
        """Yield the saved rows, those that were typed and are not saved, and the empty one that new rows are made from."""
        for form, row in zip(self.formset.initial_forms, self.formset.get_queryset(), strict=False):
            yield TableRow(self, form, row)
        for form in self.formset.extra_forms:
            yield TableRow(self, form, None)
        if self.has_add_permission:
            yield TableRow(self, self.formset.empty_form, None, is_empty=True)

"""Inlines of hundreds of rows: what all rows refer to is fetched once a model, and only changed rows are checked.

Django's own inline asks the database for each select that it draws and for each that it reads, and repeats on each row
the attributes that its script needs. Here one row, the empty one that new rows are made from, is Django's own in full; a
saved row has a plain select of what is selected, which `admin-selects.js` completes when it is first used.
"""

from collections import defaultdict
from typing import ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import ForeignKey, ManyToManyField, Q, UniqueConstraint
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.comboboxes import (
    ComboboxMixin,
    SafeChoice,
    SafeChoices,
    SafeSelect,
    SafeSelectMultiple,
    possible_keys,
)
from catalog.admin.core.fields import FORMFIELD_OVERRIDES
from catalog.admin.core.new_rows import NewRows
from catalog.admin.core.parts import FormParts
from catalog.admin.inlines.excluding_rows import refuse_duplicates
from catalog.admin.inlines.selects import (
    LightSelect,
    RowChoice,
    RowChoices,
    RowSelect,
    RowSelectMixin,
    RowSelectMultiple,
)
from catalog.admin.inlines.table_rows import InlineRows, lighten
from catalog.editing.references import survivors

MISSING_ROW = _(
    "Somebody deleted this row after you opened the page. Tick “Delete” to let it go; to keep it, enter it anew."
)

# Codes of the errors of dates that exclude each other.
COMPARED = ("date_conflict", "date_order")


class RowForm(forms.ModelForm):
    is_light = False

    @property
    def media(self):
        return forms.Media() if self.is_light else super().media

    def clean(self):
        cleaned_data = super().clean()
        if self.errors.pop(self.instance._meta.pk.name, None):
            self.add_error(None, ValidationError(MISSING_ROW, code="missing"))
        return cleaned_data

    def all_fields(self):
        return {field.name for field in self.instance._meta.fields}

    def checked_fields(self):
        """Return the names of the model's fields that the form holds and that have no error."""
        return {
            name
            for name, field in self.fields.items()
            if name not in self.errors and not isinstance(field, forms.models.InlineForeignKeyField)
        }

    def validate_constraints(self):
        """Check the row's own constraints; the formset, which sees all rows, checks those with its film in them.

        Django 5.2 leaves them out by itself. Newer releases check them against saved rows, and call this method.
        """
        try:
            self.instance.validate_constraints(exclude=self.all_fields() - self.checked_fields())
        except ValidationError as error:
            self.add_error(None, error)


class DatedForm(forms.ModelForm):
    """A form whose date is compared by the formset of releases, with those that the same page saves, not with the saved ones."""

    def full_clean(self):
        super().full_clean()
        errors = self.errors.pop(NON_FIELD_ERRORS, None)
        if remaining_errors := [error for error in errors.as_data() if error.code not in COMPARED] if errors else ():
            self.add_error(None, remaining_errors)


class DeletedRow:
    """Stands for a row that was deleted while the page was open."""

    pk = None

    def __str__(self):
        return gettext("deleted meanwhile")


class RowFormSet(forms.models.BaseInlineFormSet):
    is_light = True
    is_terse = False
    # What a new row has, {field: value}, where it is the first of all.
    first_values: ClassVar = {}

    def is_multipart(self):
        """Tell whether a row may have a file. Django makes the forms of all rows to ask them."""
        return any(field.widget.needs_multipart_form for field in self.form.base_fields.values())

    @cached_property
    def empty_form(self):
        """The row that new ones are made from. Django makes it anew for each part of the page that asks for it."""
        return super().empty_form

    def fetch(self):
        """Fetch the rows of the forms and all that they refer to."""
        return len(self.get_queryset()), self.referenced_rows

    @cached_property
    def referenced_rows(self):
        """{model: {key as text: row}} of all that the rows refer to, saved and as posted."""
        fields = {n: f for n, f in self.form.base_fields.items() if isinstance(f.widget, RowSelectMixin)}
        keys = defaultdict(set)
        for name, field in fields.items():
            model_keys = keys[field.queryset.model]
            for index in range(self.total_form_count() if self.is_bound else 0):
                model_keys.update(field.widget.plain_keys(self.posted_keys(f"{self.add_prefix(index)}-{name}")))
            for row in super().get_queryset():
                model_keys.update(field.widget.plain_keys(field.keys_of(row, name)))
        return {field.queryset.model: self.fetch_rows(field, keys[field.queryset.model]) for field in fields.values()}

    def posted_keys(self, name):
        return self.data.getlist(name) if hasattr(self.data, "getlist") else [self.data.get(name)]

    def fetch_rows(self, field, keys):
        """Return {key as text: row}; the key of a row that was merged while the page was open leads to its survivor."""
        model = field.queryset.model
        model_admin = field.widget.admin_site.get_model_admin(model)

        def fetch(keys):
            return {str(row.pk): row for row in model_admin.for_labels(model.objects.filter(pk__in=keys))}

        keys = list(possible_keys(model, keys))
        rows = fetch(keys) if keys else {}
        missing_keys = [key for key in keys if isinstance(key, int) and str(key) not in rows]
        survivor_keys = survivors(model._meta.model_name, missing_keys) if missing_keys else {}
        survivor_rows = fetch(survivor_keys.values()) if survivor_keys else {}
        return rows | {
            str(key): survivor_rows[str(survivor)]
            for key, survivor in survivor_keys.items()
            if str(survivor) in survivor_rows
        }

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.is_light = self.is_light and index is not None
        is_saved = not form.instance._state.adding
        if index == 0 and not is_saved:
            form.initial |= self.first_values
        # Nothing of a saved row is checked unless it was changed.
        form.empty_permitted = form.empty_permitted or is_saved
        for name, field in form.fields.items():
            if isinstance(field.widget, RowSelectMixin):
                field.widget.formset, field.widget.is_light = self, form.is_light
                if is_saved and isinstance(field, RowChoices):
                    form.initial[name] = field.keys_of(form.instance, name)
            if self.is_terse and not field.widget.is_hidden:
                field.widget.attrs["aria-label"] = field.label
            if self.is_terse and index is not None:
                # The head of the table explains its column, and the empty row has its choices.
                field.help_text = ""
                if form.is_light and type(field) is forms.TypedChoiceField:
                    field.widget = LightSelect(field.widget.attrs, field.choices)
                elif form.is_light:
                    lighten(field)
        if self.is_terse and form.is_light:
            form.auto_id = False

    def get_queryset(self):
        """Return the saved rows in the order of the forms: a posted form may have another order, or rows deleted since."""
        if self.is_bound and "forms" in vars(self):
            return [DeletedRow() if form.instance._state.adding else form.instance for form in self.initial_forms]
        return super().get_queryset()

    def validate_unique(self):
        """Refuse rows of one POST that exclude each other; each row's own check knows only what is saved."""
        forms = self.remaining_forms()
        if len(forms) > 1:
            for constraint in self.model._meta.constraints:
                if isinstance(constraint, UniqueConstraint):
                    refuse_duplicates(self, constraint, forms)

    def remaining_forms(self):
        """Return the valid forms whose rows are there after the save."""
        return [
            form
            for form in self.forms
            if form.is_valid()
            and (form.has_changed() or not form.instance._state.adding)
            and not form.cleaned_data.get(DELETION_FIELD_NAME)
        ]


class RowInline(InlineModelAdmin):
    form = RowForm
    formset = RowFormSet
    is_terse = False
    extra = 0
    view_on_site = False
    formfield_overrides = FORMFIELD_OVERRIDES
    list_select_related = ()
    prefetch = ()
    # {name of a column: what makes its form field}.
    own_fields: ClassVar = {}
    # The field that a new row takes over from the row above, and the one that counts on.
    carry = count = ""
    # Which rows of the noun the inline shows.
    condition = Q()
    # The part of the form that it stands in, a key of `catalog.admin.core.parts.PARTS`; the first one, if none is named.
    part = ""
    # Fields that stand behind “More” in each row.
    rare = ()
    # The field with the row's place among the others, by which rows are dragged.
    order_field = ""

    @property
    def change_page(self):
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_change"

    def get_queryset(self, request):
        rows = super().get_queryset(request).filter(self.condition).prefetch_related(*self.prefetch)
        return rows.select_related(*self.list_select_related) if self.list_select_related else rows

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in self.own_fields:
            return self.own_fields[db_field.name]()
        is_single = isinstance(db_field, ForeignKey)
        if not is_single and not isinstance(db_field, ManyToManyField):
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        kwargs["widget"] = (RowSelect if is_single else RowSelectMultiple)(db_field, self.admin_site)
        return db_field.formfield(**kwargs, form_class=RowChoice if is_single else RowChoices)

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        # A script wakes light rows with the empty row, which is there only for those who may add.
        formset.is_light = self.has_add_permission(request, obj)
        formset.is_terse = self.is_terse
        new_rows = NewRows.of(request)
        for field in formset.form.base_fields.values():
            if isinstance(field.widget, RowSelectMixin):
                field.widget.new_rows = new_rows
        return formset


class RowTabular(RowInline, admin.TabularInline):
    template = "admin/inlines/tabular.html"
    is_terse = True


class RowStacked(RowInline, admin.StackedInline):
    template = "admin/inlines/stacked.html"


class RowsAdmin(admin.ModelAdmin):
    """A noun whose form has inlines of rows, in the parts that these name."""

    # The heading of the part with the noun's own fields; the noun's name, if none is given.
    first_part = ""

    def find_lacks(self, context):
        """Return what the row of a form lacks, as FormLack."""
        return []

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        name = str(self.opts.verbose_name)
        label = self.first_part or name[:1].upper() + name[1:]
        parts = FormParts(context["adminform"], context["inline_admin_formsets"], label, self.find_lacks(context))
        return super().render_change_form(request, context | {"parts": parts}, add, change, form_url, obj)

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None):
        inlines = super().get_inline_formsets(request, formsets, inline_instances, obj)
        return [InlineRows.of(inline) for inline in inlines]

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """Return what Django returns, but all inlines read one POST: copying hundreds of rows for each takes a second."""
        posted_forms = {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}
        return {"instance": obj, "prefix": prefix, "queryset": inline.get_queryset(request)} | posted_forms

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Return the field; what Django puts around a select to add rows in a window of their own, comboboxes do in place."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        combobox = getattr(field and field.widget, "widget", None)
        if isinstance(combobox, ComboboxMixin):
            field.widget = combobox
            combobox.new_rows = NewRows.of(request)
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.autocomplete_fields:
            kwargs.setdefault("widget", SafeSelect(db_field, self.admin_site))
            kwargs.setdefault("form_class", SafeChoice)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.autocomplete_fields:
            kwargs.setdefault("widget", SafeSelectMultiple(db_field, self.admin_site))
            kwargs.setdefault("form_class", SafeChoices)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

"""Inlines of hundreds of rows: what all rows refer to is fetched once a model, and only changed rows are checked.

Django's own inline asks the database for each select it draws and for each it reads back, and repeats on each row the
attributes that its script needs. Here one row, the empty one that new rows are made from, is Django's own in full; a
saved row has a plain select with what is chosen, which `admin-rows.js` wakes when it is first used.
"""

from collections import defaultdict

from django import forms
from django.contrib import admin
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import F, ForeignKey, Func, ManyToManyField, UniqueConstraint, Value
from django.forms.utils import ErrorDict
from django.urls import reverse
from django.utils.functional import cached_property

from catalog.admin.core.base import NounAdmin
from catalog.admin.inlines.selects import (
    LightSelect,
    RowChoice,
    RowChoices,
    RowSelect,
    RowSelectMixin,
    RowSelectMultiple,
    possible,
)
from catalog.editing.references import survivors

GONE = "Somebody deleted this row after you opened the page. Tick “Delete” to let it go; to keep it, enter it anew."


class RowForm(forms.ModelForm):
    light = False

    @property
    def media(self):
        return forms.Media() if self.light else super().media

    def full_clean(self):
        if self.is_bound and not self.instance._state.adding and not self.has_changed():
            self._errors, self.cleaned_data = ErrorDict(renderer=self.renderer), {}
            return
        super().full_clean()
        if self._errors.pop(self._meta.model._meta.pk.name, None):
            self.add_error(None, ValidationError(GONE, code="gone"))


class Gone:
    """Stands for a row that was deleted while the page was open."""

    pk = None

    def __str__(self):
        return "deleted meanwhile"


class RowFormSet(forms.models.BaseInlineFormSet):
    light = True
    terse = False

    @cached_property
    def chosen(self):
        """Whatever the rows refer to, {model: {key as text: row}}."""
        fields = {n: f for n, f in self.form.base_fields.items() if isinstance(f.widget, RowSelectMixin)}
        keys = defaultdict(set)
        for name, field in fields.items():
            for i in range(self.total_form_count() if self.is_bound else 0):
                keys[field.queryset.model].update(self.data_of(f"{self.add_prefix(i)}-{name}"))
            for row in self.get_queryset():
                keys[field.queryset.model].update(self.referred(row, name, field))
        return {field.queryset.model: self.fetch(field, keys[field.queryset.model]) for field in fields.values()}

    def data_of(self, name):
        return self.data.getlist(name) if hasattr(self.data, "getlist") else [self.data.get(name)]

    def referred(self, row, name, field):
        """The keys that a saved row refers to in a field."""
        initial = self.form.initial_of(row, name) if hasattr(self.form, "initial_of") else None
        if initial is not None:
            return initial
        if isinstance(field, RowChoices):
            return [one.pk for one in getattr(row, name).all()]
        return [getattr(row, f"{name}_id")]

    def fetch(self, field, keys):
        model = field.queryset.model

        def rows(keys):
            return {str(row.pk): row for row in desk_of(field, model).labelled(model.objects.filter(pk__in=keys))}

        asked = list(possible(model, keys))
        found = rows(asked)
        # What was merged while the page was open is what it is part of by now.
        gone = [int(key) for key in asked if str(key).isdecimal() and str(key) not in found]
        led = survivors(model._meta.model_name, gone) if gone else {}
        stand_in = rows(led.values()) if led else {}
        return found | {str(key): stand_in[str(other)] for key, other in led.items() if str(other) in stand_in}

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.light = self.light and index is not None
        for field in form.fields.values():
            if isinstance(field.widget, RowSelectMixin):
                field.widget.chosen = self.chosen[field.queryset.model]
                field.widget.light = form.light
            if self.terse and index is not None:
                make_terse(form, field)

    def get_queryset(self):
        """The rows in the order of the forms: what was posted may be in another order, or lack some by now."""
        return self.posted if "posted" in self.__dict__ else super().get_queryset()

    def full_clean(self):
        super().full_clean()
        if self.is_bound:
            self.posted = [Gone() if f.instance._state.adding else f.instance for f in self.initial_forms]

    def validate_unique(self):
        """Refuse rows of one POST that exclude each other; each row's own check knows only what is saved."""
        live = [form for form in self.forms if form.is_valid() and self.stays(form)]
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, UniqueConstraint):
                self.refuse_duplicates(constraint, live)

    def stays(self, form):
        return (form.has_changed() or not form.instance._state.adding) and not self._should_delete_form(form)

    def refuse_duplicates(self, constraint, live):
        names = set(constraint.fields or named_in(constraint.expressions)) - {self.fk.name}
        seen = {}
        for form in live:
            values = tuple(getattr(form.instance, self.model._meta.get_field(name).attname) for name in names)
            if None in values and constraint.fields and constraint.nulls_distinct is not False:
                continue
            if values in seen and all(self.under(constraint, row_form) for row_form in (form, seen[values])):
                form.add_error(None, constraint.get_violation_error_message())
            elif values not in seen or not self.under(constraint, seen[values]):
                seen[values] = form

    def under(self, constraint, form):
        """Whether a conditional constraint regards the form's row."""
        if not constraint.condition:
            return True
        fields = self.model._meta.concrete_fields
        columns = {field.name: Value(getattr(form.instance, field.attname), field) for field in fields}
        return constraint.condition.check(columns | {self.fk.name: Value(self.instance.pk or 0)})


def make_terse(form, field):
    """A table says in its heads what its columns mean, and in its empty row what can be chosen."""
    field.help_text = ""
    if not field.widget.is_hidden:
        field.widget.attrs["aria-label"] = field.label
    if form.light:
        form.auto_id = False
        if type(field) is forms.TypedChoiceField:
            field.widget = LightSelect(field.widget.attrs, field.choices)


def named_in(expressions):
    """The fields that expressions refer to."""
    return [part.name for part in Func(*expressions).flatten() if isinstance(part, F)]


def desk_of(field, model):
    return field.widget.admin_site.get_model_admin(model)


def drop_errors(form, code):
    """Take back what was said of the form as a whole under a code: its formset, which sees all rows, says it better."""
    kept = [e for e in form.errors.get(NON_FIELD_ERRORS, form.error_class()).as_data() if e.code != code]
    form.errors.pop(NON_FIELD_ERRORS, None)
    if kept:
        form.add_error(None, kept)


class RowInlineMixin:
    form = RowForm
    formset = RowFormSet
    extra = 0
    view_on_site = False
    formfield_overrides = NounAdmin.formfield_overrides
    list_select_related = ()
    prefetch = ()

    def get_queryset(self, request):
        rows = super().get_queryset(request).prefetch_related(*self.prefetch)
        return rows.select_related(*self.list_select_related) if self.list_select_related else rows

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        single = isinstance(db_field, ForeignKey)
        if not single and not isinstance(db_field, ManyToManyField):
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = (RowSelect if single else RowSelectMultiple)(db_field, self.admin_site)
        widget.add_url = self.add_url(db_field.related_model, request)
        kwargs |= {"form_class": RowChoice if single else RowChoices, "widget": widget}
        return db_field.formfield(**kwargs)

    def add_url(self, model, request):
        if not self.admin_site.get_model_admin(model).has_add_permission(request):
            return ""
        name = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
        return f"{name}?_to_field={model._meta.pk.name}&_popup=1"

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        # Rows are woken after the empty one, which is there only for who may add.
        formset.light = self.has_add_permission(request, obj)
        return formset


class RowTabular(RowInlineMixin, admin.TabularInline):
    template = "admin/inlines/tabular.html"

    @property
    def change_page(self):
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_change"

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.terse = True
        return formset


class RowStacked(RowInlineMixin, admin.StackedInline):
    pass

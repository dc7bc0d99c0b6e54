"""Fetch all that a form of the desk shows before it is drawn: then the tables may show something else (`catalog.overlays`)."""

from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import FieldDoesNotExist
from django.db.models import prefetch_related_objects

from catalog.admin.core.comboboxes import SafeSelectMixin


def fetch_form(context):
    """Fetch what the form in a context and its inlines show, each kind of rows in a fixed number of queries."""
    admin_form = context["adminform"]
    fetch_selected(admin_form.form)
    fetch_related([context["original"]] if context["original"] else [], admin_form.readonly_fields)
    for inline in context["inline_admin_formsets"]:
        inline.formset.fetch()
        if not inline.has_change_permission:
            fetch_related(list(inline.formset.get_queryset()), flatten_fieldsets(inline.fieldsets))


def fetch_selected(form):
    """Fetch the rows that are selected in the selects of a form."""
    for bound_field in form:
        widget = getattr(bound_field.field.widget, "widget", bound_field.field.widget)
        if isinstance(widget, SafeSelectMixin):
            widget.optgroups(bound_field.html_name, widget.format_value(bound_field.value()))


def fetch_related(rows, names):
    """Fetch the rows to which rows refer by the fields of these names that are relations."""
    if rows:
        prefetch_related_objects(rows, *(name for name in names if is_relation(type(rows[0]), name)))


def is_relation(model, name):
    try:
        return model._meta.get_field(name).is_relation
    except FieldDoesNotExist:
        return False

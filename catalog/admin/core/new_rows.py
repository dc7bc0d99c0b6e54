"""New rows that fields of a form name: each is made once, by its noun's own form, inside the edit that saves the form."""

import json
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.comboboxes import read_new_fields
from catalog.editing.documents import Root
from catalog.roles import permission_refusal
from catalog.texts.folding import fold, slug

NAME_MISSING = _("A new entry needs a name ({}).")
# Rows that one form may name as new: more than any film needs, and few enough to be made in one request.
MOST_NEW_ROWS = 1000


class NewRows:
    """The rows that the fields of one posted form name as new."""

    def __init__(self, request):
        self.request, self.rows, self.owned_rows = request, {}, {}

    @classmethod
    def of(cls, request):
        """Return the new rows of a request: one name in two fields is one row."""
        if not hasattr(request, "new_rows"):
            request.new_rows = cls(request)
        return request.new_rows

    def noun(self, model_admin):
        """Return what a new row of a noun is called; "" where forms can't name one, or the user may not add one."""
        may_add = model_admin.new_fields and model_admin.has_add_permission(self.request)
        return str(model_admin.opts.verbose_name) if may_add else ""

    def forget(self):
        """Make all anew: what was made is undone."""
        self.rows, self.owned_rows = {}, {}

    def make(self, model_admin, value, owner=None):
        """Return the row that a value names: made just now, or before for another field, or one of the same name that the owner has.

        Raise ValidationError where the noun's own form would refuse it, or the user may not add one.
        """
        fields = read_new_fields(value)
        name_field, *_ = model_admin.new_fields
        if not isinstance(fields, Mapping):
            fields = {name_field: fields}
        name = str(fields.get(name_field) or "").strip()
        if not name:
            raise ValidationError(NAME_MISSING.format(model_admin.opts.verbose_name), code="required")
        further_fields = {field: value for field, value in fields.items() if field != name_field and value}
        place = (model_admin.opts.model_name, fold(name) or name)
        if row := self.owned(model_admin, owner).get(place[1]):
            return row
        known_rows = self.rows.setdefault(place, {})
        text = json.dumps(further_fields, sort_keys=True)
        row = known_rows.get(text) or (None if further_fields else next(iter(known_rows.values()), None))
        if row is None:
            row = known_rows[text] = self.save(model_admin, {name_field: name} | further_fields)
        return row

    def owned(self, model_admin, owner):
        """Return {folded name: row} of the noun's rows that the owner of the field has already: the characters of a film."""
        if owner is None or not owner.pk:
            return {}
        place = (model_admin, owner.pk)
        if place not in self.owned_rows:
            self.owned_rows[place] = {fold(row.name) or row.name: row for row in model_admin.rows_of(owner)}
        return self.owned_rows[place]

    def save(self, model_admin, fields):
        if sum(map(len, self.rows.values())) > MOST_NEW_ROWS:
            raise ValidationError(
                gettext("Name at most %(number)s new ones in one form; save, then go on.") % {"number": MOST_NEW_ROWS},
                code="too_many",
            )
        form = self.read_form(model_admin, fields)
        if not form.is_valid():
            raise ValidationError(list(self.errors(form, model_admin)))
        row = form.save()
        edit = getattr(self.request, "edit", None)
        if edit is not None:
            edit.add_root(Root.of(row))
        return row

    def read_form(self, model_admin, fields):
        """Return the noun's own form, filled in with what the fields say and with what a new one has by itself."""
        form_class = model_admin.new_form(self.request)
        data = QueryDict(mutable=True)
        for name, field in form_class.base_fields.items():
            value = fields.get(name, field.initial() if callable(field.initial) else field.initial)
            if value not in field.empty_values:
                data.setlist(name, list(map(str, value)) if isinstance(value, list) else [str(value)])
        for name, origins in model_admin.prepopulated_fields.items():
            data.setdefault(name, slug(" ".join(data.get(origin, "") for origin in origins), ""))
        return form_class(data)

    def errors(self, form, model_admin):
        for name, errors in form.errors.items():
            label = form.fields[name].label if name in form.fields else ""
            for error in errors:
                yield gettext("New (%(place)s): %(error)s") % {
                    "place": ", ".join(filter(None, [str(model_admin.opts.verbose_name), str(label)])),
                    "error": error,
                }


def new_row_view(request, noun, site):
    """Return the fields of a noun that a form shows beside the name of a new one."""
    model_admin = next((entry for model, entry in site._registry.items() if model._meta.model_name == noun), None)
    if model_admin is None or not getattr(model_admin, "new_fields", ()):
        raise Http404
    if not model_admin.has_add_permission(request):
        raise PermissionDenied(permission_refusal(f"add_{noun}"))
    form = model_admin.new_form(request)(auto_id="new-row-%s")
    fields = [form[name] for name in model_admin.new_fields]
    context = {"fields": fields, "carried_fields": model_admin.carried_fields, "noun": model_admin.opts.verbose_name}
    return render(request, "admin/new_row.html", context)

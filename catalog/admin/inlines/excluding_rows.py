"""Find rows of one form that exclude each other, as a unique constraint of their model says."""

from django.db.models import F, Func, Value


def refuse_duplicates(formset, constraint, forms):
    """Add an error to each of the valid forms whose row is equal to an earlier one under a unique constraint."""
    model = formset.model
    names = set(constraint.fields or field_names(constraint.expressions)) - {formset.fk.name}
    earlier_forms = {}
    for form in forms:
        values = tuple(value_of(form.instance, model._meta.get_field(name)) for name in names)
        if None in values and constraint.fields and constraint.nulls_distinct is not False:
            continue
        earlier_form = earlier_forms.get(values)
        if earlier_form and all(is_under(formset, constraint, twin) for twin in (form, earlier_form)):
            form.add_error(None, constraint.get_violation_error_message())
        elif earlier_form is None or not is_under(formset, constraint, earlier_form):
            earlier_forms[values] = form


def is_under(formset, constraint, form):
    """Tell whether a conditional constraint regards the form's row."""
    if not constraint.condition:
        return True
    columns = {
        field.name: Value(value_of(form.instance, field), field) for field in formset.model._meta.concrete_fields
    }
    return constraint.condition.check(columns | {formset.fk.name: Value(formset.instance.pk or 0)})


def value_of(row, field):
    """Return the value of a row's column; for one that the same form saves first, a number that no saved row has as its key."""
    related_row = field.get_cached_value(row, None) if field.is_relation else None
    return -id(related_row) if related_row is not None and related_row.pk is None else getattr(row, field.attname)


def field_names(expressions):
    """Return the names of the fields to which expressions refer."""
    return [part.name for part in Func(*expressions).flatten() if isinstance(part, F)]

"""What an error of the database is about, in the words of the catalogue's rules."""

from django.apps import apps
from django.db import IntegrityError, models
from django.utils.text import capfirst
from django.utils.translation import gettext


def violation_message(error: IntegrityError) -> str:
    """Say which rule of the catalogue an error of the database is about, in the words of the rule."""
    message = str(error)
    if "foreign key" in message.lower():
        return gettext(
            "At the same moment somebody deleted or merged a row that this refers to, or referred to a row that this "
            "deletes. Nothing was changed: look at what is there now."
        )
    for model in apps.get_app_config("catalog").get_models():
        table, name = model._meta.db_table, capfirst(model._meta.verbose_name)
        if f"{table}_pkey" in message or message.endswith(f" {table}.{model._meta.pk.column}"):
            return gettext(
                "%(noun)s: it is there already, as somebody brought it back at the same moment. Nothing was changed."
            ) % {"noun": name}
        constraints = [constraint for constraint in model._meta.constraints if is_violated(constraint, model, message)]
        if len(constraints) > 1:
            # SQLite names the columns and not the constraint, so it could be any of these.
            return gettext("%(noun)s: another one has the same values already. Nothing was changed.") % {"noun": name}
        if constraints:
            return gettext("%(noun)s: %(rule)s Nothing was changed.") % {
                "noun": name,
                "rule": constraints[0].get_violation_error_message(),
            }
    return gettext("It breaks a rule of the catalogue (%(rule)s). Nothing was changed.") % {
        "rule": message.splitlines()[0]
    }


def is_violated(constraint: models.BaseConstraint, model: type[models.Model], message: str) -> bool:
    """Tell whether a database's message is about a constraint.

    PostgreSQL gives its name, SQLite its name or its columns.
    """
    table, columns = model._meta.db_table, {field.name: field.column for field in model._meta.concrete_fields}
    names = ", ".join(f"{table}.{columns[name]}" for name in getattr(constraint, "fields", ()))
    return constraint.name in message or bool(names and message.endswith(f"UNIQUE constraint failed: {names}"))

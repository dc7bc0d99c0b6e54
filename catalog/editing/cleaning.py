"""Clean lines that were stored before entering cleaned them."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Field, Model

from catalog.editing.documents import Root
from catalog.editing.edit import Edit
from catalog.editing.stored_words import CLEANED
from catalog.texts.folding import LineField, LineListField


def line_fields(model: type[Model]) -> list[Field]:
    return [field for field in model._meta.concrete_fields if isinstance(field, LineField | LineListField)]


def rows_to_clean() -> Iterator[tuple[Root, Model, dict[str, str]]]:
    """Yield (root, row, {field: the line as it is to be}) of each row with a line that is not clean."""
    for model in apps.get_app_config("catalog").get_models():
        fields = line_fields(model)
        for row in model._base_manager.order_by("pk").iterator(2000) if fields else ():
            lines = {field.name: (field.value_from_object(row), field) for field in fields}
            clean_lines = {name: field.to_python(line) for name, (line, field) in lines.items()}
            changes = {name: line for name, line in clean_lines.items() if line != lines[name][0]}
            if changes:
                yield Root.of(row), row, changes


def emptied_fields(row: Model, changes: dict[str, str]) -> list[str]:
    """Return the fields of a row that may not be empty and in which nothing is visible."""
    required_names = {field.name for field in line_fields(type(row)) if not field.blank}
    return [name for name, line in changes.items() if not line and name in required_names]


def clean_rows(root: Root, rows: list[Model]) -> None:
    """Clean rows of a root as one edit, before the public's eyes too. Raise RefusedError where a rule forbids it."""
    with Edit(root, editor=None, note=CLEANED, directly=True) as edit:
        for row in rows:
            # Read again under the lock; what is saved is clean.
            type(row)._base_manager.get(pk=row.pk).save()
        edit.keep()

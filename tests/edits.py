"""Saves for tests, as an editor’s edit."""

from catalog.editing.documents import Root
from catalog.editing.edit import Edit
from catalog.models import Deed


def root_of(row):
    return Root(row._meta.model_name, row.pk)


def save_edit(row, act, **kwargs):
    """Return the revision of what a function changes, or None."""
    with Edit(root_of(row), **kwargs) as edit:
        act()
        edit.keep()
    return edit.revisions[0] if edit.revisions else None


def save_fields(row, *, seen_revision=None, editor=None, note="", directly=False, **fields):
    """Return the revision of a change of a row’s fields, or None."""
    return save_edit(
        row,
        lambda: type(row).objects.filter(pk=row.pk).update(**fields),
        editor=editor,
        note=note,
        directly=directly,
        seen_revisions=None if seen_revision is None else {root_of(row): seen_revision},
    )


def delete_row(row, **kwargs):
    return save_edit(row, row.delete, deed=Deed.DELETED, **kwargs)

"""Saves for tests: what an act changes, as an editor's edit."""

from catalog.editing.documents import Root
from catalog.editing.edit import Edit
from catalog.models import Deed


def root_of(row):
    return Root(row._meta.model_name, row.pk)


def edited(row, act, **kwargs):
    """The revision of what an act changed, or None."""
    with Edit(root_of(row), **kwargs) as edit:
        act()
        edit.keep()
    return edit.revisions[0] if edit.revisions else None


def saved(row, *, editor=None, note="", seen=None, directly=False, **fields):
    kwargs = {"seen": {root_of(row): seen}} if seen is not None else {}
    return edited(
        row,
        lambda: type(row).objects.filter(pk=row.pk).update(**fields),
        editor=editor,
        note=note,
        directly=directly,
        **kwargs,
    )


def deleted(row, **kwargs):
    return edited(row, row.delete, deed=Deed.DELETED, **kwargs)

"""Save, delete, revert and restore in tests of the history."""

from django.contrib.auth.models import Group, Permission, User

from catalog.editing.documents import Root
from catalog.editing.edit import Edit
from catalog.editing.history import newest_revision_id
from catalog.models import Deed
from tests.admin.desk_forms import address

FORBIDDEN, GONE, NOT_ALLOWED, CONFLICT = 403, 404, 405, 409


def root_of(row):
    return Root(row._meta.model_name, row.pk)


def save(row, *, editor=None, note="", directly=True, **fields):
    """Save fields of a noun as an edit. Return its revision."""
    with Edit(root_of(row), editor=editor, note=note, directly=directly) as edit:
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
        edit.keep()
    return edit.revisions[0]


def delete(row, *, editor=None, note=""):
    with Edit(root_of(row), editor=editor, note=note, deed=Deed.DELETED) as edit:
        row.delete()
        edit.keep()
    return edit.revisions[0]


def revert_page(row, revision):
    return address(row._meta.model_name, "revert", row.pk, revision.pk)


def confirmation(row, note="", **fields):
    """Return the fields of the page before a revert."""
    return {"_seen": newest_revision_id(root_of(row)), "_note": note} | fields


def restore_page(noun, key):
    return address(noun, "restore", key)


def log_in(client, *permissions, role=None):
    user = User.objects.create_user("lou", password="x", is_staff=True)
    user.user_permissions.add(*Permission.objects.filter(codename__in=permissions))
    if role:
        user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return user

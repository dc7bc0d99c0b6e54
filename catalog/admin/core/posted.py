"""Read what addresses and forms of the desk send beside a form's fields. Anybody may have forged it."""

from django.core.exceptions import ValidationError
from django.db.models import IntegerField
from django.utils.translation import gettext

from catalog.editing.documents import RefusedError, Root, model_of
from catalog.editing.working_copies import root_of_staged_row
from catalog.texts.numbers import read_number

MOST_NOTE_LETTERS = 1000
# The field in which a form sends back the revision that it was made from.
SEEN_FIELD = "_seen"


def read_note(query_dict, name="_note"):
    """Read the note that an editor wrote on a change. Raise RefusedError if the history can't hold it."""
    note = query_dict.get(name, "").replace("\0", "").strip()
    if len(note) > MOST_NOTE_LETTERS:
        raise RefusedError(
            gettext("The note is longer than %(number)s characters, so nothing was saved. Shorten it.")
            % {"number": MOST_NOTE_LETTERS}
        )
    return note


def note_text(query_dict, name="_note"):
    """Return the note for a form that is shown again."""
    return query_dict.get(name, "").replace("\0", "")


def read_seen_revision(query_dict, name=SEEN_FIELD):
    """Read the id of the revision that a form was made from; None if the form names none."""
    return read_number(query_dict.get(name, ""))


def read_key(noun, text):
    """Read a primary key of a noun; None where the text can't be one."""
    column = model_of(noun)._meta.pk
    try:
        if isinstance(column, IntegerField):
            return read_number(text or "")
        return column.clean(text, None) if text and "\0" not in text else None
    except ValidationError:
        return None


def find_root(noun, key):
    """Return the root of a row, also of one that only a working copy holds; None without such a row."""
    row = model_of(noun)._base_manager.filter(pk=key).first()
    if row is not None:
        return Root.of(row)
    return root_of_staged_row(noun, key)

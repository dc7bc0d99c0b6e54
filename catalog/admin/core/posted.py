"""What forms of the desk send beside their fields, which anybody may have forged."""

from catalog.editing.documents import RefusedError

MOST_NOTED = 1000


def is_number(text):
    """Whether a text is a whole number that a database can hold."""
    return text.isascii() and text.isdigit() and len(text) < 19


def noted(posted, name="_note"):
    """The note that an editor wrote on a change; RefusedError where the history can't hold it."""
    note = posted.get(name, "").replace("\0", "").strip()
    if len(note) > MOST_NOTED:
        raise RefusedError(f"The note is longer than {MOST_NOTED} characters, so nothing was saved. Shorten it.")
    return note

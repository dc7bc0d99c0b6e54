"""Where the address of what was merged leads."""

from catalog.editing.documents import survivors


def survivor_of(noun, key):
    """The id of what a merged one is part of by now, in one query however long the chain; None where it was not merged."""
    return survivors(noun, [key]).get(key)

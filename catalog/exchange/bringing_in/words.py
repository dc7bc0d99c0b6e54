"""Say fields and values of documents in words, for reports and proposals."""

from typing import Any

from catalog.editing.documents import keys_in, model_of, relations

MOST_NAMES = 10


def field_label(noun: str, name: str) -> str:
    """Return what people call a field: `running time`."""
    try:
        return str(getattr(model_of(noun)._meta.get_field(name), "verbose_name", name))
    except LookupError:
        return name


def in_words(noun: str, name: str, value: Any) -> str:
    """Return a value of a document in words: of references, what they lead to is called."""
    if value in (None, "", []):
        return ""
    try:
        target = relations(noun).get(name)
    except LookupError:
        target = None
    if target:
        rows = model_of(target)._base_manager.in_bulk(keys_in(value)[:MOST_NAMES])
        return ", ".join(str(rows.get(key, key)) for key in keys_in(value)[:MOST_NAMES])
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

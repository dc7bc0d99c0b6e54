"""Tags that name a language, as BCP 47 writes them."""


def primary_subtag(tag: str) -> str:
    """Return a language tag's first part in lower case: `en-GB` → `en`."""
    return tag.replace("_", "-").split("-")[0].lower()

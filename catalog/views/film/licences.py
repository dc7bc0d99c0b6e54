"""The licences of the texts on a page, said once at its foot."""

from catalog.templatetags.films import shown_title


def licences(texts, level):
    """Return [(names of texts, their licence)] for a reader of a spoiler level; “The texts” where all have the same one."""
    by_licence = {}
    for text in texts:
        by_licence.setdefault(text.licence, []).append(shown_title(text, level) or text.get_kind_display().capitalize())
    if len(by_licence) == 1:
        return [("The texts", licence) for licence in by_licence if licence]
    return [(", ".join(names), licence) for licence, names in by_licence.items() if licence]

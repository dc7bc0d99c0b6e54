"""The licences of the texts on a page, said once at its foot."""


def licences(texts, level):
    """Return [(names of texts, their licence)] for a reader of a spoiler level; “The texts” where all have the same one."""
    by_licence = {}
    for text in texts:
        by_licence.setdefault(text.licence, []).append(name_of(text, level))
    if len(by_licence) == 1:
        return [("The texts", licence) for licence in by_licence if licence]
    return [(", ".join(names), licence) for licence, names in by_licence.items() if licence]


def name_of(text, level):
    """Return a text's title, or its kind where it has none or the title gives away too much."""
    return text.title if text.title and text.title_level <= level else text.get_kind_display().capitalize()

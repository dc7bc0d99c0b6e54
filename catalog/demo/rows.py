"""Add rows of the demo film, after the checks that an editor's entry has to pass."""

from catalog.demo import facts
from catalog.models import Citation, Person


def add_row(model, **fields):
    """Validate and save a row, and return it."""
    row = model(**fields)
    row.full_clean()
    row.save()
    return row


def cite(sources, names, **target):
    """Cite the sources of these names under a row or field; `names` may be a dict of name → the source's words."""
    for name in names:
        add_row(Citation, source=sources[name], quote=names[name] if isinstance(names, dict) else "", **target)


def find_or_add_person(name):
    person = Person.objects.filter(name=name).first()
    return person or add_row(Person, name=name, other_names=facts.OTHER_NAMES.get(name, ""))

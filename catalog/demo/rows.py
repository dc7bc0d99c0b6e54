"""Rows as the loader makes them: each passes the checks that an editor's entry would."""

from catalog.demo import facts
from catalog.models import Citation, Person


def add(model, **fields):
    row = model(**fields)
    row.full_clean()
    row.save()
    return row


def cite(sources, names, **target):
    """Say that the sources of these names say this row or field; `names` may be a dict to their words."""
    for name in names:
        add(Citation, source=sources[name], quote=names[name] if isinstance(names, dict) else "", **target)


def person(name):
    known = Person.objects.filter(name=name).first()
    return known or add(Person, name=name, other_names=facts.OTHER_NAMES.get(name, ""))

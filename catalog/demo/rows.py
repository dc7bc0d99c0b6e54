"""Add rows of the demo films, after the checks that an editor's entry has to pass."""

from catalog.models import Citation, EntryCitation, NameKind, Person, PersonName


def add_row(model, **fields):
    """Validate and save a row, and return it."""
    row = model(**fields)
    row.full_clean()
    row.save()
    return row


def find_or_add(model, *, by, **fields):
    """Return the first row with the same values of the fields `by`, as it is, or a new one."""
    return model.objects.filter(**{name: fields[name] for name in by}).first() or add_row(model, **fields)


def find_or_add_person(name, spelling=""):
    """Return the person of a name; a new one gets another spelling of it, if there is one."""
    person = Person.objects.filter(name=name).first()
    if person is None:
        person = add_row(Person, name=name)
        if spelling:
            add_row(PersonName, person=person, name=spelling, kind=NameKind.SPELLING)
    return person


def cite(sources, names, differences=None, locators=None, **target):
    """Cite the sources of these names under a row or field; `names` may be a dict of name → the source's words.

    `differences` is a dict of name → what the source says otherwise, `locators` of name → the page or timecode in it.
    """
    for name in names:
        quote = names[name] if isinstance(names, dict) else ""
        differs, locator = ((values or {}).get(name, "") for values in (differences, locators))
        add_row(Citation, source=sources[name], quote=quote, differs=differs, locator=locator, **target)


def cite_work(sources, names, work, fields=("title", "kind", "authors")):
    """Cite the sources of these names for fields of a work, where they are not cited yet."""
    for name in names:
        for field in fields:
            if not work.citations.filter(source=sources[name], field=field).exists():
                add_row(EntryCitation, work=work, source=sources[name], field=field)

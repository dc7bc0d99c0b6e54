"""Where in a film's form each lack is mended: the id of a field, of the first row that lacks it, or of a group of rows."""

from typing import NamedTuple

from catalog import completeness
from catalog.admin.core.parts import FIRST, FormLack, part_of
from catalog.models import MissingReason, QuestionStatus
from catalog.models.lack_table import WEIGHTS

# {name of a lack: prefix of the rows that mend it}.
ROWS_OF_LACKS = {
    "release": "releases",
    "director": "credits",
    "cast": "credits",
    "names": "credits",
    "synopsis": "synopses",
    "lead": "synopses",
    "poster": "images",
    "picture_terms": "images",
    "ids": "external_ids",
    "questions": "questions",
}
UNCITED = "uncited_"
FIELD_CITATIONS = "citations"
VERSIONS = "versions"
# {name of a lack: condition on the rows that have it}.
CONDITIONS = {
    "names": lambda credit: credit.missing_reason in (MissingReason.STRIPPED, MissingReason.UNKNOWN),
    "picture_terms": lambda image: not (image.credit_line and image.licence),
    "questions": lambda question: question.status == QuestionStatus.OPEN,
}


def lacks_of_form(film, admin_form, inlines):
    """Return what the film lacks, each with the place in its form where it is mended."""
    inlines_by_prefix = {inline.formset.prefix: inline for inline in inlines}
    lacks = []
    for lack, number in completeness.lacks(film):
        prefix = prefix_of(lack.name, admin_form.form.fields, inlines_by_prefix)
        if not prefix:
            lacks.append(FormLack(lack, number, admin_form.form[lack.name].id_for_label, FIRST))
        elif inline := inlines_by_prefix.get(prefix):
            lacks.append(FormLack(lack, number, target_in(inline.formset, lack.name), part_of(inline)))
        else:
            lacks.append(FormLack(lack, number, f"part-{FIRST}", FIRST))
    return lacks


class LackGroups(NamedTuple):
    """What a film lacks, part by part and kind by kind, its points, and what missing things cost, in words."""

    parts: list
    points: int
    weights_in_words: str


def group_lacks(form_lacks):
    """Return what templates show of lacks: [(part, [(kind, lacks)])], the points that are left, the weights in words."""
    film_lacks = [(lack.lack, lack.number) for lack in form_lacks]
    by_name = {lack.lack.name: lack for lack in form_lacks}
    parts = [
        (part.label, [(kind.label, [by_name[lack.name] for lack, _ in lacks]) for kind, lacks in part.lacks.items()])
        for part in completeness.lacks_by_part(film_lacks)
    ]
    weights = ", ".join(f"{completeness.LACKS[name].label} {weight}" for name, weight in WEIGHTS.items())
    return LackGroups(parts, completeness.completeness(film_lacks), weights)


def lacks_with_places(film, inline_classes, fields):
    """Return what a film lacks, each with the place in its form where it is mended, for a page that has no form."""
    prefixes = {inline.model._meta.get_field("film").remote_field.get_accessor_name() for inline in inline_classes}
    lacks = []
    for lack, number in completeness.lacks(film):
        prefix = prefix_of(lack.name, fields, prefixes)
        target = f"{prefix}-heading" if prefix in prefixes else f"part-{FIRST}" if prefix else f"id_{lack.name}"
        lacks.append(FormLack(lack, number, target, FIRST))
    return lacks


def prefix_of(name, fields, inlines_by_prefix):
    """Return the prefix of the rows in which a lack is mended; "" for a field of the film."""
    if name in ROWS_OF_LACKS:
        return ROWS_OF_LACKS[name]
    if name.startswith(UNCITED):
        relation = name.removeprefix(UNCITED)
        return relation if relation in inlines_by_prefix else FIELD_CITATIONS
    return "" if name in fields else VERSIONS


def target_in(formset, name):
    """Return the id of the first saved row that has a lack, else that of the rows' heading."""
    condition = CONDITIONS.get(name)
    if name == f"{UNCITED}{formset.prefix}":
        condition = is_uncited
    if condition:
        for number, row in enumerate(formset.get_queryset()):
            if row.pk and condition(row):
                return f"{formset.prefix}-{number}"
    return f"{formset.prefix}-heading"


def is_uncited(row):
    return not row.citations.all()

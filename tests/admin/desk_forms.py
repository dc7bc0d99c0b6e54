"""The desk's addresses, a film with rows, and the fields and errors of a form."""

import re
from contextlib import contextmanager
from unittest.mock import patch

from django.contrib.admin import ModelAdmin
from django.template import engines
from django.urls import reverse

from catalog.models import State, WorkingCopy
from catalog.models.base import refresh_once
from tests.factories import (
    make_article,
    make_award,
    make_citation,
    make_credit,
    make_film,
    make_film_company,
    make_question,
    make_release,
    make_source,
    make_synopsis,
    make_title,
    make_work,
)


def address(noun, page, *args):
    """Return the address of a page of the desk on a model."""
    return reverse(f"admin:catalog_{noun}_{page}", args=args)


@refresh_once()
def film_with_rows(number, *, cast=None):
    """Make a film with `number` rows of each kind, each with a source; `cast` is the number of credits if it differs."""
    film = make_film(title="Many rows", state=State.DRAFT)
    source = make_source()
    for place in range(1, number + 1):
        make_citation(film, source=source, release=make_release(film, date=f"20{place:02}"))
        make_citation(film, source=source, title=make_title(film, language_id="pl", country_id="PL"))
        make_citation(film, source=source, film_company=make_film_company(film))
        make_citation(film, source=source, award=make_award(film))
        make_citation(film, source=source, film_work=make_work(film))
        make_synopsis(film, source=source)
        make_article(film, source=source)
        make_question(film)
    for place in range(1, (cast or number) + 1):
        credit = make_credit(film, characters=[f"Character {place}"], billing_order=place)
        make_citation(film, source=source, credit=credit)
    return film


def form_fields(response):
    """Return {name: value} of all that a browser sends from an admin form in which nothing was changed."""
    fields = {"_seen": response.context.get("seen_revision", ""), "_root": response.context.get("root") or ""}
    fields["_once"] = once_key(response)
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for bound_field in form:
            fields |= field_values(bound_field)
    return fields


def once_key(response):
    """Return the key by which the first form of a page of the desk is saved once."""
    return re.search(r'name="_once" value="([\w-]{22})"', response.content.decode())[1]


def field_values(bound_field):
    """Return {name: value} of each input of a form field."""
    value, widget = bound_field.value(), bound_field.field.widget
    widget = getattr(widget, "widget", widget)  # a button beside it may wrap it
    if hasattr(widget, "decompress"):
        parts = value if isinstance(value, list) else widget.decompress(value)
        return {f"{bound_field.html_name}_{number}": str(part or "") for number, part in enumerate(parts)}
    if bound_field.html_name.endswith("-DELETE") or getattr(widget, "input_type", "") == "file":
        return {}
    if getattr(widget, "allow_multiple_selected", False) and not value:
        return {bound_field.html_name: []}
    if getattr(widget, "input_type", "") == "checkbox" and not isinstance(value, list | tuple):
        return {bound_field.html_name: "on"} if value else {}
    if isinstance(value, list | tuple):
        return {bound_field.html_name: [getattr(choice, "pk", choice) for choice in value]}
    return {bound_field.html_name: "" if value is None else value}


# A page of a form with nothing but the key by which it is saved once.
KEY_ALONE = engines["django"].from_string("{% load desk %}{% once_field %}")


@contextmanager
def undrawn_pages():
    """Answer forms, lists and pages before a deletion with their context alone: to draw them takes as long as all else."""
    names = ("change_form_template", "change_list_template", "delete_confirmation_template")
    with patch.multiple(ModelAdmin, **dict.fromkeys(names, KEY_ALONE)):
        yield


def open_film(desk, film):
    """Open the film's page. Return the fields of its form.

    They are read from its context, so the page is not drawn; tests of what it shows get it themselves. That of a working
    copy is drawn: drawing it must read no table.
    """
    page = address("film", "change", film.pk)
    if WorkingCopy.objects.filter(film=film).exists():
        return form_fields(desk.get(page))
    with undrawn_pages():
        return form_fields(desk.get(page))


def save_film(desk, film, fields):
    return desk.post(address("film", "change", film.pk), fields)


def with_row_count(fields, prefix, count):
    """Return the fields with the number of rows that an inline sends."""
    return fields | {f"{prefix}-TOTAL_FORMS": count}


def form_errors(response):
    """Return all errors of a form and its inlines as one text."""
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    error_dicts = [response.context["adminform"].form.errors]
    for formset in formsets:
        error_dicts += [*formset.errors, {"": formset.non_form_errors()}]
    return " ".join(str(message) for errors in error_dicts for messages in errors.values() for message in messages)


def new_rows(prefix, *rows):
    """Return the fields of new rows of an inline as a browser sends them."""
    fields = {f"{prefix}-{place}-{name}": value for place, row in enumerate(rows) for name, value in row.items()}
    return with_row_count(fields, prefix, len(rows))

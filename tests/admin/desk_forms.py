"""What the tests of the desk share: its addresses, a film with rows, and a form as a browser sends it back."""

from django.urls import reverse

from catalog.models import State
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
    return reverse(f"admin:catalog_{noun}_{page}", args=args)


def film_with_rows(number, *, cast=None):
    """A film with so many of each row, each with a source."""
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


def sent_back(response):
    """What a browser would send of an admin form that was left as it is: {name: value}."""
    hidden = {"_seen": response.context.get("seen", ""), "_root": response.context.get("root") or ""}
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    fields = hidden
    for form in forms:
        for bound in form:
            fields |= sent_of(bound)
    return fields


def sent_of(bound):
    value, widget = bound.value(), bound.field.widget
    if hasattr(widget, "decompress"):
        parts = value if isinstance(value, list) else widget.decompress(value)
        return {f"{bound.html_name}_{number}": str(part or "") for number, part in enumerate(parts)}
    if bound.html_name.endswith("-DELETE") or getattr(widget, "input_type", "") == "file":
        return {}
    if getattr(widget, "input_type", "") == "checkbox":
        return {bound.html_name: "on"} if value else {}
    if isinstance(value, list | tuple):
        return {bound.html_name: [getattr(one, "pk", one) for one in value]}
    return {bound.html_name: "" if value is None else value}


def open_film(desk, film):
    """The film's page, as a form that can be sent back."""
    return sent_back(desk.get(address("film", "change", film.pk)))


def save_film(desk, film, fields):
    return desk.post(address("film", "change", film.pk), fields)


def rows_of(fields, prefix, count):
    """Say that so many rows of an inline are sent."""
    return fields | {f"{prefix}-TOTAL_FORMS": count}


def errors_in(response):
    """All that a form refused, as one text."""
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    refused = [response.context["adminform"].form.errors]
    for formset in formsets:
        refused += [*formset.errors, {"": formset.non_form_errors()}]
    return " ".join(str(message) for errors in refused for messages in errors.values() for message in messages)

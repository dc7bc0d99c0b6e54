"""The desk says every date in one way: 27 November 2026, with a time 27 November 2026, 04:15."""

import re

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from catalog.models import Film, Person, PreviewLink, Revision, State, WorkingCopy
from tests.admin.conftest import staff
from tests.admin.desk_forms import address, open_film, save_film
from tests.factories import make_comment, make_vote

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
SHORT_MONTHS = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
OTHER_FORMATS = {
    "2026-11-27": r"\b[12]\d{3}-[01]\d(-[0-3]\d)?\b",
    "27.11.2026, 27/11/2026": r"\b\d{1,2}[./]\d{1,2}[./][12]\d{3}\b",
    "November 27, 2026": rf"\b({MONTHS}|{SHORT_MONTHS})\.? \d{{1,2}}(, [12]\d{{3}})?\b(?! [12]\d{{3}})",
    "27 Nov. 2026": rf"\b\d{{1,2}} ({SHORT_MONTHS})\.?( |$)",
    "4:15 a.m.": r"\b\d{1,2}(:\d\d)? ?[ap]\.?m\b|\bnoon\b|\bmidnight\b",
    "27 November 2026 04:15": rf"\b({MONTHS}) [12]\d{{3}}:? (at )?\d\d?:\d\d",
}
# What people typed, what a form takes, and what a help text gives as an example of it: these stand as they are.
TYPED = r"<div class=\"help.*?</div>|<(script|style|textarea|option|code|kbd|q|blockquote)\b.*?</\1>|<[^>]*>"


def pages_of_desk(film):
    """Yield the addresses of the desk with rows of the demo film."""
    yield "/admin/"
    for model in admin.site._registry:
        if model._meta.app_label in ("catalog", "auth"):
            yield f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
            for row in model._default_manager.order_by("pk")[:2]:
                yield f"/admin/{model._meta.app_label}/{model._meta.model_name}/{row.pk}/change/"
    yield from (address("film", page, film.pk) for page in ("publication", "preview_links", "history", "disagreements"))
    yield address("film", "revision", film.pk, Revision.objects.latest("pk").pk)
    yield address("person", "history", Person.objects.first().pk)
    yield address("person", "merges")
    yield address("film", "deleted")
    yield address("source", "references")


def test_the_desk_says_every_date_in_one_way(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    call_command("load_demo", verbosity=0)
    film = Film.objects.get()
    make_comment(film, state="pending")
    make_vote(film)
    browser = Client()
    browser.force_login(User.objects.create_superuser("ada"))
    save_film(browser, film, open_film(browser, film) | {"logline": "They walk home.", "given_date": "2010-09"})
    call_command("count_references", verbosity=0)
    browser.post(address("film", "preview_links", film.pk), {"days": "7"})
    assert (WorkingCopy.objects.count(), PreviewLink.objects.count(), film.state) == (1, 1, State.PUBLISHED)
    assert staff("rita", "Reviewer").pk
    faults = []
    for page in pages_of_desk(film):
        response = browser.get(page)
        assert response.status_code == 200, page
        text = re.sub(r"\s+", " ", re.sub(TYPED, " ", response.text, flags=re.DOTALL))
        for words, pattern in OTHER_FORMATS.items():
            faults += [
                f"{page} ({words}): …{text[max(0, place.start() - 50) : place.end() + 30]}…"
                for place in list(re.finditer(pattern, text))[:2]
            ]
    assert not faults, "\n".join(faults)

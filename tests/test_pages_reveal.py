"""No page shows what is not published, or tells more than the premise unasked."""

import pytest
from django.test import Client

from catalog.api.films import PARTS
from catalog.models import Film
from catalog.models.base import refresh_once
from tests.factories import (
    in_a_week,
    make_article,
    make_award,
    make_citation,
    make_comment,
    make_company,
    make_credit,
    make_event,
    make_film,
    make_film_company,
    make_image,
    make_person,
    make_question,
    make_source,
    make_synopsis,
    make_vote,
    make_work,
)
from tests.page_catalogue import OF_FILM, PAGES, make_catalogue
from tests.views.visible_text import text_outside_folds

pytestmark = pytest.mark.django_db


def test_no_page_shows_what_is_not_published():
    catalogue = make_catalogue()
    hide_things(catalogue)
    assert [where for where in PAGES if "HIDDEN" in Client().get(catalogue.address(where)).text] == []


@refresh_once()
def hide_things(catalogue):
    """Add unpublished rows besides all published ones, with a word that no page may show."""
    film, source = catalogue.film, catalogue.source
    for fields_that_hide in (
        {"state": "draft"},
        {"state": "in_review"},
        {"state": "withdrawn"},
        {"published_from": in_a_week()},
    ):
        draft = make_film(title="HIDDEN Weir film", featured=True, **fields_that_hide)
        make_credit(draft, person=catalogue.person, characters=["HIDDEN role"])
        make_credit(draft, person=make_person(name="HIDDEN Weir person"))
        make_film_company(draft, company=catalogue.company)
        make_film_company(draft, company=make_company(name="HIDDEN Weir company"))
        make_work(draft, title="HIDDEN work", authors=[catalogue.person])
        make_award(draft, category="HIDDEN prize", recipients=[catalogue.person])
        make_citation(draft, source=source, field="title")
        make_vote(draft, stars=5)
        make_synopsis(film, title="HIDDEN synopsis", source=make_source(title="HIDDEN source"), **fields_that_hide)
        make_article(film, title="HIDDEN article", source=source, **fields_that_hide)
        make_question(film, question="HIDDEN question", readings=[(source, "HIDDEN reading")], **fields_that_hide)
        make_image(film, kind="poster", alt="HIDDEN poster", position=0, **fields_that_hide)
        make_image(person=catalogue.person, kind="portrait", alt="HIDDEN portrait", **fields_that_hide)
    for state in ("pending", "rejected", "spam"):
        make_comment(film, name="HIDDEN visitor", body="HIDDEN comment", state=state)


def test_no_page_tells_more_than_the_premise_unasked():
    catalogue = make_catalogue()
    give_away(catalogue)
    for where in PAGES:
        html = Client().get(catalogue.address(where)).text
        assert "SPOILER" not in text_outside_folds(html), where
        assert "SPOILER" not in html[: html.index("<main")], where


def test_neither_the_api_nor_a_feed_tells_more_than_the_premise_unasked(client):
    catalogue = make_catalogue()
    give_away(catalogue)
    routes = ["", f"?include={','.join(PARTS)}", *(f"{part}/" for part in (*PARTS, "comments"))]
    film = catalogue.film.pk
    for address in (*(f"/api/v1/films/{film}/{route}" for route in routes), f"/feeds/films/{film}/"):
        response = client.get(address)
        assert response.status_code == 200, address
        assert "SPOILER" not in response.text, address


@refresh_once()
def give_away(catalogue):
    """Add texts that give away the story to each place of the film that can have one."""
    film, source = catalogue.film, catalogue.source
    for level in (2, 3):
        whole = {"title": "SPOILER title", "body": "## SPOILER\n\nSPOILER.", "spoiler_level": level}
        part = {"body": f"They walk.\n\n## SPOILER {{spoiler={level}}}\n\nSPOILER.", "spoiler_level": 0}
        for fields in (whole, part):
            make_synopsis(film, source=source, position=level, **fields)
            make_article(film, source=source, kind="overview", **fields)
        readings = [(source, "SPOILER reading")]
        make_question(
            film, question="SPOILER?", readings=readings, ruling="SPOILER", reason="SPOILER", spoiler_level=level
        )
        for kind in ("poster", "still"):
            make_image(film, kind=kind, alt="SPOILER", caption="SPOILER", spoiler_level=level)
        make_image(person=catalogue.person, kind="portrait", alt="SPOILER", spoiler_level=level)
        make_comment(film, body="SPOILER", spoiler_level=level)
        event = make_event(film, place="SPOILER", time="SPOILER", happens="SPOILER", spoiler_level=level)
        make_citation(film, source=source, event=event, quote="SPOILER")


def test_a_page_of_what_is_withdrawn_is_not_there(client):
    catalogue = make_catalogue()
    addresses = [catalogue.address(where) for where in (*OF_FILM, "person", "company", "source")]
    Film.objects.all().withdraw()
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 404)

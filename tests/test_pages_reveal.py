"""No page shows what is not published, or tells more than the premise unasked."""

import pytest

from catalog.api.films import PARTS
from catalog.models import Film
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


@pytest.mark.parametrize("where", PAGES)
def test_no_page_shows_what_is_not_published(client, where):
    catalogue = make_catalogue()
    secrets = hide_things(catalogue)
    html = client.get(catalogue.address(where)).content.decode()
    assert [secret for secret in secrets if secret in html] == []


def hide_things(catalogue):
    """Add unpublished rows besides all published ones. Return the words that no page may show."""
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
    return ["HIDDEN"]


@pytest.mark.parametrize("where", PAGES)
def test_no_page_tells_more_than_the_premise_unasked(client, where):
    catalogue = make_catalogue()
    give_away(catalogue)
    html = client.get(catalogue.address(where)).content.decode()
    assert "SPOILER" not in text_outside_folds(html)
    assert "SPOILER" not in html[: html.index("<main")]


@pytest.mark.parametrize("route", ["", "?include=EVERYTHING", *(f"{part}/" for part in (*PARTS, "comments"))])
def test_neither_the_api_nor_a_feed_tells_more_than_the_premise_unasked(client, route):
    catalogue = make_catalogue()
    give_away(catalogue)
    response = client.get(f"/api/v1/films/{catalogue.film.pk}/{route.replace('EVERYTHING', ','.join(PARTS))}")
    assert response.status_code == 200
    assert "SPOILER" not in response.content.decode()
    assert "SPOILER" not in client.get(f"/feeds/films/{catalogue.film.pk}/").content.decode()


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


@pytest.mark.parametrize("where", [*OF_FILM, "person", "company", "source"])
def test_a_page_of_what_is_withdrawn_is_not_there(client, where):
    catalogue = make_catalogue()
    address = catalogue.address(where)
    Film.objects.all().withdraw()
    assert client.get(address).status_code == 404

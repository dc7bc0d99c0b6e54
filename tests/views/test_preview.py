"""Previews of a film by a link."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog import previewing
from catalog.models import Comment, Film, Vote, WorkingCopy
from catalog.views.film import page as film_page
from tests.factories import (
    in_a_week,
    make_comment,
    make_credit,
    make_event,
    make_film,
    make_image,
    make_person,
    make_question,
    make_release,
    make_source,
    make_synopsis,
    make_vote,
)
from tests.previews import make_link, make_working_copy, preview_address, retitle, table_contents
from tests.views.visible_text import text_outside_folds

pytestmark = pytest.mark.django_db
UNSEEN = [{"state": "draft"}, {"state": "in_review"}, {"state": "withdrawn"}, {"published_from": in_a_week()}]


def whole(**fields):
    """Make a film with content on each of its pages."""
    film = make_film(**({"title": "Łódź by Night"} | fields))
    make_credit(film, person=make_person(name="Ann Lee"))
    make_release(film)
    source = make_source()
    left, right = (make_synopsis(film, source=source, body=f"He walks {way}.") for way in ("home", "away"))
    make_question(film, readings=[(source, "a well")])
    make_image(film, kind="poster")
    make_comment(film)
    make_vote(film)
    return film, f"synopses/compare/?left={left.pk}&right={right.pk}"


@pytest.mark.parametrize("fields", UNSEEN)
def test_each_page_of_an_unseen_film_is_shown_to_who_has_a_link(client, fields):
    film, compare = whole(**fields)
    link = make_link(film)
    for page in (*previewing.PAGES, compare):
        assert client.get(film.get_absolute_url() + page).status_code == 404
        answer = client.get(preview_address(link) + page)
        assert answer.status_code == 200, page
        assert "Łódź by Night" in answer.text
        assert film.get_absolute_url() not in answer.text, page


def test_a_preview_is_the_public_page_but_for_its_addresses_and_the_banner(client, speak):
    # A preview leads to no other language.
    speak("en")
    film, compare = whole(state="draft")
    link = make_link(film)
    previews = {page: client.get(preview_address(link) + page).text for page in (*previewing.PAGES, compare)}
    Film.objects.update(state="published", published_from=timezone.now())
    for page, preview in previews.items():
        # What is not published can't be had as data.
        public = client.get(film.get_absolute_url() + page).text
        public = re.sub(r"<p class=\"origin\">\s*As data:.*?</p>", "", public, flags=re.S)
        preview = preview.replace(preview_address(link) + "images/", "/images/").replace(
            preview_address(link), film.get_absolute_url()
        )
        preview = re.sub(
            r"<aside class=\"preview-banner\".*?</aside>|<link[^>]*preview\.css\">", "", preview, flags=re.S
        )
        assert lines(preview) == lines(public)


def lines(html):
    return [line.strip() for line in html.splitlines() if line.strip()]


def test_a_working_copy_is_shown_with_its_new_rows_and_under_its_new_title(client, film):
    person = make_person(name="Somebody New")

    def change(film):
        retitle("Renamed")(film)
        make_credit(film, person=person)

    make_working_copy(film, change)
    page = client.get(preview_address(make_link(film))).text
    assert "Renamed" in page
    assert "Somebody New" in page
    assert "with changes that are not published" in page
    assert "Renamed" not in client.get(film.get_absolute_url()).text


def test_its_pages_lead_to_each_other(client):
    film, _ = whole(state="draft")
    link = make_link(film)
    html = client.get(preview_address(link)).text
    for page in ("credits/", "releases/", "synopses/", "questions/", "sources/"):
        assert f'href="{preview_address(link, page)}"' in html


def test_its_pictures_are_shown_and_no_other_film_s(client):
    film, other_film = make_film(state="draft"), make_film(state="draft")
    own_image, draft_image, foreign_image = make_image(film), make_image(film, state="draft"), make_image(other_film)
    link = make_link(film)
    assert preview_address(link) + own_image.largest["url"][1:] in client.get(preview_address(link)).text
    statuses = [
        client.get(preview_address(link) + image.largest["url"][1:]).status_code
        for image in (own_image, draft_image, foreign_image)
    ]
    assert statuses == [200, 404, 404]
    answer = client.get(
        preview_address(link) + own_image.largest["url"][1:], headers={"If-None-Match": f'"{own_image.stem}-40.webp"'}
    )
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        200,
        "image/webp",
        "no-store, private",
    )
    assert client.get(own_image.largest["url"]).status_code == 404


def test_a_picture_of_the_working_copy_alone_is_shown(client, film):
    images = []
    make_working_copy(film, lambda film: images.append(make_image(film)))
    link = make_link(film)
    assert client.get(preview_address(link) + images[0].largest["url"][1:]).status_code == 200
    assert client.get(images[0].largest["url"]).status_code == 404


@pytest.mark.parametrize("rest", ["", "credits/", "nothing/", "rating/", "synopses/compare/?left=x"])
@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_no_answer_is_indexed_kept_or_told_on(client, film, rest, method):
    answer = getattr(client, method)(preview_address(make_link(film)) + rest, headers={"If-None-Match": "*"})
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Referrer-Policy"] == "same-origin"
    assert not answer.has_header("ETag")
    assert answer.status_code != 304


def test_a_link_ends_when_it_expires_or_is_revoked_and_tells_nothing(client, film):
    expired = make_link(film, days=-1)
    revoked_link = make_link(film, revoked_at=timezone.now())
    for link in (expired, revoked_link):
        answer = client.get(preview_address(link))
        assert answer.status_code == 410
        assert "Ask the editor who sent it for a new one" in answer.text
        assert film.title not in answer.text
        assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"


def test_a_link_ends_in_the_moment_it_says(client, film, monkeypatch):
    link = make_link(film)
    assert client.get(preview_address(link)).status_code == 200
    monkeypatch.setattr("django.utils.timezone.now", lambda: link.expires_at)
    assert client.get(preview_address(link)).status_code == 410


def test_a_forged_or_broken_token_is_no_link(client, film):
    link = make_link(film)
    good = previewing.token_of(link)
    pk, _, signature = good.partition(".")
    for wrong in (
        good[:-1],
        good + "x",
        f"{int(pk) + 1}.{signature}",
        f"0{good}",
        pk,
        "x",
        "1.x",
        "%00",
        "ł.ł",
        "." * 50,
    ):
        answer = client.get(f"/preview/{wrong}/")
        assert answer.status_code == 404, wrong
        assert "ask the editor for a new one" in answer.text
        assert film.title not in answer.text


def test_a_link_to_a_film_that_was_deleted_has_ended(client, film):
    address = preview_address(make_link(film))
    film.delete()
    assert client.get(address).status_code == 410


@pytest.mark.parametrize(
    "rest", ["nothing/", "credits", "films/", "../", "../../admin/", "images/", "images/1/x/40.webp"]
)
def test_a_page_that_the_film_does_not_have_is_not_there(client, film, rest):
    assert client.get(preview_address(make_link(film)) + rest).status_code == 404


@pytest.mark.parametrize("rest", ["", "rating/", "comments/", "credits/"])
def test_what_is_sent_from_a_preview_is_refused_and_not_kept(film, rest):
    browser = Client(enforce_csrf_checks=True)
    fields = {"stars": 5, "name": "Ann", "body": "Good"}
    answer = browser.post(preview_address(make_link(film)) + rest, fields)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert "nothing that is sent from it is saved" in answer.text
    assert not Vote.objects.exists()
    assert not Comment.objects.exists()


def test_the_address_of_a_refused_form_leads_back_to_the_preview(client, film):
    link = make_link(film)
    assert client.get(preview_address(link, "rating/")).url == preview_address(link)


def test_the_reader_chooses_how_much_of_the_story_is_shown(film):
    Film.objects.update(state="draft")
    make_event(film, happens="They die.", spoiler_level=3)
    browser, link = Client(enforce_csrf_checks=True), make_link(film)
    page = browser.get(preview_address(link))
    assert "They die." not in text_outside_folds(page.text)
    back = re.search(r'name="next" value="([^"]*)"', page.text).group(1)
    answer = browser.post("/spoilers/", {"level": 3, "next": back})
    assert (answer.status_code, answer.url) == (303, f"{preview_address(link)}#spoilers")
    assert "They die." in text_outside_folds(browser.get(preview_address(link)).text)


@pytest.mark.parametrize("page", ["", "synopses/"])
def test_a_preview_writes_nothing(client, film, page):
    whole_film, compare = whole(state="draft")
    make_working_copy(film, retitle("Renamed"))
    links = make_link(film), make_link(whole_film)
    before = table_contents()
    for link in links:
        assert client.get(preview_address(link, page)).status_code == 200
    assert client.get(preview_address(links[1]) + compare).status_code == 200
    assert table_contents() == before


def test_a_page_that_breaks_leaves_no_trace(client, film, monkeypatch):
    make_working_copy(film, retitle("Renamed"))
    link = make_link(film)
    before = table_contents()

    def breaks(*args, **kwargs):
        raise RuntimeError(Film.objects.get(pk=film.pk).title)

    monkeypatch.setattr(film_page.credit_groups, "cast", breaks)
    with pytest.raises(RuntimeError, match="Renamed"):
        client.get(preview_address(link))
    assert table_contents() == before
    assert not connection.needs_rollback


def test_a_working_copy_that_no_longer_fits_is_refused(client, film):
    person = make_person()
    make_working_copy(film, lambda film: make_credit(film, person=person))
    person.delete()
    answer = client.get(preview_address(make_link(film)))
    assert answer.status_code == 409
    assert "Tell the editor who sent you the link" in answer.text


def test_a_preview_costs_the_same_queries_whatever_the_film_has(client):
    def price(rows):
        film, _ = whole(state="published")
        for _ in range(rows):
            make_credit(film)
            make_image(film)
        people = [make_person() for _ in range(rows)]
        make_working_copy(film, lambda film: [make_credit(film, person=person) for person in people])
        address = preview_address(make_link(film))
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return [query["sql"] for query in queries if "catalog_limit" not in query["sql"]]

    few_queries, many_queries = price(2), price(12)
    assert len(few_queries) == len(many_queries), "\n".join(many_queries)


def test_one_address_opens_only_so_many(client, film, settings):
    settings.LIMITS = settings.LIMITS | {"preview": "2/day"}
    link = make_link(film)
    statuses = [client.get(preview_address(link)).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    answer = client.get(preview_address(link))
    assert int(answer["Retry-After"]) > 0
    assert "Try again" in answer.text
    assert answer["Cache-Control"] == "no-store, private"


def test_the_banner_says_what_is_shown_and_until_when(client):
    film = make_film(state="in_review")
    link = make_link(film)
    page = client.get(preview_address(link)).text
    assert "of a film in review" in page
    assert f"{link.expires_at:%B %Y}" in page
    assert "Ratings and comments are not taken here" in page
    assert "/admin/" not in page


def test_no_public_page_has_the_banner_or_leads_to_a_preview(client, film):
    make_link(film)
    for page in ("/", film.get_absolute_url(), "/sitemap-films.xml", "/feeds/films/", "/search/?q=way"):
        assert "preview" not in client.get(page).text.lower()
    assert "Disallow: /preview/" in client.get("/robots.txt").text


def test_an_editor_who_opens_a_link_sees_what_its_reader_will(client, film, django_user_model):
    account = django_user_model.objects.create_superuser("root", password="x")
    Film.objects.update(state="draft")
    link = make_link(film, expires_at=timezone.now() + timedelta(days=1))
    stranger = client.get(preview_address(link)).text
    client.force_login(account)
    assert lines(client.get(preview_address(link)).text) == lines(stranger)
    assert not WorkingCopy.objects.exists()

"""Public pages of curated lists: in order, numbered without gaps, and with nothing that is unpublished."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.editing.documents import Root
from catalog.editing.edit import Edit
from catalog.models import CuratedList, Film
from tests.factories import in_a_week, make_film, make_image, make_list

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _pictures(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.text


def titles(html):
    """Return the titles of the films in the numbered list of a page."""
    [ranking] = re.findall(r'<ol class="ranking".*?</ol>', html, re.DOTALL)
    return re.findall(r"<div>\s*<a [^>]*><bdi>(.*?)</bdi>", ranking)


def statements(html):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])


def test_a_list_shows_its_films_in_order_with_their_notes_and_no_gap_for_unpublished_ones(client):
    films = [make_film(title=title) for title in ("Metropolis", "Nosferatu", "Faust")]
    unseen = [make_film(title=f"Unseen {place}", state=state) for place, state in enumerate(("draft", "withdrawn"))]
    ahead = make_film(title="Unseen ahead", published_from=in_a_week())
    curated_list = make_list([unseen[0], films[0], ahead, films[2], unseen[1], films[1]], text="By *vote*.")
    for entry in curated_list.entries.all():
        entry.note = f"On {entry.film.title}.\n\nMore."
        entry.save()
    html = read(client, curated_list.get_absolute_url())
    assert titles(html) == ["Metropolis", "Faust", "Nosferatu"]
    assert "<p>On Faust.</p>\n\n<p>More.</p>" in html
    assert "<em>vote</em>" in html
    assert "Unseen" not in html
    items = statements(html)["itemListElement"]
    assert [(item["position"], item["item"]["name"]) for item in items] == [
        (1, "Metropolis"),
        (2, "Faust"),
        (3, "Nosferatu"),
    ]
    assert statements(html)["numberOfItems"] == 3


def test_a_film_that_is_published_stands_in_its_place(client):
    films = [make_film(title="One"), make_film(title="Two", state="draft"), make_film(title="Three")]
    curated_list = make_list(films)
    before = client.get(curated_list.get_absolute_url())
    assert titles(before.text) == ["One", "Three"]
    Film.objects.filter(pk=films[1].pk).publish()
    after = client.get(curated_list.get_absolute_url(), headers={"If-None-Match": before["ETag"]})
    assert titles(after.text) == ["One", "Two", "Three"]


def test_a_long_list_has_pages_whose_numbers_go_on_and_costs_as_many_queries_as_a_short_one(client):
    costs = []
    for number in (51, 120):
        curated_list = make_list([make_film() for _ in range(number)], text="How.")
        make_image(curated_list=curated_list)
        with CaptureQueriesContext(connection) as queries:
            html = read(client, curated_list.get_absolute_url() + "?page=2")
        assert '<ol class="ranking" start="51">' in html
        assert statements(html)["itemListElement"][0]["position"] == 51
        assert "How." not in html.partition("<main")[2]
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_words_of_a_list_are_marked_with_their_language(client, film):
    curated_list = make_list([film], title="Filme ohne Worte", language_id="de", text="Gewählt.")
    curated_list.entries.update(note="Lang.")
    html = read(client, curated_list.get_absolute_url())
    assert html.partition("<main")[2].partition("</main>")[0].count(' lang="de"') == 3
    assert ' lang="de">Filme ohne Worte</a>' in read(client, "/lists/")
    assert ' lang="de">Filme ohne Worte</a>' in read(client, film.get_absolute_url())


@pytest.mark.parametrize("state", ["draft", "in_review", "withdrawn", "ahead"])
def test_an_unpublished_list_is_nowhere(client, film, state):
    fields = {"published_from": in_a_week()} if state == "ahead" else {"state": state}
    curated_list = make_list([film], title="Unseen", **fields)
    assert client.get(curated_list.get_absolute_url()).status_code == 404
    for address in (
        "/lists/",
        film.get_absolute_url(),
        "/feeds/lists/",
        "/sitemap-lists.xml",
        f"/lists/?film={film.pk}",
    ):
        assert "Unseen" not in read(client, address)


def test_a_working_copy_of_a_list_is_not_shown(client, film):
    curated_list = make_list([film], title="Silent films")
    with Edit(Root.of(curated_list)) as edit:
        curated_list.title = "Later"
        curated_list.save()
        edit.keep()
    assert "Later" not in read(client, "/lists/")


def test_a_wrong_slug_leads_to_the_right_one(client):
    curated_list = make_list(title="Silent films")
    response = client.get(f"/lists/{curated_list.pk}-other/")
    assert (response.status_code, response["Location"]) == (301, f"/lists/{curated_list.pk}-silent-films/")


def test_the_index_has_published_lists_the_newest_first_each_with_the_films_that_visitors_see(client):
    make_list([make_film(), make_film(state="draft")], title="Old", published_from="2020-01-01T00:00Z")
    make_list([make_film(), make_film()], title="New")
    rows = re.findall(r">(\w+)</a>\s*<span class=\"quiet\">(.*?)\s*</span>", read(client, "/lists/"))
    assert rows == [("New", "2 films"), ("Old", "1 film")]
    assert "Old" not in read(client, "/lists/?q=new").partition("<main")[2]
    assert client.get("/lists/?film=x").status_code == 400


def test_the_index_costs_as_many_queries_for_many_lists_as_for_one(client):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            read(client, "/lists/")
        return len(queries)

    make_list([make_film()])
    read(client, "/lists/")
    cost_of_one = cost()
    for _ in range(5):
        make_list([make_film()])
    assert cost() == cost_of_one


def test_a_films_page_leads_to_the_lists_that_have_it(client, film):
    lists = [make_list([film], title=f"List no. {place}") for place in range(14)]
    html = read(client, film.get_absolute_url())
    assert lists[-1].get_absolute_url() in html
    assert lists[0].get_absolute_url() not in html
    assert f"/lists/?film={film.pk}" in html
    assert "<strong>14 lists" in " ".join(read(client, f"/lists/?film={film.pk}").split()).replace(
        "<strong> ", "<strong>"
    )
    assert "In lists" not in read(client, make_film().get_absolute_url())


def test_a_list_shares_its_picture_else_the_poster_of_its_first_film_with_one(client, film):
    curated_list = make_list([make_film(), film])
    poster = make_image(film, kind="poster", alt="The poster")
    assert poster.stem in re.search(r'og:image" content="([^"]+)"', read(client, curated_list.get_absolute_url()))[1]
    make_image(curated_list=curated_list, alt="Its ending", spoiler_level=3)
    picture = make_image(curated_list=curated_list, alt="Its picture")
    html = read(client, curated_list.get_absolute_url())
    assert picture.stem in re.search(r'og:image" content="([^"]+)"', html)[1]
    assert 'alt="Its picture"' in html
    assert "Its ending" not in html
    assert client.get(picture.rendition_url(picture.largest["name"])).status_code == 200
    CuratedList.objects.filter(pk=curated_list.pk).withdraw()
    assert client.get(picture.rendition_url(picture.largest["name"])).status_code == 404


def test_the_feed_has_the_published_lists_last_published_first(client):
    make_list(title="Old", published_from="2020-01-01T00:00Z")
    new = make_list(title="New", text="By *vote*.")
    feed = ElementTree.fromstring(client.get("/feeds/lists/").content)  # noqa: S314
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["New", "Old"]
    assert entries[0].find(f"{ATOM}link").get("href") == settings.SITE_URL + new.get_absolute_url()
    assert "<em>vote</em>" in entries[0].findtext(f"{ATOM}summary")


def test_an_empty_list_says_so(client):
    curated_list = make_list([make_film(state="draft")])
    html = read(client, curated_list.get_absolute_url())
    assert "No film of this list is published yet" in html
    assert "itemListElement" not in html

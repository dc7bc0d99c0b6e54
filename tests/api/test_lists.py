"""Curated lists in the API: their shape, their films numbered without gaps, filters, orders, and nothing unpublished."""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import in_a_week, make_film, make_image, make_list

pytestmark = pytest.mark.django_db


def test_a_list_has_its_words_its_language_and_the_number_of_its_published_films(api, film, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    curated_list = make_list([make_film(state="draft"), film], title="Stumm", language_id="de", text="*Wir*")
    make_image(curated_list=curated_list, spoiler_level=3)
    picture = make_image(curated_list=curated_list, alt="A screen")
    answer = api.read(f"lists/{curated_list.pk}/")
    assert answer["picture"]["id"] == picture.pk
    del answer["picture"]
    moments = [answer.pop(name) for name in ("published_from", "updated_at")]
    assert all(moment.endswith("Z") for moment in moments)
    assert answer == {
        "id": curated_list.pk,
        "title": "Stumm",
        "language": "de",
        "text": "*Wir*",
        "html": "<p><em>Wir</em></p>",
        "film_count": 1,
        "url": settings.SITE_URL + curated_list.get_absolute_url(),
        "api_url": f"{settings.SITE_URL}/api/v1/lists/{curated_list.pk}/",
    }
    assert api.read("lists/")["results"] == [api.read(f"lists/{curated_list.pk}/")]
    assert "lists" in api.read("")


def test_positions_count_published_films_alone_on_all_pages(api):
    films = [make_film(title=f"Film {place}", state="draft" if place % 3 == 0 else "published") for place in range(9)]
    curated_list = make_list(films)
    curated_list.entries.filter(film=films[1]).update(note="First of all.")
    # Two at one place stand in the order of their entry.
    curated_list.entries.filter(film__in=films[4:6]).update(position=5)
    first_page = api.read(f"lists/{curated_list.pk}/entries/", limit=4, count="true")
    assert first_page["count"] == 6
    next_page = api.get(first_page["next"].removeprefix(settings.SITE_URL)).json()
    entries = first_page["results"] + next_page["results"]
    assert [(entry["position"], entry["film"]["title"]) for entry in entries] == [
        (1, "Film 1"),
        (2, "Film 2"),
        (3, "Film 4"),
        (4, "Film 5"),
        (5, "Film 7"),
        (6, "Film 8"),
    ]
    assert [entry["note"] for entry in entries[:2]] == ["First of all.", None]
    assert list(entries[0]["film"]) == ["id", "title", "year", "url", "api_url"]


@pytest.mark.parametrize("fields", [{"state": "draft"}, {"state": "withdrawn"}, {"published_from": in_a_week()}])
def test_an_unpublished_list_is_none(api, film, fields):
    curated_list = make_list([film], **fields)
    assert api.read("lists/")["results"] == []
    for route in (f"lists/{curated_list.pk}/", f"lists/{curated_list.pk}/entries/"):
        api.read(route, status=404)
    assert api.read("lists/", film=film.pk)["results"] == []


def test_lists_are_filtered_by_title_film_and_change_and_sorted(api, film):
    draft = make_film(state="draft")
    old = make_list([film], title="The best", published_from="2020-01-01T00:00Z")
    new = make_list([draft], title="A programme")

    def keys(**parameters):
        return [row["id"] for row in api.read("lists/", **parameters)["results"]]

    assert keys() == [new.pk, old.pk]
    assert keys(q="bes") == [old.pk]
    assert keys(film=film.pk) == [old.pk]
    assert keys(film=draft.pk) == []
    assert keys(ordering="-title") == [new.pk, old.pk]
    assert keys(ordering="title") == [old.pk, new.pk]
    assert keys(updated_since="2100-01-01T00:00:00Z") == []
    assert api.faults("lists/", film="x", ordering="best") == {"film": "invalid", "ordering": "invalid_choice"}


def test_an_answer_has_an_etag_that_changes_when_a_film_of_the_list_is_published(api):
    film = make_film(state="draft")
    path = f"/api/v1/lists/{make_list([film]).pk}/"
    etag = api.get(path)["ETag"]
    assert api.get(path, headers={"If-None-Match": etag}).status_code == 304
    type(film).objects.filter(pk=film.pk).publish()
    assert api.get(path, headers={"If-None-Match": etag}).status_code == 200


def test_many_entries_cost_as_many_queries_as_one(api):
    costs = []
    for number in (1, 90):
        curated_list = make_list([make_film() for _ in range(number)])
        with CaptureQueriesContext(connection) as queries:
            api.read(f"lists/{curated_list.pk}/entries/", limit=100)
        costs.append(len(queries))
    assert costs[0] == costs[1]

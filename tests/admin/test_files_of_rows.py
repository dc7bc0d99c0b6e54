"""A film and a list are files, too: JSON, JSON-LD and a sheet, for visitors and at the desk."""

import csv
import io
import json

import pytest

from catalog.models import State
from tests.admin.desk_forms import address
from tests.edits import save_fields
from tests.factories import make_credit, make_film, make_job, make_list, make_person

pytestmark = pytest.mark.django_db


def rows_of(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def links(client, page):
    text = client.get(page).text
    start = text.index("As data:")
    return [part.split('"')[0].replace("&amp;", "&") for part in text[start:].split('href="')[1:4]]


def test_the_page_of_a_film_leads_to_it_as_json_json_ld_and_csv(client):
    film = make_film(title="The Way Back", given_date="2010")
    make_credit(film, person=make_person(name="Peter Weir"), job=make_job("Director", "Directing"))
    json_page, json_ld_page, csv_page = links(client, film.get_absolute_url())
    assert client.get(json_page).json()["credits"][0]["person"]["name"] == "Peter Weir"
    response = client.get(json_ld_page)
    assert response["Content-Type"] == "application/ld+json"
    assert json.loads(response.content)["@type"] == "Movie"
    (row,) = rows_of(client.get(csv_page))
    assert (row["id"], row["title"], row["director"]) == (str(film.pk), "The Way Back", "Peter Weir")


def test_the_page_of_a_list_leads_to_it_as_json_json_ld_and_csv(client):
    films = [make_film(title="First"), make_film(title="Second"), make_film(title="Third", state=State.DRAFT)]
    curated_list = make_list(films, title="Walks")
    json_page, json_ld_page, csv_page = links(client, curated_list.get_absolute_url())
    answer = client.get(json_page).json()
    assert answer["title"] == "Walks"
    assert [entry["film"]["title"] for entry in answer["entries"]] == ["First", "Second"]
    statements = json.loads(client.get(json_ld_page).content)
    assert [line["item"]["name"] for line in statements["itemListElement"]] == ["First", "Second"]
    assert [(row["position"], row["title"]) for row in rows_of(client.get(csv_page))] == [
        ("1", "First"),
        ("2", "Second"),
    ]


def test_what_is_not_published_is_no_file_for_visitors(client):
    film, curated_list = make_film(state=State.DRAFT), make_list(state=State.DRAFT)
    for path in ("film.csv", "film.jsonld"):
        assert client.get(film.get_absolute_url() + path).status_code == 404
    for path in ("list.csv", "list.json", "list.jsonld"):
        assert client.get(curated_list.get_absolute_url() + path).status_code == 404


def test_a_wrong_slug_leads_to_the_right_address(client):
    film = make_film(title="First")
    response = client.get(f"/films/{film.pk}-wrong/film.csv")
    assert (response.status_code, response["Location"]) == (301, f"{film.get_absolute_url()}film.csv")


def test_the_desk_has_a_draft_as_visitors_will_see_it(desk):
    film = make_film(title="A draft", state=State.DRAFT)
    make_credit(film, person=make_person(name="Peter Weir"))
    assert desk.get(address("film", "as_json", film.pk)).json()["credits"][0]["person"]["name"] == "Peter Weir"
    assert json.loads(desk.get(address("film", "as_jsonld", film.pk)).content)["name"] == "A draft"
    assert rows_of(desk.get(address("film", "as_csv", film.pk)))[0]["title"] == "A draft"
    film.refresh_from_db()
    assert film.state == State.DRAFT


def test_the_desk_has_a_published_film_with_its_working_copy(desk, client):
    film = make_film(title="Before")
    save_fields(film, title="After")
    assert rows_of(desk.get(address("film", "as_csv", film.pk)))[0]["title"] == "After"
    assert rows_of(client.get(f"{film.get_absolute_url()}film.csv"))[0]["title"] == "Before"


def test_the_desk_has_a_list_in_review_as_a_file(desk):
    curated_list = make_list([make_film(title="First")], state=State.IN_REVIEW, title="Walks")
    assert desk.get(address("curatedlist", "as_json", curated_list.pk)).json()["entries"][0]["film"]["title"] == "First"
    assert rows_of(desk.get(address("curatedlist", "as_csv", curated_list.pk)))[0]["title"] == "First"
    assert "Walks" in desk.get(address("curatedlist", "as_jsonld", curated_list.pk)).text


def test_the_forms_of_films_and_lists_lead_to_their_files(desk):
    for noun, row in (("film", make_film()), ("curatedlist", make_list())):
        page = desk.get(address(noun, "change", row.pk)).text
        for kind in ("json", "jsonld", "csv"):
            assert f'href="{address(noun, f"as_{kind}", row.pk)}"' in page

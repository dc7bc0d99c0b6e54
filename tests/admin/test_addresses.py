"""Addresses of the desk that somebody wrote by hand get a page or a refusal, never a server error."""

import pytest

from catalog.models import Work
from tests.admin.desk_forms import address
from tests.factories import make_film

REVERSE_RELATIONS = [
    ("film", "credits"),
    ("source", "citations"),
    ("person", "awards"),
    ("film", "rating"),
    ("credit", "citations"),
]


@pytest.mark.parametrize(("noun", "relation"), REVERSE_RELATIONS)
def test_an_autocomplete_refuses_a_reverse_relation(desk, noun, relation):
    query = {"app_label": "catalog", "model_name": noun, "field_name": relation, "term": "a"}
    assert desk.get("/admin/autocomplete/", query).status_code == 403


@pytest.mark.parametrize("query", ["q=%00", "state=%00", "state__exact=a%00", "q=a&p=%00"])
def test_a_null_character_in_an_address_is_a_bad_request(desk, query):
    assert desk.get(f"{address('film', 'changelist')}?{query}").status_code == 400


@pytest.mark.parametrize(
    "query",
    ["p=abc", "p=-1", "p=999999999999999999999", "o=zz", "o=-1.2.zz", "o=99", "zz=1", "id=abc", "all=1", "q=%FF"],
)
def test_a_list_answers_any_parameter(desk, film, query):
    assert desk.get(f"{address('film', 'changelist')}?{query}", follow=True).status_code in (200, 400)


@pytest.mark.parametrize("page", ["abc/change/", "99999999999999999999/change/", "abc/delete/", "abc/history/"])
def test_the_address_of_a_film_that_does_not_exist_redirects_to_the_desk(desk, film, page):
    response = desk.get(address("film", "changelist") + page, follow=True)
    assert response.redirect_chain
    assert "doesn’t exist" in response.text


@pytest.mark.parametrize(
    "query", ["film=abc", "film=9999999999999999999999", "source=x", "film=", "nothing=1", "field=zz"]
)
def test_the_form_of_a_new_row_ignores_query_values_that_its_fields_cannot_hold(desk, query):
    assert desk.get(f"{address('citation', 'add')}?{query}").status_code == 200


@pytest.mark.parametrize("key", ["abc", "9" * 40, "77777", "-1", "a\0"])
def test_the_key_of_a_row_that_cannot_exist_is_refused_beside_its_field(desk, key):
    response = desk.post(
        address("award", "add"), {"film": key, "recipients": [key], "organisation": "A", "category": "B"}
    )
    assert {"film", "recipients"} <= set(response.context["adminform"].form.errors)


def test_the_form_of_a_new_row_starts_with_the_values_of_the_query(desk):
    film = make_film()
    form = desk.get(f"{address('citation', 'add')}?film={film.pk}&field=title").context["adminform"].form
    assert (form["film"].value(), form["field"].value()) == (str(film.pk), "title")


@pytest.mark.parametrize("term", ["powiesc", "POWIEŚĆ", "dluga pow"])
def test_a_search_ignores_case_and_accents(desk, term):
    Work.objects.create(title="Długa powieść")
    Work.objects.create(title="Another")
    works = desk.get(address("work", "changelist"), {"q": term}).context["cl"].result_list
    assert [work.title for work in works] == ["Długa powieść"]

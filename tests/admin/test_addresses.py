"""Addresses of the desk that were written by hand: refused with a page, and nothing breaks."""

import pytest

from catalog.models import Work
from tests.admin.desk_forms import address
from tests.factories import make_film

REVERSED = [
    ("film", "credits"),
    ("source", "citations"),
    ("person", "awards"),
    ("film", "rating"),
    ("credit", "citations"),
]


@pytest.mark.parametrize(("noun", "relation"), REVERSED)
def test_an_autocomplete_refuses_a_relation_seen_from_its_other_end(desk, noun, relation):
    asked = {"app_label": "catalog", "model_name": noun, "field_name": relation, "term": "a"}
    assert desk.get("/admin/autocomplete/", asked).status_code == 403


@pytest.mark.parametrize("asked", ["q=%00", "state=%00", "state__exact=a%00", "q=a&p=%00"])
def test_a_null_character_in_an_address_is_a_bad_request(desk, asked):
    assert desk.get(f"{address('film', 'changelist')}?{asked}").status_code == 400


@pytest.mark.parametrize(
    "asked",
    ["p=abc", "p=-1", "p=999999999999999999999", "o=zz", "o=-1.2.zz", "o=99", "zz=1", "id=abc", "all=1", "q=%FF"],
)
def test_a_list_stands_any_parameter(desk, film, asked):
    assert desk.get(f"{address('film', 'changelist')}?{asked}", follow=True).status_code in (200, 400)


@pytest.mark.parametrize("page", ["abc/change/", "99999999999999999999/change/", "abc/delete/", "abc/history/"])
def test_a_film_that_is_not_there_leads_back_to_the_desk(desk, film, page):
    answer = desk.get(address("film", "changelist") + page, follow=True)
    assert answer.redirect_chain
    assert "doesn’t exist" in answer.text


@pytest.mark.parametrize(
    "given", ["film=abc", "film=9999999999999999999999", "source=x", "film=", "nothing=1", "field=zz"]
)
def test_a_new_row_begins_without_what_its_fields_cannot_hold(desk, given):
    assert desk.get(f"{address('citation', 'add')}?{given}").status_code == 200


@pytest.mark.parametrize("key", ["abc", "9" * 40, "77777", "-1", "a\0"])
def test_a_choice_that_could_not_be_one_is_refused_beside_its_field(desk, key):
    answer = desk.post(
        address("award", "add"), {"film": key, "recipients": [key], "organisation": "A", "category": "B"}
    )
    assert {"film", "recipients"} <= set(answer.context["adminform"].form.errors)


def test_a_new_row_begins_with_what_its_address_says(desk):
    film = make_film()
    form = desk.get(f"{address('citation', 'add')}?film={film.pk}&field=title").context["adminform"].form
    assert (form["film"].value(), form["field"].value()) == (str(film.pk), "title")


@pytest.mark.parametrize("typed", ["powiesc", "POWIEŚĆ", "dluga pow"])
def test_a_work_is_found_without_its_accents(desk, typed):
    Work.objects.create(title="Długa powieść")
    Work.objects.create(title="Another")
    found = desk.get(address("work", "changelist"), {"q": typed}).context["cl"].result_list
    assert [work.title for work in found] == ["Długa powieść"]

"""The page on which an administrator removes a value: it shows where the value stands, and keeps it out of addresses and forms."""

import pytest
from django.test import Client
from django.urls import reverse

from catalog.models import SentForm, Suppression
from catalog.roles import ADMINISTRATOR
from catalog.suppression.search import find_places
from catalog.texts.occurrences import Value
from tests.admin.conftest import staff
from tests.edits import delete_row, save_edit, save_fields
from tests.factories import (
    make_company,
    make_credit,
    make_film,
    make_person,
    make_person_name,
    make_source,
    make_synopsis,
    make_work,
)
from tests.suppression.whole_database import places_of

pytestmark = pytest.mark.django_db
NAME, WHY = "Berta Müller", "She asked for it."


@pytest.fixture
def person():
    person = make_person(name="Anna Nová")
    save_fields(person, biography=f"Born {NAME}.")
    save_edit(person, lambda: make_person_name(person, name=NAME, kind="former", public=False))
    make_person_name(person, name="A. N.")
    return person


@pytest.fixture
def administrators_desk(db):
    browser = Client()
    browser.force_login(staff("adam", ADMINISTRATOR))
    return browser


def page(person):
    return reverse("admin:catalog_person_suppress", args=[person.pk])


def fields(**more_fields):
    """Return what the page sends that asks to confirm the removal."""
    return {"suppressed_value": NAME, "why": WHY, "do": "remove", "seen": len(find_places(Value(NAME)))} | more_fields


def test_it_is_reached_from_the_history_and_asks_first(administrators_desk, person):
    assert page(person) in administrators_desk.get(reverse("admin:catalog_person_history", args=[person.pk])).text
    assert "Nobody can bring it back" in administrators_desk.get(page(person)).text
    film = make_film(title="A film", logline=f"{NAME} walks.")
    namesake = make_person(name=NAME)
    make_synopsis(film, body=f"So {NAME} walked.")
    other_film = make_film(title="A novel", logline="Berta Müllerstein walks.")
    answer = administrators_desk.post(page(person), fields(do="look"))
    text = " ".join(answer.text.split())
    assert "biography: within a text, 1 time" in text
    assert "other name: name: the whole value, 1 time" in text
    assert "synopsis: body: within a text, 1 time" in text
    assert "2 revisions of its history" in text
    assert f"In {len(find_places(Value(NAME)))} rows (films: 2, other names: 1, " in text
    assert f'value="film-{film.pk}" id="take-film-{film.pk}" checked' in text
    assert f'value="film-{other_film.pk}" id="take-film-{other_film.pk}" >' in text
    assert f'value="person-{namesake.pk}"' not in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert not Suppression.objects.exists()
    assert "_once" not in answer.text.partition('id="content-main"')[2]


def test_it_removes_the_value_and_says_what_it_left(administrators_desk, person):
    film = make_film(title="A film", logline=f"{NAME} walks.")
    make_credit(film, person=person, credited_as=NAME)
    answer = administrators_desk.post(page(person), fields(), follow=True)
    assert "It is removed." in answer.text
    assert f"where you left it: film {film.pk}" in answer.text
    assert WHY in answer.text
    answer = administrators_desk.post(
        page(person), fields(others=[f"film-{film.pk}", "film-x", "rubbish", f"person-{person.pk}"])
    )
    assert answer.status_code == 303
    assert places_of(NAME) == []
    assert [str(name) for name in person.names.all()] == ["A. N."]
    assert not SentForm.objects.exists()
    list_page = administrators_desk.get(reverse("admin:suppressions")).text
    assert WHY in list_page
    assert f"person {person.pk}" in list_page


@pytest.mark.parametrize(
    ("other_fields", "words"),
    [
        ({"do": "look", "suppressed_value": "ab"}, "at least 3"),
        ({"do": "look", "why": ""}, "Say why"),
        ({"do": ""}, "named no action"),
        ({"suppressed_value": "\0\0"}, "at least 3"),
        ({"suppressed_value": "Nova Anna"}, "Give it another one first"),
        ({"why": f"Was {NAME}"}, "The reason says the value"),
        ({"seen": ""}, "Look first where it stands"),
        ({"seen": "1"}, "other rows than you saw"),
    ],
)
def test_what_it_refuses_it_says_and_changes_nothing(administrators_desk, person, other_fields, words):
    answer = administrators_desk.post(page(person), fields(**other_fields))
    assert answer.status_code == 409
    assert words in answer.text
    assert not Suppression.objects.exists()


@pytest.mark.parametrize(
    "make", [make_person, make_company, make_film, make_source, lambda: make_work(make_film()).work]
)
def test_the_form_of_each_noun_leads_there_for_those_who_may(administrators_desk, reviewers_desk, make):
    row = make()
    noun = row._meta.model_name
    form, address = (reverse(f"admin:catalog_{noun}_{view}", args=[row.pk]) for view in ("change", "suppress"))
    assert f'href="{address}"' in administrators_desk.get(form).text
    assert "Nobody can bring it back" in administrators_desk.get(address).text
    assert address not in reviewers_desk.get(form).text


def test_the_form_of_a_row_that_belongs_to_a_noun_does_not_lead_there(administrators_desk):
    name = make_person_name()
    assert "suppress" not in administrators_desk.get(reverse("admin:catalog_personname_change", args=[name.pk])).text


def test_what_stands_in_too_many_nouns_is_refused(administrators_desk, person, monkeypatch):
    monkeypatch.setattr("catalog.admin.pages.suppression.MOST_NOUNS", 1)
    make_film(title="A film", logline=f"{NAME} walks.")
    assert "Give more of it" in administrators_desk.post(page(person), fields(do="look")).text


def test_a_form_that_comes_back_after_a_log_in_does_not_hold_the_value(person):
    browser = Client(headers={"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"})
    answer = browser.post(page(person), fields())
    assert answer.status_code == 403
    assert NAME not in answer.text


def test_a_reviewer_may_not(reviewers_desk, person):
    for answer in (reviewers_desk.get(page(person)), reviewers_desk.post(page(person), fields())):
        assert answer.status_code == 403
    assert reviewers_desk.get(reverse("admin:suppressions")).status_code == 403
    assert "/suppress/" not in reviewers_desk.get(reverse("admin:catalog_person_history", args=[person.pk])).text


def test_what_is_deleted_is_reached_too(administrators_desk):
    person = make_person(name=NAME)
    key = person.pk
    delete_row(person)
    answer = administrators_desk.post(reverse("admin:catalog_person_suppress", args=[key]), fields())
    assert answer.status_code == 303
    assert places_of(NAME) == []

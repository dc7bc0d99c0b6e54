"""What looks wrong and may be right is shown before it is saved; it is saved as soon as the form overrules just that."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.editing.documents import Root
from catalog.editing.history import newest_revision_id
from catalog.models import Credit, Film, Job, LanguageUse, Person, Release, State
from tests.admin.desk_forms import address, form_fields, new_rows, once_key, open_film, save_film
from tests.factories import make_credit, make_film, make_person, make_version

TOLD = "Nothing is saved yet."


def doubts_of(response):
    """Return what a page asks the editor to look at; it is no error, and nothing was saved."""
    assert response.status_code == 200
    assert TOLD in response.text
    doubts = getattr(response.wsgi_request, "doubts", None) or response.context["doubts"]
    return [doubt.text for doubt in doubts]


def save_all_the_same(desk, film, fields):
    """Save a film's form, see its one doubt, and send the form again with it."""
    (doubt,) = doubts_of(save_film(desk, film, fields))
    assert save_film(desk, film, fields | {"_overruled": doubt}).status_code == 302
    return doubt


@pytest.fixture
def actor(db):
    return Job.objects.get(name="Actor")


def test_a_second_film_of_a_title_and_year_is_saved_when_it_is_sent_again(desk):
    first_film = make_film(title="Metropolis", given_date="1927")
    page = address("film", "add")
    fields = form_fields(desk.get(page)) | {"title": "Métropolis", "given_date": "1927", "_note": "Another one"}
    response = desk.post(page, fields)
    (doubt,) = doubts_of(response)
    assert doubt == f"Another film has this title and year: “Metropolis (1927)”, number {first_film.pk}."
    assert address("film", "change", first_film.pk) in response.text
    assert [film.title for film in Film.objects.all()] == ["Metropolis"]
    form = form_fields(response)
    assert (form["title"], form["given_date"]) == ("Métropolis", "1927")
    assert 'value="Another one"' in response.text
    assert f'name="_overruled" value="{doubt}"' in response.text
    assert desk.post(page, fields | {"_overruled": doubt}).status_code == 302
    assert Film.objects.count() == 2


def test_a_doubt_that_was_not_shown_is_shown_though_another_one_is_overruled(desk, film, actor):
    fields = open_film(desk, film) | {"given_date": "1600"}
    (doubt,) = doubts_of(save_film(desk, film, fields))
    person = make_person(name="Jim Sturgess")
    row = {"person": person.pk, "job": actor.pk}
    fields |= new_rows("credits", row, row) | {"_overruled": doubt}
    assert len(doubts_of(save_film(desk, film, fields))) == 2
    assert not Credit.objects.exists()


def test_what_was_overruled_once_is_not_asked_again(desk, film):
    save_all_the_same(desk, film, open_film(desk, film) | {"given_date": "1600"})
    assert save_film(desk, film, open_film(desk, film) | {"logline": "Prisoners walk."}).status_code == 302


@pytest.mark.parametrize("year", ["1600", "1887", "2200"])
def test_a_year_far_off_is_doubted_in_a_film(desk, film, year):
    words = save_all_the_same(desk, film, open_film(desk, film) | {"given_date": year})
    assert f"has a year that is far off: {year}." in words


def test_a_year_far_off_is_doubted_in_a_row(desk, film):
    row = {"date": "2200", "country": "PL", "type": "theatrical"}
    assert "Release “" in save_all_the_same(desk, film, open_film(desk, film) | new_rows("releases", row))
    assert Release.objects.count() == 1


@pytest.mark.parametrize("year", ["1888", "2012", str(timezone.localdate().year + 2)])
def test_a_likely_year_is_not_doubted(desk, film, year):
    assert save_film(desk, film, open_film(desk, film) | {"given_date": year}).status_code == 302


def test_a_second_person_of_a_name_is_doubted_in_their_own_form(desk):
    make_person(name="Peter Weir", born="1944")
    page = address("person", "add")
    fields = form_fields(desk.get(page)) | {"name": "Peter  Weir"}
    (doubt,) = doubts_of(desk.post(page, fields))
    assert "Peter Weir (born 1944)" in doubt
    assert desk.post(page, fields | {"_overruled": doubt}).status_code == 302
    assert Person.objects.count() == 2


def test_a_second_person_of_a_name_is_doubted_where_a_row_names_them_as_new(desk, film, actor):
    make_person(name="Peter Weir")
    fields = open_film(desk, film) | new_rows("credits", {"person": "new:Peter Weir", "job": actor.pk})
    save_all_the_same(desk, film, fields)
    assert Person.objects.count() == 2


def test_the_same_credit_twice_is_doubted(desk, film, actor):
    credit = make_credit(film, job=actor)
    fields = open_film(desk, film)
    fields |= {"credits-TOTAL_FORMS": 2, "credits-1-person": credit.person_id, "credits-1-job": actor.pk}
    assert "this credit 2 times" in save_all_the_same(desk, film, fields)
    assert Credit.objects.count() == 2


def test_two_first_places_in_a_department_are_doubted_and_one_in_each_is_not(desk, film, actor):
    director = Job.objects.get(name="Director")
    first, second = make_person(), make_person()
    one_in_each = [{"person": first.pk, "job": job.pk, "billing_order": 1} for job in (actor, director)]
    assert save_film(desk, film, open_film(desk, film) | new_rows("credits", *one_in_each)).status_code == 302
    Credit.objects.all().delete()
    fields = open_film(desk, film)
    fields |= new_rows("credits", *({"person": row.pk, "job": actor.pk, "billing_order": 1} for row in (first, second)))
    assert "billing order 1" in save_all_the_same(desk, film, fields)


def test_a_spoken_language_beside_no_dialogue_is_doubted(desk, film):
    version = make_version(film, languages=["pl"])
    page = address("version", "change", version.pk)
    fields = form_fields(desk.get(page)) | {
        "languages-TOTAL_FORMS": 2,
        "languages-1-language": "",
        "languages-1-use": LanguageUse.NO_DIALOGUE,
    }
    (doubt,) = doubts_of(desk.post(page, fields))
    assert "Polish" in doubt
    assert desk.post(page, fields | {"_overruled": doubt}).status_code == 302
    assert version.languages.count() == 2


def test_a_publication_from_a_moment_in_the_past_is_doubted(reviewers_desk, film):
    page = address("film", "publication", film.pk)
    fields = {
        "_once": once_key(reviewers_desk.get(page)),
        "step": "publish",
        "seen": newest_revision_id(Root("film", film.pk)),
        "moment_0": "2001-02-03",
        "moment_1": "04:05",
    }
    response = reviewers_desk.post(page, fields)
    (doubt,) = doubts_of(response)
    assert "3 February 2001, 04:05" in doubt
    assert 'value="2001-02-03"' in response.text
    assert Film.objects.get().state == State.DRAFT
    assert reviewers_desk.post(page, fields | {"_overruled": doubt}).status_code == 303
    assert Film.objects.get().state == State.PUBLISHED


def test_a_version_that_is_published_from_a_moment_in_the_past_is_doubted(desk, film):
    version = make_version(film)
    page = address("version", "change", version.pk)
    fields = form_fields(desk.get(page)) | {"published_from_0": "2001-02-03", "published_from_1": "04:05"}
    assert "moment in the past" in doubts_of(desk.post(page, fields))[0]


def test_a_doubt_in_a_published_film_leaves_no_working_copy(desk):
    film = make_film()
    save_film(desk, film, open_film(desk, film) | {"given_date": "1600"})
    film.refresh_from_db()
    assert not hasattr(film, "working_copy")


def test_many_rows_are_doubted_in_as_many_queries_as_a_few(film, actor):
    counts = []
    for number in (2, 12):
        browser = Client()
        browser.force_login(User.objects.create_superuser(f"admin{number}"))
        for place in range(number):
            make_person(name=f"Namesake {number}.{place}")
        names = [f"new:Namesake {number}.{place}" for place in range(number)]
        fields = open_film(browser, film) | new_rows("credits", *({"person": name, "job": actor.pk} for name in names))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(doubts_of(save_film(browser, film, fields))) == number
        counts.append(sum('"catalog_person"."name_key" IN' in query["sql"] for query in queries))
    assert counts == [1, 1]

"""Lists of films at the desk: entered with their order, changed in a working copy, brought back, and told of by their films."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.models import CuratedList, Film, ListEntry, Revision, State, WorkingCopy
from tests.admin.conflict_forms import choices, choose, hidden_fields
from tests.admin.conftest import staff
from tests.admin.desk_forms import address, form_errors, form_fields, new_rows, undrawn_pages
from tests.factories import english, make_film, make_list

pytestmark = pytest.mark.django_db


def open_list(desk, curated_list):
    return form_fields(desk.get(address("curatedlist", "change", curated_list.pk)))


def save_list(desk, curated_list, fields):
    return desk.post(address("curatedlist", "change", curated_list.pk), fields)


def take_step(desk, curated_list, name, **fields):
    page = address("curatedlist", "publication", curated_list.pk)
    seen_revision = re.search(r'name="seen" value="(\d+)"', desk.get(page).text)[1]
    return desk.post(page, {"step": name, "seen": seen_revision, "sure": "yes"} | fields)


def titles_of(curated_list):
    return list(curated_list.entries.values_list("film__title", flat=True))


@pytest.fixture
def films():
    return [make_film(title=title) for title in ("Metropolis", "Nosferatu", "Faust")]


def test_an_editor_enters_a_list_with_its_films_in_their_order(desk, films):
    page = address("curatedlist", "add")
    rows = [
        {"film": film.pk, "position": position, "note": f"Note {position}"}
        for film, position in zip(films, (2, 3, 1), strict=True)
    ]
    fields = form_fields(desk.get(page)) | {"title": "Silent films", "language": english().pk, "text": "*Ours*"}
    assert desk.post(page, fields | new_rows("entries", *rows)).status_code == 302
    curated_list = CuratedList.objects.get()
    assert titles_of(curated_list) == ["Faust", "Metropolis", "Nosferatu"]
    assert (curated_list.state, curated_list.html) == (State.DRAFT, "<p><em>Ours</em></p>")
    assert Revision.objects.get().patch["listentry"]


def test_a_film_twice_in_one_form_is_refused(desk, films):
    page = address("curatedlist", "add")
    rows = [{"film": films[0].pk, "position": 1}, {"film": films[0].pk, "position": 2}]
    fields = form_fields(desk.get(page)) | {"title": "Twice", "language": english().pk}
    response = desk.post(page, fields | new_rows("entries", *rows))
    assert "The list has this film already" in form_errors(response)
    assert not CuratedList.objects.exists()


def test_changes_of_a_published_list_wait_in_its_working_copy_until_a_reviewer_publishes_them(
    desk, reviewers_desk, films
):
    curated_list = make_list(films[:2], title="Silent films")
    fields = open_list(desk, curated_list) | {"title": "Films without words", "entries-0-note": "Long"}
    response = save_list(desk, curated_list, fields | {"entries-1-DELETE": "on"})
    assert response.status_code == 302
    curated_list.refresh_from_db()
    assert (curated_list.title, titles_of(curated_list)) == ("Silent films", ["Metropolis", "Nosferatu"])
    assert open_list(desk, curated_list)["title"] == "Films without words"
    page = desk.get(address("curatedlist", "publication", curated_list.pk)).text
    assert "What differs from what the public sees" in page
    assert "Films without words" in page
    assert take_step(desk, curated_list, "publish").status_code == 403
    assert take_step(desk, curated_list, "submit").status_code == 303
    assert "Lists in review" in reviewers_desk.get("/admin/").text
    assert take_step(reviewers_desk, curated_list, "publish").status_code == 303
    curated_list.refresh_from_db()
    assert (curated_list.title, titles_of(curated_list)) == ("Films without words", ["Metropolis"])
    assert not WorkingCopy.objects.exists()


def test_a_dropped_working_copy_leaves_the_list_as_the_public_sees_it(desk, films):
    curated_list = make_list(films[:1], title="Silent films")
    save_list(desk, curated_list, open_list(desk, curated_list) | {"title": "Other"})
    assert take_step(desk, curated_list, "discard").status_code == 303
    assert open_list(desk, curated_list)["title"] == "Silent films"
    assert Revision.objects.first().deed == "discarded"


def test_a_save_may_send_the_list_to_review(desk):
    curated_list = make_list(state=State.DRAFT)
    fields = open_list(desk, curated_list) | {"title": "Ready", "_step": "submit"}
    assert save_list(desk, curated_list, fields).status_code == 302
    curated_list.refresh_from_db()
    assert (curated_list.title, curated_list.state) == ("Ready", State.IN_REVIEW)


def test_an_earlier_revision_brings_entries_their_order_and_notes_back(desk, films):
    curated_list = make_list(state=State.DRAFT)
    rows = [{"film": film.pk, "position": place, "note": film.title} for place, film in enumerate(films[:2], 1)]
    save_list(desk, curated_list, open_list(desk, curated_list) | new_rows("entries", *rows))
    first_revision = Revision.objects.get()
    fields = open_list(desk, curated_list) | {"entries-0-position": 9, "entries-1-note": "Changed"}
    save_list(desk, curated_list, fields)
    assert titles_of(curated_list) == ["Nosferatu", "Metropolis"]
    page = address("curatedlist", "revert", curated_list.pk, first_revision.pk)
    assert desk.post(page, hidden_fields(desk.get(page).text)).status_code == 303
    assert list(curated_list.entries.values_list("film__title", "note")) == [
        ("Metropolis", "Metropolis"),
        ("Nosferatu", "Nosferatu"),
    ]


def test_two_editors_of_a_list_choose_where_both_changed_the_same(desk, films):
    curated_list = make_list(films[:2], state=State.DRAFT)
    other_desk = Client()
    other_desk.force_login(staff("otto", "Reviewer"))
    own_fields, other_fields = open_list(desk, curated_list), open_list(other_desk, curated_list)
    save_list(other_desk, curated_list, other_fields | {"title": "Theirs", "entries-0-note": "Theirs"})
    page = save_list(desk, curated_list, own_fields | {"title": "Mine", "entries-1-note": "Mine"})
    assert page.status_code == 409
    assert choices(page.text) == [f"take-curatedlist-{curated_list.pk}-title"]
    assert choose(desk, page, side="mine").status_code == 302
    curated_list.refresh_from_db()
    assert curated_list.title == "Mine"
    assert list(curated_list.entries.values_list("note", flat=True)) == ["Theirs", "Mine"]


def test_a_published_list_is_withdrawn_before_it_is_deleted(desk, reviewers_desk, films):
    curated_list = make_list(films)
    assert "Visitors see it, so it can’t be deleted" in desk.get(address("curatedlist", "delete", curated_list.pk)).text
    take_step(reviewers_desk, curated_list, "withdraw")
    page = address("curatedlist", "delete", curated_list.pk)
    assert desk.post(page, hidden_fields(desk.get(page).text) | {"post": "yes"}).status_code == 302
    assert not ListEntry.objects.exists()
    page = address("curatedlist", "restore", curated_list.pk)
    assert desk.post(page, hidden_fields(desk.get(page).text)).status_code == 303
    assert titles_of(curated_list) == ["Metropolis", "Nosferatu", "Faust"]


def test_a_film_in_a_list_cannot_be_deleted_and_its_form_says_which_lists_have_it(desk):
    film = make_film(state=State.DRAFT)
    curated_list = make_list([film], title="Silent films", state=State.DRAFT)
    text = desk.get(address("film", "change", film.pk)).text
    assert "In lists" in text
    assert address("curatedlist", "change", curated_list.pk) in text
    text = desk.get(address("film", "delete", film.pk)).text
    assert "Silent films" in text
    desk.post(address("film", "delete", film.pk), hidden_fields(text) | {"post": "yes"})
    assert Film.objects.filter(pk=film.pk).exists()


def test_a_film_that_a_working_copy_of_a_list_names_cannot_be_deleted(desk):
    film, curated_list = make_film(state=State.DRAFT), make_list()
    fields = open_list(desk, curated_list) | new_rows("entries", {"film": film.pk, "position": 1})
    save_list(desk, curated_list, fields)
    assert WorkingCopy.objects.exists()
    page = address("film", "delete", film.pk)
    desk.post(page, hidden_fields(desk.get(page).text) | {"post": "yes"})
    assert Film.objects.filter(pk=film.pk).exists()


def test_a_list_of_hundreds_of_films_opens_and_is_saved_in_as_many_queries_as_a_short_one(desk):
    costs = []
    for number in (2, 300):
        curated_list = make_list([make_film() for _ in range(number)], state=State.DRAFT)
        with CaptureQueriesContext(connection) as opening, undrawn_pages():
            fields = open_list(desk, curated_list)
        last = number - 1
        fields |= {"entries-0-position": number, f"entries-{last}-position": 1, f"entries-{last}-note": "First now"}
        with CaptureQueriesContext(connection) as saving:
            assert save_list(desk, curated_list, fields).status_code == 302
        assert curated_list.entries.first().note == "First now"
        costs.append((len(opening), len(saving)))
    assert costs[0] == costs[1]


def test_the_work_list_names_lists_that_were_sent_back_and_ones_own_drafts(desk, reviewers_desk):
    page = address("curatedlist", "add")
    desk.post(page, form_fields(desk.get(page)) | {"title": "Begun", "language": english().pk})
    assert "Begun" in desk.get("/admin/").text
    curated_list = CuratedList.objects.get()
    take_step(desk, curated_list, "submit")
    take_step(reviewers_desk, curated_list, "return", _note="Name who chose them.")
    assert "Name who chose them." in desk.get("/admin/").text

"""The page before a deletion counts the rows that are deleted too, and names the rows that prevent it."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Credit, Film, Source, Vote
from tests.admin.desk_forms import address, film_with_rows
from tests.factories import make_award, make_credit, make_film, make_person, make_source, make_synopsis, make_vote


def deletion_page(desk, noun, row):
    return desk.get(address(noun, "delete", row.pk))


def test_the_page_before_a_deletion_needs_the_same_queries_whatever_the_films_size(desk):
    costs = []
    for number in (2, 6):
        film = film_with_rows(number, cast=3 * number)
        with CaptureQueriesContext(connection) as queries:
            deletion_page(desk, "film", film)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_rows_that_are_deleted_with_a_film_are_counted(desk, film):
    for _ in range(3):
        make_credit(film, characters=["A guide"])
    make_synopsis(film)
    counts = dict(deletion_page(desk, "film", film).context["model_count"])
    assert (counts["films"], counts["credits"], counts["synopses"]) == (1, 3, 1)


def test_a_film_is_deleted_with_its_rows_after_confirmation(desk, film):
    make_credit(film)
    assert desk.post(address("film", "delete", film.pk), {"post": "yes"}).status_code == 302
    assert not Film.objects.exists()
    assert not Credit.objects.exists()


def test_an_editor_who_may_not_delete_a_films_rows_does_not_delete_the_film(desk, editor, film):
    make_credit(film)
    editor.groups.get().permissions.remove(Permission.objects.get(codename="delete_credit"))
    assert deletion_page(desk, "film", film).context["perms_lacking"] == {"credit"}
    assert desk.post(address("film", "delete", film.pk), {"post": "yes"}).status_code == 403
    assert Film.objects.exists()


def test_votes_are_deleted_with_their_film(desk, film):
    make_vote(film)
    assert desk.post(address("film", "delete", film.pk), {"post": "yes"}).status_code == 302
    assert not Vote.objects.exists()


@pytest.mark.parametrize(("state", "is_offered"), [("draft", True), ("withdrawn", True), ("published", False)])
def test_only_a_film_that_may_be_deleted_has_a_link_for_it(reviewers_desk, state, is_offered):
    film = make_film(state=state)
    page = reviewers_desk.get(address("film", "change", film.pk)).text
    assert ('class="deletelink"' in page) == is_offered


def test_a_published_film_is_not_deleted(reviewers_desk):
    film = make_film()
    response = reviewers_desk.post(address("film", "delete", film.pk), {"post": "yes"})
    assert response.status_code == 409
    assert "Withdraw it first" in response.text
    for page in (response, reviewers_desk.get("/admin/")):
        assert "was deleted successfully" not in page.text
    assert Film.objects.exists()


def test_a_person_to_whom_rows_refer_is_not_deleted(desk, film):
    person = make_person()
    award = make_award(film, recipients=[person])
    assert "Academy" in deletion_page(desk, "person", person).text
    assert desk.post(address("person", "delete", person.pk), {"post": "yes"}).status_code == 200
    assert award.recipients.get() == person


@pytest.mark.parametrize("number", [2, 25])
def test_rows_that_prevent_a_deletion_are_named_up_to_twenty_and_then_counted(desk, number):
    person, source = make_person(), make_source(title="The wire")
    film = make_film()
    for _ in range(number):
        make_credit(film, person=person)
        make_synopsis(film, source=source)
    for noun, row, plural in (("person", person, "credits"), ("source", source, "synopses")):
        protected = deletion_page(desk, noun, row).context["protected"]
        assert len(protected) == min(number, 21)
        assert (protected[-1] == f"… and 5 more {plural}") == (number == 25)
        desk.post(address(noun, "delete", row.pk), {"post": "yes"})
        assert type(row).objects.filter(pk=row.pk).exists()


def test_a_deletion_of_several_rows_names_each(desk):
    for title in ("One", "Two"):
        make_source(title=title)
    fields = {"action": "delete_selected", "_selected_action": list(Source.objects.values_list("pk", flat=True))}
    response = desk.post(address("source", "changelist"), fields)
    assert "One</a>" in response.text
    assert "Two</a>" in response.text
    desk.post(address("source", "changelist"), fields | {"post": "yes"})
    assert not Source.objects.exists()

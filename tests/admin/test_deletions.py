"""The page that asks before something is deleted: it counts what goes, and names what stands in the way."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Credit, Film, Source, Vote
from tests.admin.desk_forms import address, film_with_rows
from tests.factories import make_award, make_credit, make_film, make_person, make_source, make_synopsis, make_vote


def asked(desk, noun, row):
    return desk.get(address(noun, "delete", row.pk))


def test_deleting_a_film_costs_the_same_whatever_its_size(desk):
    costs = []
    for number in (2, 6):
        film = film_with_rows(number, cast=3 * number)
        with CaptureQueriesContext(connection) as queries:
            asked(desk, "film", film)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_what_goes_with_a_film_is_counted(desk, film):
    for _ in range(3):
        make_credit(film, characters=["A guide"])
    make_synopsis(film)
    counted = dict(asked(desk, "film", film).context["model_count"])
    assert (counted["films"], counted["credits"], counted["synopses"]) == (1, 3, 1)


def test_a_film_goes_with_its_rows_when_confirmed(desk, film):
    make_credit(film)
    assert desk.post(address("film", "delete", film.pk), {"post": "yes"}).status_code == 302
    assert not Film.objects.exists()
    assert not Credit.objects.exists()


def test_who_may_not_delete_a_part_deletes_no_film(desk, editor, film):
    make_credit(film)
    editor.groups.get().permissions.remove(Permission.objects.get(codename="delete_credit"))
    assert asked(desk, "film", film).context["perms_lacking"] == {"credit"}
    assert desk.post(address("film", "delete", film.pk), {"post": "yes"}).status_code == 403
    assert Film.objects.exists()


def test_what_visitors_made_goes_with_its_film(desk, film):
    make_vote(film)
    assert desk.post(address("film", "delete", film.pk), {"post": "yes"}).status_code == 302
    assert not Vote.objects.exists()


def test_what_visitors_see_is_not_deleted(reviewers_desk):
    film = make_film()
    refused = reviewers_desk.post(address("film", "delete", film.pk), {"post": "yes"})
    assert refused.status_code == 409
    assert "Withdraw it first" in refused.text
    assert Film.objects.exists()


def test_what_other_rows_name_is_not_deleted_from_under_them(desk, film):
    person = make_person()
    award = make_award(film, recipients=[person])
    assert "Academy" in asked(desk, "person", person).text
    assert desk.post(address("person", "delete", person.pk), {"post": "yes"}).status_code == 200
    assert award.recipients.get() == person


@pytest.mark.parametrize("number", [2, 25])
def test_what_protects_a_row_is_named_up_to_twenty_and_then_counted(desk, number):
    person, source = make_person(), make_source(title="The wire")
    film = make_film()
    for _ in range(number):
        make_credit(film, person=person)
        make_synopsis(film, source=source)
    for noun, row, plural in (("person", person, "credits"), ("source", source, "synopses")):
        protected = asked(desk, noun, row).context["protected"]
        assert len(protected) == min(number, 21)
        assert (protected[-1] == f"… and 5 more {plural}") == (number == 25)
        desk.post(address(noun, "delete", row.pk), {"post": "yes"})
        assert type(row).objects.filter(pk=row.pk).exists()


def test_several_chosen_are_named_each(desk):
    for title in ("One", "Two"):
        make_source(title=title)
    chosen = {"action": "delete_selected", "_selected_action": list(Source.objects.values_list("pk", flat=True))}
    answer = desk.post(address("source", "changelist"), chosen)
    assert "One</a>" in answer.text
    assert "Two</a>" in answer.text
    desk.post(address("source", "changelist"), chosen | {"post": "yes"})
    assert not Source.objects.exists()

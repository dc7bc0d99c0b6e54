"""When two editors change the same thing, the second to save is form_page both versions, and no change of either is lost."""

import re
from datetime import timedelta
from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone

from catalog.models import (
    Award,
    Comment,
    Credit,
    Film,
    Person,
    Revision,
    State,
    WorkingCopy,
)
from tests.admin.conflict_forms import choices, choose, hidden_fields, save_both
from tests.admin.conftest import staff
from tests.admin.desk_forms import address, form_errors, form_fields, open_film, save_film
from tests.factories import (
    make_article,
    make_award,
    make_citation,
    make_comment,
    make_credit,
    make_event,
    make_film,
    make_person,
    make_question,
    make_synopsis,
)


def test_a_second_save_of_a_field_is_refused_and_shows_both_values(desk, other_desk, film):
    conflict_page = save_both(desk, other_desk, film, {"title": "My title"}, {"title": "Their title"})
    assert conflict_page.status_code == 409
    assert Film.objects.get().title == "Their title"
    for words in ("My title", "Their title", "otto", "Nothing of yours is saved yet"):
        assert words in conflict_page.text
    assert choices(conflict_page.text) == [f"take-film-{film.pk}-title"]


@pytest.mark.parametrize(("side", "title"), [("mine", "My title"), ("theirs", "Their title")])
def test_a_field_that_both_changed_is_saved_with_the_chosen_side(desk, other_desk, film, side, title):
    fields = {"title": "My title", "logline": "A walk.", "_note": "Because"}
    conflict_page = save_both(desk, other_desk, film, fields, {"title": "Their title", "original_title": "Marsz"})
    assert choose(desk, conflict_page, side=side).status_code == 302
    film.refresh_from_db()
    assert (film.title, film.logline, film.original_title) == (title, "A walk.", "Marsz")
    revision = Revision.objects.first()
    assert (revision.editor_name, revision.note) == ("edda", "Because")


def test_changes_of_different_fields_are_both_saved_without_a_choice(desk, other_desk, film):
    conflict_page = save_both(desk, other_desk, film, {"logline": "A walk."}, {"original_title": "Marsz"})
    assert conflict_page.status_code == 409
    assert choices(conflict_page.text) == []
    assert choose(desk, conflict_page).status_code == 302
    assert (Film.objects.get().logline, Film.objects.get().original_title) == ("A walk.", "Marsz")


def test_a_conflict_without_a_choice_is_shown_again(desk, other_desk, film):
    conflict_page = save_both(desk, other_desk, film, {"title": "My title"}, {"title": "Their title"})
    second_conflict_page = desk.post(address("film", "conflict", film.pk), hidden_fields(conflict_page.text))
    assert second_conflict_page.status_code == 409
    assert "Choose one side of each" in second_conflict_page.text
    assert "My title" in second_conflict_page.text


def test_chosen_sides_stay_chosen_when_a_conflict_is_shown_again(desk, other_desk, film):
    other_fields = {"title": "Their title", "logline": "Theirs"}
    conflict_page = save_both(desk, other_desk, film, {"title": "My title", "logline": "Mine"}, other_fields)
    name = f"take-film-{film.pk}-title"
    second_conflict_page = desk.post(
        address("film", "conflict", film.pk), hidden_fields(conflict_page.text) | {name: "mine"}
    )
    checked_sides = re.findall(r'name="([^"]+)" value="(\w+)" required checked', second_conflict_page.text)
    assert (second_conflict_page.status_code, checked_sides) == (409, [(name, "mine")])


def test_a_conflict_with_a_note_that_is_too_long_is_shown_again_with_the_note(desk, other_desk, film):
    conflict_page = save_both(desk, other_desk, film, {"title": "My title"}, {"title": "Their title"})
    second_conflict_page = choose(desk, conflict_page, _note="why " * 300)
    assert second_conflict_page.status_code == 409
    assert "longer than 1000 characters" in second_conflict_page.text
    assert "why " * 300 in second_conflict_page.text
    assert Film.objects.get().title == "Their title"


def test_a_third_save_in_between_is_shown_too(desk, other_desk, film):
    conflict_page = save_both(desk, other_desk, film, {"title": "My title"}, {"title": "Their title"})
    save_film(other_desk, film, open_film(other_desk, film) | {"title": "Their other title"})
    second_conflict_page = choose(desk, conflict_page)
    assert second_conflict_page.status_code == 409
    assert "Their other title" in second_conflict_page.text
    assert Film.objects.get().title == "Their other title"
    assert choose(desk, second_conflict_page).status_code == 302
    assert Film.objects.get().title == "My title"


@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_a_film_that_was_deleted_meanwhile_is_restored_with_the_changes_or_stays_deleted(desk, other_desk, film, side):
    make_credit(film)
    fields = open_film(desk, film) | {"title": "My title"}
    deletion = other_desk.post(address("film", "delete", film.pk), {"post": "yes", "_seen": fields["_seen"]})
    assert deletion.status_code == 302
    conflict_page = save_film(desk, film, fields)
    assert conflict_page.status_code == 409
    assert "My title" in conflict_page.text
    assert not Film.objects.exists()
    assert choose(desk, conflict_page, side=side).status_code == 302
    assert list(Film.objects.values_list("title", flat=True)) == (["My title"] if side == "mine" else [])
    assert Credit.objects.count() == (side == "mine")


def test_a_form_with_wrong_values_is_shown_again_before_the_conflict_and_keeps_its_values(desk, other_desk, film):
    form_page = save_both(desk, other_desk, film, {"title": "My title", "given_date": "many"}, {"title": "Their title"})
    assert form_page.status_code == 200
    assert 'value="My title"' in form_page.text
    assert "saved this while you had it open" in form_page.text
    fields = {"title": "My title", "given_date": "1990"}
    conflict_page = save_film(desk, film, form_fields(form_page) | fields)
    assert conflict_page.status_code == 409
    assert choose(desk, conflict_page).status_code == 302
    assert (Film.objects.get().title, Film.objects.get().year) == ("My title", 1990)


def test_saving_a_row_on_its_own_page_conflicts_with_a_save_of_its_film(desk, other_desk, film):
    award = make_award(film)
    page = address("award", "change", award.pk)
    fields = form_fields(desk.get(page)) | {"category": "My category"}
    save_film(other_desk, film, open_film(other_desk, film) | {"awards-0-category": "Their category"})
    conflict_page = desk.post(page, fields)
    assert conflict_page.status_code == 409
    assert Award.objects.get().category == "Their category"
    assert choose(desk, conflict_page).status_code == 302
    assert Award.objects.get().category == "My category"


def test_a_save_of_a_person_does_not_overwrite_another(desk, other_desk):
    person = make_person(name="Peter Weir")
    page = address("person", "change", person.pk)
    form, other_form = form_fields(desk.get(page)), form_fields(other_desk.get(page))
    other_desk.post(page, other_form | {"born": "1944"})
    conflict_page = desk.post(page, form | {"born": "1945"})
    assert conflict_page.status_code == 409
    assert choose(desk, conflict_page, side="theirs").status_code == 302
    assert str(Person.objects.get().born) == "1944"


def test_a_save_of_the_working_copy_does_not_overwrite_another(desk, other_desk):
    film = make_film(title="The Way Back")
    conflict_page = save_both(desk, other_desk, film, {"title": "My title"}, {"title": "Their title"})
    assert conflict_page.status_code == 409
    assert choose(desk, conflict_page).status_code == 302
    assert Film.objects.get().title == "The Way Back"
    assert WorkingCopy.objects.get().patch["film"][str(film.pk)]["is"] == {"title": "My title"}


def test_a_deletion_after_a_newer_save_is_refused(desk, other_desk, film):
    page = address("film", "delete", film.pk)
    fields = hidden_fields(desk.get(page).text)
    save_film(other_desk, film, open_film(other_desk, film) | {"title": "Their title"})
    response = desk.post(page, fields)
    assert response.status_code == 409
    assert Film.objects.get().title == "Their title"


@pytest.mark.parametrize("action", ["publish", "withdraw", "send_to_review", "delete_selected"])
def test_an_action_after_a_newer_save_is_refused(reviewers_desk, other_desk, film, action):
    page = address("film", "changelist")
    fields = hidden_fields(reviewers_desk.get(page).text)
    fields |= {"action": action, "_selected_action": film.pk, "post": "yes"}
    save_film(other_desk, film, open_film(other_desk, film) | {"title": "Their title"})
    response = reviewers_desk.post(page, fields, follow=True)
    assert "after you opened this page, so nothing was done" in response.text
    assert Film.objects.get().state == State.DRAFT


def test_an_action_on_all_pages_is_refused_after_a_newer_save_of_a_film_on_another_page(
    reviewers_desk, other_desk, film
):
    page = address("film", "changelist")
    fields = hidden_fields(reviewers_desk.get(page, {"q": "nothing of this name"}).text)
    save_film(other_desk, film, open_film(other_desk, film) | {"title": "Their title"})
    fields |= {"action": "publish", "post": "yes", "select_across": "1", "_selected_action": film.pk}
    assert "nothing was done" in reviewers_desk.post(page, fields, follow=True).text
    assert Film.objects.get().state == State.DRAFT


def test_a_decision_on_a_comment_does_not_overwrite_another(moderators_desk, film):
    comment = make_comment(film, state="pending")
    other_desk = Client()
    other_desk.force_login(staff("mark", "Moderator"))
    page = address("comment", "changelist")
    list_fields = hidden_fields(moderators_desk.get(page).text)
    selection = {"_selected_action": comment.pk, "post": "yes"}
    other_desk.post(page, hidden_fields(other_desk.get(page).text) | selection | {"action": "reject"})
    response = moderators_desk.post(f"{page}?state=all", list_fields | selection | {"action": "approve"}, follow=True)
    assert "nothing was done" in response.text
    assert Comment.objects.get().state == "rejected"


def test_a_film_with_a_newer_save_is_not_published(reviewers_desk, other_desk, film):
    page = address("film", "publication", film.pk)
    fields = hidden_fields(reviewers_desk.get(page).text)
    save_film(other_desk, film, open_film(other_desk, film) | {"title": "Their title"})
    response = reviewers_desk.post(page, fields | {"step": "publish"})
    assert response.status_code == 409
    assert "after you opened this page" in response.text
    assert Film.objects.get().state == State.DRAFT


def test_a_form_without_its_seen_revision_saves_nothing(desk, other_desk, film):
    fields = open_film(desk, film)
    save_film(other_desk, film, open_film(other_desk, film) | {"title": "Their title"})
    del fields["_seen"]
    form_page = save_film(desk, film, fields | {"title": "My title"})
    assert "which revision it was made from" in form_errors(form_page)
    assert 'value="My title"' in form_page.text
    assert Film.objects.get().title == "Their title"


@pytest.mark.parametrize("signed_entry", ["", "forged", None])
def test_a_forged_conflict_is_refused(desk, other_desk, film, signed_entry):
    conflict_page = save_both(desk, other_desk, film, {"title": "My title"}, {"title": "Their title"})
    fields = hidden_fields(conflict_page.text) | ({} if signed_entry is None else {"held": signed_entry})
    page = address("film", "conflict", film.pk if signed_entry is not None else film.pk + 1)
    assert desk.post(page, fields).status_code == 400
    # Another editor cannot send it either.
    if signed_entry is None:
        assert other_desk.post(address("film", "conflict", film.pk), fields).status_code == 400


def test_a_form_names_the_other_editors_who_have_it_open(desk, other_desk, film):
    page = address("film", "change", film.pk)
    assert "Also open here" not in desk.get(page).text
    assert "Also open here: edda" in other_desk.get(page).text
    assert "Also open here: otto" in desk.get(page).text
    presence_address = re.search(r'data-address="([^"]+)"', desk.get(page).text)[1]
    assert "otto" in desk.post(presence_address).text
    assert desk.get(presence_address).status_code == 405
    assert Client().post(presence_address).status_code == 302


@pytest.mark.parametrize(
    ("report", "seconds"),
    [({"here": "in sight"}, 60), ({"here": "hidden"}, 120), ({}, 600), ({"here": "no"}, 0)],
    ids=["in sight", "hidden", "without script", "left"],
)
def test_an_editor_counts_as_gone_when_they_leave_a_form_or_it_reports_no_more(desk, other_desk, film, report, seconds):
    page, presence = address("film", "change", film.pk), address("film", "presence", f"film-{film.pk}")
    other_desk.get(page)
    assert "Also open here: otto" in desk.get(page).text
    other_desk.post(presence, report)
    now = timezone.now()
    for passed, is_here in [(max(seconds - 5, 0), seconds > 0), (seconds + 5, False)]:
        with mock.patch("django.utils.timezone.now", return_value=now + timedelta(seconds=passed)):
            assert ("Also open here" in desk.post(presence).text) == is_here


@pytest.mark.parametrize("state", [State.DRAFT, State.PUBLISHED])
def test_a_form_in_which_nothing_was_changed_saves_nothing(desk, state):
    film = make_film(state=state, note="One line.\nAnother.")
    make_synopsis(film, body="## Home\n\nHe walks.\n")
    make_article(film, body="It was praised.\n\nTwice.")
    make_event(film, happens="They walk.\nThey rest.")
    make_question(film, ruling="It is a well.\nOf old.", reason="Seen.\nTwice.")
    make_citation(film, field="title", quote="The\nWay")
    fields = {
        name: re.sub("\n", "\r\n", value) if isinstance(value, str) else value
        for name, value in open_film(desk, film).items()
    }
    assert save_film(desk, film, fields).status_code == 302
    assert not Revision.objects.exists()
    fields |= {"synopses-0-title": "The walk", "questions-0-position": "3"}
    assert save_film(desk, film, fields).status_code == 302
    patch = Revision.objects.get().patch
    names = {noun: [set(change["is"]) for change in changes.values()] for noun, changes in patch.items()}
    assert names == {"synopsis": [{"title"}], "question": [{"position"}]}

"""The steps of publication: the states that allow them, their note, their moment, and their line in the history."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from catalog.editing.documents import Root
from catalog.editing.history import newest_revision_id
from catalog.models import Film, Revision, State, WorkingCopy
from tests.admin.conftest import staff
from tests.admin.desk_forms import address, form_fields, open_film, save_film
from tests.factories import make_film, make_person, make_synopsis, make_title

STATES = {"draft", "in_review", "published", "withdrawn"}
STATES_BEFORE = {
    "submit": {"draft", "withdrawn"},
    "return": {"in_review"},
    "publish": {"draft", "in_review", "withdrawn"},
    "withdraw": {"draft", "in_review", "published"},
    "discard": set(),
}
STATE_AFTER = {"submit": "in_review", "return": "draft", "publish": "published", "withdraw": "withdrawn"}


def take_step(desk, film, name, **fields):
    """Take a step as the page on the publication sends it."""
    page = address("film", "publication", film.pk)
    seen_revision = re.search(r'name="seen" value="(\d+)"', desk.get(page).text)
    return desk.post(page, {"step": name, "seen": seen_revision[1] if seen_revision else "0"} | fields)


def answer_yes(desk, film, question):
    """Send the form of the page that asks whether to drop a working copy."""
    fields = dict(re.findall(r'<input type="(?:hidden|text)" name="(\w+)"[^>]*value="([^"]*)"', question.text))
    return desk.post(address("film", "publication", film.pk), fields | {"sure": "yes"})


def offered_steps(desk, film):
    return set(re.findall(r'name="step" value="(\w+)"', desk.get(address("film", "publication", film.pk)).text))


@pytest.mark.parametrize("state", sorted(STATES))
@pytest.mark.parametrize("name", list(STATES_BEFORE))
def test_a_step_is_taken_from_its_states_and_refused_with_the_reason_from_others(reviewers_desk, name, state):
    film = make_film(state=state)
    assert (name in offered_steps(reviewers_desk, film)) == (state in STATES_BEFORE[name])
    response = take_step(reviewers_desk, film, name)
    film.refresh_from_db()
    if state in STATES_BEFORE[name]:
        assert (response.status_code, film.state) == (303, STATE_AFTER[name])
    else:
        assert (response.status_code, film.state) == (409, state)
        assert 'role="alert"' in response.text
        assert not Revision.objects.exists()


def test_a_step_is_listed_with_its_editor_and_note(desk, reviewers_desk, film):
    take_step(desk, film, "submit", _note="Look at the year")
    take_step(reviewers_desk, film, "return", _note="It was 1922")
    assert "It was 1922" in reviewers_desk.get(address("film", "change", film.pk)).text
    text = reviewers_desk.get(address("film", "publication", film.pk)).text
    for words in ("edda", "Look at the year", "rita", "It was 1922", "sent to review", "sent back to draft"):
        assert words in text


def test_a_film_becomes_public_at_its_moment_without_a_scheduled_job(reviewers_desk, client, film):
    tomorrow = timezone.localtime() + timedelta(days=1)
    moment = {"moment_0": f"{tomorrow:%Y-%m-%d}", "moment_1": "20:00"}
    assert take_step(reviewers_desk, film, "publish", **moment).status_code == 303
    assert Client().get(film.get_absolute_url()).status_code == 404
    Film.objects.update(published_from=timezone.now() - timedelta(seconds=1))
    assert Client().get(film.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("moment", [("the day after", "noon"), ("2030-02-30", ""), ("", "25:00"), ("9" * 40, "1\0")])
def test_an_impossible_moment_publishes_nothing(reviewers_desk, film, moment):
    response = take_step(reviewers_desk, film, "publish", moment_0=moment[0], moment_1=moment[1])
    assert response.status_code == 400
    assert "is no moment" in response.text
    assert Film.objects.get().state == State.DRAFT


def test_a_published_film_is_not_hidden_by_a_later_moment_of_publication(desk, reviewers_desk):
    film = make_film()
    save_film(desk, film, open_film(desk, film) | {"title": "Renamed"})
    response = take_step(reviewers_desk, film, "publish", moment_0="2090-01-01", moment_1="20:00")
    assert response.status_code == 409
    assert "withdraw it first" in response.text
    assert WorkingCopy.objects.exists()


@pytest.mark.parametrize("fields", [{}, {"step": "burn"}, {"step": "publish"}, {"step": "publish", "seen": "x" * 30}])
def test_an_incomplete_form_changes_nothing(reviewers_desk, film, fields):
    assert reviewers_desk.post(address("film", "publication", film.pk), fields).status_code in (400, 409)
    assert Film.objects.get().state == State.DRAFT


def test_changes_of_a_published_film_and_its_rows_wait_until_they_are_published(desk, reviewers_desk, client):
    film = make_film(title="The Way Back")
    make_title(film, title="Droga")
    row = {"titles-0-DELETE": "on", "titles-TOTAL_FORMS": 2, "titles-1-title": "Pot", "titles-1-film": film.pk}
    save_film(desk, film, open_film(desk, film) | row | {"title": "The Way Home"})
    assert Film.objects.get().title == "The Way Back"
    assert [title.title for title in film.titles.all()] == ["Droga"]
    assert open_film(desk, film)["title"] == "The Way Home"
    text = desk.get(address("film", "publication", film.pk)).text
    for words in ("Droga", "Pot", "The Way Home"):
        assert words in text
    assert take_step(desk, film, "submit").status_code == 303
    assert WorkingCopy.objects.get().in_review
    assert take_step(reviewers_desk, film, "publish").status_code == 303
    assert Film.objects.get().title == "The Way Home"
    assert [title.title for title in film.titles.all()] == ["Pot"]
    assert not WorkingCopy.objects.exists()


def test_all_editors_share_one_working_copy(desk, reviewers_desk):
    film = make_film(title="The Way Back")
    save_film(desk, film, open_film(desk, film) | {"title": "The Way Home"})
    save_film(reviewers_desk, film, open_film(reviewers_desk, film) | {"logline": "A walk."})
    assert WorkingCopy.objects.get().patch["film"][str(film.pk)]["is"] == {
        "title": "The Way Home",
        "logline": "A walk.",
    }


def test_a_row_added_on_its_own_page_waits_too_and_can_be_edited_there(desk):
    film = make_film()
    page = address("title", "add")
    desk.post(page, form_fields(desk.get(page)) | {"film": film.pk, "title": "Droga"})
    assert not film.titles.exists()
    (key,) = WorkingCopy.objects.get().patch["title"]
    title_page = address("title", "change", key)
    assert desk.get(title_page).context["original"].title == "Droga"
    assert desk.post(title_page, form_fields(desk.get(title_page)) | {"note": "working title"}).status_code == 302
    assert WorkingCopy.objects.get().patch["title"][key]["is"]["note"] == "working title"


def test_the_list_of_films_tells_how_far_each_working_copy_is(desk):
    film, cell = make_film(title="Changed"), '<td class="field-working_copy_state">begun</td>'
    assert cell not in desk.get(address("film", "changelist")).text
    save_film(desk, film, open_film(desk, film) | {"logline": "Later"})
    assert cell in desk.get(address("film", "changelist")).text
    WorkingCopy.objects.update(in_review=True)
    assert cell.replace("begun", "in review") in desk.get(address("film", "changelist")).text


def test_a_discarded_working_copy_changes_nothing_public_and_can_be_brought_back(desk):
    film = make_film(title="The Way Back")
    save_film(desk, film, open_film(desk, film) | {"title": "The Way Home"})
    revision = Revision.objects.get()
    assert take_step(desk, film, "discard", sure="yes").status_code == 303
    assert not WorkingCopy.objects.exists()
    assert open_film(desk, film)["title"] == "The Way Back"
    revert = address("film", "revert", film.pk, revision.pk)
    assert desk.post(revert, {"_seen": newest_revision_id(Root("film", film.pk))}).status_code == 303
    assert open_film(desk, film)["title"] == "The Way Home"
    assert Film.objects.get().title == "The Way Back"


def test_before_a_working_copy_is_dropped_a_page_says_whose_changes_go(desk, reviewers_desk):
    film = make_film(title="The Way Back")
    for title in ("The Way Home", "The Long Way"):
        save_film(desk, film, open_film(desk, film) | {"title": title})
    take_step(reviewers_desk, film, "publish")
    save_film(desk, film, open_film(desk, film) | {"title": "The Way Home"})
    for logline in ("A walk.", "A long walk."):
        save_film(reviewers_desk, film, open_film(reviewers_desk, film) | {"logline": logline})
    page = take_step(desk, film, "discard", _note="Not so")
    text = " ".join(re.sub(r"<[^>]*>", "", page.text).split())
    assert page.status_code == 200
    assert re.search(r"rita: 2 saves, the last on \d+ \w+ \d+, \d\d:\d\d edda: 1 save, on \d", text)
    assert "The Way Home" in text
    assert "A long walk." in text
    assert 'value="Not so"' in page.text
    assert WorkingCopy.objects.exists()
    assert answer_yes(desk, film, page).status_code == 303
    assert not WorkingCopy.objects.exists()
    assert Revision.objects.first().note == "Not so"


def test_a_working_copy_that_was_saved_after_the_question_is_asked_about_again(desk, reviewers_desk):
    film = make_film(title="The Way Back")
    save_film(desk, film, open_film(desk, film) | {"title": "The Way Home"})
    question = take_step(desk, film, "discard")
    save_film(reviewers_desk, film, open_film(reviewers_desk, film) | {"logline": "A walk."})
    page = answer_yes(desk, film, question)
    assert page.status_code == 409
    assert 'role="alert"' in page.text
    assert "A walk." in page.text
    assert WorkingCopy.objects.exists()
    assert answer_yes(desk, film, page).status_code == 303


@pytest.mark.parametrize("sure", ["", "no", "on"])
def test_nothing_is_dropped_without_the_answer_yes(desk, sure):
    film = make_film(title="The Way Back")
    save_film(desk, film, open_film(desk, film) | {"title": "The Way Home"})
    assert "Nothing is dropped yet." in take_step(desk, film, "discard", sure=sure).text
    save_with_step = open_film(desk, film) | {"logline": "A walk.", "_step": "discard", "sure": sure}
    assert "Nothing is dropped yet." in save_film(desk, film, save_with_step).text
    assert set(WorkingCopy.objects.get().patch["film"][str(film.pk)]["is"]) == {"title", "logline"}


def test_who_asks_to_drop_a_working_copy_that_is_gone_is_told_so(desk):
    film = make_film(title="The Way Back")
    response = take_step(desk, film, "discard", sure="")
    assert response.status_code == 409
    assert "has no changes that wait" in response.text


def test_a_change_that_is_undone_by_hand_leaves_no_working_copy(desk):
    film = make_film(title="The Way Back")
    save_film(desk, film, open_film(desk, film) | {"title": "The Way Home"})
    save_film(desk, film, open_film(desk, film) | {"title": "The Way Back"})
    assert not WorkingCopy.objects.exists()


def test_withdrawing_a_film_applies_its_working_copy(desk, reviewers_desk):
    film = make_film(title="The Way Back")
    save_film(desk, film, open_film(desk, film) | {"title": "The Way Home"})
    assert take_step(reviewers_desk, film, "withdraw").status_code == 303
    assert (Film.objects.get().title, Film.objects.get().state) == ("The Way Home", "withdrawn")


def test_a_person_whom_a_working_copy_names_is_not_deleted(desk, reviewers_desk):
    film, person = make_film(), make_person(name="Ann Smith")
    fields = open_film(desk, film) | {"credits-TOTAL_FORMS": 1, "credits-0-film": film.pk, "credits-0-job": 1}
    assert save_film(desk, film, fields | {"credits-0-person": person.pk}).status_code == 302
    response = desk.post(address("person", "delete", person.pk), {"post": "yes"})
    assert "Working copy" in response.text
    assert take_step(reviewers_desk, film, "publish").status_code == 303
    assert film.credits.get().person == person


def test_a_reviewer_withdraws_a_text_at_once_and_the_working_copy_keeps_its_changes(desk, reviewers_desk):
    film = make_film()
    synopsis = make_synopsis(film)
    save_film(desk, film, open_film(desk, film) | {"synopses-0-title": "The walk"})
    reviewers_desk.post(
        address("synopsis", "changelist"), {"action": "withdraw", "_selected_action": synopsis.pk, "post": "yes"}
    )
    synopsis.refresh_from_db()
    assert (synopsis.state, synopsis.title) == ("withdrawn", "")
    assert take_step(reviewers_desk, film, "publish").status_code == 303
    synopsis.refresh_from_db()
    assert (synopsis.state, synopsis.title) == ("withdrawn", "The walk")


def test_an_editor_saves_and_sends_to_review_but_does_not_publish_with_a_forged_step(desk, film):
    fields = open_film(desk, film) | {"title": "The Way Home", "_step": "publish"}
    assert save_film(desk, film, fields).status_code == 403
    assert Film.objects.get().state == State.DRAFT
    assert save_film(desk, film, open_film(desk, film) | {"_step": "submit"}).status_code == 302
    assert Film.objects.get().state == State.IN_REVIEW


def test_a_revision_that_is_only_a_note_is_no_conflict(desk, film):
    fields = open_film(desk, film) | {"title": "The Way Home"}
    second_desk = Client()
    second_desk.force_login(staff("otto", "Editor"))
    second_desk.post(address("film", "preview_links", film.pk), {"days": "7"})
    assert Revision.objects.get().deed == "noted"
    assert save_film(desk, film, fields).status_code == 302
    assert "Made a link to the preview" in desk.get(address("film", "history", film.pk)).text

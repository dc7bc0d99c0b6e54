"""The steps between draft and public: which a state allows, with a note, at a moment, and the trail that they leave."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from catalog.models import Film, Revision, State, WorkingCopy
from tests.admin.conftest import staff
from tests.admin.desk_forms import address, form_fields, open_film, save_film
from tests.factories import make_film, make_person, make_synopsis, make_title

STATES = {"draft", "in_review", "published", "withdrawn"}
FROM = {
    "submit": {"draft", "withdrawn"},
    "return": {"in_review"},
    "publish": {"draft", "in_review", "withdrawn"},
    "withdraw": {"draft", "in_review", "published"},
    "discard": set(),
}
TO = {"submit": "in_review", "return": "draft", "publish": "published", "withdraw": "withdrawn"}


def step(desk, film, name, **sent):
    """Take a step as its page sends it."""
    page = address("film", "publication", film.pk)
    seen = re.search(r'name="seen" value="(\d+)"', desk.get(page).text)
    return desk.post(page, {"step": name, "seen": seen[1] if seen else "0"} | sent)


def offered(desk, film):
    return set(re.findall(r'name="step" value="(\w+)"', desk.get(address("film", "publication", film.pk)).text))


@pytest.mark.parametrize("state", sorted(STATES))
@pytest.mark.parametrize("name", list(FROM))
def test_a_step_is_taken_from_its_states_and_refused_from_others_with_the_reason(reviewers_desk, name, state):
    film = make_film(state=state)
    assert (name in offered(reviewers_desk, film)) == (state in FROM[name])
    answer = step(reviewers_desk, film, name)
    film.refresh_from_db()
    if state in FROM[name]:
        assert (answer.status_code, film.state) == (303, TO[name])
    else:
        assert (answer.status_code, film.state) == (409, state)
        assert 'role="alert"' in answer.text
        assert not Revision.objects.exists()


def test_a_step_leaves_who_when_and_its_note_on_the_trail(desk, reviewers_desk, film):
    step(desk, film, "submit", _note="Look at the year")
    step(reviewers_desk, film, "return", _note="It was 1922")
    assert "It was 1922" in reviewers_desk.get(address("film", "change", film.pk)).text
    trail = reviewers_desk.get(address("film", "publication", film.pk)).text
    for said in ("edda", "Look at the year", "rita", "It was 1922", "sent to review", "sent back to draft"):
        assert said in trail


def test_a_film_is_published_from_a_moment_ahead_without_any_job(reviewers_desk, client, film):
    tomorrow = timezone.localtime() + timedelta(days=1)
    moment = {"moment_0": f"{tomorrow:%Y-%m-%d}", "moment_1": "20:00"}
    assert step(reviewers_desk, film, "publish", **moment).status_code == 303
    assert Client().get(film.get_absolute_url()).status_code == 404
    Film.objects.update(published_from=timezone.now() - timedelta(seconds=1))
    assert Client().get(film.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("moment", [("the day after", "noon"), ("2030-02-30", ""), ("", "25:00"), ("9" * 40, "1\0")])
def test_a_moment_that_is_none_publishes_nothing(reviewers_desk, film, moment):
    answer = step(reviewers_desk, film, "publish", moment_0=moment[0], moment_1=moment[1])
    assert answer.status_code == 400
    assert "is no moment" in answer.text
    assert Film.objects.get().state == State.DRAFT


def test_what_visitors_see_is_not_hidden_by_a_moment_ahead(desk, reviewers_desk):
    film = make_film()
    save_film(desk, film, open_film(desk, film) | {"title": "Renamed"})
    answer = step(reviewers_desk, film, "publish", moment_0="2090-01-01", moment_1="20:00")
    assert answer.status_code == 409
    assert "withdraw the film" in answer.text
    assert WorkingCopy.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"step": "burn"}, {"step": "publish"}, {"step": "publish", "seen": "x" * 30}])
def test_a_form_that_says_too_little_does_nothing(reviewers_desk, film, sent):
    assert reviewers_desk.post(address("film", "publication", film.pk), sent).status_code in (400, 409)
    assert Film.objects.get().state == State.DRAFT


def test_a_change_of_a_published_film_waits_with_its_rows_until_it_is_published(desk, reviewers_desk, client):
    film = make_film(title="The Way Back")
    make_title(film, title="Droga")
    row = {"titles-0-DELETE": "on", "titles-TOTAL_FORMS": 2, "titles-1-title": "Pot", "titles-1-film": film.pk}
    save_film(desk, film, open_film(desk, film) | row | {"title": "The Way Home"})
    assert Film.objects.get().title == "The Way Back"
    assert [title.title for title in film.titles.all()] == ["Droga"]
    assert open_film(desk, film)["title"] == "The Way Home"
    shown = desk.get(address("film", "publication", film.pk)).text
    for said in ("Droga", "Pot", "The Way Home"):
        assert said in shown
    assert step(desk, film, "submit").status_code == 303
    assert WorkingCopy.objects.get().in_review
    assert step(reviewers_desk, film, "publish").status_code == 303
    assert Film.objects.get().title == "The Way Home"
    assert [title.title for title in film.titles.all()] == ["Pot"]
    assert not WorkingCopy.objects.exists()


def test_the_working_copy_is_one_and_shared(desk, reviewers_desk):
    film = make_film(title="The Way Back")
    save_film(desk, film, open_film(desk, film) | {"title": "The Way Home"})
    save_film(reviewers_desk, film, open_film(reviewers_desk, film) | {"logline": "A walk."})
    assert WorkingCopy.objects.get().patch["film"][str(film.pk)]["is"] == {
        "title": "The Way Home",
        "logline": "A walk.",
    }


def test_a_row_entered_on_its_own_page_waits_too_and_has_its_page(desk):
    film = make_film()
    page = address("title", "add")
    desk.post(page, form_fields(desk.get(page)) | {"film": film.pk, "title": "Droga"})
    assert not film.titles.exists()
    (key,) = WorkingCopy.objects.get().patch["title"]
    own = address("title", "change", key)
    assert desk.get(own).context["original"].title == "Droga"
    assert desk.post(own, form_fields(desk.get(own)) | {"note": "working title"}).status_code == 302
    assert WorkingCopy.objects.get().patch["title"][key]["is"]["note"] == "working title"


def test_a_dropped_working_copy_leaves_what_the_public_sees_and_can_be_brought_back(desk):
    film = make_film(title="The Way Back")
    save_film(desk, film, open_film(desk, film) | {"title": "The Way Home"})
    changed = Revision.objects.get()
    assert step(desk, film, "discard").status_code == 303
    assert not WorkingCopy.objects.exists()
    assert open_film(desk, film)["title"] == "The Way Back"
    revert = address("film", "revert", film.pk, changed.pk)
    assert desk.post(revert, {"_seen": Revision.objects.head("film", film.pk)}).status_code == 303
    assert open_film(desk, film)["title"] == "The Way Home"
    assert Film.objects.get().title == "The Way Back"


def test_a_change_that_is_taken_back_by_hand_leaves_no_working_copy(desk):
    film = make_film(title="The Way Back")
    save_film(desk, film, open_film(desk, film) | {"title": "The Way Home"})
    save_film(desk, film, open_film(desk, film) | {"title": "The Way Back"})
    assert not WorkingCopy.objects.exists()


def test_a_withdrawn_film_is_what_its_working_copy_said(desk, reviewers_desk):
    film = make_film(title="The Way Back")
    save_film(desk, film, open_film(desk, film) | {"title": "The Way Home"})
    assert step(reviewers_desk, film, "withdraw").status_code == 303
    assert (Film.objects.get().title, Film.objects.get().state) == ("The Way Home", "withdrawn")


def test_what_a_working_copy_names_is_not_deleted_from_under_it(desk, reviewers_desk):
    film, person = make_film(), make_person(name="Ann Smith")
    fields = open_film(desk, film) | {"credits-TOTAL_FORMS": 1, "credits-0-film": film.pk, "credits-0-job": 1}
    assert save_film(desk, film, fields | {"credits-0-person": person.pk}).status_code == 302
    refused = desk.post(address("person", "delete", person.pk), {"post": "yes"})
    assert "Working copy" in refused.text
    assert step(reviewers_desk, film, "publish").status_code == 303
    assert film.credits.get().person == person


def test_a_reviewer_takes_a_text_from_the_public_at_once_and_the_working_copy_holds(desk, reviewers_desk):
    film = make_film()
    synopsis = make_synopsis(film)
    save_film(desk, film, open_film(desk, film) | {"synopses-0-title": "The walk"})
    reviewers_desk.post(address("synopsis", "changelist"), {"action": "withdraw", "_selected_action": synopsis.pk})
    synopsis.refresh_from_db()
    assert (synopsis.state, synopsis.title) == ("withdrawn", "")
    assert step(reviewers_desk, film, "publish").status_code == 303
    synopsis.refresh_from_db()
    assert (synopsis.state, synopsis.title) == ("withdrawn", "The walk")


def test_an_editor_saves_and_sends_to_review_but_does_not_publish_with_a_hand_made_button(desk, film):
    fields = open_film(desk, film) | {"title": "The Way Home", "_step": "publish"}
    assert save_film(desk, film, fields).status_code == 403
    assert Film.objects.get().state == State.DRAFT
    assert save_film(desk, film, open_film(desk, film) | {"_step": "submit"}).status_code == 302
    assert Film.objects.get().state == State.IN_REVIEW


def test_what_is_only_noted_overtakes_nobody(desk, film):
    fields = open_film(desk, film) | {"title": "The Way Home"}
    other = Client()
    other.force_login(staff("otto", "Editor"))
    other.post(address("film", "preview_links", film.pk), {"days": "7"})
    assert Revision.objects.get().deed == "noted"
    assert save_film(desk, film, fields).status_code == 302
    assert "Made a link to the preview" in desk.get(address("film", "history", film.pk)).text

"""Actions that publish, the moderation of comments, and the list of what a film lacks."""

import pytest
from django.contrib.admin import site
from django.utils import translation

from catalog import completeness
from catalog.models import CommentState, Film, Image, Question, Revision, State, Synopsis, Vote
from tests.admin.desk_forms import address, open_film, save_film
from tests.factories import (
    make_citation,
    make_comment,
    make_credit,
    make_film,
    make_image,
    make_job,
    make_question,
    make_release,
    make_source,
    make_synopsis,
    make_vote,
    set_leading,
)


def run_action(desk, noun, action, rows, query=""):
    fields = {"action": action, "_selected_action": [row.pk for row in rows], "post": "yes"}
    return desk.post(address(noun, "changelist") + query, fields, follow=True)


def messages(response):
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize(
    ("action", "before", "after", "message"),
    [
        ("publish", State.DRAFT, State.PUBLISHED, "Published: 2 films."),
        ("withdraw", State.PUBLISHED, State.WITHDRAWN, "Withdrawn: 2 films."),
        ("send_to_review", State.DRAFT, State.IN_REVIEW, "Sent to review: 2 films."),
    ],
)
def test_an_action_changes_the_state_of_films_and_says_their_number(reviewers_desk, action, before, after, message):
    films = [make_film(state=before), make_film(state=before)]
    assert messages(run_action(reviewers_desk, "film", action, films)) == [message]
    assert set(Film.objects.values_list("state", flat=True)) == {after}
    assert Revision.objects.count() == 2


def test_publishing_a_film_again_keeps_its_moment_of_publication(reviewers_desk):
    film = make_film()
    moment = film.published_from
    texts = messages(run_action(reviewers_desk, "film", "publish", [film]))
    assert texts[0].startswith("Published: 0 films.")
    assert "no changes that wait" in texts[1]
    film.refresh_from_db()
    assert film.published_from == moment


@pytest.mark.parametrize(
    ("noun", "make"), [("synopsis", make_synopsis), ("question", make_question), ("image", make_image)]
)
def test_publishing_a_row_is_a_change_of_its_film(reviewers_desk, settings, tmp_path, noun, make):
    settings.MEDIA_ROOT = tmp_path
    film = make_film()
    row = make(film, state=State.DRAFT)
    Film.objects.update(updated_at="2020-01-01T00:00Z")
    run_action(reviewers_desk, noun, "publish", [row])
    row.refresh_from_db()
    film.refresh_from_db()
    assert row.state == State.PUBLISHED
    assert film.updated_at.year > 2020
    assert type(row) in {Synopsis, Question, Image}


def test_a_reviewer_saves_and_publishes_a_film_in_its_form(reviewers_desk, film):
    fields = open_film(reviewers_desk, film) | {"title": "The Way Home", "_step": "publish", "_note": "Checked"}
    assert save_film(reviewers_desk, film, fields).status_code == 302
    assert Film.objects.published().get().title == "The Way Home"
    assert list(Revision.objects.values_list("deed", "note")) == [("published", "Checked"), ("changed", "Checked")]


def test_pending_comments_are_listed_and_an_action_decides_on_them(moderators_desk, film, moderator):
    comment = make_comment(film, state=CommentState.PENDING, body="<b>plain</b>")
    make_comment(film)
    response = moderators_desk.get(address("comment", "changelist"))
    assert list(response.context["cl"].result_list) == [comment]
    assert "&lt;b&gt;plain" in response.text
    for state, action in (("spam", "mark_as_spam"), ("rejected", "reject"), ("approved", "approve")):
        run_action(moderators_desk, "comment", action, [comment], "?state=all")
        comment.refresh_from_db()
        assert (comment.state, comment.moderated_by) == (state, moderator)


def test_a_decision_in_the_form_of_a_comment_records_the_moderator(moderators_desk, film, moderator):
    comment = make_comment(film, state=CommentState.PENDING, spoiler_level=3)
    page = address("comment", "change", comment.pk)
    moderators_desk.post(page, {"state": "approved", "spoiler_level": 2, "body": "forged"})
    body = comment.body
    comment.refresh_from_db()
    assert comment.spoiler_level == 2
    assert (comment.state, comment.moderated_by, comment.body) == ("approved", moderator, body)


def test_an_editor_neither_changes_votes_nor_sees_their_voters(desk, film):
    make_vote(film, voter="f" * 64)
    vote = Vote.objects.get()
    page = address("vote", "change", vote.pk)
    assert desk.post(page, {"stars": 1}).status_code == 403
    assert desk.post(address("vote", "delete", vote.pk), {"post": "yes"}).status_code == 403
    assert "f" * 9 not in desk.get(page).text


def names_of_lacks(film):
    return {lack.name for lack, _ in completeness.lacks(film)}


def test_a_films_page_says_what_it_lacks_and_how_to_add_it(desk, film):
    make_credit(film, job=make_job("Director", "Directing"), missing_reason="stripped")
    page = desk.get(address("film", "change", film.pk)).text
    assert ">no release</a>: Add one under “Releases”." in page
    assert ">credits whose name is missing (1)</a>" in page
    assert ">no director<" not in page


def test_a_lack_is_gone_when_the_film_has_the_row(film, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert {"release", "date", "director", "poster", "runtime", "synopsis"} <= names_of_lacks(film)
    source = make_source()
    release = make_release(film)
    make_credit(film, job=make_job("Director", "Directing"))
    make_image(film, kind="poster", credit_line="Ann", licence="CC0")
    make_synopsis(film, lead=True)
    set_leading(film, runtime_minutes=133)
    lacks = names_of_lacks(film)
    assert not {"release", "date", "director", "poster", "runtime", "synopsis", "lead", "picture_terms"} & lacks
    assert {"uncited_releases", "uncited_credits", "uncited_runtime_minutes"} <= lacks
    make_citation(film, source=source, release=release)
    make_citation(film, source=source, credit=film.credits.get())
    make_citation(film, source=source, field="runtime_minutes")
    assert not {"uncited_releases", "uncited_credits", "uncited_runtime_minutes"} & names_of_lacks(film)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "release, director, running time, published poster, published synopsis"),
        ("de", "Veröffentlichung, Regie, Laufzeit, veröffentlichtes Plakat, veröffentlichte Inhaltsangabe"),
    ],
)
def test_the_list_of_films_names_what_is_missing_without_a_second_no(film, language, words):
    row = completeness.with_lacks(Film.objects.all()).get(pk=film.pk)
    with translation.override(language):
        assert site.get_model_admin(Film).lacks(row) == words


@pytest.mark.parametrize("lack", list(completeness.LACKS))
def test_the_list_of_films_is_filtered_by_lack(desk, film, lack):
    response = desk.get(address("film", "changelist"), {"lacks": lack})
    assert (film in response.context["cl"].result_list) == (lack in names_of_lacks(film))

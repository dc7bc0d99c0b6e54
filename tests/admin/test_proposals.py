"""The desk's page of the questions on which a film's tellings seem to disagree."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.models import ProposalState, Question, Revision, State
from catalog.tellings import proposing
from tests.admin.desk_forms import address
from tests.factories import make_film, make_source, make_synopsis

ENGINEER = "They meet Mr. Hale, an engineer. He is cold."
SOLDIER = "They meet Mr. Hale, a soldier. He is cold."


@pytest.fixture
def disagreements(film):
    for body in (ENGINEER, SOLDIER):
        make_synopsis(film, source=make_source(title="The wire"), body=body, state=State.DRAFT)
    return address("film", "disagreements", film.pk)


def send_act(desk, disagreements, act, film):
    """Press a button of the film's first proposal."""
    proposal = film.proposals.first()
    return desk.post(disagreements, {"do": act, "about": proposal.about if proposal else ""})


def forbid(editor, codename):
    editor.groups.get().permissions.remove(Permission.objects.get(codename=codename))


def messages(desk, disagreements):
    return [str(message) for message in desk.get(disagreements).context["messages"]]


def test_the_films_page_links_to_its_disagreements(desk, film, disagreements):
    assert f'href="{disagreements}"' in desk.get(address("film", "change", film.pk)).text


def test_looking_for_disagreements_shows_each_reading_with_the_words_around_it(desk, film, disagreements):
    response = desk.post(disagreements, {"do": "look"})
    assert (response.status_code, response["Location"]) == (303, disagreements)
    text = desk.get(disagreements).text
    assert "Mr. Hale: engineer or soldier?" in text
    assert "They meet <mark>Mr. Hale, a soldier</mark>. He is cold." in text
    assert not Question.objects.exists()


def test_opening_the_page_does_not_look_for_disagreements(desk, film, disagreements):
    assert "There are no proposals. Only a search makes them." in " ".join(desk.get(disagreements).text.split())
    assert not film.proposals.exists()


def test_accepting_a_proposal_makes_a_draft_question_and_opens_it(desk, film, disagreements):
    desk.post(disagreements, {"do": "look"})
    response = send_act(desk, disagreements, "accept", film)
    question = Question.objects.get()
    assert (response.status_code, response["Location"]) == (303, address("question", "change", question.pk))
    assert question.state == State.DRAFT
    assert desk.get(response["Location"]).status_code == 200
    assert list(Revision.objects.get().patch["question"]) == [str(question.pk)]
    second_response = send_act(desk, disagreements, "accept", film)
    assert second_response["Location"] == response["Location"]
    assert Question.objects.count() == Revision.objects.count() == 1


def test_a_dismissed_proposal_stays_dismissed_until_it_is_brought_back(desk, film, disagreements):
    desk.post(disagreements, {"do": "look"})
    for act, state in [
        ("dismiss", "dismissed"),
        ("look", "dismissed"),
        ("dismiss", "dismissed"),
        ("bring_back", "proposed"),
    ]:
        assert send_act(desk, disagreements, act, film).status_code == 303
        assert film.proposals.get().state == state


def test_a_proposal_that_cannot_be_accepted_says_why(desk, film, disagreements):
    desk.post(disagreements, {"do": "look"})
    film.synopses.update(source=None)
    send_act(desk, disagreements, "accept", film)
    assert "names no source" in messages(desk, disagreements)[-1]
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    "fields", [{}, {"do": "zz"}, {"do": "accept", "about": "\0"}, {"do": "dismiss", "about": "x" * 5000}]
)
def test_a_forged_form_changes_nothing(desk, film, disagreements, fields):
    desk.post(disagreements, {"do": "look"})
    assert desk.post(disagreements, fields).status_code == 303
    assert film.proposals.get().state == ProposalState.PROPOSED


def test_an_editor_who_may_not_change_proposals_sees_them_and_decides_nothing(desk, editor, film, disagreements):
    proposing.propose_questions(film=film)
    forbid(editor, "change_proposal")
    assert '<button class="button' not in desk.get(disagreements).text
    for act in ("look", "accept", "dismiss", "bring_back"):
        assert send_act(desk, disagreements, act, film).status_code == 403
    assert film.proposals.get().state == ProposalState.PROPOSED


@pytest.mark.parametrize("codename", ["add_question", "add_reading"])
def test_an_editor_who_may_not_add_questions_accepts_no_proposal(desk, editor, film, disagreements, codename):
    proposing.propose_questions(film=film)
    forbid(editor, codename)
    assert 'value="accept"' not in desk.get(disagreements).text
    assert send_act(desk, disagreements, "accept", film).status_code == 403
    assert not Question.objects.exists()


@pytest.mark.parametrize("codename", ["view_film", "view_proposal"])
def test_an_editor_who_may_not_view_films_or_proposals_gets_no_page(desk, editor, disagreements, codename):
    forbid(editor, codename)
    if codename == "view_film":
        forbid(editor, "change_film")
    assert desk.get(disagreements).status_code == 403


def test_visitors_and_forms_without_a_csrf_token_are_refused(client, editor, film, disagreements):
    assert client.get(disagreements).status_code == 302
    assert client.post(disagreements, {"do": "look"}).status_code == 302
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)
    assert browser.post(disagreements, {"do": "look"}).status_code == 403
    assert not film.proposals.exists()


@pytest.mark.parametrize("number", ["abc", "99999999999999999999", "77777"])
def test_a_film_that_does_not_exist_has_no_page(desk, number):
    assert desk.get(f"/admin/catalog/film/{number}/disagreements/").status_code == 404


def test_the_page_needs_the_same_queries_whatever_the_number_of_proposals(desk):
    costs = []
    for number in (1, 4):
        film = make_film()
        for body in ("{} is a pilot.", "{} is a priest."):
            words = " ".join(body.format(name) for name in ["Anna", "Hale", "Olga", "Ruiz"][:number])
            make_synopsis(film, source=make_source(), body=words)
        assert proposing.propose_questions(film=film).new_questions == number
        with CaptureQueriesContext(connection) as queries:
            desk.get(address("film", "disagreements", film.pk))
        costs.append(len(queries))
    assert costs[0] == costs[1]

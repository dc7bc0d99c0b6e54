"""The desk's page of what a film's tellings seem to disagree on."""

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


def do(desk, disagreements, act, film):
    proposal = film.proposals.first()
    return desk.post(disagreements, {"do": act, "about": proposal.about if proposal else ""})


def forbid(editor, codename):
    editor.groups.get().permissions.remove(Permission.objects.get(codename=codename))


def said(desk, disagreements):
    return [str(message) for message in desk.get(disagreements).context["messages"]]


def test_the_films_page_leads_to_its_disagreements(desk, film, disagreements):
    assert f'href="{disagreements}"' in desk.get(address("film", "change", film.pk)).text


def test_a_look_shows_each_reading_with_the_words_around_it(desk, film, disagreements):
    answer = desk.post(disagreements, {"do": "look"})
    assert (answer.status_code, answer["Location"]) == (303, disagreements)
    shown = desk.get(disagreements).text
    assert "Mr. Hale: engineer or soldier?" in shown
    assert "They meet <mark>Mr. Hale, a soldier</mark>. He is cold." in shown
    assert not Question.objects.exists()


def test_to_see_the_page_looks_for_nothing(desk, film, disagreements):
    desk.get(disagreements)
    assert not film.proposals.exists()


def test_accepting_leads_to_the_draft_question(desk, film, disagreements):
    desk.post(disagreements, {"do": "look"})
    answer = do(desk, disagreements, "accept", film)
    question = Question.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, address("question", "change", question.pk))
    assert question.state == State.DRAFT
    assert desk.get(answer["Location"]).status_code == 200
    assert list(Revision.objects.get().patch["question"]) == [str(question.pk)]
    again = do(desk, disagreements, "accept", film)
    assert again["Location"] == answer["Location"]
    assert Question.objects.count() == Revision.objects.count() == 1


def test_dismissing_is_for_good_until_it_is_brought_back(desk, film, disagreements):
    desk.post(disagreements, {"do": "look"})
    for act, state in [
        ("dismiss", "dismissed"),
        ("look", "dismissed"),
        ("dismiss", "dismissed"),
        ("bring_back", "proposed"),
    ]:
        assert do(desk, disagreements, act, film).status_code == 303
        assert film.proposals.get().state == state


def test_what_cannot_be_accepted_says_why(desk, film, disagreements):
    desk.post(disagreements, {"do": "look"})
    film.synopses.update(source=None)
    do(desk, disagreements, "accept", film)
    assert "names no source" in said(desk, disagreements)[-1]
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    "sent", [{}, {"do": "zz"}, {"do": "accept", "about": "\0"}, {"do": "dismiss", "about": "x" * 5000}]
)
def test_a_form_made_by_hand_does_nothing(desk, film, disagreements, sent):
    desk.post(disagreements, {"do": "look"})
    assert desk.post(disagreements, sent).status_code == 303
    assert film.proposals.get().state == ProposalState.PROPOSED


def test_who_may_not_change_proposals_sees_them_and_decides_nothing(desk, editor, film, disagreements):
    proposing.propose_questions(film=film)
    forbid(editor, "change_proposal")
    assert '<button class="button' not in desk.get(disagreements).text
    for act in ("look", "accept", "dismiss", "bring_back"):
        assert do(desk, disagreements, act, film).status_code == 403
    assert film.proposals.get().state == ProposalState.PROPOSED


@pytest.mark.parametrize("codename", ["add_question", "add_reading"])
def test_who_may_not_add_questions_accepts_none(desk, editor, film, disagreements, codename):
    proposing.propose_questions(film=film)
    forbid(editor, codename)
    assert 'value="accept"' not in desk.get(disagreements).text
    assert do(desk, disagreements, "accept", film).status_code == 403
    assert not Question.objects.exists()


@pytest.mark.parametrize("codename", ["view_film", "view_proposal"])
def test_who_may_not_see_films_or_proposals_gets_no_page(desk, editor, disagreements, codename):
    forbid(editor, codename)
    if codename == "view_film":
        forbid(editor, "change_film")
    assert desk.get(disagreements).status_code == 403


def test_visitors_and_forms_from_elsewhere_are_turned_away(client, editor, film, disagreements):
    assert client.get(disagreements).status_code == 302
    assert client.post(disagreements, {"do": "look"}).status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.post(disagreements, {"do": "look"}).status_code == 403
    assert not film.proposals.exists()


@pytest.mark.parametrize("number", ["abc", "99999999999999999999", "77777"])
def test_a_film_that_is_not_there_has_no_page(desk, number):
    assert desk.get(f"/admin/catalog/film/{number}/disagreements/").status_code == 404


def test_the_page_costs_the_same_whatever_is_proposed(desk):
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

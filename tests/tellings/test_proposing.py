"""A disagreement of tellings is proposed once; a decision on it stays."""

import pytest

from catalog.models import Proposal, ProposalState, ProposedReading, Question, Reading, State
from catalog.tellings import proposing
from catalog.texts.quotes import find_quote
from tests.factories import make_film, make_source, make_synopsis

ENGINEER = "They meet Mr. Hale, an engineer. He is cold. They walk to the lake and find a boat."
SOLDIER = "They meet Mr. Hale, a soldier. He is cold. They walk to the lake and find a boat."
TEACHER = "They meet Hale, a teacher. He is cold. They walk to the lake and find a boat."


@pytest.fixture
def tell(film):
    def tell(*bodies, **fields):
        return [make_synopsis(film, source=make_source(), body=body, **fields) for body in bodies]

    return tell


def propose(film):
    return proposing.propose_questions(film=film)


def about(film):
    return film.proposals.first().about


def test_a_disagreement_of_several_texts_is_one_proposal_with_a_reading_for_each(film, tell):
    tell(ENGINEER, SOLDIER, ENGINEER)
    assert propose(film) == (1, 1, 0, 0)
    proposal = film.proposals.get()
    assert (proposal.kind, proposal.question) == ("occupation", "Mr. Hale: engineer or soldier?")
    assert [reading.value for reading in proposal.readings.all()] == ["engineer", "soldier", "engineer"]


def test_a_question_is_asked_in_the_language_of_the_content(film, tell, settings):
    settings.CONTENT_LANGUAGE = "pl"
    tell(ENGINEER, SOLDIER)
    propose(film)
    assert film.proposals.get().question == "Mr. Hale: engineer czy soldier?"


def test_all_disagreements_on_one_person_are_one_question(film, tell):
    tell(ENGINEER, SOLDIER, TEACHER)
    assert propose(film).new_questions == 1
    assert film.proposals.count() == 3
    assert film.proposals.values("about").distinct().count() == 1


def test_two_people_are_two_questions(film, tell):
    tell("Anna is an actress. Hale is a pilot.", "Anna is a nurse. Hale is a priest.")
    assert propose(film).new_questions == 2


def test_drafts_are_compared_too(film, tell):
    tell(ENGINEER, state=State.DRAFT)
    tell(SOLDIER)
    assert propose(film).new_questions == 1


def test_texts_of_two_languages_are_not_compared(film, tell):
    tell(ENGINEER)
    tell(SOLDIER, language_id="pl")
    assert propose(film) == (0, 0, 0, 0)


def test_proposing_again_adds_nothing(film, tell):
    tell(ENGINEER, SOLDIER)
    propose(film)
    proposal = film.proposals.get()
    assert propose(film) == (0, 1, 0, 0)
    assert film.proposals.get() == proposal
    assert proposal.readings.count() == 2


def test_a_dismissed_proposal_stays_dismissed_when_another_text_repeats_it(film, tell):
    tell(ENGINEER, SOLDIER)
    propose(film)
    assert proposing.dismiss(film=film, about=about(film)) == 1
    tell(SOLDIER)
    assert propose(film) == (0, 0, 0, 0)
    assert film.proposals.get().state == ProposalState.DISMISSED
    assert film.proposals.get().readings.count() == 3


def test_an_outdated_proposal_is_removed_unless_it_was_decided(film, tell):
    _, text = tell(ENGINEER, SOLDIER)
    propose(film)
    text.body = ENGINEER
    text.save()
    assert propose(film) == (0, 0, 1, 0)
    assert not Proposal.objects.exists()
    text.body = SOLDIER
    text.save()
    propose(film)
    proposing.dismiss(film=film, about=about(film))
    text.body = ENGINEER
    text.save()
    assert propose(film) == (0, 0, 0, 0)
    assert film.proposals.get().state == ProposalState.DISMISSED


def test_a_dismissed_proposal_can_be_brought_back(film, tell):
    tell(ENGINEER, SOLDIER)
    propose(film)
    proposing.dismiss(film=film, about=about(film))
    assert proposing.bring_back(film=film, about=about(film)) == 1
    assert proposing.bring_back(film=film, about=about(film)) == 0
    assert propose(film).waiting_questions == 1


def test_an_accepted_proposal_is_a_draft_with_a_reading_for_each_text_at_its_place(film, tell):
    texts = tell(ENGINEER, SOLDIER, ENGINEER, spoiler_level=2)
    propose(film)
    question, is_new = proposing.accept(film=film, about=about(film))
    assert (is_new, question.state, question.status, question.spoiler_level) == (True, State.DRAFT, "open", 2)
    assert [(r.source, r.synopsis, r.value) for r in question.readings.all()] == [
        (text.source, text, value) for text, value in zip(texts, ["engineer", "soldier", "engineer"], strict=True)
    ]
    for reading in question.readings.all():
        text = reading.synopsis.plain_text
        start, end = find_quote(text, reading.quote_exact, reading.quote_prefix, reading.quote_suffix)
        assert text[start:end] == reading.quote_exact
        assert reading.value in reading.quote_exact


def test_a_question_has_the_spoiler_level_of_the_quoted_sections(film, tell):
    tell(f"{ENGINEER}\n\n## The end {{spoiler=3}}\n\nAll die.", SOLDIER, spoiler_level=1)
    propose(film)
    assert proposing.accept(film=film, about=about(film))[0].spoiler_level == 1


def test_accepting_twice_makes_one_question(film, tell):
    tell(ENGINEER, SOLDIER)
    propose(film)
    first, _ = proposing.accept(film=film, about=about(film))
    assert proposing.accept(film=film, about=about(film)) == (first, False)
    assert propose(film).waiting_questions == 0
    assert Question.objects.count() == 1


def test_a_proposal_whose_question_was_deleted_can_be_brought_back(film, tell):
    tell(ENGINEER, SOLDIER)
    propose(film)
    question, _ = proposing.accept(film=film, about=about(film))
    question.delete()
    assert proposing.accept(film=film, about=about(film)) == (None, False)
    assert proposing.bring_back(film=film, about=about(film)) == 1
    assert proposing.accept(film=film, about=about(film))[1]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda text: type(text).objects.filter(pk=text.pk).update(source=None), "names no source"),
        (lambda text: (setattr(text, "body", "Nobody comes."), text.save()), "was changed"),
        (lambda text: text.delete(), "is gone"),
    ],
    ids=["no source", "other words", "deleted"],
)
def test_a_proposal_that_cannot_be_a_question_is_refused_and_changes_nothing(film, tell, spoil, message):
    _, text = tell(ENGINEER, SOLDIER)
    propose(film)
    spoil(text)
    with pytest.raises(proposing.NotAcceptableError, match=message):
        proposing.accept(film=film, about=about(film))
    assert not Question.objects.exists()
    assert not Reading.objects.exists()
    assert film.proposals.get().state == ProposalState.PROPOSED


def test_texts_beyond_the_bound_are_counted_and_not_compared(film, tell, monkeypatch):
    monkeypatch.setattr(proposing, "MOST_TEXTS", 2)
    tell(ENGINEER, SOLDIER, TEACHER)
    assert propose(film) == (1, 1, 0, 1)


def test_another_films_proposals_stay_as_they_are(film, tell):
    tell(ENGINEER, SOLDIER)
    propose(film)
    another_film = make_film()
    assert propose(another_film) == (0, 0, 0, 0)
    assert proposing.dismiss(film=another_film, about=about(film)) == 0
    assert proposing.accept(film=another_film, about=about(film)) == (None, False)
    assert ProposedReading.objects.count() == 2

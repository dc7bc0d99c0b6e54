"""What the tellings of a film seem to disagree on is proposed once, and stays decided."""

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


def look(film):
    return proposing.propose_questions(film=film)


def about(film):
    return film.proposals.first().about


def test_a_difference_between_several_texts_is_one_proposal_with_a_reading_for_each(film, tell):
    tell(ENGINEER, SOLDIER, ENGINEER)
    assert look(film) == (1, 1, 0, 0)
    proposal = film.proposals.get()
    assert (proposal.kind, proposal.question) == ("occupation", "Mr. Hale: engineer or soldier?")
    assert [reading.value for reading in proposal.readings.all()] == ["engineer", "soldier", "engineer"]


def test_all_answers_on_one_person_are_one_question(film, tell):
    tell(ENGINEER, SOLDIER, TEACHER)
    assert look(film).new == 1
    assert film.proposals.count() == 3
    assert film.proposals.values("about").distinct().count() == 1


def test_two_people_are_two_questions(film, tell):
    tell("Anna is an actress. Hale is a pilot.", "Anna is a nurse. Hale is a priest.")
    assert look(film).new == 2


def test_drafts_are_compared_too(film, tell):
    tell(ENGINEER, state=State.DRAFT)
    tell(SOLDIER)
    assert look(film).new == 1


def test_texts_of_two_languages_are_not_compared(film, tell):
    tell(ENGINEER)
    tell(SOLDIER, language_id="pl")
    assert look(film) == (0, 0, 0, 0)


def test_a_second_look_proposes_nothing_twice(film, tell):
    tell(ENGINEER, SOLDIER)
    look(film)
    kept = film.proposals.get()
    assert look(film) == (0, 1, 0, 0)
    assert film.proposals.get() == kept
    assert kept.readings.count() == 2


def test_what_is_dismissed_stays_dismissed_whatever_other_text_says_it(film, tell):
    tell(ENGINEER, SOLDIER)
    look(film)
    assert proposing.dismiss(film=film, about=about(film)) == 1
    tell(SOLDIER)
    assert look(film) == (0, 0, 0, 0)
    assert film.proposals.get().state == ProposalState.DISMISSED
    assert film.proposals.get().readings.count() == 3


def test_what_no_longer_stands_goes_unless_it_was_decided(film, tell):
    _, text = tell(ENGINEER, SOLDIER)
    look(film)
    text.body = ENGINEER
    text.save()
    assert look(film) == (0, 0, 1, 0)
    assert not Proposal.objects.exists()
    text.body = SOLDIER
    text.save()
    look(film)
    proposing.dismiss(film=film, about=about(film))
    text.body = ENGINEER
    text.save()
    assert look(film) == (0, 0, 0, 0)
    assert film.proposals.get().state == ProposalState.DISMISSED


def test_what_was_dismissed_can_be_brought_back(film, tell):
    tell(ENGINEER, SOLDIER)
    look(film)
    proposing.dismiss(film=film, about=about(film))
    assert proposing.bring_back(film=film, about=about(film)) == 1
    assert proposing.bring_back(film=film, about=about(film)) == 0
    assert look(film).waiting == 1


def test_an_accepted_proposal_is_a_draft_with_a_reading_for_each_text_at_its_place(film, tell):
    texts = tell(ENGINEER, SOLDIER, ENGINEER, spoiler_level=2)
    look(film)
    question, made = proposing.accept(film=film, about=about(film))
    assert (made, question.state, question.status, question.spoiler_level) == (True, State.DRAFT, "open", 2)
    assert [(r.source, r.synopsis, r.value) for r in question.readings.all()] == [
        (text.source, text, value) for text, value in zip(texts, ["engineer", "soldier", "engineer"], strict=True)
    ]
    for reading in question.readings.all():
        said = reading.synopsis.plain_text
        start, end = find_quote(said, reading.quote_exact, reading.quote_prefix, reading.quote_suffix)
        assert said[start:end] == reading.quote_exact
        assert reading.value in reading.quote_exact


def test_a_question_gives_away_what_the_quoted_sections_do(film, tell):
    tell(f"{ENGINEER}\n\n## The end {{spoiler=3}}\n\nAll die.", SOLDIER, spoiler_level=1)
    look(film)
    assert proposing.accept(film=film, about=about(film))[0].spoiler_level == 1


def test_accepting_twice_makes_one_question(film, tell):
    tell(ENGINEER, SOLDIER)
    look(film)
    first, _ = proposing.accept(film=film, about=about(film))
    assert proposing.accept(film=film, about=about(film)) == (first, False)
    assert look(film).waiting == 0
    assert Question.objects.count() == 1


def test_a_proposal_whose_question_was_deleted_can_be_brought_back(film, tell):
    tell(ENGINEER, SOLDIER)
    look(film)
    question, _ = proposing.accept(film=film, about=about(film))
    question.delete()
    assert proposing.accept(film=film, about=about(film)) == (None, False)
    assert proposing.bring_back(film=film, about=about(film)) == 1
    assert proposing.accept(film=film, about=about(film))[1]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: type(text).objects.filter(pk=text.pk).update(source=None), "names no source"),
        (lambda text: (setattr(text, "body", "Nobody comes."), text.save()), "was changed"),
        (lambda text: text.delete(), "is gone"),
    ],
    ids=["no source", "other words", "deleted"],
)
def test_what_cannot_be_a_question_says_why_and_leaves_nothing_behind(film, tell, spoil, said):
    _, text = tell(ENGINEER, SOLDIER)
    look(film)
    spoil(text)
    with pytest.raises(proposing.NotAcceptableError, match=said):
        proposing.accept(film=film, about=about(film))
    assert not Question.objects.exists()
    assert not Reading.objects.exists()
    assert film.proposals.get().state == ProposalState.PROPOSED


def test_so_many_texts_are_compared_and_the_rest_is_counted(film, tell, monkeypatch):
    monkeypatch.setattr(proposing, "MOST_TEXTS", 2)
    tell(ENGINEER, SOLDIER, TEACHER)
    assert look(film) == (1, 1, 0, 1)


def test_another_films_proposals_stay_as_they_are(film, tell):
    tell(ENGINEER, SOLDIER)
    look(film)
    other = make_film()
    assert look(other) == (0, 0, 0, 0)
    assert proposing.dismiss(film=other, about=about(film)) == 0
    assert proposing.accept(film=other, about=about(film)) == (None, False)
    assert ProposedReading.objects.count() == 2

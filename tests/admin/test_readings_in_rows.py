"""The readings of a question are typed in its row of the film's form: who says what, how, and by which words of a text."""

import json

import pytest

from catalog.admin.core.comboboxes import read_details
from catalog.models import Film, Reading, Source
from tests.admin.desk_forms import form_errors, open_film, save_film, with_row_count
from tests.factories import make_question, make_source, make_synopsis

BODY = "The men meet Mr. Hale, an engineer.\n\nHe walks home. It snows. He walks away."


@pytest.fixture
def question(film):
    """A question with two readings of one source."""
    question, source = make_question(film), make_source(title="A study")
    for value in ("an engineer", "a spy"):
        Reading.objects.create(question=question, source=source, value=value)
    return question


def reading(source, **details):
    return json.dumps({"of": source if isinstance(source, str) else str(source.pk)} | details)


def readings_of(question):
    return [(row.source.title, row.value, row.modality) for row in question.readings.all()]


def save_readings(desk, film, readings, **fields):
    fields = {f"questions-0-{name}": value for name, value in fields.items()}
    response = save_film(desk, film, open_film(desk, film) | {"questions-0-readings": readings} | fields)
    return "" if response.status_code == 302 else form_errors(response)


def test_a_question_is_typed_with_its_readings_ruling_and_reason(desk, film):
    old_source = make_source(title="A study")
    readings = [
        reading(old_source, value="Of 1927", modality="it follows from what is said"),
        reading("new:A programme", value="Of 1926"),
    ]
    fields = with_row_count(open_film(desk, film), "questions", 1) | {
        "questions-0-question": "Of what year is it?",
        "questions-0-status": "resolved",
        "questions-0-spoiler_level": 0,
        "questions-0-state": "published",
        "questions-0-position": 0,
        "questions-0-ruling": "Of 1927.",
        "questions-0-reason": "It was shown then.",
        "questions-0-readings": readings,
    }
    response = save_film(desk, film, fields)
    assert response.status_code == 302, form_errors(response)
    question = film.questions.get()
    assert (question.status, question.ruling, question.reason) == ("resolved", "Of 1927.", "It was shown then.")
    assert readings_of(question) == [("A study", "Of 1927", "inferred"), ("A programme", "Of 1926", "narrator")]
    assert Source.objects.count() == 2


def test_a_row_without_a_ruling_is_not_resolved(desk, film, question):
    fields = open_film(desk, film) | {"questions-0-status": "resolved"}
    assert "has a ruling and the reason" in form_errors(save_film(desk, film, fields))


def test_a_saved_row_shows_its_readings_and_a_save_changes_nothing_of_them(desk, film, question):
    before = list(Reading.objects.values())
    fields = open_film(desk, film)
    assert [read_details(text)[1]["value"] for text in fields["questions-0-readings"]] == ["an engineer", "a spy"]
    assert save_film(desk, film, fields | {"questions-0-question": "Who is he?"}).status_code == 302
    assert list(Reading.objects.values()) == before


def test_one_of_two_readings_of_a_source_is_changed_and_the_other_one_taken_away(desk, film, question):
    second = Reading.objects.last()
    double_agent = reading(second.source, reading=str(second.pk), value="a double agent", modality="", quote="")
    assert save_readings(desk, film, [double_agent]) == ""
    assert readings_of(question) == [("A study", "a double agent", "narrator")]
    assert question.readings.get().pk == second.pk


def test_a_quote_is_found_in_the_text_of_the_film_that_says_it(desk, film, question):
    source = make_source(title="A programme")
    make_synopsis(film, body=BODY)
    text = make_synopsis(film, body=BODY, source=source)
    assert save_readings(desk, film, [reading(source, value="an engineer", quote="Mr. Hale, an engineer")]) == ""
    row = question.readings.get()
    assert (row.synopsis, row.quote_prefix) == (text, "The men meet ")
    assert save_readings(desk, film, [reading(source, reading=str(row.pk), value="an engineer", quote="")]) == ""
    row.refresh_from_db()
    assert (row.synopsis, row.quote_exact, row.quote_prefix) == (None, "", "")


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"quote": "He walks"}, "say “He walks” more than once"),
        ({"quote": "a dentist"}, "no saved text of this film says “a dentist”"),
        ({"value": "x" * 301}, "what it says: Ensure this value has at most 300 characters"),
        ({"modality": "it is sung"}, "how it says so: choose one of: the narrator says so"),
        ({"colour": "red"}, "Enter a list of values."),
    ],
)
def test_what_a_reading_cannot_say_is_refused_and_changes_nothing(desk, film, question, details, words):
    make_synopsis(film, body=BODY)
    before = readings_of(question)
    assert words in save_readings(desk, film, [reading(make_source(), **details)])
    assert readings_of(question) == before


def test_a_changed_reading_of_a_published_film_waits_in_the_working_copy(desk, question):
    film = question.film
    Film.objects.filter(pk=film.pk).publish()
    before = readings_of(question)
    assert save_readings(desk, film, [reading(make_source(title="Other"), value="nobody")]) == ""
    assert readings_of(question) == before
    assert [read_details(text)[1]["value"] for text in open_film(desk, film)["questions-0-readings"]] == ["nobody"]

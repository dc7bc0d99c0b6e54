"""Readings with their quotes, and links to the quoted words in the texts."""

import re

import pytest
from django.urls import reverse

from catalog.models import Reading
from tests.factories import make_article, make_film, make_question, make_source, make_synopsis
from tests.views.test_films import read, words

pytestmark = pytest.mark.django_db

BODY = "First *they walk*.\n\n## The desert\n\nThey find a *well in* the desert & drink.\n\nThen home."


def quote(film, exact, *, question=None, **fields):
    question = question or make_question(film)
    fields = {"source": make_source(), "value": "so it is"} | fields
    return Reading.objects.create(question=question, quote_exact=exact, **fields)


@pytest.fixture
def text(film):
    return make_synopsis(film, body=BODY)


def link(film, reading, page="film_synopses"):
    return f'href="{reverse(page, args=[film.pk, film.slug])}#reading-{reading.pk}"'


@pytest.mark.parametrize(
    ("exact", "html"),
    [
        ("find a well", '<mark id="reading-{}">find a <em>well</em></mark><em> in</em>'),
        ("desert & drink", '<mark id="reading-{}">desert &amp; drink</mark>'),
        ("desert", '<mark id="reading-{}">desert</mark> &amp;'),
        ("The desert", '<mark id="reading-{}">The desert</mark></h3>'),
        ("drink.\n\nThen", '<mark id="reading-{}">drink.</mark></p>\n<p><mark>Then</mark> home.</p>'),
        ("walk.\n\nThe desert\n\nThey find", '<mark id="reading-{}"><em>walk</em>.</mark></p>'),
    ],
)
def test_a_link_leads_to_the_quoted_words_in_the_synopsis(client, film, text, exact, html):
    before = "the " if exact == "desert" else ""
    reading = quote(film, exact, synopsis=text, quote_prefix=before)
    assert not reading.quote_lost
    assert link(film, reading) in read(client, film, "film_questions")
    page = read(client, film, "film_synopses")
    assert html.format(reading.pk) in page
    assert page.count(f'id="reading-{reading.pk}"') == 1


def test_a_quote_from_an_article_is_marked_on_the_films_page(client, film):
    reading = quote(film, "praised", article=make_article(film))
    assert link(film, reading, "film") in read(client, film, "film_questions")
    html = read(client, film)
    assert f'It was <mark id="reading-{reading.pk}">praised</mark>.' in html


def test_two_quotes_of_the_same_words_have_a_place_each(client, film, text):
    readings = [quote(film, "the desert & drink", synopsis=text) for _ in range(2)]
    html = read(client, film, "film_synopses")
    assert all(html.count(f'<mark id="reading-{reading.pk}">') == 1 for reading in readings)


def test_a_quote_that_lost_its_place_is_shown_without_a_link(client, film, text):
    reading = quote(film, "They all drown in the Baltic sea", synopsis=text)
    assert reading.quote_lost
    html = read(client, film, "film_questions")
    assert "<q>They all drown in the Baltic sea</q>" in html
    assert f"#reading-{reading.pk}" not in html
    assert "<mark" not in read(client, film, "film_synopses")


def test_a_quote_of_no_text_of_ours_is_shown_without_a_link(client, film, text):
    quote(film, "as they say")
    html = read(client, film, "film_questions")
    assert "<q>as they say</q>" in html
    assert "#reading-" not in html


@pytest.mark.parametrize("state", ["draft", "in_review", "withdrawn"])
def test_words_of_a_hidden_text_are_not_shown(client, film, text, state):
    quote(film, "the desert & drink", synopsis=text)
    text.state = state
    text.save()
    for page in ("film", "film_questions"):
        assert "the desert &amp; drink" not in read(client, film, page)


def test_a_hidden_question_leaves_no_mark(client, film, text):
    quote(film, "the desert & drink", synopsis=text, question=make_question(film, state="draft"))
    quote(film, "praised", article=make_article(film), question=make_question(film, state="draft"))
    for page in ("film", "film_synopses", "film_questions"):
        assert "reading-" not in read(client, film, page)


@pytest.mark.parametrize(
    ("modality", "phrase"),
    [
        ("character", "a character says so"),
        ("lie", "a character says so, and lies"),
        ("inferred", "it follows from what is said"),
    ],
)
def test_an_answer_says_who_says_it_where_it_is_not_the_narrator(client, film, modality, phrase):
    quote(film, "", modality=modality)
    assert f"so it is {phrase} " in words(read(client, film, "film_questions"))


def test_what_the_narrator_says_needs_no_word_for_it(client, film):
    quote(film, "")
    for page in ("film", "film_questions"):
        assert "narrator" not in words(read(client, film, page))


def test_a_source_that_says_nothing_is_given_no_words(client, film):
    quote(film, "", value="")
    text = words(read(client, film, "film_questions"))
    assert "says nothing on it" in text
    assert "the narrator says so" not in text


def test_a_question_has_its_status_ruling_and_reason(client, film):
    make_question(film, status="resolved", ruling="A well.", reason="Two of three say so.")
    text = words(read(client, film, "film_questions"))
    assert "resolved Held to be so: A well. Two of three say so." in text


def test_a_text_without_quotes_is_shown_as_it_was_rendered(client, film, text):
    assert text.sections[1]["html"] in read(client, film, "film_synopses")


@pytest.mark.parametrize("page", ["film", "film_questions", "film_synopses"])
def test_forty_quotes_cost_what_two_cost(client, page, django_assert_max_num_queries):
    counts = []
    for count in (2, 40):
        film = make_film()
        text, article, source = make_synopsis(film, body=BODY), make_article(film), make_source()
        for number in range(count):
            quoted_text = {"synopsis": text} if number % 2 else {"article": article}
            quote(film, "the desert" if number % 2 else "praised", source=source, **quoted_text)
        with django_assert_max_num_queries(60) as queries:
            read(client, film, page)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_marks_are_put_into_the_page_and_not_into_the_text(client, film, text):
    quote(film, "the desert & drink", synopsis=text)
    read(client, film, "film_synopses")
    text.refresh_from_db()
    assert not re.search("<mark", text.html + str(text.sections))

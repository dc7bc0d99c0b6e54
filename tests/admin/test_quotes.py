"""A reading's quote must stand in its text when it is saved, and is listed as lost when the text changes."""

import pytest

from catalog.models import Reading
from catalog.texts.quotes import find_quote
from tests.admin.desk_forms import address, form_errors, form_fields
from tests.factories import make_article, make_film, make_question, make_source, make_synopsis

BODY = "The men meet Mr. Hale, an engineer.\n\nHe walks home. It snows. He walks away."


@pytest.fixture
def text(film):
    return make_synopsis(film, body=BODY)


@pytest.fixture
def reading(film, text):
    question = make_question(film)
    return Reading.objects.create(question=question, source=make_source(), value="an engineer")


def save_quote(desk, reading, **fields):
    """Save a reading's own page with other fields."""
    page = address("reading", "change", reading.pk)
    response = desk.post(page, form_fields(desk.get(page)) | fields)
    reading.refresh_from_db()
    return response


def quote_errors(response):
    """Return the errors of the quote as one text."""
    return " ".join(response.context["adminform"].form.errors.get("quote_exact", []))


def test_the_words_around_a_quote_are_stored_automatically(desk, reading, text):
    save_quote(desk, reading, synopsis=text.pk, quote_exact="Mr. Hale, an engineer")
    assert (reading.quote_prefix, reading.quote_suffix) == ("The men meet ", ".\n\nHe walks home. It snows. He w")


def test_a_quote_of_two_paragraphs_is_stored_with_its_line_breaks(desk, reading, text):
    response = save_quote(desk, reading, synopsis=text.pk, quote_exact="an engineer.\r\n\r\nHe walks home")
    assert response.status_code == 302
    assert reading.quote_exact == "an engineer.\n\nHe walks home"


def test_saving_a_reading_again_as_a_browser_sends_it_changes_nothing_of_its_quote(desk, reading, text):
    save_quote(desk, reading, synopsis=text.pk, quote_exact="Mr. Hale, an engineer")
    before = Reading.objects.values().get()
    page = address("reading", "change", reading.pk)
    fields = {
        name: value.replace("\n", "\r\n") if isinstance(value, str) else value
        for name, value in form_fields(desk.get(page)).items()
    }
    desk.post(page, fields | {"value": "engineer"})
    assert Reading.objects.values().get() == before | {"value": "engineer"}


def test_the_questions_page_keeps_the_spaces_around_a_save_quote(desk, reading, text):
    save_quote(desk, reading, synopsis=text.pk, quote_exact="Mr. Hale, an engineer")
    before = Reading.objects.values().get()
    page = address("question", "change", reading.question_id)
    desk.post(page, form_fields(desk.get(page)) | {"readings-0-value": "engineer"})
    assert Reading.objects.values().get() == before | {"value": "engineer"}


def test_a_typing_error_is_refused_with_the_nearest_words_of_the_text(desk, reading, text):
    response = save_quote(desk, reading, synopsis=text.pk, quote_exact="Mr Hale an enginer")
    assert "nearest here: “Mr. Hale, an engineer”" in quote_errors(response)
    assert reading.quote_exact == ""


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"quote_exact": "They sail to Java in May"}, "says nothing like this"),
        ({"quote_exact": "He walks"}, "says this more than once (2)"),
        (
            {"quote_exact": "It snows", "quote_prefix": "Nowhere near, ", "quote_suffix": " qqqq zzzz"},
            "elsewhere than between",
        ),
        ({"quote_exact": "It snows", "synopsis": ""}, "Choose the text"),
    ],
)
def test_a_quote_that_does_not_stand_in_exactly_one_place_is_refused(desk, reading, text, fields, message):
    assert message in quote_errors(save_quote(desk, reading, **{"synopsis": text.pk} | fields))
    assert Reading.objects.get().quote_exact == ""


def test_a_quote_on_the_questions_page_must_stand_in_its_text_too(desk, reading, text):
    page = address("question", "change", reading.question_id)
    fields = form_fields(desk.get(page)) | {
        "readings-0-synopsis": text.pk,
        "readings-0-quote_exact": "a soldier of fortune",
    }
    assert "says nothing like this" in form_errors(desk.post(page, fields))
    desk.post(page, fields | {"readings-0-quote_exact": "It snows"})
    assert Reading.objects.get().quote_prefix.endswith("He walks home. ")


def test_the_words_around_a_quote_choose_between_two_places(desk, reading, text):
    save_quote(desk, reading, synopsis=text.pk, quote_exact="He walks", quote_prefix="It snows. ")
    plain = text.plain_text
    place = find_quote(plain, reading.quote_exact, reading.quote_prefix, reading.quote_suffix)
    assert place.start == plain.rindex("He walks")
    assert reading.quote_suffix == " away."


def test_an_article_is_quoted_in_the_same_way(desk, film, reading):
    article = make_article(film, body="It won **no** prizes.")
    save_quote(desk, reading, article=article.pk, quote_exact="won no prizes")
    assert reading.quote_prefix == "It "


def test_removing_a_quote_removes_the_words_around_it(desk, reading, text):
    save_quote(desk, reading, synopsis=text.pk, quote_exact="It snows")
    save_quote(desk, reading, quote_exact="")
    assert (reading.quote_exact, reading.quote_prefix, reading.quote_suffix) == ("", "", "")


def listed_readings(desk, quote_filter):
    return list(desk.get(address("reading", "changelist"), {"quote": quote_filter}).context["cl"].result_list)


def test_a_lost_quote_is_listed_until_it_is_corrected(desk, reading, text):
    save_quote(desk, reading, synopsis=text.pk, quote_exact="Mr. Hale, an engineer")
    assert (listed_readings(desk, "lost"), listed_readings(desk, "stands")) == ([], [reading])
    text.body = "Somebody else comes along the river, and he is a painter."
    text.save()
    assert (listed_readings(desk, "lost"), listed_readings(desk, "stands")) == ([reading], [])
    page = desk.get(address("reading", "changelist"), {"quote": "lost"}).text
    assert "Mr. Hale, an engineer" in page
    assert "Lost its place" in page
    assert "Lost: " in desk.get(address("reading", "change", reading.pk)).text
    # Everything but the quote can be changed meanwhile.
    assert save_quote(desk, reading, value="engineer").status_code == 302
    assert reading.quote_lost
    save_quote(desk, reading, quote_exact="he is a painter")
    assert not reading.quote_lost
    assert listed_readings(desk, "lost") == []


def test_a_quote_whose_text_was_deleted_is_listed_as_lost(desk, reading, text):
    save_quote(desk, reading, synopsis=text.pk, quote_exact="It snows")
    text.delete()
    assert listed_readings(desk, "lost") == [reading]
    assert listed_readings(desk, "none") == []
    assert "its text was deleted" in desk.get(address("reading", "change", reading.pk)).text


def test_a_text_of_another_film_is_not_quoted(desk, reading):
    foreign_text = make_synopsis(make_film(), body=BODY)
    response = save_quote(desk, reading, synopsis=foreign_text.pk, quote_exact="It snows")
    assert "belongs to another film" in str(response.context["adminform"].form.errors)


def test_the_desk_lists_films_with_open_questions_and_the_questions(desk, film):
    open_question = make_question(film)
    make_question(film, status="irreconcilable")
    assert f'href="{address("film", "changelist")}?lacks=questions"' in desk.get("/admin/").text
    response = desk.get(address("question", "changelist"), {"status__exact": "open"})
    assert list(response.context["cl"].result_list) == [open_question]

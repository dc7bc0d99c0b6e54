"""An editor corrects an alignment on the desk and takes a correction back."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.models import AlignmentCorrection
from catalog.tellings.comparison import compare
from tests.admin.desk_forms import address
from tests.factories import make_film, make_source, make_synopsis

LEFT = "Janusz is taken to a camp in Siberia. Snow falls on the huts. They flee in a storm."
RIGHT = "Janusz is brought to a Siberian camp. A gale hides those who run. Nobody follows them."


@pytest.fixture
def texts(film):
    return [make_synopsis(film, source=make_source(), body=body) for body in (LEFT, RIGHT)]


@pytest.fixture
def alignment(film, texts):
    return f"{address('film', 'alignment', film.pk)}?left={texts[0].pk}&right={texts[1].pk}"


def boxes(desk, alignment, side):
    """Return the values of the tick boxes of a side, in the text's order."""
    rows = desk.get(alignment).context["pairs"]
    sentences = sorted((sentence for row in rows for sentence in row[side]), key=lambda sentence: sentence["number"])
    return [sentence["value"] for sentence in sentences]


def correct(desk, alignment, kind, left, right):
    """Correct an alignment; `left` and `right` are the numbers of the sentences."""
    return desk.post(
        alignment,
        {
            "do": kind,
            "left": [boxes(desk, alignment, "left")[number] for number in left],
            "right": [boxes(desk, alignment, "right")[number] for number in right],
        },
    )


def matches(texts):
    """Return {(numbers of left sentences, numbers of right sentences)} that the alignment puts side by side."""
    pairs = compare(left=texts[0], right=texts[1]).alignment.pairs
    return {(pair.left, pair.right) for pair in pairs if pair.left and pair.right}


def messages(desk, alignment):
    return [str(message) for message in desk.get(alignment).context["messages"]]


def forbid(editor, codename):
    editor.groups.get().permissions.remove(Permission.objects.get(codename=codename))


def test_a_synopsis_page_links_to_its_alignment(desk, film, texts):
    target = f"{address('film', 'alignment', film.pk)}?left={texts[0].pk}"
    assert f'href="{target}"' in desk.get(address("synopsis", "change", texts[0].pk)).text
    assert desk.get(target).status_code == 200
    assert "alignment/?left=" in desk.get(address("film", "disagreements", film.pk)).text


def test_joining_sentences_returns_to_their_place_on_the_page(desk, texts, alignment):
    assert matches(texts) == {((0,), (0,))}
    response = correct(desk, alignment, "join", [2], [1])
    assert (response.status_code, response["Location"]) == (303, f"{alignment}#l2")
    assert matches(texts) == {((0,), (0,)), ((2,), (1,))}
    assert "by an editor" in desk.get(alignment).text


def test_sentences_are_separated(desk, texts, alignment):
    correct(desk, alignment, "part", [0], [0])
    assert matches(texts) == set()


def test_a_correction_is_the_same_whichever_text_stands_on_the_left(desk, film, texts):
    swapped_sides = f"{address('film', 'alignment', film.pk)}?left={texts[1].pk}&right={texts[0].pk}"
    correct(desk, swapped_sides, "join", [1], [2])
    correction = AlignmentCorrection.objects.get()
    assert (correction.left, correction.right) == tuple(texts)
    assert correction.left_sentences == ["They flee in a storm."]
    assert ((2,), (1,)) in matches(texts)


def test_a_later_correction_of_the_same_sentences_replaces_the_earlier_one(desk, texts, alignment):
    for kind in ("join", "join", "part"):
        correct(desk, alignment, kind, [2], [1])
    assert [correction.kind for correction in AlignmentCorrection.objects.all()] == ["part"]


def test_a_correction_is_taken_back(desk, texts, alignment):
    correct(desk, alignment, "part", [0], [0])
    correction = AlignmentCorrection.objects.get()
    for _ in range(2):
        response = desk.post(alignment, {"take_back": correction.pk})
        assert (response.status_code, response["Location"]) == (303, f"{alignment}#corrections")
    assert not AlignmentCorrection.objects.exists()
    assert matches(texts) == {((0,), (0,))}


def test_a_correction_survives_edits_around_it_and_is_outdated_without_its_sentence(desk, texts, alignment):
    correct(desk, alignment, "join", [2], [1])
    texts[0].body = f"Poland, 1939. {LEFT}"
    texts[0].save()
    assert ((3,), (1,)) in matches(texts)
    assert desk.get(alignment).context["outdated_corrections"] == []
    texts[0].body = LEFT.replace("a storm", "the night")
    texts[0].save()
    response = desk.get(alignment)
    assert [row["correction"] for row in response.context["outdated_corrections"]] == [
        AlignmentCorrection.objects.get()
    ]
    assert "These need a look" in response.text
    assert "They flee in a storm." in response.text


def test_sentences_that_were_ticked_before_the_text_changed_correct_nothing(desk, texts, alignment):
    fields = {"do": "join", "left": boxes(desk, alignment, "left")[2:], "right": boxes(desk, alignment, "right")[1:2]}
    texts[0].body = f"A new beginning. {LEFT}"
    texts[0].save()
    assert desk.post(alignment, fields).status_code == 303
    assert "was changed after you opened the page" in messages(desk, alignment)[-1]
    assert not AlignmentCorrection.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"do": "zz"},
        {"do": "join"},
        {"do": "join", "left": "0:abc", "right": "0:abc"},
        {"do": "join", "left": "9" * 40, "right": "x"},
        {"do": "part", "left": "-1:", "right": "\0"},
        {"take_back": "abc"},
        {"take_back": "9" * 40},
    ],
)
def test_a_forged_form_corrects_nothing(desk, texts, alignment, fields):
    assert desk.post(alignment, fields).status_code == 303
    assert not AlignmentCorrection.objects.exists()


def test_a_correction_of_one_side_alone_is_refused_with_advice(desk, texts, alignment):
    response = correct(desk, alignment, "join", [1], [])
    assert response["Location"] == f"{alignment}#l1"
    assert "at least one sentence of each text" in messages(desk, alignment)[-1]


def test_a_correction_of_another_film_is_not_taken_back(desk, film, alignment):
    other_film = make_film()
    first, second = (make_synopsis(other_film, body=body) for body in (LEFT, RIGHT))
    correction = AlignmentCorrection.objects.create(
        left=first, right=second, kind="part", left_sentences=["a"], right_sentences=["b"]
    )
    desk.post(alignment, {"take_back": correction.pk})
    assert AlignmentCorrection.objects.get() == correction


@pytest.mark.parametrize(
    "query", ["", "?left=abc", "?left=77777&right=1", "?left={0}", "?left={0}&right={0}", "?left={0}&right={2}"]
)
def test_the_page_answers_any_choice_of_texts(desk, film, texts, query):
    polish = make_synopsis(film, language_id="pl")
    query = query.format(texts[0].pk, texts[1].pk, polish.pk)
    assert desk.get(address("film", "alignment", film.pk) + query).status_code == 200


@pytest.mark.parametrize(
    ("codename", "act"),
    [("add_alignmentcorrection", "join"), ("delete_alignmentcorrection", "take_back"), ("change_synopsis", "join")],
)
def test_an_editor_without_the_permission_corrects_nothing(desk, editor, texts, alignment, codename, act):
    correct(desk, alignment, "part", [0], [0])
    correction = AlignmentCorrection.objects.get()
    fields = {"left": boxes(desk, alignment, "left")[2:], "right": boxes(desk, alignment, "right")[1:2]}
    forbid(editor, codename)
    fields |= {"do": "join"} if act == "join" else {"take_back": correction.pk}
    assert desk.post(alignment, fields).status_code == 403
    assert AlignmentCorrection.objects.get() == correction


def test_visitors_and_forms_without_a_csrf_token_are_refused(client, editor, texts, alignment):
    assert client.get(alignment).status_code == 302
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)
    assert browser.post(alignment, {"do": "join"}).status_code == 403


def test_the_page_needs_the_same_queries_whatever_the_length_of_the_texts(desk, film, texts, alignment):
    def query_count():
        desk.get(alignment)
        with CaptureQueriesContext(connection) as queries:
            desk.get(alignment)
        return len(queries)

    count = query_count()
    for text in texts:
        text.body = " ".join(f"On day {day} they pass the house of number {day + 300}." for day in range(60))
        text.save()
    assert query_count() == count

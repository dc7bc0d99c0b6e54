"""An editor's corrections of an alignment, made and taken back at the desk."""

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
    """What each tick box of a side sends, in the text's order."""
    rows = desk.get(alignment).context["pairs"]
    return [one["value"] for one in sorted((one for row in rows for one in row[side]), key=lambda one: one["number"])]


def correct(desk, alignment, kind, left, right):
    return desk.post(
        alignment,
        {
            "do": kind,
            "left": [boxes(desk, alignment, "left")[n] for n in left],
            "right": [boxes(desk, alignment, "right")[n] for n in right],
        },
    )


def together(texts):
    pairs = compare(left=texts[0], right=texts[1]).alignment.pairs
    return {(pair.left, pair.right) for pair in pairs if pair.left and pair.right}


def said(desk, alignment):
    return [str(message) for message in desk.get(alignment).context["messages"]]


def forbid(editor, codename):
    editor.groups.get().permissions.remove(Permission.objects.get(codename=codename))


def test_the_texts_page_leads_to_its_alignment(desk, film, texts):
    target = f"{address('film', 'alignment', film.pk)}?left={texts[0].pk}"
    assert f'href="{target}"' in desk.get(address("synopsis", "change", texts[0].pk)).text
    assert desk.get(target).status_code == 200
    assert "alignment/?left=" in desk.get(address("film", "disagreements", film.pk)).text


def test_sentences_are_joined_and_the_reader_comes_back_to_their_place(desk, texts, alignment):
    assert together(texts) == {((0,), (0,))}
    response = correct(desk, alignment, "join", [2], [1])
    assert (response.status_code, response["Location"]) == (303, f"{alignment}#l2")
    assert together(texts) == {((0,), (0,)), ((2,), (1,))}
    assert "by an editor" in desk.get(alignment).text


def test_sentences_are_parted(desk, texts, alignment):
    correct(desk, alignment, "part", [0], [0])
    assert together(texts) == set()


def test_a_correction_is_the_same_whichever_text_is_left(desk, film, texts):
    turned = f"{address('film', 'alignment', film.pk)}?left={texts[1].pk}&right={texts[0].pk}"
    correct(desk, turned, "join", [1], [2])
    correction = AlignmentCorrection.objects.get()
    assert (correction.left, correction.right) == tuple(texts)
    assert correction.left_sentences == ["They flee in a storm."]
    assert ((2,), (1,)) in together(texts)


def test_the_same_correction_twice_is_one_and_the_later_takes_the_place_of_the_earlier(desk, texts, alignment):
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
    assert together(texts) == {((0,), (0,))}


def test_a_correction_outlives_edits_around_it_and_asks_for_a_look_when_its_sentence_is_gone(desk, texts, alignment):
    correct(desk, alignment, "join", [2], [1])
    texts[0].body = f"Poland, 1939. {LEFT}"
    texts[0].save()
    assert ((3,), (1,)) in together(texts)
    assert desk.get(alignment).context["outdated_corrections"] == []
    texts[0].body = LEFT.replace("a storm", "the night")
    texts[0].save()
    shown = desk.get(alignment)
    assert [one["correction"] for one in shown.context["outdated_corrections"]] == [AlignmentCorrection.objects.get()]
    assert "These need a look" in shown.text
    assert "They flee in a storm." in shown.text


def test_what_was_ticked_before_the_text_changed_corrects_nothing(desk, texts, alignment):
    sent = {"do": "join", "left": boxes(desk, alignment, "left")[2:], "right": boxes(desk, alignment, "right")[1:2]}
    texts[0].body = f"A new beginning. {LEFT}"
    texts[0].save()
    assert desk.post(alignment, sent).status_code == 303
    assert "was changed after you opened the page" in said(desk, alignment)[-1]
    assert not AlignmentCorrection.objects.exists()


@pytest.mark.parametrize(
    "sent",
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
def test_a_form_made_by_hand_corrects_nothing(desk, texts, alignment, sent):
    assert desk.post(alignment, sent).status_code == 303
    assert not AlignmentCorrection.objects.exists()


def test_one_side_alone_is_refused_with_what_to_do(desk, texts, alignment):
    response = correct(desk, alignment, "join", [1], [])
    assert response["Location"] == f"{alignment}#l1"
    assert "at least one sentence of each text" in said(desk, alignment)[-1]


def test_another_films_correction_is_not_taken_back_from_here(desk, film, alignment):
    other = make_film()
    first, second = (make_synopsis(other, body=body) for body in (LEFT, RIGHT))
    correction = AlignmentCorrection.objects.create(
        left=first, right=second, kind="part", left_sentences=["a"], right_sentences=["b"]
    )
    desk.post(alignment, {"take_back": correction.pk})
    assert AlignmentCorrection.objects.get() == correction


@pytest.mark.parametrize(
    "chosen", ["", "?left=abc", "?left=77777&right=1", "?left={0}", "?left={0}&right={0}", "?left={0}&right={2}"]
)
def test_the_page_stands_any_choice_of_texts(desk, film, texts, chosen):
    polish = make_synopsis(film, language_id="pl")
    asked = chosen.format(texts[0].pk, texts[1].pk, polish.pk)
    assert desk.get(address("film", "alignment", film.pk) + asked).status_code == 200


@pytest.mark.parametrize(
    ("codename", "sent"),
    [("add_alignmentcorrection", "join"), ("delete_alignmentcorrection", "take"), ("change_synopsis", "join")],
)
def test_who_may_not_correct_texts_corrects_none(desk, editor, texts, alignment, codename, sent):
    correct(desk, alignment, "part", [0], [0])
    correction = AlignmentCorrection.objects.get()
    fields = {"left": boxes(desk, alignment, "left")[2:], "right": boxes(desk, alignment, "right")[1:2]}
    forbid(editor, codename)
    fields |= {"do": "join"} if sent == "join" else {"take_back": correction.pk}
    assert desk.post(alignment, fields).status_code == 403
    assert AlignmentCorrection.objects.get() == correction


def test_visitors_and_forms_from_elsewhere_are_turned_away(client, editor, texts, alignment):
    assert client.get(alignment).status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.post(alignment, {"do": "join"}).status_code == 403


def test_the_page_costs_the_same_whatever_the_texts_length(desk, film, texts, alignment):
    def cost():
        desk.get(alignment)
        with CaptureQueriesContext(connection) as queries:
            desk.get(alignment)
        return len(queries)

    first = cost()
    for text in texts:
        text.body = " ".join(f"On day {n} they pass the house of number {n + 300}." for n in range(60))
        text.save()
    assert cost() == first

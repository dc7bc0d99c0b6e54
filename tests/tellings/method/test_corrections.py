"""An alignment corrected by hand."""

import pytest

from catalog.tellings.method import Correction, collate, corrected, in_order, stands

LEFT = "They walk to the lake. Kowalski freezes in the forest. Hale finds a well. A monk gives them shelter."
RIGHT = "They walk to a lake. In the forest Kowalski freezes. Smith drinks from a stream. Shelter is given by a monk."


@pytest.fixture
def found():
    return collate(LEFT, RIGHT)


def correction(kind, found, left, right):
    return Correction(kind, tuple(found.left[n].text for n in left), tuple(found.right[n].text for n in right))


def after(found, *corrections):
    return [
        (pair.kind, pair.left, pair.right, pair.source)
        for pair in corrected(found, [correction(kind, found, left, right) for kind, left, right in corrections])
    ]


def test_without_corrections_the_pairs_stay_as_they_are(found):
    assert corrected(found, []) == found.pairs == in_order(found.pairs)
    assert [(pair.kind, pair.left, pair.right) for pair in found.pairs] == [
        ("changed", (0,), (0,)),
        ("changed", (1,), (1,)),
        ("only_left", (2,), ()),
        ("only_right", (), (2,)),
        ("changed", (3,), (3,)),
    ]


def test_joined_sentences_stand_together_at_their_place(found):
    assert after(found, ("join", [2], [2]))[2:] == [
        ("changed", (2,), (2,), "editor"),
        ("changed", (3,), (3,), "computed"),
    ]


def test_joined_out_of_order_they_have_moved(found):
    assert ("moved", (2,), (0,), "editor") in after(found, ("join", [2], [0]))


def test_what_stood_with_a_joined_sentence_stands_alone(found):
    made = after(found, ("join", [2], [3]))
    assert ("only_left", (3,), (), "editor") in made
    assert ("changed", (2,), (3,), "editor") in made


def test_of_several_that_stand_together_the_named_one_is_parted(found):
    made = after(found, ("join", [2], [2, 3]), ("part", [2], [3]))
    assert ("changed", (2,), (2,), "editor") in made
    assert ("only_right", (), (3,), "editor") in made


def test_parted_sentences_stand_alone_each(found):
    made = after(found, ("part", [1], [1]))
    assert ("only_left", (1,), (), "editor") in made
    assert ("only_right", (), (1,), "editor") in made


def test_parting_what_does_not_stand_together_changes_nothing(found):
    assert after(found, ("part", [0], [3])) == after(found)


def test_sentences_that_are_gone_change_nothing_and_do_not_stand(found):
    gone = Correction("join", ("They fly to the lake.",), (found.right[0].text,))
    assert corrected(found, [gone]) == found.pairs
    assert not stands(found, gone)
    assert not stands(found, Correction("join", (), (found.right[0].text,)))
    assert stands(found, correction("part", found, [0], [3]))


def test_a_sentence_that_stands_twice_is_the_one_beside_the_others():
    found = collate("He runs. They walk to the lake. He runs. A dog barks loudly.", "A dog barks at him as he runs.")
    made = after(found, ("join", [2, 3], [0]))
    assert ("changed", (2, 3), (0,), "editor") in made


def test_words_that_are_the_same_are_so_though_an_editor_joined_them():
    found = collate("Yes. Yes.", "They go. Yes. Yes.")
    made = corrected(found, [Correction("join", ("Yes.", "Yes."), ("Yes.", "Yes."))])
    assert [(pair.kind, pair.score) for pair in made if pair.source == "editor"] == [("same", 1.0)]

"""Corrections of an alignment by an editor."""

import pytest

from catalog.tellings.method import Correction, align, apply_corrections, in_reading_order, is_applicable

LEFT = "They walk to the lake. Kowalski freezes in the forest. Hale finds a well. A monk gives them shelter."
RIGHT = "They walk to a lake. In the forest Kowalski freezes. Smith drinks from a stream. Shelter is given by a monk."


@pytest.fixture
def alignment():
    return align(LEFT, RIGHT)


def correction(kind, alignment, left, right):
    return Correction(kind, tuple(alignment.left[n].text for n in left), tuple(alignment.right[n].text for n in right))


def pairs_after(alignment, *corrections):
    return [
        (pair.kind, pair.left, pair.right, pair.source)
        for pair in apply_corrections(
            alignment, [correction(kind, alignment, left, right) for kind, left, right in corrections]
        )
    ]


def test_without_corrections_the_pairs_are_unchanged(alignment):
    assert apply_corrections(alignment, []) == alignment.pairs == in_reading_order(alignment.pairs)
    assert [(pair.kind, pair.left, pair.right) for pair in alignment.pairs] == [
        ("changed", (0,), (0,)),
        ("changed", (1,), (1,)),
        ("only_left", (2,), ()),
        ("only_right", (), (2,)),
        ("changed", (3,), (3,)),
    ]


def test_joined_sentences_stand_together_at_their_place(alignment):
    assert pairs_after(alignment, ("join", [2], [2]))[2:] == [
        ("changed", (2,), (2,), "editor"),
        ("changed", (3,), (3,), "computed"),
    ]


def test_sentences_joined_out_of_order_have_moved(alignment):
    assert ("moved", (2,), (0,), "editor") in pairs_after(alignment, ("join", [2], [0]))


def test_the_partner_of_a_joined_sentence_stands_alone(alignment):
    pairs = pairs_after(alignment, ("join", [2], [3]))
    assert ("only_left", (3,), (), "editor") in pairs
    assert ("changed", (2,), (3,), "editor") in pairs


def test_of_several_sentences_only_the_named_one_is_parted(alignment):
    pairs = pairs_after(alignment, ("join", [2], [2, 3]), ("part", [2], [3]))
    assert ("changed", (2,), (2,), "editor") in pairs
    assert ("only_right", (), (3,), "editor") in pairs


def test_parted_sentences_stand_alone_each(alignment):
    pairs = pairs_after(alignment, ("part", [1], [1]))
    assert ("only_left", (1,), (), "editor") in pairs
    assert ("only_right", (), (1,), "editor") in pairs


def test_parting_sentences_that_are_not_paired_changes_nothing(alignment):
    assert pairs_after(alignment, ("part", [0], [3])) == pairs_after(alignment)


def test_a_correction_of_a_missing_sentence_is_not_applicable_and_changes_nothing(alignment):
    of_missing_sentence = Correction("join", ("They fly to the lake.",), (alignment.right[0].text,))
    assert apply_corrections(alignment, [of_missing_sentence]) == alignment.pairs
    assert not is_applicable(alignment, of_missing_sentence)
    assert not is_applicable(alignment, Correction("join", (), (alignment.right[0].text,)))
    assert is_applicable(alignment, correction("part", alignment, [0], [3]))


def test_of_two_equal_sentences_the_one_beside_the_others_is_joined():
    alignment = align("He runs. They walk to the lake. He runs. A dog barks loudly.", "A dog barks at him as he runs.")
    pairs = pairs_after(alignment, ("join", [2, 3], [0]))
    assert ("changed", (2, 3), (0,), "editor") in pairs


def test_a_pair_of_an_editor_with_the_same_words_is_the_same():
    alignment = align("Yes. Yes.", "They go. Yes. Yes.")
    pairs = apply_corrections(alignment, [Correction("join", ("Yes.", "Yes."), ("Yes.", "Yes."))])
    assert [(pair.kind, pair.score) for pair in pairs if pair.source == "editor"] == [("same", 1.0)]

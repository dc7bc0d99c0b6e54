"""Two synopses side by side, and corrections of their alignment."""

import pytest

from catalog.models import Collation
from catalog.tellings.comparison import NotComparableError, compare
from tests.factories import make_film, make_synopsis
from tests.tellings.synopses import correct, german

pytestmark = pytest.mark.django_db


def test_a_comparison_has_the_words_of_paired_sentences(synopses):
    left, right = synopses
    comparison = compare(left=left, right=right)
    assert [(pair.kind, pair.left, pair.right) for pair in comparison.pairs if pair.left and pair.right][-1] == (
        "changed",
        ["Kowalski freezes to death in the forest."],
        ["In the forest Kowalski freezes to death."],
    )
    assert comparison.pairs[-1].left == ["Hale walks on to Lhasa."]
    assert {pair.source for pair in comparison.pairs} == {"computed"}


def test_with_the_texts_exchanged_the_same_pairs_are_mirrored(synopses):
    left, right = synopses
    comparison, mirrored = compare(left=left, right=right), compare(left=right, right=left)
    assert Collation.objects.count() == 1
    assert mirrored.left == right
    pairs, mirrored_pairs = comparison.alignment.pairs, mirrored.alignment.pairs
    assert {(pair.left, pair.right) for pair in mirrored_pairs} == {(pair.right, pair.left) for pair in pairs}
    numbers = [pair.left[0] for pair in mirrored_pairs if pair.left]
    assert numbers == sorted(numbers)
    assert ["A monk takes them in."] in [pair.left for pair in mirrored.pairs if pair.kind == "only_left"]


def test_texts_of_two_films_or_languages_and_a_text_with_itself_are_refused(film, synopses):
    foreign_text, german_text = make_synopsis(make_film()), make_synopsis(film, language=german())
    for right, message in ((synopses[0], "itself"), (foreign_text, "two films"), (german_text, "German")):
        with pytest.raises(NotComparableError, match=message):
            compare(left=synopses[0], right=right)


def test_joined_sentences_are_a_pair_by_an_editor(synopses):
    left, right = synopses
    correct("join", left, right, ["They find a well in the desert."], ["A monk takes them in."])
    comparison = compare(left=left, right=right)
    edited_pairs = [pair for pair in comparison.pairs if pair.source == "editor"]
    assert [(pair.kind, pair.left, pair.right) for pair in edited_pairs] == [
        ("moved", ["They find a well in the desert."], ["A monk takes them in."])
    ]
    assert 0 <= edited_pairs[0].score < 1
    assert comparison.outdated_corrections == []


def test_parted_sentences_stand_alone_by_an_editor(synopses):
    left, right = synopses
    sentence = "Kowalski freezes to death in the forest."
    correct("part", left, right, [sentence], ["In the forest Kowalski freezes to death."])
    comparison = compare(left=left, right=right)
    assert [(pair.kind, pair.source) for pair in comparison.pairs if sentence in pair.left] == [("only_left", "editor")]
    assert "only_right" in {pair.kind for pair in comparison.pairs[-2:]}


def test_the_later_of_two_corrections_holds(synopses):
    left, right = synopses
    sentences = ["They find a well in the desert."], ["A monk takes them in."]
    correct("join", left, right, *sentences)
    correct("part", left, right, *sentences)
    assert not [pair for pair in compare(left=left, right=right).pairs if sentences[0] == pair.left and pair.right]


def test_a_correction_outlives_edits_around_it_and_is_outdated_when_its_sentence_changes(synopses):
    left, right = synopses
    correction = correct("join", left, right, ["They find a well in the desert."], ["A monk takes them in."])
    left.body = "It is winter. " + left.body
    left.save()
    comparison = compare(left=left, right=right)
    assert comparison.outdated_corrections == []
    assert [pair.left for pair in comparison.pairs if pair.source == "editor"] == [["They find a well in the desert."]]
    left.body = left.body.replace("a well", "a spring")
    left.save()
    for comparison in (compare(left=left, right=right), compare(left=right, right=left)):
        assert comparison.outdated_corrections == [correction]
        assert {pair.source for pair in comparison.pairs} == {"computed"}


def test_every_sentence_is_in_one_pair_after_any_corrections(synopses):
    left, right = synopses
    alignment = compare(left=left, right=right).alignment
    lefts, rights = ([sentence.text for sentence in side] for side in (alignment.left, alignment.right))
    correct("join", left, right, lefts[1:3], rights[:1])
    correct("part", left, right, lefts[2:3], rights[:1])
    correct("join", left, right, lefts[:2], rights[1:3])
    correct("part", left, right, lefts, rights[3:])
    for alignment in (compare(left=left, right=right).alignment, compare(left=right, right=left).alignment):
        assert sorted(n for pair in alignment.pairs for n in pair.left) == list(range(len(alignment.left)))
        assert sorted(n for pair in alignment.pairs for n in pair.right) == list(range(len(alignment.right)))
        assert all(bool(pair.left and pair.right) != pair.kind.startswith("only") for pair in alignment.pairs)

"""Which sentences are put together."""

import pytest

from catalog.tellings.method import align
from catalog.tellings.method.similarity import Similarity
from catalog.tellings.method.words import split_words
from tests.tellings.method.tellings import BURMA, FARM, HEIST, LIGHTHOUSE, VILLAGE


def kinds(left, right, language="en"):
    return [(pair.kind, pair.left, pair.right) for pair in align(left, right, language).pairs]


def together(alignment):
    return {(i, j) for pair in alignment.pairs for i in pair.left for j in pair.right}


@pytest.mark.parametrize("telling", [LIGHTHOUSE, HEIST, VILLAGE], ids=["lighthouse", "heist", "village"])
def test_tellings_in_other_words_are_paired(telling):
    pairs = together(align(telling.left, telling.right))
    assert len(pairs & telling.together) >= 0.85 * len(telling.together)
    assert len(pairs & telling.together) >= 0.85 * len(pairs)


@pytest.mark.parametrize("telling", [HEIST, VILLAGE], ids=["heist", "village"])
def test_sentences_at_another_place_have_moved(telling):
    moves = {
        (i, j)
        for pair in align(telling.left, telling.right).pairs
        if pair.kind == "moved"
        for i in pair.left
        for j in pair.right
    }
    assert telling.moves <= moves


def test_one_sentence_may_stand_with_several():
    left = "Anna was born in Riga in 1920. Her father, a baker, beat her, and she fled to Oslo with the sailor Nils."
    right = (
        "Anna was born in Riga in 1920. She was beaten by her father, a baker. She fled to Oslo with the sailor Nils."
    )
    assert kinds(left, right)[1] == ("changed", (1,), (1, 2))
    assert kinds(right, left)[1] == ("changed", (1, 2), (1,))


def test_a_sentence_that_only_one_text_tells_stands_alone():
    left = "Anna meets Nils in Oslo. A volcano erupts. They sail to Iceland."
    right = "In Oslo Anna meets Nils. They sail to Iceland. Nobody ever forgives the baker."
    assert kinds(left, right) == [
        ("changed", (0,), (0,)),
        ("only_left", (1,), ()),
        ("same", (2,), (1,)),
        ("only_right", (), (2,)),
    ]


def test_sentences_of_the_same_words_are_the_same_though_marks_and_case_differ():
    assert kinds("Zoë leaves, at dawn.", "Zoe leaves at Dawn!") == [("same", (0,), (0,))]
    assert kinds("She waits; he leaves.", "She waits. He leaves.")[0][0] == "same"


@pytest.mark.parametrize(
    ("left", "right"),
    [(t.left, t.right) for t in (LIGHTHOUSE, HEIST, VILLAGE)]
    + [FARM[:2], BURMA[:2], ("", "Anna waits."), ("Yes. " * 9, "Yes. No. Yes.")],
)
def test_an_alignment_mirrors_itself_and_has_every_sentence_once(left, right):
    forth, back = align(left, right), align(right, left)
    assert forth.pairs == back.mirror().pairs
    assert [i for pair in forth.pairs for i in pair.left] == list(range(len(forth.left)))
    assert sorted(j for pair in forth.pairs for j in pair.right) == list(range(len(forth.right)))
    assert [j for pair in forth.pairs if pair.kind in ("same", "changed") for j in pair.right] == sorted(
        j for pair in forth.pairs if pair.kind in ("same", "changed") for j in pair.right
    )


def test_a_text_and_itself_have_only_pairs_that_are_the_same():
    pairs = align(HEIST.left, HEIST.left).pairs
    assert {pair.kind for pair in pairs} == {"same"}
    assert {pair.score for pair in pairs} == {1.0}


def test_empty_texts_have_no_pairs():
    assert kinds("", "") == []
    assert kinds("Anna waits.", "") == [("only_left", (0,), ())]


def test_texts_on_different_things_share_nothing():
    alignment = align("Anna bakes bread in Riga. Her son plays chess.", "Rain falls. The volcano erupts at dawn.")
    assert {pair.kind for pair in alignment.pairs} == {"only_left", "only_right"}


@pytest.mark.parametrize(
    ("language", "left", "right", "expected"),
    [
        (
            "ru",
            "Солдат Иван возвращается с войны. Старик Прохор рассказывает, что жену увезли в город. Иван встречает её в театре.",
            "Кончилась война, и солдат Иван пришёл в деревню. В театре Иван наконец встретил её. Так говорил старик Прохор.",
            {(0, 0), (2, 1)},
        ),
        (
            "ja",
            "1945年、若い医者の健二は長崎に着く。彼は看護師の花子と出会う。花子は病気になり、春に死ぬ。",
            "健二という医者が1945年に長崎へ来た。病院で看護師の花子に会う。嵐が町を襲う。花子は春に病気で亡くなった。",
            {(0, 0), (1, 1), (2, 3)},
        ),
        (
            "el",
            "Ο ψαράς Νίκος βρίσκει ένα μπουκάλι. Μέσα υπάρχει ένας χάρτης της Κρήτης.",
            "Ένας χάρτης της Κρήτης είναι κρυμμένος. Τον βρίσκει ο ψαράς Νίκος σε ένα μπουκάλι.",
            {(0, 1), (1, 0)},
        ),
    ],
)
def test_sentences_of_other_scripts_are_paired(language, left, right, expected):
    assert expected <= together(align(left, right, language))


def test_a_refrain_is_paired_in_order():
    assert kinds("Yes. " * 40, "Yes. " * 40) == [("same", (n,), (n,)) for n in range(40)]


def test_a_thousand_sentences_are_paired():
    sentences = [
        f"On day {n} the {animal} of house {n * 7} runs away."
        for n, animal in enumerate(["cat", "dog", "owl", "fox"] * 250)
    ]
    pairs = align(" ".join(sentences), " ".join(sentences[::-1][:10] + sentences[10:])).pairs
    assert sum(pair.kind == "same" for pair in pairs) >= 980


def test_a_neighbour_that_adds_nothing_stays_alone():
    assert kinds("Yes. Yes. No.", "Yes. No.").count(("same", (2,), (1,))) == 1
    assert all(len(left) <= 1 for _, left, _ in kinds("Yes. Yes. No.", "Yes. No."))


def test_rare_words_weigh_more_than_common_ones():
    sentences = [
        "Anna meets Karl on the road.",
        "Anna asks Karl for the ruby.",
        "Anna tells Karl a secret.",
        "Anna follows Karl.",
    ]
    similarity = Similarity(
        [split_words(text) for text in sentences], [split_words("Anna hides a ruby from Karl.")], "en"
    )
    by_score = sorted(range(4), key=lambda n: -similarity.score(similarity.left[n], similarity.right[0]))
    assert by_score[0] == 1
    rare, common = (similarity.weight(similarity.left[n] & similarity.right[0]) for n in (1, 0))
    assert rare > 2 * common


def test_sentences_with_one_word_in_common_are_not_paired():
    alignment = align("Anna bakes bread at dawn.", "The volcano erupts at dawn.")
    assert {pair.kind for pair in alignment.pairs} == {"only_left", "only_right"}


def test_between_sentences_that_stand_together_weaker_pairs_count():
    first, last = "In 1911 Anna Berg sails to Borneo with Nils.", "Nils names the orchid after Anna Berg."
    weak = "Their guide leads them upstream through the rapids.", "He shows both travellers where rapids are shallow."
    assert kinds(f"{first} {weak[0]} {last}", f"{first} {weak[1]} {last}")[1] == ("changed", (1,), (1,))
    assert kinds(*weak) == [("only_left", (0,), ()), ("only_right", (), (0,))]

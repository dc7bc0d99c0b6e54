"""Which sentences are put together."""

import pytest

from catalog.tellings.method import collate
from catalog.tellings.method.similarity import Measure
from catalog.tellings.method.words import words
from tests.tellings.method.tellings import BURMA, FARM, HEIST, LIGHTHOUSE, VILLAGE

MIRRORED = {"only_left": "only_right", "only_right": "only_left"}


def kinds(left, right, language="en"):
    return [(pair.kind, pair.left, pair.right) for pair in collate(left, right, language).pairs]


def together(collation):
    return {(i, j) for pair in collation.pairs for i in pair.left for j in pair.right}


@pytest.mark.parametrize("telling", [LIGHTHOUSE, HEIST, VILLAGE], ids=["lighthouse", "heist", "village"])
def test_tellings_in_other_words_come_together(telling):
    found = together(collate(telling.left, telling.right))
    assert len(found & telling.together) >= 0.85 * len(telling.together)
    assert len(found & telling.together) >= 0.85 * len(found)


@pytest.mark.parametrize("telling", [HEIST, VILLAGE], ids=["heist", "village"])
def test_what_is_told_at_another_place_has_moved(telling):
    moved = {
        (i, j)
        for pair in collate(telling.left, telling.right).pairs
        if pair.kind == "moved"
        for i in pair.left
        for j in pair.right
    }
    assert telling.moved <= moved


def test_one_sentence_may_stand_with_several():
    left = "Anna was born in Riga in 1920. Her father, a baker, beat her, and she fled to Oslo with the sailor Nils."
    right = (
        "Anna was born in Riga in 1920. She was beaten by her father, a baker. She fled to Oslo with the sailor Nils."
    )
    assert kinds(left, right)[1] == ("changed", (1,), (1, 2))
    assert kinds(right, left)[1] == ("changed", (1, 2), (1,))


def test_what_one_text_alone_tells_stands_alone():
    left = "Anna meets Nils in Oslo. A volcano erupts. They sail to Iceland."
    right = "In Oslo Anna meets Nils. They sail to Iceland. Nobody ever forgives the baker."
    assert kinds(left, right) == [
        ("changed", (0,), (0,)),
        ("only_left", (1,), ()),
        ("same", (2,), (1,)),
        ("only_right", (), (2,)),
    ]


def test_the_same_words_are_the_same_though_marks_and_case_differ():
    assert kinds("Zoë leaves, at dawn.", "Zoe leaves at Dawn!") == [("same", (0,), (0,))]
    assert kinds("She waits; he leaves.", "She waits. He leaves.")[0][0] == "same"


@pytest.mark.parametrize(
    ("left", "right"),
    [(t.left, t.right) for t in (LIGHTHOUSE, HEIST, VILLAGE)]
    + [FARM[:2], BURMA[:2], ("", "Anna waits."), ("Yes. " * 9, "Yes. No. Yes.")],
)
def test_a_collation_mirrors_itself_and_leaves_nothing_out(left, right):
    forth, back = collate(left, right), collate(right, left)
    mirrored = {(MIRRORED.get(pair.kind, pair.kind), pair.right, pair.left, pair.score) for pair in back.pairs}
    assert {(pair.kind, pair.left, pair.right, pair.score) for pair in forth.pairs} == mirrored
    assert [i for pair in forth.pairs for i in pair.left] == list(range(len(forth.left)))
    assert sorted(j for pair in forth.pairs for j in pair.right) == list(range(len(forth.right)))
    assert [j for pair in forth.pairs if pair.kind in ("same", "changed") for j in pair.right] == sorted(
        j for pair in forth.pairs if pair.kind in ("same", "changed") for j in pair.right
    )


def test_a_text_and_itself_are_the_same_all_through():
    found = collate(HEIST.left, HEIST.left).pairs
    assert {pair.kind for pair in found} == {"same"}
    assert {pair.score for pair in found} == {1.0}


def test_empty_texts_have_no_pairs():
    assert kinds("", "") == []
    assert kinds("Anna waits.", "") == [("only_left", (0,), ())]


def test_texts_on_different_things_share_nothing():
    found = collate("Anna bakes bread in Riga. Her son plays chess.", "Rain falls. The volcano erupts at dawn.")
    assert {pair.kind for pair in found.pairs} == {"only_left", "only_right"}


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
def test_other_scripts_come_together(language, left, right, expected):
    assert expected <= together(collate(left, right, language))


def test_a_refrain_is_paired_in_order():
    assert kinds("Yes. " * 40, "Yes. " * 40) == [("same", (n,), (n,)) for n in range(40)]


def test_a_thousand_sentences_come_together():
    told = [
        f"On day {n} the {animal} of house {n * 7} runs away."
        for n, animal in enumerate(["cat", "dog", "owl", "fox"] * 250)
    ]
    found = collate(" ".join(told), " ".join(told[::-1][:10] + told[10:])).pairs
    assert sum(pair.kind == "same" for pair in found) >= 980


def test_nothing_is_joined_that_adds_nothing():
    assert kinds("Yes. Yes. No.", "Yes. No.").count(("same", (2,), (1,))) == 1
    assert all(len(left) <= 1 for _, left, _ in kinds("Yes. Yes. No.", "Yes. No."))


def test_rare_words_weigh_more_than_common_ones():
    told = [
        "Anna meets Karl on the road.",
        "Anna asks Karl for the ruby.",
        "Anna tells Karl a secret.",
        "Anna follows Karl.",
    ]
    measure = Measure([words(sentence) for sentence in told], [words("Anna hides a ruby from Karl.")], "en")
    ranked = sorted(range(4), key=lambda n: -measure.alike(measure.left[n], measure.right[0]))
    assert ranked[0] == 1
    rare, common = (measure.weigh(measure.left[n] & measure.right[0]) for n in (1, 0))
    assert rare > 2 * common


def test_one_word_in_common_is_not_enough():
    found = collate("Anna bakes bread at dawn.", "The volcano erupts at dawn.")
    assert {pair.kind for pair in found.pairs} == {"only_left", "only_right"}


def test_between_sentences_that_stand_together_less_will_do():
    first, last = "In 1911 Anna Berg sails to Borneo with Nils.", "Nils names the orchid after Anna Berg."
    weak = "Their guide leads them upstream through the rapids.", "He shows both travellers where rapids are shallow."
    assert kinds(f"{first} {weak[0]} {last}", f"{first} {weak[1]} {last}")[1] == ("changed", (1,), (1,))
    assert kinds(*weak) == [("only_left", (0,), ()), ("only_right", (), (0,))]

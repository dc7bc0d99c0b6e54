"""The words that differ inside sentences, the runs that texts share, the sentences that one text alone tells."""

import pytest

from catalog.tellings.method import align, find_shared_runs, unique_sentences, word_differences
from tests.tellings.method.tellings import HEIST, LIGHTHOUSE


def with_brackets(runs):
    return "".join({"equal": "{}", "moved": "<{}>", "differs": "[{}]"}[run.kind].format(run.text) for run in runs)


def test_words_that_differ_have_their_own_runs():
    left, right = word_differences("Mr. Hale, a Danish engineer;", "Mr. Hale , a Danish soldier,")
    assert with_brackets(left) == "Mr. Hale, a Danish [engineer];"
    assert with_brackets(right) == "Mr. Hale , a Danish [soldier],"


def test_words_at_another_place_have_moved():
    left, right = word_differences("On the second night Kim froze.", "Kim froze on the second night.")
    assert with_brackets(left) == "On the second night <Kim froze>."
    assert with_brackets(right) == "<Kim froze> on the second night."


@pytest.mark.parametrize(("left", "right"), [("", "a b"), ("", ""), ("!", "?"), (LIGHTHOUSE.left, LIGHTHOUSE.right)])
def test_runs_put_together_give_the_text_and_mirror(left, right):
    forth, back = word_differences(left, right), word_differences(right, left)
    assert ("".join(run.text for run in forth[0]), "".join(run.text for run in forth[1])) == (left, right)
    assert forth == back[::-1]


def test_shared_runs_are_found_in_any_order():
    left = (
        "He is sentenced to twenty years in a camp. Nothing else. They flee in a heavy fog that hides their old boat."
    )
    right = "They flee in a heavy fog that hides their old boat! Long after, he is sentenced to twenty years in prison."
    shared_runs = find_shared_runs(left, right)
    assert [left[run.left_start : run.left_end] for run in shared_runs.runs] == [
        "He is sentenced to twenty years in",
        "They flee in a heavy fog that hides their old boat",
    ]
    assert shared_runs.words == 18
    assert (
        right[shared_runs.runs[0].right_start : shared_runs.runs[0].right_end] == "he is sentenced to twenty years in"
    )
    assert shared_runs.words == find_shared_runs(right, left).words


def test_no_word_is_in_two_runs():
    refrain = "and the rain falls on the roof "
    assert find_shared_runs(refrain * 3, refrain * 2).words == 14
    assert find_shared_runs(refrain, refrain * 5).words == 7


def test_texts_in_other_words_share_no_runs():
    assert find_shared_runs(HEIST.left, HEIST.right).share < 0.05
    assert find_shared_runs(HEIST.left, HEIST.left).share == 1
    assert find_shared_runs("", "").share == 0


def test_a_run_of_no_words_is_refused():
    with pytest.raises(ValueError, match="Ask for 1 or more"):
        find_shared_runs("a", "b", least=0)


def test_unique_sentences_are_paired_in_no_alignment():
    telling = "Anna meets Nils in Oslo. A volcano erupts. They sail to Iceland. A whale sings."
    texts = ["In Oslo Anna meets Nils. They sail to Iceland.", "Nils and Anna sail to Iceland. A whale sings to them."]
    assert unique_sentences([align(telling, text).pairs for text in texts]) == [1]
    assert unique_sentences([align(text, telling).pairs for text in texts], "right") == [1]
    assert unique_sentences([]) == []

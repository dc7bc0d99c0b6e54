"""Two versions of a text as one, with the words that differ marked."""

import re
from random import Random
from time import perf_counter

from django.utils.html import escape

from catalog.texts.word_diff import diff_html

SPOKEN = re.compile(r'<span class="visually-hidden">.*?</span>')


def sides(html):
    """What the marked text says was there, and is there."""
    plain = SPOKEN.sub("", html)
    was = re.sub(r"<ins>.*?</ins>", "", plain, flags=re.DOTALL).replace("<del>", "").replace("</del>", "")
    now = re.sub(r"<del>.*?</del>", "", plain, flags=re.DOTALL).replace("<ins>", "").replace("</ins>", "")
    return was, now


def test_the_words_that_differ_are_marked_and_said():
    html = diff_html("Seven men walk out of the camp.", "Six men walk out of the camp.")
    assert html == (
        '<del><span class="visually-hidden">[removed: </span>Seven<span class="visually-hidden">]</span></del>'
        '<ins><span class="visually-hidden">[added: </span>Six<span class="visually-hidden">]</span></ins>'
        " men walk out of the camp."
    )


def test_both_versions_can_be_read_from_the_marks():
    words = ["snow", "&", "ice", "<wolf>", "“camp”", "Lake", "Baikal,", "seven", "men’s", "walk.\n\n##", "The", "end"]
    for seed in range(200):
        chance = Random(seed)
        # Shorter than what would be cut.
        was, now = (" ".join(chance.choices(words, k=chance.randint(0, 7))) for _ in range(2))
        assert sides(diff_html(was, now)) == (escape(was), escape(now))


def test_markup_in_a_text_is_text():
    html = diff_html("a <script>alert(1)</script> b", "a <script>alert(2)</script> b")
    assert "<script" not in html


def test_long_stretches_that_stayed_are_cut_and_the_words_next_to_a_change_kept():
    words = [f"word{n}" for n in range(200)]
    html = diff_html(" ".join([*words, "end", *words]), " ".join([*words, "finish", *words]))
    assert html.count("…") == 2
    assert "word199 <del>" in html
    assert "</ins> word0" in html
    assert len(SPOKEN.sub("", html).split()) < 40


def test_changes_a_word_apart_are_one():
    html = diff_html("one red two blue three", "uno red due blue three")
    assert html.count("<del>") == 1


def test_two_long_texts_are_marked_in_a_moment():
    chance = Random(1)
    was, now = (" ".join(f"w{chance.randint(0, 900)}" for _ in range(6000)) for _ in range(2))
    assert len(was) > 25_000
    start = perf_counter()
    diff_html(was, now)
    assert perf_counter() - start < 3


def test_texts_beyond_any_measure_are_marked_as_a_whole_in_a_moment():
    was, now = ("begin " + " ".join([word] * 200_000) + " end" for word in ("one", "two"))
    start = perf_counter()
    html = diff_html(was, now)
    assert perf_counter() - start < 3
    assert html.count("<del>") == 1

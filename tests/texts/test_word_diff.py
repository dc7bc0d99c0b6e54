"""Two versions of a text in one HTML, with the words that differ marked."""

import re
from random import Random
from time import perf_counter

from django.utils.html import escape

from catalog.texts.word_diff import diff_html

SCREEN_READER_LABEL = re.compile(r'<span class="visually-hidden">.*?</span>')


def sides(html):
    """Return the two versions that the HTML shows."""
    html = SCREEN_READER_LABEL.sub("", html)
    before = re.sub(r"<ins>.*?</ins>", "", html, flags=re.DOTALL).replace("<del>", "").replace("</del>", "")
    after = re.sub(r"<del>.*?</del>", "", html, flags=re.DOTALL).replace("<ins>", "").replace("</ins>", "")
    return before, after


def test_words_that_differ_are_marked_with_a_label_for_screen_readers():
    html = diff_html("Seven men walk out of the camp.", "Six men walk out of the camp.")
    assert html == (
        '<del><span class="visually-hidden">[removed: </span>Seven<span class="visually-hidden">]</span></del>'
        '<ins><span class="visually-hidden">[added: </span>Six<span class="visually-hidden">]</span></ins>'
        " men walk out of the camp."
    )


def test_both_versions_can_be_restored_from_the_html():
    words = ["snow", "&", "ice", "<wolf>", "“camp”", "Lake", "Baikal,", "seven", "men’s", "walk.\n\n##", "The", "end"]
    for seed in range(200):
        chance = Random(seed)
        # Too short to be shortened.
        before, after = (" ".join(chance.choices(words, k=chance.randint(0, 7))) for _ in range(2))
        assert sides(diff_html(before, after)) == (escape(before), escape(after))


def test_markup_in_a_text_is_escaped():
    html = diff_html("a <script>alert(1)</script> b", "a <script>alert(2)</script> b")
    assert "<script" not in html


def test_long_equal_stretches_are_shortened_and_keep_the_words_next_to_a_change():
    words = [f"word{n}" for n in range(200)]
    html = diff_html(" ".join([*words, "end", *words]), " ".join([*words, "finish", *words]))
    assert html.count("…") == 2
    assert "word199 <del>" in html
    assert "</ins> word0" in html
    assert len(SCREEN_READER_LABEL.sub("", html).split()) < 40


def test_changes_a_word_apart_are_merged():
    html = diff_html("one red two blue three", "uno red due blue three")
    assert html.count("<del>") == 1


def test_two_long_texts_are_marked_in_a_moment():
    chance = Random(1)
    before, after = (" ".join(f"w{chance.randint(0, 900)}" for _ in range(6000)) for _ in range(2))
    assert len(before) > 25_000
    start = perf_counter()
    diff_html(before, after)
    assert perf_counter() - start < 3


def test_texts_beyond_any_measure_are_marked_as_a_whole_in_a_moment():
    before, after = ("begin " + " ".join([word] * 200_000) + " end" for word in ("one", "two"))
    start = perf_counter()
    html = diff_html(before, after)
    assert perf_counter() - start < 3
    assert html.count("<del>") == 1

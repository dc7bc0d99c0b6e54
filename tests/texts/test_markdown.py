import re

import pytest

from catalog.texts.markdown import render_markdown


def test_each_heading_opens_a_section():
    sections = render_markdown("Before.\n\n## One & two\n\nText.\n\n### Within\n\nMore.\n\n## Three\n\nEnd.").sections
    assert [(section["heading"], section["anchor"]) for section in sections] == [
        ("", ""),
        ("One & two", "one-two"),
        ("Three", "three"),
    ]
    assert sections[1]["html"] == "<p>Text.</p>\n<h4>Within</h4>\n<p>More.</p>"


def test_equal_headings_have_different_anchors():
    anchors = [section["anchor"] for section in render_markdown("# A\n\nx\n\n# A\n\ny\n\n# A 2\n\nz").sections]
    assert len(set(anchors)) == 3


def test_headings_start_at_h3_at_whatever_level_the_author_starts():
    for mark in ("#", "##", "####"):
        assert '<h3 id="a">A</h3>' in render_markdown(f"{mark} A\n\ntext").html


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        '<a href="x" onclick="alert(1)">x</a>',
        "![x](http://elsewhere.example/a.png)",
        "# <svg onload=alert(1)>",
        '[x](http://a "onmouseover=alert(1)")',
    ],
)
def test_a_rendered_text_has_no_script_and_no_picture(hostile):
    tags = re.findall(r"<[^>]*>", render_markdown(hostile).html)
    assert not [tag for tag in tags if re.search(r"script|data:|<img|<svg|\son\w+=", tag)]


def test_words_are_counted_as_a_reader_counts_them():
    assert render_markdown("## Heading here\n\nIt’s *a* well-known story & true.").word_count == 7


def test_an_empty_text_is_empty():
    text = render_markdown("")
    assert (text.html, text.sections, text.word_count) == ("", [], 0)


def test_a_heading_may_give_its_section_a_spoiler_level():
    sections = render_markdown("Before.\n\n## Start\n\nText.\n\n## The end {spoiler=3}\n\nThey die.").sections
    assert [(section["heading"], section["spoiler_level"]) for section in sections] == [
        ("", None),
        ("Start", None),
        ("The end", 3),
    ]


def test_a_section_keeps_its_own_markdown():
    sections = render_markdown("Before *x*.\n\n## Start\n\nOne.\n\nTwo.\n\n## End\n\nThree.").sections
    assert [section["body"] for section in sections] == ["Before *x*.", "## Start\n\nOne.\n\nTwo.", "## End\n\nThree."]

import re
from html import unescape

import pytest

from catalog.texts.markdown import render_markdown
from catalog.texts.plain_text import Mark, insert_marks, plain_text

MARKS = re.compile(r"</?mark[^>]*>")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("One.\n\nTwo.", "One.\n\nTwo."),
        ("## A heading\n\nOne *two* **three**.", "A heading\n\nOne two three."),
        ("- one\n- two", "one\n\ntwo"),
        ("- one\n\n- two\n\nThen.", "one\n\ntwo\n\nThen."),
        ("A line\nwrapped by hand", "A line wrapped by hand"),
        ("A line\\\nbroken", "A line\nbroken"),
        ("> quoted\n\n---\n\nafter", "quoted\n\nafter"),
        ("Fish & <chips> &copy;", "Fish & <chips> ©"),
        ('[a](https://x.test/ "b > c") d', "a d"),
        ("", ""),
    ],
)
def test_plain_text_has_no_markup_and_an_empty_line_between_paragraphs(body, text):
    assert plain_text(render_markdown(body).html) == text


def test_plain_texts_of_the_sections_make_that_of_the_whole_text():
    whole = render_markdown("First.\n\n# One\n\nText *of* one.\n\n# Two\n\n- a\n- b")
    parts = (
        [section["heading"] for section in whole.sections],
        [plain_text(section["html"]) for section in whole.sections],
    )
    assert "\n\n".join(part for pair in zip(*parts, strict=True) for part in pair if part) == plain_text(whole.html)


def insert_quote_marks(body, *quotes):
    html = render_markdown(body).html
    text = plain_text(html)
    marks = [Mark(text.index(quote), text.index(quote) + len(quote), f"q{n}") for n, quote in enumerate(quotes)]
    return insert_marks(html, marks)


@pytest.mark.parametrize(
    ("body", "quotes", "html"),
    [
        ("They find a well.", ["a well"], '<p>They find <mark id="q0">a well</mark>.</p>'),
        ("a *b* c", ["a b c"], '<p><mark id="q0">a <em>b</em> c</mark></p>'),
        ("a *b c* d", ["a b"], '<p><mark id="q0">a <em>b</em></mark><em> c</em> d</p>'),
        ("a *b c* d", ["c d"], '<p>a <em>b </em><mark id="q0"><em>c</em> d</mark></p>'),
        ("a & b < c", ["& b <"], '<p>a <mark id="q0">&amp; b &lt;</mark> c</p>'),
        ("a b c", ["a b", "b c"], '<p><mark id="q0">a <mark id="q1">b</mark></mark><mark> c</mark></p>'),
        ("a b", ["a b", "a b"], '<p><mark id="q0"><mark id="q1">a b</mark></mark></p>'),
        ("a\n\nb", ["a\n\nb"], '<p><mark id="q0">a</mark></p>\n<p><mark>b</mark></p>'),
        ("a\\\nb", ["a\nb"], '<p><mark id="q0">a<br>b</mark></p>'),
    ],
)
def test_the_quoted_words_are_marked_across_other_tags(body, quotes, html):
    assert insert_quote_marks(body, *quotes).strip() == html


def test_marks_change_nothing_else_wherever_they_begin_and_end():
    body = 'One *two **three*** [four & five](https://x.test/?a=1&b="2") `six`\n\n- *sev\\\nen*\n- eight\n\n> nine'
    html = render_markdown(body).html
    text = plain_text(html)
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1, 3):
            if not text[start:end].strip():
                continue
            html_with_marks = insert_marks(
                html, [Mark(start, end, "a"), Mark(start // 2, end, "b"), Mark(end - 1, len(text), "c")]
            )
            assert plain_text(html_with_marks) == text
            assert is_balanced(html_with_marks)
            assert [html_with_marks.count(f'id="{name}"') for name in "abc"] == [1, 1, 1]
            assert set(re.findall(r'href="[^"]*"', html_with_marks)) == set(re.findall(r'href="[^"]*"', html))


def is_balanced(html):
    open_tags = []
    for closes, name in re.findall(r"<(/?)([a-z0-9]+)", html):
        if name in {"br", "hr"}:
            continue
        if not closes:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return False
    return not open_tags


def test_without_marks_the_html_is_unchanged():
    html = render_markdown("a & b").html
    assert insert_marks(html, []) is html
    assert unescape(MARKS.sub("", insert_marks(html, [Mark(0, 1, "a")]))) == unescape(html)

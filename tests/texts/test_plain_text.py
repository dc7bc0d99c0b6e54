import re
from html import unescape

import pytest

from catalog.texts.markdown import render_markdown
from catalog.texts.plain_text import Mark, insert_marks, plain_text

MARKS = re.compile(r"</?mark[^>]*>")


@pytest.mark.parametrize(
    ("body", "said"),
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
def test_a_text_is_read_without_its_markup_its_paragraphs_apart(body, said):
    assert plain_text(render_markdown(body).html) == said


def test_sections_read_one_by_one_make_the_whole_text():
    rendered = render_markdown("First.\n\n# One\n\nText *of* one.\n\n# Two\n\n- a\n- b")
    parts = (
        [section["heading"] for section in rendered.sections],
        [plain_text(one["html"]) for one in rendered.sections],
    )
    assert "\n\n".join(part for pair in zip(*parts, strict=True) for part in pair if part) == plain_text(rendered.html)


def marked(body, *quotes):
    html = render_markdown(body).html
    said = plain_text(html)
    places = [Mark(said.index(quote), said.index(quote) + len(quote), f"q{n}") for n, quote in enumerate(quotes)]
    return html, insert_marks(html, places)


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
    assert marked(body, *quotes)[1].strip() == html


def test_nothing_but_marks_is_added_wherever_they_begin_and_end():
    body = 'One *two **three*** [four & five](https://x.test/?a=1&b="2") `six`\n\n- *sev\\\nen*\n- eight\n\n> nine'
    html = render_markdown(body).html
    said = plain_text(html)
    for start in range(len(said)):
        for end in range(start + 1, len(said) + 1, 3):
            if not said[start:end].strip():
                continue
            found = insert_marks(
                html, [Mark(start, end, "a"), Mark(start // 2, end, "b"), Mark(end - 1, len(said), "c")]
            )
            assert plain_text(found) == said
            assert balanced(found)
            assert [found.count(f'id="{name}"') for name in "abc"] == [1, 1, 1]
            assert set(re.findall(r'href="[^"]*"', found)) == set(re.findall(r'href="[^"]*"', html))


def balanced(html):
    opened = []
    for closes, name in re.findall(r"<(/?)([a-z0-9]+)", html):
        if name in {"br", "hr"}:
            continue
        if not closes:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened


def test_a_text_without_quotes_stays_as_it_is():
    html = render_markdown("a & b").html
    assert insert_marks(html, []) is html
    assert unescape(MARKS.sub("", insert_marks(html, [Mark(0, 1, "a")]))) == unescape(html)

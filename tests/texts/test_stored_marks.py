"""What a site stored before marks were checked and quotes had levels is folded by the update that brings both."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from catalog.models import Article, Film, Reading, Synopsis
from tests.factories import make_article, make_question, make_source, make_synopsis

pytestmark = pytest.mark.django_db
EDITOR = SimpleNamespace(connection=connection)


def update(name, function):
    getattr(import_module(f"catalog.migrations.{name}"), function)(apps, EDITOR)


def store(text, *sections):
    """Store sections, each (heading, Markdown, spoiler level), as a site rendered them that read no more than {spoiler=3}."""
    rows = [
        {"heading": heading, "anchor": "x", "html": "<p>x</p>", "body": body, "spoiler_level": level}
        for heading, body, level in sections
    ]
    type(text).objects.filter(pk=text.pk).update(sections=rows, body="\n\n".join(row["body"] for row in rows))
    return text


@pytest.mark.parametrize("make", [make_synopsis, make_article])
@pytest.mark.parametrize(
    ("heading", "body", "level", "expected_level"),
    [
        ("The end {spoiler=9}", "## The end {spoiler=9}\n\nHe dies.", None, 3),
        ("The end {Spoiler = 3}", "## The end {Spoiler = 3}\n\nHe dies.", None, 3),
        ("The end", "## The end\n\n### He dies {spoiler=3}\n\nHe dies.", None, 3),
        ("The end", "## The end {spoiler=1}\n\n### He dies {spoiler=3}\n\nHe dies.", 1, 3),
        ("The end", "## The end\n\nHe dies. {spoiler=3}\n\nHe dies.", None, 3),
        ("The end", "## The end {spoiler=2}\n\nHe dies.", 2, 2),
        ("The end", "## The end\n\nOf {a set}.", None, None),
    ],
)
def test_a_stored_section_with_an_unread_mark_gets_the_highest_level(film, make, heading, body, level, expected_level):
    text = store(make(film, spoiler_level=1), ("The camp", "## The camp\n\nThey wait.", None), (heading, body, level))
    before = Film.objects.get(pk=film.pk).updated_at
    update("0008_spoiler_marks", "fold")
    text.refresh_from_db()
    assert [section["spoiler_level"] for section in text.sections] == [None, expected_level]
    assert text.spoiler_from == 1
    assert (Film.objects.get(pk=film.pk).updated_at > before) == (expected_level != level)


def test_a_stored_text_whose_only_section_is_folded_is_folded_whole(film):
    text = store(
        make_synopsis(film, spoiler_level=0), ("The end {spoiler 3}", "## The end {spoiler 3}\n\nHe dies.", None)
    )
    update("0008_spoiler_marks", "fold")
    text.refresh_from_db()
    assert text.spoiler_from == 3


def test_a_stored_quote_gets_the_level_that_a_save_would_give_it(film):
    body = "They *walk* on & on.\n\n## The end {spoiler=3}\n\nHe dies of thirst there."
    texts = make_synopsis(film, body=body, spoiler_level=1), make_article(film, body=body, spoiler_level=0)
    question = make_question(film)
    for key, text in zip(("synopsis", "article"), texts, strict=True):
        for exact, suffix in (
            ("They walk on & on.", ""),
            ("They walk on & on.", "\n\nThe end"),
            ("He dies of", " thirst"),
        ):
            quote = {key: text, "quote_exact": exact, "quote_suffix": suffix}
            Reading.objects.create(question=question, source=make_source(), **quote)
        Reading.objects.create(question=question, source=make_source(), **{key: text, "quote_exact": "They drown."})
    levels = "quote_level", "quote_context_level"
    before = list(Reading.objects.order_by("pk").values_list(*levels))
    assert before == [(1, 1), (1, 3), (3, 3), (3, 3), (0, 0), (0, 3), (3, 3), (3, 3)]
    Reading.objects.update(quote_level=0, quote_context_level=0)
    update("0009_quote_levels", "fill")
    assert list(Reading.objects.order_by("pk").values_list(*levels)) == before


def test_texts_without_marks_are_left_alone(film):
    make_synopsis(film, body="## The end\n\nHe dies.")
    make_article(film)
    before = [list(model.objects.order_by("pk").values()) for model in (Synopsis, Article, Film)]
    update("0008_spoiler_marks", "fold")
    assert [list(model.objects.order_by("pk").values()) for model in (Synopsis, Article, Film)] == before

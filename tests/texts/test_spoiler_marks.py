"""A spoiler mark is read, or the text is refused and what stands under it folded: it never publishes the ending."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from catalog.models import Article, Synopsis
from tests.factories import english, make_synopsis
from tests.views.visible_text import text_outside_folds

pytestmark = pytest.mark.django_db
START = "## The camp\n\nThey wait.\n\n"
READ = [
    "## The end {spoiler=3}",
    "## The end {Spoiler = 3}",
    "## The end { SPOILER=3 }",
    "## The end{spoiler=3} ##",
    "The end {spoiler =3}\n---",
]
UNREAD = [
    "## The end {spoiler=9}",
    "## The end {spoilers=3}",
    "## The end {spoiler 3}",
    "## The end {spoiler=3",
    "## The end {spoiler:3}",
    "## The end spoiler=3",
    "## {spoiler=3} The end",
    "## The end {spoiler=3} {spoiler=1}",
    "## The end ｛spoiler＝3｝",
    "## The end {3}",
    "### The end {spoiler=3}",
    "### The end {spoiler=9}",
    "> ## The end {spoiler=3}",
    "- ## The end {spoiler=3}",
    "##The end {spoiler=3}",
    "The end {spoiler=3}",
    "    ## The end {spoiler=3}",
    "####### The end {Spoiler = 3}",
]


def text(film, heading, model=Synopsis):
    body = f"{START}{heading}\n\nSECRET.\n"
    return model(film=film, language=english(), spoiler_level=1, state="published", body=body)


def synopses(client, film, level):
    return client.get(f"/api/v1/films/{film.pk}/synopses/?spoiler_max={level}").content.decode()


@pytest.mark.parametrize("heading", READ)
def test_case_and_spaces_of_a_mark_are_forgiven(film, heading):
    row = text(film, heading)
    row.full_clean()
    row.save()
    assert [(part["heading"], part["spoiler_level"]) for part in row.sections] == [("The camp", None), ("The end", 3)]


@pytest.mark.parametrize("model", [Synopsis, Article])
@pytest.mark.parametrize("heading", UNREAD)
def test_a_mark_that_is_not_read_is_refused_with_the_way_to_write_it(film, heading, model):
    with pytest.raises(ValidationError) as refusal:
        text(film, heading, model).full_clean()
    assert list(refusal.value.message_dict) == ["body"]
    (message,) = refusal.value.message_dict["body"]
    assert "can’t be read" in message or "no level can be read" in message
    assert "##" in message


@pytest.mark.parametrize("heading", UNREAD)
def test_what_stands_under_a_mark_that_is_not_read_is_folded_to_the_end(client, film, heading):
    text(film, heading).save()
    for level in range(3):
        client.cookies["wayback_spoilers"] = str(level)
        for page in ("film", "film_synopses"):
            html = client.get(reverse(page, args=[film.pk, film.slug])).content.decode()
            assert "SECRET" in html
            assert "SECRET" not in text_outside_folds(html)
        assert "SECRET" not in synopses(client, film, level)
    assert "SECRET" in synopses(client, film, 3)


@pytest.mark.parametrize(
    "body", ["Set {a, b} in a text.", "## A heading\n\nx = {y}", "## Spoilers\n\nNo mark: [x](y)."]
)
def test_braces_that_are_no_mark_are_let_be_in_a_text(film, body):
    Synopsis(film=film, language=english(), spoiler_level=1, body=body).full_clean()


def test_a_synopsis_has_no_level_until_somebody_chooses_one(film):
    with pytest.raises(ValidationError) as refusal:
        Synopsis(film=film, language=english(), body="They get home.").full_clean()
    assert list(refusal.value.message_dict) == ["spoiler_level"]
    make_synopsis(film, spoiler_level=0).full_clean()

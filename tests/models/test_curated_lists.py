"""A list has each film once, and a change of an entry or of a picture is a change of the list."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from catalog.models import CuratedList, Image, ListEntry, WorkingCopy
from tests.factories import make_film, make_image, make_list, make_list_entry

pytestmark = pytest.mark.django_db


def moment_of(curated_list):
    return CuratedList.objects.get(pk=curated_list.pk).updated_at


def test_a_list_has_each_film_once(film):
    curated_list = make_list([film])
    with pytest.raises(IntegrityError), transaction.atomic():
        make_list_entry(curated_list, film)
    with pytest.raises(ValidationError, match="The list has this film already"):
        ListEntry(curated_list=curated_list, film=film).full_clean()


def test_its_text_is_rendered_when_it_is_saved_and_has_no_spoiler_levels():
    curated_list = make_list(text="## How\n\nBy *vote*.")
    assert "<em>vote</em>" in curated_list.html
    curated_list.text = "## The ending {spoiler=3}\n\nHe dies."
    with pytest.raises(ValidationError, match="no spoiler levels"):
        curated_list.full_clean()


def test_lists_sort_without_the_article_of_their_language():
    make_list(title="Die besten Filme", language_id="de")
    make_list(title="Die Hard and others", language_id="en")
    assert [row.sort_key for row in CuratedList.objects.all()] == ["besten filme", "die hard and others"]


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: ListEntry.objects.filter(pk=entry.pk).delete(),
        lambda entry: make_list_entry(entry.curated_list),
        lambda entry: make_image(curated_list=entry.curated_list),
    ],
    ids=["saved", "deleted", "deleted with others", "added", "given a picture"],
)
def test_a_change_of_an_entry_or_picture_is_a_change_of_the_list(film, settings, tmp_path, change):
    settings.MEDIA_ROOT = tmp_path
    entry = make_list([film]).entries.get()
    before = moment_of(entry.curated_list)
    change(entry)
    assert moment_of(entry.curated_list) > before


def test_visitors_see_entries_of_published_films_in_published_lists(film):
    draft = make_film(state="draft")
    public_list = make_list([draft, film])
    make_list([film], state="draft")
    assert list(ListEntry.objects.public()) == [public_list.entries.get(film=film)]


def test_a_picture_belongs_to_one_thing_and_is_public_with_its_list(film, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    curated_list = make_list(state="draft")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_image(film, curated_list=curated_list)
    picture = make_image(curated_list=curated_list)
    assert not Image.objects.public().exists()
    CuratedList.objects.filter(pk=curated_list.pk).publish()
    assert Image.objects.public().get() == picture


def test_a_working_copy_belongs_to_a_film_or_to_a_list(film):
    for owners in ({}, {"film": film, "curated_list": make_list()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            WorkingCopy.objects.create(**owners)

"""Sources have authors, an edition, a dead address and what they are copied from."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from catalog.editing.documents import RefusedError
from catalog.merging.merge import merge
from catalog.models import Source
from catalog.search import matching_rows
from tests.factories import make_citation, make_source

pytestmark = pytest.mark.django_db


def test_a_source_is_found_by_its_authors_and_edition():
    source = make_source(title="Metropolis", authors="Elsaesser, Thomas\nMinden, Michael", edition="2nd edition")
    assert source.author_names == ["Elsaesser, Thomas", "Minden, Michael"]
    for words in ("elsaesser", "minden", "2nd edition"):
        assert matching_rows(Source.objects.all(), words).get() == source


def test_two_sources_are_not_copies_of_each_other():
    original = make_source()
    copy = make_source(copied_from=original)
    copy_of_copy = make_source(copied_from=copy)
    original.copied_from = copy_of_copy
    with pytest.raises(ValidationError, match="not copies of each other"):
        original.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.filter(pk=copy.pk).update(copied_from=copy)


def test_a_source_that_others_copy_is_not_deleted():
    original = make_source()
    make_source(copied_from=original)
    with pytest.raises(ProtectedError):
        original.delete()


def test_only_an_address_can_be_dead():
    with pytest.raises(ValidationError, match="Only an address can be dead"):
        Source(title="A book", dead_since="2019").full_clean()
    Source(title="A page", url="https://example.org/", dead_since="2019").full_clean()


def test_copies_follow_the_survivor_of_a_merge():
    survivor, loser, original = make_source(), make_source(), make_source()
    copy = make_source(copied_from=loser)
    merge(noun="source", survivor=survivor.pk, loser=loser.pk, editor=None)
    copy.refresh_from_db()
    assert copy.copied_from == survivor
    survivor.refresh_from_db()
    assert survivor.copied_from is None
    assert Source.objects.filter(pk=original.pk).exists()


def test_a_copy_and_its_original_are_not_merged():
    original = make_source(title="The original")
    copy = make_source(title="The copy", copied_from=original)
    for survivor, loser in ((original, copy), (copy, original)):
        with pytest.raises(RefusedError, match="“The copy” is copied from “The original”"):
            merge(noun="source", survivor=survivor.pk, loser=loser.pk, editor=None)


def test_what_a_source_is_copied_from_is_told_only_where_visitors_see_both(client, film):
    original = make_source(title="The encyclopaedia")
    copy = make_source(title="The page", copied_from=original, url="https://example.org/", dead_since="2019")
    make_citation(film, field="title", source=copy)
    copy.refresh_from_db()
    for is_seen in (False, True):
        if is_seen:
            make_citation(film, field="title", source=original)
        answer = client.get(f"/api/v1/sources/{copy.pk}/").json()
        assert (answer["copied_from"] or {}).get("id") == (original.pk if is_seen else None)
        assert ("The encyclopaedia" in client.get(copy.get_absolute_url()).text) == is_seen
    assert answer["dead_since"] == "2019"
    assert "dead since" in client.get(copy.get_absolute_url()).text


def test_a_citation_says_the_page_or_the_timecode(client, film):
    source = make_source(title="A book", authors="Minden, Michael", edition="2nd edition", kind="book")
    make_citation(film, field="title", source=source, quote="Metropolis", locator="pp. 12–14")
    assert client.get(f"/api/v1/films/{film.pk}/citations/").json()["results"][0]["locator"] == "pp. 12–14"
    sources_page = client.get(film.get_absolute_url() + "sources/").text
    for words in ("pp. 12–14", "Minden, Michael", "2nd edition"):
        assert words in sources_page
    page = client.get(film.get_absolute_url()).text
    assert 'title="A book, pp. 12–14"' in page
    assert '"citation":' in page
    assert '{"@type": "Person", "name": "Minden, Michael"}' in page

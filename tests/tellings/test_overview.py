"""How the synopses of a film are related."""

import pytest

from catalog.tellings import overview
from catalog.tellings.comparison import compare
from catalog.tellings.overview import overviews
from tests.factories import make_synopsis
from tests.tellings.synopses import FENCE, WIRE, german

pytestmark = pytest.mark.django_db


def test_an_overview_has_the_overlaps_and_the_unique_sentences(film, synopses, django_assert_num_queries):
    copy = make_synopsis(film, body=FENCE + " The wife of Janusz waits at home for fifty years.")
    make_synopsis(film, state="draft", body=WIRE)
    with django_assert_num_queries(6):
        (english,) = overviews(film=film)
    assert english.synopses == [*synopses, copy]
    overlaps = {(overlap.left, overlap.right): (overlap.words, overlap.is_likely_copy) for overlap in english.overlaps}
    assert overlaps[synopses[1], copy] == (len(FENCE.replace(".", "").split()), True)
    assert overlaps[synopses[0], synopses[1]][1] is False
    assert english.unique_sentences_of(copy) == ["The wife of Janusz waits at home for fifty years."]
    assert "Hale walks on to Lhasa." in english.unique_sentences_of(synopses[0])
    assert english.unique_sentences_of(synopses[1]) == []
    assert (english.omitted_synopses, english.is_complete) == (0, True)
    with django_assert_num_queries(3):
        overviews(film=film)


def test_each_language_has_an_overview_and_a_single_text_no_overlap(film, synopses):
    text = make_synopsis(film, language=german(), body="Er geht heim.")
    german_overview, english = sorted(overviews(film=film), key=lambda overview: overview.synopses[0].language_id)
    assert german_overview.synopses == [text]
    assert german_overview.overlaps == []
    assert german_overview.unique_sentences_of(text) is None
    assert len(english.overlaps) == 1


def test_texts_beyond_the_bound_are_counted_and_not_compared(film, django_assert_num_queries):
    for _ in range(overview.MOST_TEXTS + 2):
        make_synopsis(film)
    with django_assert_num_queries(6):
        (english,) = overviews(film=film)
    assert (len(english.synopses), english.omitted_synopses) == (overview.MOST_TEXTS, 2)
    assert len(english.overlaps) == 28


def test_a_pair_of_long_texts_waits_for_its_own_comparison(film, synopses, monkeypatch):
    monkeypatch.setattr(overview, "MOST_WORDS", 10)
    (english,) = overviews(film=film)
    assert (english.is_complete, english.overlaps[0].words, english.unique_sentences_of(synopses[0])) == (
        False,
        None,
        None,
    )
    compare(left=synopses[1], right=synopses[0])
    (english,) = overviews(film=film)
    assert english.is_complete
    assert english.unique_sentences_of(synopses[0]) is not None

"""When collations are computed and stored."""

import time

import pytest

from catalog.models import Collation
from catalog.tellings import collating, comparison
from catalog.tellings.comparison import compare
from catalog.tellings.overview import overviews
from tests.factories import make_synopsis
from tests.tellings.synopses import correct

pytestmark = pytest.mark.django_db


def test_a_collation_is_computed_once_and_stored(synopses, monkeypatch, django_assert_num_queries):
    first = compare(left=synopses[0], right=synopses[1])
    monkeypatch.setattr(comparison, "collate", None)
    with django_assert_num_queries(2):
        assert compare(left=synopses[0], right=synopses[1]).alignment.pairs == first.alignment.pairs
    assert compare(left=synopses[1], right=synopses[0]).pairs


@pytest.mark.parametrize("side", [0, 1])
def test_a_changed_text_is_collated_again_at_the_next_comparison(synopses, side):
    compare(left=synopses[0], right=synopses[1])
    before = Collation.objects.get()
    synopses[side].body += " They all go home."
    synopses[side].save()
    assert Collation.objects.get().fingerprint == before.fingerprint
    alignment = compare(left=synopses[0], right=synopses[1]).alignment
    sentences = (alignment.left, alignment.right)[side]
    assert sentences[-1].text == "They all go home."
    assert Collation.objects.get().fingerprint != before.fingerprint


def test_a_collation_outlives_an_unchanged_save_and_not_another_method(synopses, monkeypatch):
    compare(left=synopses[0], right=synopses[1])
    before = Collation.objects.get()
    synopses[0].save()
    compare(left=synopses[0], right=synopses[1])
    assert Collation.objects.get().computed_at == before.computed_at
    monkeypatch.setattr(collating, "METHOD", collating.METHOD + 1)
    compare(left=synopses[0], right=synopses[1])
    assert Collation.objects.get().fingerprint != before.fingerprint


def test_two_requests_may_store_the_same_collation(synopses, monkeypatch):
    def collate_while_another_request_stores(*args):
        collating.store([collating.collate(*args)])
        return collating.collate(*args)

    monkeypatch.setattr(comparison, "collate", collate_while_another_request_stores)
    assert compare(left=synopses[0], right=synopses[1]).pairs
    assert Collation.objects.count() == 1


def test_a_correction_replaces_the_stored_collation_and_so_does_its_deletion(synopses, film):
    left, right = synopses
    before = compare(left=left, right=right).alignment.pairs
    correction = correct("join", left, right, ["They find a well in the desert."], ["A monk takes them in."])
    assert "editor" in {pair.source for pair in compare(left=left, right=right).pairs}
    assert "editor" in {pair.source for pair in overviews(film=film)[0].overlaps[0].pairs}
    correction.delete()
    assert compare(left=left, right=right).alignment.pairs == before


def test_saving_long_texts_computes_nothing(film, monkeypatch):
    for name in ("align", "find_shared_runs"):
        monkeypatch.setattr(collating, name, None)
    body = " ".join(f"The man number {n} walks to the village of {n * 7} huts." for n in range(400))
    start = time.process_time()
    for _ in range(2):
        make_synopsis(film, body=body)
    assert time.process_time() - start < 1
    assert not Collation.objects.exists()

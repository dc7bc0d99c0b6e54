"""Relations between films: entered once, seen from both sides, and known to both films."""

from datetime import timedelta

import pytest
from django.db.models import ProtectedError
from django.utils import timezone

from catalog.editing.documents import Root
from catalog.editing.edit import Edit
from catalog.editing.publication import STEPS, take_step
from catalog.models import Film, Relation, RelationKind, State
from catalog.models.relations import FROM_OTHER_SIDE
from tests.factories import make_film, make_relation
from tests.models.test_rules import refusal_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def metropolis(db):
    return make_film(title="Metropolis")


def note_old(film):
    """Set back the moment at which a film changed."""
    Film.objects.filter(pk=film.pk).update(updated_at=timezone.now() - timedelta(days=1))


def was_touched(film):
    film.refresh_from_db()
    is_new = timezone.now() - film.updated_at < timedelta(hours=1)
    note_old(film)
    return is_new


def test_each_kind_reads_from_the_other_side():
    assert set(FROM_OTHER_SIDE) == set(RelationKind)
    assert len(set(FROM_OTHER_SIDE.values())) == len(RelationKind)


def test_a_film_is_not_related_to_itself(film):
    assert "not related to itself" in refusal_of(Relation(film=film, other_film=film, kind="remake_of"))


def test_a_relation_is_there_once_whichever_film_it_is_entered_in(film, metropolis):
    make_relation(film, metropolis, kind="also_shot_as")
    assert "already" in refusal_of(Relation(film=film, other_film=metropolis, kind="also_shot_as"))
    assert "entered in the other one" in refusal_of(Relation(film=metropolis, other_film=film, kind="also_shot_as"))
    Relation(film=film, other_film=metropolis, kind="sequel_to").full_clean()


def test_a_kind_and_a_number_are_possible(film, metropolis):
    assert "not a valid choice" in refusal_of(Relation(film=film, other_film=metropolis, kind="like"))
    assert "between 1" in refusal_of(Relation(film=film, other_film=metropolis, kind="part_of", number=0))


def test_a_film_that_others_are_related_to_is_not_deleted_with_their_relations(film, metropolis):
    make_relation(film, metropolis)
    with pytest.raises(ProtectedError):
        metropolis.delete()
    film.delete()
    assert not Relation.objects.exists()
    metropolis.delete()


def test_both_films_change_with_their_relation(film, metropolis):
    third_film = make_film()
    for each_film in (film, metropolis, third_film):
        note_old(each_film)
    relation = make_relation(film, metropolis)
    assert was_touched(film)
    assert was_touched(metropolis)
    relation.other_film = third_film
    relation.save()
    assert was_touched(metropolis)
    assert was_touched(third_film)
    Relation.objects.filter(pk=relation.pk).delete()
    assert was_touched(third_film)
    assert not was_touched(metropolis)


def test_a_film_changes_with_the_publication_and_the_title_of_a_related_one(film, metropolis):
    draft = make_film(state=State.DRAFT)
    make_relation(draft, film)
    make_relation(metropolis, draft)
    note_old(film)
    note_old(metropolis)
    for step in ("publish", "withdraw"):
        take_step(STEPS[step], row=draft, editor=None)
        assert was_touched(film)
        assert was_touched(metropolis)
    draft.refresh_from_db()
    draft.note = "For editors"
    draft.save()
    assert not was_touched(film)
    draft.title = "Other title"
    draft.save()
    assert not was_touched(film)
    Film.objects.filter(pk=draft.pk).publish()
    note_old(film)
    draft.refresh_from_db()
    draft.title = "A third title"
    draft.save()
    assert was_touched(film)


def test_a_relation_in_a_working_copy_touches_the_other_film_once_it_is_published(film, metropolis):
    note_old(metropolis)
    with Edit(Root("film", film.pk)) as edit:
        make_relation(film, metropolis)
        edit.keep()
    assert not was_touched(metropolis)
    take_step(STEPS["publish"], row=film, editor=None)
    assert film.relations.get().other_film == metropolis
    assert was_touched(metropolis)

"""A merge of films in lists: entries follow the survivor, and two that become one film are one entry."""

import pytest

from catalog.editing.documents import RefusedError, Root
from catalog.editing.edit import Edit
from catalog.merging.describe import describe_collisions, describe_moves
from catalog.merging.plan import MergePlan
from catalog.merging.unmerge import unmerge
from catalog.models import CuratedList, Deed, ListEntry, Revision, WorkingCopy
from tests.factories import make_film, make_image, make_list, make_list_entry, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def films():
    return make_film(title="Metropolis"), make_film(title="Metropolis (again)")


def films_of(curated_list):
    return list(curated_list.entries.order_by("position").values_list("film__title", flat=True))


def test_an_entry_follows_the_survivor_and_the_list_says_so_in_its_history(films, merge_into):
    curated_list = make_list([make_film(title="Nosferatu"), films[1]])
    before = curated_list.updated_at
    merge_into(*films)
    assert films_of(curated_list) == ["Nosferatu", "Metropolis"]
    revision = Revision.objects.get(noun="curatedlist", key=curated_list.pk)
    assert (revision.deed, revision.waiting) == (Deed.MERGED, False)
    assert CuratedList.objects.get(pk=curated_list.pk).updated_at > before


def test_two_entries_that_become_one_film_are_one_which_takes_over_the_note(films, merge_into):
    curated_list = make_list([films[0], make_film(title="Nosferatu"), films[1]])
    curated_list.entries.filter(film=films[1]).update(note="With live music.")
    plan = MergePlan(noun="film", survivor=films[0].pk, loser=films[1].pk)
    assert not describe_moves(plan)
    [collision] = describe_collisions(plan)
    assert "1 film of a list: Metropolis (again)" in collision.description
    merge_into(*films)
    assert films_of(curated_list) == ["Metropolis", "Nosferatu"]
    assert curated_list.entries.get(film=films[0]).note == "With live music."


def test_two_notes_of_one_film_are_told_before_one_is_lost(films):
    curated_list = make_list(films)
    for film, note in zip(films, ("First.", "Second."), strict=True):
        curated_list.entries.filter(film=film).update(note=note)
    [collision] = describe_collisions(MergePlan(noun="film", survivor=films[0].pk, loser=films[1].pk))
    assert "Not kept, because the survivor’s row has another value: note (in 1 row)." in collision.outcome


def test_taking_the_merge_back_brings_the_entries_back(films, merge_into, ann):
    curated_list = make_list(films)
    other_list = make_list([films[1]])
    merge = merge_into(*films)
    result = unmerge(merge, editor=ann)
    assert not result.unrestored_rows
    assert films_of(curated_list) == ["Metropolis", "Metropolis (again)"]
    assert films_of(other_list) == ["Metropolis (again)"]
    assert Revision.objects.of("curatedlist", other_list.pk).first().deed == Deed.UNMERGED


def test_a_working_copy_of_a_list_that_names_the_loser_names_the_survivor_and_the_loser_again(films, merge_into, ann):
    curated_list = make_list()
    with Edit(Root.of(curated_list), editor=ann) as edit:
        make_list_entry(curated_list, films[1])
        edit.keep()
    [entry] = WorkingCopy.objects.get().patch["listentry"].values()
    assert entry["is"]["film"] == films[1].pk
    merge = merge_into(*films)
    [entry] = WorkingCopy.objects.get().patch["listentry"].values()
    assert entry["is"]["film"] == films[0].pk
    assert not curated_list.entries.exists()
    unmerge(merge, editor=ann)
    [entry] = WorkingCopy.objects.get().patch["listentry"].values()
    assert entry["is"]["film"] == films[1].pk


def test_a_working_copy_that_would_name_a_film_twice_stands_in_the_way(films, merge_into, ann):
    curated_list = make_list([films[0]], title="Hundred")
    with Edit(Root.of(curated_list), editor=ann) as edit:
        make_list_entry(curated_list, films[1])
        edit.keep()
    with pytest.raises(
        RefusedError, match=r"The working copy of “Hundred” no longer fits: .*The list has this film already"
    ):
        merge_into(*films)
    assert ListEntry.objects.get().film == films[0]


def test_a_merge_of_sources_reaches_the_pictures_of_lists(merge_into, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    sources = make_source(), make_source()
    picture = make_image(curated_list=make_list(), source=sources[1])
    merge_into(*sources)
    picture.refresh_from_db()
    assert picture.source == sources[0]
    assert Revision.objects.get(noun="curatedlist").deed == Deed.MERGED

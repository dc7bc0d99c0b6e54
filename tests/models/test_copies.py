"""What is held of a film: rules of copies, and what happens to them as films and versions change."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import RestrictedError

from catalog.editing.documents import RefusedError, Root, read_document
from catalog.editing.edit import Edit
from catalog.editing.publication import STEPS, take_step
from catalog.editing.revert import restore
from catalog.merging.merge import merge
from catalog.merging.unmerge import unmerge
from catalog.models import Copy
from tests.edits import delete_row, root_of
from tests.factories import make_copy, make_film, make_version, set_leading

pytestmark = pytest.mark.django_db


def test_a_copy_is_of_the_leading_version_where_none_is_chosen(film):
    leading = set_leading(film, runtime_minutes=153)
    make_version(film, name="Restoration")
    assert make_copy(film).version == leading


def test_a_film_without_a_version_gets_its_leading_one_with_its_first_copy(film):
    copies = [make_copy(film), make_copy(film)]
    assert {copy.version for copy in copies} == {film.versions.get(leads=True)}


def test_a_copy_is_of_a_version_of_its_own_film(film):
    version = make_version(make_film(), name="Another cut")
    with pytest.raises(ValidationError, match="“Another cut” is a version of another film"):
        Copy(film=film, version=version).full_clean()


def test_an_inventory_number_is_that_of_one_copy_of_the_whole_catalogue(film):
    make_copy(film, inventory_number="A 12")
    twin = Copy(film=make_film(), inventory_number="A 12")
    with pytest.raises(ValidationError, match="Another copy has this inventory number already"):
        twin.full_clean(exclude=["version"])
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
    assert [make_copy(film).inventory_number for _ in range(2)] == ["", ""]


@pytest.mark.parametrize(
    "fields",
    [
        {"reels": 0},
        {"length_metres": 0},
        {"runtime_minutes": 0},
        {"runtime_minutes": 10, "runtime_seconds": 60},
        {"runtime_seconds": 5},
        *({name: "paper"} for name in ("carrier", "element", "base", "completeness", "sound", "colour", "access")),
    ],
    ids=str,
)
def test_the_database_refuses_what_no_copy_can_be(film, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_copy(film, **fields)


def test_a_version_is_not_deleted_while_copies_of_it_are_held(film):
    version = make_version(film, name="Restoration")
    copy = make_copy(film, version=version)
    with pytest.raises(RestrictedError):
        version.delete()
    copy.delete()
    version.delete()


def test_a_deleted_film_comes_back_with_its_versions_and_copies():
    film = make_film(state="draft")
    copy = make_copy(film, inventory_number="A 12", languages=["pl"], use="subtitles")
    root = root_of(film)
    before = read_document(root)
    assert str(copy.pk) in before["copy"]
    delete_row(film)
    assert not Copy.objects.exists()
    restore(root, editor=None)
    assert read_document(root) == before


def test_the_copies_of_both_films_stay_when_films_are_merged_and_part_again_with_them(film):
    other_film = make_film()
    set_leading(film, runtime_minutes=133)
    make_copy(film, inventory_number="A 1")
    plain_copy = make_copy(other_film, inventory_number="B 1", languages=["pl"], use="subtitles")
    make_copy(other_film, inventory_number="B 2", version=make_version(other_film, name="Restoration"))
    documents = [read_document(root_of(row)) for row in (film, other_film)]
    editor = User.objects.create_user("edda")
    film_merge = merge(noun="film", survivor=film.pk, loser=other_film.pk, editor=editor)
    assert list(film.copies.values_list("inventory_number", flat=True)) == ["A 1", "B 1", "B 2"]
    assert {copy.version.film_id for copy in film.copies.all()} == {film.pk}
    assert [row.language_id for row in plain_copy.languages.all()] == ["pl"]
    unmerge(film_merge, editor=editor)
    assert [read_document(root_of(row)) for row in (film, other_film)] == documents


def test_a_new_copy_of_a_published_film_waits_in_its_working_copy(film):
    make_copy(film)
    with Edit(Root("film", film.pk)) as edit:
        copy = make_copy(film, inventory_number="A 12", languages=["pl"])
        edit.keep()
    assert not Copy.objects.filter(inventory_number="A 12").exists()
    film.refresh_from_db()
    assert film.working_copy.patch["copy"][str(copy.pk)]["is"]["inventory_number"] == "A 12"
    assert [row["is"]["language"] for row in film.working_copy.patch["copylanguage"].values()] == ["pl"]


def test_a_number_that_another_film_took_meanwhile_keeps_a_working_copy_from_being_published_and_says_why(film):
    with Edit(Root("film", film.pk)) as edit:
        make_copy(film, inventory_number="A 12")
        edit.keep()
    make_copy(make_film(), inventory_number="A 12")
    with pytest.raises(RefusedError, match="Another copy has this inventory number already"):
        take_step(STEPS["publish"], row=film, editor=None)


def test_a_copy_is_in_the_history_of_its_film():
    film = make_film(state="draft")
    copy = make_copy(film, inventory_number="A 12")
    with Edit(Root("film", film.pk)) as edit:
        Copy.objects.filter(pk=copy.pk).update(condition="vinegar")
        edit.keep()
    [revision] = edit.revisions
    assert revision.patch["copy"][str(copy.pk)] == {"was": {"condition": ""}, "is": {"condition": "vinegar"}}


def test_words_name_all_that_visitors_may_know_and_nothing_else(film):
    copy = make_copy(
        film,
        inventory_number="A 12",
        carrier="35mm",
        element="duplicate_positive",
        base="nitrate",
        completeness="fragment",
        reels=10,
        length_metres=2810,
        runtime_minutes=102,
        runtime_seconds=5,
        colour="bw_tinted",
        sound="silent",
        languages=["de"],
        use="intertitles",
        holding_place="Vault 2",
        access="archive",
        condition="shrunk",
        acquired_from="a collector",
        acquired_on="1998",
        note="in a tin",
    )
    assert ", ".join(copy.words) == (
        "35 mm film, duplicate positive, nitrate, fragment, 10 reels, 2,810 m, 1 h 42 min 5 s, black and white, tinted, silent, "
        "German: intertitles, Vault 2, access: archive"
    )
    assert str(copy) == "A 12 · 35 mm film · duplicate positive · nitrate"


@pytest.mark.parametrize("shows_copies", [False, True])
def test_visitors_see_copies_only_where_the_site_shows_them(film, settings, shows_copies):
    settings.SHOW_COPIES = shows_copies
    copy = make_copy(film, access="viewing")
    make_copy(film, access="removed")
    make_copy(film, version=make_version(film, state="draft"))
    make_copy(make_film(state="draft"))
    assert list(Copy.objects.public()) == ([copy] if shows_copies else [])

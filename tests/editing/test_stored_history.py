"""What was stored at commit ea38502 is migrated: each page of its history opens, and each step can be taken back."""

from itertools import pairwise

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import transaction
from django.utils.html import escape

from catalog.editing.documents import Root
from catalog.editing.history import newest_revision_id
from catalog.models import (
    AlignmentCorrection,
    Credit,
    DuplicatePair,
    Film,
    Mention,
    Merge,
    Person,
    Revision,
    State,
    Version,
    WorkingCopy,
)
from tests.admin.desk_forms import address
from tests.editing.stored import load_stored_rows, own_database, values_now, values_stored
from tests.step_by_step import migrate_catalog, read_structure

# In the stored database: the demo film, a deleted film and a deleted person, who is whose duplicate, and the corrections.
FILM, DELETED_FILM, DELETED_PERSON = 1, 2, 26
SURVIVOR, LOSER = 23, 24
PUBLISHED_CORRECTION, WITHDRAWN_CORRECTION, WAITING_CORRECTION = 1, 2, 4


# Fields that hold the names of models.
NAMING = {
    "catalog.revision": ["noun", "patch"],
    "catalog.workingcopy": ["patch"],
    "catalog.merge": ["noun", "patch"],
    "catalog.mention": ["noun", "key"],
    "auth.permission": ["codename", "name"],
}


@pytest.fixture(scope="module")
def new_structure(django_db_setup, django_db_blocker):
    """The tables of a new database."""
    with django_db_blocker.unblock():
        return read_structure()


@pytest.fixture(scope="module")
def old_names(new_structure, django_db_blocker, tmp_path_factory):
    """The stored database with all migrations applied; {model: values} of NAMING after the first was applied and undone."""
    with django_db_blocker.unblock(), own_database(tmp_path_factory.mktemp("stored")):
        load_stored_rows()
        migrate_catalog("0003_alignment_corrections_and_duplicate_pairs")
        old_apps = migrate_catalog("0002_vocabulary")
        old_values = {label: values_now(old_apps, label, names) for label, names in NAMING.items()}
        call_command("migrate", verbosity=0)
        yield old_values


@pytest.fixture
def desk(old_names, client):
    """A browser in which the stored administrator is logged in. What a test changes is rolled back."""
    with transaction.atomic():
        client.force_login(User.objects.get(username="ada"))
        yield client
        transaction.set_rollback(True)


def text_of(desk, noun, page, *args, **query):
    answer = desk.get(address(noun, page, *args), query)
    assert answer.status_code == 200, answer.request["PATH_INFO"]
    return answer.text


def newest_revision(noun, key):
    """The revision that a form of a page remembers."""
    return newest_revision_id(Root(noun, key))


def test_a_database_that_was_migrated_has_the_tables_of_a_new_one(desk, new_structure):
    assert read_structure() == new_structure


def test_each_page_of_the_history_opens(desk):
    for noun, key in set(Revision.objects.values_list("noun", "key")):
        history = list(Revision.objects.of(noun, key))
        page = text_of(desk, noun, "history", key)
        for revision in history:
            assert address(noun, "revision", key, revision.pk) in page
            assert escape(revision.note) in page
            text_of(desk, noun, "revision", key, revision.pk)
        for newer, older in pairwise(history):
            text_of(desk, noun, "compare", key, left=older.pk, right=newer.pk)


def test_a_correction_is_named_in_each_revision_that_made_or_deleted_it(desk):
    revisions = Revision.objects.filter(patch__has_key="alignmentcorrection")
    assert [revision.pk for revision in revisions.order_by("pk")] == [2, 3, 4, 12, 13, 16]
    for revision in revisions:
        page = text_of(desk, revision.noun, "revision", revision.key, revision.pk).lower()
        assert "alignment correction" in page
        assert "ruling" not in page
    assert not Revision.objects.filter(patch__has_key="ruling").exists()


def test_lists_of_deletions_merges_and_duplicates_open(desk):
    assert "The Long Road Home" in text_of(desk, "film", "deleted")
    assert "Marek Sowa" in text_of(desk, "person", "deleted")
    assert "One person." in text_of(desk, "person", "merges")
    assert "Taken back" in text_of(desk, "company", "merges")
    assert "Same name; born 2 April 1931" in text_of(desk, "person", "duplicates")
    assert "Not the same, says rea" in text_of(desk, "person", "duplicates", state="not_the_same")
    assert DuplicatePair.objects.count() == 2


def test_the_working_copy_is_shown_previewed_and_published(desk):
    page = text_of(desk, "film", "publication", FILM)
    for words in ("lignment correction", "So the archive holds.", "so it says", "Jadwiga Lis"):
        assert words in page
    assert "So the archive holds." in text_of(desk, "film", "preview_page", FILM, "questions/")
    desk.post(address("film", "publication", FILM), {"step": "publish", "seen": newest_revision("film", FILM)})
    assert not WorkingCopy.objects.exists()
    assert list(AlignmentCorrection.objects.values_list("pk", flat=True)) == [WAITING_CORRECTION]
    assert Credit.objects.filter(film=FILM, person=SURVIVOR).exists()
    assert "So the archive holds." in desk.get(f"{Film.objects.get(pk=FILM).get_absolute_url()}questions/").text


def test_a_film_is_reverted_with_its_corrections(desk):
    newest = newest_revision("film", FILM)
    assert desk.post(address("film", "revert", FILM, 3), {"_seen": newest}).status_code == 303
    desk.post(address("film", "publication", FILM), {"step": "publish", "seen": newest_revision("film", FILM)})
    assert list(AlignmentCorrection.objects.order_by("pk").values_list("pk", flat=True)) == [
        PUBLISHED_CORRECTION,
        WITHDRAWN_CORRECTION,
    ]
    assert not Credit.objects.filter(film=FILM, person=SURVIVOR).exists()


def test_a_merge_is_taken_back_also_in_the_working_copy(desk):
    merge = Merge.objects.get(noun="person")
    before = WorkingCopy.objects.get()
    assert desk.post(address("person", "merges"), {"merge": merge.pk}).status_code == 303
    copy = WorkingCopy.objects.get()
    assert Person.objects.filter(pk__in=[SURVIVOR, LOSER]).count() == 2
    [credit] = [change["is"] for change in copy.patch["credit"].values() if change["was"] is None]
    assert credit["person"] == LOSER
    assert copy.patch["alignmentcorrection"] == before.patch["alignmentcorrection"]
    assert Mention.objects.filter(noun="alignmentcorrection", key=WAITING_CORRECTION).exists()


@pytest.mark.parametrize("noun", ["source", "person"])
def test_merges_that_stand_lead_old_addresses_to_the_survivor(desk, noun):
    merge = Merge.objects.get(noun=noun)
    answer = desk.get(address(noun, "change", merge.loser))
    assert answer.url == address(noun, "change", merge.survivor)


def test_what_was_deleted_is_restored_with_its_correction(desk):
    for noun, key in (("film", DELETED_FILM), ("person", DELETED_PERSON)):
        answer = desk.post(address(noun, "restore", key), {"_seen": newest_revision(noun, key)})
        assert answer.status_code == 303
    [correction] = AlignmentCorrection.objects.filter(left__film=DELETED_FILM)
    assert correction.left_sentences == ["They walk for a year."]
    assert Person.objects.get(pk=DELETED_PERSON).external_ids.get().value == "Q990001"
    assert Film.objects.get(pk=DELETED_FILM).state == State.DRAFT


def test_each_film_has_a_leading_version_with_its_running_time_its_languages_and_their_sources(desk):
    [version] = Version.objects.filter(film=FILM)
    assert (version.leads, version.is_public, version.runtime_minutes) == (True, True, 133)
    assert [(row.language_id, row.use) for row in version.languages.all()] == [("en", "spoken")]
    film = Film.objects.get(pk=FILM)
    assert (film.runtime_minutes, [language.pk for language in film.languages.all()]) == (133, ["en"])
    cited_fields = film.citations.filter(version=version).values_list("field", flat=True)
    assert set(cited_fields) == {"runtime_minutes", "languages"}
    assert not film.citations.filter(version=None, field__in=["runtime_minutes", "languages"]).exists()


def test_a_film_comes_back_with_its_leading_version_and_new_versions_take_no_number_of_the_history(desk):
    desk.post(address("film", "restore", DELETED_FILM), {"_seen": newest_revision("film", DELETED_FILM)})
    assert Version.objects.get(film=DELETED_FILM).leads
    assert Version.objects.create(film_id=FILM).pk > DELETED_FILM


def test_the_alignment_page_shows_the_correction_of_the_working_copy_and_takes_it_back(desk):
    left, right = AlignmentCorrection.objects.values_list("left", "right").get()
    page = address("film", "alignment", FILM) + f"?left={left}&right={right}"
    assert f'name="take_back" value="{WAITING_CORRECTION}"' in desk.get(page).text
    assert desk.post(page, {"take_back": WAITING_CORRECTION}).status_code == 303
    assert 'name="take_back"' not in desk.get(page).text
    assert "lignment correction" in text_of(desk, "film", "publication", FILM)


def test_accounts_and_groups_keep_their_permissions_under_the_new_names(desk):
    sam = User.objects.get(username="sam")
    permissions = sam.get_user_permissions() | sam.get_group_permissions()
    names = {f"catalog.{verb}_alignmentcorrection" for verb in ("view", "add", "delete")}
    assert permissions == names | {
        f"catalog.{name}" for name in ("view_duplicatepair", "view_film", "view_synopsis")
    } | {"catalog.change_synopsis"}
    assert User.objects.get(username="ed").has_perm("catalog.change_alignmentcorrection")
    for word in ("ruling", "twins"):
        assert not Permission.objects.filter(codename__contains=word).exists()
        assert not ContentType.objects.filter(model=word).exists()


def test_the_old_names_come_back_when_the_migration_is_undone(old_names):
    for label, names in NAMING.items():
        assert old_names[label] == values_stored(label, names)

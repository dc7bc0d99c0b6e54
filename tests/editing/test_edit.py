"""Edits: what a save keeps, what it leaves alone, and what is refused."""

import pytest
from django.contrib.auth.models import Group, User

from catalog.editing.documents import read_document
from catalog.editing.edit import Edit
from catalog.editing.history import OvertakenError, newest_revision_id
from catalog.editing.patches import Patch
from catalog.editing.publication import STEPS, take_step
from catalog.editing.revert import revert
from catalog.editing.working_copies import overlay_working_copy
from catalog.models import (
    Credit,
    Film,
    Mention,
    Revision,
    Synopsis,
    Title,
    WorkingCopy,
)
from tests.edits import root_of, save_edit, save_fields
from tests.factories import (
    make_comment,
    make_credit,
    make_film,
    make_image,
    make_person,
    make_release,
    make_synopsis,
    make_title,
    make_vote,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return User.objects.create_user("edda", password="x")


@pytest.fixture
def draft():
    return make_film(title="The Way Back", state="draft")


def changed_rows(revision):
    changes = Patch(revision.patch).changes()
    return [(change.noun, change.before is not None, change.after is not None) for change in changes]


# A save is one revision


def test_a_save_is_one_revision_with_the_rows_that_it_changed_and_no_other(draft, editor):
    credit, release, title = make_credit(draft), make_release(draft), make_title(draft)

    def act():
        Film.objects.update(logline="They walk.")
        Credit.objects.filter(pk=credit.pk).update(billing_order=1)
        release.delete()
        make_synopsis(draft)

    revision = save_edit(draft, act, editor=editor, note="As the credits roll.")
    assert Revision.objects.get() == revision
    assert sorted(changed_rows(revision)) == [
        ("credit", True, True),
        ("film", True, True),
        ("release", True, False),
        ("synopsis", False, True),
    ]
    assert revision.patch["credit"][str(credit.pk)] == {"was": {"billing_order": None}, "is": {"billing_order": 1}}
    assert (revision.editor_name, revision.note, revision.deed) == ("edda", "As the credits roll.", "changed")
    assert str(title.pk) not in str(revision.patch.get("title"))


def test_a_save_that_changes_nothing_is_no_revision(draft):
    assert save_fields(draft, logline="") is None
    assert not Revision.objects.exists()


def test_what_is_not_kept_is_undone(draft):
    with Edit(root_of(draft)):
        Film.objects.update(logline="They walk.")
    draft.refresh_from_db()
    assert draft.logline == ""
    assert not Revision.objects.exists()


def test_an_error_undoes_all_of_a_save(draft):
    def act():
        Film.objects.update(logline="They walk.")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        save_edit(draft, act)
    draft.refresh_from_db()
    assert draft.logline == ""


def test_something_new_is_entered_by_its_first_revision():
    with Edit() as edit:
        person = make_person(name="Peter Weir")
        edit.add_root(root_of(person))
        edit.keep()
    [revision] = edit.revisions
    assert (revision.deed, revision.label) == ("created", "Peter Weir")
    assert changed_rows(revision) == [("person", False, True)]


def test_a_persons_pictures_and_outside_ids_are_the_persons(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    person = make_person()

    def act():
        make_image(person=person)
        person.external_ids.create(scheme_id="imdb", value="nm0001837")

    assert sorted(changed_rows(save_edit(person, act))) == [("externalid", False, True), ("image", False, True)]


def test_what_visitors_add_is_no_change_of_a_film(draft):
    def act():
        make_vote(draft)
        make_comment(draft)

    assert save_edit(draft, act) is None


def test_the_history_keeps_the_name_of_an_account_that_is_deleted(draft, editor):
    revision = save_fields(draft, editor=editor, logline="They walk.")
    editor.delete()
    revision.refresh_from_db()
    assert (revision.editor, revision.editor_name) == (None, "edda")


def test_of_an_account_the_history_keeps_no_password():
    user = User.objects.create_user("ann", password="x")
    revision = save_edit(user, lambda: user.set_password("y") or user.save())
    assert revision is None
    user.groups.add(Group.objects.first())
    assert "password" not in read_document(root_of(user))["user"][str(user.pk)]


# Working copies


def test_a_published_film_is_changed_in_its_working_copy_and_the_tables_stay(film):
    credit = make_credit(film)

    def act():
        Film.objects.update(logline="They walk.")
        Credit.objects.update(billing_order=1)
        Title.objects.create(film=film, title="Vägen tillbaka")

    revision = save_edit(film, act)
    film.refresh_from_db()
    credit.refresh_from_db()
    assert (film.logline, credit.billing_order, film.titles.count()) == ("", None, 0)
    assert revision.waiting
    assert WorkingCopy.objects.get().patch == revision.patch


def test_a_second_save_sees_the_first_and_both_are_one_working_copy(film):
    save_fields(film, logline="One")
    with Edit(root_of(film)) as edit:
        assert Film.objects.get().logline == "One"
        Film.objects.update(logline="Two")
        edit.keep()
    assert edit.revisions[0].patch["film"][str(film.pk)]["was"] == {"logline": "One"}
    assert WorkingCopy.objects.get().patch["film"][str(film.pk)] == {"was": {"logline": ""}, "is": {"logline": "Two"}}


def test_a_working_copy_that_is_changed_back_is_none(film):
    save_fields(film, logline="One")
    save_fields(film, logline="")
    assert not WorkingCopy.objects.exists()
    assert not Mention.objects.exists()


def test_a_row_keeps_its_id_from_working_copy_to_publication(film, editor):
    revision = save_edit(film, lambda: Title.objects.create(film=film, title="Vägen tillbaka"))
    [key] = revision.patch["title"]
    make_title(make_film())
    take_step(STEPS["publish"], row=film, editor=editor)
    assert Title.objects.get(title="Vägen tillbaka").pk == int(key)


def test_a_direct_change_goes_before_the_public_and_under_the_working_copy(film):
    save_fields(film, logline="Waits")
    revision = save_fields(film, directly=True, original_title="Marsz")
    film.refresh_from_db()
    assert (film.original_title, film.logline) == ("Marsz", "")
    assert not revision.waiting
    assert WorkingCopy.objects.get().patch["film"][str(film.pk)]["is"] == {"logline": "Waits"}


def test_two_rows_change_places_in_a_unique_column(draft):
    first_title, second_title = (make_title(draft, title=title, language_id="sv") for title in ("A", "B"))
    first = newest_revision_id(root_of(draft))
    save_edit(draft, lambda: Title.objects.filter(pk=first_title.pk).update(title="C"))

    def swap():
        Title.objects.filter(pk=second_title.pk).update(title="D")
        Title.objects.filter(pk=first_title.pk).update(title="B")
        Title.objects.filter(pk=second_title.pk).update(title="A")

    swapped = save_edit(draft, swap)
    revert(root_of(draft), first, editor=None)
    assert [Title.objects.get(pk=row.pk).title for row in (first_title, second_title)] == ["A", "B"]
    revert(root_of(draft), swapped.pk, editor=None)
    assert [Title.objects.get(pk=row.pk).title for row in (first_title, second_title)] == ["B", "A"]


# Nobody overwrites anybody


def test_a_save_over_a_newer_one_is_not_done_and_says_who_changed_what(draft):
    first = save_fields(draft, logline="One")
    save_fields(draft, logline="Theirs", note="Mine")
    with Edit(root_of(draft), seen_revisions={root_of(draft): first.pk}) as edit:
        assert Film.objects.get().logline == "One"
        Film.objects.update(logline="Yours")
        edit.keep()
    draft.refresh_from_db()
    assert draft.logline == "Theirs"
    key = str(draft.pk)
    assert edit.their_patches[root_of(draft)]["film"][key]["is"] == {"logline": "Theirs"}
    assert edit.your_patches[root_of(draft)]["film"][key]["is"] == {"logline": "Yours"}
    assert Revision.objects.count() == 2


def test_a_revert_over_a_newer_save_is_refused(draft):
    first, second = save_fields(draft, logline="One"), save_fields(draft, logline="Two")
    save_fields(draft, logline="Three")
    with pytest.raises(OvertakenError, match="after you opened this page"):
        revert(root_of(draft), first.pk, editor=None, seen_revision=second.pk)
    draft.refresh_from_db()
    assert draft.logline == "Three"


def test_a_change_under_the_working_copy_leaves_the_history_at_what_editors_see(editor):
    film = make_film()
    synopsis = make_synopsis(film)
    saved_title = save_edit(film, lambda: Synopsis.objects.update(title="In the copy"), editor=editor)
    save_edit(film, lambda: Synopsis.objects.update(title="Under it", licence="CC0"), editor=editor, directly=True)
    last = Revision.objects.first()
    assert last.patch == {"synopsis": {str(synopsis.pk): {"was": {"licence": ""}, "is": {"licence": "CC0"}}}}
    revert(root_of(film), saved_title.pk, editor=editor)
    with overlay_working_copy(film):
        assert (Synopsis.objects.get().title, Synopsis.objects.get().licence) == ("In the copy", "")

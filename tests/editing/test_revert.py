"""What leads back: reverts, and what was deleted brought back; and what is refused."""

import pytest
from django.contrib.auth.models import Group, User

from catalog.editing.documents import RefusedError, Root, read_document
from catalog.editing.edit import discard_working_copy
from catalog.editing.history import OvertakenError
from catalog.editing.patches import Patch
from catalog.editing.publication import STEPS, take_step
from catalog.editing.revert import restore, revert
from catalog.merging.merge import merge
from catalog.merging.unmerge import unmerge
from catalog.models import (
    Citation,
    Comment,
    Credit,
    Film,
    Person,
    Release,
    Revision,
    Synopsis,
    Vote,
    WorkingCopy,
)
from tests.admin.desk_forms import film_with_rows
from tests.edits import delete_row, root_of, save_edit, save_fields
from tests.factories import (
    make_citation,
    make_comment,
    make_credit,
    make_film,
    make_image,
    make_person,
    make_release,
    make_source,
    make_synopsis,
    make_vote,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return User.objects.create_user("edda", password="x")


@pytest.fixture
def draft():
    return make_film(title="The Way Back", state="draft")


# Leading back


def test_a_revert_brings_back_fields_and_rows_under_their_ids_as_a_new_revision(draft, editor):
    credit = make_credit(draft, characters=["Mr. Smith"], billing_order=1)
    citation = make_citation(draft, credit=credit, quote="as Mr. Smith")
    first = save_fields(draft, logline="One")
    before = read_document(root_of(draft))

    def act():
        Film.objects.update(logline="Two")
        make_release(draft)
        Credit.objects.get().delete()

    save_edit(draft, act)
    revision = revert(root_of(draft), first.pk, editor=editor, note="It was right.")
    assert read_document(root_of(draft)) == before
    assert Credit.objects.get() == credit
    assert Citation.objects.get() == citation
    assert (revision.deed, revision.editor, revision.note) == ("reverted", editor, "It was right.")
    assert Patch.combine(Revision.objects.filter(pk__gt=first.pk).order_by("id").values_list("patch", flat=True)) == {}


def test_a_revert_can_be_reverted(draft):
    first, second = save_fields(draft, logline="One"), save_fields(draft, logline="Two")
    revert(root_of(draft), first.pk, editor=None)
    revert(root_of(draft), second.pk, editor=None)
    assert Film.objects.get().logline == "Two"


def test_a_revert_where_nothing_differs_is_no_revision(draft):
    first = save_fields(draft, logline="One")
    assert revert(root_of(draft), first.pk, editor=None) is None
    assert Revision.objects.count() == 1


def test_a_revert_leaves_the_state_as_it_is(draft, editor):
    first = save_fields(draft, logline="One")
    save_fields(draft, logline="Two")
    take_step(STEPS["publish"], row=draft, editor=editor)
    revert(root_of(draft), first.pk, editor=editor)
    draft.refresh_from_db()
    assert (draft.state, draft.logline) == ("published", "Two")
    take_step(STEPS["publish"], row=draft, editor=editor)
    draft.refresh_from_db()
    assert (draft.state, draft.logline) == ("published", "One")


def test_a_revert_works_out_anew_what_follows(draft):
    release = make_release(draft, date="2010")
    first = save_fields(draft, title="The Way Back")

    def act():
        Release.objects.filter(pk=release.pk).update(date="2011")
        Film.objects.update(title="Vägen tillbaka")

    first = first or Revision(pk=0)
    save_edit(draft, act)
    revert(root_of(draft), first.pk, editor=None)
    draft.refresh_from_db()
    assert (draft.year, draft.title) == (2010, "The Way Back")
    assert "way" in draft.search_text


def test_a_revert_leads_to_the_survivor_of_whom_it_names(draft, editor):
    loser, between, last = (make_person(name=name) for name in ("P. Weir", "Peter L. Weir", "Peter Weir"))
    credit = make_credit(draft, person=loser)
    save_edit(draft, lambda: Credit.objects.update(person=make_person()))
    merge(noun="person", survivor=between.pk, loser=loser.pk, editor=editor)
    merge(noun="person", survivor=last.pk, loser=between.pk, editor=editor)
    revert(root_of(draft), 0, editor=editor)
    credit.refresh_from_db()
    assert credit.person == last


def test_a_revert_behind_a_merge_into_it_is_refused_until_the_merge_is_taken_back(editor):
    person, loser = make_person(name="Peter Weir"), make_person(name="P. Weir")
    loser.external_ids.create(scheme_id="imdb", value="nm0001837")
    first = save_fields(person, biography="One")
    new_merge = merge(noun="person", survivor=person.pk, loser=loser.pk, editor=editor)
    with pytest.raises(RefusedError, match="was merged into it"):
        revert(root_of(person), first.pk, editor=editor)
    assert person.external_ids.exists()
    save_fields(person, biography="Two")
    unmerge(new_merge, editor=editor)
    revert(root_of(person), first.pk, editor=editor)
    person.refresh_from_db()
    assert person.biography == "One"


def test_a_revert_to_somebody_deleted_is_refused_and_nothing_is_changed(draft):
    credit, other_person = make_credit(draft), make_person()
    deleted_person = credit.person
    save_edit(draft, lambda: Credit.objects.update(person=other_person))
    delete_row(deleted_person)
    with pytest.raises(RefusedError, match="Bring that back first"):
        revert(root_of(draft), 0, editor=None)
    credit.refresh_from_db()
    assert credit.person == other_person
    restore(root_of(Person(pk=Revision.objects.filter(deed="deleted").get().key)), editor=None)
    revert(Root("film", draft.pk), 0, editor=None)
    credit.refresh_from_db()
    assert str(credit.person) == str(deleted_person)


def test_a_revert_that_breaks_a_rule_is_refused_in_the_words_of_the_rule():
    person, other_person = make_person(), make_person()
    save_edit(person, lambda: person.external_ids.create(scheme_id="imdb", value="nm0001837"))
    save_edit(person, lambda: person.external_ids.all().delete())
    first = Revision.objects.earliest("id")
    save_edit(other_person, lambda: other_person.external_ids.create(scheme_id="imdb", value="nm0001837"))
    with pytest.raises(RefusedError, match=r"IMDb nm0001837 belongs to another one already: .* \(person "):
        revert(root_of(person), first.pk, editor=None)
    assert not person.external_ids.exists()


# Deletion and what comes back


def test_a_film_comes_back_with_all_that_it_had_under_the_same_ids(editor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    film = film_with_rows(2)
    Film.objects.update(state="draft", published_from=None)
    film.refresh_from_db()
    make_image(film)
    make_vote(film, stars=5)
    make_vote(film, stars=2)
    make_comment(film, body="I liked it")
    before, rating = read_document(root_of(film), with_visitor_rows=True), str(film.rating)
    key = film.pk
    delete_row(film, editor=editor, note="Entered twice.")
    assert not Film.objects.exists()
    assert not any(model.objects.exists() for model in (Credit, Vote, Comment))
    revision = restore(Root("film", key), editor=editor, note="It was not.")
    assert read_document(Root("film", key), with_visitor_rows=True) == before
    assert str(Film.objects.get().rating) == rating
    assert (revision.deed, revision.note) == ("restored", "It was not.")


def test_a_text_that_comes_back_is_rendered_again(draft):
    text = make_synopsis(draft, body="He *walks*.")
    html, key = text.html, draft.pk
    delete_row(draft)
    restore(Root("film", key), editor=None)
    assert Synopsis.objects.get().html == html


def test_what_was_brought_back_can_be_deleted_and_brought_back_again(draft):
    key = draft.pk
    for _ in range(2):
        delete_row(Film.objects.get(pk=key))
        restore(Root("film", key), editor=None)
    assert [revision.deed for revision in Revision.objects.of("film", key)] == ["restored", "deleted"] * 2


def test_what_comes_back_names_the_survivor_of_whom_it_named(draft, editor):
    loser, survivor = make_person(), make_person()
    make_credit(draft, person=loser)
    key = draft.pk
    delete_row(draft)
    merge(noun="person", survivor=survivor.pk, loser=loser.pk, editor=editor)
    revision = restore(Root("film", key), editor=None)
    assert Credit.objects.get().person == survivor
    [change] = revision.patch["credit"].values()
    assert change["is"]["person"] == survivor.pk


def test_what_names_a_deleted_source_does_not_come_back_before_it(draft):
    source = make_source()
    make_citation(draft, source=source, field="title")
    film, key = Root("film", draft.pk), source.pk
    delete_row(draft)
    delete_row(source)
    with pytest.raises(RefusedError, match="Bring that back first"):
        restore(film, editor=None)
    restore(Root("source", key), editor=None)
    restore(film, editor=None)
    assert Citation.objects.get().source_id == key


def test_an_account_comes_back_with_its_roles_and_without_its_password():
    user = User.objects.create_user("ann", password="x")
    user.groups.add(Group.objects.first())
    root = root_of(user)
    delete_row(user)
    restore(root, editor=None)
    user = User.objects.get()
    assert user.groups.count() == 1
    assert not user.check_password("x")


def test_what_is_there_or_never_was_is_not_brought_back(draft):
    for root in (root_of(draft), Root("film", 4711)):
        with pytest.raises(RefusedError, match="It is not deleted"):
            restore(root, editor=None)


def test_what_was_merged_comes_back_by_taking_the_merge_back(editor):
    survivor, loser = make_person(name="Peter Weir"), make_person()
    merge(noun="person", survivor=survivor.pk, loser=loser.pk, editor=editor)
    with pytest.raises(RefusedError, match="merged into “Peter Weir”"):
        restore(root_of(loser), editor=editor)


def test_bringing_back_what_somebody_brought_back_is_refused(draft):
    root = root_of(draft)
    revision = delete_row(draft)
    restore(root, editor=None)
    with pytest.raises(OvertakenError):
        restore(root, editor=None, seen_revision=revision.pk)


def test_a_film_that_visitors_see_is_not_deleted(film):
    with pytest.raises(RefusedError, match="Withdraw it first"):
        delete_row(film)
    assert Film.objects.exists()
    assert not Revision.objects.exists()


def test_a_deleted_noun_is_not_set_back(draft):
    first = save_fields(draft, logline="One")
    root = root_of(draft)
    delete_row(draft)
    with pytest.raises(RefusedError, match="Bring it back first"):
        revert(root, first.pk, editor=None)


# Dropping a working copy


def test_a_dropped_working_copy_is_in_the_history_and_can_be_brought_back(film, editor):
    waiting = save_fields(film, logline="Waits")
    discard_working_copy(film, editor=editor)
    assert not WorkingCopy.objects.exists()
    revert(root_of(film), waiting.pk, editor=editor)
    assert WorkingCopy.objects.get().patch["film"][str(film.pk)]["is"] == {"logline": "Waits"}


def test_a_film_without_a_working_copy_has_none_to_drop(film, editor):
    with pytest.raises(RefusedError, match="no working copy"):
        discard_working_copy(film, editor=editor)


def test_votes_and_comments_come_back_as_old_as_they_were(draft):
    make_vote(draft)
    make_comment(draft)
    long_ago = "2011-01-21T12:00Z"
    Vote.objects.update(cast_at=long_ago, changed_at=long_ago)
    Comment.objects.update(created_at=long_ago)
    root = root_of(draft)
    delete_row(draft)
    restore(root, editor=None)
    vote = Vote.objects.get()
    assert {vote.cast_at.year, vote.changed_at.year, Comment.objects.get().created_at.year} == {2011}

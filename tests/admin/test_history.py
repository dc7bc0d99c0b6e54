"""Editors see the history of a noun, compare revisions, revert to one, and restore what was deleted."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.admin.core.history import is_part
from catalog.editing.documents import Root
from catalog.editing.edit import Edit
from catalog.editing.history import newest_revision_id
from catalog.editing.publication import STEPS, take_step
from catalog.merging.merge import merge
from catalog.models import Credit, Deed, Film, Person, Revision, Synopsis, Title, WorkingCopy
from catalog.roles import ADMINISTRATOR, MODERATOR, REVIEWER
from tests.admin.desk_forms import address
from tests.factories import make_comment, make_credit, make_film, make_image, make_person, make_synopsis, make_vote

FORBIDDEN, GONE, NOT_ALLOWED, CONFLICT = 403, 404, 405, 409


def root_of(row):
    return Root(row._meta.model_name, row.pk)


def save(row, *, editor=None, note="", directly=True, **fields):
    """Save fields of a noun as an edit. Return its revision."""
    with Edit(root_of(row), editor=editor, note=note, directly=directly) as edit:
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
        edit.keep()
    return edit.revisions[0]


def delete(row, *, editor=None, note=""):
    with Edit(root_of(row), editor=editor, note=note, deed=Deed.DELETED) as edit:
        row.delete()
        edit.keep()
    return edit.revisions[0]


@pytest.fixture
def film(db):
    """A published film."""
    return make_film(title="The Way Back")


@pytest.fixture
def draft(db):
    return make_film(title="The Way Back", state="draft")


@pytest.fixture
def person(db):
    return make_person(name="Peter Weir")


def revert_page(row, revision):
    return address(row._meta.model_name, "revert", row.pk, revision.pk)


def restore_page(noun, key):
    return address(noun, "restore", key)


def confirmation(row, note="", **fields):
    """Return the fields of the page before a revert."""
    return {"_seen": newest_revision_id(root_of(row)), "_note": note} | fields


def log_in(client, *permissions, role=None):
    user = User.objects.create_user("lou", password="x", is_staff=True)
    user.user_permissions.add(*Permission.objects.filter(codename__in=permissions))
    if role:
        user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return user


# The history


def test_each_revision_is_listed_with_its_editor_deed_and_note(desk, editor, person):
    revision = save(person, editor=editor, note="As his passport says.", name="Peter Lindsay Weir")
    page = desk.get(address("person", "history", person.pk))
    for words in ("edda", "changed", "As his passport says.", "1 change"):
        assert words in page.text
    assert address("person", "revision", person.pk, revision.pk) in page.text


def test_revisions_are_listed_by_pages_and_newest_first(desk, person):
    revisions = [save(person, note=f"Note {number}", biography=f"{number}") for number in range(60)]
    first, second = (desk.get(address("person", "history", person.pk), {"page": number}) for number in (1, 2))
    assert [line["revision"] for line in first.context["lines"]] == revisions[:-51:-1]
    assert [line["revision"] for line in second.context["lines"]] == revisions[9::-1]


def test_a_change_in_the_working_copy_is_listed_as_such(desk, film):
    save(film, directly=False, logline="They walk.")
    assert "in the working copy" in desk.get(address("film", "history", film.pk)).text


def test_a_revision_lists_all_its_changes(desk, film):
    make_credit(film, person=make_person(name="Jim Sturgess"))
    with Edit(root_of(film), directly=True) as edit:
        Credit.objects.update(billing_order=7)
        Title.objects.create(film=film, title="Vägen tillbaka")
        edit.keep()
    page = desk.get(address("film", "revision", film.pk, edit.revisions[0].pk))
    labels = [(row.deed, row.label) for row in page.context["changes"]]
    assert labels == [("added", "Vägen tillbaka"), ("changed", "Actor: Jim Sturgess")]


def test_the_history_of_a_noun_without_revisions_is_empty(desk, person):
    assert "Nothing was saved" in desk.get(address("person", "history", person.pk)).text


def test_the_history_of_a_row_is_the_history_of_its_film(desk, film):
    credit = make_credit(film)
    response = desk.get(address("credit", "history", credit.pk))
    assert response.url == address("film", "history", film.pk)


def test_the_history_of_a_row_in_a_working_copy_is_the_history_of_its_film(desk, film):
    with Edit(root_of(film)) as edit:
        title = Title.objects.create(film=film, title="Vägen tillbaka")
        edit.keep()
    assert desk.get(address("title", "history", title.pk)).url == address("film", "history", film.pk)


def test_the_history_of_a_portrait_is_the_history_of_its_person(desk, person, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = make_image(person=person)
    assert desk.get(address("image", "history", image.pk)).url == address("person", "history", person.pk)


def test_a_deleted_noun_keeps_its_history(desk, person):
    save(person, name="P. Weir")
    delete(person)
    page = desk.get(address("person", "history", Revision.objects.last().key))
    assert "P. Weir" in page.text
    assert "Bring it back" in page.text


@pytest.mark.parametrize("key", ["4711", "9" * 40, "x", "_00"])
def test_a_noun_that_never_existed_has_no_history(desk, db, key):
    for noun in ("film", "credit"):
        assert desk.get(f"/admin/catalog/{noun}/{key}/history/").url == "/admin/"
    assert desk.get(f"/admin/catalog/film/{key}/history/compare/").status_code == GONE


def test_every_noun_has_the_pages_of_the_history(desk, editor, db):
    editor.is_superuser = True
    editor.save()
    for model in admin.site._registry:
        if model._meta.app_label == "catalog" and not is_part(model._meta.model_name):
            assert desk.get(address(model._meta.model_name, "deleted")).status_code == 200


def test_the_desks_first_page_links_to_the_editors_own_last_revisions(desk, editor, person):
    other_person = make_person(name="Somebody else’s")
    save(other_person, name="Theirs", editor=None)
    revisions = [save(person, editor=editor, name=f"Name {number}") for number in range(12)]
    page = desk.get("/admin/").text
    assert "Theirs" not in page
    is_linked = [address("person", "revision", person.pk, revision.pk) in page for revision in revisions]
    assert is_linked == [False] * 2 + [True] * 10


# Comparisons


def test_two_revisions_are_compared_in_either_order(desk, person):
    first, second, third = (save(person, name=name) for name in ("A", "B", "C"))
    pages = [
        desk.get(address("person", "compare", person.pk), {"left": left.pk, "right": right.pk})
        for left, right in ((first, third), (third, first))
    ]
    for page in pages:
        [row] = page.context["changes"]
        assert [(field.before, field.after) for field in row.fields] == [("A", "C")]
    assert second.pk not in {pages[0].context["older"].pk, pages[0].context["newer"].pk}


def test_a_change_that_was_undone_later_is_no_difference(desk, person):
    first, *_, last = [save(person, name=name) for name in ("A", "B", "A")]
    page = desk.get(address("person", "compare", person.pk), {"left": first.pk, "right": last.pk})
    assert "Nothing: it was the same" in page.text


def test_revisions_are_compared_across_working_copy_and_publication(desk, editor, film):
    first = save(film, logline="One")
    save(film, directly=False, logline="Two")
    last = take_step(STEPS["publish"], film=film, editor=editor)
    page = desk.get(address("film", "compare", film.pk), {"left": first.pk, "right": last.pk})
    [row] = page.context["changes"]
    assert [(field.before, field.after) for field in row.fields] == [("One", "Two")]


@pytest.mark.parametrize("query", [{"left": "x", "right": "1"}, {"left": "1"}, {"left": "1", "right": "9" * 40}])
def test_a_comparison_of_impossible_revisions_is_refused_with_advice(desk, person, query):
    save(person, name="A")
    response = desk.get(address("person", "compare", person.pk), query)
    assert response.status_code == 400
    assert "Choose two revisions" in response.text


def test_a_comparison_without_revisions_offers_the_choice(desk, person):
    save(person, name="A")
    assert desk.get(address("person", "compare", person.pk)).status_code == 200


def test_a_revision_of_another_person_is_not_found(desk, person):
    foreign_revision = save(make_person(), name="B")
    revision = save(person, name="A")
    assert desk.get(address("person", "revision", person.pk, foreign_revision.pk)).status_code == GONE
    assert desk.get(revert_page(person, foreign_revision)).status_code == GONE
    assert desk.post(revert_page(person, foreign_revision), confirmation(person)).status_code == GONE
    query = {"left": revision.pk, "right": foreign_revision.pk}
    assert desk.get(address("person", "compare", person.pk), query).status_code == GONE


# Reverts


def test_a_revert_is_a_new_revision_with_a_note(desk, editor, person):
    first = save(person, name="A", biography="x")
    save(person, name="B", biography="y")
    page = desk.get(revert_page(person, first))
    [row] = page.context["changes"]
    assert [(field.before, field.after) for field in row.fields] == [("B", "A"), ("y", "x")]
    response = desk.post(revert_page(person, first), confirmation(person, note="Better so."), follow=True)
    assert "is again as it was after revision" in response.text
    person.refresh_from_db()
    assert (person.name, person.biography) == ("A", "x")
    last = Revision.objects.first()
    assert (last.deed, last.note, last.editor) == ("reverted", "Better so.", editor)


def test_a_revert_of_a_published_film_waits_in_the_working_copy(desk, film):
    first = save(film, logline="One")
    save(film, logline="Two")
    page = desk.post(revert_page(film, first), confirmation(film), follow=True)
    assert "working copy" in page.text
    film.refresh_from_db()
    assert film.logline == "Two"
    assert WorkingCopy.objects.get(film=film).patch["film"][str(film.pk)]["is"] == {"logline": "One"}


def test_a_revert_does_not_change_the_state(desk, editor, draft):
    first = save(draft, logline="One")
    save(draft, logline="Two")
    take_step(STEPS["submit"], film=draft, editor=editor)
    desk.post(revert_page(draft, first), confirmation(draft))
    draft.refresh_from_db()
    assert (draft.state, draft.logline) == ("in_review", "One")


def test_a_revert_after_a_newer_save_is_refused_and_keeps_the_note(desk, person):
    first = save(person, name="A")
    save(person, name="B")
    fields = confirmation(person, note="Half a page of reasons")
    save(person, name="C")
    response = desk.post(revert_page(person, first), fields)
    assert response.status_code == CONFLICT
    assert "nothing was done" in response.text
    assert "Half a page of reasons" in response.text
    person.refresh_from_db()
    assert person.name == "C"
    # The page of the refusal shows the newest revision, so the editor may send it again.
    assert response.context["seen_revision"] == newest_revision_id(root_of(person))


@pytest.mark.parametrize("seen_revision", ["", "x", "9" * 40])
def test_a_revert_without_the_seen_revision_is_refused(desk, person, seen_revision):
    first = save(person, name="A")
    save(person, name="B")
    response = desk.post(revert_page(person, first), confirmation(person, _seen=seen_revision))
    assert response.status_code == CONFLICT
    assert "which revision you looked at" in response.text


def test_a_note_that_is_too_long_is_refused_and_kept(desk, person):
    first = save(person, name="A")
    save(person, name="B")
    response = desk.post(revert_page(person, first), confirmation(person, note="x" * 1001))
    assert response.status_code == CONFLICT
    assert "longer than 1000" in response.text
    assert "x" * 1001 in response.text


def test_a_revert_that_would_change_nothing_is_refused(desk, person):
    first = save(person, name="A")
    assert "just as it was then" in desk.get(revert_page(person, first)).text
    assert desk.post(revert_page(person, first), confirmation(person)).status_code == CONFLICT
    assert Revision.objects.count() == 1


def test_a_revert_to_a_credit_of_a_deleted_person_is_refused_with_advice(desk, draft):
    credit = make_credit(draft)
    person = credit.person
    first = save(draft, logline="One")
    with Edit(root_of(draft)) as edit:
        Credit.objects.update(person=make_person())
        edit.keep()
    delete(person)
    response = desk.post(revert_page(draft, first), confirmation(draft, note="Kept"))
    assert response.status_code == CONFLICT
    assert "Bring them back first" in response.text
    assert "Kept" in response.text


def test_a_deleted_noun_must_be_restored_before_a_revert(desk, person):
    first = save(person, name="A")
    save(person, name="B")
    key = person.pk
    delete(person)
    page = address("person", "revert", key, first.pk)
    response = desk.post(page, {"_seen": Revision.objects.first().pk})
    assert response.status_code == CONFLICT
    assert "Bring it back first" in response.text


# Restorations


def test_a_deleted_person_is_listed_until_it_is_restored(desk, editor, person):
    save(person, name="P. Weir")
    key = person.pk
    delete(person, editor=editor, note="Entered twice.")
    page = desk.get(address("person", "deleted"))
    for words in ("P. Weir", "edda", "Entered twice.", restore_page("person", key)):
        assert words in page.text
    page = desk.get(restore_page("person", key))
    response = desk.post(
        restore_page("person", key), {"_seen": page.context["seen_revision"], "_note": "It was another one."}
    )
    assert response.url == address("person", "change", key)
    assert Person.objects.get(pk=key).name == "P. Weir"
    assert Revision.objects.first().note == "It was another one."
    assert not desk.get(address("person", "deleted")).context["lines"]


def test_the_list_links_to_the_deleted_rows(desk, db):
    assert address("person", "deleted") in desk.get(address("person", "changelist")).text


def test_a_film_is_restored_with_its_rows(desk, draft):
    make_credit(draft, person=make_person(name="Jim Sturgess"))
    make_vote(draft)
    make_comment(draft)
    key = draft.pk
    delete(draft)
    page = desk.get(restore_page("film", key))
    assert {row.noun for row in page.context["changes"]} >= {"film", "credit", "vote", "comment"}
    desk.post(restore_page("film", key), {"_seen": page.context["seen_revision"]})
    film = Film.objects.get(pk=key)
    assert [str(credit.person) for credit in film.credits.all()] == ["Jim Sturgess"]
    assert (film.votes.count(), film.comments.count()) == (1, 1)


def test_a_person_who_is_not_deleted_is_not_restored(desk, person):
    response = desk.post(restore_page("person", person.pk), {"_seen": 0})
    assert response.status_code == CONFLICT
    assert "It is not deleted" in response.text


def test_a_merged_person_is_not_restored_and_the_page_names_the_survivor(desk, editor, person):
    loser = make_person(name="P. Weir")
    merge(noun="person", survivor=person.pk, loser=loser.pk, editor=editor)
    response = desk.get(restore_page("person", loser.pk))
    assert response.status_code == CONFLICT
    assert "merged into “Peter Weir”" in response.text


def test_only_a_user_who_may_publish_restores_a_person_with_a_published_portrait(
    desk, client, person, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    make_image(person=person, state="published")
    key = person.pk
    delete(person)
    response = desk.post(restore_page("person", key), {"_seen": Revision.objects.first().pk})
    assert response.status_code == CONFLICT
    assert "Ask a reviewer" in response.text
    assert not Person.objects.filter(pk=key).exists()
    log_in(client, role=REVIEWER)
    assert client.post(restore_page("person", key), {"_seen": Revision.objects.first().pk}).status_code == 303


# Permissions


def test_a_moderator_sees_the_history_and_neither_reverts_nor_restores(client, person):
    first = save(person, name="A")
    save(person, name="B")
    deleted_person = make_person()
    key = deleted_person.pk
    delete(deleted_person)
    log_in(client, role=MODERATOR)
    for page in ("history", "compare"):
        assert client.get(address("person", page, person.pk)).status_code == 200
    assert client.get(address("person", "revision", person.pk, first.pk)).status_code == 200
    assert "Bring" not in client.get(address("person", "history", person.pk)).text
    for page in (revert_page(person, first), restore_page("person", key)):
        assert client.get(page).status_code == FORBIDDEN
        assert client.post(page, {"_seen": newest_revision_id(root_of(person))}).status_code == FORBIDDEN
    person.refresh_from_db()
    assert person.name == "B"


def test_a_user_who_may_not_view_a_noun_does_not_see_its_history(client, person, draft):
    first = save(person, name="A")
    credit = make_credit(draft)
    log_in(client, "view_company")
    pages = [address("person", page, person.pk) for page in ("history", "compare", "restore")]
    pages += [address("person", "revision", person.pk, first.pk), revert_page(person, first)]
    pages += [address("person", "deleted"), address("credit", "history", credit.pk)]
    assert [client.get(page).status_code for page in pages] == [FORBIDDEN] * len(pages)


def test_a_visitor_is_redirected_to_the_log_in(client, person):
    first = save(person, name="A")
    for page in (address("person", "history", person.pk), revert_page(person, first), address("person", "deleted")):
        assert client.get(page).url.startswith("/admin/login/")


def test_a_revert_needs_the_permission_to_change_and_a_restoration_the_one_to_add(client, person):
    first = save(person, name="A")
    user = log_in(client, "view_person", "add_person")
    assert client.post(revert_page(person, first), confirmation(person)).status_code == FORBIDDEN
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_person", "change_person"]))
    key = person.pk
    delete(person)
    assert client.post(restore_page("person", key), {"_seen": 0}).status_code == FORBIDDEN


def test_an_account_is_neither_reverted_nor_restored(client, db):
    log_in(client, role=ADMINISTRATOR)
    account = User.objects.create_user("ann", password="x", is_superuser=True)
    first = save(account, first_name="Ann")
    save(account, is_superuser=False)
    page = f"/admin/auth/user/{account.pk}/"
    assert client.get(f"{page}history/").status_code == 200
    assert client.post(f"{page}history/{first.pk}/revert/", confirmation(account)).status_code == FORBIDDEN
    delete(account)
    assert client.post(f"{page}restore/", {"_seen": Revision.objects.first().pk}).status_code == FORBIDDEN


def test_pages_without_a_form_accept_no_post(desk, person):
    first = save(person, name="A")
    pages = [address("person", page, person.pk) for page in ("history", "compare")]
    pages += [address("person", "deleted"), address("person", "revision", person.pk, first.pk)]
    assert {desk.post(page).status_code for page in pages} == {NOT_ALLOWED}
    assert desk.delete(revert_page(person, first)).status_code == NOT_ALLOWED


# Queries


def test_pages_of_the_history_need_the_same_queries_with_one_and_with_six_changes(desk, draft):
    costs = []
    for number in (1, 6):
        film = make_film(title="Many", state="draft")
        first = save(film, logline="One")
        with Edit(root_of(film)) as edit:
            for _ in range(number):
                make_credit(film)
                make_synopsis(film, source=None)
            edit.keep()
        for place in range(number):
            save(film, logline=f"At {place}")
        pages = [
            address("film", "history", film.pk),
            address("film", "revision", film.pk, edit.revisions[0].pk),
            f"{address('film', 'compare', film.pk)}?left={first.pk}&right={newest_revision_id(root_of(film))}",
            revert_page(film, first),
        ]
        desk.get(pages[0])
        with CaptureQueriesContext(connection) as queries:
            assert {desk.get(page).status_code for page in pages} == {200}
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert Synopsis.objects.count() == 7


def test_the_list_of_deleted_rows_needs_the_same_queries_with_one_and_with_six(desk, db):
    costs = []
    for number in (1, 5):
        for _ in range(number):
            delete(make_person())
        with CaptureQueriesContext(connection) as queries:
            desk.get(address("person", "deleted"))
        costs.append(len(queries))
    assert costs[0] == costs[1]

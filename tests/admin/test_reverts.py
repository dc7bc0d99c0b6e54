"""Editors revert a noun to an earlier revision."""

import pytest

from catalog.editing.edit import Edit
from catalog.editing.history import newest_revision_id
from catalog.editing.publication import STEPS, take_step
from catalog.models import Credit, Revision, WorkingCopy
from tests.admin.desk_forms import address
from tests.admin.histories import CONFLICT, confirmation, delete, revert_page, root_of, save
from tests.factories import make_credit, make_film, make_person


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
    take_step(STEPS["submit"], row=draft, editor=editor)
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
    assert "Bring that back first" in response.text
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

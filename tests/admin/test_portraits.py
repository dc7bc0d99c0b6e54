"""Visitors see a portrait as soon as it is published, so only users who may publish change a published one."""

import pytest

from catalog.editing.documents import RefusedError, Root
from catalog.editing.edit import apply_change
from catalog.editing.history import newest_revision_id
from catalog.editing.patches import Patch, RowChange
from catalog.models import Image, Person, State
from tests.admin.desk_forms import address, form_errors, form_fields
from tests.factories import make_credit, make_image, make_person, upload


@pytest.fixture
def person(film, settings, tmp_path):
    """A person with a published portrait and a draft of another."""
    settings.MEDIA_ROOT = tmp_path
    person = make_person()
    make_credit(film, person=person)
    make_image(person=person, kind="portrait", alt="Published", position=1)
    make_image(person=person, kind="portrait", alt="Draft", position=2, state=State.DRAFT)
    return person


def save(browser, person, **fields):
    """Save the person's page with these fields of its pictures."""
    page = address("person", "change", person.pk)
    return browser.post(
        page, form_fields(browser.get(page)) | {f"images-{name}": value for name, value in fields.items()}
    )


def states():
    """Return {text: state} of all pictures."""
    return dict(Image.objects.values_list("alt", "state"))


STATES_BEFORE = {"Published": "published", "Draft": "draft"}
CHANGES = [
    ({"1-state": "published"}, "Choose “in review”"),
    ({"0-alt": "Other"}, "add yours as a new picture"),
    ({"0-state": "withdrawn"}, "add yours as a new picture"),
    ({"0-published_from_0": "2999-01-01"}, "add yours as a new picture"),
    ({"0-DELETE": "on"}, "add yours as a new picture"),
]


@pytest.mark.parametrize(("fields", "message"), CHANGES)
def test_an_editor_changes_nothing_of_a_published_portrait(desk, person, fields, message):
    response = save(desk, person, **fields)
    assert response.status_code == 200
    assert message in form_errors(response)
    assert states() == STATES_BEFORE


@pytest.mark.parametrize("fields", [fields for fields, _ in CHANGES])
def test_a_reviewer_changes_a_published_portrait(reviewers_desk, person, fields):
    before = list(Image.objects.order_by("id").values_list("alt", "state", "published_from"))
    assert save(reviewers_desk, person, **fields).status_code == 302
    assert list(Image.objects.order_by("id").values_list("alt", "state", "published_from")) != before


def test_an_editor_sends_a_new_portrait_to_review_beside_a_published_one(desk, person):
    new_row = {"2-file": upload(), "2-alt": "New", "2-kind": "portrait", "2-spoiler_level": 0, "2-position": 0}
    fields = new_row | {"TOTAL_FORMS": 3, "1-alt": "Renamed draft"}
    response = save(desk, person, **fields | {"2-state": "published"})
    assert "Choose “in review”" in form_errors(response)
    assert save(desk, person, **fields | {"2-file": upload(), "2-state": "in_review"}).status_code == 302
    assert states() == {"Published": "published", "Renamed draft": "draft", "New": "in_review"}


def test_an_editor_adds_no_person_with_a_published_portrait(desk, person):
    page = address("person", "add")
    row = {"file": upload(), "alt": "New", "kind": "portrait", "spoiler_level": 0, "position": 0, "state": "published"}
    fields = {f"images-0-{name}": value for name, value in row.items()} | {"images-TOTAL_FORMS": 1, "name": "New"}
    response = desk.post(page, form_fields(desk.get(page)) | fields)
    assert "Choose “in review”" in form_errors(response)
    assert not Person.objects.filter(name="New").exists()


def test_an_editor_changes_nothing_of_a_published_portrait_on_its_own_page(desk, reviewers_desk, person):
    published, draft = Image.objects.order_by("position")
    page = address("image", "change", draft.pk)
    response = desk.post(page, form_fields(desk.get(page)) | {"state": "published"})
    assert "Choose “in review”" in str(response.context["adminform"].form.errors["state"])
    page = address("image", "change", published.pk)
    response = desk.get(page)
    assert 'name="_save"' not in response.text
    assert "/delete/" not in response.text
    for target, fields in ((page, {"alt": "Other"}), (address("image", "delete", published.pk), {"post": "yes"})):
        response = desk.post(target, fields)
        assert response.status_code == 403
        assert "add yours as a new picture" in response.text
    fields = {"action": "delete_selected", "_selected_action": [published.pk], "post": "yes"}
    assert desk.post(address("image", "changelist"), fields).status_code == 403
    assert states() == STATES_BEFORE
    response = reviewers_desk.post(page, form_fields(reviewers_desk.get(page)) | {"alt": "Other"})
    assert response.status_code == 302
    assert "Other" in states()


def test_an_editor_adds_no_published_portrait_on_the_page_of_a_picture(desk, person):
    page = address("image", "add")
    fields = {"person": person.pk, "file": upload(), "alt": "New", "kind": "portrait", "state": "published"}
    response = desk.post(page, form_fields(desk.get(page)) | fields)
    assert "Choose “in review”" in form_errors(response)
    assert states() == STATES_BEFORE


def test_a_patch_of_an_editor_changes_no_published_portrait_and_publishes_none(person, editor, reviewer):
    """The rule holds for whatever changes a person without its form: a revert, a conflict, a program that an editor runs."""
    root, (published, draft) = Root("person", person.pk), Image.objects.order_by("position")
    for image, before, after in (
        (published, {"alt": "Published"}, {"alt": "Other"}),
        (published, {"state": "published"}, {"state": "withdrawn"}),
        (
            draft,
            {"state": "draft", "published_from": None},
            {"state": "published", "published_from": "2020-01-01T00:00:00+00:00"},
        ),
    ):
        patch = Patch.of([RowChange("image", str(image.pk), before, after)])
        with pytest.raises(RefusedError, match="only a Reviewer or an Administrator"):
            apply_change(root, patch, editor=editor)
    assert states() == STATES_BEFORE
    assert apply_change(
        root, Patch.of([RowChange("image", str(published.pk), {"alt": "Published"}, {"alt": "Other"})]), editor=reviewer
    )


def test_an_editor_reverts_no_published_portrait(desk, person, reviewer):
    root, published = Root("person", person.pk), Image.objects.get(alt="Published")
    first = apply_change(
        root, Patch.of([RowChange("person", str(person.pk), {"note": ""}, {"note": "x"})]), editor=reviewer
    )
    apply_change(
        root, Patch.of([RowChange("image", str(published.pk), {"alt": "Published"}, {"alt": "Other"})]), editor=reviewer
    )
    response = desk.post(address("person", "revert", person.pk, first.pk), {"_seen": newest_revision_id(root)})
    assert response.status_code == 409
    assert "only a Reviewer or an Administrator" in response.text
    assert "Other" in states()

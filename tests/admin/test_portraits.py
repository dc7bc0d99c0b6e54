"""A portrait is before the public's eyes as soon as it is published: only who may publish changes what is seen of it."""

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
    """Somebody with a portrait that visitors see, and one that waits."""
    settings.MEDIA_ROOT = tmp_path
    person = make_person()
    make_credit(film, person=person)
    make_image(person=person, kind="portrait", alt="Seen", position=1)
    make_image(person=person, kind="portrait", alt="Waiting", position=2, state=State.DRAFT)
    return person


def save(browser, person, **sent):
    page = address("person", "change", person.pk)
    return browser.post(
        page, form_fields(browser.get(page)) | {f"images-{name}": value for name, value in sent.items()}
    )


def states():
    return dict(Image.objects.values_list("alt", "state"))


SEEN_AND_WAITING = {"Seen": "published", "Waiting": "draft"}
REFUSED = [
    ({"1-state": "published"}, "Choose “in review”"),
    ({"0-alt": "Other"}, "add yours as a new picture"),
    ({"0-state": "withdrawn"}, "add yours as a new picture"),
    ({"0-published_from_0": "2000-01-01"}, "add yours as a new picture"),
    ({"0-DELETE": "on"}, "add yours as a new picture"),
]


@pytest.mark.parametrize(("sent", "said"), REFUSED)
def test_an_editor_changes_nothing_of_a_portrait_that_visitors_see(desk, person, sent, said):
    answer = save(desk, person, **sent)
    assert answer.status_code == 200
    assert said in form_errors(answer)
    assert states() == SEEN_AND_WAITING


@pytest.mark.parametrize(("sent", "said"), REFUSED)
def test_a_reviewer_does(reviewers_desk, person, sent, said):
    before = list(Image.objects.order_by("id").values_list("alt", "state", "published_from"))
    assert save(reviewers_desk, person, **sent).status_code == 302
    assert list(Image.objects.order_by("id").values_list("alt", "state", "published_from")) != before


def test_an_editor_sends_a_new_portrait_to_review_beside_one_that_is_seen(desk, person):
    new = {"2-file": upload(), "2-alt": "New", "2-kind": "portrait", "2-spoiler_level": 0, "2-position": 0}
    sent = new | {"TOTAL_FORMS": 3, "1-alt": "Still waiting"}
    refused = save(desk, person, **sent | {"2-state": "published"})
    assert "Choose “in review”" in form_errors(refused)
    assert save(desk, person, **sent | {"2-file": upload(), "2-state": "in_review"}).status_code == 302
    assert states() == {"Seen": "published", "Still waiting": "draft", "New": "in_review"}


def test_a_new_person_is_not_entered_with_a_published_portrait(desk, person):
    page = address("person", "add")
    row = {"file": upload(), "alt": "New", "kind": "portrait", "spoiler_level": 0, "position": 0, "state": "published"}
    sent = {f"images-0-{name}": value for name, value in row.items()} | {"images-TOTAL_FORMS": 1, "name": "New"}
    answer = desk.post(page, form_fields(desk.get(page)) | sent)
    assert "Choose “in review”" in form_errors(answer)
    assert not Person.objects.filter(name="New").exists()


def test_a_picture_s_own_form_keeps_to_the_same(desk, reviewers_desk, person):
    seen, waiting = Image.objects.order_by("position")
    page = address("image", "change", waiting.pk)
    answer = desk.post(page, form_fields(desk.get(page)) | {"state": "published"})
    assert "Choose “in review”" in str(answer.context["adminform"].form.errors["state"])
    page = address("image", "change", seen.pk)
    shown = desk.get(page)
    assert 'name="_save"' not in shown.text
    assert "/delete/" not in shown.text
    for target, sent in ((page, {"alt": "Other"}), (address("image", "delete", seen.pk), {"post": "yes"})):
        refused = desk.post(target, sent)
        assert refused.status_code == 403
        assert "add yours as a new picture" in refused.text
    action = {"action": "delete_selected", "_selected_action": [seen.pk], "post": "yes"}
    assert desk.post(address("image", "changelist"), action).status_code == 403
    assert states() == SEEN_AND_WAITING
    answer = reviewers_desk.post(page, form_fields(reviewers_desk.get(page)) | {"alt": "Other"})
    assert answer.status_code == 302
    assert "Other" in states()


def test_an_editor_adds_no_published_portrait_by_a_picture_s_own_form(desk, person):
    page = address("image", "add")
    sent = {"person": person.pk, "file": upload(), "alt": "New", "kind": "portrait", "state": "published"}
    answer = desk.post(page, form_fields(desk.get(page)) | sent)
    assert "Choose “in review”" in form_errors(answer)
    assert states() == SEEN_AND_WAITING


def test_no_way_around_the_forms_shows_or_hides_a_portrait(person, editor, reviewer):
    """Whatever else changes a person: a revision brought back, a conflict settled, a program that an editor runs."""
    root, (seen, waiting) = Root("person", person.pk), Image.objects.order_by("position")
    for image, was, now in (
        (seen, {"alt": "Seen"}, {"alt": "Other"}),
        (seen, {"state": "published"}, {"state": "withdrawn"}),
        (
            waiting,
            {"state": "draft", "published_from": None},
            {"state": "published", "published_from": "2020-01-01T00:00:00+00:00"},
        ),
    ):
        patch = Patch.of([RowChange("image", str(image.pk), was, now)])
        with pytest.raises(RefusedError, match="only a Reviewer or an Administrator"):
            apply_change(root, patch, editor=editor)
    assert states() == SEEN_AND_WAITING
    assert apply_change(
        root, Patch.of([RowChange("image", str(seen.pk), {"alt": "Seen"}, {"alt": "Other"})]), editor=reviewer
    )


def test_an_editor_reverts_no_portrait_that_visitors_see(desk, person, reviewer):
    root, seen = Root("person", person.pk), Image.objects.get(alt="Seen")
    first = apply_change(
        root, Patch.of([RowChange("person", str(person.pk), {"note": ""}, {"note": "x"})]), editor=reviewer
    )
    apply_change(root, Patch.of([RowChange("image", str(seen.pk), {"alt": "Seen"}, {"alt": "Other"})]), editor=reviewer)
    answer = desk.post(address("person", "revert", person.pk, first.pk), {"_seen": newest_revision_id(root)})
    assert answer.status_code == 409
    assert "only a Reviewer or an Administrator" in answer.text
    assert "Other" in states()

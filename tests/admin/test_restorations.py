"""Editors bring back what was deleted."""

import pytest

from catalog.merging.merge import merge
from catalog.models import Film, Person, Revision
from catalog.roles import REVIEWER
from tests.admin.desk_forms import address
from tests.admin.histories import CONFLICT, delete, log_in, restore_page, save
from tests.factories import make_comment, make_credit, make_film, make_image, make_person, make_vote


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

"""Who sees a history, reverts and restores."""

import pytest
from django.contrib.auth.models import Permission, User

from catalog.editing.history import newest_revision_id
from catalog.models import Revision
from catalog.roles import ADMINISTRATOR, MODERATOR
from tests.admin.desk_forms import address
from tests.admin.histories import (
    FORBIDDEN,
    NOT_ALLOWED,
    confirmation,
    delete,
    log_in,
    restore_page,
    revert_page,
    root_of,
    save,
)
from tests.factories import make_credit, make_film, make_person


@pytest.fixture
def draft(db):
    return make_film(title="The Way Back", state="draft")


@pytest.fixture
def person(db):
    return make_person(name="Peter Weir")


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
    assert "Bring back" not in client.get(address("person", "history", person.pk)).text
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

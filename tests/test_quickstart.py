import pytest
from django.contrib.auth import get_user_model

from wayback import quickstart

pytestmark = pytest.mark.django_db


def test_the_first_run_makes_an_account_of_each_kind_that_can_log_in(client):
    accounts = dict(quickstart.first_accounts())
    assert set(accounts) == {"admin", "editor", "reviewer", "moderator"}
    for name, password in accounts.items():
        assert len(password) >= 20
        assert client.post("/admin/login/", {"username": name, "password": password}).status_code == 302
    admin, editor, reviewer, moderator = (get_user_model().objects.get(username=name) for name in accounts)
    assert admin.is_superuser
    assert not editor.is_superuser
    assert editor.has_perm("catalog.change_film")
    assert not editor.has_perm("auth.change_user")
    assert moderator.has_perm("catalog.change_comment")
    assert not moderator.has_perm("catalog.change_film")
    assert [user.has_perm("catalog.publish_film") for user in (editor, reviewer)] == [False, True]


def test_a_later_run_makes_none():
    quickstart.first_accounts()
    assert quickstart.first_accounts() == []


def test_passwords_are_new_each_time():
    first = quickstart.first_accounts()
    get_user_model().objects.all().delete()
    assert {password for _, password in first}.isdisjoint(password for _, password in quickstart.first_accounts())

"""Administrators keep the accounts, and nobody gives an account more rights than their own has."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_otp import device_classes

from tests.admin.desk_forms import form_errors, form_fields
from tests.admin.logins import PASSWORD, is_logged_in, log_in, make_app

NEW_PASSWORD = "a staple of another colour"


@pytest.fixture
def administrator(db):
    user = User.objects.create_user("ada", password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name="Administrator"))
    return user


@pytest.fixture
def administrators_desk(client, administrator):
    """A browser in which an administrator is logged in."""
    client.force_login(administrator)
    return client


@pytest.fixture
def superuser(db):
    return User.objects.create_superuser("root", password=PASSWORD)


@pytest.fixture
def superusers_desk(superuser):
    client = Client()
    client.force_login(superuser)
    return client


def page(name, *args):
    return reverse(f"admin:auth_user_{name}", args=args)


def save(client, user, **fields):
    address = page("change", user.pk)
    return client.post(address, form_fields(client.get(address)) | fields)


def test_an_editor_keeps_no_accounts(desk, editor):
    assert desk.get(page("changelist")).status_code == 403
    assert desk.get(page("change", editor.pk)).status_code == 403
    assert desk.get(page("add")).status_code == 403


def test_an_administrator_makes_an_account_with_a_role_and_it_logs_in(administrators_desk):
    role = Group.objects.get(name="Editor")
    fields = {"username": "new", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD, "groups": [role.pk]}
    assert administrators_desk.post(page("add"), fields).status_code == 302
    client = Client()
    assert log_in(client, "new", NEW_PASSWORD).status_code == 302
    assert User.objects.get(username="new").has_perm("catalog.change_film")


def test_the_password_of_a_new_account_must_follow_the_rules(administrators_desk):
    fields = {"username": "new", "password1": "password", "password2": "password"}
    errors = form_errors(administrators_desk.post(page("add"), fields))
    assert "too short" in errors
    assert "too common" in errors
    assert not User.objects.filter(username="new").exists()


def test_each_role_is_offered_with_a_description(administrators_desk, editor):
    text = administrators_desk.get(page("change", editor.pk)).text
    assert "Editor: enters and changes the catalogue" in text
    assert "Reviewer: " in text


def test_an_administrator_gives_and_takes_roles(administrators_desk, editor):
    reviewer = Group.objects.get(name="Reviewer")
    assert save(administrators_desk, editor, groups=[reviewer.pk]).status_code == 302
    assert list(editor.groups.all()) == [reviewer]


def test_a_deactivated_account_is_logged_out_until_it_is_activated_again(administrators_desk, editor):
    client = Client()
    log_in(client)
    fields = form_fields(administrators_desk.get(page("change", editor.pk)))
    del fields["is_active"]
    administrators_desk.post(page("change", editor.pk), fields)
    assert not is_logged_in(client)
    save(administrators_desk, editor, is_active="on")
    assert is_logged_in(client)


def test_a_password_that_an_administrator_sets_ends_the_sessions_of_the_account(administrators_desk, editor):
    client = Client()
    log_in(client)
    fields = {"usable_password": "true", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD, "set-password": "1"}
    assert (
        administrators_desk.post(reverse("admin:auth_user_password_change", args=[editor.pk]), fields).status_code
        == 302
    )
    assert not is_logged_in(client)
    assert log_in(client, password=NEW_PASSWORD).status_code == 302


def test_an_administrator_makes_no_superuser_and_gives_no_single_permissions(administrators_desk, editor):
    permission = Permission.objects.get(codename="add_group")
    text = administrators_desk.get(page("change", editor.pk)).text
    assert 'name="is_superuser"' not in text
    assert 'name="user_permissions"' not in text
    save(administrators_desk, editor, is_superuser="on", is_staff="on", user_permissions=[permission.pk])
    editor = User.objects.get(pk=editor.pk)
    assert not editor.is_superuser
    assert not editor.user_permissions.exists()
    fields = {"username": "new", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD, "is_superuser": "on"}
    administrators_desk.post(page("add"), fields | {"user_permissions": [permission.pk]})
    assert not User.objects.get(username="new").is_superuser
    assert not User.objects.get(username="new").user_permissions.exists()


def test_a_superuser_makes_a_superuser(superusers_desk, editor):
    save(superusers_desk, editor, is_superuser="on")
    assert User.objects.get(pk=editor.pk).is_superuser


@pytest.mark.parametrize("fields", [{"username": "mine"}, {"is_active": ""}, {"email": "mine@example.org"}])
def test_an_administrator_does_not_change_a_superuser(administrators_desk, superuser, fields):
    assert administrators_desk.get(page("change", superuser.pk)).status_code == 200
    assert administrators_desk.post(page("change", superuser.pk), fields).status_code == 403
    assert User.objects.filter(username="root", is_active=True, email="").exists()


def test_an_administrator_does_not_set_a_superusers_password(administrators_desk, superuser):
    address = reverse("admin:auth_user_password_change", args=[superuser.pk])
    fields = {"usable_password": "true", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD, "set-password": "1"}
    assert administrators_desk.get(address).status_code == 403
    assert administrators_desk.post(address, fields).status_code == 403
    assert User.objects.get(username="root").check_password(PASSWORD)


def test_an_administrator_does_not_delete_a_superuser(administrators_desk, superuser):
    assert administrators_desk.post(page("delete", superuser.pk), {"post": "yes"}).status_code == 403
    assert User.objects.filter(username="root").exists()


def test_nobody_gives_a_role_that_is_not_in_the_table(administrators_desk, superusers_desk, editor):
    unknown_role = Group.objects.create(name="Beyond")
    assert "valid choice" in form_errors(save(administrators_desk, editor, groups=[unknown_role.pk]))
    assert "valid choice" in form_errors(save(superusers_desk, editor, groups=[unknown_role.pk]))
    assert unknown_role not in editor.groups.all()


def test_an_account_keeps_a_role_that_is_not_in_the_table(administrators_desk, editor):
    unknown_role = Group.objects.create(name="Beyond")
    editor.groups.add(unknown_role)
    assert save(administrators_desk, editor, first_name="Edda").status_code == 302
    assert unknown_role in editor.groups.all()


def test_nobody_changes_their_own_roles_or_deactivates_or_deletes_themselves(administrators_desk, administrator):
    fields = {"first_name": "Ada", "groups": [], "is_active": ""}
    save(administrators_desk, administrator, **fields)
    account = User.objects.get(pk=administrator.pk)
    assert (account.first_name, account.is_active) == ("Ada", True)
    assert account.groups.get().name == "Administrator"
    assert administrators_desk.post(page("delete", administrator.pk), {"post": "yes"}).status_code == 403


def test_the_page_that_deletes_an_account_advises_to_deactivate_it(administrators_desk, editor):
    text = administrators_desk.get(page("delete", editor.pk)).text
    assert "untick “Active” on its page" in text
    assert page("change", editor.pk) in text


def test_an_administrator_turns_two_step_log_in_off_for_an_editor_who_lost_their_phone(administrators_desk, editor):
    make_app(editor)
    assert "Turn two-step log-in off" in administrators_desk.get(page("change", editor.pk)).text
    assert save(administrators_desk, editor, two_step_off="on").status_code == 302
    assert not any(kind.objects.filter(user=editor).exists() for kind in device_classes())
    assert log_in(Client()).status_code == 302


def test_saving_an_account_without_ticking_the_box_leaves_two_step_log_in_on(administrators_desk, editor):
    app, _ = make_app(editor)
    save(administrators_desk, editor, first_name="Edda")
    app.refresh_from_db()


def test_nobody_turns_their_own_two_step_log_in_off_without_a_code(client, administrator):
    app, _ = make_app(administrator)
    client.force_login(administrator)
    session = client.session
    session["otp_device_id"] = app.persistent_id
    session.save()
    assert "Turn two-step log-in off" not in client.get(page("change", administrator.pk)).text
    save(client, administrator, two_step_off="on")
    app.refresh_from_db()


def test_an_administrator_does_not_turn_a_superusers_two_step_log_in_off(administrators_desk, superuser):
    app, _ = make_app(superuser)
    assert administrators_desk.get(page("change", superuser.pk)).status_code == 200
    assert administrators_desk.post(page("change", superuser.pk), {"two_step_off": "on"}).status_code == 403
    app.refresh_from_db()


def test_the_list_of_accounts_needs_the_same_queries_whatever_its_length(administrators_desk):
    costs = []
    for number in (2, 6):
        for place in range(number):
            make_app(User.objects.create_user(f"user{number}{place}"))
        with CaptureQueriesContext(connection) as queries:
            assert administrators_desk.get(page("changelist")).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_desk_shows_neither_keys_of_apps_nor_groups(superusers_desk):
    models = {model for model in admin.site._registry if model._meta.app_label != "catalog"}
    assert models == {User}
    assert superusers_desk.get("/admin/auth/group/").status_code == 404
    assert superusers_desk.get("/admin/otp_totp/totpdevice/").status_code == 404

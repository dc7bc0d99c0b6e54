"""Accounts are kept by administrators; nobody raises an account above their own."""

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

NEW = "a staple of another colour"


@pytest.fixture
def administrator(db):
    user = User.objects.create_user("ada", password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name="Administrator"))
    return user


@pytest.fixture
def office(client, administrator):
    """A browser in which an administrator is logged in."""
    client.force_login(administrator)
    return client


@pytest.fixture
def root(db):
    return User.objects.create_superuser("root", password=PASSWORD)


@pytest.fixture
def as_root(root):
    client = Client()
    client.force_login(root)
    return client


def page(name, *args):
    return reverse(f"admin:auth_user_{name}", args=args)


def save(client, user, **sent):
    address = page("change", user.pk)
    return client.post(address, form_fields(client.get(address)) | sent)


def test_an_editor_keeps_no_accounts(desk, editor):
    assert desk.get(page("changelist")).status_code == 403
    assert desk.get(page("change", editor.pk)).status_code == 403
    assert desk.get(page("add")).status_code == 403


def test_an_administrator_makes_an_account_with_a_role_that_can_log_in(office):
    role = Group.objects.get(name="Editor")
    sent = {"username": "new", "password1": NEW, "password2": NEW, "groups": [role.pk]}
    assert office.post(page("add"), sent).status_code == 302
    client = Client()
    assert log_in(client, "new", NEW).status_code == 302
    assert User.objects.get(username="new").has_perm("catalog.change_film")


def test_a_new_account_needs_a_password_by_the_rules(office):
    sent = {"username": "new", "password1": "password", "password2": "password"}
    said = form_errors(office.post(page("add"), sent))
    assert "too short" in said
    assert "too common" in said
    assert not User.objects.filter(username="new").exists()


def test_roles_are_offered_in_plain_words(office, editor):
    text = office.get(page("change", editor.pk)).text
    assert "Editor: enters and changes the catalogue" in text
    assert "Reviewer: " in text


def test_an_administrator_gives_and_takes_roles(office, editor):
    reviewer = Group.objects.get(name="Reviewer")
    assert save(office, editor, groups=[reviewer.pk]).status_code == 302
    assert list(editor.groups.all()) == [reviewer]


def test_a_deactivated_account_is_out_and_comes_back(office, editor):
    client = Client()
    log_in(client)
    fields = form_fields(office.get(page("change", editor.pk)))
    del fields["is_active"]
    office.post(page("change", editor.pk), fields)
    assert not is_logged_in(client)
    save(office, editor, is_active="on")
    assert is_logged_in(client)


def test_a_password_that_an_administrator_sets_ends_the_sessions_of_its_owner(office, editor):
    client = Client()
    log_in(client)
    sent = {"usable_password": "true", "password1": NEW, "password2": NEW, "set-password": "1"}
    assert office.post(reverse("admin:auth_user_password_change", args=[editor.pk]), sent).status_code == 302
    assert not is_logged_in(client)
    assert log_in(client, password=NEW).status_code == 302


def test_nobody_but_a_superuser_makes_a_superuser_or_gives_single_permissions(office, editor):
    permission = Permission.objects.get(codename="add_group")
    text = office.get(page("change", editor.pk)).text
    assert 'name="is_superuser"' not in text
    assert 'name="user_permissions"' not in text
    save(office, editor, is_superuser="on", is_staff="on", user_permissions=[permission.pk])
    editor = User.objects.get(pk=editor.pk)
    assert not editor.is_superuser
    assert not editor.user_permissions.exists()
    sent = {"username": "new", "password1": NEW, "password2": NEW, "is_superuser": "on"}
    office.post(page("add"), sent | {"user_permissions": [permission.pk]})
    assert not User.objects.get(username="new").is_superuser
    assert not User.objects.get(username="new").user_permissions.exists()


def test_a_superuser_makes_a_superuser(as_root, editor):
    save(as_root, editor, is_superuser="on")
    assert User.objects.get(pk=editor.pk).is_superuser


@pytest.mark.parametrize("sent", [{"username": "mine"}, {"is_active": ""}, {"email": "mine@example.org"}])
def test_an_administrator_does_not_change_a_superuser(office, root, sent):
    assert office.get(page("change", root.pk)).status_code == 200
    assert office.post(page("change", root.pk), sent).status_code == 403
    assert User.objects.filter(username="root", is_active=True, email="").exists()


def test_an_administrator_does_not_set_a_superusers_password(office, root):
    address = reverse("admin:auth_user_password_change", args=[root.pk])
    sent = {"usable_password": "true", "password1": NEW, "password2": NEW, "set-password": "1"}
    assert office.get(address).status_code == 403
    assert office.post(address, sent).status_code == 403
    assert User.objects.get(username="root").check_password(PASSWORD)


def test_an_administrator_does_not_delete_a_superuser(office, root):
    assert office.post(page("delete", root.pk), {"post": "yes"}).status_code == 403
    assert User.objects.filter(username="root").exists()


def test_a_role_that_is_not_in_the_table_is_given_by_nobody(office, as_root, editor):
    beyond = Group.objects.create(name="Beyond")
    assert "valid choice" in form_errors(save(office, editor, groups=[beyond.pk]))
    assert "valid choice" in form_errors(save(as_root, editor, groups=[beyond.pk]))
    assert beyond not in editor.groups.all()


def test_a_role_that_is_not_in_the_table_stays_with_who_has_it(office, editor):
    beyond = Group.objects.create(name="Beyond")
    editor.groups.add(beyond)
    assert save(office, editor, first_name="Edda").status_code == 302
    assert beyond in editor.groups.all()


def test_nobody_changes_their_own_roles_or_locks_themselves_out(office, administrator):
    sent = {"first_name": "Ada", "groups": [], "is_active": ""}
    save(office, administrator, **sent)
    account = User.objects.get(pk=administrator.pk)
    assert (account.first_name, account.is_active) == ("Ada", True)
    assert account.groups.get().name == "Administrator"
    assert office.post(page("delete", administrator.pk), {"post": "yes"}).status_code == 403


def test_the_page_that_deletes_an_account_names_the_better_way(office, editor):
    text = office.get(page("delete", editor.pk)).text
    assert "untick “Active” on its page" in text
    assert page("change", editor.pk) in text


def test_an_administrator_turns_two_step_log_in_off_for_who_lost_the_phone(office, editor):
    make_app(editor)
    assert "Turn two-step log-in off" in office.get(page("change", editor.pk)).text
    assert save(office, editor, two_step_off="on").status_code == 302
    assert not any(kind.objects.filter(user=editor).exists() for kind in device_classes())
    assert log_in(Client()).status_code == 302


def test_a_save_without_the_tick_leaves_two_step_log_in_on(office, editor):
    app, _ = make_app(editor)
    save(office, editor, first_name="Edda")
    app.refresh_from_db()


def test_nobody_turns_their_own_off_without_a_code(client, administrator):
    app, _ = make_app(administrator)
    client.force_login(administrator)
    session = client.session
    session["otp_device_id"] = app.persistent_id
    session.save()
    assert "Turn two-step log-in off" not in client.get(page("change", administrator.pk)).text
    save(client, administrator, two_step_off="on")
    app.refresh_from_db()


def test_an_administrator_does_not_turn_a_superusers_off(office, root):
    app, _ = make_app(root)
    assert office.get(page("change", root.pk)).status_code == 200
    assert office.post(page("change", root.pk), {"two_step_off": "on"}).status_code == 403
    app.refresh_from_db()


def test_the_list_of_accounts_costs_the_same_whatever_its_length(office):
    costs = []
    for number in (2, 6):
        for place in range(number):
            make_app(User.objects.create_user(f"user{number}{place}"))
        with CaptureQueriesContext(connection) as queries:
            assert office.get(page("changelist")).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_desk_shows_neither_keys_nor_groups(as_root):
    shown = {model for model in admin.site._registry if model._meta.app_label != "catalog"}
    assert shown == {User}
    assert as_root.get("/admin/auth/group/").status_code == 404
    assert as_root.get("/admin/otp_totp/totpdevice/").status_code == 404

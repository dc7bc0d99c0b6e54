"""Failed log-ins lock for a while, and a session ends when its password is changed or its account deactivated."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.admin.logins import PASSWORD, form_errors, is_logged_in, log_in

HERE, ELSEWHERE = {"REMOTE_ADDR": "192.0.2.1"}, {"REMOTE_ADDR": "192.0.2.2"}


@pytest.fixture(autouse=True)
def _limits(settings):
    settings.AXES_FAILURE_LIMIT = 3
    settings.LOGIN_FAILURES_ADDRESS = 7
    settings.LOGIN_FAILURES_NAME = 100


def fail_to_log_in(client, times=1, name="edda", **headers):
    for _ in range(times):
        response = log_in(client, name, password="a guess", **headers)
    return response


def let_time_pass(**span):
    for attempt in AccessAttempt.objects.all():
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=attempt.attempt_time - timedelta(**span))


def test_the_right_name_and_password_lead_to_the_desk(client, editor):
    response = log_in(client)
    assert (response.status_code, response["Location"]) == (302, reverse("admin:index"))
    assert is_logged_in(client)


def test_a_wrong_password_is_refused_with_advice(client, editor):
    response = fail_to_log_in(client)
    assert response.status_code == 200
    assert "name or the password is wrong" in form_errors(response)
    assert "ask an administrator" in form_errors(response)


def test_a_lock_says_why_and_how_long_and_gives_advice(client, editor):
    response = fail_to_log_in(client, 3)
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 15 * 60
    assert "Too many log-ins failed under this name" in response.text
    assert "It ends in 15 minutes" in response.text
    assert "ask an administrator" in response.text


def test_the_right_password_is_refused_while_the_name_is_locked(client, editor):
    fail_to_log_in(client, 3)
    assert log_in(client).status_code == 429
    assert not is_logged_in(client)


def test_a_name_without_an_account_gets_the_same_response_as_one_with_an_account(client, editor):
    response, response_for_unknown_name = fail_to_log_in(client, name="edda"), fail_to_log_in(client, name="nobody")
    assert form_errors(response) == form_errors(response_for_unknown_name)
    response, response_for_unknown_name = (
        fail_to_log_in(client, 2, name="edda"),
        fail_to_log_in(client, 2, name="nobody"),
    )
    assert response.text == response_for_unknown_name.text


def test_a_deactivated_account_gets_the_same_response_as_a_wrong_password(client, editor):
    errors = form_errors(fail_to_log_in(client))
    User.objects.update(is_active=False)
    assert form_errors(log_in(client)) == errors


def test_a_name_that_is_locked_at_one_address_logs_in_from_another(client, editor):
    fail_to_log_in(client, 3, **HERE)
    assert log_in(client, **HERE).status_code == 429
    assert log_in(client, **ELSEWHERE).status_code == 302


def test_many_names_tried_from_one_address_lock_the_address(client, editor):
    for number in range(6):
        assert fail_to_log_in(client, name=f"name{number}", **HERE).status_code == 200
    response = fail_to_log_in(client, name="name6", **HERE)
    assert response.status_code == 429
    assert "Too many log-ins failed from your network address" in response.text
    assert log_in(client, **HERE).status_code == 429
    assert log_in(client, **ELSEWHERE).status_code == 302


def test_a_log_in_clears_the_failures_of_its_own_name_alone(client, editor):
    fail_to_log_in(client, 2, name="edda")
    fail_to_log_in(client, 2, name="other")
    log_in(client)
    assert fail_to_log_in(client, 2, name="edda").status_code == 200
    assert fail_to_log_in(client, name="other").status_code == 429


def test_a_lock_ends_by_itself(client, editor):
    fail_to_log_in(client, 3)
    let_time_pass(minutes=16)
    assert log_in(client).status_code == 302


def test_failures_during_a_lock_do_not_lengthen_it(client, editor):
    fail_to_log_in(client, 3)
    let_time_pass(minutes=10)
    assert int(fail_to_log_in(client, 2)["Retry-After"]) <= 5 * 60
    let_time_pass(minutes=6)
    assert log_in(client).status_code == 302


def test_old_failures_are_deleted_at_the_next_failure(client, editor):
    fail_to_log_in(client, 2, name="once")
    let_time_pass(minutes=16)
    fail_to_log_in(client)
    assert set(AccessAttempt.objects.values_list("username", flat=True)) == {"edda"}


def test_a_failure_is_stored_without_the_password_and_the_code(client, editor):
    log_in(client, password="a guess", code="123456")
    [post_data] = AccessAttempt.objects.values_list("post_data", flat=True)
    assert "a guess" not in post_data
    assert "123456" not in post_data


def test_failures_of_several_browsers_count_together(client, editor):
    for number in range(3):
        response = fail_to_log_in(client, HTTP_USER_AGENT=f"Browser {number}")
    assert response.status_code == 429


def test_a_forged_address_does_not_evade_the_lock(client, editor):
    for number in range(3):
        response = fail_to_log_in(client, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
    assert response.status_code == 429


def test_behind_a_trusted_proxy_each_client_counts_alone_and_cannot_forge_its_address(client, editor, settings):
    settings.TRUSTED_PROXIES = 1
    for number in range(3):
        response = fail_to_log_in(client, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}, 192.0.2.7")
    assert response.status_code == 429
    assert log_in(client, HTTP_X_FORWARDED_FOR="192.0.2.8").status_code == 302


@pytest.mark.parametrize("forwarded_for", ["unknown", "192.0.2.7:4711", "[2001:db8::1]:80", ", ,"])
def test_failures_from_an_unreadable_address_count_too(client, editor, settings, forwarded_for):
    settings.TRUSTED_PROXIES = 1
    assert fail_to_log_in(client, 3, HTTP_X_FORWARDED_FOR=forwarded_for).status_code == 429


def test_an_ipv6_network_counts_as_one_address(client, editor):
    for number in range(3):
        response = fail_to_log_in(client, REMOTE_ADDR=f"2001:db8::{number}")
    assert response.status_code == 429
    assert log_in(client, REMOTE_ADDR="2001:db8:0:1::1").status_code == 302


def test_one_ipv4_visitor_locks_out_no_other_where_the_server_listens_on_ipv6(client, editor):
    assert fail_to_log_in(client, 3, REMOTE_ADDR="::ffff:192.0.2.1").status_code == 429
    assert log_in(client, REMOTE_ADDR="192.0.2.1").status_code == 429
    assert log_in(client, REMOTE_ADDR="::ffff:192.0.2.2").status_code == 302


@pytest.mark.parametrize("name", ["x" * 5000, "nul\0", "ﬀ" * 150])
def test_an_impossible_name_is_refused_by_the_form(client, editor, name):
    response = fail_to_log_in(client, name=name)
    assert response.status_code == 200
    assert form_errors(response)
    assert not AccessAttempt.objects.exists()


def test_a_password_change_ends_all_sessions_but_its_own(client, editor):
    second_client = Client()
    log_in(client)
    log_in(second_client)
    password = "a staple of another colour"
    fields = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}
    assert client.post(reverse("admin:password_change"), fields).status_code == 302
    assert is_logged_in(client)
    assert not is_logged_in(second_client)


def test_a_deactivated_editor_is_logged_out_at_the_next_request(client, editor):
    log_in(client)
    assert is_logged_in(client)
    User.objects.update(is_active=False)
    response = client.get(reverse("admin:catalog_film_changelist"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("admin:login"))


def test_a_log_in_changes_the_session_key(client, editor):
    client.session.save()
    log_in(client)
    first_key = client.session.session_key
    log_in(client)
    assert client.session.session_key != first_key


def test_an_account_that_may_not_use_the_desk_reads_so(client, editor):
    User.objects.update(is_staff=False)
    client.force_login(editor)
    assert "whose account may not use the desk" in client.get(reverse("admin:login")).text


def test_a_program_authenticates_without_a_request(client, editor):
    assert client.login(username="edda", password="correct horse battery")
    assert not client.login(username="edda", password="a guess")

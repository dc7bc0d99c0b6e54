"""One name tried from many addresses is locked, but not in browsers in which its user logged in before."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from tests.admin.logins import PASSWORD, app_code, is_logged_in, log_in, make_app

FAILURES, FAILURES_OF_A_NAME = 3, 6
NEW_PASSWORD = "a staple of another colour"


@pytest.fixture(autouse=True)
def _limits(settings):
    settings.AXES_FAILURE_LIMIT = FAILURES
    settings.LOGIN_FAILURES_ADDRESS = 50
    settings.LOGIN_FAILURES_NAME = FAILURES_OF_A_NAME


@pytest.fixture
def known_browser(editor):
    """A browser in which the editor logged in, whose session has ended since."""
    browser = Client(REMOTE_ADDR="203.0.113.1")
    log_in(browser)
    del browser.cookies["sessionid"]
    return browser


def guess(times, name="edda", browser=None, start=0):
    """Fail to log in from as many addresses as times, in a browser or in a new one each time; return the last response."""
    for number in range(start, start + times):
        response = log_in(browser or Client(), name, password="a guess", REMOTE_ADDR=f"192.0.2.{number}")
    return response


def known_cookies(browser):
    return {name: morsel for name, morsel in browser.cookies.items() if name.startswith("wayback_browser_")}


def stranger(cookies=()):
    """Return a browser at an address of its own, with copied cookies."""
    browser = Client(REMOTE_ADDR="203.0.113.2")
    for name, morsel in dict(cookies).items():
        browser.cookies[name] = morsel.value
    return browser


def test_a_name_tried_from_many_addresses_is_locked_everywhere(editor):
    assert guess(FAILURES_OF_A_NAME - 1).status_code == 200
    response = guess(1, start=FAILURES_OF_A_NAME)
    assert response.status_code == 429
    assert log_in(stranger()).status_code == 429
    assert log_in(stranger(), name="other").status_code == 200


def test_the_refusal_says_why_how_long_and_what_to_do(editor):
    response = guess(FAILURES_OF_A_NAME)
    assert "Too many log-ins failed under this name." in response.text
    assert "It ends in 15 minutes" in response.text
    assert "Log in with a browser in which you did so before" in response.text
    assert "ask an administrator" in response.text
    assert 0 < int(response["Retry-After"]) <= 15 * 60


def test_a_name_without_an_account_is_refused_in_the_same_words(editor):
    assert guess(FAILURES_OF_A_NAME).text == guess(FAILURES_OF_A_NAME, name="nobody", start=100).text


def test_a_known_browser_logs_in_while_the_name_is_locked(known_browser):
    guess(FAILURES_OF_A_NAME)
    assert log_in(known_browser).status_code == 302
    assert is_logged_in(known_browser)
    assert log_in(stranger()).status_code == 429


def test_failures_in_a_known_browser_do_not_lock_the_name(known_browser):
    guess(FAILURES, browser=known_browser)
    assert guess(FAILURES_OF_A_NAME - 1, start=100).status_code == 200


def test_a_stolen_cookie_gives_no_more_tries_than_one_browser_has(known_browser):
    thief = stranger(known_cookies(known_browser))
    assert guess(FAILURES - 1, browser=thief).status_code == 200
    response = guess(1, browser=thief, start=100)
    assert response.status_code == 429
    assert "under this name in this browser" in response.text
    assert log_in(thief, REMOTE_ADDR="192.0.2.200").status_code == 429


def test_each_log_in_gives_a_new_cookie_with_tries_of_its_own(known_browser):
    old_cookies = known_cookies(known_browser)
    log_in(known_browser)
    guess(FAILURES, browser=stranger(old_cookies))
    assert log_in(stranger(old_cookies)).status_code == 429
    assert log_in(known_browser).status_code == 302


def test_a_known_browser_does_not_evade_the_limit_of_its_address(known_browser):
    for _ in range(FAILURES):
        log_in(stranger(), password="a guess", REMOTE_ADDR="192.0.2.1")
    response = log_in(known_browser, REMOTE_ADDR="192.0.2.1")
    assert response.status_code == 429
    assert "under this name from your network address" in response.text


def test_the_cookie_counts_for_its_own_name_alone(known_browser, reviewer):
    guess(FAILURES_OF_A_NAME, name="rita")
    assert log_in(known_browser, name="rita").status_code == 429


def test_two_users_of_one_computer_are_both_known(known_browser, reviewer):
    log_in(known_browser, name="rita")
    guess(FAILURES_OF_A_NAME)
    guess(FAILURES_OF_A_NAME, name="rita", start=100)
    assert log_in(known_browser).status_code == 302
    assert log_in(known_browser, name="rita").status_code == 302


@pytest.mark.parametrize("value", ["", "forged", "forged:forged", "x" * 4000])
def test_a_forged_cookie_is_none(known_browser, value):
    [name] = known_cookies(known_browser)
    forger = stranger()
    forger.cookies[name] = value
    guess(FAILURES_OF_A_NAME, browser=forger)
    assert log_in(forger, REMOTE_ADDR="192.0.2.200").status_code == 429


def test_the_user_agent_makes_no_browser_known(known_browser):
    guess(FAILURES_OF_A_NAME)
    [token] = {morsel.value.partition(":")[0] for morsel in known_cookies(known_browser).values()}
    assert log_in(stranger(), HTTP_USER_AGENT=token).status_code == 429


def test_the_cookie_ends_when_the_password_changes(known_browser, editor):
    editor.set_password(NEW_PASSWORD)
    editor.save()
    guess(FAILURES_OF_A_NAME)
    assert log_in(known_browser, password=NEW_PASSWORD).status_code == 429


def test_the_browser_in_which_the_password_was_changed_stays_known(known_browser):
    log_in(known_browser)
    fields = {"old_password": PASSWORD, "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    known_browser.post(reverse("admin:password_change"), fields)
    guess(FAILURES_OF_A_NAME)
    assert log_in(known_browser, password=NEW_PASSWORD).status_code == 302


def test_the_cookie_is_for_the_desk_and_no_script_reads_it(known_browser, settings):
    [(name, morsel)] = known_cookies(known_browser).items()
    assert (morsel["path"], morsel["samesite"], morsel["httponly"]) == ("/admin/", "Strict", True)
    assert not morsel["secure"]
    assert morsel["max-age"] == 365 * 24 * 3600
    assert "edda" not in name + morsel.value
    settings.HTTPS = True
    log_in(known_browser)
    assert known_browser.cookies[name]["secure"]


def test_a_password_without_its_code_makes_no_browser_known(client, editor, settings):
    settings.OTP_TOTP_THROTTLE_FACTOR = 0
    app, _ = make_app(editor)
    log_in(client)
    log_in(client, code="000000")
    assert not known_cookies(client)
    log_in(client, code=app_code(app))
    assert known_cookies(client)


def test_wrong_codes_from_many_addresses_lock_the_name(editor, settings):
    settings.OTP_TOTP_THROTTLE_FACTOR = settings.OTP_STATIC_THROTTLE_FACTOR = 0
    make_app(editor)
    for number in range(FAILURES_OF_A_NAME):
        response = log_in(Client(), code="wrong", REMOTE_ADDR=f"192.0.2.{number}")
    assert response.status_code == 429


def test_a_failed_log_in_makes_no_browser_known(client, editor):
    log_in(client, password="a guess")
    assert not known_cookies(client)


def test_a_lock_ends_when_enough_failures_are_old(editor):
    guess(FAILURES_OF_A_NAME)
    oldest = AccessAttempt.objects.earliest("attempt_time")
    AccessAttempt.objects.filter(pk=oldest.pk).update(attempt_time=oldest.attempt_time - timedelta(minutes=10))
    assert int(log_in(stranger())["Retry-After"]) <= 5 * 60
    AccessAttempt.objects.filter(pk=oldest.pk).update(attempt_time=oldest.attempt_time - timedelta(minutes=16))
    assert log_in(stranger()).status_code == 302


def test_a_log_in_forgives_no_failures_elsewhere(known_browser):
    guess(FAILURES_OF_A_NAME)
    log_in(known_browser)
    assert log_in(stranger()).status_code == 429


def test_an_administrator_ends_the_lock_of_a_name(known_browser):
    guess(FAILURES_OF_A_NAME)
    guess(FAILURES, browser=known_browser, start=100)
    call_command("axes_reset_username", "edda", verbosity=0)
    assert log_in(stranger()).status_code == 302
    assert log_in(known_browser).status_code == 302


def test_a_deleted_account_is_known_nowhere(known_browser):
    User.objects.filter(username="edda").delete()
    assert guess(FAILURES_OF_A_NAME, browser=known_browser).status_code == 429

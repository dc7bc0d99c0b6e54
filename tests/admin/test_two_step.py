"""Two-step log-in: editors turn it on and off for themselves; while it is on, they need a code to log in."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.admin.logins import app_code, form_errors, is_logged_in, log_in, make_app, scan_key

PAGE = "/admin/two-step/"


@pytest.fixture
def app(editor, settings):
    """An app that is set up, and whose wrong codes are not followed by a wait."""
    settings.OTP_TOTP_THROTTLE_FACTOR = settings.OTP_STATIC_THROTTLE_FACTOR = 0
    return make_app(editor)[0]


@pytest.fixture
def codes(app, editor):
    return list(StaticToken.objects.values_list("token", flat=True))


def send_code(client, act, code):
    return client.post(PAGE, {"act": act, "code": code})


def app_on_page(client):
    """Return an app that has read the key on the page."""
    return scan_key(re.search(r'class="key">([A-Z2-7 ]+)<', client.get(PAGE).text).group(1))


def set_up(client):
    return send_code(client, "on", app_code(app_on_page(client)))


def test_an_editor_who_has_it_off_logs_in_without_a_code(client, editor):
    assert log_in(client).status_code == 302
    assert is_logged_in(client)


def test_each_page_of_the_desk_links_to_it(desk):
    assert f'href="{PAGE}"' in desk.get(reverse("admin:index")).text


def test_a_visitor_does_not_see_the_page(client, editor):
    assert client.get(PAGE).status_code == 302


def test_a_code_of_the_app_turns_it_on_and_ten_recovery_codes_are_shown(desk, editor):
    response = set_up(desk)
    assert len(re.findall(r"<code>[a-z2-7]{4}-[a-z2-7]{4}</code>", response.text)) == 10
    assert TOTPDevice.objects.get(user=editor).confirmed
    assert is_logged_in(desk)


def test_the_recovery_codes_are_shown_once(desk):
    set_up(desk)
    page = desk.get(PAGE).text
    assert "10 recovery codes left" in page
    assert not any(f"{code[:4]}-{code[4:]}" in page for code in StaticToken.objects.values_list("token", flat=True))


def test_a_wrong_code_leaves_it_off_and_keeps_the_key(desk, editor):
    app = app_on_page(desk)
    response = send_code(desk, "on", "not a code")
    assert "not the code of the key" in form_errors(response)
    assert not TOTPDevice.objects.exists()
    assert app_on_page(desk).key == app.key
    assert send_code(desk, "on", app_code(app)).context["codes"]


def test_each_session_has_its_own_key(desk, editor):
    second_client = Client()
    second_client.force_login(editor)
    assert app_on_page(desk).key != app_on_page(second_client).key


def test_turning_it_on_ends_the_other_sessions(desk, editor):
    second_client = Client()
    second_client.force_login(editor)
    assert is_logged_in(second_client)
    set_up(desk)
    assert not is_logged_in(second_client)
    assert "has two-step log-in by now" in second_client.get(reverse("admin:login")).text
    assert send_code(second_client, "off", "123456").status_code == 302
    assert TOTPDevice.objects.exists()


def test_turning_it_on_changes_the_session_key(desk):
    first_key = desk.session.session_key
    set_up(desk)
    assert desk.session.session_key != first_key


@pytest.mark.parametrize(
    "name", ["index", "password_change", "catalog_film_changelist", "catalog_film_add", "autocomplete"]
)
def test_a_session_without_the_second_step_reaches_no_page_of_the_desk(client, editor, app, name):
    client.force_login(editor)
    response = client.get(reverse(f"admin:{name}"))
    assert (response.status_code, response["Location"].split("?")[0]) == (302, reverse("admin:login"))


def test_the_right_password_without_a_code_is_refused_with_advice(client, app):
    response = log_in(client)
    assert response.status_code == 200
    assert "Type your password again, and the code" in form_errors(response)
    assert "ask an administrator to turn it off" in form_errors(response)
    assert not is_logged_in(client)


def test_the_right_password_with_the_code_logs_in(client, app):
    assert log_in(client, code=app_code(app)).status_code == 302
    assert is_logged_in(client)


def test_a_code_may_have_a_space_as_apps_show_it(client, app):
    code = app_code(app)
    assert log_in(client, code=f"{code[:3]} {code[3:]}").status_code == 302


def test_a_code_works_for_one_log_in(client, app):
    code = app_code(app)
    log_in(client, code=code)
    assert "wrong, or was used before" in form_errors(log_in(Client(), code=code))
    assert log_in(Client(), code=app_code(app, later=1)).status_code == 302


def test_the_code_that_turned_it_on_does_not_log_in(desk):
    app = app_on_page(desk)
    code = app_code(app)
    send_code(desk, "on", code)
    assert "wrong, or was used before" in form_errors(log_in(Client(), code=code))


@pytest.mark.parametrize("code", ["000000", "0", "abcd-efgh", "-", "١٢٣٤٥٦"])
def test_a_wrong_code_is_refused(client, app, code):
    TOTPDevice.objects.update(key="00" * 20)
    response = log_in(client, code=code)
    assert "wrong, or was used before" in form_errors(response)
    assert not is_logged_in(client)


def test_a_code_does_not_replace_the_password(client, app):
    assert "name or the password is wrong" in form_errors(log_in(client, password="a guess", code=app_code(app)))


def test_the_codes_of_another_user_are_refused(client, app):
    second_app, second_codes = make_app(User.objects.create_user("other"))
    assert "wrong" in form_errors(log_in(client, code=app_code(second_app)))
    assert "wrong" in form_errors(log_in(client, code=second_codes[0]))


def test_a_recovery_code_logs_in_once(client, codes):
    assert log_in(client, code=codes[0]).status_code == 302
    assert is_logged_in(client)
    assert "wrong, or was used before" in form_errors(log_in(Client(), code=codes[0]))
    assert log_in(Client(), code=f"{codes[1][:4]}-{codes[1][4:]}".upper()).status_code == 302


def test_the_next_code_must_wait_after_a_wrong_one(client, editor):
    app, _ = make_app(editor)
    log_in(client, code="000000" if app_code(app) != "000000" else "000001")
    assert "Wait 1 second, then" in form_errors(log_in(client, code=app_code(app)))


def test_wrong_codes_lock_the_log_in_as_wrong_passwords_do(client, app, settings):
    settings.AXES_FAILURE_LIMIT = 3
    for _ in range(3):
        response = log_in(client, code="wrong")
    assert response.status_code == 429
    assert log_in(client, code=app_code(app)).status_code == 429


def test_wrong_codes_on_the_page_lock_it_too(client, app, settings):
    settings.AXES_FAILURE_LIMIT = 3
    log_in(client, code=app_code(app))
    assert [send_code(client, "off", "wrong").status_code for _ in range(3)] == [200, 200, 429]


def test_new_recovery_codes_need_a_code_and_replace_the_old_ones(client, app, codes):
    log_in(client, code=codes[0])
    assert "wrong" in form_errors(send_code(client, "codes", "wrong"))
    assert len(send_code(client, "codes", codes[1]).context["codes"]) == 10
    assert is_logged_in(client)
    assert not StaticToken.objects.filter(token__in=codes).exists()


def test_a_code_turns_it_off_and_the_password_is_enough_again(client, app, codes):
    log_in(client, code=app_code(app))
    assert "wrong" in form_errors(send_code(client, "off", "wrong"))
    assert send_code(client, "off", codes[0]).status_code == 302
    assert is_logged_in(client)
    assert log_in(Client(), code="").status_code == 302


@pytest.mark.parametrize("act", ["off", "codes", "", "nonsense"])
def test_an_act_that_the_page_does_not_offer_changes_nothing_and_says_so(desk, act):
    response = desk.post(PAGE, {"act": act, "code": "123456"}, follow=True)
    assert "Nothing was changed: two-step log-in is off" in response.text


def test_turning_it_on_twice_keeps_the_first_app(desk, editor):
    set_up(desk)
    app = TOTPDevice.objects.get()
    response = desk.post(PAGE, {"act": "on", "code": "123456"}, follow=True)
    assert "Nothing was changed: two-step log-in is on" in response.text
    assert TOTPDevice.objects.get() == app


def test_a_code_that_no_field_can_store_is_refused(desk, app):
    for code in ("x" * 5000, "nul\0"):
        assert log_in(Client(), code=code).status_code == 200


def test_no_cache_stores_the_page(desk):
    assert "no-store" in desk.get(PAGE)["Cache-Control"]


def test_an_app_that_is_not_confirmed_needs_no_code(client, editor):
    TOTPDevice.objects.create(user=editor, name="Begun", confirmed=False)
    assert log_in(client).status_code == 302

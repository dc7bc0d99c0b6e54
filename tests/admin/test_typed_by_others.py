"""What was typed at the desk is shown again to nobody else, and no forged form is taken for it."""

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session

from catalog.roles import MODERATOR
from tests.admin.conftest import staff
from tests.admin.desk_forms import address
from tests.admin.logins import PASSWORD
from tests.admin.plain_browser import PlainBrowser
from tests.admin.typed_forms import (
    NOTHING_SAVED,
    TYPED,
    assert_nothing_is_saved,
    end_sessions,
    field_of,
    log_in_again,
    only_form,
)
from tests.factories import make_person


@pytest.fixture
def plain(editor):
    plain = PlainBrowser()
    assert plain.log_in("edda").status_code == 302
    return plain


@pytest.fixture
def person(db):
    return make_person(name="Ada")


@pytest.fixture
def page(plain, person):
    """The form of a person, opened while the editor is logged in."""
    return plain.open(address("person", "change", person.pk))


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {},
        {"origin": "http://testserver", "sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"referer": "https://elsewhere.example/admin/"},
        {"referer": "http://[testserver/"},
    ],
)
@pytest.mark.parametrize("is_logged_in", [True, False])
def test_what_another_site_sends_is_not_shown_again(plain, person, headers, is_logged_in):
    if not is_logged_in:
        end_sessions()
    page = address("person", "change", person.pk)
    response = plain.client.post(page, {"name": "Eve", **TYPED}, headers=headers)
    assert response.status_code == 403
    assert "twice" not in response.text
    assert "nothing was saved" in response.text
    assert_nothing_is_saved(person)


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "same-origin"}, {"referer": "http://testserver/admin/"}])
def test_a_browser_that_sends_no_origin_says_otherwise_that_the_page_is_ours(plain, person, headers):
    response = plain.client.post(address("person", "change", person.pk), {"name": "Eve", **TYPED}, headers=headers)
    assert NOTHING_SAVED in response.text


def test_a_log_in_without_an_origin_that_carries_a_form_is_refused(plain, page):
    end_sessions()
    login_page = plain.send(page, "person_form", **TYPED)
    response = plain.send(login_page, "login-form", username="edda", password=PASSWORD, origin="")
    assert (response.status_code, Session.objects.count()) == (403, 0)


def test_another_account_gets_what_it_may_see_and_no_more(plain, person, page):
    person.note = "Her secret."
    person.save()
    staff("mona", MODERATOR)
    end_sessions()
    form_page = log_in_again(plain, plain.send(page, "person_form", **TYPED), name="mona")
    assert form_page.status_code == 403
    assert "Her secret." not in form_page.text
    assert plain.open("/admin/").status_code == 200


def test_passwords_are_never_shown_again(client, db):
    User.objects.create_superuser("root", password=PASSWORD)
    plain = PlainBrowser()
    plain.log_in("root")
    page = plain.open("/admin/auth/user/add/")
    end_sessions()
    login_page = plain.send(page, "user_form", username="olga", password1="sesame 12345", password2="sesame 12345")
    form_page = log_in_again(plain, login_page, name="root")
    assert "sesame" not in login_page.text + form_page.text
    assert field_of(form_page, "username", "user_form") == "olga"
    assert User.objects.count() == 1


def test_a_change_of_the_own_password_is_not_made_by_itself(plain, editor):
    page = plain.open("/admin/password_change/")
    end_sessions()
    fields = {"old_password": PASSWORD, "new_password1": "sesame 12345", "new_password2": "sesame 12345"}
    login_page = plain.send(page, only_form(page), **fields)
    form_page = log_in_again(plain, login_page)
    assert "sesame" not in login_page.text + form_page.text
    assert "nothing was done yet" in form_page.text
    editor.refresh_from_db()
    assert editor.check_password(PASSWORD)

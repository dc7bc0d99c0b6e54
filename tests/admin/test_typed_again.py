"""What is typed at the desk comes back after a log-in that ended meanwhile or a token that changed; it is never saved by itself."""

from html import unescape

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session

from catalog.editing.documents import RefusedError
from catalog.models import Film, Person, Revision, State, Title
from catalog.roles import EDITOR
from tests.admin.conftest import staff
from tests.admin.desk_forms import address
from tests.admin.logins import app_code, make_app
from tests.admin.plain_browser import FormReader, PlainBrowser
from tests.admin.typed_forms import (
    NOTHING_SAVED,
    TYPED,
    assert_nothing_is_saved,
    end_sessions,
    field_of,
    log_in_again,
    only_form,
)
from tests.factories import make_film, make_person

LOGGED_OUT = "You were logged out, so nothing was saved yet"


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


def refuse(*arguments):
    raise RefusedError("It no longer fits.")


def test_what_is_typed_comes_back_after_the_log_in_and_the_next_send_saves_it(plain, person, page):
    end_sessions()
    login_page = plain.send(page, "person_form", **TYPED)
    assert (login_page.status_code, "no-store" in login_page["Cache-Control"]) == (403, True)
    assert LOGGED_OUT in login_page.text
    assert login_page.wsgi_request.path == address("person", "change", person.pk)
    assert Session.objects.count() == 0
    form_page = log_in_again(plain, login_page)
    assert form_page.status_code == 200
    assert NOTHING_SAVED in form_page.text
    assert_nothing_is_saved(person)
    assert field_of(form_page, "biography") == TYPED["biography"]
    assert field_of(form_page, "_note") == TYPED["_note"]
    assert field_of(form_page, "_seen") == field_of(page, "_seen")
    assert plain.send(form_page, "person_form").status_code == 302
    person.refresh_from_db()
    assert person.biography == TYPED["biography"]
    assert Revision.objects.get().note == TYPED["_note"]


def test_the_log_in_at_a_form_makes_the_browser_known_and_a_new_session(plain, page):
    end_sessions()
    login_page = plain.send(page, "person_form", **TYPED)
    form_page = log_in_again(plain, login_page)
    assert any(name.startswith("wayback_browser_") for name in form_page.cookies)
    assert Session.objects.count() == 1


def test_a_form_sent_after_logging_out_in_another_tab_comes_back(plain, person, page):
    plain.log_out()
    form_page = log_in_again(plain, plain.send(page, "person_form", **TYPED))
    assert field_of(form_page, "biography") == TYPED["biography"]
    assert_nothing_is_saved(person)


def test_a_form_sent_after_a_log_in_in_another_tab_comes_back_at_once(plain, person, page):
    plain.log_out()
    plain.log_in("edda")
    form_page = plain.send(page, "person_form", **TYPED)
    assert (form_page.status_code, NOTHING_SAVED in form_page.text) == (200, True)
    assert field_of(form_page, "biography") == TYPED["biography"]
    assert_nothing_is_saved(person)
    assert plain.send(form_page, "person_form").status_code == 302
    person.refresh_from_db()
    assert person.biography == TYPED["biography"]


def test_a_form_sent_without_the_cookie_of_its_token_comes_back(plain, person, page):
    del plain.client.cookies[settings.CSRF_COOKIE_NAME]
    form_page = plain.send(page, "person_form", **TYPED)
    assert field_of(form_page, "biography") == TYPED["biography"]
    assert_nothing_is_saved(person)
    assert plain.send(form_page, "person_form").status_code == 302


def test_a_form_comes_back_after_two_step_log_in_was_turned_on(plain, person, page, editor):
    app, _ = make_app(editor)
    login_page = plain.send(page, "person_form", **TYPED)
    assert "two-step log-in by now" in login_page.text
    without_code = log_in_again(plain, login_page)
    assert "Type your password again, and the code" in unescape(without_code.text)
    form_page = log_in_again(plain, without_code, code=app_code(app))
    assert field_of(form_page, "biography") == TYPED["biography"]
    assert_nothing_is_saved(person)
    assert plain.send(form_page, "person_form").status_code == 302


def test_a_wrong_password_keeps_what_was_typed(plain, person, page):
    end_sessions()
    login_page = plain.send(page, "person_form", **TYPED)
    guess_page = log_in_again(plain, login_page, password="a guess")
    assert "name or the password is wrong" in guess_page.text
    assert "a guess" not in guess_page.text
    assert field_of(log_in_again(plain, guess_page), "biography") == TYPED["biography"]
    assert_nothing_is_saved(person)


def test_a_failed_log_in_is_counted_without_what_was_typed(plain, page):
    end_sessions()
    log_in_again(plain, plain.send(page, "person_form", **TYPED), password="a guess")
    [post_data] = AccessAttempt.objects.values_list("post_data", flat=True)
    assert "_typed=" in post_data
    assert "twice" not in post_data


def test_a_lock_keeps_what_was_typed(plain, person, page, settings):
    settings.AXES_FAILURE_LIMIT = 1
    end_sessions()
    locked_page = log_in_again(plain, plain.send(page, "person_form", **TYPED), password="a guess")
    assert (locked_page.status_code, int(locked_page["Retry-After"]) > 0) == (429, True)
    assert "Too many log-ins failed" in locked_page.text
    assert "kept in this page: leave it open" in locked_page.text
    assert log_in_again(plain, locked_page).status_code == 429
    settings.AXES_FAILURE_LIMIT = 9
    assert field_of(log_in_again(plain, locked_page), "biography") == TYPED["biography"]


def test_a_log_in_page_whose_token_changed_keeps_what_was_typed(plain, person, page):
    end_sessions()
    login_page = plain.send(page, "person_form", **TYPED)
    del plain.client.cookies[settings.CSRF_COOKIE_NAME]
    again = log_in_again(plain, login_page)
    assert (again.status_code, LOGGED_OUT in again.text) == (403, True)
    assert Session.objects.count() == 0
    assert field_of(log_in_again(plain, again), "biography") == TYPED["biography"]


def test_a_log_in_page_sent_after_a_log_in_in_another_tab_brings_the_form_back(plain, person, page):
    end_sessions()
    login_page = plain.send(page, "person_form", **TYPED)
    plain.log_in("edda")
    assert field_of(log_in_again(plain, login_page), "biography") == TYPED["biography"]
    assert_nothing_is_saved(person)


def test_the_desks_own_log_in_page_with_an_old_token_is_shown_again(editor):
    plain = PlainBrowser()
    first_page = plain.open("/admin/login/?next=/admin/catalog/film/")
    plain.client.cookies.clear()
    login_page = log_in_again(plain, first_page)
    assert login_page.status_code == 403
    assert Session.objects.count() == 0
    assert log_in_again(plain, login_page).url == "/admin/catalog/film/"


def test_rows_that_were_added_come_back(plain, film):
    page = plain.open(address("film", "change", film.pk))
    end_sessions()
    new_row = {"titles-TOTAL_FORMS": "2", "titles-0-title": "Der Weg zurück", "titles-1-title": "Droga powrotna"}
    form_page = log_in_again(plain, plain.send(page, "film_form", **new_row))
    for name, text in new_row.items():
        assert field_of(form_page, name, "film_form") == text
    assert Title.objects.count() == 0
    assert plain.send(form_page, "film_form").status_code == 302
    assert set(Title.objects.values_list("title", flat=True)) == {"Der Weg zurück", "Droga powrotna"}


def test_a_new_noun_comes_back(plain):
    page = plain.open(address("person", "add"))
    end_sessions()
    form_page = log_in_again(plain, plain.send(page, "person_form", name="Grace", **TYPED))
    assert (field_of(form_page, "name"), Person.objects.count()) == ("Grace", 0)
    assert plain.send(form_page, "person_form").status_code == 302
    assert Person.objects.get().name == "Grace"


def test_a_form_with_an_error_comes_back_with_it(plain, page):
    end_sessions()
    form_page = log_in_again(plain, plain.send(page, "person_form", name="", **TYPED))
    assert "This field is required" in form_page.text
    assert field_of(form_page, "biography") == TYPED["biography"]


def test_what_somebody_else_saved_meanwhile_still_leads_to_the_page_of_conflicts(plain, person, page):
    end_sessions()
    login_page = plain.send(page, "person_form", **TYPED)
    other_browser = PlainBrowser()
    staff("otto", EDITOR)
    other_browser.log_in("otto")
    other_browser.send(
        other_browser.open(address("person", "change", person.pk)), "person_form", biography="Walked away."
    )
    conflict = plain.send(log_in_again(plain, login_page), "person_form")
    assert (conflict.status_code, "Somebody else saved" in conflict.text) == (409, True)


def test_a_form_of_a_published_film_comes_back(plain):
    film = make_film(title="The Way Back", state=State.PUBLISHED)
    page = plain.open(address("film", "change", film.pk))
    plain.send(page, "film_form", logline="A man walks.")
    page = plain.open(address("film", "change", film.pk))
    end_sessions()
    form_page = log_in_again(plain, plain.send(page, "film_form", logline="A woman walks."))
    assert field_of(form_page, "logline", "film_form") == "A woman walks."
    assert Film.objects.get().logline == ""


def test_another_page_lists_what_was_sent_and_sends_it_again(plain, film):
    publication = address("film", "publication", film.pk)
    page = plain.open(publication)
    end_sessions()
    login_page = plain.send(page, only_form(page), step="submit", _note="Please look <b>soon</b>.")
    form_page = log_in_again(plain, login_page)
    assert (form_page.status_code, "nothing was done yet" in form_page.text) == (409, True)
    assert "Please look &lt;b&gt;soon&lt;/b&gt;." in form_page.text
    film.refresh_from_db()
    assert film.state == State.DRAFT
    assert plain.send(form_page, "typed-form").status_code == 303
    film.refresh_from_db()
    assert film.state == State.IN_REVIEW


def test_a_form_whose_working_copy_no_longer_fits_shows_what_was_typed(plain, monkeypatch):
    film = make_film(title="The Way Back", state=State.PUBLISHED)
    plain.send(plain.open(address("film", "change", film.pk)), "film_form", logline="A man walks.")
    page = plain.open(address("film", "change", film.pk))
    monkeypatch.setattr("catalog.admin.core.views.overlay_working_copy", refuse)
    monkeypatch.setattr("catalog.editing.edit.apply_working_copy", refuse)
    response = plain.send(page, "film_form", logline="A <b>woman</b> walks.")
    assert (response.status_code, "It no longer fits." in response.text) == (409, True)
    assert "A &lt;b&gt;woman&lt;/b&gt; walks." in response.text


@pytest.mark.parametrize("text", ["", "[]", "{", "[1, 2]", "[[[1, 2]], []]", "[" * 100_000, '["ab", "cd"]'])
def test_a_forged_form_in_a_log_in_is_no_server_error(plain, page, text):
    end_sessions()
    login_page = plain.send(page, "person_form", **TYPED)
    assert log_in_again(plain, login_page, _typed=text).status_code in {200, 302, 400, 403}
    assert Revision.objects.count() == 0


def test_no_form_leads_to_another_site(plain, page, person):
    end_sessions()
    login_page = plain.send(page, "person_form", next="https://elsewhere.example/", **TYPED)
    form_page = log_in_again(plain, login_page, next="https://elsewhere.example/")
    assert (form_page.status_code, form_page.wsgi_request.path) == (200, address("person", "change", person.pk))
    for answer in (login_page, form_page):
        actions = [form["action"] for form in FormReader(answer.text).forms.values()]
        assert not [action for action in actions if action and not action.startswith("/admin/")]

"""How much of what is typed comes back after a log-in: much only in a browser in which an editor logged in before."""

import tempfile

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session

from catalog.models import Image, Person
from tests.admin.desk_forms import address
from tests.admin.logins import PASSWORD
from tests.admin.plain_browser import FormReader, PlainBrowser
from tests.wsgi_calls import MULTIPART, call, multipart
from wayback.bodies import BROWSER_COOKIE, DESK_BYTES, PUBLIC_BYTES, most_bytes

MEGABYTE = 1024 * 1024


@pytest.fixture
def plain(editor):
    plain = PlainBrowser()
    plain.log_in("edda")
    return plain


@pytest.fixture
def page(plain):
    """The form of a new person, whose editor is logged out meanwhile."""
    page = plain.open(address("person", "add"))
    Session.objects.all().delete()
    return page


@pytest.fixture(autouse=True)
def disk(tmp_path, monkeypatch, settings):
    """Where temporary files and pictures would lie; it must be empty in the end."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    settings.MEDIA_ROOT = tmp_path
    yield
    assert list(tmp_path.rglob("*")) == []


def forget(plain):
    """Delete the cookies by which the browser is known."""
    for name in [name for name in plain.client.cookies if name.startswith(BROWSER_COOKIE)]:
        del plain.client.cookies[name]


def log_in_again(plain, page):
    return plain.send(page, "login-form", username="edda", password=PASSWORD)


@pytest.mark.parametrize("text", ["х" * MEGABYTE, '"' * MEGABYTE, "A line of words.\r\n" * 200_000])
def test_a_long_text_comes_back_in_a_browser_that_is_known(plain, page, text):
    form_page = log_in_again(plain, plain.send(page, "person_form", name="Ada", biography=text))
    fields = dict(FormReader(form_page.text).forms["person_form"]["fields"])
    assert fields["biography"].split() == text.split()
    assert Person.objects.count() == 0


@pytest.mark.parametrize("cookie", ["", "1.forged"])
def test_a_long_text_from_a_browser_that_is_not_known_is_refused(plain, page, cookie):
    [name] = [name for name in plain.client.cookies if name.startswith(BROWSER_COOKIE)]
    plain.client.cookies[name] = cookie
    login_page = plain.send(page, "person_form", name="Ada", biography="x" * MEGABYTE)
    assert login_page.status_code == 413
    assert "log in in another tab, then use Back in this one" in login_page.text


def test_a_browser_is_not_known_any_more_after_its_password_changed(plain, page, editor):
    editor.set_password("another horse battery")
    editor.save()
    assert plain.send(page, "person_form", name="Ada", biography="x" * MEGABYTE).status_code == 413


def test_a_long_text_of_another_site_is_refused_also_in_a_browser_that_is_known(plain, page):
    login_page = plain.send(
        page, "person_form", name="Ada", biography="x" * MEGABYTE, origin="https://elsewhere.example"
    )
    assert login_page.status_code == 413


def test_a_text_that_the_log_in_could_not_send_is_refused_before_it(plain, page):
    forget(plain)
    login_page = plain.send(page, "person_form", name="Ada", biography='"' * 100_000)
    assert login_page.status_code == 413
    assert "log in in another tab, then use Back in this one" in login_page.text


def test_a_form_that_is_refused_as_too_large_comes_back_when_it_is_sent_again_after_a_log_in(plain, page):
    forget(plain)
    assert plain.send(page, "person_form", name="Ada", biography="x" * MEGABYTE).status_code == 413
    plain.log_in("edda")
    form_page = plain.send(page, "person_form", name="Ada", biography="x" * MEGABYTE)
    assert "nothing is saved yet" in form_page.text
    assert plain.send(form_page, "person_form").status_code == 302
    assert len(Person.objects.get().biography) == MEGABYTE


def test_a_large_picture_is_read_and_dropped_and_its_name_comes_back(plain, page):
    cookies = {name: morsel.value for name, morsel in plain.client.cookies.items() if name.startswith(BROWSER_COOKIE)}
    body = multipart({"images-0-file": ('po"ster.png', b"\0" * (20 * MEGABYTE))}, name="Ada", biography="Typed words")
    path = address("person", "add")
    reply = call(path, body, content_type=MULTIPART, cookies=cookies, HTTP_ORIGIN="http://localhost")
    assert reply.status == 403
    assert b"Typed words" in reply.body
    assert b"po&quot;ster.png" in reply.body.replace(b"\\", b"") or b"po%22ster.png" in reply.body
    assert Image.objects.count() == 0


def test_more_text_than_django_reads_is_refused(plain, page):
    login_page = plain.send(page, "person_form", name="Ada", biography="x" * (6 * MEGABYTE))
    assert login_page.status_code == 413
    assert "more than 5 MB of text" in login_page.text


@pytest.mark.parametrize("cookies", [f"{settings.SESSION_COOKIE_NAME}=b", f"{BROWSER_COOKIE}0123456789abcdef=b"])
def test_a_server_takes_a_large_body_only_with_a_cookie_of_the_desk(cookies):
    assert most_bytes("/admin/catalog/person/add/", cookies) == DESK_BYTES
    assert most_bytes("/admin/catalog/person/add/", "csrftoken=b") == PUBLIC_BYTES
    assert most_bytes("/films/", cookies) == PUBLIC_BYTES


@pytest.mark.django_db
def test_a_file_sent_to_the_log_in_itself_is_refused():
    body = multipart({"file": ("a.png", b"x" * 70_000)}, username="ada")
    reply = call("/admin/login/", body, content_type=MULTIPART, HTTP_ORIGIN="http://localhost")
    assert reply.status == 400

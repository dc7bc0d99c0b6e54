"""Error pages lead onward, and come whatever else is missing: static files, templates, the session, the database."""

import errno
import json
import logging
import sqlite3

import psycopg
import pytest
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import InternalError, OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from catalog import previewing
from catalog.admin.core.views import refusal_page
from catalog.models import Film
from wayback import errors, typed
from wayback.errors import bad_request
from wayback.failures import BROKEN, NO_DATABASE, NO_SPACE, failure_of
from wayback.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500"]

ANSWERS = [
    (errors.server_error, 500),
    (lambda request: errors.bad_request(request, None), 400),
    (lambda request: errors.forbidden(request, None), 403),
    (lambda request: errors.not_found(request, None), 404),
    (typed.csrf_failure, 403),
    *(
        (lambda request, status=status: errors.error_response(request, status, "Wait."), status)
        for status in (413, 429, 503)
    ),
]
FAILING_CONTEXT = "tests.views.test_errors.fail"


def fail(request):
    raise RuntimeError("the second error")


def view_that_fails(request):
    raise RuntimeError("the first error")


def view_that_reads_the_user(request):
    return HttpResponse(f"{request.user}")


# The site, and views that fail.
urlpatterns = [
    path("fails/", view_that_fails),
    path("api/v1/fails/", view_that_fails),
    path("reads/", view_that_reads_the_user),
    *urlpatterns,
]


def failing_middleware(get_response):
    return fail


@pytest.fixture
def visitor(settings):
    """A visitor of the site as a server runs it: whatever fails is answered, not raised."""
    settings.ROOT_URLCONF = "tests.views.test_errors"
    return Client(raise_request_exception=False)


@pytest.fixture(params=["manifest", "entry", "template", "context"])
def _nothing_renders(request, settings, tmp_path):
    """No page can be rendered: static files were not collected, or one was not; a template is missing, or a context processor fails."""
    if request.param in {"manifest", "entry"}:
        settings.STATIC_ROOT = tmp_path
        if request.param == "entry":
            manifest = {"paths": {"css/other.css": "css/other.1234.css"}, "version": "1.1", "hash": ""}
            (tmp_path / "staticfiles.json").write_text(json.dumps(manifest))
        backend = "whitenoise.storage.CompressedManifestStaticFilesStorage"
        settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": backend}}
        return
    [engine] = settings.TEMPLATES
    options = engine["OPTIONS"]
    if request.param == "context":
        options = options | {"context_processors": [*options["context_processors"], FAILING_CONTEXT]}
    folders = [tmp_path] if request.param == "template" else engine["DIRS"]
    settings.TEMPLATES = [engine | {"DIRS": folders, "OPTIONS": options}]


def messages_of(caplog):
    return " ".join(str(record.exc_info[1]) for record in caplog.records if record.exc_info)


@pytest.fixture
def _no_database(monkeypatch):
    def refuse():
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "ensure_connection", refuse)


@pytest.mark.usefixtures("_no_database")
def test_a_page_that_is_not_there_leads_onward_without_a_database(client):
    response = client.get("/nothing/here/")
    html = response.content.decode()
    assert response.status_code == 404
    assert html.count("<h1") == 1
    assert 'href="/films/"' in html
    assert 'name="robots" content="noindex"' in html
    assert 'rel="canonical"' not in html


@pytest.mark.usefixtures("_no_database")
@pytest.mark.parametrize(("answer", "status"), ANSWERS)
def test_an_error_is_told_without_a_database(rf, answer, status):
    response = answer(rf.get("/films/"))
    assert response.status_code == status
    assert b"the front page" in response.content
    assert b"site-footer" in response.content


@pytest.mark.usefixtures("_nothing_renders")
@pytest.mark.parametrize(("answer", "status"), ANSWERS)
def test_an_error_is_told_in_plain_html_where_no_page_can_be_rendered(rf, caplog, answer, status):
    response = answer(rf.get("/films/"))
    html = response.content.decode()
    assert response.status_code == status
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert html.count("<h1>") == 1
    assert '<a href="/">the front page</a>' in html
    assert not any(markup in html for markup in ("<style", "<link", "<script", "style="))
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


@pytest.mark.usefixtures("_nothing_renders")
def test_both_errors_are_logged_and_the_second_does_not_hide_the_first(visitor, caplog):
    response = visitor.get("/fails/")
    assert response.status_code == 500
    assert "Something broke on our side, and nothing was saved." in response.text
    assert "the first error" in messages_of(caplog)
    assert sum(bool(record.exc_info) for record in caplog.records) == 2


@pytest.mark.usefixtures("_nothing_renders")
def test_a_wrong_host_is_a_400_where_no_page_can_be_rendered(visitor):
    response = visitor.get("/", headers={"Host": "elsewhere.example"})
    assert response.status_code == 400
    assert "The request could not be read." in response.text


@pytest.mark.usefixtures("_nothing_renders")
def test_a_program_reads_a_problem_where_no_page_can_be_rendered(visitor):
    response = visitor.get("/api/v1/fails/")
    assert (response.status_code, response["Content-Type"]) == (500, "application/problem+json")
    assert response.json()["detail"] == BROKEN.detail


@pytest.mark.django_db
@pytest.mark.usefixtures("_nothing_renders")
def test_a_refusal_at_the_desk_says_why_where_no_page_can_be_rendered(rf):
    request = rf.post("/admin/catalog/film/1/change/")
    request.user = User.objects.create_superuser("ada")
    response = refusal_page(site.get_model_admin(Film), request, "Somebody else holds it.").render()
    assert response.status_code == 409
    assert "Somebody else holds it." in response.text


@pytest.mark.usefixtures("_nothing_renders")
def test_the_page_of_an_ended_preview_stays_out_of_caches_where_no_page_can_be_rendered(rf):
    response = previewing.error_page(rf.get("/preview/x/"), 410, "This link has ended.")
    assert "This link has ended." in response.text
    assert "no-store" in response["Cache-Control"]


def test_what_a_plain_page_says_is_text_not_html(rf, settings):
    settings.TEMPLATES = []
    response = errors.error_response(rf.get("/"), 403, "<b>bold</b>")
    assert b"&lt;b&gt;bold" in response.content


@pytest.mark.parametrize("place", [0, 7, -1])
def test_an_exception_in_a_middleware_is_a_page(visitor, settings, place):
    settings.MIDDLEWARE = list(settings.MIDDLEWARE)
    settings.MIDDLEWARE.insert(place % (len(settings.MIDDLEWARE) + 1), "tests.views.test_errors.failing_middleware")
    response = visitor.get("/")
    assert response.status_code == 500
    assert "Something broke on our side" in response.text


def test_a_refusal_that_cannot_read_the_roles_is_still_one(rf, caplog):
    request = rf.get("/admin/catalog/film/")
    request.resolver_match = type("Match", (), {"url_name": "catalog_film_changelist", "namespace": "admin"})
    response = errors.forbidden(request, "")
    assert response.status_code == 403
    assert b"You may not do this." in response.content
    assert "has no attribute 'user'" in messages_of(caplog)


@pytest.mark.django_db
def test_a_session_that_cannot_be_read_is_answered_with_what_to_do(visitor, monkeypatch):
    visitor.cookies["sessionid"] = "x" * 32

    def refuse(*args, **kwargs):
        raise OperationalError("gone") from psycopg.OperationalError("the connection is closed")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", refuse)
        response = visitor.get("/reads/")
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert str(NO_DATABASE.detail) in response.text


def database_error(cause, kind=OperationalError, **attributes):
    """Return an error as Django raises it, caused by a driver's error with these attributes."""
    for name, value in attributes.items():
        setattr(cause, name, value)
    error = kind("refused")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("exception", "failure"),
    [
        (None, BROKEN),
        (RuntimeError("a fault"), BROKEN),
        (OSError(errno.ENOSPC, "No space left on device"), NO_SPACE),
        (OSError(errno.EROFS, "Read-only file system"), NO_SPACE),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), NO_SPACE),
        (OSError(errno.EFBIG, "File too large"), NO_SPACE),
        (OSError(errno.ENOENT, "No such file"), BROKEN),
        (database_error(sqlite3.OperationalError(), sqlite_errorcode=sqlite3.SQLITE_FULL), NO_SPACE),
        (database_error(sqlite3.OperationalError(), sqlite_errorcode=sqlite3.SQLITE_READONLY), NO_SPACE),
        (database_error(sqlite3.OperationalError(), sqlite_errorcode=sqlite3.SQLITE_IOERR_WRITE), NO_DATABASE),
        (database_error(sqlite3.OperationalError(), sqlite_errorcode=sqlite3.SQLITE_CANTOPEN), NO_DATABASE),
        (database_error(sqlite3.OperationalError(), sqlite_errorcode=sqlite3.SQLITE_BUSY_SNAPSHOT), NO_DATABASE),
        (database_error(sqlite3.OperationalError(), sqlite_errorcode=sqlite3.SQLITE_ERROR), BROKEN),
        (database_error(psycopg.OperationalError("connection refused")), NO_DATABASE),
        (database_error(psycopg.errors.AdminShutdown()), NO_DATABASE),
        (database_error(psycopg.errors.DiskFull()), NO_SPACE),
        (database_error(psycopg.errors.IoError()), NO_DATABASE),
        (database_error(psycopg.errors.LockNotAvailable()), NO_DATABASE),
        (database_error(psycopg.errors.DeadlockDetected()), NO_DATABASE),
        (database_error(psycopg.errors.ReadOnlySqlTransaction(), kind=InternalError), NO_SPACE),
        (database_error(psycopg.errors.QueryCanceled()), BROKEN),
    ],
    ids=repr,
)
def test_an_outage_that_passes_is_no_fault_of_the_site(exception, failure):
    assert failure_of(exception) == failure


def test_the_cause_of_an_exception_says_what_failed():
    error = ValueError("unreadable")
    error.__context__ = OSError(errno.ENOSPC, "No space left on device")
    assert failure_of(error) == NO_SPACE


def test_a_session_that_a_full_disk_did_not_save_is_an_outage_and_no_bad_request(rf):
    try:
        try:
            raise OperationalError("full") from sqlite_error(sqlite3.SQLITE_FULL)
        except OperationalError:
            raise SessionInterrupted("deleted before the request completed")  # noqa: B904 - as Django raises it
    except SessionInterrupted as error:
        response = bad_request(rf.get("/admin/login/"), error)
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert bad_request(rf.get("/"), SessionInterrupted("gone")).status_code == 400


def sqlite_error(code):
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = code
    return error

"""Visitors send no files and no large bodies; what editors upload is bounded, and nothing is left behind."""

import io
import json
import re
import tempfile

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse

from catalog.models import Comment, Image
from catalog.pictures import MOST_BYTES
from tests.factories import make_film, upload
from tests.wsgi_calls import JSON, MULTIPART, URLENCODED, call, form, multipart

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024
DESK_BYTES = 25 * MEGABYTE
ADD_IMAGE = "/admin/catalog/image/add/"


class UnreadStream:
    """A body that must be refused before anything of it is read."""

    def read(self, *args):
        raise AssertionError("The body is read.")

    readline = read


@pytest.fixture
def film():
    return make_film(title="The Way Back")


@pytest.fixture
def comments(film):
    return reverse("film_comments", args=[film.pk, film.slug])


@pytest.fixture
def session(client):
    """The cookies of an administrator who is logged in."""
    client.force_login(User.objects.create_superuser("ada"))
    return {name: morsel.value for name, morsel in client.cookies.items()}


@pytest.fixture(autouse=True)
def disk(tmp_path, monkeypatch, settings):
    """Where temporary files and pictures of this test would lie; it must be empty in the end."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    settings.MEDIA_ROOT = tmp_path
    yield
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.parametrize("encode", [(form, URLENCODED), (multipart, MULTIPART)])
def test_the_longest_comment_of_a_visitor_is_taken(comments, encode):
    encoder, content_type = encode
    body = encoder(name="😀" * 80, body="😀" * 4998 + "\r\n" + "😀", spoiler="on", website="")
    reply = call(comments, body, content_type=content_type)
    assert (reply.status, Comment.objects.count()) == (303, 1)


@pytest.mark.parametrize(
    "path", ["comments", "/admin/login/", "/admin/", "//admin/login/", ADD_IMAGE, "/nowhere/", "/search/"]
)
@pytest.mark.parametrize("content_type", [URLENCODED, MULTIPART])
def test_a_large_body_of_a_visitor_is_refused_unread(comments, path, content_type):
    path = comments if path == "comments" else path
    reply = call(path, length=300 * MEGABYTE, content_type=content_type, **{"wsgi.input": UnreadStream()})
    assert reply.status == 413
    assert b"more than 128 KB, so nothing was saved" in reply.body


def test_a_large_body_of_a_program_is_a_problem(film):
    reply = call(
        f"/api/v1/films/{film.pk}/rating/",
        method="PUT",
        length=300 * MEGABYTE,
        content_type=JSON,
        **{"wsgi.input": UnreadStream()},
    )
    assert (reply.status, reply.headers["Content-Type"]) == (413, "application/problem+json")
    assert "more than 128 KB" in json.loads(reply.body)["detail"]


def test_an_invented_session_opens_no_larger_bound():
    body, cookies = b"x" * MEGABYTE, {settings.SESSION_COOKIE_NAME: "b" * 32}
    reply = call(ADD_IMAGE, body, content_type=MULTIPART, cookies=cookies)
    assert reply.status == 413
    assert b"You are not logged in" in reply.body


def test_a_refused_body_that_a_proxy_hands_on_is_taken_to_its_end():
    stream = io.BytesIO(b"x" * MEGABYTE)
    reply = call(ADD_IMAGE, length=MEGABYTE, content_type=MULTIPART, **{"wsgi.input": stream})
    assert (reply.status, stream.read()) == (413, b"")


def test_who_sends_a_file_to_the_desk_without_a_session_is_asked_to_log_in():
    reply = call(ADD_IMAGE, multipart({"file": ("a.png", b"x" * 70_000)}, alt="A well"), content_type=MULTIPART)
    assert (reply.status, Image.objects.count()) == (302, 0)
    assert reply.headers["location"] == f"/admin/login/?next={ADD_IMAGE}"


@pytest.mark.parametrize("path", ["comments", "/admin/login/"])
def test_a_visitor_sends_no_file(comments, path):
    body = multipart({"file": ("a.png", b"x" * 70_000)}, name="Ann", body="I liked it.", username="ada")
    reply = call(comments if path == "comments" else path, body, content_type=MULTIPART)
    assert (reply.status, Comment.objects.count()) == (400, 0)
    assert b"takes no files" in reply.body


def test_an_empty_file_field_is_no_file(comments):
    body = multipart({"file": ("", b"")}, name="Ann", body="I liked it.")
    assert call(comments, body, content_type=MULTIPART).status == 303


def picture_form(film, content, name="poster.png"):
    return multipart({"file": (name, content)}, film=film.pk, kind="still", alt="A man walks", caption="Typed words")


def test_an_editor_is_told_that_one_picture_is_too_large_and_keeps_the_form(film, session):
    reply = call(ADD_IMAGE, picture_form(film, b"\0" * (21 * MEGABYTE)), content_type=MULTIPART, cookies=session)
    assert reply.status == 200
    assert b"The file has 21 MB. The most is 20 MB: save it smaller, as JPEG." in reply.body
    assert b"Typed words" in reply.body


def test_an_editor_is_told_that_the_form_is_too_large(film, session):
    reply = call(
        ADD_IMAGE, length=26 * MEGABYTE, content_type=MULTIPART, cookies=session, **{"wsgi.input": UnreadStream()}
    )
    assert reply.status == 413
    assert b"more than 25 MB, so nothing was saved. Use Back, choose smaller pictures" in reply.body


def test_a_long_text_of_an_editor_is_refused_with_its_bound(session):
    body = form(note="x" * (6 * MEGABYTE))
    reply = call("/admin/catalog/source/add/", body, cookies=session)
    assert reply.status == 413
    assert b"more than 5 MB of text" in reply.body


def test_a_cut_off_picture_leaves_nothing(film, session):
    body = picture_form(film, upload().read())
    assert call(ADD_IMAGE, body[:-200], content_type=MULTIPART, length=len(body), cookies=session).status == 400
    assert Image.objects.count() == 0


def test_a_refused_picture_leaves_nothing(film, session):
    assert call(ADD_IMAGE, picture_form(film, b"no picture"), content_type=MULTIPART, cookies=session).status == 200
    assert Image.objects.count() == 0


def test_browsers_name_files_that_are_too_large_before_they_send_them():
    script = (settings.BASE_DIR / "static" / "js" / "admin-uploads.js").read_text()
    of_one, of_all = (int(number) for number in re.findall(r"const MOST_OF_\w+ = (\d+) \* MEGABYTE;", script))
    assert of_one * MEGABYTE == MOST_BYTES
    assert of_one < of_all < DESK_BYTES / MEGABYTE

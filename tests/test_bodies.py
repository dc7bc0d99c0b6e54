"""A body that did not arrive whole is refused, and nothing of it is saved, whatever server calls the application."""

import io
import json

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse

from catalog.models import Comment, ImportProposal, Source, Vote
from tests.factories import make_film, make_source
from tests.wsgi_calls import CSRF, JSON, MULTIPART, URLENCODED, call, form, multipart

pytestmark = pytest.mark.django_db
PUBLIC_BYTES = 128 * 1024
ENCODERS = {URLENCODED: form, MULTIPART: multipart}


@pytest.fixture
def film():
    return make_film(title="The Way Back")


@pytest.fixture
def session(client):
    """The cookies of an administrator who is logged in."""
    client.force_login(User.objects.create_superuser("ada"))
    return {name: morsel.value for name, morsel in client.cookies.items()}


def comment_path(film):
    return reverse("film_comments", args=[film.pk, film.slug])


def rating_path(film):
    return reverse("film_rating", args=[film.pk, film.slug])


def api_rating_path(film):
    return f"/api/v1/films/{film.pk}/rating/"


def without_end(body):
    """Return the body without its last field or byte, as a broken connection leaves it: what remains is a form, too."""
    return body[: body.rindex(b"&")] if b"&" in body else body[:-20]


@pytest.mark.parametrize("content_type", ENCODERS)
def test_a_cut_off_comment_is_not_saved(film, content_type):
    body = ENCODERS[content_type](name="Ann", body="He gets home.", spoiler="on")
    reply = call(comment_path(film), without_end(body), content_type=content_type, length=len(body))
    assert (reply.status, Comment.objects.count()) == (400, 0)
    assert b"had arrived whole, so nothing was saved" in reply.body
    assert call(comment_path(film), body, content_type=content_type).status == 303
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("content_type", ENCODERS)
def test_a_cut_off_vote_is_not_counted(film, content_type):
    body = ENCODERS[content_type](stars=5, more="x")
    reply = call(rating_path(film), without_end(body), content_type=content_type, length=len(body))
    assert (reply.status, Vote.objects.count()) == (400, 0)
    assert call(rating_path(film), body, content_type=content_type).status == 303


def test_a_cut_off_vote_of_a_program_is_not_counted(film):
    body = b'{"stars": 4}          '
    reply = call(api_rating_path(film), body[:12], method="PUT", content_type=JSON, length=len(body))
    assert (reply.status, reply.headers["Content-Type"], Vote.objects.count()) == (400, "application/problem+json", 0)
    assert "had arrived whole" in json.loads(reply.body)["detail"]
    assert call(api_rating_path(film), body, method="PUT", content_type=JSON).status == 200


def test_a_cut_off_form_of_the_desk_empties_no_field(session):
    source = make_source(note="Seen in the archive.")
    path = reverse("admin:catalog_source_change", args=[source.pk])
    body = form(title=source.title, note="Seen again.")
    assert call(path, without_end(body), length=len(body), cookies=session).status == 400
    assert Source.objects.get().note == "Seen in the archive."


@pytest.mark.parametrize("content_type", ENCODERS)
def test_each_form_of_the_desk_refuses_a_cut_off_body(session, content_type):
    paths = ["/admin/login/", "/admin/logout/", "/admin/password_change/"]
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        paths.append(reverse(f"{name}_changelist"))
        # Proposals of imports are decided on in their list.
        if model is not ImportProposal:
            paths += [reverse(f"{name}_add"), reverse(f"{name}_change", args=[1])]
    body = ENCODERS[content_type](first="1", second="2")
    cut_off = {"content_type": content_type, "length": len(body), "cookies": session}
    assert {path: call(path, without_end(body), **cut_off).status for path in paths} == dict.fromkeys(paths, 400)


@pytest.mark.parametrize("length", ["many", "-1", "+5", "1_0", " 5", "0x5", "5.0", "²"])
def test_a_length_that_is_no_number_is_refused(film, length):
    reply = call(comment_path(film), form(name="Ann", body="I liked it."), length=length)
    assert (reply.status, Comment.objects.count()) == (400, 0)


@pytest.mark.parametrize("length", ["9" * 30, "9" * 5000])
def test_a_length_beyond_all_bounds_is_too_large(film, length):
    assert call(comment_path(film), b"name=Ann", length=length).status == 413


def test_without_a_length_there_is_no_body(film):
    reply = call(comment_path(film), form(name="Ann", body="I liked it."), length="", HTTP_X_CSRFTOKEN=CSRF)
    assert (reply.status, Comment.objects.count()) == (400, 0)


def chunked(path, body, **environ):
    """Send a body as a server that decodes chunks hands it on: without a length, in a stream that ends."""
    server = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}
    return call(path, body, length="", **server | environ)


def test_a_chunked_body_within_the_bound_is_read_whole(film):
    assert chunked(comment_path(film), form(name="Ann", body="I liked it.")).status == 303
    assert Comment.objects.get().body == "I liked it."
    assert chunked(api_rating_path(film), b'{"stars": 4}', method="PUT", CONTENT_TYPE=JSON).status == 200


def test_a_chunked_body_beyond_the_bound_is_too_large(film, session):
    body = form(name="Ann", body="a" * PUBLIC_BYTES)
    assert chunked(comment_path(film), body).status == 413
    assert (
        call(
            "/admin/catalog/source/add/",
            body,
            length="",
            cookies=session,
            HTTP_TRANSFER_ENCODING="chunked",
            **{"wsgi.input_terminated": True},
        ).status
        == 413
    )
    assert Comment.objects.count() == 0


class BrokenStream(io.BytesIO):
    """A chunked body whose connection breaks, as gunicorn reports it."""

    def read(self, *args):
        raise OSError("No more data.")


def test_a_chunked_body_that_breaks_off_is_refused(film):
    reply = chunked(comment_path(film), b"", **{"wsgi.input": BrokenStream()})
    assert (reply.status, Comment.objects.count()) == (400, 0)


@pytest.mark.parametrize(
    "environ",
    [
        {"wsgi.input_terminated": False},
        {"SERVER_PROTOCOL": "HTTP/1.0"},
        {"CONTENT_LENGTH": "8"},
        {"HTTP_TRANSFER_ENCODING": "gzip, chunked"},
    ],
)
def test_a_transfer_encoding_whose_end_is_unknown_is_refused(film, environ):
    reply = chunked(comment_path(film), form(name="Ann", body="I liked it."), **environ)
    assert (reply.status, Comment.objects.count()) == (411, 0)

"""Call the WSGI application as a server does, with an environ made by hand."""

import io
from contextlib import contextmanager
from email.message import Message
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from wayback.wsgi import application

BOUNDARY = "a-boundary-that-no-value-contains"
CSRF = "a" * 32
URLENCODED, MULTIPART, JSON = (
    "application/x-www-form-urlencoded",
    f"multipart/form-data; boundary={BOUNDARY}",
    "application/json",
)


class Reply(NamedTuple):
    status: int
    headers: Message
    body: bytes


@contextmanager
def open_database():
    """Keep the test's transaction: a request closes connections at its start and end."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def call(path, body=b"", *, method="POST", content_type=URLENCODED, length=None, cookies=(), **environ):
    """Send a body that declares `length` bytes: as many as it has by default, none where it is "". Return the Reply."""
    cookie = "; ".join([f"csrftoken={CSRF}", *(f"{name}={value}" for name, value in dict(cookies).items())])
    declared = {} if length == "" else {"CONTENT_LENGTH": str(len(body) if length is None else length)}
    start = []
    environ = (
        {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "192.0.2.1",
            "HTTP_HOST": "localhost",
            "HTTP_COOKIE": cookie,
            "CONTENT_TYPE": content_type,
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
        }
        | declared
        | environ
    )
    with open_database():
        chunks = application(environ, lambda status, headers, exc_info=None: start.extend([status, headers]))
    content = b"".join(chunks)
    with open_database():
        chunks.close()
    headers = Message()
    for name, value in start[1]:
        headers[name] = value
    return Reply(int(start[0].split()[0]), headers, content)


def form(**fields):
    """Return a form with its token as a browser encodes it by default."""
    return urlencode({"csrfmiddlewaretoken": CSRF} | fields).encode()


def multipart(files=(), **fields):
    """Return a form with its token as a browser encodes one with files: {name: (file name, bytes)}."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in ({"csrfmiddlewaretoken": CSRF} | fields).items()
    ]
    parts += [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
        f"Content-Type: image/png\r\n\r\n".encode()
        + content
        + b"\r\n"
        for name, (file_name, content) in dict(files).items()
    ]
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()

"""The bodies of requests: how large they may be, and that each arrives whole or not at all."""

import io
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from django.conf import settings

# The largest honest form of a visitor is a comment of 5,000 characters of four bytes each: 61 KB when encoded.
PUBLIC_BYTES = 128 * 1024
# A picture may have 20 MB; the form around it has room to spare.
DESK_BYTES = 25 * 1024 * 1024

# The page of the desk that takes files of imports. They go to the disk, and the setting IMPORT_MEGABYTES bounds them.
IMPORT_PATH = "/admin/catalog/import/add/"

# Begins the names of the cookies by which known_browsers.py knows a browser.
BROWSER_COOKIE = "wayback_browser_"


def is_at_desk(path: str) -> bool:
    return f"/{path.lstrip('/')}".startswith("/admin/")


def is_import(path: str) -> bool:
    return f"/{path.lstrip('/')}".partition("?")[0] == IMPORT_PATH


def desk_bytes(path: str) -> int:
    """Return the most bytes that a body of an editor may have at an address of the desk."""
    return settings.IMPORT_BYTES if is_import(path) else DESK_BYTES


def most_bytes(path: str, cookies: str) -> int:
    """Return the most bytes that a body may have as far as path and Cookie header show: much only for who is or was logged in."""
    is_known = f"{settings.SESSION_COOKIE_NAME}=" in cookies or BROWSER_COOKIE in cookies
    return desk_bytes(path) if is_at_desk(path) and is_known else PUBLIC_BYTES


def declared_length(environ: dict[str, Any]) -> int | None:
    """Return the Content-Length in bytes, 0 where there is none, or None where it is no number."""
    text = environ.get("CONTENT_LENGTH") or "0"
    if not (text.isascii() and text.isdecimal()):
        return None
    return int(text.lstrip("0")[:18] or "0")


class BodyEndedError(OSError):
    """A body ended before its declared length. Django makes an UnreadablePostError of it."""


class WholeBody:
    """A `wsgi.input` that raises BodyEndedError where it ends before the declared length."""

    def __init__(self, stream: Any, length: int) -> None:
        self.stream, self.length, self.rest = stream, length, length

    def read(self, size: int | None = -1) -> bytes:
        size = self.rest if size is None or size < 0 else min(size, self.rest)
        parts = []
        while size > 0:
            part = self.take(self.stream.read(size))
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def readline(self, size: int | None = -1) -> bytes:
        size = self.rest if size is None or size < 0 else min(size, self.rest)
        return self.take(self.stream.readline(size)) if size else b""

    def take(self, part: bytes) -> bytes:
        if not part:
            raise BodyEndedError(f"The body ended {self.rest} bytes before its declared length of {self.length}.")
        self.rest -= len(part)
        return part

    def discard(self) -> None:
        """Read what is left and throw it away."""
        with suppress(OSError):  # Nobody needs what does not arrive.
            while self.rest:
                self.read(64 * 1024)


class WholeBodies:
    """Wrap a WSGI application so that it never takes the beginning of a body for all of it, whatever server calls it."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if is_chunked(environ):
            read_chunks(environ)
        elif length := declared_length(environ):
            environ["wsgi.input"] = WholeBody(environ["wsgi.input"], length)
        answer = self.application(environ, start_response)
        body = environ["wsgi.input"]
        # nginx has such a body whole. If gunicorn closed the connection in the middle of it, nginx would answer 502.
        if (
            isinstance(body, WholeBody)
            and is_at_desk(environ.get("PATH_INFO", ""))
            and body.length <= desk_bytes(environ["PATH_INFO"])
        ):
            body.discard()
        return answer


def is_chunked(environ: dict[str, Any]) -> bool:
    """Whether the server hands on a chunked body so that its end can be seen. Waitress hands it on as a declared one."""
    return (
        environ.get("HTTP_TRANSFER_ENCODING", "").strip().lower() == "chunked"
        and environ.get("SERVER_PROTOCOL") != "HTTP/1.0"
        and not environ.get("CONTENT_LENGTH")
        and bool(environ.get("wsgi.input_terminated"))
    )


def read_chunks(environ: dict[str, Any]) -> None:
    """Make of a chunked body one with a declared length, since Django reads no other.

    One of more than PUBLIC_BYTES becomes one that is too large for anybody; one that can't be read, one that ended early.
    """
    del environ["HTTP_TRANSFER_ENCODING"]
    try:
        body = environ["wsgi.input"].read(PUBLIC_BYTES + 1)
    except OSError:
        length, stream = 1, WholeBody(io.BytesIO(), 1)
    else:
        length = DESK_BYTES + 1 if len(body) > PUBLIC_BYTES else len(body)
        stream = WholeBody(io.BytesIO(body), length)
    environ |= {"wsgi.input": stream, "CONTENT_LENGTH": str(length)}

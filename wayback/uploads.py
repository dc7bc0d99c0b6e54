"""Read the body of each request, in bounds, before anything else looks at it; nothing of it goes to the disk."""

import io
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from catalog.pictures import MOST_BYTES
from wayback.bodies import DESK_BYTES, PUBLIC_BYTES, declared_length, is_at_desk
from wayback.errors import error_response

FORM_TYPES = {"application/x-www-form-urlencoded", "multipart/form-data"}
NO_LENGTH = "The request does not say how long its body is. Send it with a Content-Length."
WRONG_LENGTH = "The Content-Length of the request is no number. Send the number of bytes in its body."
CUT_OFF = "The connection broke before the request had arrived whole, so nothing was saved. Go back and send it again."
NO_FILES = "This address takes no files, so nothing was saved. Go back and send the form without the file."
TOO_LARGE = "The request has more than {most}, so nothing was saved. {advice}"
SHORTEN = "Shorten what you wrote, and send it again."
FEWER_FILES = "Go back, choose smaller pictures or save them one at a time, and send it again."


class FileRefusedError(MultiPartParserError):
    """A form contains a file where none is taken."""


class NoFiles(FileUploadHandler):
    """Refuses each file before any of it is stored."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        raise FileRefusedError(NO_FILES)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


class FilesInMemory(FileUploadHandler):
    """Keeps files in memory, so that nothing is left on the disk. Of one that is too large only its size is kept."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) <= MOST_BYTES:
            self.file.write(raw_data)
        else:
            self.file = io.BytesIO()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Return the file. The form refuses one that is too large by its size, and keeps what was typed."""
        self.file.seek(0)
        return InMemoryUploadedFile(
            self.file,
            self.field_name,
            self.file_name or "",
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )


class BodyMiddleware:
    """Refuses bodies that are too large, cut off or of unknown length, and files from whoever is not logged in to the desk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.refusal(request) or self.get_response(request)

    def refusal(self, request: HttpRequest) -> HttpResponse | None:
        """Read the body, and return the answer to a request that is refused for it, or None."""
        length = declared_length(request.META)
        if "HTTP_TRANSFER_ENCODING" in request.META:
            return error_response(request, 411, NO_LENGTH)
        if length is None:
            return error_response(request, 400, WRONG_LENGTH)
        if length == 0:
            return None
        is_editor = is_at_desk(request.path) and request.user.is_authenticated
        if length > (DESK_BYTES if is_editor else PUBLIC_BYTES):
            return too_large(request, f"{DESK_BYTES // 1_048_576} MB" if is_editor else f"{PUBLIC_BYTES // 1024} KB")
        if is_editor:
            request.upload_handlers = [FilesInMemory(request)]
        try:
            read_body(request)
        except UnreadablePostError:
            return error_response(request, 400, CUT_OFF)
        except FileRefusedError:
            return error_response(request, 400, NO_FILES)
        except RequestDataTooBig:
            return error_response(
                request,
                413,
                TOO_LARGE.format(
                    most=f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1_048_576} MB of text", advice=SHORTEN
                ),
            )
        return None


def read_body(request: HttpRequest) -> object:
    """Return the fields of a form, after reading its files too; of anything else, its bytes."""
    is_form = request.method == "POST" and request.content_type in FORM_TYPES
    return request.POST if is_form else request.body


def too_large(request: HttpRequest, most: str) -> HttpResponse:
    is_form = request.content_type == "multipart/form-data"
    return error_response(request, 413, TOO_LARGE.format(most=most, advice=FEWER_FILES if is_form else SHORTEN))

"""Decode uploaded pictures, remove all that is not the picture, and encode them in modern formats."""

import io
import warnings
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, NamedTuple, NoReturn

from django.core.exceptions import ValidationError
from django.core.files import File
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS = 50_000_000
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
MOST_BYTES = 20 * 1024 * 1024
LEAST_SIDE = 32
EXTENSIONS = {
    "JPEG": {".jpg", ".jpeg", ".jpe"},
    "PNG": {".png"},
    "WEBP": {".webp"},
    "AVIF": {".avif"},
    "TIFF": {".tif", ".tiff"},
}
FOREIGN_BYTES = (b"<?php", b"<script", b"<html", b"<!doctype", b"%pdf-", b"pk\x05\x06")
WIDTHS = (160, 320, 640, 1280)
ENCODERS = {"avif": {"quality": 60, "speed": 8}, "webp": {"quality": 82, "method": 4}}


def refuse(message: str, code: str) -> NoReturn:
    raise ValidationError(message, code=code)


def decode(upload: File) -> Image.Image:
    """Return the upright RGB picture in an uploaded file; raise a ValidationError that says what is wrong with it."""
    if upload.size > MOST_BYTES:
        refuse(
            f"The file has {upload.size / 1_048_576:.0f} MB. The most is {MOST_BYTES // 1_048_576} MB: save it smaller, as JPEG.",
            "too_large",
        )
    upload.seek(0)
    content = upload.read()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=list(EXTENSIONS)) as image:
                kind = str(image.format)
                if getattr(image, "n_frames", 1) > 1:
                    refuse("The file holds several pictures. Save the one you want as JPEG or PNG.", "several")
                image.load()
                picture = ImageOps.exif_transpose(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        refuse(
            f"The picture has over {MOST_PIXELS // 1_000_000} million pixels. Save it smaller.",
            "too_many_pixels",
        )
    except UnidentifiedImageError:
        refuse("This is no picture that Wayback reads. Save it as JPEG, PNG, WebP, AVIF or TIFF.", "no_picture")
    except (OSError, SyntaxError, ValueError, TypeError, EOFError, MemoryError, OverflowError) as error:
        refuse(f"The picture is damaged ({error}). Open it in an image editor and save it anew.", "damaged")
    ending = PurePath(upload.name or "").suffix.lower()
    if ending not in EXTENSIONS[kind]:
        refuse(
            f"The file is named “{ending or 'no ending'}” but holds {kind}. Name it {min(EXTENSIONS[kind])}.",
            "wrong_extension",
        )
    if has_foreign_bytes(kind, content):
        refuse("The file holds something besides the picture. Open it in an image editor and save it anew.", "polyglot")
    if min(picture.size) < LEAST_SIDE:
        refuse(
            f"The picture has {picture.width} × {picture.height} pixels; the least is {LEAST_SIDE} a side.", "too_small"
        )
    return flatten_on_white(picture)


def has_foreign_bytes(kind: str, content: bytes) -> bool:
    """Whether bytes follow the picture's end, or a program or document is hidden in it."""
    lower_case = content.lower()
    if any(foreign in lower_case for foreign in FOREIGN_BYTES):
        return True
    if kind == "PNG":
        end = content.rfind(b"IEND") + 8
    elif kind == "JPEG":
        end = content.rfind(b"\xff\xd9") + 2
    elif kind == "WEBP":
        end = int.from_bytes(content[4:8], "little") + 8
    else:
        return False
    return bool(content[end:].strip(b"\0"))


def flatten_on_white(picture: Image.Image) -> Image.Image:
    """Return the picture in RGB, on white where it is transparent."""
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        ground = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(ground, picture)
    return picture.convert("RGB")


def encode(picture: Image.Image, kind: str, **options: Any) -> bytes:
    """Return the bytes of a picture without any metadata."""
    out = io.BytesIO()
    bare = Image.frombytes("RGB", picture.size, picture.tobytes())
    bare.save(out, kind, **options)
    return out.getvalue()


def make_renditions(picture: Image.Image) -> Iterator[tuple[int, int, str, bytes]]:
    """Yield (width, height, format, bytes) in AVIF and WebP at each of our widths up to the picture's own."""
    largest = min(picture.width, WIDTHS[-1])
    for width in [*(width for width in WIDTHS if width < largest), largest]:
        height = max(1, round(picture.height * width / picture.width))
        small = picture.resize((width, height), Image.Resampling.LANCZOS)
        for kind, options in ENCODERS.items():
            yield width, height, kind, encode(small, kind, **options)


class EncodedPicture(NamedTuple):
    """A picture as it is stored: its size, a JPEG of it, and the (width, height, format, bytes) of what pages show."""

    width: int
    height: int
    jpeg: bytes
    renditions: list[tuple[int, int, str, bytes]]


def encoded_picture(upload: Any) -> EncodedPicture:
    """Return an uploaded file's picture encoded anew. This takes seconds, and is done once for an upload; errors as in `decode`."""
    if not hasattr(upload, "encoded_picture"):
        picture = decode(upload)
        jpeg = encode(picture, "jpeg", quality=92)
        upload.encoded_picture = EncodedPicture(*picture.size, jpeg, [*make_renditions(picture)])
    return upload.encoded_picture

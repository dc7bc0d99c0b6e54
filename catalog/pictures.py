"""Decode uploaded pictures, remove all that is not the picture, and encode them in modern formats."""

import io
import warnings
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import IO, Any, NamedTuple, NoReturn

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

MOST_PIXELS = 50_000_000
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
MOST_BYTES = 20 * 1024 * 1024
# WebP has no more than 16,383 a side.
LEAST_SIDE, MOST_SIDE = 32, 16_000
JPEG_EXTENSIONS = {".jpg", ".jpeg", ".jpe", ".jfif", ".jif", ".pjpeg"}
EXTENSIONS = {
    "JPEG": JPEG_EXTENSIONS,
    # A JPEG with further ones behind it, such as a camera's previews. The first is the picture.
    "MPO": JPEG_EXTENSIONS | {".mpo"},
    "PNG": {".png"},
    "WEBP": {".webp"},
    "AVIF": {".avif"},
    "TIFF": {".tif", ".tiff"},
}
# What opens a JPEG opens an MPO.
FORMATS = [kind for kind in EXTENSIONS if kind != "MPO"]
# A tag of TIFF, and its value where 0 is white.
PHOTOMETRIC, WHITE_IS_ZERO = 262, 0
SIXTEEN_BITS = 65_535
SRGB = ImageCms.createProfile("sRGB")
# The colour space that a picture's profile describes, by the picture's mode; that of all others is RGB.
SPACES = {"1": "GRAY", "L": "GRAY", "LA": "GRAY", "CMYK": "CMYK"}
MODES = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}
WIDTHS = (160, 320, 640, 800, 1280)
# The last part of the address of a picture as a JPEG, which is made when somebody asks: few readers take no modern format.
SHARE_NAME, SHARE_QUALITY = "share.jpg", 85
# Three times the size in which pages show a logo at most, for fine screens.
LOGO_SIZE, ICON_SIZE = (480, 96), (180, 180)
ENCODERS = {"avif": {"quality": 60, "speed": 8}, "webp": {"quality": 82, "method": 4}}


def refuse(message: str, code: str) -> NoReturn:
    raise ValidationError(message, code=code)


def decode(upload: File) -> Image.Image:
    """Return the upright sRGB picture in an uploaded file; raise a ValidationError that says what is wrong with it.

    Only the picture counts: whatever else the file holds is never decoded, and is not in what is stored.
    """
    if upload.size > MOST_BYTES:
        refuse(
            gettext("The file has %(size)s MB. The most is %(most)s MB: save it smaller, as JPEG.")
            % {"size": format(upload.size / 1048576, ".0f"), "most": MOST_BYTES // 1048576},
            "too_large",
        )
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(upload.read()), formats=FORMATS) as image:
                kind = str(image.format)
                if getattr(image, "n_frames", 1) > 1 and kind != "MPO":
                    refuse(gettext("The file holds several pictures. Save the one you want as JPEG or PNG."), "several")
                if max(image.size) > MOST_SIDE:
                    refuse(
                        gettext(
                            "The picture has %(width)s × %(height)s pixels; the most is %(most_side)s a side. Crop it, or "
                            "save it smaller."
                        )
                        % {"width": image.width, "height": image.height, "most_side": format(MOST_SIDE, ",")},
                        "too_long",
                    )
                image.load()
                picture = to_srgb(to_eight_bits(ImageOps.exif_transpose(image), is_white_zero(image)))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        refuse(
            gettext("The picture has over %(number)s million pixels. Save it smaller.")
            % {"number": MOST_PIXELS // 1000000},
            "too_many_pixels",
        )
    except UnidentifiedImageError:
        refuse(
            gettext("This is no picture that can be read here. Save it as JPEG, PNG, WebP, AVIF or TIFF."), "no_picture"
        )
    except (OSError, SyntaxError, ValueError, TypeError, EOFError, MemoryError, OverflowError) as error:
        refuse(
            gettext("The picture is damaged (%(error)s). Open it in an image editor and save it anew.")
            % {"error": error},
            "damaged",
        )
    ending = PurePath(upload.name or "").suffix.lower()
    if ending not in EXTENSIONS[kind]:
        refuse(
            gettext("The file is named “%(ending)s” but holds %(kind)s. Name it %(name)s.")
            % {"ending": ending or gettext("no ending"), "kind": kind, "name": min(EXTENSIONS[kind])},
            "wrong_extension",
        )
    if min(picture.size) < LEAST_SIDE:
        refuse(
            gettext("The picture has %(width)s × %(height)s pixels; the least is %(least_side)s a side.")
            % {"width": picture.width, "height": picture.height, "least_side": LEAST_SIDE},
            "too_small",
        )
    return flatten_on_white(picture)


def is_white_zero(image: Image.Image) -> bool:
    """Whether 0 is white in a TIFF of 16 bits. With fewer bits Pillow inverts such a picture itself."""
    return image.format == "TIFF" and image.tag_v2.get(PHOTOMETRIC) == WHITE_IS_ZERO  # type: ignore[attr-defined]


def to_eight_bits(picture: Image.Image, is_inverted: bool) -> Image.Image:
    """Return a picture of 16 bits a pixel with its greys in 8 bits; others as they are."""
    if picture.mode not in {"I", "F"} and not picture.mode.startswith("I;16"):
        return picture
    low, high = picture.getextrema()
    if picture.mode == "F" or low < 0 or high > SIXTEEN_BITS:  # type: ignore[operator]
        refuse(gettext("The picture has 32 bits a pixel in one channel. Save it with 8 or 16."), "too_deep")
    grey = picture.convert("I").point(lambda level: level * (255 / SIXTEEN_BITS) + 0.5).convert("L")
    grey.info = dict(picture.info)
    if isinstance(level := picture.info.get("transparency"), int):
        grey.info["transparency"] = level * 255 // SIXTEEN_BITS
    return ImageOps.invert(grey) if is_inverted else grey


def to_srgb(picture: Image.Image) -> Image.Image:
    """Return a picture with its colours in sRGB, where it has a colour profile that fits it. Alpha stays.

    Browsers, too, show as sRGB what has no profile, one that can't be read, or one of another colour space.
    """
    space = SPACES.get(picture.mode, "RGB")
    alpha = picture.convert("RGBA").getchannel("A") if is_transparent(picture) else None
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(picture.info.get("icc_profile", b"")))
        if profile.profile.xcolor_space.strip() != space:
            return picture
        colours = ImageCms.profileToProfile(picture.convert(MODES[space]), profile, SRGB, outputMode="RGB")
    except (OSError, ImageCms.PyCMSError):
        return picture
    assert colours is not None  # It is None only for a conversion in place.
    if alpha:
        colours.putalpha(alpha)
    return colours


def is_transparent(picture: Image.Image) -> bool:
    return picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info


def flatten_on_white(picture: Image.Image) -> Image.Image:
    """Return the picture in RGB, on white where it is transparent."""
    if is_transparent(picture):
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


def as_jpeg(content: bytes) -> bytes:
    """Return one of our own renditions as a JPEG of the same size."""
    with Image.open(io.BytesIO(content), formats=["WEBP"]) as picture:
        return encode(picture.convert("RGB"), "jpeg", quality=SHARE_QUALITY)


def widths_of(width: int) -> list[int]:
    """Return the widths in which a picture of this width is shown, small to large: ours up to its own."""
    largest = min(width, WIDTHS[-1])
    return [*(smaller for smaller in WIDTHS if smaller < largest), largest]


def make_renditions(picture: Image.Image, widths: Iterable[int]) -> Iterator[tuple[int, int, str, bytes]]:
    """Yield (width, height, format, bytes) in AVIF and WebP at each of the widths."""
    for width in widths:
        height = max(1, round(picture.height * width / picture.width))
        small = picture.resize((width, height), Image.Resampling.LANCZOS)
        for kind, options in ENCODERS.items():
            yield width, height, kind, encode(small, kind, **options)


def renditions_of_jpeg(file: IO[bytes], widths: Iterable[int]) -> list[tuple[int, int, str, bytes]]:
    """Return renditions of a picture that we stored as a JPEG; raise a ValidationError where the file is damaged."""
    try:
        with Image.open(file, formats=["JPEG"]) as image:
            picture = image.convert("RGB")
    except (OSError, SyntaxError, ValueError) as error:
        refuse(gettext("The file is damaged (%(error)s). Upload the picture again.") % {"error": error}, "damaged")
    return [*make_renditions(picture, widths)]


class EncodedLogo(NamedTuple):
    """A logo as it is stored: its size, a PNG of it, and a square one for the tabs of browsers."""

    width: int
    height: int
    png: bytes
    icon_png: bytes


def encoded_logo(upload: Any) -> EncodedLogo:
    """Return an uploaded logo encoded anew, on white where it is transparent, so that it is seen on any page; errors as in `decode`."""
    if not hasattr(upload, "encoded_logo"):
        picture = decode(upload)
        icon = ImageOps.pad(picture, ICON_SIZE, Image.Resampling.LANCZOS, color="white")
        picture.thumbnail(LOGO_SIZE, Image.Resampling.LANCZOS)
        upload.encoded_logo = EncodedLogo(*picture.size, encode(picture, "png"), encode(icon, "png"))
    return upload.encoded_logo


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
        upload.encoded_picture = EncodedPicture(
            *picture.size, jpeg, [*make_renditions(picture, widths_of(picture.width))]
        )
    return upload.encoded_picture

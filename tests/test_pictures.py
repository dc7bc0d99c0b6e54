import errno
import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from PIL import Image as Pillow

from catalog import pictures
from catalog.editing.documents import Root
from catalog.editing.edit import Edit
from catalog.models import Image
from tests.factories import make_film, make_image, make_person, upload


def png(size=(64, 64)):
    out = io.BytesIO()
    Pillow.new("RGB", size, "navy").save(out, "PNG")
    return out.getvalue()


def jpeg(**options):
    out = io.BytesIO()
    Pillow.new("RGB", (64, 64), "navy").save(out, "JPEG", **options)
    return out.getvalue()


def tiff(picture, **options):
    out = io.BytesIO()
    picture.save(out, "TIFF", **options)
    return out.getvalue()


def bomb():
    """A PNG of 60,000 × 60,000 pixels in a few bytes."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def two_frames():
    out = io.BytesIO()
    frames = [Pillow.new("RGB", (64, 64), colour) for colour in ("navy", "red")]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    return out.getvalue()


HOSTILE = {
    "svg": ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "no picture"),
    "svg named png": ("a.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "no picture"),
    "html": ("a.jpg", b"<html><script>alert(1)</script></html>", "no picture"),
    "empty": ("a.png", b"", "no picture"),
    "gif": ("a.gif", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "no picture"),
    "wrong extension": ("a.jpg", png(), "holds PNG"),
    "no extension": ("poster", png(), "no ending"),
    "double extension": ("a.png.php", png(), "holds PNG"),
    "bomb": ("a.png", bomb(), "million pixels"),
    "cut short": ("a.png", png()[:-30], "damaged"),
    "several pictures": ("a.webp", two_frames(), "several pictures"),
    "too long": ("a.png", png((16_001, 40)), "16001 × 40 pixels; the most is 16,000 a side"),
    "32 bits of grey": ("a.tif", tiff(Pillow.new("F", (64, 64), 0.5)), "Save it with 8 or 16"),
    "too small": ("a.png", png((8, 8)), "the least is 32"),
    "50 MB": ("a.png", png() + b"\0" * 50 * 1024 * 1024, "The most is 20 MB"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_with_the_reason(case):
    name, content, message = HOSTILE[case]
    with pytest.raises(ValidationError, match=message):
        pictures.decode(SimpleUploadedFile(name, content))


@pytest.mark.django_db
def test_the_form_shows_the_reason_beside_the_file():
    name, content, message = HOSTILE["svg"]
    image = Image(film=make_film(), alt="A poster", file=SimpleUploadedFile(name, content))
    with pytest.raises(ValidationError) as error:
        image.full_clean()
    assert message in error.value.message_dict["file"][0]


@pytest.mark.django_db
def test_the_stored_file_has_nothing_of_the_upload_but_the_picture():
    exif = Pillow.Exif()
    exif[0x010E] = "where I live"
    exif[0x0112] = 6  # on its side
    out = io.BytesIO()
    Pillow.new("RGB", (80, 40), "navy").save(out, "JPEG", exif=exif, comment=b"secret")
    image = make_image(make_film(), file=SimpleUploadedFile("../../etc/a.jpg", out.getvalue()))
    with default_storage.open(image.file.name) as file:
        content = file.read()
    assert b"where I live" not in content
    assert b"secret" not in content
    assert (image.width, image.height) == (40, 80)
    assert image.file.name.startswith("images/")


@pytest.mark.django_db
def test_renditions_in_avif_and_webp_have_their_sizes_and_keep_the_shape():
    image = make_image(make_film(), size=(700, 1050))
    assert [(size["width"], size["height"]) for size in image.sizes("webp")] == [
        (160, 240),
        (320, 480),
        (640, 960),
        (700, 1050),
    ]
    for kind in ("avif", "webp"):
        for size in image.sizes(kind):
            with default_storage.open(f"images/{image.stem}-{size['name']}") as file, Pillow.open(file) as picture:
                assert (picture.format.lower(), picture.size) == (kind, (size["width"], size["height"]))


@pytest.mark.django_db
def test_a_picture_is_not_encoded_again_when_its_text_changes():
    image = make_image(make_film())
    stem = image.stem
    reloaded = Image.objects.get(pk=image.pk)
    reloaded.alt = "Another text"
    reloaded.full_clean()
    reloaded.save()
    assert reloaded.stem == stem


@pytest.mark.django_db
def test_a_transparent_picture_stands_on_white():
    picture = pictures.decode(SimpleUploadedFile("a.png", transparent()))
    assert picture.getpixel((0, 0)) == (255, 255, 255)


def transparent():
    out = io.BytesIO()
    Pillow.new("RGBA", (64, 64), (0, 0, 0, 0)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.django_db
def test_pictures_of_unpublished_films_and_unknown_people_are_not_public():
    draft, film = make_film(state="draft"), make_film()
    make_image(draft)
    make_image(None, person=make_person(), kind="portrait")
    make_image(film, state="draft")
    public = make_image(film)
    assert list(Image.objects.public()) == [public]


def test_the_factory_sends_a_real_picture():
    assert pictures.decode(upload()).size == (640, 960)


@pytest.mark.django_db
def test_no_size_of_a_picture_is_made_twice():
    image = make_image(film=make_film(), size=(1600, 900))
    assert [rendition["name"] for rendition in image.renditions if rendition["format"] == "webp"] == [
        *("160.webp", "320.webp", "640.webp", "800.webp", "1280.webp"),
    ]


def picture_files():
    return set(default_storage.listdir("images")[1])


@pytest.mark.django_db
@pytest.mark.parametrize("place", [0, 1, 4])
def test_a_picture_for_which_the_disk_has_no_room_leaves_no_file(monkeypatch, place):
    film, image = make_film(), make_image(film=make_film())
    before, save, names = picture_files(), FileSystemStorage.save, []

    def save_until_full(storage, name, content, max_length=None):
        names.append(name)
        if len(names) > place:
            save(storage, name, ContentFile(b"half of it"))
            raise OSError(errno.ENOSPC, "No space left on device")
        return save(storage, name, content)

    monkeypatch.setattr(FileSystemStorage, "save", save_until_full)
    with pytest.raises(OSError, match="No space left"):
        make_image(film=film, size=(200, 300))
    assert len(names) == place + 1
    assert picture_files() == before >= {f"{image.stem}.jpg"}


@pytest.mark.django_db
def test_a_picture_whose_edit_fails_at_the_end_leaves_no_file():
    film = make_film()
    kept_image = make_image(film=film)
    before = picture_files()

    def save():
        with Edit(Root.of(film)) as edit:
            make_image(film=film)
            edit.keep()
            raise OperationalError("database or disk is full")

    with pytest.raises(OperationalError):
        save()
    assert picture_files() == before >= {f"{kept_image.stem}.jpg"}


@pytest.mark.django_db
def test_a_picture_of_an_edit_that_succeeds_keeps_its_files():
    film = make_film()
    with Edit(Root.of(film)) as edit:
        image = make_image(film=film)
        edit.keep()
    assert picture_files() >= {f"{image.stem}.jpg", *(f"{image.stem}-{row['name']}" for row in image.renditions)}

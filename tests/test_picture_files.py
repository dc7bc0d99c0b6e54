"""Pictures of archives, cameras and telephones keep their greys and colours; nothing else of their files is stored."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow
from PIL import ImageCms

from catalog import pictures
from tests.factories import make_film, make_image
from tests.test_pictures import jpeg, png, tiff


def multi_picture():
    """A photograph as many cameras and telephones store it: a JPEG with a second one behind it."""
    out = io.BytesIO()
    Pillow.new("RGB", (64, 64), "navy").save(
        out, "MPO", save_all=True, append_images=[Pillow.new("RGB", (32, 32), "red")]
    )
    return out.getvalue()


GOOD = {
    "zip behind a png": ("a.png", png() + b"PK\x03\x04rest"),
    "zip behind a jpeg": ("a.jpg", jpeg() + b"PK\x03\x04rest"),
    "padding behind a jpeg": ("a.jpg", jpeg() + b"\xff" * 4096),
    "html in a comment": ("a.jpg", jpeg(comment=b"<html><script>alert(1)</script>")),
    "php in a comment": ("a.jpg", jpeg(comment=b"<?php system('id');")),
    "end of a zip in a tiff": ("a.tif", tiff(Pillow.new("RGB", (64, 64), "navy"), description="PK\x05\x06")),
    "several pictures of a camera": ("a.jpg", multi_picture()),
    "mpo": ("a.mpo", multi_picture()),
    "jfif": ("a.jfif", jpeg()),
}


@pytest.mark.django_db
@pytest.mark.parametrize("case", GOOD)
def test_only_the_picture_of_a_file_counts_and_is_stored(case):
    name, upload = GOOD[case]
    image = make_image(make_film(), file=SimpleUploadedFile(name, upload))
    for name in default_storage.listdir("images")[1]:
        if name.startswith(image.stem):
            with default_storage.open(f"images/{name}") as file:
                content = file.read()
            assert not any(foreign in content for foreign in (b"PK", b"<html", b"<?php", b"\xff" * 64))
            with Pillow.open(io.BytesIO(content)) as picture:
                assert picture.size == (64, 64)
                red, green, blue = picture.convert("RGB").getpixel((5, 5))
                assert max(red, green) < 8
                assert abs(blue - 128) < 8


def grey_steps():
    """A picture of 16 bits a pixel with 256 greys from black to white."""
    picture = Pillow.new("I;16", (256, 32))
    for column in range(256):
        picture.paste(column * 257, (column, 0, column + 1, 32))
    return picture


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_greys_of_16_bits_stay_what_they_are(kind):
    out = io.BytesIO()
    grey_steps().save(out, kind)
    picture = pictures.decode(SimpleUploadedFile(f"scan.{kind.lower()}", out.getvalue()))
    assert [picture.getpixel((column, 0)) for column in range(256)] == [(grey,) * 3 for grey in range(256)]


def test_greys_of_16_bits_of_which_0_is_white_are_turned_round():
    scan = tiff(grey_steps(), tiffinfo={262: 0})
    picture = pictures.decode(SimpleUploadedFile("scan.tif", scan))
    assert [picture.getpixel((column, 0))[0] for column in (0, 1, 255)] == [255, 254, 0]


def profile_with_red_and_green_exchanged():
    """Return a colour profile in which the first channel is sRGB's green, and the second its red."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"swap").replace(b"gXYZ", b"rXYZ").replace(b"swap", b"gXYZ")


@pytest.mark.parametrize(("mode", "colour"), [("RGB", "red"), ("RGBA", (255, 0, 0, 255)), ("P", "red")])
def test_colours_are_those_that_the_profile_of_the_picture_says(mode, colour):
    out = io.BytesIO()
    picture = Pillow.new("RGB" if mode == "P" else mode, (64, 64), colour).convert(mode)
    picture.save(out, "PNG", icc_profile=profile_with_red_and_green_exchanged())
    red, green, blue = pictures.decode(SimpleUploadedFile("a.png", out.getvalue())).getpixel((5, 5))
    assert (red < 5, green > 250, blue < 5) == (True, True, True)


@pytest.mark.parametrize("profile", [b"no profile", ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()])
def test_a_profile_that_does_not_fit_changes_no_colour(profile):
    out = io.BytesIO()
    Pillow.new("RGB", (64, 64), "red").save(out, "PNG", icc_profile=profile)
    assert pictures.decode(SimpleUploadedFile("a.png", out.getvalue())).getpixel((5, 5)) == (255, 0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("size", [(40, 16_000), (16_000, 40)])
def test_the_longest_picture_is_stored_in_all_sizes(size):
    image = make_image(make_film(), size=size)
    assert (image.width, image.height) == size
    assert {rendition["format"] for rendition in image.renditions} == {"avif", "webp"}

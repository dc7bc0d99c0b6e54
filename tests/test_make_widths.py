"""Pictures that were uploaded when Wayback had fewer widths get the others."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from PIL import Image as Pillow

from catalog import pictures
from catalog.models import Image, Revision
from tests.factories import make_film, make_image, make_person

pytestmark = pytest.mark.django_db
TODAY = [160, 320, 640, 800, 1280]


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def old_picture(monkeypatch):
    """Return a picture that was uploaded before there was a width of 800."""
    with monkeypatch.context() as patch:
        patch.setattr(pictures, "WIDTHS", (160, 320, 640, 1280))
        return make_image(make_film(), size=(1400, 700))


def make_widths():
    """Run the command; return (what it prints, its errors)."""
    out, errors = io.StringIO(), io.StringIO()
    call_command("make_widths", stdout=out, stderr=errors)
    return out.getvalue(), errors.getvalue()


def widths(image, kind="webp"):
    return [rendition["width"] for rendition in Image.objects.get(pk=image.pk).sizes(kind)]


def test_a_picture_gets_the_width_that_it_lacks_in_each_format_and_pages_serve_it(client, old_picture):
    assert widths(old_picture) == [160, 320, 640, 1280]
    out, errors = make_widths()
    assert (out, errors) == ("Widths added to 1 pictures.\n", "")
    assert widths(old_picture) == widths(old_picture, "avif") == TODAY
    answer = client.get(old_picture.rendition_url("800.webp"))
    with Pillow.open(io.BytesIO(answer.content)) as picture:
        assert picture.size == (800, 400)


def test_its_addresses_and_its_history_stay_and_its_film_counts_as_changed(old_picture):
    changed_at, revisions = old_picture.film.updated_at, Revision.objects.count()
    make_widths()
    image = Image.objects.get()
    assert (image.file, Revision.objects.count()) == (old_picture.file, revisions)
    assert image.film.updated_at > changed_at


def test_what_was_broken_off_is_written_anew_and_a_second_run_changes_nothing(old_picture):
    cut_off = default_storage.save(f"images/{old_picture.stem}-800.webp", ContentFile(b"RIFF"))
    make_widths()
    assert default_storage.size(cut_off) > 4
    changed_at = Image.objects.get().film.updated_at
    assert make_widths()[0] == "Widths added to 0 pictures.\n"
    assert Image.objects.get().film.updated_at == changed_at


def test_a_small_picture_and_a_picture_of_a_person_lack_nothing():
    make_image(person=make_person(), size=(200, 300))
    make_image(make_film(), size=(800, 300))
    assert make_widths()[0] == "Widths added to 0 pictures.\n"


@pytest.mark.parametrize(("content", "message"), [(None, "is missing"), (b"no picture", "is damaged")])
def test_a_file_that_is_missing_or_damaged_is_named_and_others_go_on(monkeypatch, old_picture, content, message):
    with monkeypatch.context() as patch:
        patch.setattr(pictures, "WIDTHS", (160, 320, 640, 1280))
        other_picture = make_image(make_film(), size=(900, 600))
    default_storage.delete(old_picture.file.name)
    if content:
        default_storage.save(old_picture.file.name, ContentFile(content))
    _, errors = make_widths()
    assert errors.startswith(f"Picture {old_picture.pk}: ")
    assert message in errors
    assert (widths(old_picture), widths(other_picture)) == ([160, 320, 640, 1280], [160, 320, 640, 800, 900])


def test_a_file_that_an_editor_replaces_meanwhile_keeps_its_own_widths(old_picture):
    Image.objects.filter(pk=old_picture.pk).update(file=f"images/{32 * chr(97)}.jpg")
    old_picture.add_missing_widths()
    assert widths(old_picture) == [160, 320, 640, 1280]

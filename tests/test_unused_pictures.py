"""Files of pictures are removed when nothing needs them: no picture, no working copy, no history."""

import os
import time

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command

from catalog.models import Image, Merge, Revision, Site, State, WorkingCopy
from tests.factories import make_film, make_image

pytestmark = pytest.mark.django_db
TWO_DAYS = 2 * 24 * 3600


@pytest.fixture(autouse=True)
def pictures(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "images"


def store(letter, age=TWO_DAYS):
    """Store the files of a picture; return their names."""
    names = [f"images/{letter * 32}.jpg", f"images/{letter * 32}-160.avif"]
    for name in names:
        default_storage.save(name, ContentFile(b"x"))
        os.utime(default_storage.path(name), (time.time() - age,) * 2)
    return names


def remove():
    call_command("remove_unused_pictures", verbosity=0)


def exist(names):
    return [default_storage.exists(name) for name in names]


def patch(letter):
    return {"image": {"1": {"was": None, "is": {"file": f"images/{letter * 32}.jpg"}}}}


def test_what_a_refused_save_left_is_removed_after_a_day():
    old, new = store("a"), store("b", age=3600)
    remove()
    assert (exist(old), exist(new)) == ([False, False], [True, True])


def test_pictures_stay(pictures):
    image = make_image(make_film())
    for file in pictures.iterdir():
        os.utime(file, (time.time() - TWO_DAYS,) * 2)
    count = len(list(pictures.iterdir()))
    remove()
    assert len(list(pictures.iterdir())) == count > 1
    Image.objects.filter(pk=image.pk).delete()
    remove()
    assert list(pictures.iterdir()) == []


def test_pictures_that_may_be_brought_back_stay():
    film = make_film(state=State.PUBLISHED)
    names = store("a") + store("b") + store("c")
    Revision.objects.create(noun="film", key=str(film.pk), label="A film", patch=patch("a"))
    WorkingCopy.objects.create(film=film, patch=patch("b"))
    Merge.objects.create(noun="film", loser=8, survivor=9, loser_label="x", survivor_label="y", patch=patch("c"))
    remove()
    assert all(exist(names))


def test_without_pictures_nothing_is_removed():
    remove()
    assert not default_storage.exists("images")


def test_the_logo_of_the_site_stays_and_so_do_those_that_its_history_may_bring_back():
    names = [*store("a"), *store("b")]
    Site.objects.update(logo=f"images/{'a' * 32}-logo.png")
    patch = {"site": {"1": {"was": {"logo": f"images/{'b' * 32}-logo.png"}, "is": {"logo": ""}}}}
    Revision.objects.create(noun="site", key="1", label="site", patch=patch)
    call_command("remove_unused_pictures", verbosity=0)
    assert all(map(default_storage.exists, names))

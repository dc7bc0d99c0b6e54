"""An administrator takes the whole catalogue as a file, which the worker makes and nobody else gets."""

import io
import json
import zipfile

import pytest
from django.urls import reverse

from catalog.exchange import export_jobs
from catalog.queue import worker
from tests.factories import make_film

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def private_folder(settings, tmp_path):
    settings.EXPORT_ROOT, settings.MEDIA_ROOT = tmp_path / "exports", tmp_path / "media"
    return settings.EXPORT_ROOT


def test_the_worker_makes_a_file_of_the_catalogue_that_an_administrator_takes(admin_client, private_folder):
    film = make_film(title="Lulu")
    page = reverse("admin:export")
    assert admin_client.post(page, {"do": "export"}).status_code == 303
    assert "It is being made." in admin_client.get(page).text
    worker.work_off()
    (file,) = private_folder.iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert file.name in admin_client.get(page).text
    response = admin_client.get(reverse("admin:export_file"))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert json.loads(archive.read("catalogue/manifest.json"))["format"] == "wayback-catalogue"
    assert [json.loads(line)["id"] for line in archive.read("catalogue/ndjson/film.ndjson").splitlines()] == [film.pk]


def test_a_second_export_takes_the_place_of_the_first_and_a_button_deletes_it(admin_client, private_folder):
    for name in ("catalogue-2026-01-01-000000.zip", ".folder-1-half-written"):
        private_folder.mkdir(exist_ok=True)
        (private_folder / name).write_text("old")
    export_jobs.queue_export()
    worker.work_off()
    (file,) = private_folder.iterdir()
    assert file.name > "catalogue-2026-01-01"
    admin_client.post(reverse("admin:export"), {"do": "delete"})
    assert not list(private_folder.iterdir())
    assert admin_client.get(reverse("admin:export_file")).status_code == 404


def test_an_export_that_fails_says_why(admin_client, monkeypatch):
    def fail(*arguments, **options):
        raise OSError("No space left on device")

    monkeypatch.setattr(export_jobs, "export_catalogue", fail)
    export_jobs.queue_export()
    worker.work_off()
    assert "No space left on device" in admin_client.get(reverse("admin:export")).text

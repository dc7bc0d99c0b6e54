"""`manage.py export` writes the whole catalogue as it is at one moment, and nothing of visitors and accounts."""

import csv
import json
from hashlib import sha256

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.core.management import CommandError
from django.db import connection

from catalog.editing.documents import Root
from catalog.editing.edit import Edit
from catalog.exchange.wayback import exporting
from catalog.exchange.wayback.tables import EXPORTED, LEFT_OUT, MADE_BY_MIGRATE, exported_tables
from catalog.exchange.wayback.values import csv_cell
from catalog.merging.merge import merge
from catalog.models import Comment, Film, Revision, Subject, Vote
from tests.exports import export, read_lines
from tests.factories import make_comment, make_film, make_image, make_release, make_version, make_vote
from tests.secret_catalogue import hide_previews

with_database = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def _pictures(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "exports" / "catalogue"


def test_each_model_of_the_catalogue_is_exported_or_left_out_for_a_reason():
    names = [model._meta.model_name for model in apps.get_app_config("catalog").get_models(include_auto_created=True)]
    assert sorted(names) == sorted([*EXPORTED, *LEFT_OUT])
    assert all(LEFT_OUT.values())
    assert set(MADE_BY_MIGRATE) < set(EXPORTED)


def test_rows_come_before_what_refers_to_them():
    late = [
        (name, column.name)
        for place, (name, table) in enumerate(exported_tables().items())
        for column in table.references
        if column.related_model._meta.model_name not in EXPORTED[: place + 1]
    ]
    assert not late


@with_database
def test_each_file_has_the_size_the_digest_and_the_rows_that_the_manifest_says(folder):
    film = make_film(title="The Way Back")
    image = make_image(film)
    out, err = export(folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    assert (manifest["format"], manifest["format_version"]) == ("wayback-catalogue", 1)
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    pictures = read_lines(folder, "pictures.ndjson")
    files = [*manifest["files"], *({**picture, "name": f"pictures/{picture['name']}"} for picture in pictures)]
    assert names == {"manifest.json", *(file["name"] for file in files)}
    for file in files:
        content = (folder / file["name"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(content), sha256(content).hexdigest())
        if file["name"].endswith(".ndjson"):
            assert file["rows"] == content.count(b"\n")
    assert {image.file.name, f"images/{image.stem}-40.webp"} <= {picture["name"] for picture in pictures}
    rows = sum(file["rows"] for file in manifest["files"] if file["name"].startswith("ndjson/"))
    assert out == f"{rows} rows and {len(pictures)} files of pictures are in {folder}.\n"
    assert not err


@with_database
def test_values_are_written_alike_whatever_the_database(folder):
    film = make_film(title="Za wolność")
    version = make_version(film, length_metres="4189.5", runtime_minutes=153, runtime_seconds=5)
    release = make_release(film, date="1927-01-10~", country_id="DE")
    export(folder)
    row = next(row for row in read_lines(folder, "ndjson/version.ndjson") if row["id"] == version.pk)
    assert (row["length_metres"], row["runtime_seconds"], row["leads"]) == ("4189.50", 5, False)
    assert row["created_at"] == version.created_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    [row] = read_lines(folder, "ndjson/release.ndjson")
    dates = {"date": "1927-01-10~", "date_first": "1927-01-10", "date_last": "1927-01-10"}
    assert dates.items() <= row.items()
    assert (row["id"], row["film_id"], row["country_id"]) == (release.pk, film.pk, "DE")
    sheet = csv.DictReader((folder / "csv" / "film.csv").read_text(encoding="utf-8").splitlines())
    assert [row["title"] for row in sheet] == ["Za wolność"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_a_sheet_is_a_formula(start):
    assert csv_cell(f"{start}1+1") == f"'{start}1+1"
    assert csv_cell(f"1{start}1") == f"1{start}1"


def test_numbers_stay_numbers_in_a_sheet():
    assert [csv_cell(value) for value in (-12.5, None, True, ["=1"])] == ["-12.5", "", "true", '["=1"]']


@with_database
def test_no_voter_no_account_and_no_link_to_a_preview_leaves(folder):
    editor = User.objects.create_user("qwertza", email="qwertza@example.org", last_name="Qwertzova")
    loser, survivor = make_film(title="The Way Bakc"), make_film(title="The Way Back")
    voters = [sha256(bytes([number])).hexdigest() for number in range(2)]
    for film in (loser, survivor):
        make_vote(film, voter=voters[0])
    make_vote(loser, voter=voters[1])
    make_comment(survivor)
    Comment.objects.update(moderated_by=editor)
    hide_previews([loser, survivor], editor)
    merge(noun="film", survivor=survivor.pk, loser=loser.pk, editor=None)
    with Edit(Root("user", editor.pk)) as edit:
        User.objects.filter(pk=editor.pk).update(first_name="Qwertzina")
        edit.keep()
    assert Revision.objects.filter(noun="user").exists()
    export(folder)
    contents = "".join(path.read_text() for path in folder.rglob("*.*") if path.suffix in (".ndjson", ".csv"))
    for secret in (*voters, "qwertz", "Qwertz", "previewlink", "moderated_by", "made_by"):
        assert secret not in contents, secret
    votes = read_lines(folder, "ndjson/vote.ndjson")
    [[dropped_vote]] = [
        [side["voter"] for side in change.values() if side and side.get("film") != survivor.pk and "voter" in side]
        for row in read_lines(folder, "ndjson/merge.ndjson")
        for change in row["patch"]["vote"].values()
        if change["is"] is None
    ]
    # The merged film's vote and the one that stayed are still one visitor's.
    assert dropped_vote in {vote["voter"] for vote in votes}
    assert len({vote["voter"] for vote in votes}) == len(votes) == Vote.objects.count() == 2
    assert all(len(vote["voter"]) == 64 for vote in votes)


@with_database
def test_voters_have_other_names_in_each_export(folder):
    make_vote(make_film())
    names = set()
    for number in range(2):
        export(folder / str(number))
        names |= {vote["voter"] for vote in read_lines(folder / str(number), "ndjson/vote.ndjson")}
    assert len(names) == 2


@with_database
def test_it_reads_the_database_as_it_is_at_one_moment(folder, monkeypatch):
    make_film()
    other_connection = connection.copy()
    files = exporting.WrittenRows.files

    def write_meanwhile(rows):
        if rows.table.name == "country":
            with other_connection.cursor() as cursor:
                cursor.execute("INSERT INTO catalog_subject (name, names, slug, sort_key) VALUES ('a', '', 'a', 'a')")
        return files(rows)

    monkeypatch.setattr(exporting.WrittenRows, "files", write_meanwhile)
    export(folder)
    other_connection.close()
    assert Subject.objects.exists()
    assert read_lines(folder, "ndjson/subject.ndjson") == []


@with_database
def test_an_export_that_fails_leaves_nothing(folder, monkeypatch):
    make_film()
    monkeypatch.setattr(exporting, "names_of_row", lambda table, row: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export(folder)
    assert list(folder.parent.iterdir()) == []


@with_database
def test_a_full_disk_is_told_in_a_sentence(folder, monkeypatch):
    def no_room(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting.WrittenFile, "write", no_room)
    with pytest.raises(CommandError, match=r"No space left on device. Nothing was exported\.") as error:
        export(folder)
    assert error.value.returncode == 2
    assert list(folder.parent.iterdir()) == []


def test_a_folder_that_holds_something_is_refused(folder):
    folder.mkdir(parents=True)
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(CommandError, match="holds something already") as error:
        export(folder)
    assert error.value.returncode == 2
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


@with_database
def test_an_empty_folder_is_taken(folder):
    folder.mkdir(parents=True)
    export(folder)
    assert (folder / "manifest.json").exists()


@with_database
def test_pictures_that_the_history_may_bring_back_are_exported_and_a_missing_one_is_named(folder):
    film = make_film()
    shown_image, deleted_image = make_image(film), make_image(film)
    name = deleted_image.file.name
    with Edit(Root("film", film.pk), directly=True) as edit:
        film.images.filter(pk=deleted_image.pk).delete()
        edit.keep()
    default_storage.delete(shown_image.file.name)
    _, err = export(folder)
    names = {picture["name"] for picture in read_lines(folder, "pictures.ndjson")}
    assert {name, f"images/{deleted_image.stem}-40.avif"} <= names
    assert shown_image.file.name not in names
    assert (
        err
        == f"{shown_image.file.name} is missing: the export has its row without the file. Upload the picture again.\n"
    )
    assert Film.objects.exists()

"""`manage.py import_wayback` brings an export into an empty database as it was, or says what is wrong and brings nothing in."""

import json
import shutil

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from catalog.exchange.wayback import importing, pictures
from catalog.exchange.wayback.database import latest_migration
from catalog.models import Film, Genre, Image, Page, Site, Subject, Vote
from tests.exports import (
    bring_in,
    change_manifest,
    empty_catalogue,
    export,
    export_of_a_film,
    is_nothing_there,
    read_lines,
    stored_tables,
    write_rows,
)
from tests.factories import make_film, make_vote
from tests.page_catalogue import make_catalogue
from tests.secret_catalogue import seed

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def folder(tmp_path, media):
    return export_of_a_film(tmp_path / "catalogue", media)


def test_an_export_brought_in_gives_an_equal_catalogue(client, tmp_path, media):
    call_command("load_demo", verbosity=0)
    call_command("load_demo", "metropolis", verbosity=0)
    with transaction.atomic():
        seed()
        catalogue = make_catalogue()
    films = Film.objects.published().order_by("pk")
    addresses = [film.get_absolute_url() for film in films] + [catalogue.address("curated_list"), "/", "/films/"]
    pages = [client.get(address).content for address in addresses]
    tables, files = stored_tables(), contents_of(media)
    export(tmp_path / "catalogue")
    empty_catalogue()
    shutil.rmtree(media)
    code, lines = bring_in(tmp_path / "catalogue", "--bring-in")
    assert (code, lines[-1]) == (0, f"created {sum(map(len, tables.values()))}, changed 0, unchanged 0, refused 0")
    tables_after = stored_tables()
    for name in tables:
        assert tables_after[name] == tables[name], name
    for address, page in zip(addresses, pages, strict=True):
        assert client.get(address).content == page, address
    assert files.items() >= contents_of(media).items()
    assert contents_of(media).keys() >= {image.file.name for image in Image.objects.all()}


def contents_of(media):
    return {str(path.relative_to(media)): path.read_bytes() for path in media.rglob("*") if path.is_file()}


def test_without_bring_in_it_only_tries_and_reports(folder, media):
    row_count = sum(len(read_lines(folder, f"ndjson/{name}.ndjson")) for name in stored_tables())
    code, lines = bring_in(folder)
    assert code == 0
    assert {"film: 1 rows", "credit: 1 rows", "vote: 1 rows"} < set(lines)
    assert lines[-2:] == [
        "This was a try: nothing was kept. Run it again with --bring-in to bring the catalogue in.",
        f"created {row_count}, changed 0, unchanged 0, refused 0",
    ]
    assert is_nothing_there(media)


def test_what_migrate_writes_is_replaced_and_told(folder):
    bring_in(folder, "--bring-in")
    tables = stored_tables()
    empty_films()
    Genre.objects.filter(slug="drama").update(name="Play")
    Genre.objects.create(name="Own", slug="own")
    Genre.objects.filter(slug="comedy").delete()
    code, lines = bring_in(folder, "--bring-in")
    assert code == 0
    assert f"genre: {len(tables['genre'])} rows, 1 earlier ones go" in lines
    unchanged = sum(len(tables[name]) for name in importing.MADE_BY_MIGRATE) - 2
    row_count = sum(map(len, tables.values())) - unchanged - 1
    assert lines[-1] == f"created {row_count}, changed 1, unchanged {unchanged}, refused 0"
    assert stored_tables() == tables


def empty_films():
    """Delete all but what `migrate` writes."""
    rows = stored_tables()
    tables = importing.exported_tables()
    names = [name for name in rows if name not in importing.MADE_BY_MIGRATE]
    importing.empty(tables[name] for name in reversed(names))


def test_a_database_with_films_is_refused(folder):
    make_film()
    code, [line] = bring_in(folder, "--bring-in")
    assert code == 2
    assert line.startswith("The database holds films, ")
    assert line.endswith("run manage.py migrate there, and bring the export in before anything else.")
    assert Film.objects.count() == 1


def test_a_database_with_a_page_is_refused(folder):
    Page.objects.create(slug="about")
    code, [line] = bring_in(folder, "--bring-in")
    assert code == 2
    assert line.startswith("The database holds pages of the site already.")


def test_keys_of_deleted_rows_are_given_to_no_other(tmp_path):
    make_film()
    deleted_key = make_film().pk
    Film.objects.get(pk=deleted_key).delete()
    export(tmp_path / "catalogue")
    empty_catalogue()
    if connection.vendor == "sqlite":
        connection.cursor().execute("DELETE FROM sqlite_sequence")
    bring_in(tmp_path / "catalogue", "--bring-in")
    assert make_film().pk > deleted_key
    assert Subject.objects.create(name="Walks", slug="walks").pk


def test_votes_that_were_brought_in_count_and_no_visitor_can_change_them(folder):
    bring_in(folder, "--bring-in")
    film = Film.objects.get()
    assert (film.rating.count, Vote.objects.count()) == (1, 1)
    make_vote(film, stars=5)
    assert Film.objects.get().rating.count == 2


def spoil_nothing_but_remove_a_file(folder):
    (folder / "csv" / "film.csv").unlink()


def change_a_byte(folder):
    path = folder / "ndjson" / "film.ndjson"
    path.write_bytes(path.read_bytes().replace(b"Way", b"Why"))


def change_a_picture(folder):
    path = next((folder / "pictures" / "images").iterdir())
    path.write_bytes(path.read_bytes() + b"x")


def name_a_picture_elsewhere(folder):
    write_rows(folder, "pictures.ndjson", [{"name": "images/../../x", "bytes": 0, "sha256": ""}])


def leave_out_a_file(folder):
    change_manifest(folder, files=json.loads((folder / "manifest.json").read_text())["files"][1:])


def add_a_file(folder):
    files = json.loads((folder / "manifest.json").read_text())["files"]
    change_manifest(folder, files=[*files, files[0] | {"name": "ndjson/limit.ndjson"}])


SPOILERS = {
    "a file is missing": (spoil_nothing_but_remove_a_file, "csv/film.csv can't be read (No such file or directory). "),
    "a byte was changed": (change_a_byte, "ndjson/film.ndjson is not as it was exported: it has "),
    "a picture was changed": (change_a_picture, " is not as it was exported: it has "),
    "a picture is elsewhere": (name_a_picture_elsewhere, "pictures.ndjson, line 1: a picture has a name in images/"),
    "a file is not told of": (leave_out_a_file, "manifest.json does not tell of ndjson/country.ndjson. "),
    "an unknown file": (add_a_file, "manifest.json tells of an unknown file ndjson/limit.ndjson. "),
    "no manifest": (lambda folder: (folder / "manifest.json").unlink(), "Name the folder that manage.py export wrote."),
    "no JSON": (lambda folder: (folder / "manifest.json").write_text("{"), "manifest.json is no JSON ("),
    "a list": (lambda folder: (folder / "manifest.json").write_text("[]"), "is not the manifest of a catalogue. "),
    "a strange file": (lambda folder: change_manifest(folder, files=[1]), "manifest.json lacks fields, or has others "),
    "a later format": (
        lambda folder: change_manifest(folder, format_version=2),
        "the export has version 2 of the format, and this Wayback reads version 1. Bring it in with the version",
    ),
    "a later migration": (
        lambda folder: change_manifest(folder, migration="9999_later", software_version="9.0"),
        "The export was made by Wayback 9.0 at migration 9999_later; this one is at ",
    ),
    "an earlier migration": (
        lambda folder: change_manifest(folder, migration="0001_catalogue"),
        "Bring it in with that version into a database of its own, then upgrade Wayback there and run migrate.",
    ),
}


@pytest.mark.parametrize("case", SPOILERS)
def test_a_folder_that_is_not_whole_is_refused_before_anything_is_written(folder, media, case):
    spoil, message = SPOILERS[case]
    spoil(folder)
    code, [line] = bring_in(folder, "--bring-in")
    assert code == 2
    assert message in line
    assert is_nothing_there(media)


def test_the_advice_for_a_later_export_is_to_upgrade(folder):
    change_manifest(folder, migration="9999_later")
    _, [line] = bring_in(folder)
    assert line.endswith("Upgrade Wayback here to that version, or to a later one with the same migration.")
    assert latest_migration() in line


@pytest.mark.parametrize("where", ["at the end of the rows", "in the pictures"])
def test_an_import_that_fails_leaves_nothing(folder, media, monkeypatch, where):
    def fail(*args):
        raise OSError(28, "No space left on device")

    if where == "in the pictures":
        copy = pictures.BroughtPictures.copy
        monkeypatch.setattr(pictures.BroughtPictures, "copy", lambda pictures: (copy(pictures), fail()))
    else:
        monkeypatch.setattr(importing, "set_last_key", fail)
    code, [line] = bring_in(folder, "--bring-in")
    assert code == 2
    assert line == "Nothing was brought in: [Errno 28] No space left on device"
    assert is_nothing_there(media)
    monkeypatch.undo()
    assert bring_in(folder, "--bring-in")[0] == 0
    assert Site.objects.exists()


def test_another_picture_of_the_name_is_not_written_over(folder, media):
    name = read_lines(folder, "pictures.ndjson")[0]["name"]
    (media / name).parent.mkdir(parents=True)
    (media / name).write_text("mine")
    code, [line] = bring_in(folder, "--bring-in")
    assert code == 2
    assert line == f"{media / name} is another file than the export’s. Move it away, and start again."
    assert not Film.objects.exists()
    assert (media / name).read_text() == "mine"

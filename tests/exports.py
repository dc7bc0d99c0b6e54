"""Exports of the catalogue: written, spoiled, and brought into an emptied database."""

import io
import json
import re
import shutil
from hashlib import sha256

from django.core.management import CommandError, call_command
from django.db import connection, transaction

from catalog.exchange.wayback.database import empty
from catalog.exchange.wayback.tables import exported_tables
from catalog.models import Film, Genre
from tests.factories import make_credit, make_film, make_image, make_version, make_vote
from tests.tables import READ_SQL, quote_names


def export(folder):
    """Export the catalogue; return what the command printed on both outputs."""
    out, err = io.StringIO(), io.StringIO()
    call_command("export", str(folder), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def bring_in(folder, *options):
    """Run `import_wayback`; return (exit code, lines that it printed or its error)."""
    out = io.StringIO()
    try:
        call_command("import_wayback", str(folder), *options, stdout=out)
    except CommandError as error:
        return error.returncode, [str(error)]
    except SystemExit as end:
        return end.code, out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


def empty_catalogue():
    """Delete all rows that an export holds."""
    with transaction.atomic():
        for model in ("Collation", "ImportLine", "PreviewLink"):
            connection.cursor().execute(f"DELETE FROM catalog_{model.lower()}")  # noqa: S608
        empty(reversed(exported_tables().values()))


def stored_tables():
    """Return {table: rows as the database stores them, in the order of their keys} of what an export holds, without voters' names."""
    contents = {}
    for name, table in exported_tables().items():
        columns = [column.column for column in table.columns if column.column != "voter"]
        sql = READ_SQL.format(columns=quote_names(columns), table=quote_names([table.model._meta.db_table]))
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} ORDER BY {quote_names([table.model._meta.pk.column])}")
            contents[name] = [tuple(map(without_voters, row)) for row in cursor.fetchall()]
    return contents


def without_voters(value):
    """Return a stored value without the names of voters that a patch holds."""
    return re.sub(r'"voter": "[^"]*"', '"voter": ""', value) if isinstance(value, str) else value


def read_lines(folder, name):
    """Return the rows of a file of JSON lines."""
    return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]


def change_manifest(folder, **fields):
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | fields))


def write_file(folder, name, content):
    """Give a file of an export other bytes, and its new size and digest to the manifest."""
    (folder / name).write_bytes(content)
    files = json.loads((folder / "manifest.json").read_text())["files"]
    for file in files:
        if file["name"] == name:
            file |= {"bytes": len(content), "sha256": sha256(content).hexdigest()}
    change_manifest(folder, files=files)


def change_row(folder, name, number, **fields):
    """Change fields of a row, by the number of its line; the manifest agrees."""
    rows = read_lines(folder, name)
    rows[number - 1] |= fields
    write_rows(folder, name, rows)


def write_rows(folder, name, rows):
    write_file(folder, name, "".join(f"{json.dumps(row)}\n" for row in rows).encode())


def export_of_a_film(folder, media):
    """Export a film with a credit, a version, a vote and a picture; then empty the database and remove the pictures."""
    film = make_film(title="The Way Back")
    make_credit(film, characters=["Walker"])
    make_version(film)
    make_vote(film)
    make_image(film)
    export(folder)
    empty_catalogue()
    shutil.rmtree(media)
    return folder


def is_nothing_there(media):
    return not (Film.objects.exists() or Genre.objects.exists() or any(path.is_file() for path in media.rglob("*")))

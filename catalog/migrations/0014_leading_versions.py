"""Give each film a leading version with its running time, its languages and their citations; in its stored history, too.

The version has its film's number, so that each patch knows it: those of deleted and merged films as well.
"""

import datetime
from itertools import chain

from django.core.management.color import no_style
from django.db import migrations
from django.db.models import Max

MOVED_FIELDS = ("runtime_minutes", "languages")
ROWS_AT_ONCE = 500


class Movement:
    """Moves fields of films, and their citations, to the leading versions; in rows and in patches."""

    def __init__(self, moment):
        self.moment = moment
        # {(film, tag): number of the row that has the language}
        self.language_keys = {}

    def language_key(self, film, tag):
        return self.language_keys.setdefault((int(film), tag), len(self.language_keys) + 1)

    def version_fields(self, film, fields):
        """Return all fields of the leading version of a film, as a document holds them."""
        empty = dict.fromkeys(("name", "publication", "gauge", "sound", "colour", "aspect_ratio", "note"), "")
        unknown = dict.fromkeys(("date", "runtime_seconds", "length_metres", "frames_per_second"))
        return {
            **empty,
            **unknown,
            "film": int(film),
            "kinds": [],
            "countries": [],
            "leads": True,
            "position": 0,
            "state": "published",
            "published_from": self.moment.isoformat(),
            "runtime_minutes": fields.get("runtime_minutes"),
        }

    def moved_patch(self, patch):
        """Return a patch with what it changes of running times and languages as changes of versions."""
        patch = dict(patch)
        versions, languages, films = {}, {}, {}
        for film, change in patch.pop("film", {}).items():
            was, now = ({**side} if side is not None else None for side in (change["was"], change["is"]))
            moved_sides = [
                {name: side.pop(name) for name in MOVED_FIELDS if name in side} if side is not None else None
                for side in (was, now)
            ]
            if was is None or now is None or was or now:
                films[film] = {"was": was, "is": now}
            self.move_version(film, moved_sides, versions)
            self.move_languages(film, moved_sides, languages)
        if films:
            patch["film"] = films
        for noun, changes in (("version", versions), ("versionlanguage", languages)):
            if changes:
                patch[noun] = patch.get(noun, {}) | changes
        if "citation" in patch:
            patch["citation"] = {
                key: {name: self.moved_citation(side) for name, side in change.items()}
                for key, change in patch["citation"].items()
            }
        if "workingcopy" in patch:
            patch["workingcopy"] = {
                key: {name: self.moved_copy(side) for name, side in change.items()}
                for key, change in patch["workingcopy"].items()
            }
        return patch

    def move_version(self, film, moved_sides, versions):
        if None in moved_sides:
            sides = [None if side is None else self.version_fields(film, side) for side in moved_sides]
        else:
            sides = [{name: value for name, value in side.items() if name == "runtime_minutes"} for side in moved_sides]
        if sides[0] != sides[1]:
            versions[film] = {"was": sides[0], "is": sides[1]}

    def move_languages(self, film, moved_sides, languages):
        before, after = ((side or {}).get("languages", []) for side in moved_sides)
        for tag in dict.fromkeys([*before, *after]):
            if (tag in before) != (tag in after):
                row = {"version": int(film), "language": tag, "use": "spoken"}
                change = {"was": row if tag in before else None, "is": row if tag in after else None}
                languages[str(self.language_key(film, tag))] = change

    def moved_citation(self, side):
        """Return one side of a citation's change: under the version, where it stands under a field that moves."""
        if side and side.get("field") in MOVED_FIELDS and side.get("film"):
            return side | {"version": int(side["film"])}
        return side

    def moved_copy(self, side):
        return side | {"patch": self.moved_patch(side["patch"])} if side and "patch" in side else side


def move(apps, schema_editor):
    using = schema_editor.connection.alias

    def rows_of(name):
        return apps.get_model("catalog", name)._base_manager.using(using)

    movement = Movement(datetime.datetime.now(datetime.UTC).replace(microsecond=0))
    move_rows(rows_of, movement)
    for name in ("Revision", "WorkingCopy", "Merge"):
        for row in rows_of(name).only("patch").order_by("pk").iterator(chunk_size=ROWS_AT_ONCE):
            patch = movement.moved_patch(row.patch)
            if patch != row.patch:
                rows_of(name).filter(pk=row.pk).update(patch=patch)
            if name == "WorkingCopy":
                mention_languages(rows_of, row.pk, patch)
    reserve_numbers(rows_of, movement, schema_editor.connection)


def move_rows(rows_of, movement):
    """Make the versions and their languages of the films that there are, and move their citations."""
    versions, languages = rows_of("Version"), rows_of("VersionLanguage")
    for film, minutes in (
        rows_of("Film").order_by("pk").values_list("pk", "runtime_minutes").iterator(chunk_size=ROWS_AT_ONCE)
    ):
        fields = movement.version_fields(film, {"runtime_minutes": minutes})
        del fields["countries"], fields["film"]
        versions.create(pk=film, film_id=film, **fields | {"published_from": movement.moment})
    through = rows_of("Film").model.languages.through._base_manager.using(rows_of("Film").db)
    for film, tag in (
        through.order_by("film", "pk").values_list("film_id", "language_id").iterator(chunk_size=ROWS_AT_ONCE)
    ):
        languages.create(pk=movement.language_key(film, tag), version_id=film, language_id=tag, use="spoken")
    for citation, film in rows_of("Citation").filter(field__in=MOVED_FIELDS).values_list("pk", "film_id"):
        rows_of("Citation").filter(pk=citation).update(version_id=film)


def mention_languages(rows_of, copy, patch):
    """Let a working copy mention the languages of versions that it adds, as it mentions all rows that it adds."""
    for key, change in patch.get("versionlanguage", {}).items():
        if change["was"] is None:
            rows_of("Mention").get_or_create(working_copy_id=copy, noun="versionlanguage", key=key)


def reserve_numbers(rows_of, movement, connection):
    """Let no new row take a number that stands in the history: of a version that of a film, deleted ones included."""
    films = chain(
        [rows_of("Film").aggregate(most=Max("pk"))["most"] or 0],
        (int(key) for key in rows_of("Revision").filter(noun="film").values_list("key", flat=True).distinct()),
        (film for film, _ in movement.language_keys),
    )
    most = {"Version": max(films), "VersionLanguage": len(movement.language_keys)}
    models = [rows_of(name).model for name in most]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)
        for model, number in zip(models, most.values(), strict=True):
            table = model._meta.db_table
            if not number:
                continue
            if connection.vendor == "postgresql":
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, number])
            else:
                cursor.execute("UPDATE sqlite_sequence SET seq = MAX(seq, %s) WHERE name = %s", [number, table])
                if not cursor.rowcount:
                    cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])


class Migration(migrations.Migration):
    dependencies = [("catalog", "0013_versions")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]

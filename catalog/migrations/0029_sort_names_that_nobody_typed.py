"""Empty the sort names that nobody typed, and make other names rows; in the stored history, too.

Until now a sort name was derived once and stored: it outlived the name of a person who changed it. It is emptied where it
follows from the present name, or from any name that the person, or somebody who was merged into them, ever had.
"""

import unicodedata
from collections import defaultdict

from django.core.management.color import no_style
from django.db import migrations, models

ROWS_AT_ONCE = 500
MOST_LETTERS = 300
MOST_YEARS_OFF = 10
PARTICLES = {
    "da",
    "das",
    "de",
    "del",
    "della",
    "der",
    "di",
    "do",
    "dos",
    "du",
    "la",
    "le",
    "ten",
    "ter",
    "van",
    "von",
    "zu",
}
UNDECOMPOSED = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "ŋ": "n",
        "ŧ": "t",
        "ə": "e",
        **dict.fromkeys("‘’ʼ′`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    }
)


def derived_sort_name(name):
    """Return what was stored as the sort name of a person of this name."""
    *given_names, family_name = name.split() or [""]
    while given_names and given_names[-1] in PARTICLES:
        family_name = f"{given_names.pop()} {family_name}"
    return f"{family_name}, {' '.join(given_names)}" if given_names else family_name


def fold(text):
    letters = unicodedata.normalize("NFKD", text.casefold().translate(UNDECOMPOSED))
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())


def names_in(text):
    """Return the other names that a text has, one a line, each once."""
    lines = (line.strip()[:MOST_LETTERS] for line in (text or "").splitlines())
    return list(dict.fromkeys(line for line in lines if line))


class Names:
    """What people were ever called, and the numbers of the rows that their other names become."""

    def __init__(self):
        # {person: sort names that follow from any of their names}
        self.derived = defaultdict(set)
        # {(person, name): number of the row}
        self.row_keys = {}

    def note(self, person, name):
        if name:
            self.derived[int(person)].add(derived_sort_name(name))

    def note_patch(self, patch):
        """Note the names that the patch of a revision or a merge has."""
        for person, change in patch.get("person", {}).items():
            for side in (change["was"], change["is"]):
                self.note(person, (side or {}).get("name"))

    def sort_name(self, person, text):
        return "" if text in self.derived[int(person)] else text

    def row_key(self, person, name):
        return self.row_keys.setdefault((int(person), name), len(self.row_keys) + 1)

    def rewritten(self, patch):
        """Return a patch without sort names that nobody typed, and with its other names as rows."""
        if "person" not in patch:
            return patch
        people, rows = {}, dict(patch.get("personname", {}))
        for person, change in patch["person"].items():
            sides = [None if side is None else {**side} for side in (change["was"], change["is"])]
            names = [names_in(side.pop("other_names", "")) if side is not None else [] for side in sides]
            for side in sides:
                if side and "sort_name" in side:
                    side["sort_name"] = self.sort_name(person, side["sort_name"])
            was, now = sides
            if was is not None and now is not None and was.get("sort_name") == now.get("sort_name"):
                was.pop("sort_name", None)
                now.pop("sort_name", None)
            if was is None or now is None or was or now:
                people[person] = {"was": was, "is": now}
            rows |= self.row_changes(person, *names)
        return self.with_changes(patch, people, rows)

    def row_changes(self, person, names_before, names_after):
        changes = {}
        for name in dict.fromkeys((*names_before, *names_after)):
            fields = {"person": int(person), "name": name, "kind": "", "public": True, "note": ""}
            sides = [fields if name in names else None for names in (names_before, names_after)]
            if sides[0] != sides[1]:
                changes[str(self.row_key(person, name))] = {"was": sides[0], "is": sides[1]}
        return changes

    def with_changes(self, patch, people, rows):
        patch = {noun: changes for noun, changes in patch.items() if noun not in ("person", "personname")}
        return patch | ({"person": people} if people else {}) | ({"personname": rows} if rows else {})


def clean(apps, schema_editor):
    using = schema_editor.connection.alias

    def rows_of(name):
        return apps.get_model("catalog", name)._base_manager.using(using)

    names = Names()
    for person, name in rows_of("Person").values_list("pk", "name").iterator(chunk_size=ROWS_AT_ONCE):
        names.note(person, name)
    patched_rows = [rows_of(model).filter(patch__has_key="person") for model in ("Revision", "Merge")]
    for rows in patched_rows:
        for patch in rows.order_by("pk").values_list("patch", flat=True).iterator(chunk_size=ROWS_AT_ONCE):
            names.note_patch(patch)
    merges = rows_of("Merge").filter(noun="person").order_by("pk")
    for survivor, loser in merges.values_list("survivor", "loser"):
        names.derived[survivor] |= names.derived[loser]
    clean_people(rows_of, names)
    for rows in patched_rows:
        for row in rows.only("patch").order_by("pk").iterator(chunk_size=ROWS_AT_ONCE):
            patch = names.rewritten(row.patch)
            if patch != row.patch:
                rows.filter(pk=row.pk).update(patch=patch)
    reserve_numbers(rows_of("PersonName").model, len(names.row_keys), schema_editor.connection)
    drop_refuted_pairs(rows_of)
    # PostgreSQL alters no table whose foreign keys are still to be checked.
    schema_editor.connection.check_constraints()


def clean_people(rows_of, names):
    """Empty sort names, make rows of other names, and derive the keys anew."""
    rows_of("Person").update(desk_search_text=models.F("search_text"))
    people, other_names = [], []
    for person in rows_of("Person").order_by("pk").iterator(chunk_size=ROWS_AT_ONCE):
        person.sort_name = names.sort_name(person.pk, person.sort_name)
        person._meta.get_field("sort_key").pre_save(person, add=False)
        people.append(person)
        other_names += [
            rows_of("PersonName").model(
                pk=names.row_key(person.pk, name), person_id=person.pk, name=name, name_key=fold(name)[:MOST_LETTERS]
            )
            for name in names_in(person.other_names)
        ]
        if len(people) == ROWS_AT_ONCE:
            rows_of("Person").bulk_update(people, ["sort_name", "sort_key"], batch_size=200)
            people = []
    rows_of("Person").bulk_update(people, ["sort_name", "sort_key"], batch_size=200)
    rows_of("PersonName").bulk_create(other_names, batch_size=200)


def reserve_numbers(model, number, connection):
    """Let no new row take a number that stands in the history."""
    if not number:
        return
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
                cursor.execute(statement)
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, number])
            return
        cursor.execute("UPDATE sqlite_sequence SET seq = MAX(seq, %s) WHERE name = %s", [number, table])
        if not cursor.rowcount:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])


def drop_refuted_pairs(rows_of):
    """Delete proposals that two people are the same of whom one died before the other one was born."""
    for pair in rows_of("DuplicatePair").filter(noun="person", state="proposed"):
        people = list(rows_of("Person").filter(pk__in=[pair.left, pair.right]))
        if len(people) == 2 and (
            is_long_before(people[0].died, people[1].born) or is_long_before(people[1].died, people[0].born)
        ):
            pair.delete()


def is_long_before(death, birth):
    if not (death and birth) or birth.has_open_start or death.has_open_end or death.last_day >= birth.first_day:
        return False
    return (death.is_sure and birth.is_sure) or birth.first_day.year - death.last_day.year > MOST_YEARS_OFF


class Migration(migrations.Migration):
    dependencies = [("catalog", "0028_names_of_people")]

    operations = [
        migrations.RunPython(clean, migrations.RunPython.noop),
        migrations.RemoveField("person", "other_names"),
    ]

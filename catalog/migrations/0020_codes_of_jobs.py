"""Give each department and job a code that stays when an editor renames it: the key under which it shipped, or one from its name.

Rows that were added or deleted have it in the stored patches, too, so that a deleted job comes back with its code.
"""

import unicodedata
from itertools import chain, count

from django.db import migrations, models
from django.utils.text import slugify

ROWS_AT_ONCE = 500
# Letters that don't decompose into one without marks.
PLAIN_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"})


class Codes:
    """The codes of departments and jobs by row, those of deleted rows included; each is given once."""

    def __init__(self, shipped_keys):
        # {(noun, key of the row as text): code}
        self.codes = dict(shipped_keys)

    def code_of(self, noun, row, name):
        """Return the code of a row: that of its shipped term, or one from the name under which it is first met."""
        if (noun, str(row)) not in self.codes:
            codes = {code for (other_noun, _), code in self.codes.items() if other_noun == noun}
            letters = unicodedata.normalize("NFKD", name.casefold().translate(PLAIN_LETTERS))
            base = slugify(letters)[:70] or "term"
            candidates = chain([base], (f"{base}-{number}" for number in count(2)))
            self.codes[noun, str(row)] = next(code for code in candidates if code not in codes)
        return self.codes[noun, str(row)]

    def coded_patch(self, patch):
        """Return a patch in which departments and jobs that it adds or deletes have their code."""
        nouns = {"department", "job"} & patch.keys()
        return patch | {
            noun: {key: self.coded_change(noun, key, patch[noun][key]) for key in patch[noun]} for noun in nouns
        }

    def coded_change(self, noun, key, change):
        if change["was"] is not None and change["is"] is not None:
            return change
        return {
            name: side if side is None else {"code": self.code_of(noun, key, side.get("name", ""))} | side
            for name, side in change.items()
        }


def fill(apps, schema_editor):
    using = schema_editor.connection.alias

    def rows_of(name):
        return apps.get_model("catalog", name)._base_manager.using(using)

    terms = rows_of("ShippedTerm").filter(noun__in=["department", "job"])
    codes = Codes({(noun, row): key for noun, row, key in terms.values_list("noun", "row", "key")})
    for noun in ("department", "job"):
        for row in rows_of(noun).order_by("pk"):
            rows_of(noun).filter(pk=row.pk).update(code=codes.code_of(noun, row.pk, row.name))
    for name in ("Revision", "Merge"):
        for row in rows_of(name).only("patch").order_by("pk").iterator(chunk_size=ROWS_AT_ONCE):
            patch = codes.coded_patch(row.patch)
            if patch != row.patch:
                rows_of(name).filter(pk=row.pk).update(patch=patch)


def code_field(**kwargs):
    return models.SlugField(
        blank=True,
        help_text="What programs know it by, such as set-designer; it never changes. Left empty, it is made from the name.",
        max_length=80,
        **kwargs,
    )


class Migration(migrations.Migration):
    dependencies = [("catalog", "0019_relations_between_films")]

    operations = [
        migrations.AddField("department", "code", models.CharField(max_length=80, default="")),
        migrations.AddField("job", "code", models.CharField(max_length=80, default="")),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("department", "code", code_field(unique=True)),
        migrations.AlterField("job", "code", code_field(unique=True)),
    ]

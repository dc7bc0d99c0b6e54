"""Rename `Ruling` to `AlignmentCorrection` and `Twins` to `DuplicatePair`, also where stored rows name them."""

from django.conf import settings
from django.db import migrations, models

NOUNS = {"ruling": "alignmentcorrection", "twins": "duplicatepair"}
# What Django calls the models in the names of their permissions.
LABELS = {"ruling": "correction of a collation", "twins": "twins"}
NEW_LABELS = {"ruling": "alignment correction", "twins": "duplicate pair"}
BATCH = 500
# How a merge keeps what it did to working copies: {film: {"was": {"patch": patch}, "is": {"patch": patch}}}.
WORKING_COPIES = "workingcopy"


def rename(patch, nouns):
    """The patch with its nouns renamed, those of the working copies' patches in it, too."""
    renamed = {nouns.get(noun, noun): changes for noun, changes in patch.items()}
    if WORKING_COPIES in renamed:
        renamed[WORKING_COPIES] = {
            key: {
                side: fields and {**fields, "patch": rename(fields["patch"], nouns)} for side, fields in change.items()
            }
            for key, change in renamed[WORKING_COPIES].items()
        }
    return renamed


def rename_patches(model, nouns, using):
    batch = []
    for row in model.objects.using(using).order_by("pk").only("patch").iterator(chunk_size=BATCH):
        patch = rename(row.patch, nouns)
        if patch != row.patch:
            row.patch = patch
            batch.append(row)
        if len(batch) == BATCH:
            model.objects.using(using).bulk_update(batch, ["patch"])
            batch = []
    model.objects.using(using).bulk_update(batch, ["patch"])


def rename_permissions(apps, nouns, labels, using):
    """Rename the permissions in place, so that groups and users who have them keep them."""
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    for noun, other in nouns.items():
        for verb in ("add", "change", "delete", "view"):
            permissions.filter(content_type__app_label="catalog", codename=f"{verb}_{noun}").update(
                codename=f"{verb}_{other}", name=f"Can {verb} {labels[noun]}"
            )


def drop_leftovers(apps, nouns, using):
    """Delete content types that bear the new names already, so that Django can rename the old ones to these.

    They are there where a database went back over this migration: the permissions of the running code are made then.
    """
    content_types = apps.get_model("contenttypes", "ContentType").objects.using(using).filter(app_label="catalog")
    for noun, other in nouns.items():
        if content_types.filter(model=noun).exists():
            content_types.filter(model=other).delete()


def rename_stored(apps, nouns, labels, using):
    for name in ("Revision", "Mention", "Merge", "Presence", "DuplicatePair"):
        for noun, other in nouns.items():
            apps.get_model("catalog", name).objects.using(using).filter(noun=noun).update(noun=other)
    for name in ("Revision", "WorkingCopy", "Merge"):
        rename_patches(apps.get_model("catalog", name), nouns, using)
    rename_permissions(apps, nouns, labels, using)


def prepare(apps, schema_editor):
    drop_leftovers(apps, NOUNS, schema_editor.connection.alias)


def forwards(apps, schema_editor):
    rename_stored(apps, NOUNS, NEW_LABELS, schema_editor.connection.alias)


def backwards(apps, schema_editor):
    old_nouns = {new: old for old, new in NOUNS.items()}
    drop_leftovers(apps, old_nouns, schema_editor.connection.alias)
    old_labels = {new: LABELS[old] for old, new in NOUNS.items()}
    rename_stored(apps, old_nouns, old_labels, schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("catalog", "0002_vocabulary"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(prepare, migrations.RunPython.noop),
        migrations.RemoveConstraint("ruling", "ruling_kind"),
        migrations.RemoveConstraint("ruling", "ruling_lower_first"),
        migrations.RenameModel("Ruling", "AlignmentCorrection"),
        migrations.AlterModelOptions(
            "alignmentcorrection", {"ordering": ["id"], "verbose_name": "alignment correction"}
        ),
        migrations.AlterField(
            "alignmentcorrection",
            "left",
            models.ForeignKey("catalog.synopsis", models.CASCADE, related_name="corrections_left"),
        ),
        migrations.AlterField(
            "alignmentcorrection",
            "right",
            models.ForeignKey("catalog.synopsis", models.CASCADE, related_name="corrections_right"),
        ),
        migrations.AddConstraint(
            "alignmentcorrection",
            models.CheckConstraint(
                condition=models.Q(kind__in=["join", "part"]),
                name="alignment_correction_kind",
                violation_error_message="Choose one of: belong together, are not the same.",
            ),
        ),
        migrations.AddConstraint(
            "alignmentcorrection",
            models.CheckConstraint(
                condition=models.Q(left__lt=models.F("right")),
                name="alignment_correction_lower_first",
                violation_error_message="The text with the lower id stands on the left.",
            ),
        ),
        migrations.RemoveConstraint("twins", "twins_state"),
        migrations.RemoveConstraint("twins", "twins_once"),
        migrations.RemoveConstraint("twins", "twins_lower_first"),
        migrations.RenameModel("Twins", "DuplicatePair"),
        migrations.AlterModelOptions("duplicatepair", {"ordering": ["noun", "left", "right"]}),
        migrations.RenameIndex("duplicatepair", new_name="duplicate_pair_state", old_name="twins_state"),
        migrations.AddConstraint(
            "duplicatepair",
            models.CheckConstraint(
                condition=models.Q(state__in=["proposed", "not_the_same"]),
                name="duplicate_pair_state",
                violation_error_message="Choose one of: proposed, not the same.",
            ),
        ),
        migrations.AddConstraint(
            "duplicatepair",
            models.UniqueConstraint(
                fields=["noun", "left", "right"],
                name="duplicate_pair_once",
                violation_error_message="These two are noted already.",
            ),
        ),
        migrations.AddConstraint(
            "duplicatepair",
            models.CheckConstraint(
                condition=models.Q(left__lt=models.F("right")),
                name="duplicate_pair_lower_first",
                violation_error_message="The one with the lower id stands on the left.",
            ),
        ),
        migrations.RunPython(forwards, backwards),
    ]

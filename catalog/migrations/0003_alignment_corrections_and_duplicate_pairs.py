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
        # Help texts and messages in plainer words.
        migrations.AlterField(
            model_name="article",
            name="published_from",
            field=models.DateTimeField(
                blank=True,
                help_text="Visitors see it from this moment on. It may be in the future. Empty: the moment of publishing.",
                null=True,
                verbose_name="published from",
            ),
        ),
        migrations.AlterField(
            model_name="article",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("in_review", "in review"),
                    ("published", "published"),
                    ("withdrawn", "withdrawn"),
                ],
                default="draft",
                help_text="Visitors see only what is published. Withdrawn: it was published once, or never will be.",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="eventcharacter",
            name="fate",
            field=models.CharField(
                blank=True,
                choices=[
                    ("dies", "dies"),
                    ("stays_behind", "stays behind"),
                    ("leaves", "leaves"),
                    ("arrives", "arrives"),
                ],
                help_text="What becomes of them. Empty: nothing is decided in this event.",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="film",
            name="featured",
            field=models.BooleanField(
                default=False, help_text="Shown large on the home page. Of several films, the one published last."
            ),
        ),
        migrations.AlterField(
            model_name="film",
            name="published_from",
            field=models.DateTimeField(
                blank=True,
                help_text="Visitors see it from this moment on. It may be in the future. Empty: the moment of publishing.",
                null=True,
                verbose_name="published from",
            ),
        ),
        migrations.AlterField(
            model_name="film",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("in_review", "in review"),
                    ("published", "published"),
                    ("withdrawn", "withdrawn"),
                ],
                default="draft",
                help_text="Visitors see only what is published. Withdrawn: it was published once, or never will be.",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="image",
            name="alt",
            field=models.CharField(
                help_text="What the picture shows, in a sentence, without “image of”.",
                max_length=300,
                verbose_name="text for people who can't see it",
            ),
        ),
        migrations.AlterField(
            model_name="image",
            name="published_from",
            field=models.DateTimeField(
                blank=True,
                help_text="Visitors see it from this moment on. It may be in the future. Empty: the moment of publishing.",
                null=True,
                verbose_name="published from",
            ),
        ),
        migrations.AlterField(
            model_name="image",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("in_review", "in review"),
                    ("published", "published"),
                    ("withdrawn", "withdrawn"),
                ],
                default="draft",
                help_text="Visitors see only what is published. Withdrawn: it was published once, or never will be.",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="person",
            name="biography",
            field=models.TextField(blank=True, help_text="Plain text. An empty line separates paragraphs."),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="about",
            field=models.CharField(
                help_text="Identifies the question: proposals about one question are decided together.", max_length=32
            ),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="key",
            field=models.CharField(
                help_text="Identifies the contradiction, so that it is proposed once.", max_length=32
            ),
        ),
        migrations.AlterField(
            model_name="question",
            name="published_from",
            field=models.DateTimeField(
                blank=True,
                help_text="Visitors see it from this moment on. It may be in the future. Empty: the moment of publishing.",
                null=True,
                verbose_name="published from",
            ),
        ),
        migrations.AlterField(
            model_name="question",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("in_review", "in review"),
                    ("published", "published"),
                    ("withdrawn", "withdrawn"),
                ],
                default="draft",
                help_text="Visitors see only what is published. Withdrawn: it was published once, or never will be.",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="revision",
            name="waiting",
            field=models.BooleanField(
                default=False, help_text="It changed the working copy, not what the public sees."
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="note",
            field=models.TextField(
                blank=True, help_text="What a reader should know about it: its faults, what it copies."
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="publisher",
            field=models.CharField(
                blank=True, help_text="Who published it: a site, a newspaper, a publishing house.", max_length=200
            ),
        ),
        migrations.AlterField(
            model_name="synopsis",
            name="lead",
            field=models.BooleanField(default=False, help_text="The film's page shows this one in its language."),
        ),
        migrations.AlterField(
            model_name="synopsis",
            name="published_from",
            field=models.DateTimeField(
                blank=True,
                help_text="Visitors see it from this moment on. It may be in the future. Empty: the moment of publishing.",
                null=True,
                verbose_name="published from",
            ),
        ),
        migrations.AlterField(
            model_name="synopsis",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("in_review", "in review"),
                    ("published", "published"),
                    ("withdrawn", "withdrawn"),
                ],
                default="draft",
                help_text="Visitors see only what is published. Withdrawn: it was published once, or never will be.",
                max_length=10,
            ),
        ),
        migrations.AlterConstraint(
            model_name="article",
            name="article_published_from",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "published"), _negated=True), ("published_from__isnull", False), _connector="OR"
                ),
                name="article_published_from",
                violation_error_message="What is published needs the moment from which visitors see it.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="collation",
            name="collation_once",
            constraint=models.UniqueConstraint(
                fields=("left", "right"),
                name="collation_once",
                violation_error_message="These two texts have an alignment already.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="film",
            name="film_published_from",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "published"), _negated=True), ("published_from__isnull", False), _connector="OR"
                ),
                name="film_published_from",
                violation_error_message="What is published needs the moment from which visitors see it.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="image",
            name="image_published_from",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "published"), _negated=True), ("published_from__isnull", False), _connector="OR"
                ),
                name="image_published_from",
                violation_error_message="What is published needs the moment from which visitors see it.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="image",
            name="image_alt",
            constraint=models.CheckConstraint(
                condition=models.Q(("alt", ""), _negated=True),
                name="image_alt",
                violation_error_message="A picture needs a text for people who can't see it.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="merge",
            name="merge_once",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at__isnull", True)),
                fields=("noun", "loser"),
                name="merge_once",
                violation_error_message="This is merged already.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="question",
            name="question_published_from",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "published"), _negated=True), ("published_from__isnull", False), _connector="OR"
                ),
                name="question_published_from",
                violation_error_message="What is published needs the moment from which visitors see it.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="synopsis",
            name="synopsis_published_from",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "published"), _negated=True), ("published_from__isnull", False), _connector="OR"
                ),
                name="synopsis_published_from",
                violation_error_message="What is published needs the moment from which visitors see it.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="synopsis",
            name="synopsis_one_lead",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lead", True)),
                fields=("film", "language"),
                name="synopsis_one_lead",
                violation_error_message="Another synopsis leads in this language. Untick “lead” there first.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="vote",
            name="vote_once",
            constraint=models.UniqueConstraint(
                fields=("film", "voter"),
                name="vote_once",
                violation_error_message="This visitor has voted on the film already.",
            ),
        ),
    ]

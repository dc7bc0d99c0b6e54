"""What was changed, by whom and why; and what of a published film is changed but not published yet."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.utils import timezone

from catalog.models.base import one_of

# An open form without JavaScript says so once; with it, every minute.
LEFT = timedelta(minutes=10)


class Deed(models.TextChoices):
    """What an editor did to a noun. What is only noted changes none of its fields, so no open form is out of date by it."""

    CREATED = "created", "entered"
    CHANGED = "changed", "changed"
    DELETED = "deleted", "deleted"
    RESTORED = "restored", "brought back"
    REVERTED = "reverted", "set back"
    SUBMITTED = "submitted", "sent to review"
    RETURNED = "returned", "sent back to draft"
    PUBLISHED = "published", "published"
    WITHDRAWN = "withdrawn", "withdrawn"
    DISCARDED = "discarded", "dropped the working copy"
    MERGED = "merged", "merged"
    UNMERGED = "unmerged", "took a merge back"
    NOTED = "noted", "noted"


class RevisionQuerySet(models.QuerySet):
    def of(self, noun, key):
        """The history of one noun, newest first."""
        return self.filter(noun=noun, key=key).order_by("-id")

    def head(self, noun, key):
        """The id of its newest revision, which no other save ever has again; 0 before the first."""
        saves = self.filter(noun=noun, key=key).exclude(deed=Deed.NOTED)
        return saves.aggregate(head=Max("id"))["head"] or 0

    def heads(self, noun, keys):
        """{key as text: head} of several of a noun."""
        keys = [str(key) for key in keys]
        saves = self.filter(noun=noun, key__in=keys).exclude(deed=Deed.NOTED)
        found = saves.order_by().values_list("key").annotate(head=Max("id"))
        return dict.fromkeys(keys, 0) | dict(found)


class Revision(models.Model):
    """One save of a noun, with all rows that belong to it: a film with its credits, releases and texts is one noun.

    `patch` holds what the save changed and nothing else, both ways: see `catalog.editing.patches`. It names what it is of by
    noun and key, not by a foreign key, so that it outlives it; and its editor by name, too, for the same reason.
    """

    noun = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    label = models.CharField(max_length=300)
    deed = models.CharField(max_length=10, choices=Deed, default=Deed.CHANGED)
    at = models.DateTimeField(auto_now_add=True)
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    editor_name = models.CharField(max_length=150, blank=True)
    note = models.TextField(blank=True, max_length=1000)
    patch = models.JSONField(default=dict)
    waiting = models.BooleanField(default=False, help_text="It went into the working copy, not before the public.")
    merge = models.ForeignKey("Merge", models.SET_NULL, null=True, blank=True, related_name="revisions")

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [one_of("deed", Deed, "revision_deed")]
        indexes = [
            models.Index(fields=["noun", "key", "-id"], name="revision_noun"),
            models.Index(fields=["deed", "-id"], name="revision_deed_newest"),
        ]

    def __str__(self):
        return f"{self.label}: {self.get_deed_display()}"


class WorkingCopyQuerySet(models.QuerySet):
    def mentioning(self, noun, keys):
        """Those that name one of the rows in a change of theirs, which the public tables don't show."""
        return self.filter(mentions__noun=noun, mentions__key__in=keys).distinct()


class WorkingCopy(models.Model):
    """The changes of a published film that the public does not see yet. All editors share it."""

    film = models.OneToOneField("Film", models.CASCADE, related_name="working_copy")
    patch = models.JSONField(default=dict)
    in_review = models.BooleanField(default=False)
    begun_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = WorkingCopyQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at"]
        verbose_name_plural = "working copies"

    def __str__(self):
        return f"working copy of {self.film}"


class Mention(models.Model):
    """That a working copy refers to a row, or makes it: so it is not deleted under it, and is found by its address."""

    working_copy = models.ForeignKey(WorkingCopy, models.CASCADE, related_name="mentions")
    noun = models.CharField(max_length=20)
    key = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["noun", "key"], name="mention_row")]
        constraints = [
            models.UniqueConstraint(
                fields=["working_copy", "noun", "key"],
                name="mention_once",
                violation_error_message="The working copy mentions this row already.",
            )
        ]

    def __str__(self):
        return f"{self.noun} {self.key}"


class PreviewLink(models.Model):
    """Lets somebody without an account see a film as it will look, until a moment or until it is revoked."""

    film = models.ForeignKey("Film", models.CASCADE, related_name="preview_links")
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return f"link to a preview of {self.film}"


class PresenceQuerySet(models.QuerySet):
    def note(self, noun, key, editor):
        """Note that an editor has a form open now, and forget who left long ago."""
        now = timezone.now()
        self.filter(seen_at__lt=now - LEFT).delete()
        self.bulk_create(
            [Presence(noun=noun, key=key, editor=editor, seen_at=now)],
            update_conflicts=True,
            unique_fields=["noun", "key", "editor"],
            update_fields=["seen_at"],
        )

    def others(self, noun, key, editor):
        """The other editors who have the form open, as far as their browsers said so lately."""
        here = self.filter(noun=noun, key=key, seen_at__gte=timezone.now() - LEFT).exclude(editor=editor)
        return here.select_related("editor").order_by("editor__username")


class Presence(models.Model):
    """That an editor has the form of something open."""

    noun = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["noun", "key", "editor"],
                name="presence_once",
                violation_error_message="This editor is noted there already.",
            )
        ]
        indexes = [models.Index(fields=["seen_at"], name="presence_seen")]

    def __str__(self):
        return f"{self.editor} at {self.noun} {self.key}"


class Merge(models.Model):
    """That one noun went into another. Its address leads there until the merge is taken back."""

    noun = models.CharField(max_length=20)
    loser = models.BigIntegerField()
    survivor = models.BigIntegerField()
    loser_label = models.CharField(max_length=300)
    survivor_label = models.CharField(max_length=300)
    patch = models.JSONField(default=dict)
    note = models.TextField(blank=True, max_length=1000)
    at = models.DateTimeField(auto_now_add=True)
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    editor_name = models.CharField(max_length=150, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["noun", "loser"],
                condition=Q(undone_at__isnull=True),
                name="merge_once",
                violation_error_message="It is merged already.",
            )
        ]
        indexes = [models.Index(fields=["noun", "survivor"], name="merge_survivor")]

    def __str__(self):
        return f"{self.loser_label} → {self.survivor_label}"


class TwinState(models.TextChoices):
    PROPOSED = "proposed", "proposed"
    NOT_THE_SAME = "not_the_same", "not the same"


class Twins(models.Model):
    """Two of a noun that are likely one: proposed, or known to be two. `left` has the lower id."""

    noun = models.CharField(max_length=20)
    left = models.BigIntegerField()
    right = models.BigIntegerField()
    why = models.CharField(max_length=300)
    state = models.CharField(max_length=12, choices=TwinState, default=TwinState.PROPOSED)
    found_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["noun", "left", "right"]
        verbose_name_plural = "twins"
        constraints = [
            one_of("state", TwinState, "twins_state"),
            models.UniqueConstraint(
                fields=["noun", "left", "right"],
                name="twins_once",
                violation_error_message="These two are noted already.",
            ),
            models.CheckConstraint(
                condition=Q(left__lt=models.F("right")),
                name="twins_lower_first",
                violation_error_message="The one with the lower id stands on the left.",
            ),
        ]
        indexes = [models.Index(fields=["noun", "state", "id"], name="twins_state")]

    def __str__(self):
        return f"{self.noun} {self.left} and {self.right}"

"""The history: what was changed, by whom and why."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.columns import one_of


class Deed(models.TextChoices):
    """What an editor did to a root. NOTED changes none of its fields, so it makes no open form out of date."""

    CREATED = "created", _("entered")
    CHANGED = "changed", _("changed")
    DELETED = "deleted", _("deleted")
    RESTORED = "restored", _("brought back")
    REVERTED = "reverted", _("set back")
    SUBMITTED = "submitted", _("sent to review")
    RETURNED = "returned", _("sent back to draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")
    DISCARDED = "discarded", _("dropped the working copy")
    MERGED = "merged", _("merged")
    UNMERGED = "unmerged", _("took a merge back")
    SUPPRESSED = "suppressed", _("removed a value")
    NOTED = "noted", _("noted")
    IMPORTED = "imported", _("imported")


class RevisionQuerySet(models.QuerySet):
    def of(self, noun, key):
        """Revisions of one root, newest first."""
        return self.filter(noun=noun, key=key).order_by("-id")


class Revision(models.Model):
    """One save of a root with all its rows: a film with its credits, releases and texts, say.

    `patch` holds only what the save changed, as it was and as it is: see `catalog.editing.patches`. The root is stored
    as noun and key, not as a foreign key, so that its history survives it. The editor's name is stored for the same
    reason.
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
    waiting = models.BooleanField(default=False, help_text=_("It changed the working copy, not what the public sees."))
    merge = models.ForeignKey("Merge", models.SET_NULL, null=True, blank=True, related_name="revisions")
    of_import = models.ForeignKey(
        "Import", models.SET_NULL, null=True, blank=True, related_name="revisions", db_index=False
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-id"]
        constraints = [one_of("deed", Deed, "revision_deed")]
        indexes = [
            models.Index(fields=["noun", "key", "-id"], name="revision_noun"),
            models.Index(fields=["deed", "-id"], name="revision_deed_newest"),
            models.Index(fields=["editor", "deed", "-id"], name="revision_editor_deed"),
            models.Index(
                fields=["of_import", "id"], condition=models.Q(of_import__isnull=False), name="revision_import"
            ),
        ]

    def __str__(self):
        return f"{self.label}: {self.get_deed_display()}"

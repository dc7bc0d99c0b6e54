"""Changes of published films that are not published yet, and links that show them."""

from django.conf import settings
from django.db import models


class WorkingCopyQuerySet(models.QuerySet):
    def mentioning(self, noun, keys):
        """Working copies whose patch refers to one of the rows or adds it."""
        return self.filter(mentions__noun=noun, mentions__key__in=keys).distinct()


class WorkingCopy(models.Model):
    """The changes of a published film that the public does not see yet. A film has one, shared by all editors."""

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
    """A row that a working copy refers to or adds: it can't be deleted, and its address finds the film's preview."""

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
    """A link by which a person without an account sees a film with its working copy, until it expires or is revoked."""

    film = models.ForeignKey("Film", models.CASCADE, related_name="preview_links")
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return f"link to a preview of {self.film}"

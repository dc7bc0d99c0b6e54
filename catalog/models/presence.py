"""Which editors have a form open."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from catalog.side_writes import side_write

# An open form reports once without JavaScript, every minute with it.
AWAY_AFTER = timedelta(minutes=10)


class PresenceQuerySet(models.QuerySet):
    def note(self, noun, key, editor):
        """Note that an editor has a form open now, and delete old notes."""
        now = timezone.now()
        with side_write("Who has a form open"):
            self.filter(seen_at__lt=now - AWAY_AFTER).delete()
            self.bulk_create(
                [Presence(noun=noun, key=key, editor=editor, seen_at=now)],
                update_conflicts=True,
                unique_fields=["noun", "key", "editor"],
                update_fields=["seen_at"],
            )

    def other_editors(self, noun, key, editor):
        """Presences of other editors whose browsers reported the form open lately."""
        presences = self.filter(noun=noun, key=key, seen_at__gte=timezone.now() - AWAY_AFTER).exclude(editor=editor)
        return presences.select_related("editor").order_by("editor__username")


class Presence(models.Model):
    """An editor who has the form of a row open, and when the browser last reported it."""

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

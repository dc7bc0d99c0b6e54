"""Which editors have a form open."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.side_writes import side_write

# How long a form counts as open after a report. With JavaScript it reports three times a minute in sight; hidden, browsers make
# scripts wait up to a minute; without JavaScript it reports once, when it is drawn.
LASTS = {"in sight": timedelta(minutes=1), "hidden": timedelta(minutes=2)}
LASTS_WITHOUT_SCRIPT = timedelta(minutes=10)


class PresenceQuerySet(models.QuerySet):
    def note(self, noun, key, editor, lasts=LASTS_WITHOUT_SCRIPT):
        """Note that an editor has a form open now, and delete notes that ended."""
        now = timezone.now()
        with side_write("Who has a form open"):
            self.filter(ends_at__lt=now).delete()
            self.bulk_create(
                [Presence(noun=noun, key=key, editor=editor, ends_at=now + lasts)],
                update_conflicts=True,
                unique_fields=["noun", "key", "editor"],
                update_fields=["ends_at"],
            )

    def leave(self, noun, key, editor):
        """Note that an editor has the form open no longer."""
        with side_write("Who has a form open"):
            self.filter(noun=noun, key=key, editor=editor).delete()

    def other_editors(self, noun, key, editor):
        """Presences of other editors whose browsers reported the form open lately."""
        presences = self.filter(noun=noun, key=key, ends_at__gte=timezone.now()).exclude(editor=editor)
        return presences.select_related("editor").order_by("editor__username")


class Presence(models.Model):
    """An editor who has the form of a row open, and until when that counts after the browser’s last report."""

    noun = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    ends_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [
            models.UniqueConstraint(
                fields=["noun", "key", "editor"],
                name="presence_once",
                violation_error_message=_("This editor is noted there already."),
            )
        ]
        indexes = [models.Index(fields=["ends_at"], name="presence_ends")]

    def __str__(self):
        return f"{self.editor} at {self.noun} {self.key}"

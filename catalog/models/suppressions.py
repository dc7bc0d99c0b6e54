"""Values that administrators removed: who, when, why and where, never what."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.texts.folding import LineField


class Suppression(models.Model):
    """The removal of a value. `places` counts, by model and field, where it stood; the value itself is nowhere."""

    noun = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    at = models.DateTimeField(_("when"), auto_now_add=True)
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    editor_name = models.CharField(_("who"), max_length=150, blank=True)
    why = LineField(max_length=300)
    places = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("suppression")
        verbose_name_plural = _("suppressions")
        ordering = ["-id"]
        permissions = [("suppress_value", "Can remove a value everywhere")]

    def __str__(self):
        return f"value of {self.noun} {self.key}"

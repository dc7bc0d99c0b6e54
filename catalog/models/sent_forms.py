"""Forms of the desk that were saved, so that none is saved twice."""

import re

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

# What the key of a form looks like.
KEY = re.compile(r"[\w-]{22}", re.ASCII)


class SentForm(models.Model):
    """A form that an account saved at the desk: its key, a digest of what it held, and what was answered.

    `address` is where it led; `popup_data` is what a window of its own handed to the form that had opened it.
    """

    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=22)
    digest = models.CharField(max_length=32)
    address = models.TextField(blank=True)
    popup_data = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    # Whether the request that runs has saved with it.
    is_spent = False
    # Whether the account saved it before with other contents.
    is_changed = False

    class Meta:
        verbose_name = _("sent form")
        verbose_name_plural = _("sent forms")
        constraints = [
            models.UniqueConstraint(
                fields=["editor", "key", "digest"],
                name="sent_form_once",
                violation_error_message=_("This form was saved already."),
            )
        ]
        indexes = [models.Index(fields=["editor", "at"], name="sent_form_at")]

    def __str__(self):
        return f"{self.key} of {self.editor}"

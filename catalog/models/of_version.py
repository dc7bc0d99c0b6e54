"""Rows of a film that may say which version of it they are of."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class OfVersion(models.Model):
    """A row of a film that may be of one of its versions. Visitors learn which only while the version is published."""

    version = models.ForeignKey(
        "Version",
        models.SET_NULL,
        verbose_name=_("version"),
        null=True,
        blank=True,
        related_name="%(class)ss",
        help_text=_("Which version of the film it is of. Empty: of all, or not known."),
    )

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if self.version and self.version.film_id != self.film_id:
            raise ValidationError(
                {
                    "version": gettext("“%(version)s” belongs to another film. Choose a version of this one.")
                    % {"version": self.version}
                }
            )

    @property
    def public_version(self):
        """The version, if visitors see it with its film; else None."""
        return self.version if self.version and self.version.is_public else None

    @property
    def public_version_id(self):
        return self.version_id if self.public_version else None

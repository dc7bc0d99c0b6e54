"""The language in which the desk speaks to an account."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DeskLanguageQuerySet(models.QuerySet):
    def of(self, account):
        """Return the language that an account chose; the site's first one where it chose none, or one that is gone."""
        language = self.filter(account=account).values_list("language", flat=True).first()
        return language if language in dict(settings.DESK_LANGUAGES) else settings.LANGUAGE_CODE


class DeskLanguage(models.Model):
    """What an account chose. Without a row, the desk speaks the site's first language to it."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    language = models.CharField(_("language"), max_length=10)

    objects = DeskLanguageQuerySet.as_manager()

    def __str__(self):
        return f"{self.account}: {self.language}"

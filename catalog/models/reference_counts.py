"""How well the catalogue is referenced, as it was last counted: catalog/referencing.py counts, the desk shows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Counts(models.Model):
    """Numbers of facts: all, those without a source, those that rest on one copied voice alone, those with a dead link."""

    facts = models.PositiveIntegerField(_("facts"), default=0)
    uncited = models.PositiveIntegerField(_("without a source"), default=0)
    copied = models.PositiveIntegerField(_("with one copied voice alone"), default=0)
    dead = models.PositiveIntegerField(_("with a dead link"), default=0)
    counted_at = models.DateTimeField(_("counted at"))

    class Meta:
        abstract = True

    @property
    def with_source(self):
        return self.facts - self.uncited


class ReferenceCount(Counts):
    """The facts of one film, person, company or work."""

    noun = models.CharField(max_length=20)
    key = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["noun", "key"],
                name="reference_count_once",
                violation_error_message=_("Its facts are counted already."),
            )
        ]
        indexes = [
            models.Index(fields=["noun", f"-{number}", "key"], name=f"reference_count_{number}")
            for number in ("uncited", "copied", "dead")
        ]

    def __str__(self):
        return f"{self.noun} {self.key}: {self.with_source} of {self.facts}"


class ReferenceTotal(Counts):
    """The facts of one kind in the whole catalogue: fields of films, credits, fields of people …"""

    kind = models.CharField(max_length=20, primary_key=True)

    class Meta:
        ordering = ["kind"]

    def __str__(self):
        return f"{self.kind}: {self.with_source} of {self.facts}"

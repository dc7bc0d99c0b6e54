"""Merges of one noun into another, and pairs that may be duplicates."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.models.columns import one_of
from catalog.models.people import Person, are_apart


class Merge(models.Model):
    """A merge of the row `loser` into `survivor`. The loser's address leads to the survivor until `undone_at`."""

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
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["noun", "loser"],
                condition=Q(undone_at__isnull=True),
                name="merge_once",
                violation_error_message=_("This is merged already."),
            )
        ]
        indexes = [models.Index(fields=["noun", "survivor"], name="merge_survivor")]

    def __str__(self):
        return f"{self.loser_label} → {self.survivor_label}"


class DuplicateState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    NOT_THE_SAME = "not_the_same", _("not the same")


class DuplicatePairQuerySet(models.QuerySet):
    def drop_refuted(self, person):
        """Delete the proposals that a person and another one are the same, where their lives are apart."""
        proposals = self.filter(Q(left=person.pk) | Q(right=person.pk), noun="person", state=DuplicateState.PROPOSED)
        pairs = {pair.left + pair.right - person.pk: pair for pair in proposals}
        for namesake in Person.objects.filter(pk__in=pairs):
            if are_apart(person, namesake):
                pairs[namesake.pk].delete()

    drop_refuted.alters_data = True


class DuplicatePair(models.Model):
    """Two rows of a noun that may be duplicates, or that an editor said are not the same. `left` has the lower id."""

    noun = models.CharField(max_length=20)
    left = models.BigIntegerField()
    right = models.BigIntegerField()
    why = models.CharField(max_length=300)
    state = models.CharField(max_length=12, choices=DuplicateState, default=DuplicateState.PROPOSED)
    found_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = DuplicatePairQuerySet.as_manager()

    class Meta:
        verbose_name = _("duplicate pair")
        verbose_name_plural = _("duplicate pairs")
        ordering = ["noun", "left", "right"]
        constraints = [
            one_of("state", DuplicateState, "duplicate_pair_state"),
            models.UniqueConstraint(
                fields=["noun", "left", "right"],
                name="duplicate_pair_once",
                violation_error_message=_("These two are noted already."),
            ),
            models.CheckConstraint(
                condition=Q(left__lt=models.F("right")),
                name="duplicate_pair_lower_first",
                violation_error_message=_("The one with the lower id stands on the left."),
            ),
        ]
        indexes = [models.Index(fields=["noun", "state", "id"], name="duplicate_pair_state")]

    def __str__(self):
        return f"{self.noun} {self.left} and {self.right}"

"""What of the vocabulary a database has got."""

from django.db import models


class ShippedTerm(models.Model):
    """That a term was shipped into this database: which row it is, and its values then. See catalog/vocabulary/sync.py.

    `noun` is the row's model, `key` the term's key in the files, `row` the primary key as text. The record outlives the
    row, so that what an editor deleted is not added again.
    """

    noun = models.CharField(max_length=20)
    key = models.CharField(max_length=80)
    row = models.CharField(max_length=40)
    values = models.JSONField()

    class Meta:
        default_permissions = ()
        ordering = ["noun", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["noun", "key"],
                name="shipped_term_once",
                violation_error_message="This term is recorded already.",
            )
        ]

    def __str__(self):
        return f"{self.noun} {self.key}"

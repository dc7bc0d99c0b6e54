"""Changes of published films, lists and pages that are not published yet, and links that show them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

# {noun that has states and a history: the field by which a working copy leads to it}. While visitors see a row of one of
# these, what editors change of it waits in its working copy.
OWNER_FIELDS = {"film": "film", "curatedlist": "curated_list", "page": "page"}


class WorkingCopyQuerySet(models.QuerySet):
    def with_owners(self):
        return self.select_related(*OWNER_FIELDS.values())

    def mentioning(self, noun, keys):
        """Working copies whose patch refers to one of the rows or adds it."""
        return self.filter(mentions__noun=noun, mentions__key__in=keys).distinct()


class WorkingCopy(models.Model):
    """The changes of a published film, list or page that the public does not see yet. It has one, shared by all editors."""

    film = models.OneToOneField("Film", models.CASCADE, null=True, related_name="working_copy")
    curated_list = models.OneToOneField(
        "CuratedList", models.CASCADE, null=True, related_name="working_copy", verbose_name=_("list")
    )
    page = models.OneToOneField("Page", models.CASCADE, null=True, related_name="working_copy")
    patch = models.JSONField(default=dict)
    in_review = models.BooleanField(default=False)
    begun_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = WorkingCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("working copy")
        ordering = ["-changed_at"]
        indexes = [
            models.Index(fields=["film"], condition=models.Q(in_review=True), name="working_copy_in_review"),
            models.Index(fields=["curated_list"], condition=models.Q(in_review=True), name="list_copy_in_review"),
            models.Index(fields=["page"], condition=models.Q(in_review=True), name="page_copy_in_review"),
        ]
        verbose_name_plural = _("working copies")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(film__isnull=False, curated_list__isnull=True, page__isnull=True)
                | models.Q(film__isnull=True, curated_list__isnull=False, page__isnull=True)
                | models.Q(film__isnull=True, curated_list__isnull=True, page__isnull=False),
                name="working_copy_of_one",
                violation_error_message=_("A working copy belongs to a film, a list or a page: to one of them."),
            )
        ]

    def __str__(self):
        return f"working copy of {self.owner}"

    @property
    def owner_noun(self):
        """The noun of what it is of."""
        return next(noun for noun, name in OWNER_FIELDS.items() if getattr(self, f"{name}_id"))

    @property
    def owner_key(self):
        return getattr(self, f"{OWNER_FIELDS[self.owner_noun]}_id")

    @property
    def owner(self):
        """The film, list or page that it is of."""
        return getattr(self, OWNER_FIELDS[self.owner_noun])


class Mention(models.Model):
    """A row that a working copy refers to or adds: it can't be deleted, and its address finds what the copy is of."""

    working_copy = models.ForeignKey(WorkingCopy, models.CASCADE, related_name="mentions")
    noun = models.CharField(max_length=20)
    key = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        indexes = [models.Index(fields=["noun", "key"], name="mention_row")]
        constraints = [
            models.UniqueConstraint(
                fields=["working_copy", "noun", "key"],
                name="mention_once",
                violation_error_message=_("The working copy mentions this row already."),
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
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-id"]

    def __str__(self):
        return f"link to a preview of {self.film}"

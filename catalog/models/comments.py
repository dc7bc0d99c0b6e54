from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.models.base import on_published_film
from catalog.models.choices import SpoilerLevel
from catalog.models.columns import one_of
from catalog.texts.folding import LineField

# So long a comment that comes again is the same one: a double click, or the page sent again.
SAME_FOR = timedelta(days=1)


class CommentState(models.TextChoices):
    PENDING = "pending", _("waiting")
    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("rejected")
    SPAM = "spam", _("spam")


class CommentQuerySet(models.QuerySet):
    def public(self):
        """Approved comments on published films, oldest first."""
        return self.filter(on_published_film(), state=CommentState.APPROVED).order_by("created_at", "id")

    def within(self, level):
        """Comments up to a spoiler level."""
        return self.filter(spoiler_level__lte=level)

    def same_as(self, comment):
        """The comment itself, where it was sent already: by the same name, in the same words, whatever was decided on it."""
        since = timezone.now() - SAME_FOR
        return self.filter(film=comment.film, name=comment.name, body=comment.body, created_at__gt=since)

    def warn(self, level):
        """Raise those that wait for a decision to a spoiler level: its writer has ticked that it gives something away."""
        return self.filter(state=CommentState.PENDING, spoiler_level__lt=level).update(spoiler_level=level)

    def moderate(self, state, moderator):
        """Set the state of the comments, and who decided it when; those that wait again have no decision."""
        is_decided = state != CommentState.PENDING
        moment = timezone.now() if is_decided else None
        return self.update(state=state, moderated_by=moderator if is_decided else None, moderated_at=moment)


class Comment(models.Model):
    """A visitor's comment on a film, in plain text. Visitors see it once a moderator has approved it."""

    film = models.ForeignKey("Film", models.CASCADE, verbose_name=_("film"), related_name="comments")
    name = LineField(_("name"), max_length=80)
    body = models.TextField(_("comment"), max_length=5000)
    spoiler_level = models.PositiveSmallIntegerField(
        _("spoiler level"),
        choices=SpoilerLevel,
        default=SpoilerLevel.NOTHING,
        help_text=_(
            "How much of the story it gives away: the ending, if its writer said that it gives something away."
        ),
    )
    state = models.CharField(_("state"), max_length=8, choices=CommentState, default=CommentState.PENDING)
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)
    moderated_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)
    moderated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["-created_at", "-id"]
        constraints = [one_of("state", CommentState, "comment_state")]
        indexes = [
            models.Index(fields=["film", "state", "created_at"], name="comment_film"),
            models.Index(fields=["state", "-created_at"], name="comment_state_newest"),
        ]

    def __str__(self):
        return gettext("%(name)s on %(film)s") % {"name": self.name, "film": self.film}

    @property
    def spoiler(self):
        """Whether the comment gives anything of the story away."""
        return self.spoiler_level > SpoilerLevel.NOTHING

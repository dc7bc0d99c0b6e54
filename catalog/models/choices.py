"""Choices that several models offer."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class SpoilerLevel(models.IntegerChoices):
    NOTHING = 0, _("nothing")
    PREMISE = 1, _("the premise")
    TURNS = 2, _("turns of the story")
    ENDING = 3, _("the ending")


class MissingReason(models.TextChoices):
    """Why a credit, or a source’s account of one, has no name."""

    STRIPPED = "stripped", _("the source lost the name")
    UNKNOWN = "unknown", _("nobody knows the name")
    WITHHELD = "withheld", _("the name is withheld")
    UNCREDITED = "uncredited", _("the work was done uncredited")

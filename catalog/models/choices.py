"""Choices that several models offer."""

from django.db import models


class State(models.TextChoices):
    DRAFT = "draft", "draft"
    IN_REVIEW = "in_review", "in review"
    PUBLISHED = "published", "published"
    WITHDRAWN = "withdrawn", "withdrawn"


class SpoilerLevel(models.IntegerChoices):
    NOTHING = 0, "nothing"
    PREMISE = 1, "the premise"
    TURNS = 2, "turns of the story"
    ENDING = 3, "the ending"


class MissingReason(models.TextChoices):
    """Why a credit, or a source’s account of one, has no name."""

    STRIPPED = "stripped", "the source lost the name"
    UNKNOWN = "unknown", "nobody knows the name"
    WITHHELD = "withheld", "the name is withheld"
    UNCREDITED = "uncredited", "the work was done uncredited"

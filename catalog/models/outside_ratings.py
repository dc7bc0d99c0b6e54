"""Ratings of films in other catalogues, as counts: no row a voter, and apart from the votes of visitors."""

from django.db import models
from django.db.models import F, FloatField, Value
from django.db.models.functions import NullIf
from django.utils.translation import gettext_lazy as _

from catalog.models.base import FilmPartQuerySet
from catalog.models.films import Film, FilmDefiningPart
from catalog.models.ratings import quotient

# In half stars: ten are five stars.
HALF_STARS = range(1, 11)


def counter(half_stars):
    return f"half_stars_{half_stars}"


def vote_count():
    return sum((F(counter(half_stars)) for half_stars in HALF_STARS[1:]), F(counter(1)))


def half_star_sum():
    return sum((F(counter(half_stars)) * half_stars for half_stars in HALF_STARS[1:]), F(counter(1)))


class OutsideRatingQuerySet(FilmPartQuerySet):
    def in_order(self):
        """Those with the most votes first."""
        return self.order_by("-count", "id").select_related("scheme")


class OutsideRating(FilmDefiningPart):
    """How many gave a film how many half stars in another catalogue. The database computes count and average, in stars."""

    film = models.ForeignKey(Film, models.CASCADE, verbose_name=_("film"), related_name="outside_ratings")
    scheme = models.ForeignKey(
        "Scheme",
        models.PROTECT,
        verbose_name=_("catalogue"),
        related_name="outside_ratings",
        help_text=_("Whose voters they are: MovieLens."),
    )
    half_stars_1 = models.PositiveIntegerField(_("votes with half a star"), default=0)
    half_stars_2 = models.PositiveIntegerField(_("votes with 1 star"), default=0)
    half_stars_3 = models.PositiveIntegerField(_("votes with 1½ stars"), default=0)
    half_stars_4 = models.PositiveIntegerField(_("votes with 2 stars"), default=0)
    half_stars_5 = models.PositiveIntegerField(_("votes with 2½ stars"), default=0)
    half_stars_6 = models.PositiveIntegerField(_("votes with 3 stars"), default=0)
    half_stars_7 = models.PositiveIntegerField(_("votes with 3½ stars"), default=0)
    half_stars_8 = models.PositiveIntegerField(_("votes with 4 stars"), default=0)
    half_stars_9 = models.PositiveIntegerField(_("votes with 4½ stars"), default=0)
    half_stars_10 = models.PositiveIntegerField(_("votes with 5 stars"), default=0)
    count = models.GeneratedField(
        verbose_name=_("votes"), expression=vote_count(), output_field=models.PositiveIntegerField(), db_persist=True
    )
    average = models.GeneratedField(
        verbose_name=_("average"),
        expression=quotient(half_star_sum(), NullIf(vote_count(), Value(0)) * 2),
        output_field=FloatField(null=True),
        db_persist=True,
    )

    objects = OutsideRatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating elsewhere")
        verbose_name_plural = _("ratings elsewhere")
        ordering = ["-count", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["film", "scheme"],
                name="outside_rating_once",
                violation_error_message=_("The film has a rating of this catalogue already."),
            ),
        ]

    def __str__(self):
        return f"{self.scheme}: {self.average:.1f} / 5" if self.average else str(self.scheme)

    @property
    def histogram(self):
        """{stars: votes}, half a star first."""
        return {half_stars / 2: getattr(self, counter(half_stars)) for half_stars in HALF_STARS}

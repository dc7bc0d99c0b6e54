from django.apps import apps as site_apps
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import ExpressionWrapper, F, FloatField, Q, Value
from django.db.models.functions import NullIf
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.models.base import rows_referring_to
from catalog.models.columns import between
from catalog.models.films import Film

STARS = (1, 2, 3, 4, 5)
# The weighted average adds this many votes of this many stars, so that a film with few votes ranks near the middle.
PRIOR_VOTES, PRIOR_STARS = 10, 3


def counter(stars):
    return f"stars_{stars}"


def vote_count():
    return sum((F(counter(stars)) for stars in STARS[1:]), F(counter(1)))


def star_sum():
    return sum((F(counter(stars)) * stars for stars in STARS[1:]), F(counter(1)))


def all_votes():
    """The visitors' votes, and those elsewhere where the site counts them."""
    return vote_count() + F("outside_count")


def all_stars():
    """The sum of all stars, in half stars."""
    return star_sum() * 2 + F("outside_half_stars")


def quotient(top, bottom):
    return ExpressionWrapper(top * Value(1.0) / bottom, output_field=FloatField())


class VoteQuerySet(models.QuerySet):
    def cast(self, *, film, voter, stars):
        """Record a voter's stars (1 to 5) for a film, or withdraw them (0); return the film's counters.

        Raise Film.DoesNotExist where the film is gone.
        """
        if stars not in (0, *STARS):
            raise ValueError(f"stars is {stars!r}: give 1 to 5, or 0 to withdraw the vote.")
        try:
            return self._cast(film, voter, stars)
        except (RatingSummary.DoesNotExist, IntegrityError) as error:
            # The film was deleted or merged after the visitor opened the page.
            raise Film.DoesNotExist("The film is gone.") from error

    def _cast(self, film, voter, stars):
        with transaction.atomic():
            summary = RatingSummary.objects.get_locked(film)
            earlier = self.filter(film=film, voter=voter).first()
            counters = {}
            if earlier and earlier.stars != stars:
                counters[counter(earlier.stars)] = F(counter(earlier.stars)) - 1
            if stars and (earlier is None or earlier.stars != stars):
                counters[counter(stars)] = F(counter(stars)) + 1
            if stars == 0 and earlier:
                earlier.delete()
            elif stars:
                self.update_or_create(film=film, voter=voter, defaults={"stars": stars})
            if counters:
                RatingSummary.objects.filter(pk=summary.pk).update(**counters, updated_at=timezone.now())
            return RatingSummary.objects.get(pk=summary.pk)

    cast.alters_data = True

    def void(self):
        """Delete the votes, count their films' votes anew, and return how many were deleted."""
        with transaction.atomic():
            films = list(self.order_by("film_id").values_list("film_id", flat=True).distinct())
            RatingSummary.objects.lock(film__in=films)
            row_count, _ = self.delete()
            for film in films:
                RatingSummary.objects.recount(film)
        return row_count

    void.alters_data = True


class Vote(models.Model):
    """One visitor's stars for one film. The visitor is a random name in a signed cookie; only its hash is stored."""

    film = models.ForeignKey("Film", models.CASCADE, related_name="votes")
    voter = models.CharField(max_length=64, editable=False)
    stars = models.PositiveSmallIntegerField(_("stars"), choices=[(stars, stars) for stars in STARS])
    cast_at = models.DateTimeField(_("first cast at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = VoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["-changed_at", "-id"]
        constraints = [
            between("stars", 1, 5, "vote_stars", "A vote"),
            models.UniqueConstraint(
                fields=["film", "voter"],
                name="vote_once",
                violation_error_message=_("This visitor has voted on the film already."),
            ),
        ]

    def __str__(self):
        return f"{self.stars} / 5"


class RatingSummaryQuerySet(models.QuerySet):
    def of(self, film):
        """Return the film's counters, all zero before its first vote."""
        return self.filter(film=film).first() or RatingSummary.empty(film)

    def get_locked(self, film):
        """Return the film's counters, locked until the transaction ends; create them before the first vote."""
        key = getattr(film, "pk", film)
        self.bulk_create([RatingSummary(film_id=key)], ignore_conflicts=True)
        return self.select_for_update().get(film_id=key)

    def lock(self, **condition):
        """Lock the counters that meet a condition until the transaction ends, in the order of their films."""
        rows = self.filter(**condition).order_by("film_id").select_for_update(of=("self",))
        return list(rows.values_list("pk", flat=True))

    def count_outside(self, films):
        """Count the votes elsewhere into the ratings of some films, or out of them, as COUNT_OUTSIDE_RATINGS says."""
        outside_ratings = rows_referring_to(Film, "outside_ratings")
        count_outside(self.all(), outside_ratings.filter(film__in=films), self.filter(film__in=films))

    count_outside.alters_data = True

    def recount(self, film):
        """Count a film's votes anew, after votes were deleted, restored or merged."""
        with transaction.atomic():
            summary = self.get_locked(film)
            votes = Vote.objects.filter(film=film).order_by().values_list("stars").annotate(votes=models.Count("id"))
            counters = {counter(stars): 0 for stars in STARS} | {counter(stars): number for stars, number in votes}
            self.filter(pk=summary.pk).update(**counters, updated_at=timezone.now())


class RatingSummary(models.Model):
    """How many visitors gave a film how many stars. The database computes count and averages from the counters.

    `average` is the mean in stars; `weighted`, which films rank by, is (sum of stars + 10 × 3) / (votes + 10).
    Both are NULL without votes. `outside_count` votes elsewhere with `outside_half_stars` half stars together are among them
    where the site counts these; else both are 0.
    """

    film = models.OneToOneField("Film", models.CASCADE, related_name="rating")
    stars_1 = models.PositiveIntegerField(_("votes with 1 star"), default=0, editable=False)
    stars_2 = models.PositiveIntegerField(_("votes with 2 stars"), default=0, editable=False)
    stars_3 = models.PositiveIntegerField(_("votes with 3 stars"), default=0, editable=False)
    stars_4 = models.PositiveIntegerField(_("votes with 4 stars"), default=0, editable=False)
    stars_5 = models.PositiveIntegerField(_("votes with 5 stars"), default=0, editable=False)
    outside_count = models.PositiveIntegerField(_("votes elsewhere"), default=0, editable=False)
    outside_half_stars = models.PositiveBigIntegerField(_("half stars elsewhere"), default=0, editable=False)
    count = models.GeneratedField(
        verbose_name=_("votes"), expression=all_votes(), output_field=models.PositiveIntegerField(), db_persist=True
    )
    average = models.GeneratedField(
        verbose_name=_("average"),
        expression=quotient(all_stars(), NullIf(all_votes(), Value(0)) * 2),
        output_field=FloatField(null=True),
        db_persist=True,
    )
    weighted = models.GeneratedField(
        verbose_name=_("weighted average"),
        expression=quotient(
            all_stars() + 2 * PRIOR_VOTES * PRIOR_STARS, (NullIf(all_votes(), Value(0)) + PRIOR_VOTES) * 2
        ),
        output_field=FloatField(null=True),
        db_persist=True,
    )
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = RatingSummaryQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating")
        constraints = [
            models.CheckConstraint(condition=Q(**{f"{counter(stars)}__gte": 0}), name=f"rating_{counter(stars)}")
            for stars in STARS
        ]
        indexes = [
            models.Index(fields=["-weighted", "-count", "film"], name="rating_rank"),
            models.Index(fields=["average", "film"], name="rating_average"),
            models.Index(fields=["count", "film"], name="rating_count"),
        ]

    def __str__(self):
        return f"{self.average:.1f} / 5, {self.count} votes" if self.count else "no votes"

    @classmethod
    def empty(cls, film):
        """Return unsaved counters of a film without votes, with the fields that the database computes."""
        summary = cls(film=film)
        summary.count, summary.average, summary.weighted = 0, None, None
        return summary

    @property
    def histogram(self):
        """{stars: votes of visitors}, one star first."""
        return {stars: getattr(self, counter(stars)) for stars in STARS}

    @property
    def visitor_count(self):
        """How many visitors have voted."""
        return sum(self.histogram.values())


def count_outside(summaries, outside_ratings, summaries_to_change):
    """Bring the votes elsewhere in some summaries in step with the outside ratings of their films and with the setting."""
    sums = {}
    if settings.COUNT_OUTSIDE_RATINGS:
        half_stars = sum((F(f"half_stars_{number}") * number for number in range(2, 11)), F("half_stars_1"))
        rows = (
            outside_ratings.order_by()
            .values("film")
            .annotate(votes=models.Sum("count"), half_stars=models.Sum(half_stars))
        )
        sums = {row["film"]: [row["votes"], row["half_stars"]] for row in rows}
        summaries.bulk_create([summaries.model(film_id=film) for film in sums], ignore_conflicts=True)
    columns = ("outside_count", "outside_half_stars")
    for film, *counts in list(summaries_to_change.order_by("film_id").values_list("film", *columns)):
        right_counts = sums.get(film, [0, 0])
        if counts != right_counts:
            summaries.filter(film=film).update(
                **dict(zip(columns, right_counts, strict=True)), updated_at=timezone.now()
            )


def count_outside_after_migrate(using, apps=site_apps, **kwargs):
    """Count votes elsewhere in or out after the setting was changed; not in a database that was taken back to before them."""
    if "outsiderating" in apps.all_models["catalog"]:
        summary, outside_rating = (apps.get_model("catalog", name) for name in ("RatingSummary", "OutsideRating"))
        summaries = summary._base_manager.using(using)
        count_outside(summaries, outside_rating._base_manager.using(using), summaries.all())

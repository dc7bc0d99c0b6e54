"""What several nouns share: states, spoiler levels, parts of a film."""

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone


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
    """Why a name is not there."""

    STRIPPED = "stripped", "the source lost the name"
    UNKNOWN = "unknown", "nobody knows the name"
    WITHHELD = "withheld", "the name is withheld"
    UNCREDITED = "uncredited", "the work was done uncredited"


def spoiler_field(**kwargs):
    return models.PositiveSmallIntegerField(
        "spoiler level",
        choices=SpoilerLevel,
        default=SpoilerLevel.PREMISE,
        help_text="How much of the story it gives away. Readers see up to the premise unless they ask for more.",
        **kwargs,
    )


def position_field():
    return models.PositiveSmallIntegerField(default=0, help_text="Lower comes first.")


def this_second():
    """Now, as precisely as a form shows a moment: saved again as it stands, it stays the same."""
    return timezone.now().replace(microsecond=0)


def one_of(field, choices, name):
    """The constraint that a column holds nothing but its choices."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": choices.values}),
        name=name,
        violation_error_message=f"Choose one of: {', '.join(map(str, choices.labels))}.",
    )


def between(field, minimum, maximum, name, label):
    """The constraint that a number lies between two others, both included; `label` names it in the message."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__gte": minimum, f"{field}__lte": maximum}),
        name=name,
        violation_error_message=f"{label} is between {minimum} and {maximum}.",
    )


def or_none(field):
    """A column of a code in a unique constraint in which two rows without any are alike, on either database."""
    return Coalesce(field, Value(""), output_field=models.CharField())


class Derived(models.Model):
    """A row with fields that follow from others, or on which rows elsewhere rest."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.derive()
        is_new = self._state.adding
        super().save(*args, **kwargs)
        # Nothing rests on a new row yet.
        if not is_new:
            self.after_save()

    def derive(self):
        """Set the fields that follow from others. Called before each save, also by programs that save in bulk."""

    def after_save(self):
        """Update what rests on this row. Called after each save of a row that was there before."""


class Dated(models.Model):
    """When a row was made and last changed."""

    created_at = models.DateTimeField("entered at", auto_now_add=True)
    updated_at = models.DateTimeField("changed at", auto_now=True)

    class Meta:
        abstract = True


class PublishableQuerySet(models.QuerySet):
    def published(self):
        """What visitors may see now."""
        return self.filter(state=State.PUBLISHED, published_from__lte=timezone.now())

    def publish(self, moment=None):
        """Publish all of them from a moment on, by default from now; what is published stays so from its own moment."""
        unpublished = self.exclude(state=State.PUBLISHED)
        return unpublished.become(state=State.PUBLISHED, published_from=moment or this_second())

    def submit(self):
        """Send to review those of them that are neither there nor published."""
        return self.filter(state__in=[State.DRAFT, State.WITHDRAWN]).become(state=State.IN_REVIEW)

    def withdraw(self):
        """Take all of them out of visitors' sight."""
        return self.become(state=State.WITHDRAWN, published_from=None)

    def become(self, **fields):
        """Change all of them at once; what belongs to a film changes the film."""
        is_part = any(field.name == "film" for field in self.model._meta.fields)
        films = list(self.values_list("film_id", flat=True).distinct()) if is_part else []
        row_count = self.update(**fields, updated_at=timezone.now())
        if films:
            related_films(self.model).filter(pk__in=films).touch()
        return row_count

    become.alters_data = True


class Publishable(Dated):
    """Something that visitors see only while it is published."""

    state = models.CharField(
        max_length=10,
        choices=State,
        default=State.DRAFT,
        help_text="Visitors see only what is published; what is withdrawn was published once, or never will be.",
    )
    published_from = models.DateTimeField(
        "published from",
        null=True,
        blank=True,
        help_text="Visitors see it from this moment on, which may lie ahead. Left empty, it is the moment of publishing.",
    )

    class Meta:
        abstract = True
        constraints = [
            one_of("state", State, "%(class)s_state"),
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED) | Q(published_from__isnull=False),
                name="%(class)s_published_from",
                violation_error_message="What is published has a moment from which it is.",
            ),
        ]

    def clean(self):
        super().clean()
        self.date_publication()

    def save(self, *args, **kwargs):
        self.date_publication()
        super().save(*args, **kwargs)

    def date_publication(self):
        """Give a publication without a moment the present one."""
        if self.state == State.PUBLISHED and self.published_from is None:
            self.published_from = this_second()

    @property
    def is_public(self):
        """Whether visitors see it, leaving aside the film that it belongs to."""
        return (
            self.state == State.PUBLISHED and self.published_from is not None and self.published_from <= timezone.now()
        )


def on_published_film(prefix="film__"):
    """The condition that a row's film is published now."""
    return Q(**{f"{prefix}state": State.PUBLISHED, f"{prefix}published_from__lte": timezone.now()})


def related(model, name):
    """The default queryset of the rows that point at a model, by the name of the relation."""
    return model._meta.get_field(name).related_model._default_manager.all()


class FilmPartQuerySet(models.QuerySet):
    def public(self):
        """Rows of published films."""
        return self.filter(on_published_film())

    def delete(self):
        """Delete the rows, and let their films know."""
        films = list(self.values_list("film_id", flat=True).distinct())
        deleted = super().delete()
        related_films(self.model).filter(pk__in=films).derive()
        return deleted

    delete.alters_data = True
    delete.queryset_only = True


class PublishablePartQuerySet(FilmPartQuerySet, PublishableQuerySet):
    def public(self):
        """Published rows of published films."""
        return super().public().published()


def related_films(part):
    return part._meta.get_field("film").related_model._default_manager.all()


class FilmPart(models.Model):
    """A row that belongs to a film: a change of it is a change of the film."""

    objects = FilmPartQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        self.update_film()

    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        self.update_film()
        return deleted

    def update_film(self):
        related_films(type(self)).filter(pk=self.film_id).touch()

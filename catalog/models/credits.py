from django.db import models
from django.db.models import Case, CharField, F, IntegerField, Q, When
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from catalog.models import remarks
from catalog.models.base import Dated, Derived, FilmPart, FilmPartQuerySet, kept_complete
from catalog.models.choices import MissingReason
from catalog.models.ordered_choices import OrderedManyToManyField
from catalog.models.vocabulary import Coded, Named, TermQuerySet, names_field, shipped_rows
from catalog.texts.folding import LineField, fold, search_text
from catalog.texts.sorting import SortKeyField

# Of the vocabulary that ships: what an editor renames keeps its code.
ACTING, DIRECTOR = "acting", "director"


class Department(Named, Coded):
    """A department of a film crew, such as camera; the cast is one, too."""

    name = LineField(_("name"), max_length=40, unique=True)
    names = names_field()
    position = models.PositiveSmallIntegerField(_("position"), unique=True)

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["position"]


class JobQuerySet(TermQuerySet):
    def _shipped(self):
        """Leave out jobs that an editor moved to a department of their own making: a job is shown with its department."""
        departments = Department.objects.alias(key_text=Cast("pk", CharField()))
        shipped_departments = departments.filter(key_text__in=shipped_rows("department"))
        return super()._shipped() & Q(department__in=shipped_departments)


class Job(Named, Coded):
    """A job in a department, such as director of photography."""

    department = models.ForeignKey(Department, models.PROTECT, verbose_name=_("department"), related_name="jobs")
    name = LineField(_("name"), max_length=80)
    names = names_field()
    position = models.PositiveSmallIntegerField(
        _("position"), default=100, help_text=_("Lower comes first within its department.")
    )
    sort_key = SortKeyField(_("sort key"), of="name")

    objects = JobQuerySet.as_manager()
    films_paths = ("credits__film",)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["department__position", "position", "sort_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "name"],
                name="job_once",
                violation_error_message=_("The department has a job of this name already."),
            )
        ]

    def save(self, *args, **kwargs):
        """Save the job; where it moves to the cast or out of it, films may lack a cast now, or no longer."""
        departments = {self.department_id, *Job.objects.filter(pk=self.pk).values_list("department_id", flat=True)}
        is_moved = len(departments) > 1 and Department.objects.filter(pk__in=departments, code=ACTING).exists()
        films = Credit.objects.filter(job=self.pk).order_by().values_list("film_id", flat=True).distinct()
        with kept_complete(list(films) if is_moved else []):
            super().save(*args, **kwargs)


class Character(Derived, Dated):
    """A character in a film's story."""

    name = LineField(_("name"), max_length=200, help_text=_("As the film calls them: Mr. Smith."))
    description = LineField(
        _("description"),
        max_length=200,
        blank=True,
        help_text=_("Tells two of the same name apart: the prisoner in The Way Back."),
    )
    name_key = models.CharField(max_length=200, editable=False, default="")
    search_text = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("character")
        verbose_name_plural = _("characters")
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["name_key", "id"], name="character_name")]
        permissions = [("merge_character", "Can merge characters")]

    def __str__(self):
        return f"{self.name} ({self.description})" if self.description else self.name

    def derive(self):
        """Set the keys that duplicates and searches are found by."""
        self.name_key = fold(self.name)[:200]
        self.search_text = search_text(self.name, self.description)


class CreditQuerySet(FilmPartQuerySet):
    def cast(self):
        """Credits of actors in billing order, those without a place in it last."""
        return self.filter(job__department__code=ACTING).in_order()

    def crew(self):
        """Credits of all others, by department and job."""
        return self.exclude(job__department__code=ACTING).in_order()

    def in_order(self):
        """Cast first, in billing order, then crew by department and job."""
        place = Case(
            When(job__department__code=ACTING, then=0), default=F("job__position"), output_field=IntegerField()
        )
        billing = F("billing_order").asc(nulls_last=True)
        return self.order_by("job__department__position", place, billing, "id")

    def with_own_name(self):
        """Credits under another name than the person's."""
        return self.filter(search_text__gt="")


class Credit(Derived, FilmPart):
    """A person's job in a film, or a job whose holder's name is missing, with the reason."""

    film = models.ForeignKey("Film", models.CASCADE, verbose_name=_("film"), related_name="credits", db_index=False)
    person = models.ForeignKey(
        "Person", models.PROTECT, verbose_name=_("person"), null=True, blank=True, related_name="credits"
    )
    missing_reason = models.CharField(
        _("missing reason"),
        max_length=10,
        choices=MissingReason,
        blank=True,
        help_text=_(
            "Only where no person is given: why the name is missing. Somebody known who stands in no credits is a "
            "person, and “uncredited”."
        ),
    )
    job = models.ForeignKey(Job, models.PROTECT, verbose_name=_("job"), related_name="credits")
    characters = OrderedManyToManyField(
        Character,
        verbose_name=_("characters"),
        blank=True,
        related_name="credits",
        help_text=_("For actors: whom they play, one or more, in the order of the credits."),
    )
    credited_as = LineField(
        _("credited as"),
        max_length=200,
        blank=True,
        help_text=_("The name in the film's credits, where it differs from the person's."),
    )
    voice = models.BooleanField(_("voice"), default=False, help_text=_("Only the voice is theirs."))
    uncredited = models.BooleanField(
        _("uncredited"), default=False, help_text=_("The person did it, and the film's credits don't say so.")
    )
    archive_footage = models.BooleanField(
        _("archive footage"), default=False, help_text=_("They are seen in material that was shot before.")
    )
    segment = LineField(
        _("segment"), max_length=200, blank=True, help_text=_("The part of an anthology that the credit is for.")
    )
    note = LineField(
        _("note"), max_length=300, blank=True, help_text=_("What else is to be said of the credit. Visitors see it.")
    )
    billing_order = models.PositiveIntegerField(
        _("billing order"),
        null=True,
        blank=True,
        help_text=_("The place in the credits: 1 comes first. Empty: after all that have one."),
    )
    search_text = models.TextField(editable=False, default="")

    objects = CreditQuerySet.as_manager()
    derived_from = frozenset({"credited_as"})

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        ordering = [F("billing_order").asc(nulls_last=True), "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, missing_reason="")
                | Q(person__isnull=True, missing_reason__in=MissingReason.values),
                name="credit_person_or_reason",
                violation_error_message=_(
                    "A credit has a person, or the reason why the name is missing: one of the two."
                ),
            ),
            models.CheckConstraint(
                condition=Q(uncredited=False) | Q(person__isnull=False),
                name="credit_uncredited_person",
                violation_error_message=_(
                    "“Uncredited” is said of a person: choose one, or let the missing name have the reason "
                    "“uncredited”."
                ),
            ),
            models.CheckConstraint(
                condition=Q(uncredited=False) | Q(credited_as=""),
                name="credit_uncredited_without_name",
                violation_error_message=_("Nobody is uncredited and credited under a name: clear one of the two."),
            ),
        ]
        # Few credits have a name of their own, and the desk searches them alone.
        indexes = [
            # SQLite would look for a film's director among the credits of all directors.
            models.Index(fields=["film", "job"], name="credit_film_job"),
            models.Index(fields=["person"], condition=Q(search_text__gt=""), name="credit_with_own_name"),
        ]

    def __str__(self):
        """Return `Actor: Curt Siodmak credited as Kurt Siodmak`; it reads no row but those that the credit refers to."""
        return " ".join(map(str, (f"{self.job}: {self.person or self.get_missing_reason_display()}", *self.remarks)))

    def derive(self):
        """Set the text by which the desk finds a person under the name in the credits."""
        self.search_text = search_text(self.credited_as)

    @property
    def is_cast(self):
        return self.job.department.code == ACTING

    @property
    def remarks(self):
        return remarks.remarks(self)

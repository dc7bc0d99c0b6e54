from django.db import models
from django.db.models import Case, CharField, F, IntegerField, Q, When
from django.db.models.functions import Cast

from catalog.models import remarks
from catalog.models.base import Dated, Derived, FilmPart, FilmPartQuerySet
from catalog.models.choices import MissingReason
from catalog.models.ordered_choices import OrderedManyToManyField
from catalog.models.vocabulary import Coded, TermQuerySet, shipped_rows
from catalog.texts.folding import LineField, fold, search_text
from catalog.texts.sorting import SortKeyField

# Of the vocabulary that ships: what an editor renames keeps its code.
ACTING, DIRECTOR = "acting", "director"


class Department(Coded):
    """A department of a film crew, such as camera; the cast is one, too."""

    name = LineField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return self.name


class JobQuerySet(TermQuerySet):
    def _shipped(self):
        """Leave out jobs that an editor moved to a department of their own making: a job is shown with its department."""
        departments = Department.objects.alias(key_text=Cast("pk", CharField()))
        shipped_departments = departments.filter(key_text__in=shipped_rows("department"))
        return super()._shipped() & Q(department__in=shipped_departments)


class Job(Coded):
    """A job in a department, such as director of photography."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="jobs")
    name = LineField(max_length=80)
    position = models.PositiveSmallIntegerField(default=100, help_text="Lower comes first within its department.")
    sort_key = SortKeyField(of="name")

    objects = JobQuerySet.as_manager()
    films_paths = ("credits__film",)

    class Meta:
        ordering = ["department__position", "position", "sort_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "name"],
                name="job_once",
                violation_error_message="The department has a job of this name already.",
            )
        ]

    def __str__(self):
        return self.name


class Character(Derived, Dated):
    """A character in a film's story."""

    name = LineField(max_length=200, help_text="As the film calls them: Mr. Smith.")
    description = LineField(
        max_length=200, blank=True, help_text="Tells two of the same name apart: the prisoner in The Way Back."
    )
    name_key = models.CharField(max_length=200, editable=False, default="")
    search_text = models.TextField(editable=False, default="")

    class Meta:
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

    film = models.ForeignKey("Film", models.CASCADE, related_name="credits")
    person = models.ForeignKey("Person", models.PROTECT, null=True, blank=True, related_name="credits")
    missing_reason = models.CharField(
        max_length=10,
        choices=MissingReason,
        blank=True,
        help_text="Only where no person is given: why the name is missing. Somebody known who stands in no credits is a "
        "person, and “uncredited”.",
    )
    job = models.ForeignKey(Job, models.PROTECT, related_name="credits")
    characters = OrderedManyToManyField(
        Character,
        blank=True,
        related_name="credits",
        help_text="For actors: whom they play, one or more, in the order of the credits.",
    )
    credited_as = LineField(
        max_length=200, blank=True, help_text="The name in the film's credits, where it differs from the person's."
    )
    voice = models.BooleanField(default=False, help_text="Only the voice is theirs.")
    uncredited = models.BooleanField(default=False, help_text="The person did it, and the film's credits don't say so.")
    archive_footage = models.BooleanField(default=False, help_text="They are seen in material that was shot before.")
    segment = LineField(max_length=200, blank=True, help_text="The part of an anthology that the credit is for.")
    note = LineField(max_length=300, blank=True, help_text="What else is to be said of the credit. Visitors see it.")
    billing_order = models.PositiveIntegerField(
        null=True, blank=True, help_text="The place in the credits: 1 comes first. Empty: after all that have one."
    )
    search_text = models.TextField(editable=False, default="")

    objects = CreditQuerySet.as_manager()
    derived_from = frozenset({"credited_as"})

    class Meta:
        ordering = [F("billing_order").asc(nulls_last=True), "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, missing_reason="")
                | Q(person__isnull=True, missing_reason__in=MissingReason.values),
                name="credit_person_or_reason",
                violation_error_message="A credit has a person, or the reason why the name is missing: one of the two.",
            ),
            models.CheckConstraint(
                condition=Q(uncredited=False) | Q(person__isnull=False),
                name="credit_uncredited_person",
                violation_error_message="“Uncredited” is said of a person: choose one, or let the missing name have the reason "
                "“uncredited”.",
            ),
            models.CheckConstraint(
                condition=Q(uncredited=False) | Q(credited_as=""),
                name="credit_uncredited_without_name",
                violation_error_message="Nobody is uncredited and credited under a name: clear one of the two.",
            ),
        ]
        # Few credits have a name of their own, and the desk searches them alone.
        indexes = [models.Index(fields=["person"], condition=Q(search_text__gt=""), name="credit_with_own_name")]

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

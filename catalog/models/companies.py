from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from catalog.dates import by_date
from catalog.models.base import (
    Dated,
    Derived,
    FilmPart,
    FilmPartQuerySet,
    null_as_empty,
    one_of,
    position_field,
)
from catalog.models.of_version import OfVersion
from catalog.models.showing import Shown, ShownQuerySet
from catalog.texts.folding import LineField, LineListField, fold, search_text, slug


class CompanyRole(models.TextChoices):
    PRODUCTION = "production", "production"
    DISTRIBUTION = "distribution", "distribution"
    SALES = "sales", "sales"


class CompanyQuerySet(ShownQuerySet):
    def listed(self):
        return self.published().order_by("sort_key", "id")


class Company(Derived, Dated, Shown):
    """A company that produces, sells or distributes films."""

    name = LineField(max_length=200)
    country = models.ForeignKey("Country", models.PROTECT, null=True, blank=True, related_name="companies")
    other_names = LineListField("other names", blank=True, help_text="One a line.")
    note = models.TextField("note to editors", blank=True, help_text="Visitors never see it.")
    sort_key = models.CharField(max_length=200, editable=False, default="")
    search_text = models.TextField(editable=False, default="")

    objects = CompanyQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        verbose_name_plural = "companies"
        indexes = [models.Index(fields=["sort_key", "id", "public_from"], name="company_sort")]
        permissions = [("merge_company", "Can merge companies")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("company", args=[self.pk, self.slug])

    def derive(self):
        """Set the keys that lists sort by and searches find."""
        self.sort_key = fold(self.name)[:200]
        self.search_text = search_text(self.name, self.other_names)

    @property
    def slug(self):
        return slug(self.name, "company")


class FilmCompanyQuerySet(FilmPartQuerySet):
    def newest_first(self):
        """By role, in each role the newest film first, as on a company's page."""
        return self.order_by("role", *by_date("film__release_date", descending=True), "film_id", "id").select_related(
            "film", "territory", "version"
        )


class FilmCompany(OfVersion, FilmPart):
    """A company's role in a film or in one of its versions, and the country of that role."""

    film = models.ForeignKey("Film", models.CASCADE, related_name="film_companies")
    company = models.ForeignKey(Company, models.PROTECT, related_name="film_companies")
    # A version takes its companies with it: without it, the row could be one that the film has already.
    version = models.ForeignKey(
        "Version",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="film_companies",
        help_text="Which version of the film it is of. Empty: of all, or not known.",
    )
    role = models.CharField(max_length=12, choices=CompanyRole, default=CompanyRole.PRODUCTION)
    territory = models.ForeignKey(
        "Country",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="For a distributor or a seller: the country in which. Empty: not known, or everywhere.",
    )
    position = position_field()

    objects = FilmCompanyQuerySet.as_manager()

    class Meta:
        ordering = ["role", "position", "id"]
        verbose_name = "company of a film"
        verbose_name_plural = "companies of a film"
        constraints = [
            one_of("role", CompanyRole, "film_company_role"),
            models.UniqueConstraint(
                "film",
                "company",
                "role",
                null_as_empty("territory"),
                Coalesce("version", Value(0)),
                name="film_company_once",
                violation_error_message="The film has this company in this role, territory and version already.",
            ),
        ]

    def __str__(self):
        return f"{self.company} ({self.get_role_display()})"

from django.db import models
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
from catalog.models.showing import Shown, ShownQuerySet
from catalog.texts.folding import LineField, LineListField, search_text, slug
from catalog.texts.sorting import SortKeyField


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
    sort_key = SortKeyField(of="name", max_length=200)
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
        """Set the text that searches find."""
        self.search_text = search_text(self.name, self.other_names)

    @property
    def slug(self):
        return slug(self.name, "company")


class FilmCompanyQuerySet(FilmPartQuerySet):
    def newest_first(self):
        """By role, in each role the newest film first, as on a company's page."""
        return self.order_by("role", *by_date("film__release_date", descending=True), "film_id", "id").select_related(
            "film", "territory"
        )


class FilmCompany(FilmPart):
    """A company's role in a film, and the country of that role."""

    film = models.ForeignKey("Film", models.CASCADE, related_name="film_companies")
    company = models.ForeignKey(Company, models.PROTECT, related_name="film_companies")
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
                name="film_company_once",
                violation_error_message="The film has this company in this role and territory already.",
            ),
        ]

    def __str__(self):
        return f"{self.company} ({self.get_role_display()})"

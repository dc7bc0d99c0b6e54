from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.dates import FirstDayField, LastDayField, PartialDateField, is_marked, refuse_earlier, set_bounds
from catalog.models.base import Dated, Derived, FilmPart, FilmPartQuerySet
from catalog.models.columns import null_as_empty, position_field
from catalog.models.of_version import OfVersion
from catalog.models.showing import Shown, ShownQuerySet
from catalog.models.vocabulary import Named, TermQuerySet, names_field
from catalog.page_languages import page_path
from catalog.texts.folding import LineField, LineListField, search_text, slug
from catalog.texts.sorting import SortKeyField

PRODUCTION = "production"
# So many companies stand above one at most.
MOST_ANCESTORS = 50


class CompanyRole(Named):
    """What companies do for a film, such as its distribution. A saved role keeps its code."""

    code = models.SlugField(
        _("code"), primary_key=True, max_length=20, help_text=_("As the API writes it: co-production.")
    )
    name = LineField(_("name"), max_length=40, unique=True, help_text=_("As pages write it: co-production."))
    names = names_field()
    position = models.PositiveSmallIntegerField(_("position"), default=100, help_text=_("Lower comes first."))

    objects = TermQuerySet.as_manager()
    films_paths = ("film_companies__film",)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("role of companies")
        verbose_name_plural = _("roles of companies")


class CompanyQuerySet(ShownQuerySet):
    def listed(self):
        return self.published().order_by("sort_key", "id")


class Company(Derived, Dated, Shown):
    """A company that produces, sells or distributes films."""

    name = LineField(_("name"), max_length=200)
    country = models.ForeignKey(
        "Country", models.PROTECT, verbose_name=_("country"), null=True, blank=True, related_name="companies"
    )
    seat = LineField(_("seat"), max_length=200, blank=True, help_text=_("The place: Babelsberg."))
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="subsidiaries",
        verbose_name=_("part of"),
        help_text=_("The company that it belongs to, or belonged to."),
    )
    founded = PartialDateField(_("founded"), null=True, blank=True)
    founded_first, founded_last = FirstDayField("founded"), LastDayField("founded")
    dissolved = PartialDateField(_("dissolved"), null=True, blank=True)
    dissolved_first, dissolved_last = FirstDayField("dissolved"), LastDayField("dissolved")
    other_names = LineListField(_("other names"), blank=True, help_text=_("One a line."))
    note = models.TextField(_("note to editors"), blank=True, help_text=_("Visitors never see it."))
    sort_key = SortKeyField(_("sort key"), of="name", max_length=200)
    search_text = models.TextField(editable=False, default="")

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name = _("company")
        ordering = ["sort_key", "id"]
        verbose_name_plural = _("companies")
        constraints = [
            models.CheckConstraint(
                condition=Q(founded__isnull=True)
                | Q(dissolved__isnull=True)
                | Q(dissolved_last__gte=F("founded_first"))
                | is_marked("founded")
                | is_marked("dissolved"),
                name="company_founded_before_dissolved",
                violation_error_message=_("No company is dissolved before it is founded: look at the two dates."),
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="company_not_its_own_parent",
                violation_error_message=_("A company is no part of itself: choose another one."),
            ),
        ]
        indexes = [models.Index(fields=["sort_key", "id", "public_from"], name="company_sort")]
        permissions = [("merge_company", "Can merge companies")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return page_path("company", self.pk, self.slug)

    def clean(self):
        super().clean()
        set_bounds(self)
        try:
            refuse_earlier(self.founded, self.dissolved, gettext("No company is dissolved before it is founded"))
        except ValidationError as error:
            raise ValidationError({"dissolved": error}) from error
        if self.parent_id and self.pk in ancestors(self.parent_id):
            fault = gettext(
                "“%(parent)s” is “%(self)s” itself, or a part of it: two companies are not parts of each other."
            ) % {"parent": self.parent, "self": self}
            raise ValidationError({"parent": fault})

    def derive(self):
        """Set the text that searches find."""
        self.search_text = search_text(self.name, self.other_names)

    @property
    def slug(self):
        return slug(self.name, "company")


def ancestors(key):
    """Return the keys of a company and of all that it is a part of, from below."""
    keys = []
    while key and key not in keys and len(keys) < MOST_ANCESTORS:
        keys.append(key)
        key = Company.objects.filter(pk=key).values_list("parent", flat=True).first()
    return keys


class FilmCompanyQuerySet(FilmPartQuerySet):
    def in_order(self):
        """By role, production first."""
        rows = self.order_by("role__position", "role_id", "position", "id")
        return rows.select_related("company", "role", "territory", "version")


class FilmCompany(OfVersion, FilmPart):
    """A company's role in a film or in one of its versions, and the country of that role."""

    film = models.ForeignKey("Film", models.CASCADE, verbose_name=_("film"), related_name="film_companies")
    company = models.ForeignKey(Company, models.PROTECT, verbose_name=_("company"), related_name="film_companies")
    # A version takes its companies with it: without it, the row could be one that the film has already.
    version = models.ForeignKey(
        "Version",
        models.CASCADE,
        verbose_name=_("version"),
        null=True,
        blank=True,
        related_name="film_companies",
        help_text=_("Which version of the film it is of. Empty: of all, or not known."),
    )
    role = models.ForeignKey(
        CompanyRole, models.PROTECT, verbose_name=_("role"), related_name="film_companies", default=PRODUCTION
    )
    credited_as = LineField(
        _("credited as"),
        max_length=200,
        blank=True,
        help_text=_("The name in the film's credits, where it differs from the company's."),
    )
    territory = models.ForeignKey(
        "Country",
        models.PROTECT,
        verbose_name=_("territory"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("For a distributor or a seller: the country in which. Empty: not known, or everywhere."),
    )
    position = position_field()

    objects = FilmCompanyQuerySet.as_manager()

    class Meta:
        ordering = ["role__position", "role_id", "position", "id"]
        verbose_name = _("company of a film")
        verbose_name_plural = _("companies of a film")
        constraints = [
            models.UniqueConstraint(
                "film",
                "company",
                "role",
                null_as_empty("territory"),
                Coalesce("version", Value(0)),
                name="film_company_once",
                violation_error_message=_("The film has this company in this role, territory and version already."),
            ),
        ]

    def __str__(self):
        return f"{self.company} ({self.role})"

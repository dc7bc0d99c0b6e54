from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.dates import (
    FirstDayField,
    LastDayField,
    PartialDateField,
    is_long_before,
    is_marked,
    refuse_earlier,
    set_bounds,
)
from catalog.models.base import Dated, Derived, related_films, rows_referring_to
from catalog.models.columns import one_or_none
from catalog.models.ordered_choices import OrderedManyToManyField
from catalog.models.places import validate_language_tag
from catalog.models.showing import Shown, ShownQuerySet
from catalog.page_languages import page_path
from catalog.texts.folding import LineField, fold, search_text, slug
from catalog.texts.names import FAMILY_FIRST, GIVEN_FIRST, ONE_NAME, file_name
from catalog.texts.names.fields import NameSortKeyField


class NameOrder(models.TextChoices):
    GIVEN_FIRST = GIVEN_FIRST, _("given name first")
    FAMILY_FIRST = FAMILY_FIRST, _("family name first")
    ONE_NAME = ONE_NAME, _("one name, sorted as it is written")


class PersonQuerySet(ShownQuerySet):
    def listed(self):
        return self.published().order_by("sort_key", "id")

    def with_portraits(self):
        """Add `portraits`: the published portraits of each person."""
        portraits = rows_referring_to(Person, "images").portraits()
        return self.prefetch_related(Prefetch("images", queryset=portraits, to_attr="portraits"))

    def derive(self):
        """Derive and save the keys that follow from the people's names."""
        for person in self.order_by("pk").prefetch_related("names"):
            person.derive()
            keys = {name: getattr(person, name) for name in Person.NAME_KEYS}
            self.model.objects.filter(pk=person.pk).update(**keys, updated_at=timezone.now())

    derive.alters_data = True


class Person(Derived, Dated, Shown):
    """A person who worked on films, or wrote a work that films are based on."""

    name = LineField(
        _("name"), max_length=200, help_text=_("As it is commonly written, with all its marks: Dragoș Bucur.")
    )
    name_order = models.CharField(
        _("order of the name"),
        max_length=12,
        choices=NameOrder,
        blank=True,
        help_text=_("Empty: guessed. Family name first: Wong Kar-wai. One name: Cher."),
    )
    name_language = LineField(
        _("language of the name"),
        max_length=35,
        blank=True,
        validators=[validate_language_tag],
        help_text=_(
            "As a tag: nl files Gogh, Vincent van; nl-BE Van Hamme, Jean; is Baltasar Kormákur. Empty: guessed."
        ),
    )
    sort_name = LineField(
        _("sort name"),
        max_length=200,
        blank=True,
        help_text=_("Only where lists shall sort by something else than what follows from above."),
    )
    born = PartialDateField(_("born"), null=True, blank=True)
    born_first, born_last = FirstDayField("born"), LastDayField("born")
    died = PartialDateField(_("died"), null=True, blank=True)
    died_first, died_last = FirstDayField("died"), LastDayField("died")
    birthplace = LineField(_("birthplace"), max_length=200, blank=True)
    deathplace = LineField(_("place of death"), max_length=200, blank=True)
    nationalities = OrderedManyToManyField(
        "Country",
        verbose_name=_("nationalities"),
        blank=True,
        related_name="nationals",
        help_text=_("One or several, the first one first."),
    )
    biography = models.TextField(
        _("biography"), blank=True, help_text=_("Plain text. An empty line separates paragraphs.")
    )
    note = models.TextField(_("note to editors"), blank=True, help_text=_("Visitors never see it."))
    sort_key = NameSortKeyField(_("sort key"), max_length=200)
    name_key = models.CharField(max_length=200, editable=False, default="")
    search_text = models.TextField(editable=False, default="")
    # As `search_text`, with the names that are kept from the public.
    desk_search_text = models.TextField(editable=False, default="")

    NAME_KEYS = ("sort_name", "sort_key", "name_key", "search_text", "desk_search_text")

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        ordering = ["sort_key", "id"]
        verbose_name_plural = _("people")
        constraints = [
            one_or_none("name_order", NameOrder, "person_name_order"),
            models.CheckConstraint(
                condition=Q(born__isnull=True)
                | Q(died__isnull=True)
                | Q(died_last__gte=F("born_first"))
                | is_marked("born")
                | is_marked("died"),
                name="person_born_before_died",
                violation_error_message=_("Nobody dies before being born: look at the two dates."),
            ),
        ]
        indexes = [
            models.Index(fields=["sort_key", "id", "public_from"], name="person_sort"),
            models.Index(fields=["name_key", "id"], name="person_name"),
        ]
        permissions = [("merge_person", "Can merge people")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return page_path("person", self.pk, self.slug)

    def clean(self):
        super().clean()
        set_bounds(self)
        try:
            refuse_earlier(self.born, self.died, gettext("Nobody dies before being born"))
        except ValidationError as error:
            raise ValidationError({"died": error}) from error

    @property
    def filed_name(self):
        """The name as lists sort it: what an editor entered, else what follows from the name as it is now."""
        return self.sort_name or self.guessed_filing.text

    @property
    def guessed_filing(self):
        return file_name(self.name, self.name_order, self.name_language)

    def derive(self):
        """Set the keys that lists sort by and searches find. A sort name that follows from the name is not stored.

        Else it would outlive the name of somebody who has changed it.
        """
        if self.sort_name == self.guessed_filing.text:
            self.sort_name = ""
        self._meta.get_field("sort_key").pre_save(self, add=False)
        self.name_key = fold(self.name)[:200]
        # Nothing refers to a new row yet.
        names = [] if self._state.adding else list(self.names.all())
        self.search_text = search_text(self.name, *(row.name for row in names if row.public))
        self.desk_search_text = search_text(self.name, *(row.name for row in names))

    def after_save(self):
        self.touch_films()

    def touch_films(self):
        """Note on the films that credit this person that they have changed."""
        films = related_films(rows_referring_to(Person, "credits").model)
        with transaction.atomic():
            films.filter(pk__in=films.filter(credits__person=self).lock()).touch_shown()

    @property
    def slug(self):
        return slug(self.name, "person")


def are_apart(person, namesake):
    """Tell whether one of two people died before the other one was born. Dates may be texts, as forms and documents have them."""
    (born, died), (other_born, other_died) = ((date_of(row.born), date_of(row.died)) for row in (person, namesake))
    return is_long_before(died, other_born) or is_long_before(other_died, born)


def date_of(value):
    return Person._meta.get_field("born").to_python(value)

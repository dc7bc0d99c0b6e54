"""Copies: what the archive holds of a version of a film. FIAF and AVefi call one an item."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalog.dates import FirstDayField, LastDayField, PartialDateField
from catalog.models.base import FilmPart, FilmPartQuerySet, on_published_film
from catalog.models.columns import between, one_or_none
from catalog.models.current_site import current_site
from catalog.models.held import Access, Base, Carrier, Completeness, CopySound, Element
from catalog.models.picture_and_sound import Colour
from catalog.models.versions import InLanguages, LanguageInUse, Version, language_constraints
from catalog.texts.folding import LineField
from catalog.texts.numbers import decimal_text, running_time
from catalog.texts.sorting import SortKeyField

# What a copy says in words of the choices, in the order in which people read it.
KINDS = ("carrier", "element", "base")


class CopyQuerySet(FilmPartQuerySet):
    def public(self):
        """Copies that visitors see: none unless the site shows copies, and never one that was removed."""
        return self.showable() if current_site().shows_copies else self.none()

    def showable(self):
        """Copies that visitors see where the site shows copies; a query of them reads nothing of the site."""
        return super().public().filter(on_published_film("version__")).exclude(access=Access.REMOVED)


class Copy(InLanguages, FilmPart):
    """A copy of a version. Its condition, its acquisition and its note are for the desk alone, whatever the site shows."""

    film = models.ForeignKey("Film", models.CASCADE, verbose_name=_("film"), related_name="copies")
    version = models.ForeignKey(
        Version,
        models.RESTRICT,
        verbose_name=_("version"),
        blank=True,
        related_name="copies",
        help_text=_("Of which version of the film. Empty: the leading one."),
    )
    inventory_number = LineField(
        _("inventory number"), max_length=100, blank=True, help_text=_("No two copies of the catalogue have the same.")
    )
    carrier = models.CharField(_("carrier"), max_length=20, choices=Carrier, blank=True)
    element = models.CharField(_("element"), max_length=24, choices=Element, blank=True)
    base = models.CharField(_("base"), max_length=10, choices=Base, blank=True)
    completeness = models.CharField(
        _("how much there is"), max_length=10, choices=Completeness, blank=True, help_text=_("Of this version.")
    )
    reels = models.PositiveSmallIntegerField(_("reels"), null=True, blank=True, help_text=_("Reels, tapes or discs."))
    length_metres = models.DecimalField(
        _("length"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Of this copy, in metres of film."),
    )
    runtime_minutes = models.PositiveSmallIntegerField(
        _("running time"), null=True, blank=True, help_text=_("Of this copy. Empty: not known.")
    )
    runtime_seconds = models.PositiveSmallIntegerField(
        _("seconds of the running time"),
        null=True,
        blank=True,
        help_text=_("Those beyond its whole minutes. Empty: not known."),
    )
    sound = models.CharField(
        _("sound"), max_length=20, choices=CopySound, blank=True, help_text=_("Where it differs from the version.")
    )
    colour = models.CharField(
        _("colour"), max_length=16, choices=Colour, blank=True, help_text=_("Where it differs from the version.")
    )
    holding_place = LineField(
        _("holding place"), max_length=300, blank=True, help_text=_("Where it is: vault 2, shelf 14.")
    )
    access = models.CharField(
        _("access"),
        max_length=12,
        choices=Access,
        blank=True,
        help_text=_("What it is for. Visitors never see one that is removed."),
    )
    condition = LineField(_("condition"), max_length=500, blank=True, help_text=_("At the desk alone."))
    acquired_from = LineField(_("acquired from"), max_length=300, blank=True, help_text=_("At the desk alone."))
    acquired_on = PartialDateField(
        _("acquired"), null=True, blank=True, help_text=_("When: 1998, March 1998. At the desk alone.")
    )
    acquired_on_first, acquired_on_last = FirstDayField("acquired_on"), LastDayField("acquired_on")
    note = LineField(_("note"), max_length=500, blank=True, help_text=_("At the desk alone."))
    sort_key = SortKeyField(_("sort key"), of="inventory_number")

    objects = CopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("copy")
        ordering = ["sort_key", "id"]
        verbose_name_plural = _("copies")
        constraints = [
            models.UniqueConstraint(
                fields=["inventory_number"],
                condition=~Q(inventory_number=""),
                name="copy_inventory_number",
                violation_error_message=_(
                    "Another copy has this inventory number already. Look for it under “Copies”."
                ),
            ),
            between("reels", 1, 1000, "copy_reels", _("A number of reels")),
            between("length_metres", Decimal("0.1"), 100_000, "copy_length", _("A length in metres")),
            between("runtime_minutes", 1, 6000, "copy_runtime", _("A running time in minutes")),
            models.CheckConstraint(
                condition=Q(runtime_seconds__isnull=True) | Q(runtime_seconds__lte=59, runtime_minutes__isnull=False),
                name="copy_seconds",
                violation_error_message=_(
                    "Seconds are 0 to 59, beyond the minutes of the running time: give these, too."
                ),
            ),
            one_or_none("carrier", Carrier, "copy_carrier"),
            one_or_none("element", Element, "copy_element"),
            one_or_none("base", Base, "copy_base"),
            one_or_none("completeness", Completeness, "copy_completeness"),
            one_or_none("sound", CopySound, "copy_sound"),
            one_or_none("colour", Colour, "copy_colour"),
            one_or_none("access", Access, "copy_access"),
        ]
        indexes = [
            models.Index(fields=[name, "id"], name=f"copy_{name}_id")
            for name in ("carrier", "element", "base", "access")
        ]

    def __str__(self):
        return " · ".join(filter(None, [self.inventory_number, *self.kind_labels])) or gettext("copy")

    @property
    def kind_labels(self):
        """The words for its carrier, element and base, where they are known."""
        labels = (str(getattr(self, f"get_{name}_display")()) for name in KINDS)
        return [label for label in dict.fromkeys(labels) if label]

    @property
    def words(self):
        """What visitors may know of it, as a list of words; its languages are to be prefetched."""
        measures = [
            ngettext("%(number)s reel", "%(number)s reels", self.reels) % {"number": self.reels} if self.reels else "",
            f"{decimal_text(self.length_metres)} m" if self.length_metres else "",
            running_time(60 * self.runtime_minutes + (self.runtime_seconds or 0)) if self.runtime_minutes else "",
        ]
        differences = [self.get_colour_display(), self.get_sound_display(), *map(str, self.languages.all())]
        whereabouts = [
            self.holding_place,
            gettext("access: %(access)s") % {"access": self.get_access_display()} if self.access else "",
        ]
        words = [*self.kind_labels, self.get_completeness_display(), *measures, *differences, *whereabouts]
        return [str(word) for word in words if word]

    def clean(self):
        super().clean()
        if self.version_id and self.film_id and self.version.film_id != self.film_id:
            raise ValidationError(
                {
                    "version": gettext("“%(version)s” is a version of another film. Choose one of this film, or none.")
                    % {"version": self.version}
                }
            )

    def save(self, *args, **kwargs):
        """Save it as one of the leading version where none is chosen; a film without a version gets one."""
        if self.version_id is None:
            self.version, _ = Version.objects.get_or_create(film_id=self.film_id, leads=True)
        super().save(*args, **kwargs)


class CopyLanguage(LanguageInUse):
    """A language of a copy, where it has others than its version."""

    copy = models.ForeignKey(Copy, models.CASCADE, verbose_name=_("copy"), related_name="languages")
    owner_name = "copy"

    class Meta(LanguageInUse.Meta):
        verbose_name = _("language of a copy")
        verbose_name_plural = _("languages of a copy")
        constraints = language_constraints("copy")


def public_copies():
    """Return the lookup of the copies of versions that visitors see, as `public_copies` of each."""
    copies = Copy.objects.public().prefetch_related("languages__language")
    return Prefetch("copies", copies, to_attr="public_copies")

"""Versions of a film: its cuts, language versions and restorations, each with what is known of its picture and sound.

The words are those of FIAF's Moving Image Cataloguing Manual; docs/model.md maps each to FIAFcore and to AVefi.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.dates import FirstDayField, LastDayField, PartialDateField
from catalog.models.base import Publishable, PublishablePartQuerySet
from catalog.models.choices import State
from catalog.models.columns import between, one_of, one_or_none, position_field
from catalog.models.films import FilmDefiningPart
from catalog.models.ordered_choices import ChoicesField, OrderedManyToManyField
from catalog.models.picture_and_sound import (
    Colour,
    Gauge,
    LanguageUse,
    Publication,
    Sound,
    VersionKind,
    metres_of,
    seconds_of,
)
from catalog.texts.folding import LineField


class InLanguages(models.Model):
    """A row with rows of languages, each with what it is used for."""

    class Meta:
        abstract = True

    def set_languages(self, use, languages):
        """Make the languages of one use these, in their order; None is a use without one. What follows from them is derived with `update_film`."""
        tags = [language and language.pk for language in languages]
        if [row.language_id for row in self.languages.all() if row.use == use] != tags:
            self.languages.filter(use=use).delete()
            owner, row = self.languages.field.name, self.languages.model
            row.objects.bulk_create([row(**{owner: self}, language=language, use=use) for language in languages])


class VersionQuerySet(PublishablePartQuerySet):
    def in_order(self):
        """The leading version first."""
        return self.order_by("-leads", "position", "id")

    def saying_nothing(self):
        """Versions without a name, a note or any other fact: as the leading one of a film is before it is filled in."""
        texts = ("name", "publication", "gauge", "sound", "colour", "aspect_ratio", "note")
        other_fields = ("date", "runtime_minutes", "length_metres", "frames_per_second", "languages", "countries")
        return self.filter(
            kinds=[], **dict.fromkeys(texts, ""), **dict.fromkeys((f"{name}__isnull" for name in other_fields), True)
        )


class Version(InLanguages, FilmDefiningPart, Publishable):
    """A version of a film. One leads: its running time, languages, colour and sound are the film's."""

    film = models.ForeignKey("Film", models.CASCADE, verbose_name=_("film"), related_name="versions")
    name = LineField(
        _("name"),
        max_length=200,
        blank=True,
        help_text=_("What it is called: restoration of 2010, director's cut. Empty: the film itself."),
    )
    kinds = ChoicesField(
        _("how it differs"), VersionKind, blank=True, help_text=_("From the film as it first came out.")
    )
    publication = models.CharField(_("how it came out"), max_length=16, choices=Publication, blank=True)
    leads = models.BooleanField(
        _("leading version"), default=False, help_text=_("The film has its running time, languages, colour and sound.")
    )
    date = PartialDateField(
        _("date"), null=True, blank=True, help_text=_("When it was made or came out: 1927, c. 1926, 2001 or 2002.")
    )
    date_first, date_last = FirstDayField("date"), LastDayField("date")
    runtime_minutes = models.PositiveSmallIntegerField(
        _("running time"), null=True, blank=True, help_text=_("Empty: not known.")
    )
    runtime_seconds = models.PositiveSmallIntegerField(
        _("seconds of the running time"),
        null=True,
        blank=True,
        help_text=_("Those beyond its whole minutes. Empty: not known."),
    )
    length_metres = models.DecimalField(
        _("length"), max_digits=8, decimal_places=2, null=True, blank=True, help_text=_("In metres of film.")
    )
    frames_per_second = models.DecimalField(
        _("frames a second"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("At which it is to be shown: 24."),
    )
    gauge = models.CharField(_("gauge or format"), max_length=16, choices=Gauge, blank=True)
    sound = models.CharField(_("sound"), max_length=8, choices=Sound, blank=True)
    colour = models.CharField(_("colour"), max_length=16, choices=Colour, blank=True)
    aspect_ratio = LineField(_("aspect ratio"), max_length=20, blank=True, help_text="1.33:1")
    countries = OrderedManyToManyField(
        "Country",
        verbose_name=_("countries"),
        blank=True,
        related_name="+",
        help_text=_("Where this version was made or shown."),
    )
    note = LineField(_("note"), max_length=500, blank=True)
    position = position_field()
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=State,
        default=State.PUBLISHED,
        help_text=_("Visitors see only what is published, as soon as the film itself is."),
    )

    objects = VersionQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["position", "id"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["film"],
                condition=Q(leads=True),
                name="version_one_leads",
                violation_error_message=_("Another version of the film leads already."),
            ),
            models.CheckConstraint(
                condition=Q(leads=False) | Q(state=State.PUBLISHED),
                name="version_leading_published",
                violation_error_message=_(
                    "The leading version is seen with its film: publish it, or let another one lead."
                ),
            ),
            between("runtime_minutes", 1, 6000, "version_runtime", _("A running time in minutes")),
            models.CheckConstraint(
                condition=Q(runtime_seconds__isnull=True) | Q(runtime_seconds__lte=59, runtime_minutes__isnull=False),
                name="version_seconds",
                violation_error_message=_(
                    "Seconds are 0 to 59, beyond the minutes of the running time: give these, too."
                ),
            ),
            between("length_metres", 1, 100_000, "version_length", _("A length in metres")),
            between("frames_per_second", 1, 120, "version_frames", _("The number of frames a second")),
            one_or_none("publication", Publication, "version_publication"),
            one_or_none("gauge", Gauge, "version_gauge"),
            one_or_none("sound", Sound, "version_sound"),
            one_or_none("colour", Colour, "version_colour"),
        ]

    def __str__(self):
        kinds = ", ".join(self.kind_labels)
        return (
            self.name
            or kinds
            or (str(self.date.in_words) if self.date else gettext("leading version") if self.leads else "version")
        )

    @property
    def kind_labels(self):
        return [str(VersionKind(kind).label) for kind in self.kinds]

    @property
    def worked_out_metres(self):
        """Its length in metres as worked out of running time, gauge and frames a second; None where it is given or can't be."""
        if self.length_metres is not None or self.runtime_minutes is None:
            return None
        return metres_of(60 * self.runtime_minutes + (self.runtime_seconds or 0), self.gauge, self.frames_per_second)

    @property
    def worked_out_seconds(self):
        """Its running time in seconds as worked out of length, gauge and frames a second; None where it is given or can't be."""
        if self.runtime_minutes is not None or self.length_metres is None:
            return None
        return seconds_of(self.length_metres, self.gauge, self.frames_per_second)

    def clean(self):
        super().clean()
        for release in self.releases.all() if self.pk else ():
            for dates_in_order in release.dates_after_version():
                dates_in_order.refuse()
        if self.leads and not self.is_public and self.state == State.PUBLISHED:
            raise ValidationError(
                {"published_from": gettext("The leading version is seen with its film: no moment that lies ahead.")}
            )


def language_constraints(owner):
    """Return the constraints of the rows of languages of a noun, the owner."""
    return [
        one_of("use", LanguageUse, f"{owner}_language_use"),
        models.UniqueConstraint(
            fields=[owner, "language", "use"],
            name=f"{owner}_language_once",
            violation_error_message=_("It has this language in this use already."),
        ),
        models.CheckConstraint(
            condition=Q(use=LanguageUse.NO_DIALOGUE, language__isnull=True)
            | (~Q(use=LanguageUse.NO_DIALOGUE) & Q(language__isnull=False)),
            name=f"{owner}_language_or_none",
            violation_error_message=_("Choose a language; “no dialogue” has none."),
        ),
    ]


class LanguageInUse(models.Model):
    """A language, and what it is used for: spoken, intertitles, subtitles. `owner_name` is the field of what has it."""

    language = models.ForeignKey(
        "Language", models.PROTECT, verbose_name=_("language"), null=True, blank=True, related_name="+"
    )
    use = models.CharField(_("use"), max_length=20, choices=LanguageUse, default=LanguageUse.SPOKEN)
    owner_name = ""

    class Meta:
        abstract = True
        ordering = ["id"]

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        getattr(self, self.owner_name).update_film()

    def delete(self, *args, **kwargs):
        counts = super().delete(*args, **kwargs)
        getattr(self, self.owner_name).update_film()
        return counts

    def __str__(self):
        return f"{self.language}: {self.get_use_display()}" if self.language else self.get_use_display()


class VersionLanguage(LanguageInUse):
    """A language of a version."""

    version = models.ForeignKey(Version, models.CASCADE, verbose_name=_("version"), related_name="languages")
    owner_name = "version"

    class Meta(LanguageInUse.Meta):
        verbose_name = _("language of a version")
        verbose_name_plural = _("languages of a version")
        constraints = language_constraints("version")

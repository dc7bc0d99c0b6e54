"""The events of a film's story in order: what happens where, who takes part, and what becomes of them."""

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from catalog.models.base import FilmPart, FilmPartQuerySet
from catalog.models.choices import SpoilerLevel
from catalog.models.columns import between, one_or_none_message, spoiler_field
from catalog.texts.folding import LineField


class Fate(models.TextChoices):
    DIES = "dies", _("dies")
    STAYS_BEHIND = "stays_behind", _("stays behind")
    LEAVES = "leaves", _("leaves")
    ARRIVES = "arrives", _("arrives")


class EventQuerySet(FilmPartQuerySet):
    def in_order(self):
        """In the order of the story; events of the same place in it in the order of entry."""
        return self.order_by("order", "id")

    def within(self, level):
        """Events up to a spoiler level."""
        return self.filter(spoiler_level__lte=level)


class Event(FilmPart):
    """An event of a film's story. Its citations name the sources that tell it."""

    film = models.ForeignKey("Film", models.CASCADE, verbose_name=_("film"), related_name="events")
    order = models.PositiveSmallIntegerField(
        _("order"), default=1, help_text=_("Its place in the story: 1 comes first.")
    )
    place = LineField(_("place"), max_length=200, blank=True, help_text=_("Where, as the film has it: Lake Baikal."))
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        help_text=_("In degrees, north positive: 53.5. With a longitude, the map shows the place."),
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, help_text=_("In degrees, east positive: 108.2.")
    )
    time = LineField(_("time"), max_length=200, blank=True, help_text=_("When, as it is told: the second night."))
    happens = models.TextField(_("what happens"))
    spoiler_level = spoiler_field()
    characters = models.ManyToManyField(
        "Character", verbose_name=_("characters"), through="EventCharacter", related_name="events"
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("event of the story")
        verbose_name_plural = _("events of the story")
        constraints = [
            between("latitude", -90, 90, "event_latitude", _("A latitude")),
            between("longitude", -180, 180, "event_longitude", _("A longitude")),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="event_whole_place",
                violation_error_message=_("A place on the map has a latitude and a longitude: give both or neither."),
            ),
        ]

    def __str__(self):
        return f"{self.order}. {self.place or self.happens[:60]}"

    @property
    def on_map(self):
        return self.latitude is not None and self.longitude is not None


class EventCharacterQuerySet(models.QuerySet):
    def with_visible_fate(self, level=SpoilerLevel.ENDING):
        """In the order of entry, with `visible_fate`: the fate, or "" where it is above the spoiler level."""
        fate = Case(When(spoiler_level__lte=level, then=F("fate")), default=Value(""))
        return self.select_related("character").annotate(visible_fate=fate).order_by("id")


class EventCharacter(models.Model):
    """A character who takes part in an event, and what becomes of them in it."""

    event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("event"), related_name="people")
    character = models.ForeignKey("Character", models.PROTECT, verbose_name=_("character"), related_name="event_parts")
    fate = models.CharField(
        _("fate"),
        max_length=12,
        choices=Fate,
        blank=True,
        help_text=_("What becomes of them. Empty: nothing is decided in this event."),
    )
    spoiler_level = spoiler_field()

    objects = EventCharacterQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = _("character in an event")
        verbose_name_plural = _("characters in an event")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "character"],
                name="event_character_once",
                violation_error_message=_("The event has this character already."),
            ),
            models.CheckConstraint(
                condition=Q(fate="") | Q(fate__in=Fate.values),
                name="event_character_fate",
                violation_error_message=one_or_none_message(Fate),
            ),
        ]

    def __str__(self):
        return f"{self.character}: {self.get_fate_display()}" if self.fate else str(self.character)

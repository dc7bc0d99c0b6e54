"""Relations between films. Each is entered in one film, and shown in both, in the words that fit the side."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OrderBy, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.models.base import FilmPart, FilmPartQuerySet, on_published_film
from catalog.models.columns import between, one_of, position_field
from catalog.models.films import Film
from catalog.texts.folding import LineField


class RelationKind(models.TextChoices):
    """What a film is to the other one, as it is entered: in the remake, the sequel, the part, the trailer."""

    REMAKE_OF = "remake_of", _("remake of")
    SEQUEL_TO = "sequel_to", _("sequel to")
    PART_OF = "part_of", _("part of the series")
    SPIN_OFF_OF = "spin_off_of", _("spin-off of")
    COMPILED_FROM = "compiled_from", _("compiled from")
    TRAILER_OF = "trailer_of", _("trailer of")
    ALSO_SHOT_AS = "also_shot_as", _("also shot as")


class OtherSide(models.TextChoices):
    """What the other film is to the one in which the relation is entered."""

    REMADE_AS = "remade_as", _("remade as")
    FOLLOWED_BY = "followed_by", _("followed by")
    HAS_PART = "has_part", _("parts of the series")
    HAS_SPIN_OFF = "has_spin_off", _("spin-off")
    USED_IN = "used_in", _("used in")
    HAS_TRAILER = "has_trailer", _("trailer")


ENTERED_THERE = _("The two films have this relation already: it is entered in the other one, and shown here, too.")
# {kind: how it reads from the other film}
FROM_OTHER_SIDE = {
    RelationKind.REMAKE_OF: OtherSide.REMADE_AS,
    RelationKind.SEQUEL_TO: OtherSide.FOLLOWED_BY,
    RelationKind.PART_OF: OtherSide.HAS_PART,
    RelationKind.SPIN_OFF_OF: OtherSide.HAS_SPIN_OFF,
    RelationKind.COMPILED_FROM: OtherSide.USED_IN,
    RelationKind.TRAILER_OF: OtherSide.HAS_TRAILER,
    RelationKind.ALSO_SHOT_AS: RelationKind.ALSO_SHOT_AS,
}
# Of both sides, as filters and the API write them.
SHOWN_KINDS = {kind.value: kind.label for kind in (*RelationKind, *OtherSide)}


class RelationQuerySet(FilmPartQuerySet):
    def in_order(self):
        return self.order_by(OrderBy(F("number"), nulls_last=True), "position", "id")

    def to_public_films(self):
        """Relations of which visitors see the other film."""
        return self.filter(on_published_film("other_film__"))

    def public_from_others(self):
        """Relations that are entered in films that visitors see."""
        return super().public()

    def public(self):
        """Relations of which visitors see both films."""
        return super().public().to_public_films()

    def as_shown(self, kind):
        """Return conditions on relations that read as a kind from the film in which they are entered, and from the other one."""
        kinds_from_others = [stored_kind for stored_kind, shown_kind in FROM_OTHER_SIDE.items() if shown_kind == kind]
        return self.filter(kind=kind), self.filter(kind__in=kinds_from_others)

    def delete(self):
        """Delete the relations, and note on the other films that they have changed."""
        films = list(self.values_list("other_film_id", flat=True).distinct())
        counts = super().delete()
        Film.objects.filter(pk__in=films).touch()
        return counts

    delete.alters_data = True
    delete.queryset_only = True


class Relation(FilmPart):
    """What the film is to another one. Visitors see it in both films, as soon as both are published."""

    film = models.ForeignKey("Film", models.CASCADE, verbose_name=_("film"), related_name="relations")
    kind = models.CharField(
        _("kind"),
        max_length=16,
        choices=RelationKind,
        help_text=_("What this film is to the other one, which says it the other way round."),
    )
    other_film = models.ForeignKey(
        "Film", models.PROTECT, verbose_name=_("other film"), related_name="relations_from_others"
    )
    number = models.PositiveIntegerField(
        _("number"), null=True, blank=True, help_text=_("Which part or episode it is.")
    )
    note = LineField(_("note"), max_length=300, blank=True)
    position = position_field()

    objects = RelationQuerySet.as_manager()
    # Whether it is read from the other film.
    is_from_other_side = False

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        ordering = ["position", "id"]
        constraints = [
            one_of("kind", RelationKind, "relation_kind"),
            between("number", 1, 100_000, "relation_number", _("The number of a part")),
            models.CheckConstraint(
                condition=~Q(film=F("other_film")),
                name="relation_of_two",
                violation_error_message=_("A film is not related to itself: choose another one."),
            ),
            models.UniqueConstraint(
                fields=["film", "other_film", "kind"],
                name="relation_once",
                violation_error_message=_("The film has this relation to that film already."),
            ),
            models.UniqueConstraint(
                Least("film", "other_film"),
                Greatest("film", "other_film"),
                "kind",
                name="relation_once_a_pair",
                violation_error_message=ENTERED_THERE,
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "film"], name="relation_kind_film"),
            models.Index(fields=["kind", "other_film"], name="relation_kind_other_film"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.other_film}" if self.other_film_id else gettext("relation")

    def save(self, *args, **kwargs):
        stored_rows = Relation._base_manager.filter(pk=self.pk) if self.pk else Relation._base_manager.none()
        films = list(stored_rows.values_list("other_film_id", flat=True))
        super().save(*args, **kwargs)
        if films and films != [self.other_film_id]:
            Film.objects.filter(pk__in=films).touch()

    def update_film(self):
        """Note on both films that they have changed."""
        Film.objects.filter(pk__in=[self.film_id, self.other_film_id]).touch()

    def clean(self):
        super().clean()
        if self.film_id and self.film_id == self.other_film_id:
            raise ValidationError({"other_film": gettext("A film is not related to itself: choose another one.")})
        if (
            self.film_id
            and self.other_film_id
            and self.other_film.relations.filter(other_film=self.film_id, kind=self.kind).exists()
        ):
            raise ValidationError(ENTERED_THERE)

    def seen_from(self, film_key):
        """Read it from the side of one of its films."""
        self.is_from_other_side = film_key != self.film_id
        return self

    @property
    def shown_kind(self):
        """The kind as it reads from this side."""
        return str(FROM_OTHER_SIDE[RelationKind(self.kind)] if self.is_from_other_side else self.kind)

    @property
    def shown_film(self):
        """The film on the other side."""
        return self.film if self.is_from_other_side else self.other_film

    @property
    def words(self):
        return str(SHOWN_KINDS[self.shown_kind])


def both_sides(film, relations, relations_from_others):
    """Return a film's relations from both sides, each as it reads from the film, in the order of `in_order`."""
    rows = [row.seen_from(film.pk) for row in (*relations, *relations_from_others)]
    return sorted(rows, key=lambda row: (row.number is None, row.number or 0, row.position, row.pk))


def relations_of(film):
    """Return the prefetched relations of a film from both sides, those of one kind together."""
    kinds = list(SHOWN_KINDS)
    rows = both_sides(film, film.relations.all(), film.relations_from_others.all())
    return sorted(rows, key=lambda row: kinds.index(row.shown_kind))

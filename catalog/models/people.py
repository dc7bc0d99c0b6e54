from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Prefetch, Q
from django.urls import reverse

from catalog.dates import FirstDayField, LastDayField, PartialDateField, is_marked, refuse_earlier, set_bounds
from catalog.models.base import Dated, Derived, related_films, rows_referring_to
from catalog.models.showing import Shown, ShownQuerySet
from catalog.texts.folding import LineField, LineListField, fold, search_text, slug
from catalog.texts.sorting import SortKeyField, sort_key

PARTICLES = {
    "da",
    "das",
    "de",
    "del",
    "della",
    "der",
    "di",
    "do",
    "dos",
    "du",
    "la",
    "le",
    "ten",
    "ter",
    "van",
    "von",
    "zu",
}


class PersonQuerySet(ShownQuerySet):
    def listed(self):
        return self.published().order_by("sort_key", "id")

    def with_portraits(self):
        """Add `portraits`: the published portraits of each person."""
        portraits = rows_referring_to(Person, "images").portraits()
        return self.prefetch_related(Prefetch("images", queryset=portraits, to_attr="portraits"))


class Person(Derived, Dated, Shown):
    """A person who worked on films, or wrote a work that films are based on."""

    name = LineField(max_length=200, help_text="As it is commonly written, with all its marks: Dragoș Bucur.")
    sort_name = LineField(
        max_length=200, blank=True, help_text="As lists sort it: Weir, Peter. Left empty, it is made from the name."
    )
    other_names = LineListField(
        "other names", blank=True, help_text="One a line: birth name, stage names, other spellings."
    )
    born = PartialDateField(null=True, blank=True)
    born_first, born_last = FirstDayField("born"), LastDayField("born")
    died = PartialDateField(null=True, blank=True)
    died_first, died_last = FirstDayField("died"), LastDayField("died")
    birthplace = LineField(max_length=200, blank=True)
    biography = models.TextField(blank=True, help_text="Plain text. An empty line separates paragraphs.")
    note = models.TextField("note to editors", blank=True, help_text="Visitors never see it.")
    sort_key = SortKeyField(max_length=200)
    name_key = models.CharField(max_length=200, editable=False, default="")
    search_text = models.TextField(editable=False, default="")

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(
                condition=Q(born__isnull=True)
                | Q(died__isnull=True)
                | Q(died_last__gte=F("born_first"))
                | is_marked("born")
                | is_marked("died"),
                name="person_born_before_died",
                violation_error_message="Nobody dies before being born: look at the two dates.",
            )
        ]
        indexes = [
            models.Index(fields=["sort_key", "id", "public_from"], name="person_sort"),
            models.Index(fields=["name_key", "id"], name="person_name"),
        ]
        permissions = [("merge_person", "Can merge people")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("person", args=[self.pk, self.slug])

    def clean(self):
        super().clean()
        set_bounds(self)
        try:
            refuse_earlier(self.born, self.died, "Nobody dies before being born")
        except ValidationError as error:
            raise ValidationError({"died": error}) from error

    def derive(self):
        """Set the keys that lists sort by and searches find, and the sort name where it is empty."""
        self.sort_name = self.sort_name or sort_name(self.name)
        self.sort_key = sort_key(self.sort_name)
        self.name_key = fold(self.name)[:200]
        self.search_text = search_text(self.name, self.other_names)

    def after_save(self):
        self.touch_films()

    def touch_films(self):
        """Note on the films that credit this person that they have changed."""
        films = related_films(rows_referring_to(Person, "credits").model)
        with transaction.atomic():
            films.filter(pk__in=films.filter(credits__person=self).lock()).touch()

    @property
    def slug(self):
        return slug(self.name, "person")


def sort_name(name):
    """Return `Weir, Peter` for `Peter Weir`; particles stay with the family name."""
    *given_names, family_name = name.split() or [""]
    while given_names and given_names[-1] in PARTICLES:
        family_name = f"{given_names.pop()} {family_name}"
    return f"{family_name}, {' '.join(given_names)}" if given_names else family_name

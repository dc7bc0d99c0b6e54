from django.db import models

from catalog.dates import FirstDayField, LastDayField, PartialDateField
from catalog.models.base import Derived, FilmPart, one_of, position_field
from catalog.models.linked_people import keep_linked_people_public
from catalog.texts.folding import LineField, search_text
from catalog.texts.sorting import SortKeyField, title_sort_key


class WorkKind(models.TextChoices):
    BOOK = "book", "book"
    NOVEL = "novel", "novel"
    SHORT_STORY = "short_story", "short story"
    PLAY = "play", "play"
    COMIC = "comic", "comic"
    ARTICLE = "article", "article"
    FILM = "film", "film"
    SERIES = "series", "series"
    GAME = "game", "game"
    OTHER = "other", "other work"


class Work(Derived):
    """A book, play or other work that a film is based on."""

    title = LineField(max_length=300)
    kind = models.CharField(max_length=12, choices=WorkKind, default=WorkKind.BOOK)
    year = PartialDateField("published", null=True, blank=True, help_text="1956, or as precisely as known.")
    year_first, year_last = FirstDayField("year"), LastDayField("year")
    authors = models.ManyToManyField("Person", blank=True, related_name="works")
    sort_key = SortKeyField()
    search_text = models.TextField(editable=False, default="")

    class Meta:
        ordering = ["sort_key", "id"]
        constraints = [one_of("kind", WorkKind, "work_kind")]

    def __str__(self):
        return self.title

    def derive(self):
        """Set the key that lists sort by, and the text that searches find."""
        self.sort_key = title_sort_key(self.title, "")
        self.search_text = search_text(self.title)


class FilmWork(FilmPart):
    """A work that a film is based on."""

    film = models.ForeignKey("Film", models.CASCADE, related_name="film_works")
    work = models.ForeignKey(Work, models.PROTECT, related_name="film_works")
    position = position_field()

    class Meta:
        ordering = ["position", "id"]
        verbose_name = "work the film is based on"
        verbose_name_plural = "works the film is based on"
        constraints = [
            models.UniqueConstraint(
                fields=["film", "work"],
                name="film_work_once",
                violation_error_message="The film names this work already.",
            )
        ]

    def __str__(self):
        return str(self.work)


keep_linked_people_public(Work.authors)

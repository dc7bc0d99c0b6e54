from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.dates import FirstDayField, LastDayField, PartialDateField
from catalog.models.base import Derived, FilmPart
from catalog.models.columns import one_of, position_field
from catalog.models.linked_people import keep_linked_people_public
from catalog.texts.folding import LineField, search_text
from catalog.texts.sorting import SortKeyField, title_sort_key


class WorkKind(models.TextChoices):
    BOOK = "book", _("book")
    NOVEL = "novel", _("novel")
    SHORT_STORY = "short_story", _("short story")
    PLAY = "play", _("play")
    COMIC = "comic", _("comic")
    ARTICLE = "article", _("article")
    FILM = "film", _("film")
    SERIES = "series", _("series")
    GAME = "game", _("game")
    OTHER = "other", _("other work")


class Work(Derived):
    """A book, play or other work that a film is based on."""

    title = LineField(_("title"), max_length=300)
    kind = models.CharField(_("kind"), max_length=12, choices=WorkKind, default=WorkKind.BOOK)
    year = PartialDateField(_("published"), null=True, blank=True, help_text=_("1956, or as precisely as known."))
    year_first, year_last = FirstDayField("year"), LastDayField("year")
    authors = models.ManyToManyField("Person", verbose_name=_("authors"), blank=True, related_name="works")
    sort_key = SortKeyField(_("sort key"))
    search_text = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("work")
        verbose_name_plural = _("works")
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

    film = models.ForeignKey("Film", models.CASCADE, verbose_name=_("film"), related_name="film_works")
    work = models.ForeignKey(Work, models.PROTECT, verbose_name=_("work"), related_name="film_works")
    position = position_field()

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("work the film is based on")
        verbose_name_plural = _("works the film is based on")
        constraints = [
            models.UniqueConstraint(
                fields=["film", "work"],
                name="film_work_once",
                violation_error_message=_("The film names this work already."),
            )
        ]

    def __str__(self):
        return str(self.work)


keep_linked_people_public(Work.authors)

from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog import dates
from catalog.dates import FirstDayField, LastDayField, PartialDateField
from catalog.models import moments, showing, showing_kinds
from catalog.models.base import (
    Derived,
    FilmPart,
    Publishable,
    PublishableQuerySet,
    ShowingQuerySet,
    kept_complete,
    kept_public,
    rows_referring_to,
)
from catalog.models.choices import State
from catalog.models.columns import one_or_none
from catalog.models.ordered_choices import OrderedManyToManyField
from catalog.models.picture_and_sound import HEARD, Colour, FilmKind, FilmStatus, LanguageUse, Sound
from catalog.models.vocabulary import Named, TermQuerySet, names_field
from catalog.page_languages import page_language, page_path
from catalog.texts.folding import LineField, fold, search_text, slug
from catalog.texts.language_tags import language_of_title, primary_subtag
from catalog.texts.sorting import SortKeyField, sort_key, title_sort_key


class Genre(Named):
    name = LineField(_("name"), max_length=40, unique=True)
    names = names_field()
    slug = models.SlugField(
        _("slug"), max_length=40, unique=True, help_text=_("As addresses and the API write it: science-fiction.")
    )
    sort_key = SortKeyField(_("sort key"), of="name")

    objects = TermQuerySet.as_manager()
    films_paths = ("films",)

    class Meta:
        verbose_name = _("genre")
        verbose_name_plural = _("genres")
        ordering = ["sort_key", "id"]


class FilmQuerySet(ShowingQuerySet, PublishableQuerySet):
    def listed(self):
        """Published films with all that a card in a list shows, newest publication first."""
        return self.published().for_cards().order_by(F("published_from").desc(), "-id")

    def for_cards(self):
        films = self.select_related("rating").prefetch_related("countries", "languages", "genres", self._posters())
        return films.with_reader_titles()

    def with_reader_titles(self):
        """Prefetch the titles by which readers of the page's language may know the films."""
        return self.prefetch_related(self.reader_titles())

    def reader_titles(self, path=""):
        """Return the prefetch of `reader_titles` of films to which a path leads; none where the page is in the first language."""
        rows = rows_referring_to(self.model, "titles")
        titles = rows.none() if page_language() == settings.LANGUAGE_CODE else rows.for_readers()
        return Prefetch(f"{path}titles", titles, to_attr="reader_titles")

    def _posters(self):
        return Prefetch("images", queryset=rows_referring_to(self.model, "images").posters(), to_attr="posters")

    def top_rated(self):
        """Films with votes, best first, by the weighted average of RatingSummary."""
        return self.filter(rating__count__gt=0).order_by("-rating__weighted", "-rating__count", "id")

    def resting_on(self, source):
        """Films that cite a source, or show a text, a picture or a reading of it."""
        return self.filter(moments.rests_on("source", source))

    def lock(self):
        """Lock the films until the transaction ends, always in the order of their keys; return the keys."""
        return list(self.order_by("pk").select_for_update(no_key=True, of=("self",)).values_list("pk", flat=True))

    def touch(self):
        """Note on the films that they have changed: rows of theirs, so that they may lack something else."""
        films = list(self.order_by().values_list("pk", flat=True))
        with kept_complete(films):
            return self.model.objects.filter(pk__in=films).touch_shown()

    def touch_shown(self):
        """Note on the films that what they show of other films and of people has changed, and none of their own rows."""
        return self.update(updated_at=timezone.now())

    def touch_related(self):
        """Note on the films related to these that what they show of these has changed."""
        keys = list(self.values_list("pk", flat=True))
        leads_here = Q(relations__other_film__in=keys) | Q(relations_from_others__film__in=keys)
        films = self.model.objects.filter(leads_here).values_list("pk", flat=True)
        self.model.objects.filter(pk__in=list(films)).touch_shown()

    def become(self, **fields):
        films = self.model.objects.filter(pk__in=list(self.values_list("pk", flat=True)))
        row_count = super().become(**fields)
        films.touch_related()
        return row_count

    become.alters_data = True

    def derive(self):
        """Derive and save what follows from the films' titles and releases: dates, and the text that searches find."""
        for film in self.order_by("pk").prefetch_related("releases", "titles", "versions__languages", "languages"):
            film.derive()
            with kept_complete([film.pk]):
                film.languages.set(languages_of(film.leading_version))
                self.model.objects.filter(pk=film.pk).update(
                    release_date=film.release_date,
                    release_date_first=film.release_date and film.release_date.first_day,
                    release_date_last=film.release_date and film.release_date.last_day,
                    year=film.year,
                    runtime_minutes=film.runtime_minutes,
                    sound=film.sound,
                    colour=film.colour,
                    sort_key=film.sort_key,
                    search_text=film.search_text,
                    updated_at=timezone.now(),
                )
        if settings.COUNT_OUTSIDE_RATINGS:
            rows_referring_to(self.model, "rating").count_outside(list(self.values_list("pk", flat=True)))


class Film(Derived, Publishable):
    """A film. Its first date follows from its releases, or from `given_date` where no release has one."""

    title = LineField(
        _("title"), max_length=300, help_text=_("As it is best known to your readers; other titles go below.")
    )
    original_title = LineField(
        _("original title"),
        max_length=300,
        blank=True,
        help_text=_("As the film itself says it, in its own language. Empty: the same as the title."),
    )
    original_title_language = models.ForeignKey(
        "Language",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("language of the original title"),
        help_text=_(
            "Which language that title is in, not what is spoken. Empty: not known; lists take the leading version's first."
        ),
    )
    sort_title = LineField(
        _("sort title"),
        max_length=300,
        blank=True,
        help_text=_(
            "Only where lists sort the title wrongly: Le Mans. Empty: they pass over its article, The or Der, and its marks."
        ),
    )
    logline = LineField(
        _("logline"),
        max_length=300,
        blank=True,
        help_text=_("One sentence that tells the premise and gives nothing more away."),
    )
    kind = models.CharField(_("kind"), max_length=16, choices=FilmKind, blank=True)
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=FilmStatus,
        blank=True,
        help_text=_("Whether it can still be seen, or not yet. Empty: not known."),
    )
    countries = OrderedManyToManyField(
        "Country",
        verbose_name=_("countries"),
        blank=True,
        related_name="films",
        help_text=_("Where the producing companies sit, not where it was shot; the most important one first."),
    )
    genres = models.ManyToManyField(Genre, verbose_name=_("genres"), blank=True, related_name="films")
    subjects = models.ManyToManyField(
        "Subject",
        verbose_name=_("subjects"),
        blank=True,
        related_name="films",
        help_text=_("What it is about, not what kind of film it is."),
    )
    works = models.ManyToManyField("Work", verbose_name=_("works"), through="FilmWork", related_name="films")
    given_date = PartialDateField(
        _("first shown"),
        null=True,
        blank=True,
        help_text=_(
            "Only while no release below has a date, as precisely as known: 1927, c. 1926, 1920s. Else it follows from the releases."
        ),
    )
    given_date_first, given_date_last = FirstDayField("given_date"), LastDayField("given_date")
    featured = models.BooleanField(
        _("featured"),
        default=False,
        help_text=_("Shown large on the home page. Of several films, the one published last."),
    )
    note = models.TextField(_("note to editors"), blank=True, help_text=_("Visitors never see it."))

    release_date = PartialDateField(_("first date"), null=True, editable=False)
    release_date_first, release_date_last = FirstDayField("release_date"), LastDayField("release_date")
    year = models.PositiveSmallIntegerField(_("year"), null=True, editable=False)
    # Of the leading version.
    runtime_minutes = models.PositiveSmallIntegerField(_("running time"), null=True, editable=False)
    sound = models.CharField(_("sound"), max_length=8, choices=Sound, editable=False, default="")
    colour = models.CharField(_("colour"), max_length=16, choices=Colour, editable=False, default="")
    languages = models.ManyToManyField("Language", verbose_name=_("languages"), related_name="films", editable=False)
    sort_key = SortKeyField(_("sort key"))
    title_key = models.CharField(max_length=300, editable=False, default="")
    search_text = models.TextField(editable=False, default="")
    # The points that it has left, None where they are not counted yet: see lacks.py.
    completeness = models.PositiveSmallIntegerField(_("completeness"), editable=False, null=True)

    objects = FilmQuerySet.as_manager()
    # Whether a save changes what other films show of it.
    is_changed_elsewhere = False

    class Meta:
        verbose_name = _("film")
        verbose_name_plural = _("films")
        ordering = ["sort_key", "id"]
        constraints = [
            *Publishable.Meta.constraints,
            one_or_none("kind", FilmKind, "film_kind"),
            one_or_none("status", FilmStatus, "film_status"),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="film_title",
                violation_error_message=_("A film has a title; “Untitled” will do."),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-published_from", "-id"], name="film_newest"),
            models.Index(fields=["sort_key", "id"], name="film_sort"),
            models.Index(fields=["title_key", "id"], name="film_title_key"),
            # For filters: the newest published of a kind, a status and so on.
            *(
                models.Index(fields=[name, "state", "-published_from", "-id"], name=f"film_{name}")
                for name in ("kind", "status", "colour", "sound")
            ),
            models.Index(fields=["year", "id"], name="film_year"),
            models.Index(fields=["release_date_first", "release_date_last", "id"], name="film_release_date"),
            # For filters by year: films whose date spans several. Few do, and all others have their year in a column.
            models.Index(
                fields=["release_date_first", "release_date_last"],
                name="film_several_years",
                condition=Q(year__isnull=True, release_date__isnull=False),
            ),
            models.Index(fields=["updated_at", "id"], name="film_updated"),
            models.Index(fields=["completeness", "id"], name="film_completeness"),
            models.Index(fields=["featured", "-published_from"], name="film_featured", condition=Q(featured=True)),
        ]
        permissions = [
            ("publish_film", "Can publish and withdraw films and what belongs to them"),
            ("merge_film", "Can merge films"),
        ]

    def __str__(self):
        return f"{self.title} ({self.release_date.year_in_words})" if self.release_date else self.title

    def get_absolute_url(self):
        return page_path("film", self.pk, self.slug)

    def save(self, *args, **kwargs):
        before = Film._base_manager.filter(pk=self.pk).values_list("state", "published_from", "title").first()
        is_seen = before is not None and State.PUBLISHED in (before[0], self.state)
        self.is_changed_elsewhere = is_seen and before != (self.state, self.published_from, self.title)
        moves_publication = is_seen and before[:2] != (self.state, self.published_from)
        with kept_public([self.pk], showing_kinds.showing_kinds() if moves_publication else ()):
            super().save(*args, **kwargs)
            showing.note_changed_films([self.pk])

    def after_save(self):
        if self.is_changed_elsewhere:
            Film.objects.filter(pk=self.pk).touch_related()

    def delete(self, *args, **kwargs):
        with kept_public([self.pk], showing_kinds.showing_kinds()):
            return super().delete(*args, **kwargs)

    def clean(self):
        super().clean()
        if self.pk and self.given_date:
            dates.refuse_date_conflict(self.given_date, [release.date for release in self.releases.showings()])

    @property
    def slug(self):
        return slug(self.title, "film")

    @property
    def leading_version(self):
        """The version whose running time, languages, colour and sound are the film's; None without one."""
        return next((version for version in self.versions.all() if version.leads), None) if self.pk else None

    def derive(self):
        """Set the dates and keys that follow from the film's fields, titles and releases."""
        is_saved = self.pk is not None
        release_dates = [row.date for row in self.releases.all() if row.date and row.is_showing] if is_saved else []
        if release_dates:
            self.release_date = dates.earliest_date(release_dates)
        else:
            self.release_date = Film._meta.get_field("given_date").to_python(self.given_date)
        self.year = self.release_date and self.release_date.year
        lead = self.leading_version
        self.runtime_minutes = lead and lead.runtime_minutes
        self.sound, self.colour = (lead.sound, lead.colour) if lead else ("", "")
        titles = list(self.titles.all()) if is_saved else []
        self.sort_key = self.derive_sort_key(lead, titles)
        self.title_key = fold(self.title)[:300]
        self.search_text = search_text(self.title, self.original_title, *(title.title for title in titles))

    def derive_sort_key(self, lead, titles):
        """Return the key of the editor's own sort title, else of the title without the article of its language."""
        if self.sort_title:
            return sort_key(self.sort_title)
        original_language = self.original_title_language_id or next(iter(languages_of(lead)), "")
        languages = [(title.title, title.language_id or "") for title in titles]
        site_language = primary_subtag(settings.LANGUAGE_CODE)
        language = language_of_title(self.title, self.original_title, original_language, languages, site_language)
        return title_sort_key(self.title, language)


def languages_of(version):
    """Return the tags of the languages that a version is heard in, else of its intertitles, in the order of entry."""
    uses = [(row.use, row.language_id) for row in version.languages.all() if row.language_id] if version else []
    heard_languages = [tag for use, tag in uses if use in HEARD]
    return list(dict.fromkeys(heard_languages or [tag for use, tag in uses if use == LanguageUse.INTERTITLES]))


class FilmDefiningPart(FilmPart):
    """A part from which fields of its film are derived."""

    class Meta:
        abstract = True

    def update_film(self):
        """Derive the fields of the film anew."""
        Film.objects.filter(pk=self.film_id).derive()

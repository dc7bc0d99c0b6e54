from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.dates import FirstDayField, LastDayField, PartialDateField
from catalog.models.base import Dated, Derived
from catalog.models.columns import one_of
from catalog.models.moments import keys_shown_by
from catalog.models.showing import Shown, ShownQuerySet
from catalog.page_languages import page_path
from catalog.texts.folding import LineField, LineListField, fold, search_text, slug
from catalog.texts.sorting import SortKeyField, title_sort_key

# So many copies stand between a source and its original at most.
MOST_COPIES = 50


class SourceKind(models.TextChoices):
    WEB_PAGE = "web_page", _("web page")
    DATABASE = "database", _("database")
    ARTICLE = "article", _("article")
    BOOK = "book", _("book")
    FILM = "film", _("the film itself")
    DOCUMENT = "document", _("document")
    INTERVIEW = "interview", _("interview")
    OTHER = "other", _("other")


class SourceQuerySet(ShownQuerySet):
    def of(self, film):
        """Sources that this film cites, or whose text, picture or reading it shows now, in the order of entry."""
        return self.filter(pk__in=keys_shown_by(film, "source")).select_related("copied_from").order_by("id")

    def listed(self):
        return self.published().order_by("sort_key", "id")


class Source(Derived, Dated, Shown):
    """Where a fact comes from: a page, a book, the film itself."""

    title = LineField(_("title"), max_length=200, help_text=_("What the source calls itself, or what it is."))
    authors = LineListField(_("authors"), blank=True, help_text=_("Who wrote it, one a line: Bordwell, David."))
    edition = LineField(
        _("edition"), max_length=100, blank=True, help_text=_("Of a book, say: 2nd edition; Criterion Blu-ray, 2011.")
    )
    publisher = LineField(
        _("publisher"),
        max_length=200,
        blank=True,
        help_text=_("Who published it: a site, a newspaper, a publishing house."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=SourceKind, default=SourceKind.WEB_PAGE)
    url = models.URLField(_("address"), max_length=500, blank=True)
    published_on = PartialDateField(_("published on"), null=True, blank=True)
    published_on_first, published_on_last = FirstDayField("published_on"), LastDayField("published_on")
    retrieved_on = PartialDateField(
        _("retrieved on"),
        null=True,
        blank=True,
        help_text=_("When it was read, for what may change: 2010, 2010-09 or 2010-09-03."),
    )
    retrieved_on_first, retrieved_on_last = FirstDayField("retrieved_on"), LastDayField("retrieved_on")
    dead_since = PartialDateField(
        _("address dead since"),
        null=True,
        blank=True,
        help_text=_("Since when the address no longer leads to it, or when that was seen."),
    )
    dead_since_first, dead_since_last = FirstDayField("dead_since"), LastDayField("dead_since")
    copied_from = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("copied from"),
        null=True,
        blank=True,
        related_name="copies",
        help_text=_("The source that it copies. The two are one voice: what both say is said once."),
    )
    licence = LineField(
        _("licence"), max_length=200, blank=True, help_text=_("Under which terms its texts may be used.")
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("What a reader should know about it: its faults, what it copies.")
    )
    sort_key = SortKeyField(_("sort key"), max_length=200)
    title_key = models.CharField(max_length=200, editable=False, default="")
    search_text = models.TextField(editable=False, default="")

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["sort_key", "id"]
        constraints = [
            one_of("kind", SourceKind, "source_kind"),
            models.CheckConstraint(
                condition=~Q(copied_from=F("id")),
                name="source_not_its_own_copy",
                violation_error_message=_("No source is a copy of itself: choose another one."),
            ),
            models.CheckConstraint(
                condition=Q(dead_since__isnull=True) | ~Q(url=""),
                name="source_dead_address",
                violation_error_message=_("Only an address can be dead: write it, or clear since when it is."),
            ),
        ]
        indexes = [
            models.Index(fields=["sort_key", "id", "public_from"], name="source_sort"),
            models.Index(fields=["title_key", "id"], name="source_title"),
            models.Index(fields=["url", "id"], name="source_url"),
        ]
        permissions = [("merge_source", "Can merge sources")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return page_path("source", self.pk, self.slug)

    def clean(self):
        super().clean()
        if self.copied_from_id and self.pk in originals(self.copied_from_id):
            fault = gettext(
                "“%(copied_from)s” is “%(self)s” itself, or copied from it: two sources are not copies of each other."
            ) % {"copied_from": self.copied_from, "self": self}
            raise ValidationError({"copied_from": fault})

    def derive(self):
        """Set the keys that lists sort by, and that duplicates and searches are found by."""
        self.sort_key = title_sort_key(self.title, "")
        self.title_key = fold(self.title)[:200]
        self.search_text = search_text(self.title, self.authors, self.edition, self.publisher)

    @property
    def slug(self):
        return slug(self.title, "source")

    @property
    def author_names(self):
        return self.authors.splitlines()

    @property
    def public_original(self):
        """The source that it copies, if visitors see that one."""
        original = self.copied_from
        return original if original and original.is_shown else None


def originals(key):
    """Return the keys of a source and of all that it is copied from, from the copy on."""
    keys = []
    while key and key not in keys and len(keys) < MOST_COPIES:
        keys.append(key)
        key = Source.objects.filter(pk=key).values_list("copied_from", flat=True).first()
    return keys

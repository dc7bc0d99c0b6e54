from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.models.base import Derived, Publishable, PublishableQuerySet, on_published_film
from catalog.models.columns import position_field
from catalog.page_languages import page_path
from catalog.texts.folding import LineField, search_text, slug
from catalog.texts.markdown import render_markdown
from catalog.texts.sorting import SortKeyField, title_sort_key


class CuratedListQuerySet(PublishableQuerySet):
    def listed(self):
        """Published lists, newest publication first."""
        return self.published().order_by(F("published_from").desc(), "-id")

    def lock(self):
        """Lock the lists until the transaction ends, always in the order of their keys; return the keys."""
        return list(self.order_by("pk").select_for_update(no_key=True, of=("self",)).values_list("pk", flat=True))

    def touch(self):
        """Note on the lists that their entries or pictures have changed."""
        return self.update(updated_at=timezone.now())

    touch.alters_data = True


class CuratedList(Derived, Publishable):
    """Films in an order, with a note on each: a club's programme, a magazine's hundred best.

    Its title, text and notes are in one language; the same list in another language is another list.
    """

    title = LineField(_("title"), max_length=300)
    language = models.ForeignKey(
        "Language",
        models.PROTECT,
        verbose_name=_("language"),
        related_name="+",
        default="en",
        help_text=_("Which language the title, the text and the notes are in."),
    )
    text = models.TextField(
        _("text"),
        blank=True,
        help_text=_("Markdown. Who chose the films, and how. All visitors read it, so give no ending away."),
    )
    html = models.TextField(editable=False, default="")
    sort_key = SortKeyField(_("sort key"))
    search_text = models.TextField(editable=False, default="")

    objects = CuratedListQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        verbose_name = _("list")
        verbose_name_plural = _("lists")
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(title=""),
                name="curated_list_title",
                violation_error_message=_("A list has a title; “Untitled” will do."),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-published_from", "-id"], name="curated_list_newest"),
            models.Index(fields=["sort_key", "id"], name="curated_list_sort"),
            models.Index(fields=["updated_at", "id"], name="curated_list_updated"),
        ]
        permissions = [("publish_curatedlist", "Can publish and withdraw lists")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return page_path("curated_list", self.pk, self.slug)

    def clean_fields(self, exclude=None):
        """Refuse spoiler levels in the text, too: a list has none, so nobody would be spared what stands under them."""
        super().clean_fields(exclude)
        if not (exclude and "text" in exclude):
            rendering = render_markdown(self.text)
            if rendering.faults or any(section["spoiler_level"] is not None for section in rendering.sections):
                message = _(
                    "The text of a list has no spoiler levels: all visitors read the whole of it. Take the braces away."
                )
                raise ValidationError({"text": message})

    @property
    def slug(self):
        return slug(self.title, "list")

    def derive(self):
        """Render the text, and set the keys by which lists are sorted and searched."""
        self.html = render_markdown(self.text).html
        self.sort_key = title_sort_key(self.title, self.language_id or "")
        self.search_text = search_text(self.title)


class ListEntryQuerySet(models.QuerySet):
    def public(self):
        """Entries that visitors see: published films in published lists."""
        return self.filter(on_published_film("film__"), on_published_film("curated_list__"))

    def delete(self):
        with transaction.atomic():
            lists = list(self.values_list("curated_list_id", flat=True).distinct())
            counts = super().delete()
            CuratedList.objects.filter(pk__in=lists).touch()
        return counts

    delete.alters_data = True
    delete.queryset_only = True


class ListEntry(models.Model):
    """A film in a list. Visitors number the entries by those that they see, so an unpublished film leaves no gap."""

    curated_list = models.ForeignKey(CuratedList, models.CASCADE, related_name="entries", verbose_name=_("list"))
    film = models.ForeignKey("Film", models.PROTECT, verbose_name=_("film"), related_name="list_entries")
    note = models.TextField(
        _("note"),
        blank=True,
        help_text=_("Why it is here, or when it is shown. Plain text. An empty line separates paragraphs."),
    )
    position = position_field()

    objects = ListEntryQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("film of a list")
        verbose_name_plural = _("films of lists")
        constraints = [
            models.UniqueConstraint(
                fields=["curated_list", "film"],
                name="list_entry_once",
                violation_error_message=_("The list has this film already."),
            )
        ]
        indexes = [models.Index(fields=["curated_list", "position", "id"], name="list_entry_order")]

    def __str__(self):
        return str(self.film)

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            CuratedList.objects.filter(pk=self.curated_list_id).touch()

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            counts = super().delete(*args, **kwargs)
            CuratedList.objects.filter(pk=self.curated_list_id).touch()
        return counts

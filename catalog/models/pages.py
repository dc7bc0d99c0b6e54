"""The site's own pages: about, imprint, privacy, press. A page has a slug, and texts in the site's languages."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from catalog.models.base import Publishable, PublishableQuerySet
from catalog.models.columns import one_or_none, position_field
from catalog.models.sites import PageLanguageField, SiteRow, SiteRowQuerySet
from catalog.page_languages import page_path
from catalog.texts.folding import LineField
from catalog.texts.markdown import page_html
from catalog.texts.plain_text import plain_text

MOST_OF_SUMMARY = 160


class PagePlace(models.TextChoices):
    MENU = "menu", _("in the menu")
    FOOTER = "footer", _("at the foot")


class PageQuerySet(SiteRowQuerySet, PublishableQuerySet):
    def touch(self):
        """Note on the pages that their texts have changed."""
        return self.update(updated_at=timezone.now())

    touch.alters_data = True


class Page(SiteRow, Publishable):
    """A page of the site, in one language or in several."""

    slug = models.SlugField(
        _("slug"),
        max_length=60,
        unique=True,
        help_text=_("As the address writes it: about, imprint, press. Links to the page break if it changes."),
    )
    place = models.CharField(
        _("where pages lead to it"),
        max_length=6,
        choices=PagePlace,
        blank=True,
        help_text=_("From all pages; or from none, if your own texts lead to it."),
    )
    position = position_field()

    objects = PageQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("page of the site")
        verbose_name_plural = _("pages of the site")
        constraints = [*Publishable.Meta.constraints, one_or_none("place", PagePlace, "page_place")]
        indexes = [models.Index(fields=["state", "published_from"], name="page_published")]
        permissions = [("publish_page", "Can publish and withdraw pages of the site")]

    def __str__(self):
        return self.slug

    def get_absolute_url(self):
        return page_path("page", self.slug)


class PageTextQuerySet(SiteRowQuerySet):
    def public(self):
        """Texts of published pages."""
        return self.filter(page__in=Page.objects.published())


class PageText(SiteRow):
    """A page in one language."""

    page = models.ForeignKey(Page, models.CASCADE, verbose_name=_("page"), related_name="texts")
    language = PageLanguageField(_("language"))
    title = LineField(_("title"), max_length=120)
    body = models.TextField(_("text"), help_text=_("Markdown."))
    html = models.TextField(editable=False, default="")

    objects = PageTextQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = _("text of a page")
        verbose_name_plural = _("texts of pages")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "language"],
                name="page_text_once",
                violation_error_message=_("The page has a text in this language already: change that one."),
            )
        ]

    def __str__(self):
        return f"{self.title} ({dict(settings.LANGUAGES).get(self.language, self.language)})"

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            Page.objects.filter(pk=self.page_id).touch()

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            counts = super().delete(*args, **kwargs)
            Page.objects.filter(pk=self.page_id).touch()
        return counts

    def derive(self):
        """Render the text."""
        self.html = page_html(self.body)

    @property
    def summary(self):
        """Its first words, for search engines and for those with whom the page is shared."""
        return Truncator(" ".join(plain_text(self.html).split())).chars(MOST_OF_SUMMARY)

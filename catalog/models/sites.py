"""The site as its owner wants it: one row, and its texts, one row a language."""

import secrets
import uuid
from pathlib import PurePath

from django.apps import apps as site_apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from catalog.colours import COLOUR, validate_dark_colour, validate_light_colour
from catalog.models.base import Dated, Derived
from catalog.models.images import delete_files, written_stems
from catalog.models.places import validate_language_tag
from catalog.pictures import encoded_logo
from catalog.texts.folding import LineField
from catalog.texts.markdown import page_html, render_markdown

# The key of the one row.
THE_SITE = 1


class PageLanguageField(LineField):
    """One of the languages of the site's pages. A row may keep one that the site no longer has."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 35, "validators": [validate_language_tag]} | kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {key: value for key, value in kwargs.items() if key != "validators"}


class ColourField(LineField):
    """A colour as `#1a4f7a`. Capitals are accepted, and a missing #."""

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {key: value for key, value in kwargs.items() if key != "validators"}

    def to_python(self, value):
        line = super().to_python(value)
        colour = f"#{line.lower().removeprefix('#')}" if isinstance(line, str) else ""
        return colour if COLOUR.match(colour) else line


class SiteQuerySet(models.QuerySet):
    def update(self, **fields):
        return super().update(**fields | {"stamp": new_stamp()})

    def renew_stamp(self):
        """Let each process read the site anew: something that all pages show has changed."""
        return self.update()

    renew_stamp.alters_data = True


class SiteRowQuerySet(models.QuerySet):
    """Rows that all pages may show: whatever changes them renews the site's stamp."""

    def update(self, **fields):
        with transaction.atomic():
            row_count = super().update(**fields)
            Site.objects.renew_stamp()
        return row_count

    def delete(self):
        with transaction.atomic():
            counts = super().delete()
            Site.objects.renew_stamp()
        return counts

    delete.alters_data = True
    delete.queryset_only = True


class SiteRow(Derived):
    """A row that all pages may show."""

    objects = SiteRowQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            Site.objects.renew_stamp()

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            counts = super().delete(*args, **kwargs)
            Site.objects.renew_stamp()
        return counts


def new_stamp():
    return secrets.token_hex(16)


class Site(Derived, Dated):
    """The site: what it is called, how it looks, and what it says of itself."""

    name = LineField(
        _("name"),
        max_length=80,
        blank=True,
        help_text=_("On all pages and in what is shared. Empty: the name in the settings, SITE_NAME."),
    )
    light_colour = ColourField(
        _("colour on light pages"),
        max_length=7,
        blank=True,
        validators=[validate_light_colour],
        help_text=_("Of links, buttons and marks: #1a4f7a. It must be dark enough to be read. Empty: the usual one."),
    )
    dark_colour = ColourField(
        _("colour on dark pages"),
        max_length=7,
        blank=True,
        validators=[validate_dark_colour],
        help_text=_("The same for readers who like dark pages: #8ec5f0. It must be pale enough to be read."),
    )
    logo = models.FileField(
        _("logo"),
        upload_to="images/",
        blank=True,
        help_text=_(
            "Beside the name, as high as a line of it, and in the tabs of browsers. JPEG, PNG, WebP, AVIF or TIFF; what is "
            "transparent becomes white. Empty: the mark of the software."
        ),
    )
    logo_width = models.PositiveSmallIntegerField(editable=False, default=0)
    logo_height = models.PositiveSmallIntegerField(editable=False, default=0)
    shows_copies = models.BooleanField(
        _("copies are shown"),
        null=True,
        blank=True,
        choices=[(None, _("as SHOW_COPIES in the settings says")), (True, _("yes")), (False, _("no"))],
        help_text=_(
            "Whether visitors see which copies are held, on the pages of films and in the API, but for removed ones; never their "
            "condition, acquisition and note."
        ),
    )
    contact_email = models.EmailField(
        _("contact"), max_length=254, blank=True, help_text=_("An address for readers, at the foot of all pages.")
    )
    # Renewed with whatever all pages show, so that each process knows when to read it anew.
    stamp = models.CharField(max_length=32, editable=False, default="")

    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("site")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=THE_SITE),
                name="site_one",
                violation_error_message=_("There is one site: change it."),
            )
        ]

    def __str__(self):
        return self.name or settings.SITE_NAME

    def clean(self):
        super().clean()
        if self.logo and not self.logo._committed:
            try:
                encoded_logo(self.logo.file)
            except ValidationError as error:
                raise ValidationError({"logo": error}) from error

    def save(self, *args, **kwargs):
        stem = uuid.uuid4().hex if self.logo and not self.logo._committed else ""
        try:
            if stem:
                self.encode_logo(stem)
            super().save(*args, **kwargs)
        except BaseException:
            if stem:
                delete_files(stem)
            raise
        if stem and (stems := written_stems.get()) is not None:
            stems.append(stem)

    def encode_logo(self, stem):
        """Replace the uploaded file by the pictures that pages show."""
        logo = encoded_logo(self.logo.file)
        self.logo_width, self.logo_height = logo.width, logo.height
        self.logo.storage.save(f"images/{stem}-icon.png", ContentFile(logo.icon_png))
        self.logo.save(f"{stem}-logo.png", ContentFile(logo.png), save=False)

    @property
    def logo_stem(self):
        """The random part of the logo's addresses, new for each uploaded file; "" without a logo."""
        return PurePath(self.logo.name).name.partition("-")[0] if self.logo else ""

    def derive(self):
        self.stamp = new_stamp()


class SiteText(SiteRow):
    """What the site says of itself in one language."""

    site = models.ForeignKey(Site, models.CASCADE, verbose_name=_("site"), related_name="texts")
    language = PageLanguageField(_("language"))
    is_offered = models.BooleanField(
        _("offered to readers"),
        default=True,
        help_text=_(
            "Not ticked: the pages in this language answer, but no page, search engine or sitemap leads to them. "
            "The first language is always offered."
        ),
    )
    home_heading = LineField(_("heading of the home page"), max_length=120, blank=True)
    home_text = models.TextField(_("text of the home page"), blank=True, help_text=_("Markdown."))
    footer_text = models.TextField(_("text at the foot of all pages"), blank=True, help_text=_("Markdown."))
    home_html = models.TextField(editable=False, default="")
    footer_html = models.TextField(editable=False, default="")

    class Meta:
        ordering = ["id"]
        verbose_name = _("text of the site")
        verbose_name_plural = _("texts of the site")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "language"],
                name="site_text_once",
                violation_error_message=_("The site has texts in this language already: change those."),
            )
        ]

    def __str__(self):
        return dict(settings.LANGUAGES).get(self.language, self.language)

    def derive(self):
        """Render the texts."""
        self.home_html = page_html(self.home_text)
        self.footer_html = render_markdown(self.footer_text).html


def make_site_after_migrate(using, apps=site_apps, **kwargs):
    """Make the one row of the site in a database that was migrated; not in one that was taken back to before it had one."""
    if "site" in apps.all_models["catalog"]:
        apps.get_model("catalog", "Site")._base_manager.using(using).get_or_create(
            pk=THE_SITE, defaults={"stamp": new_stamp()}
        )

import uuid
from contextvars import ContextVar
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog import pictures
from catalog.models.base import Publishable, PublishableQuerySet, ShowingQuerySet, ShowingRow, on_published_film
from catalog.models.choices import SpoilerLevel
from catalog.models.columns import one_of, position_field, spoiler_field
from catalog.models.of_version import OfVersion
from catalog.texts.folding import LineField

# The stems of the pictures that a running save wrote, whose files go if it fails; None outside of `atomic_or_refused`.
written_stems: ContextVar[list[str] | None] = ContextVar("written_stems", default=None)


def delete_files(stem):
    """Delete a picture's files, also one that was cut off when the disk was full."""
    for name in default_storage.listdir("images")[1]:
        if name.startswith(stem):
            default_storage.delete(f"images/{name}")


class ImageKind(models.TextChoices):
    POSTER = "poster", _("poster")
    STILL = "still", _("still")
    PORTRAIT = "portrait", _("portrait")


class ImageQuerySet(ShowingQuerySet, PublishableQuerySet):
    def public(self):
        """Published pictures of published films, of the people in them, and of published lists."""
        people = Image._meta.get_field("person").related_model.objects.published()
        return self.published().filter(on_published_film() | Q(person__in=people) | on_published_film("curated_list__"))

    def posters(self):
        return self._of_kind(ImageKind.POSTER)

    def portraits(self):
        return self._of_kind(ImageKind.PORTRAIT)

    def _of_kind(self, kind):
        """Published pictures of a kind up to the premise: pages show them without asking."""
        pictures = self.published().filter(kind=kind, spoiler_level__lte=SpoilerLevel.PREMISE)
        return pictures.order_by("position", "id")


class Image(OfVersion, ShowingRow, Publishable):
    """A picture of a film, a person or a list: the upload encoded anew, and in several sizes."""

    film = models.ForeignKey(
        "Film", models.CASCADE, verbose_name=_("film"), null=True, blank=True, related_name="images"
    )
    person = models.ForeignKey(
        "Person", models.CASCADE, verbose_name=_("person"), null=True, blank=True, related_name="images"
    )
    curated_list = models.ForeignKey(
        "CuratedList", models.CASCADE, null=True, blank=True, related_name="images", verbose_name=_("list")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=ImageKind, default=ImageKind.STILL)
    file = models.FileField(
        _("picture"),
        upload_to="images/",
        help_text=_(
            "JPEG, PNG, WebP, AVIF or TIFF, up to 20 MB, 50 million pixels and 16,000 a side. It is encoded anew in sRGB, and "
            "what else the file holds is dropped."
        ),
    )
    alt = LineField(
        _("text for people who can't see it"),
        max_length=300,
        help_text=_("What the picture shows, in a sentence, without “image of”."),
    )
    caption = LineField(_("caption"), max_length=300, blank=True)
    credit_line = LineField(_("credit line"), max_length=200, blank=True, help_text=_("Whose picture it is."))
    source = models.ForeignKey(
        "Source", models.PROTECT, verbose_name=_("source"), null=True, blank=True, related_name="images"
    )
    licence = LineField(_("licence"), max_length=200, blank=True, help_text=_("Under which terms it may be shown."))
    spoiler_level = spoiler_field()
    position = position_field()
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    renditions = models.JSONField(
        editable=False,
        default=list,
        help_text=_("What is served: name, width, height and format of each, small to large."),
    )

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["position", "id"]
        constraints = [
            *Publishable.Meta.constraints,
            one_of("kind", ImageKind, "image_kind"),
            models.CheckConstraint(
                condition=Q(film__isnull=False, person__isnull=True, curated_list__isnull=True)
                | Q(film__isnull=True, person__isnull=False, curated_list__isnull=True)
                | Q(film__isnull=True, person__isnull=True, curated_list__isnull=False),
                name="image_of_one",
                violation_error_message=_("A picture belongs to a film, a person or a list: to one of these."),
            ),
            models.CheckConstraint(
                condition=~Q(alt=""),
                name="image_alt",
                violation_error_message=_("A picture needs a text for people who can't see it."),
            ),
        ]

    def __str__(self):
        return self.alt

    def clean(self):
        super().clean()
        if self.file and not self.file._committed:
            try:
                pictures.encoded_picture(self.file.file)
            except ValidationError as error:
                raise ValidationError({"file": error}) from error

    def save(self, *args, **kwargs):
        stem = uuid.uuid4().hex if self.file and not self.file._committed else ""
        try:
            if stem:
                self.encode(stem)
            super().save(*args, **kwargs)
        except BaseException:
            if stem:
                delete_files(stem)
            raise
        if stem and (stems := written_stems.get()) is not None:
            stems.append(stem)
        self.touch_owner()

    def touch_owner(self):
        """Note on its film or list that it has changed."""
        for name, key in (("film", self.film_id), ("curated_list", self.curated_list_id)):
            if key:
                Image._meta.get_field(name).related_model.objects.filter(pk=key).touch()

    def encode(self, stem):
        """Replace the uploaded file by a new JPEG of its picture, and write the sizes that pages show."""
        picture = pictures.encoded_picture(self.file.file)
        self.width, self.height = picture.width, picture.height
        self.file.save(f"{stem}.jpg", ContentFile(picture.jpeg), save=False)
        self.renditions = [*self.write_renditions(picture.renditions)]

    def write_renditions(self, renditions):
        """Write the files of renditions; yield of each what `renditions` says."""
        for width, height, kind, content in renditions:
            self.file.storage.save(f"images/{self.stem}-{width}.{kind}", ContentFile(content))
            yield {"name": f"{width}.{kind}", "width": width, "height": height, "format": kind}

    @property
    def missing_widths(self):
        """The widths that we show pictures in today and that this one has not."""
        present_widths = {rendition["width"] for rendition in self.renditions}
        return [width for width in pictures.widths_of(self.width) if width not in present_widths]

    def add_missing_widths(self):
        """Write the renditions that it lacks, from its JPEG, and store the row. Its address stays; no history tells of it."""
        widths = self.missing_widths
        with self.file.storage.open(self.file.name) as file:
            new_renditions = pictures.renditions_of_jpeg(file, widths)
        for width, __, kind, __ in new_renditions:
            # What an earlier attempt wrote may be cut off.
            self.file.storage.delete(f"images/{self.stem}-{width}.{kind}")
        renditions = [*self.renditions, *self.write_renditions(new_renditions)]
        renditions.sort(key=lambda rendition: (rendition["width"], rendition["format"]))
        with transaction.atomic():
            # Not where an editor has replaced the file meanwhile.
            Image._base_manager.filter(pk=self.pk, file=self.file.name).update(renditions=renditions)
            self.touch_owner()

    @property
    def stem(self):
        """The random part of its addresses, new for each uploaded file."""
        return PurePath(self.file.name).stem

    def rendition_url(self, name):
        return reverse("image", args=[self.pk, self.stem, name])

    def sizes(self, kind):
        """The renditions of a format, small to large, each with its `url`."""
        return [
            rendition | {"url": self.rendition_url(rendition["name"])}
            for rendition in self.renditions
            if rendition["format"] == kind
        ]

    @property
    def largest(self):
        """The largest WebP rendition, for readers that take a single address."""
        return self.sizes("webp")[-1]

"""Countries and languages: codes of ISO 3166, former states included, and BCP 47 tags."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef

from catalog.models.base import on_published_film
from catalog.models.vocabulary import TermQuerySet
from catalog.texts.folding import LineField
from catalog.vocabulary.names import explain_ambiguous_code

HOW_TO_WRITE_A_CODE = (
    "Write the two capital letters of ISO 3166-1, such as PL, or the four of ISO 3166-3 for a former state whose two "
    "letters were given twice, such as CSHH."
)


class Country(models.Model):
    code = models.CharField(
        "ISO 3166 code",
        max_length=4,
        primary_key=True,
        validators=[RegexValidator(r"^[A-Z]{2}([A-Z]{2})?\Z", HOW_TO_WRITE_A_CODE)],
    )
    name = LineField(max_length=80, unique=True)

    objects = TermQuerySet.as_manager()
    films_path = "films"

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "countries"

    def __str__(self):
        return self.name

    def clean(self):
        if explanation := explain_ambiguous_code(self.code):
            raise ValidationError({"code": explanation}, code="ambiguous")


class LanguageQuerySet(TermQuerySet):
    def _used(self):
        """Return the condition that visitors read a tag: of a film, or of a version that does not lead."""
        languages = apps.get_model("catalog", "versionlanguage").objects.filter(language=OuterRef("pk"))
        return super()._used() | Exists(
            languages.filter(on_published_film("version__film__"), on_published_film("version__"))
        )


class Language(models.Model):
    tag = models.CharField(
        "BCP 47 tag",
        max_length=35,
        primary_key=True,
        validators=[
            RegexValidator(
                r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?\Z",
                "Write a BCP 47 tag, such as pl, pt-BR or zh-Hant.",
            )
        ],
    )
    name = LineField(max_length=80, unique=True)

    objects = LanguageQuerySet.as_manager()
    films_path = "films"

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

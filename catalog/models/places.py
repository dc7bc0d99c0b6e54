"""Countries and languages: ISO 3166-1 alpha-2 codes, former states included, and BCP 47 tags."""

from django.core.validators import RegexValidator
from django.db import models


class Country(models.Model):
    code = models.CharField(
        "ISO 3166-1 code",
        max_length=2,
        primary_key=True,
        validators=[RegexValidator(r"^[A-Z]{2}\Z", "Write the two capital letters of ISO 3166-1, such as PL.")],
    )
    name = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "countries"

    def __str__(self):
        return self.name


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
    name = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

from babel import Locale
from django.core.exceptions import ValidationError
from django.db import models

from catalog.models.base import Derived, null_as_empty, one_or_none
from catalog.models.films import Film, FilmDefiningPart
from catalog.models.of_version import OfVersion
from catalog.texts.folding import LineField
from catalog.texts.sorting import SortKeyField, title_sort_key


class TitleKind(models.TextChoices):
    ORIGINAL = "original", "original title"
    WORKING = "working", "working title"
    RELEASE = "release", "release title"
    RESTORATION = "restoration", "title of a restoration"
    TRANSLITERATION = "transliteration", "transliteration"
    SUPPLIED = "supplied", "supplied title"


def refuse_unknown_script(code):
    """Raise ValidationError where CLDR knows no script of a code."""
    if code not in Locale("en").scripts:
        raise ValidationError(
            f"“{code}” is no script. Write the four letters of ISO 15924, such as Latn, Cyrl or Hans.", code="script"
        )


class ScriptField(models.CharField):
    """The code of a script, as ISO 15924 writes it: one capital and three small letters."""

    def to_python(self, value):
        return value.strip().title() if isinstance(value, str) else super().to_python(value)

    def deconstruct(self):
        # The column is that of a CharField, so a migration needs to know no more.
        name, _, args, kwargs = super().deconstruct()
        kwargs.pop("validators", None)
        return name, "django.db.models.CharField", args, kwargs


class Title(OfVersion, Derived, FilmDefiningPart):
    """A name of the film in a language or country."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="titles")
    title = LineField(max_length=300)
    kind = models.CharField(max_length=16, choices=TitleKind, blank=True)
    language = models.ForeignKey("Language", models.PROTECT, null=True, blank=True, related_name="+")
    script = ScriptField(
        max_length=4,
        blank=True,
        validators=[refuse_unknown_script],
        help_text="Only where it isn't the usual one of the language: Latn of a Russian title in Latin letters.",
    )
    country = models.ForeignKey("Country", models.PROTECT, null=True, blank=True, related_name="+")
    note = LineField(
        max_length=200, blank=True, help_text="What the other fields can't say: on television, on the poster."
    )
    sort_key = SortKeyField()

    class Meta:
        ordering = ["sort_key", "id"]
        constraints = [
            models.UniqueConstraint(
                "film",
                "title",
                null_as_empty("language"),
                null_as_empty("country"),
                name="title_once",
                violation_error_message="The film has this title in this language and country already.",
            ),
            one_or_none("kind", TitleKind, "title_kind"),
        ]

    def __str__(self):
        return self.title

    def derive(self):
        """Set the key that the titles of a film are sorted by."""
        self.sort_key = title_sort_key(self.title, self.language_id or "")

    @property
    def language_tag(self):
        """The BCP 47 tag of the language in its script, ru-Latn; "" where the language is not known."""
        language, *subtags = self.language_id.split("-") if self.language_id else [""]
        if not (language and self.script) or any(len(part) == 4 for part in subtags):
            return self.language_id or ""
        return "-".join([language, self.script, *subtags])

    @property
    def details(self):
        """What pages say behind it: its kind, where it was used or else in which language, its letters, the note."""
        script = self.script and f"{Locale('en').scripts.get(self.script, self.script)} letters"
        place = self.country or self.language
        return [str(detail) for detail in (self.get_kind_display(), place, script, self.note) if detail]

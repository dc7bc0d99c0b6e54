"""The schemes of ids in other catalogues, which an administrator extends: of which nouns, in which form, at which address."""

from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.models.base import on_published_film
from catalog.models.columns import one_of, one_or_none
from catalog.models.vocabulary import TermQuerySet, shipped_rows
from catalog.texts.check_characters import has_right_check_character
from catalog.texts.folding import LineField, LineListField
from catalog.texts.id_patterns import ADDRESS, LONGEST_ID, PASTED_ADDRESS, fault_of_pattern, fits, read_outside_id

NOUNS = ("film", "person", "company", "subject", "work")


class SchemeNoun(models.TextChoices):
    FILM = "film", _("film")
    PERSON = "person", _("person")
    COMPANY = "company", _("company")
    SUBJECT = "subject", _("subject")
    WORK = "work", _("work a film is based on")


class CheckCharacter(models.TextChoices):
    """How the last character of an id follows from the others."""

    EIDR = "eidr", _("as EIDR: ISO 7064, mod 37,36")
    ISNI = "isni", _("as ISNI: ISO 7064, mod 11-2")
    GND = "gnd", _("as GND, where it has nine characters")


class SchemeQuerySet(TermQuerySet):
    def public(self):
        """Schemes that shipped, and those of ids that visitors see."""
        external_ids = self.model._meta.get_field("external_ids").related_model._base_manager
        is_visible = Q(person__public_from__lte=timezone.now()) | Q(company__public_from__lte=timezone.now())
        for path in ("film__", "subject__films__", "work__films__"):
            is_visible |= on_published_film(path)
        return self.filter(
            Q(pk__in=shipped_rows("scheme")) | Exists(external_ids.filter(is_visible, scheme=OuterRef("pk")))
        )

    def for_noun(self, noun):
        """Schemes that have ids of a noun."""
        return self.filter(forms__noun=noun)


class Scheme(models.Model):
    """A catalogue or registry with ids of its own, such as IMDb or EIDR. A saved scheme keeps its code."""

    code = models.SlugField(
        _("code"),
        primary_key=True,
        max_length=20,
        validators=[
            RegexValidator(
                r"\A[a-z][a-z0-9-]*\Z", _("Write it in small letters of a to z, with figures and hyphens: imdb.")
            )
        ],
        help_text=_("As the API writes it: imdb. It can’t be changed later."),
    )
    name = LineField(_("name"), max_length=40, unique=True, help_text=_("As pages write it: IMDb."))
    check_character = models.CharField(
        _("check character"),
        max_length=10,
        choices=CheckCharacter,
        blank=True,
        help_text=_("Refuses ids in which it is wrong: most mistypings."),
    )

    objects = SchemeQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("scheme of outside ids")
        verbose_name_plural = _("schemes of outside ids")
        constraints = [one_or_none("check_character", CheckCharacter, "scheme_check_character")]

    def __str__(self):
        return self.name


def fault_of_address(text):
    """Say what is wrong with the address of an id's page, "" where nothing is."""
    if not text or ADDRESS.fullmatch(text):
        return ""
    advice = gettext("Write it with https:// and with {} in the place of the id: https://www.imdb.com/title/{}/.")
    return gettext("“%(text)s” is no address of a page with the place of its id. %(advice)s") % {
        "text": text,
        "advice": advice,
    }


def fault_of_other_addresses(text):
    """Say which line is no address by which an id can be recognized, "" where all are."""
    lines = [line for line in text.splitlines() if not PASTED_ADDRESS.fullmatch(line)]
    advice = gettext("Write it with https:// and with {} in the place of the id, and * for a title before it.")
    return (
        gettext("“%(lines)s” is no address with the place of the id. %(advice)s")
        % {"lines": lines[0], "advice": advice}
        if lines
        else ""
    )


class SchemeForm(models.Model):
    """What ids of one noun look like in a scheme, and where the page of an id is."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, verbose_name=_("scheme"), related_name="forms")
    noun = models.CharField(_("noun"), max_length=10, choices=SchemeNoun)
    pattern = models.CharField(
        _("pattern"),
        max_length=200,
        help_text=_("A regular expression that the whole id matches: tt\\d{7,10}."),
    )
    example = LineField(_("example"), max_length=LONGEST_ID, help_text=_("An id of this form: tt0017136."))
    address = LineField(
        _("address"),
        max_length=200,
        blank=True,
        help_text=_(
            "Of the page of an id, with {} in its place: https://www.imdb.com/title/{}/. Empty: there are no pages."
        ),
    )
    other_addresses = LineListField(
        _("other addresses"),
        blank=True,
        help_text=_(
            "One a line: by these, too, the id in a pasted address is recognized. * stands for a title before it."
        ),
    )

    class Meta:
        ordering = ["scheme_id", "id"]
        verbose_name = _("form of an id")
        verbose_name_plural = _("forms of ids")
        constraints = [
            one_of("noun", SchemeNoun, "scheme_form_noun"),
            models.UniqueConstraint(
                fields=["scheme", "noun"],
                name="scheme_form_once",
                violation_error_message=_("The scheme has a form for this noun already."),
            ),
        ]

    def __str__(self):
        return f"{self.scheme}: {self.get_noun_display()}"

    def clean(self):
        super().clean()
        faults = {
            "pattern": fault_of_pattern(self.pattern),
            "address": fault_of_address(self.address),
            "other_addresses": fault_of_other_addresses(self.other_addresses),
        }
        if not faults["pattern"] and self.read(self.example) != self.example:
            faults["example"] = gettext("“%(example)s” is no id of this pattern, or its check character is wrong.") % {
                "example": self.example
            }
        if faults := {name: fault for name, fault in faults.items() if fault}:
            raise ValidationError(faults)

    def takes(self, text):
        return fits(self.pattern, text)

    def read(self, text):
        """Return the id that a text is, or that stands in the address of a page that it is; None where it is neither."""
        addresses = [*filter(None, [self.address]), *self.other_addresses.splitlines()]
        outside_id = read_outside_id(text, self.pattern, addresses)
        is_right = outside_id and has_right_check_character(self.scheme.check_character, outside_id)
        return outside_id if is_right else None


def page_address(address, outside_id):
    """Return the address of an id's page; "" where the scheme has no pages."""
    return address.replace("{}", quote(outside_id, safe="/:"))

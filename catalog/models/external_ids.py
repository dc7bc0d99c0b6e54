from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, OuterRef, Q, Subquery, Value, When
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.models.base import kept_complete
from catalog.models.schemes import NOUNS, Scheme, SchemeForm, page_address
from catalog.texts.folding import LineField
from catalog.texts.id_patterns import LONGEST_ID

# An error quotes so much of what was typed: an address of a page fits.
MOST_QUOTED = 200


def only_of(owner):
    """Return the condition that an outside id belongs to this noun and to no other."""
    return Q(**{f"{noun}__isnull": noun != owner for noun in NOUNS})


class OutsideIdField(LineField):
    """An id in another catalogue. Forms take the address of its page there, too."""

    def clean(self, value, model_instance):
        """Return the id that was typed, or the id in the address that was typed. Raise ValidationError that quotes it."""
        text = self.to_python(value) or ""
        form = model_instance.scheme_form
        if text and form:
            outside_id = form.read(text)
            if outside_id is None:
                raise ValidationError(refusal(form, text), code="invalid")
            text = outside_id
        return super().clean(text, model_instance)


def refusal(form, text):
    """Say why a text is no id of a scheme, and how to write one."""
    advice = gettext("Write it like %(example)s, or paste the address of its page there.") % {"example": form.example}
    if form.takes(text):
        advice = gettext(
            "Its check character is wrong, so a character is mistyped: compare it with where you have it from."
        )
    return gettext("“%(text)s” is no id of %(scheme)s (%(noun)s). %(advice)s") % {
        "text": text[:MOST_QUOTED],
        "scheme": form.scheme,
        "noun": form.get_noun_display(),
        "advice": advice,
    }


class ExternalIdQuerySet(models.QuerySet):
    def with_addresses(self):
        """Add the scheme, and `address`: where the page of an id is, in the scheme's form for its noun."""
        owner = Case(*(When(**{f"{noun}__isnull": False}, then=Value(noun)) for noun in NOUNS))
        forms = SchemeForm.objects.filter(scheme=OuterRef("scheme"), noun=OuterRef("owner_noun"))
        rows = self.select_related("scheme").annotate(owner_noun=owner)
        return rows.annotate(address=Subquery(forms.values("address")[:1]))

    def with_owners(self):
        return self.select_related("scheme", *NOUNS)

    def delete(self):
        with kept_complete(list(self.values_list("film_id", flat=True).distinct())):
            return super().delete()

    delete.alters_data = True
    delete.queryset_only = True


class ExternalId(models.Model):
    """The id of a film, a person, a company, a subject or a work in another catalogue."""

    film = models.ForeignKey(
        "Film", models.CASCADE, verbose_name=_("film"), null=True, blank=True, related_name="external_ids"
    )
    person = models.ForeignKey(
        "Person", models.CASCADE, verbose_name=_("person"), null=True, blank=True, related_name="external_ids"
    )
    company = models.ForeignKey(
        "Company", models.CASCADE, verbose_name=_("company"), null=True, blank=True, related_name="external_ids"
    )
    subject = models.ForeignKey(
        "Subject", models.CASCADE, verbose_name=_("subject"), null=True, blank=True, related_name="external_ids"
    )
    work = models.ForeignKey(
        "Work", models.CASCADE, verbose_name=_("work"), null=True, blank=True, related_name="external_ids"
    )
    scheme = models.ForeignKey(Scheme, models.PROTECT, verbose_name=_("scheme"), related_name="external_ids")
    value = OutsideIdField(_("id"), max_length=LONGEST_ID, help_text=_("Only the id, not the address: tt1023114."))

    objects = ExternalIdQuerySet.as_manager()

    class Meta:
        ordering = ["scheme_id", "value"]
        verbose_name = _("outside id")
        verbose_name_plural = _("outside ids")
        constraints = [
            models.CheckConstraint(
                condition=Q(*(only_of(noun) for noun in NOUNS), _connector=Q.OR),
                name="external_id_of_one",
                violation_error_message=_(
                    "An outside id belongs to a film, a person, a company, a subject or a work: to one of the five."
                ),
            ),
            *(
                models.UniqueConstraint(
                    fields=["scheme", "value"],
                    condition=Q(**{f"{noun}__isnull": False}),
                    name=f"external_id_once_a_{noun}",
                    violation_error_message=_("Another one has this id already."),
                )
                for noun in NOUNS
            ),
        ]

    def __str__(self):
        return f"{self.scheme} {self.value}"

    def save(self, *args, **kwargs):
        with kept_complete([self.film_id]):
            super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        with kept_complete([self.film_id]):
            return super().delete(*args, **kwargs)

    @property
    def noun(self):
        """The noun that it belongs to; the row of that noun may not be saved yet."""
        owner = {noun: self._meta.get_field(noun).get_cached_value(self, None) for noun in NOUNS}
        return next((noun for noun in NOUNS if getattr(self, f"{noun}_id") or owner[noun]), "film")

    @property
    def owner(self):
        return getattr(self, self.noun)

    @property
    def scheme_form(self):
        """The scheme's form for its noun, None where it has none."""
        return SchemeForm.objects.filter(scheme=self.scheme_id, noun=self.noun).select_related("scheme").first()

    @property
    def url(self):
        """The address of its page; "" where the scheme has no pages."""
        if "address" in vars(self):
            return page_address(self.address or "", self.value)
        form = self.scheme_form
        return page_address(form.address, self.value) if form else ""

    def clean(self):
        super().clean()
        if self.scheme_id is None:
            return
        if self.scheme_form is None:
            raise ValidationError(
                {
                    "scheme": gettext("%(scheme)s has no ids of this kind (%(noun)s).")
                    % {
                        "scheme": self.scheme,
                        "noun": type(self)._meta.get_field(self.noun).related_model._meta.verbose_name,
                    }
                }
            )
        if row := self.find_holder():
            raise ValidationError({"value": ValidationError(row.claim, code="held", params={"row": row})})

    def find_holder(self):
        """Return the row of the same noun that has this id already, None where none has it."""
        rows = ExternalId.objects.filter(scheme=self.scheme_id, value=self.value, **{f"{self.noun}__isnull": False})
        return rows.exclude(pk=self.pk).with_owners().first()

    @property
    def claim(self):
        """Whose the id is: “IMDb tt0017136 belongs to another one already: Metropolis (film 1)”."""
        return gettext("%(id)s belongs to another one already: %(owner)s (%(noun)s %(number)s).") % {
            "id": self,
            "owner": self.owner,
            "noun": self.owner._meta.verbose_name,
            "number": self.owner.pk,
        }

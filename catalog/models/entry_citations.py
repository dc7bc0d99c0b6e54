"""What sources say of people, companies and works."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.models import moments
from catalog.models.base import kept_sources_public
from catalog.models.facts import ENTRIES
from catalog.texts.folding import LineField

FIELD_OR_NAME = _("Choose the field that the source states, or one name of the person: one of the two.")
NO_FIELD = _("Choose the field that the source states.")


def only_of(owner):
    """Return the condition that a citation belongs to an entry of this noun and to no other."""
    return Q(**{f"{noun}__isnull": noun != owner for noun in ENTRIES})


class EntryCitationQuerySet(models.QuerySet):
    def public(self):
        """Citations without those that could tell what visitors don't see: a company's owner, or names kept from them."""
        return self.filter(
            ~Q(field="parent") | Q(company__parent__public_from__lte=timezone.now()), moments.of_public_names()
        )

    def with_sources(self):
        return self.select_related("source", "person_name").order_by("id")

    def update(self, **fields):
        source = fields.get("source", fields.get("source_id"))
        with kept_sources_public({*self._sources(), getattr(source, "pk", source)}):
            return super().update(**fields)

    def delete(self):
        with kept_sources_public(self._sources()):
            return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def bulk_create(self, objs, *args, **kwargs):
        rows = list(objs)
        with kept_sources_public({row.source_id for row in rows}):
            return super().bulk_create(rows, *args, **kwargs)

    def _sources(self):
        return set(self.order_by().values_list("source", flat=True))


class EntryCitation(models.Model):
    """A source that states a field of a person, a company or a work, or one of the names of a person."""

    person = models.ForeignKey(
        "Person", models.CASCADE, verbose_name=_("person"), null=True, blank=True, related_name="citations"
    )
    company = models.ForeignKey(
        "Company", models.CASCADE, verbose_name=_("company"), null=True, blank=True, related_name="citations"
    )
    work = models.ForeignKey(
        "Work", models.CASCADE, verbose_name=_("work"), null=True, blank=True, related_name="citations"
    )
    source = models.ForeignKey("Source", models.PROTECT, verbose_name=_("source"), related_name="entry_citations")
    field = models.CharField(_("field"), max_length=40, blank=True)
    person_name = models.ForeignKey(
        "PersonName",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="citations",
        verbose_name=_("other name"),
        help_text=_(
            "The one of the person’s other names that the source has. Nobody sees the source of a name kept from the public."
        ),
    )
    quote = models.TextField(_("quote"), blank=True, help_text=_("The source's own words, a few, where they matter."))
    locator = LineField(
        _("page or timecode"),
        max_length=40,
        blank=True,
        help_text=_("Where in the source it stands: p. 41; pp. 12–14; 01:23:45."),
    )
    differs = LineField(
        _("says otherwise"),
        max_length=200,
        blank=True,
        help_text=_("What this source says of it that differs: 1889; Vienna."),
    )

    objects = EntryCitationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = _("source of a person, company or work")
        verbose_name_plural = _("sources of people, companies and works")
        constraints = [
            models.CheckConstraint(
                condition=Q(*(only_of(noun) for noun in ENTRIES), _connector=Q.OR),
                name="entry_citation_of_one",
                violation_error_message=_("It belongs to a person, a company or a work: to one of the three."),
            ),
            models.CheckConstraint(
                condition=(~Q(field="") & Q(person_name__isnull=True))
                | Q(field="", person_name__isnull=False, person__isnull=False),
                name="entry_citation_field",
                violation_error_message=FIELD_OR_NAME,
            ),
            models.UniqueConstraint(
                fields=["source", "person_name"],
                name="entry_citation_once_a_name",
                violation_error_message=_("This source is cited under this name already."),
            ),
            *(
                models.UniqueConstraint(
                    fields=[noun, "source", "field"],
                    condition=~Q(field=""),
                    name=f"entry_citation_once_a_{noun}",
                    violation_error_message=_("This source is cited under this field already."),
                )
                for noun in ENTRIES
            ),
        ]

    def __str__(self):
        return f"{self.source}: {self.row or self.field_label}"

    def save(self, *args, **kwargs):
        saved_row = type(self).objects.filter(pk=self.pk) if self.pk else type(self).objects.none()
        with kept_sources_public({self.source_id, *saved_row.values_list("source", flat=True)}):
            super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        with kept_sources_public({self.source_id}):
            return super().delete(*args, **kwargs)

    @property
    def noun(self):
        """The noun of what it is of, which may not be saved yet."""
        owners = {noun: self._meta.get_field(noun).get_cached_value(self, None) for noun in ENTRIES}
        return next((noun for noun in ENTRIES if getattr(self, f"{noun}_id") or owners[noun]), "")

    @property
    def owner(self):
        """The person, company or work."""
        return getattr(self, self.noun)

    @property
    def row(self):
        """The row of the person that it stands under, a name; None where it stands under a field."""
        return self.person_name if self.person_name_id else None

    @property
    def field_label(self):
        """The label of the field it stands under; "" where it stands under a row."""
        field = ENTRIES[self.noun].get(self.field) if self.noun else None
        return field.label if field else self.field.replace("_", " ")

    def clean(self):
        super().clean()
        if bool(self.field) == bool(self.person_name_id):
            raise ValidationError(FIELD_OR_NAME if self.noun == "person" else NO_FIELD)
        if self.noun and self.field and self.field not in ENTRIES[self.noun]:
            fault = gettext("“%(field)s” is no field that a source is cited for. Choose one of the list.") % {
                "field": self.field
            }
            raise ValidationError({"field": fault})
        if self.person_name_id and self.person_id and self.person_name.person_id != self.person_id:
            raise ValidationError(
                {"person_name": gettext("This is a name of somebody else. Choose one of this person’s.")}
            )

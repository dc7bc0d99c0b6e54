"""What sources say of people, companies and works."""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from catalog.models import showing
from catalog.models.base import refresh_once
from catalog.models.facts import ENTRIES
from catalog.models.person_names import PersonName
from catalog.texts.folding import LineField


def only_of(owner):
    """Return the condition that a citation belongs to an entry of this noun and to no other."""
    return Q(**{f"{noun}__isnull": noun != owner for noun in ENTRIES})


@contextmanager
def kept_sources_public(sources):
    """Keep `public_from` of some sources right while their citations of entries change."""
    with transaction.atomic(), refresh_once():
        showing.note_keys("source", {key for key in sources if key})
        yield


class EntryCitationQuerySet(models.QuerySet):
    def public(self):
        """Citations without those that could tell what visitors don't see: a company's owner, or names kept from them."""
        public_names = PersonName.objects.public().filter(person=OuterRef("person"))
        return self.filter(
            ~Q(field="parent") | Q(company__parent__public_from__lte=timezone.now()),
            ~Q(field="names") | Exists(public_names),
        )

    def with_sources(self):
        return self.select_related("source").order_by("id")

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
    """A source that states a field of a person, a company or a work."""

    person = models.ForeignKey("Person", models.CASCADE, null=True, blank=True, related_name="citations")
    company = models.ForeignKey("Company", models.CASCADE, null=True, blank=True, related_name="citations")
    work = models.ForeignKey("Work", models.CASCADE, null=True, blank=True, related_name="citations")
    source = models.ForeignKey("Source", models.PROTECT, related_name="entry_citations")
    field = models.CharField(max_length=40)
    quote = models.TextField(blank=True, help_text="The source's own words, a few, where they matter.")
    locator = LineField(
        "page or timecode",
        max_length=40,
        blank=True,
        help_text="Where in the source it stands: p. 41; pp. 12–14; 01:23:45.",
    )
    differs = LineField(
        "says otherwise",
        max_length=200,
        blank=True,
        help_text="What this source says of it that differs: 1889; Vienna.",
    )

    objects = EntryCitationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = "source of a person, company or work"
        verbose_name_plural = "sources of people, companies and works"
        constraints = [
            models.CheckConstraint(
                condition=Q(*(only_of(noun) for noun in ENTRIES), _connector=Q.OR),
                name="entry_citation_of_one",
                violation_error_message="It belongs to a person, a company or a work: to one of the three.",
            ),
            models.CheckConstraint(
                condition=~Q(field=""),
                name="entry_citation_field",
                violation_error_message="Choose the field that the source states.",
            ),
            *(
                models.UniqueConstraint(
                    fields=[noun, "source", "field"],
                    name=f"entry_citation_once_a_{noun}",
                    violation_error_message="This source is cited under this field already.",
                )
                for noun in ENTRIES
            ),
        ]

    def __str__(self):
        return f"{self.source}: {self.field_label}"

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
    def field_label(self):
        field = ENTRIES[self.noun].get(self.field) if self.noun else None
        return field.label if field else self.field.replace("_", " ")

    def clean(self):
        super().clean()
        if self.noun and self.field and self.field not in ENTRIES[self.noun]:
            fault = f"“{self.field}” is no field of a {self.noun} that a source is cited for. Choose one of the list."
            raise ValidationError({"field": fault})

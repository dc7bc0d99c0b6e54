"""Other names of people: at birth, on the stage, former ones. Some are kept from the public."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.models import moments
from catalog.models.base import Derived, kept_sources_public
from catalog.models.columns import one_or_none
from catalog.texts.folding import LineField, fold


class NameKind(models.TextChoices):
    BIRTH = "birth", _("name at birth")
    STAGE = "stage", _("stage name")
    FORMER = "former", _("former name")
    SPELLING = "spelling", _("other spelling")


class PersonNameQuerySet(models.QuerySet):
    def public(self):
        """Names that visitors may see and search for."""
        return self.filter(public=True)

    def delete(self):
        """Delete the names, and derive anew what their people are found by."""
        people = self._people()
        with kept_sources_public(moments.sources_of_names(people)):
            counts = super().delete()
            people_of(self.model).filter(pk__in=people).derive()
        return counts

    delete.alters_data = True
    delete.queryset_only = True

    def update(self, **fields):
        with kept_sources_public(moments.sources_of_names(self._people())):
            return super().update(**fields)

    def bulk_create(self, objs, *args, **kwargs):
        rows = list(objs)
        with kept_sources_public(moments.sources_of_names(row.person_id for row in rows)):
            return super().bulk_create(rows, *args, **kwargs)

    def _people(self):
        return list(self.order_by().values_list("person_id", flat=True).distinct())


class PersonName(Derived):
    """Another name of a person. One that is kept from the public is known and found at the desk alone."""

    person = models.ForeignKey("Person", models.CASCADE, verbose_name=_("person"), related_name="names")
    name = LineField(_("name"), max_length=300)
    kind = models.CharField(
        _("kind"), max_length=8, choices=NameKind, blank=True, help_text=_("What kind of name it is; empty: any other.")
    )
    public = models.BooleanField(
        _("public"),
        default=True,
        help_text=_(
            "Without the tick, it stays at the desk: no page, no search and no program of others gives it away."
        ),
    )
    note = LineField(_("note to editors"), max_length=200, blank=True, help_text=_("Visitors never see it."))
    name_key = models.CharField(max_length=300, editable=False, default="")

    objects = PersonNameQuerySet.as_manager()

    class Meta:
        ordering = ["person", "id"]
        verbose_name = _("other name")
        constraints = [
            one_or_none("kind", NameKind, "person_name_kind"),
            models.UniqueConstraint(
                fields=["person", "name"],
                name="person_name_once",
                violation_error_message=_("The person has this name already."),
            ),
        ]
        indexes = [models.Index(fields=["name_key", "person"], name="person_name_key")]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        person = PersonName.person.field.get_cached_value(self, None)
        if person and self.name and self.name == person.name:
            raise ValidationError(
                {"name": gettext("This is the person’s name itself. Enter another one, or delete the row.")}
            )

    def derive(self):
        self.name_key = fold(self.name)[:300]

    def save(self, *args, **kwargs):
        with kept_sources_public(moments.sources_of_names([self.person_id])):
            super().save(*args, **kwargs)
            self.update_person()

    def delete(self, *args, **kwargs):
        with kept_sources_public(moments.sources_of_names([self.person_id])):
            counts = super().delete(*args, **kwargs)
            self.update_person()
        return counts

    def update_person(self):
        """Derive anew what the person is found by."""
        people_of(type(self)).filter(pk=self.person_id).derive()


def people_of(model):
    """Return the default queryset of the people that a model of names refers to."""
    return model._meta.get_field("person").related_model._default_manager.all()

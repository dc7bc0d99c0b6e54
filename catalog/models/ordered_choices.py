"""Fields of several choices in an order: rows in that in which they were chosen, words in that in which they are offered."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.fields.related_descriptors import ManyToManyDescriptor
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext


class OrderedManyToManyField(models.ManyToManyField):
    """Keeps the order by the keys of its through rows, which Django makes as for any other many-to-many field."""

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.ManyToManyField", args, kwargs

    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name, **kwargs)
        setattr(cls, self.name, OrderedManyToManyDescriptor(self.remote_field))


class OrderedManyToManyDescriptor(ManyToManyDescriptor):
    @cached_property
    def related_manager_cls(self):
        # The through rows' relation back has no name of its own, so Django names it like this.
        return ordered_manager(super().related_manager_cls, f"{self.through._meta.object_name}+__id")


def ordered_manager(manager_class, order):
    """Return the class of a manager of linked rows that reads them in an order, and links them in the order of its arguments."""

    class OrderedManager(manager_class):
        def get_queryset(self):
            rows = super().get_queryset()
            # Prefetched rows are in order already; to order them again would ask the database again.
            is_prefetched = self.prefetch_cache_name in getattr(self.instance, "_prefetched_objects_cache", ())
            return rows if is_prefetched else rows.order_by(order)

        def get_prefetch_querysets(self, instances, querysets=None):
            rows, *rest = super().get_prefetch_querysets(instances, querysets)
            return rows.order_by(order), *rest

        def add(self, *rows, **kwargs):
            with transaction.atomic():
                for row in rows:
                    super().add(row, **kwargs)

        def set(self, rows, **kwargs):
            """Link exactly these rows, in this order."""
            rows = list(rows)
            keys = [getattr(row, "pk", row) for row in rows]
            with transaction.atomic():
                if list(self.values_list("pk", flat=True)) != keys:
                    self.clear()
                    self.add(*rows, **kwargs)

    OrderedManager.add.alters_data = OrderedManager.set.alters_data = True
    return OrderedManager


class ChoicesField(models.JSONField):
    """Several of some choices, stored as a list in the order of the choices; each at most once."""

    def __init__(self, verbose_name=None, options=None, **kwargs):
        self.options = options
        super().__init__(verbose_name, **{"default": list} | kwargs)

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def clean(self, value, model_instance):
        unknown = [choice for choice in value or () if choice not in self.options.values]
        if unknown:
            choices = ", ".join(self.options.values)
            raise ValidationError(
                gettext("“%(unknown)s” is none of the choices. Choose among: %(choices)s.")
                % {"unknown": unknown[0], "choices": choices},
                code="invalid_choice",
            )
        return [choice for choice in self.options.values if choice in (value or ())]

    def formfield(self, **kwargs):
        return forms.MultipleChoiceField(
            choices=self.options.choices,
            required=not self.blank,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )

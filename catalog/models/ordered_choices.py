"""A many-to-many field that keeps the order in which its rows were chosen: the countries of a film, the first one first."""

from django.db import models, transaction
from django.db.models.fields.related_descriptors import ManyToManyDescriptor
from django.utils.functional import cached_property


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
        manager_class = super().related_manager_cls
        # The through rows' relation back has no name of its own, so Django names it like this.
        order = f"{self.through._meta.object_name}+__id"

        class OrderedManager(manager_class):
            def get_queryset(self):
                return super().get_queryset().order_by(order)

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

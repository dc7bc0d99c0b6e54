"""The column by which lists sort people."""

from typing import Any

from django.db import models

from catalog.texts.names.filing import file_name, name_sort_key
from catalog.texts.sorting import SortKeyField


class NameSortKeyField(SortKeyField):
    """The key of a person's sort name, or of what follows from the name where that is empty. Each save and bulk insert sets it."""

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "catalog.texts.names.fields.NameSortKeyField", args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        person: Any = model_instance
        text = person.sort_name or file_name(person.name, person.name_order, person.name_language).text
        key = self.to_python(name_sort_key(text))
        setattr(model_instance, self.attname, key)
        return key

"""Keep `public_from` right where people are linked with awards and works.

Django writes the rows of such links itself, and calls no method of a model: only its signal tells of them.
"""

from django.db import transaction
from django.db.models.signals import m2m_changed

from catalog.models import showing
from catalog.models.base import refresh_once

PERSON = "person"


def keep_linked_people_public(field):
    """Refresh the people whom a change of a many-to-many field to Person adds or removes."""
    m2m_changed.connect(refresh_linked_people, sender=field.through)


def refresh_linked_people(sender, instance, action, reverse, pk_set, **_):
    if reverse:
        people = {instance.pk}
    elif pk_set is None:
        people = unlinked_people(sender, instance, action)
    else:
        people = pk_set
    if action.startswith("post_"):
        with transaction.atomic(), refresh_once():
            showing.note_keys(PERSON, people)


def unlinked_people(through, instance, action):
    """Return whom `clear()` removes: before it, from the table; after it, those that were in the table then."""
    if action == "pre_clear":
        links = through._base_manager.filter(**{instance._meta.model_name: instance})
        instance.people_before_clear = set(links.values_list(PERSON, flat=True))
    return instance.people_before_clear

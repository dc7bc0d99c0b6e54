"""Columns that several models have, and constraints of what a column holds, with messages for people."""

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import keep_lazy_text
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from catalog.models.choices import SpoilerLevel


def spoiler_field(**kwargs):
    return models.PositiveSmallIntegerField(
        _("spoiler level"),
        choices=SpoilerLevel,
        help_text=_("How much of the story it gives away. Readers see up to the premise unless they ask for more."),
        **{"default": SpoilerLevel.PREMISE} | kwargs,
    )


def position_field():
    return models.PositiveSmallIntegerField(_("position"), default=0, help_text=_("Lower comes first."))


def this_second():
    """Return the present moment in whole seconds: forms show no more, and a save without changes must keep it."""
    return timezone.now().replace(microsecond=0)


@keep_lazy_text
def join_labels(*labels):
    return ", ".join(map(str, labels))


def labels_of(choices):
    """Return the labels of all choices in the language that is spoken where they are read."""
    return join_labels(*choices.labels)


def one_or_none_message(choices):
    return format_lazy(_("Choose one of: {labels}; or none."), labels=labels_of(choices))


def one_of(field, choices, name):
    """Return the constraint that a column holds one of its choices."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": choices.values}),
        name=name,
        violation_error_message=format_lazy(_("Choose one of: {labels}."), labels=labels_of(choices)),
    )


def one_or_none(field, choices, name):
    """Return the constraint that a column of text holds one of its choices, or nothing."""
    return models.CheckConstraint(
        condition=Q(**{field: ""}) | Q(**{f"{field}__in": choices.values}),
        name=name,
        violation_error_message=one_or_none_message(choices),
    )


def between(field, minimum, maximum, name, label):
    """Return the constraint that a number is `minimum` to `maximum`, both included; its message calls it `label`."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__gte": minimum, f"{field}__lte": maximum}),
        name=name,
        violation_error_message=format_lazy(
            _("{label} is between {minimum} and {maximum}."), label=label, minimum=minimum, maximum=maximum
        ),
    )


def null_as_empty(field):
    """Return a text column with NULL as "", so that two NULLs are equal in a unique constraint on both databases."""
    return Coalesce(field, Value(""), output_field=models.CharField())

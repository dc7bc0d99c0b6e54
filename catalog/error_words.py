"""What visitors read beside a field, in the words of this site where Django has its own."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core import validators
from django.utils.translation import gettext_lazy as _

WORDS = {
    validators.MaxLengthValidator: _("Shorten this to %(limit_value)d characters; it has %(show_value)d."),
    validators.MinValueValidator: _("Write %(limit_value)s or more."),
    validators.MaxValueValidator: _("Write %(limit_value)s or less."),
    validators.ProhibitNullCharactersValidator: _("There is a character in this that no text can have. Write it anew."),
}
REQUIRED = _("Write something here.")


def use_our_words(fields: Iterable[forms.Field]) -> None:
    """Let the fields of a form refuse in our words what Django would refuse in its own."""
    for field in fields:
        if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
            field.error_messages["required"] = REQUIRED
        validators_of_field: list[Any] = field.validators
        for validator in validators_of_field:
            if message := WORDS.get(type(validator)):
                validator.message = message

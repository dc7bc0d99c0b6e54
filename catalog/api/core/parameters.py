"""Query parameters. A route names those it takes, and refuses unknown, empty, repeated and invalid ones."""

from urllib.parse import unquote_to_bytes

from django import forms
from django.core.exceptions import ValidationError

from catalog.api.core.errors import BadRequest, fault
from catalog.filter_values import WholeNumberField
from catalog.models import SpoilerLevel
from catalog.texts.numbers import MAX_NUMBER


class FlagField(forms.Field):
    """`true` or `false`."""

    def to_python(self, value):
        if value in self.empty_values:
            return False
        if str(value).lower() not in {"true", "false"}:
            raise ValidationError("Write true or false.", code="invalid")
        return str(value).lower() == "true"


class NamesField(forms.Field):
    """Some of the `choices`, separated by commas; the value lists each once, in the order of the choices."""

    def __init__(self, choices, **kwargs):
        self.choices = list(choices)
        super().__init__(**kwargs)

    def to_python(self, value):
        names = [] if value in self.empty_values else str(value).lower().split(",")
        for name in names:
            if name not in self.choices:
                raise ValidationError(f"“{name}” is none of: {', '.join(self.choices)}.", code="unknown")
        return [name for name in self.choices if name in names]


def spoiler_max():
    return WholeNumberField(
        required=False,
        initial=SpoilerLevel.PREMISE,
        min_value=SpoilerLevel.NOTHING,
        max_value=SpoilerLevel.ENDING,
        help_text="Leaves out texts, questions, images, events and comments that give away more of the story: "
        "0 nothing, 1 the premise, 2 turns of the story, 3 the ending.",
    )


def according_to():
    return WholeNumberField(
        required=False,
        min_value=1,
        max_value=MAX_NUMBER,
        help_text="The id of a source: the answer has only what that source says. 404 if it says nothing on the film.",
    )


class QueryParameters:
    """The query parameters of a request, and their faults; `names` are those that the route takes."""

    def __init__(self, request, names):
        self.query, self.faults = request.query_params, []
        try:
            unquote_to_bytes(request.META.get("QUERY_STRING", "")).decode()
        except UnicodeDecodeError:
            detail = "The query string is not UTF-8. Encode it as UTF-8, then percent-encode it."
            raise BadRequest([fault("encoding", detail, parameter="")]) from None
        self.faults = [
            problem for name, values in self.query.lists() for problem in parameter_faults(name, values, names)
        ]

    def values(self, fields):
        """Return the values by name, a field's `initial` where its parameter is missing. Collect the faults."""
        return {name: self.value(name, field) for name, field in fields.items()}

    def value(self, name, field):
        if name not in self.query and not field.required:
            return field.initial
        try:
            return field.clean(self.query.get(name, ""))
        except ValidationError as error:
            self.add_faults(name, error)
            return None

    def add_faults(self, name, error):
        """Add what a ValidationError says of a parameter, unless the parameter has a fault already."""
        if name not in {problem.get("parameter") for problem in self.faults}:
            self.faults += [
                fault(single.code or "invalid", message, parameter=name)
                for single in error.error_list
                for message in single.messages
            ]

    def raise_faults(self):
        """Raise BadRequest with all faults, if there are any."""
        if self.faults:
            raise BadRequest(self.faults)


def parameter_faults(name, values, names):
    """Yield the faults that are such on any route: an unknown, repeated or empty parameter, a NUL character."""
    if name not in names:
        choice = f"This route takes {', '.join(sorted(names))}." if names else "This route takes none."
        yield fault("unknown", f"There is no such parameter. {choice}", parameter=name[:100])
    elif len(values) > 1:
        yield fault("repeated", "Give it once; separate several values by commas.", parameter=name)
    elif not values[0].strip():
        yield fault("empty", "Give it a value, or leave it out.", parameter=name)
    elif "\0" in values[0]:
        yield fault("null_character", "NUL characters are not allowed. Leave them out.", parameter=name)

"""Query parameters. Each route names those it takes; any other, an empty, a repeated or a bad one is refused."""

from urllib.parse import unquote_to_bytes

from django import forms
from django.core.exceptions import ValidationError

from catalog.api.core.errors import BadRequest, fault
from catalog.filters import WholeNumberField
from catalog.models import SpoilerLevel


class Flag(forms.Field):
    """`true` or `false`."""

    def to_python(self, value):
        if value in self.empty_values:
            return False
        if str(value).lower() not in {"true", "false"}:
            raise ValidationError("Write true or false.", code="invalid")
        return str(value).lower() == "true"


class Names(forms.Field):
    """Names out of a few, parted by commas: each once, in the order in which they are known."""

    def __init__(self, choices, **kwargs):
        self.choices = list(choices)
        super().__init__(**kwargs)

    def to_python(self, value):
        asked = [] if value in self.empty_values else str(value).lower().split(",")
        for name in asked:
            if name not in self.choices:
                raise ValidationError(f"“{name}” is none of: {', '.join(self.choices)}.", code="unknown")
        return [name for name in self.choices if name in asked]


def spoiler_max():
    return WholeNumberField(
        required=False,
        initial=SpoilerLevel.PREMISE,
        min_value=SpoilerLevel.NOTHING,
        max_value=SpoilerLevel.ENDING,
        help_text="Leaves out texts, questions, images, events and comments that give more of the story away: "
        "0 nothing, 1 the premise, 2 turns of the story, 3 the ending.",
    )


def according_to():
    return WholeNumberField(
        required=False,
        min_value=1,
        max_value=10**18 - 1,
        help_text="The id of a source: tells only what that source says. 404 where it says nothing on the film.",
    )


class Asked:
    """The values of a request's parameters, and all that is wrong with them."""

    def __init__(self, request, known):
        self.query, self.faults = request.query_params, []
        try:
            unquote_to_bytes(request.META.get("QUERY_STRING", "")).decode()
        except UnicodeDecodeError:
            said = "The query string is no UTF-8. Encode it as UTF-8, then percent-encode it."
            raise BadRequest([fault("encoding", said, parameter="")]) from None
        self.faults = [found for name, values in self.query.lists() for found in strange(name, values, known)]

    def read(self, fields):
        """The values by name, `initial` where a parameter is not given."""
        return {name: self.value(name, field) for name, field in fields.items()}

    def value(self, name, field):
        if name not in self.query and not field.required:
            return field.initial
        try:
            return field.clean(self.query.get(name, ""))
        except ValidationError as error:
            self.refuse(name, error)
            return None

    def refuse(self, name, error):
        if not any(found.get("parameter") == name for found in self.faults):
            self.faults += [
                fault(one.code or "invalid", message, parameter=name)
                for one in error.error_list
                for message in one.messages
            ]

    def settle(self):
        """Raise BadRequest with all that was found."""
        if self.faults:
            raise BadRequest(self.faults)


def strange(name, values, known):
    """Yield what no route takes: unknown, repeated and empty parameters, and NUL characters."""
    if name not in known:
        takes = f"This route takes {', '.join(sorted(known))}." if known else "This route takes none."
        yield fault("unknown", f"There is no such parameter. {takes}", parameter=name[:100])
    elif len(values) > 1:
        yield fault("repeated", "Give it once; part several values by commas.", parameter=name)
    elif not values[0].strip():
        yield fault("empty", "Give it a value, or leave it out.", parameter=name)
    elif "\0" in values[0]:
        yield fault("null_character", "NUL characters are not allowed. Leave them out.", parameter=name)

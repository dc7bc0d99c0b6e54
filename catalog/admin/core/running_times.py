"""The desk's field for a running time in minutes, or in minutes and seconds."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.urls import reverse_lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from catalog.admin.core.partial_dates import ReadInput
from catalog.texts.numbers import excerpt, running_time

MOST_MINUTES = 6000
HOW_TO_WRITE = _("Write 153, 2:33, 2h33 or 153'; with seconds 2:33:20 or 153'20\".")
CLOCK = r"(?P<hours>[0-9]{1,3}):(?P<minutes>[0-5][0-9])(?::(?P<seconds>[0-5][0-9]))?"
SECONDS = r" ?(?P<seconds>[0-5]?[0-9]) ?(?:s|sec|seconds?|[”\"″]|''|’’)\.?"
WITH_HOURS = (
    rf"(?P<hours>[0-9]{{1,3}}) ?h(?:ours?)?(?: ?(?P<minutes>[0-5]?[0-9])(?: ?(?:m|min|minutes?)\.?)?(?:{SECONDS})?)?"
)
IN_MINUTES = rf"(?P<minutes>[0-9]{{1,6}})(?: ?(?:m|min|minutes?|[’'′])\.?(?:{SECONDS})?)?"
FORMS = [re.compile(form, re.IGNORECASE) for form in (CLOCK, WITH_HOURS, IN_MINUTES)]


class RunningTimeField(forms.CharField):
    """A running time as people write it; its value is (minutes, seconds beyond them or None), or None where it is not known."""

    widget = ReadInput(
        {"class": "vIntegerField", "size": 8, "autocomplete": "off", "data-reader": reverse_lazy("admin:read_time")}
    )

    def __init__(self, **kwargs):
        super().__init__(
            **{"help_text": format_lazy("{} {}", HOW_TO_WRITE, _("Empty: not known.")), "max_length": 40} | kwargs
        )

    def to_python(self, value):
        text = super().to_python(value)
        return read_running_time(text) if text else None

    def run_validators(self, value):
        """Check nothing more: the validators of a text don't fit."""

    def prepare_value(self, value):
        """Return a value as the form shows it; what was typed stays as it is."""
        return running_time_text(*value) if isinstance(value, tuple) else value


def read_running_time(text):
    """Return (minutes, seconds or None) of 153, 2:33, 2h33, 153' or 2:33:20. Raise ValidationError for any other text."""
    match = next((match for form in FORMS if (match := form.fullmatch(text))), None)
    parts = match.groupdict() if match else {}
    minutes = 60 * int(parts.get("hours") or 0) + int(parts.get("minutes") or 0)
    if not match:
        raise ValidationError(
            gettext("“%(text)s” is no running time. %(advice)s") % {"text": excerpt(text), "advice": HOW_TO_WRITE},
            code="invalid",
        )
    if not 1 <= minutes <= MOST_MINUTES:
        raise ValidationError(
            gettext("“%(text)s” is too long or too short: a running time is 1 to %(number)s minutes.")
            % {"text": excerpt(text), "number": MOST_MINUTES}
        )
    return minutes, int(seconds) if (seconds := parts.get("seconds")) else None


def running_time_text(minutes, seconds):
    """Return a running time as a form shows it: 153, or 2:33:20 where its seconds are known."""
    if seconds is None:
        return str(minutes)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"


@require_GET
def read_time_view(request):
    """Tell a script of the form how a running time is read while it is typed."""
    text = request.GET.get("text", "").strip()
    try:
        minutes, seconds = read_running_time(text[:40]) if text else (0, 0)
    except ValidationError as error:
        return JsonResponse({"error": error.message})
    return JsonResponse({"words": running_time(60 * minutes + (seconds or 0))} if text else {})

"""Log-in to the desk: count failures, and ask accounts with two-step log-in for their code."""

import math
from typing import Any, cast

from axes.backends import AxesStandaloneBackend
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Max, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from wayback import errors, two_step


class CountingBackend(AxesStandaloneBackend):
    """Refuses log-ins after too many failures. A program's own call, without a request, has no address and is not counted."""

    def authenticate(self, request: HttpRequest | None, *args: Any, **credentials: Any) -> None:
        if request is not None:
            super().authenticate(request, *args, **credentials)


class LoginCounters(AxesDatabaseHandler):
    """Counts failures of one name from one address, and of all names from one address, each with a limit of its own.

    So one forgotten password does not lock out a whole office, and nobody can try a stolen list of names from one place.
    """

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        under_name, from_address = self.get_user_attempts(request, credentials)
        return settings.AXES_FAILURE_LIMIT if too_many(from_address) else failures(under_name)

    def reset_user_attempts(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Delete the failures of the user who logged in, but of nobody else at that address."""
        under_name, _ = self.filter_user_attempts(request, credentials)
        return under_name.delete()[0]


def failures(attempts: QuerySet) -> int:
    return attempts.aggregate(failures=Sum("failures_since_start"))["failures"] or 0


def too_many(from_address: QuerySet) -> bool:
    return failures(from_address) >= settings.LOGIN_FAILURES_ADDRESS


def locked_out(request: HttpRequest, response: HttpResponse, credentials: dict[str, Any] | None) -> HttpResponse:
    """Answer 429: why, how long, and what to do. A correct password and an unknown name get the same answer."""
    under_name, from_address = AxesProxyHandler.get_implementation().get_user_attempts(request, credentials)
    whole_address = too_many(from_address)
    last = (from_address if whole_address else under_name).aggregate(last=Max("attempt_time"))["last"]
    ends = (last or timezone.now()) + settings.AXES_COOLOFF_TIME
    seconds = max(1, math.ceil((ends - timezone.now()).total_seconds()))
    origin = "from your network address" if whole_address else "under this name from your network address"
    duration = two_step.duration_in_words(seconds)
    answer = errors.error_response(
        request,
        429,
        f"Too many log-ins failed {origin}. To slow down anybody who guesses, no log-in is accepted for {duration} more, "
        "not even with the right password. Wait, then log in again. If you forgot your password or lost your "
        "authenticator app, ask an administrator.",
    )
    answer["Retry-After"] = str(seconds)
    return answer


class LoginForm(AdminAuthenticationForm):
    username = UsernameField(
        max_length=User._meta.get_field("username").max_length, widget=forms.TextInput(attrs={"autofocus": True})
    )
    code = two_step.CodeField(
        required=False,
        help_text="Only if you set up two-step log-in: from your authenticator app, or one of your recovery codes.",
    )
    error_messages = AdminAuthenticationForm.error_messages | {
        "invalid_login": "The name or the password is wrong, or the account may not use the desk. Capital and small "
        "letters differ. If you forgot your password, ask an administrator for a new one."
    }

    def clean(self) -> dict[str, Any]:
        cleaned_data = super().clean()
        user: Any = self.get_user()
        if user and "code" in cleaned_data and two_step.is_on(user):
            try:
                user.otp_device = two_step.verify(cast(HttpRequest, self.request), user, cleaned_data["code"])
            except ValidationError as error:
                self.add_error("code", error)
        return cleaned_data

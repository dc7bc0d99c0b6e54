"""Log-in to the desk: count failures, and ask accounts with two-step log-in for their code."""

import math
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple, cast

from axes.attempts import get_cool_off_threshold
from axes.backends import AxesStandaloneBackend
from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt
from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wayback import errors, two_step, typed
from wayback.known_browsers import browser_token


class CountingBackend(AxesStandaloneBackend):
    """Refuses log-ins after too many failures. A program's own call, without a request, has no address and is not counted."""

    def authenticate(self, request: HttpRequest | None, *args: Any, **credentials: Any) -> None:
        if request is not None:
            super().authenticate(request, *args, **credentials)


class Lock(NamedTuple):
    """A limit on failed log-ins that was reached: what failed, what to do, and when it ends."""

    reason: Any
    advice: Any
    ends: datetime


WAIT = _("Wait, then log in again.")


class LoginCounters(AxesDatabaseHandler):
    """Counts failures of one name from one address, of all names from one address, and of one name from all addresses.

    Each has a limit of its own. So one forgotten password does not lock out a whole office, nobody can try a stolen list of
    names from one place, and nobody can try one name from a thousand places. The last does not count for browsers in which the
    user of the name logged in before, else anybody could lock out anybody; each of them has a limit of its own instead.
    """

    def get_failures(self, request: Any, credentials: dict[str, Any] | None = None) -> int:
        """Return as many failures as lock a request if a limit is reached, else none; note the lock that ends last."""
        locks = [lock for lock in self.locks(request, credentials) if lock]
        request.login_lock = max(locks, key=lambda lock: lock.ends, default=None)
        return settings.AXES_FAILURE_LIMIT if locks else 0

    def locks(self, request: HttpRequest, credentials: dict[str, Any] | None) -> Iterator[Lock | None]:
        """Yield for each limit that holds for a request its lock, or None if it is not reached."""
        under_name, from_address = self.get_user_attempts(request, credentials)
        yield lock_of(
            under_name,
            settings.AXES_FAILURE_LIMIT,
            _("Too many log-ins failed under this name from your network address."),
            WAIT,
        )
        yield lock_of(
            from_address, settings.LOGIN_FAILURES_ADDRESS, _("Too many log-ins failed from your network address."), WAIT
        )
        name = get_client_username(request, credentials) or ""
        token = browser_token(request, name)
        # Axes stores the browser as the client writes it, which tells nothing; here it is the token: see user_login_failed.
        from_browser = AccessAttempt.objects.filter(
            username=name, user_agent=token, attempt_time__gte=get_cool_off_threshold(request)
        )
        if token:
            yield lock_of(
                from_browser,
                settings.AXES_FAILURE_LIMIT,
                _("Too many log-ins failed under this name in this browser."),
                WAIT,
            )
        else:
            yield lock_of(
                from_browser,
                settings.LOGIN_FAILURES_NAME,
                _("Too many log-ins failed under this name."),
                gettext(
                    "Log in with a browser in which you did so before: there it still works. Or wait, then log in again."
                ),
            )

    def user_login_failed(self, sender: Any, credentials: dict[str, Any], request: Any = None, **kwargs: Any) -> None:
        """Count a failure, with the token of a known browser as its browser."""
        if request is not None:
            request.axes_user_agent = browser_token(request, get_client_username(request, credentials) or "")
        super().user_login_failed(sender, credentials, request, **kwargs)

    def reset_user_attempts(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Delete the failures of the user who logged in, at that address, but of nobody else and nowhere else."""
        under_name, _ = self.filter_user_attempts(request, credentials)
        return under_name.delete()[0]


def lock_of(attempts: QuerySet, limit: int, reason: Any, advice: Any) -> Lock | None:
    """Return the lock of these failures, or None if they are fewer than the limit.

    It ends when so many of the oldest are forgotten that the rest is below the limit.
    """
    failures = 0
    for moment, count in attempts.order_by("-attempt_time").values_list("attempt_time", "failures_since_start"):
        failures += count
        if failures >= limit:
            return Lock(reason, advice, moment + settings.AXES_COOLOFF_TIME)
    return None


def locked_out(request: Any, response: HttpResponse, credentials: dict[str, Any] | None) -> HttpResponse:
    """Answer 429: why, how long, and what to do. A correct password and an unknown name get the same answer."""
    lock: Lock = request.login_lock
    seconds = max(1, math.ceil((lock.ends - timezone.now()).total_seconds()))
    duration = two_step.duration_in_words(seconds)
    words = gettext(
        "%(reason)s To slow down anybody who guesses, no log-in is accepted for now, not even with the right password. It ends in "
        "%(time)s. %(advice)s If you forgot your password or lost your authenticator app, ask an administrator."
    ) % {"reason": lock.reason, "time": duration, "advice": lock.advice}
    answer = typed.locked_page(request, words) or errors.error_response(request, 429, words)
    answer["Retry-After"] = str(seconds)
    return answer


class LoginForm(AdminAuthenticationForm):
    username = UsernameField(
        max_length=User._meta.get_field("username").max_length, widget=forms.TextInput(attrs={"autofocus": True})
    )
    code = two_step.CodeField(
        required=False,
        help_text=_("Only if you set up two-step log-in: from your authenticator app, or one of your recovery codes."),
    )
    error_messages = AdminAuthenticationForm.error_messages | {
        "invalid_login": _(
            "The name or the password is wrong, or the account may not use the desk. Capital and small "
            "letters differ. If you forgot your password, ask an administrator for a new one."
        )
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

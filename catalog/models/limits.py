import secrets
from hashlib import blake2b
from typing import NamedTuple

from django.conf import settings
from django.db import connections, models, router
from django.utils import timezone


class Quota(NamedTuple):
    """A limit and what remains of it: `limit` calls in `span_seconds`; `remaining` is -1 after too many calls."""

    limit: int
    remaining: int
    reset_seconds: int
    span_seconds: int


class LimitQuerySet(models.QuerySet):
    def spend(self, name, caller):
        """Count one call against the limit of that name, and return the caller's Quota.

        Exact however many processes serve, on either database: the count and its check are one statement.
        """
        allowance, span = settings.LIMITS[name].split("/")
        moment, seconds = int(timezone.now().timestamp()), settings.LIMIT_SPANS[span]
        ends = (moment // seconds + 1) * seconds
        key = blake2b(
            f"{name} {ends} {caller}".encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=16
        ).hexdigest()
        table = self.model._meta.db_table
        with connections[router.db_for_write(self.model)].cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (key, calls, ends) VALUES (%s, 1, %s) "
                f"ON CONFLICT (key) DO UPDATE SET calls = {table}.calls + 1 RETURNING calls",
                [key, ends],
            )
            calls = cursor.fetchone()[0]
        if secrets.randbelow(100) == 0:
            self.filter(ends__lt=moment).delete()
        return Quota(int(allowance), max(int(allowance) - calls, -1), ends - moment, seconds)


class Limit(models.Model):
    """How many calls a caller has made in the current span. The key is a keyed hash: no address is stored."""

    key = models.CharField(max_length=32, primary_key=True)
    calls = models.PositiveIntegerField()
    ends = models.PositiveBigIntegerField(db_index=True)

    objects = LimitQuerySet.as_manager()

    def __str__(self):
        return f"{self.calls} calls"

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import RedisError

ASKED = "catalog.health"


@require_safe
@never_cache
def healthz(request):
    """The process is up."""
    return JsonResponse({"status": "up"})


@require_safe
@never_cache
def readyz(request):
    """The database and the cache answer; 503 names the one that does not."""
    parts = {"database": ask(query), "cache": ask(remember)}
    ready = all(parts.values())
    return JsonResponse(
        {part: "up" if up else "down" for part, up in parts.items()},
        status=200 if ready else 503,
    )


def ask(question):
    try:
        return question()
    except (DatabaseError, OSError, RedisError):
        return False


def query():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def remember():
    cache.set(ASKED, 1, 10)
    return cache.get(ASKED) == 1

from django.core.cache import cache
from django.db import Error, connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

PROBE_KEY = "catalog.health"


@require_safe
@never_cache
def healthz(request):
    """Answer that the process is up."""
    return JsonResponse({"status": "up"})


@require_safe
@never_cache
def readyz(request):
    """Say whether the database and the cache answer; with 503 where one does not."""
    parts = {"database": answers(query_database), "cache": answers(write_cache)}
    ready = all(parts.values())
    return JsonResponse(
        {part: "up" if up else "down" for part, up in parts.items()},
        status=200 if ready else 503,
    )


def answers(probe):
    try:
        return probe()
    except (Error, OSError):
        return False


def query_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def write_cache():
    cache.set(PROBE_KEY, 1, 10)
    return cache.get(PROBE_KEY) == 1

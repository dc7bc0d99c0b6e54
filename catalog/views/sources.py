from django.views.decorators.http import require_safe

from catalog.models import Film, Source
from catalog.views.core.addresses import addressed
from catalog.views.core.caching import public
from catalog.views.core.listing import listing

FILMS = 48


@require_safe
@public
@addressed(Source.objects.published)
def source(request, source):
    """Where facts come from, and the films that rest on it."""
    return listing(request, "catalog/source.html", Film.objects.listed().resting_on(source), FILMS, source=source)

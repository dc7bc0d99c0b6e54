from django.views.decorators.http import require_safe

from catalog.models import Film, Source
from catalog.views.core.addresses import row_of_address
from catalog.views.core.caching import public
from catalog.views.core.listing import listing

FILMS = 48


@require_safe
@public
@row_of_address(lambda: Source.objects.published().select_related("copied_from"))
def source(request, source):
    """Show a source, and the films that cite it."""
    return listing(request, "catalog/source.html", Film.objects.listed().resting_on(source), FILMS, source=source)

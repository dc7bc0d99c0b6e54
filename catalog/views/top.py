from functools import cache

from django.views.decorators.http import require_safe

from catalog.models import Film
from catalog.models.ratings import PRIOR_STARS, PRIOR_VOTES
from catalog.views.core.caching import public
from catalog.views.core.listing import listing

SIZE = 50


def best_films():
    """Return published films that rank no lower than the votes that are added to each film's own."""
    return Film.objects.published().for_cards().top_rated().filter(rating__weighted__gte=PRIOR_STARS)


@require_safe
@public
def top(request):
    """Show the films that visitors rate best, and how their rank is computed."""
    lower_films = Film.objects.published().filter(rating__weighted__lt=PRIOR_STARS)
    # Only the last page tells how many there are, and counts them.
    context = {
        "lower_count": cache(lower_films.count),
        "prior_votes": PRIOR_VOTES,
        "prior_stars": PRIOR_STARS,
    }
    return listing(request, "catalog/top.html", best_films(), SIZE, **context)

from django.views.decorators.http import require_safe

from catalog.models import Film
from catalog.models.ratings import PRIOR_STARS, PRIOR_VOTES
from catalog.views.core.caching import public
from catalog.views.core.listing import listing

SIZE = 50


@require_safe
@public
def top(request):
    """Show the films that visitors rate best, and how their rank is computed."""
    films = Film.objects.published().for_cards().top_rated()
    return listing(
        request, "catalog/top.html", films, SIZE, prior_votes=PRIOR_VOTES, prior_stars=PRIOR_STARS, title="Top rated"
    )

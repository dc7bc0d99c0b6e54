from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from catalog.models import Film
from catalog.views.core.caching import public
from catalog.views.core.spoilers import reader_level
from catalog.views.film.prefetch import loglines
from catalog.views.film.tellings import logline
from catalog.views.top import best_films

NEW, BEST = 6, 5


@require_safe
@public
@vary_on_cookie
def home(request):
    """Show what the site is, a featured film, the newest films, and the best rated."""
    films = Film.objects.listed()
    context = {
        "reader_level": reader_level(request),
        **featured(films),
        "newest_films": films[:NEW],
        "best_films": best_films()[:BEST],
    }
    return render(request, "catalog/home.html", context)


def featured(films):
    """Return the context of the featured film and its logline; None without one."""
    film = films.filter(featured=True).prefetch_related(loglines()).first()
    return {"featured_film": film, "logline": film and logline(film, film.loglines)}

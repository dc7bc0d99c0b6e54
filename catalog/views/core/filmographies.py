"""Films of a person or a company, the newest first, each once with all that they did for it."""

from django.db.models import Prefetch

from catalog.dates import by_date
from catalog.models import Film
from catalog.views.film.prefetch import posters


def films_newest_first(**condition):
    """Return published films with their posters."""
    films = Film.objects.published().filter(**condition).order_by(*by_date("release_date", descending=True), "id")
    return films.with_reader_titles().prefetch_related(posters())


def filmography(rows, part):
    """Return the films of some rows, each with those of its rows as `own_rows`; `part` is their relation, such as "credits"."""
    films = films_newest_first(pk__in=rows.order_by().values("film"))
    return films.prefetch_related(Prefetch(part, rows, to_attr="own_rows"))

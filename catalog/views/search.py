from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.forms import SearchForm
from catalog.search import search as search_rows
from catalog.views.core.caching import public
from catalog.views.film.prefetch import posters

MOST_ROWS = 20


@require_safe
@public
def search(request):
    """Show the first films, people and companies that match, and the number of each."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        return render(request, "catalog/search.html", {"form": form}, status=400)
    query = form.cleaned_data["q"]
    context = {"form": form, "query": query}
    if query:
        films, people, companies = (
            search_rows(query, "film"),
            search_rows(query, "person"),
            search_rows(query, "company"),
        )
        context |= {
            "films": films.prefetch_related(None).with_reader_titles().prefetch_related(posters())[:MOST_ROWS],
            "film_count": films.count(),
            "people": people.with_portraits()[:MOST_ROWS],
            "person_count": people.count(),
            "companies": companies.select_related("country")[:MOST_ROWS],
            "company_count": companies.count(),
        }
    return render(request, "catalog/search.html", context)

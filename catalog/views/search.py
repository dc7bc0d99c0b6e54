from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.forms import SearchForm
from catalog.search import search as find
from catalog.views.core.caching import public

MOST = 20


@require_safe
@public
def search(request):
    """The first films, people and companies that match, and how many there are of each."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        return render(request, "catalog/search.html", {"form": form}, status=400)
    query = form.cleaned_data["q"]
    context = {"form": form, "query": query}
    if query:
        films, people, companies = find(query, "film"), find(query, "person"), find(query, "company")
        context |= {
            "films": films[:MOST],
            "film_count": films.count(),
            "people": people[:MOST],
            "person_count": people.count(),
            "companies": companies.select_related("country")[:MOST],
            "company_count": companies.count(),
        }
    return render(request, "catalog/search.html", context)

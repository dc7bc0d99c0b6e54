from django.db.models import Count, Prefetch
from django.shortcuts import render
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from catalog.list_filters import CuratedListFilter
from catalog.models import CuratedList, Film, Image, ListEntry, SpoilerLevel
from catalog.site_address import absolute, permanent_id
from catalog.texts.plain_text import plain_text
from catalog.views.core.addresses import row_of_address
from catalog.views.core.caching import public
from catalog.views.core.listing import listing

SIZE = 60
FILMS = 50
# So many characters of the text describe the list to search engines and to other sites.
DESCRIPTION = 200


@require_safe
@public
def curated_lists(request):
    """List the curated lists, the newest first, each with the number of films that visitors see in it."""
    list_filter = CuratedListFilter(request.GET, CuratedList.objects.listed())
    if not list_filter.is_valid():
        return render(request, "catalog/list_index.html", {"filter": list_filter, "noindex": True}, status=400)
    film = Film.objects.published().filter(pk__in=[list_filter.form.cleaned_data["film"] or 0]).first()
    context = {"filter": list_filter, "film": film}
    return listing(request, "catalog/list_index.html", list_filter.qs, SIZE, prepare=count_films, **context)


def count_films(lists):
    """Set on each list how many films visitors see in it."""
    entries = ListEntry.objects.public().filter(curated_list__in=lists).order_by()
    counts = dict(entries.values_list("curated_list").annotate(Count("pk")))
    for curated_list in lists:
        curated_list.film_count = counts.get(curated_list.pk, 0)


@require_safe
@public
@row_of_address(lambda: CuratedList.objects.published().prefetch_related(pictures()))
def curated_list(request, curated_list):
    """Show a list with its films in their order. They are numbered by those that visitors see."""
    entries = ListEntry.objects.public().filter(curated_list=curated_list).order_by("position", "id")
    entries = entries.prefetch_related(Prefetch("film", Film.objects.for_cards()))
    picture = next(iter(curated_list.pictures), None)
    context = {"list": curated_list, "list_picture": picture, "summary": summary(curated_list)}

    def context_of(page):
        """Return the structured data, and what other sites show: the list's picture, else its first poster."""
        posters = (poster for entry in page for poster in entry.film.posters[:1])
        return {"structured": statements(curated_list, page, picture), "share_image": picture or next(posters, None)}

    return listing(request, "catalog/list.html", entries, FILMS, context_of=context_of, **context)


def pictures():
    """Fetch as `pictures` what a list may show of its pictures."""
    images = Image.objects.published().filter(spoiler_level__lte=SpoilerLevel.PREMISE).order_by("position", "id")
    return Prefetch("images", images, to_attr="pictures")


def summary(curated_list):
    """Return the beginning of the list's text without its markup; "" without a text."""
    return Truncator(" ".join(plain_text(curated_list.html).split())).chars(DESCRIPTION)


def statements(curated_list, page, picture):
    """Return the films on a page of a list as an ItemList of schema.org."""
    return statements_of(curated_list, enumerate(page, page.start_index()), page.paginator.count, picture)


def statements_of(curated_list, numbered_entries, count, picture):
    """Return films of a list as an ItemList of schema.org; `numbered_entries` are those (number, entry), of `count` in all."""
    return {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "@id": permanent_id("list", curated_list.pk),
        "url": absolute(curated_list.get_absolute_url()),
        "name": curated_list.title,
        "description": summary(curated_list),
        "inLanguage": curated_list.language_id,
        "image": picture and absolute(picture.largest["url"]),
        "numberOfItems": count,
        "itemListOrder": "https://schema.org/ItemListOrderAscending",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "item": {
                    "@type": "Movie",
                    "@id": permanent_id("film", entry.film_id),
                    "name": entry.film.title,
                    "url": absolute(entry.film.get_absolute_url()),
                },
            }
            for number, entry in numbered_entries
        ],
    }

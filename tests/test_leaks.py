"""Nothing unpublished leaks: a visitor requests every address of the project, and no response contains a word of it."""

import re
from itertools import product

import pytest
from django.apps import apps
from django.core.serializers import serialize

from catalog.models import Film, Image, Synopsis
from tests.crawl import NOUNS, Crawl, api_queries, ids, page_queries, route_addresses, route_model, routes
from tests.previews import preview_address
from tests.secret_catalogue import EXTERNAL_ID, MARK, seed

pytestmark = pytest.mark.django_db
BAD_REQUEST = 400
# Models without texts of editors, or whose texts are all public.
PUBLIC_MODELS = {"Country", "Department", "FilmWork", "Genre", "Job", "Language", "Limit", "Mention"} | {
    "CopyLanguage",
    "DeskLanguage",
    "EventCharacter",
    "FilmLack",
    "Presence",
    "PreviewLink",
    "OutsideRating",
    "RatingSummary",
    "ReferenceCount",
    "ReferenceTotal",
    "SentForm",
    "ShippedTerm",
    "Site",
    "SiteText",
    "VersionLanguage",
    "Vote",
}


@pytest.fixture
def catalogue(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return seed()


@pytest.fixture
def catalogue_with_copies(settings, tmp_path):
    settings.MEDIA_ROOT, settings.SHOW_COPIES = tmp_path, True
    return seed()


def test_each_noun_has_something_to_hide(catalogue):
    tables = {
        model.__name__: serialize("json", model._base_manager.all()).lower()
        for model in apps.get_app_config("catalog").get_models()
    }
    models = {name for name, rows in tables.items() if MARK not in rows and EXTERNAL_ID not in rows}
    assert models <= PUBLIC_MODELS


def test_no_response_to_a_visitor_contains_anything_unpublished(catalogue):
    crawl = Crawl()
    film, unseen_film = catalogue.film, catalogue.unseen_films[0]
    addresses = [address for route in routes() for address in route_addresses(*route)]
    addresses += page_queries(film, unseen_film)
    addresses += api_queries(film, unseen_film)
    # The first link of each film still works: who has it may see the preview.
    ended_links = [link for row in (film, unseen_film) for link in row.preview_links.order_by("id")[1:]]
    crawl.follow([*addresses, *map(preview_address, ended_links)])
    assert not crawl.leaks, "\n".join(crawl.leaks[:20])
    desk = {
        address: status
        for (_, address), status in crawl.statuses.items()
        if address.startswith("/admin/") and not address.startswith("/admin/login/")
    }
    assert set(desk.values()) <= {302, 404, 405}, {address: status for address, status in desk.items() if status == 200}
    assert crawl.statuses["get", film.get_absolute_url()] == 200


def test_where_the_site_shows_copies_their_condition_acquisition_and_note_and_removed_ones_stay_at_the_desk(
    catalogue_with_copies,
):
    film = catalogue_with_copies.film
    crawl = Crawl()
    addresses = [address for route in routes() if route_model(route[0]) is Film for address in route_addresses(*route)]
    addresses += api_queries(film, catalogue_with_copies.unseen_films[0])
    for address in addresses:
        if address.startswith(("/films/", "/feeds/", "/api/v1/films/")):
            crawl.request(address)
    assert not crawl.leaks, "\n".join(crawl.leaks[:20])
    for address in (film.get_absolute_url(), f"/api/v1/films/{film.pk}/versions/"):
        _, text = crawl.request(address)
        assert "Open inventory_number" in text
        assert "Open holding_place" in text
        assert "archive" in text


def test_where_the_site_shows_no_copies_nothing_tells_that_there_are_any(catalogue):
    crawl = Crawl()
    film = catalogue.film
    for path in ("", "versions/"):
        _, text = crawl.request(f"{film.get_absolute_url()}{path}")
        assert "copies" not in text.lower()
    for path in ("versions/", "?include=versions"):
        _, text = crawl.request(f"/api/v1/films/{film.pk}/{path}")
        assert "copies" not in text
    _, text = crawl.request("/api/schema/?format=json")
    assert '"copies"' not in text
    assert "Inventory" not in text
    assert "inventory" not in text


def unseen_ids(catalogue, model):
    """Return the ids of a noun's rows that visitors must not see, and of deleted ones.

    The texts of the rows say which these are, not the code that is tested.
    """
    visible_ids = {row.pk for row in model.objects.all() if MARK not in str(row).lower()}
    merged_ids = {loser for noun, loser in catalogue.merged_rows if noun == model._meta.model_name}
    return [pk for pk in ids(model)[:-1] if pk not in visible_ids | merged_ids]


def test_the_address_of_something_unpublished_answers_as_one_that_never_existed(catalogue):
    """The status, the headers and the text are the same, so that nobody learns that there is something."""
    crawl, expected_responses = Crawl(), {}
    for template, names in routes():
        model = route_model(template)
        if template.startswith("/admin/") or model is None or not {"pk", "id"} & set(names):
            continue
        for method, pk in product(("get", "post", "put", "delete"), unseen_ids(catalogue, model)):
            parameters = {"slug": "some-slug"} | (picture_parameters(pk) if model is Image else {})
            key = (method, template, *parameters.values())
            if key not in expected_responses:
                expected_responses[key] = send(crawl, method, template, ids(model)[-1], parameters)
            assert expected_responses[key][0] >= BAD_REQUEST, template
            assert send(crawl, method, template, pk, parameters) == expected_responses[key], f"{method} {template} {pk}"
    assert not crawl.leaks, "\n".join(crawl.leaks[:20])


def picture_parameters(pk):
    """Return the other parameters of a picture's address."""
    image = Image.objects.get(pk=pk)
    return {"stem": image.stem, "name": image.largest["name"]}


def send(crawl, method, template, pk, parameters):
    """Send a request, with the fields of a vote and of a comment where it has a body. Return (status, text)."""
    kwargs = {} if method == "get" else {"data": {"stars": 4, "name": "Ann", "body": "Good"}}
    if kwargs and template.startswith("/api/"):
        kwargs["content_type"] = "application/json"
    return crawl.request(template % (parameters | {"pk": pk, "id": pk}), method, **kwargs)


def test_a_query_for_something_unpublished_answers_as_one_for_what_never_existed(catalogue):
    crawl = Crawl()
    page, api = catalogue.film.get_absolute_url(), f"/api/v1/films/{catalogue.film.pk}/"
    published_synopses = catalogue.film.synopses.published()
    synopsis_id = published_synopses.first().pk
    sources = unseen_ids(catalogue, NOUNS["sources"]), ids(NOUNS["sources"])[-1]
    other_synopses = Synopsis.objects.exclude(pk__in=published_synopses)
    synopses = sorted(other_synopses.values_list("pk", flat=True)), ids(Synopsis)[-1]
    external_ids = [f"{EXTERNAL_ID}{number:02}" for number in (1, 2, 3, 4, 50, 60)], "9999999"
    # {start of the address: (unseen values, a value that never existed)}
    queries = {
        f"{page}?according_to=": sources,
        f"{api}?according_to=": sources,
        f"{api}credits/?according_to=": sources,
        f"{page}synopses/compare/?left=": synopses,
        f"{api}synopses/compare/?right={synopsis_id}&left=": synopses,
        **dict.fromkeys(("/api/v1/find/?imdb=tt", "/api/v1/find/?tmdb=", "/api/v1/films/?imdb_id=tt"), external_ids),
        "/api/v1/films/?ids=": (unseen_ids(catalogue, NOUNS["films"]), ids(NOUNS["films"])[-1]),
    }
    for name, noun in (("person", "people"), ("company", "companies")):
        for path in ("/films/", "/api/v1/films/"):
            queries[f"{path}?{name}="] = unseen_ids(catalogue, NOUNS[noun]), ids(NOUNS[noun])[-1]
    for start, (unseen, absent) in queries.items():
        values = [*unseen, absent]
        responses = {value: without_numbers(crawl.request(f"{start}{value}"), values) for value in values}
        differing = {value: response for value, response in responses.items() if response != responses[absent]}
        assert differing == {}, start
    assert not crawl.leaks, "\n".join(crawl.leaks[:20])


def without_numbers(response, numbers):
    """Return (status, text) of a response with "@" in place of the numbers that were in the request."""
    pattern = "|".join(sorted(map(str, numbers), key=len, reverse=True))
    return response[0], re.sub(rf"(?<![\d-])(?:{pattern})(?![\d-])", "@", response[1])

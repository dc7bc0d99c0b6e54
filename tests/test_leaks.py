"""Nothing unpublished leaks: a visitor asks for every address that the project knows, and no answer says a word of it."""

import re
from itertools import product

import pytest
from django.apps import apps
from django.core.serializers import serialize

from catalog.models import Image, Synopsis
from tests.crawl import NOUNS, Crawl, api_queries, filled, ids, page_queries, routes
from tests.previews import place
from tests.secret_catalogue import MARK, OUTSIDE, seed

pytestmark = pytest.mark.django_db
BAD_REQUEST = 400
# What has no words that are an editor's, or none that are hidden: what is shown of these is public whoever uses it.
OPEN = {"Country", "Department", "FilmCompany", "FilmWork", "Genre", "Job", "Language", "Limit", "Mention"} | {
    "EventCharacter",
    "Presence",
    "PreviewLink",
    "RatingSummary",
    "ShippedTerm",
    "Vote",
}


@pytest.fixture
def catalogue(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return seed()


def test_each_noun_has_something_to_hide(catalogue):
    told = {
        m.__name__: serialize("json", m._base_manager.all()).lower()
        for m in apps.get_app_config("catalog").get_models()
    }
    assert {name for name, rows in told.items() if MARK not in rows and OUTSIDE not in rows} <= OPEN


def test_no_answer_to_a_visitor_says_anything_unpublished(catalogue):
    crawl = Crawl()
    starts = [address for route in routes() for address in filled(*route)]
    starts += page_queries(catalogue.film, catalogue.unseen[0])
    starts += api_queries(catalogue.film, catalogue.unseen[0])
    ended = [link for film in (catalogue.film, catalogue.unseen[0]) for link in film.preview_links.order_by("id")[1:]]
    crawl.follow([*starts, *map(place, ended)])
    assert not crawl.leaks, "\n".join(crawl.leaks[:20])
    desk = {
        a: s for (_, a), s in crawl.statuses.items() if a.startswith("/admin/") and not a.startswith("/admin/login/")
    }
    assert set(desk.values()) <= {302, 404, 405}, {a: s for a, s in desk.items() if s == 200}
    assert crawl.statuses["get", catalogue.film.get_absolute_url()] == 200


def unseen_ids(catalogue, model):
    """The ids of a noun's rows that visitors know nothing of, and of those that are gone: as the words say, not the code."""
    shown = {row.pk for row in model.objects.all() if MARK not in str(row).lower()}
    moved = {loser for noun, loser in catalogue.moved if noun == model._meta.model_name}
    return [pk for pk in ids(model)[:-1] if pk not in shown | moved]


def test_what_is_unpublished_answers_as_what_never_was(catalogue):
    """The status, the headers and the words are the same, so that nobody learns that there is something."""
    crawl = Crawl()
    for form, names in routes():
        model = next((NOUNS[part] for part in form.split("/") if part in NOUNS), None)
        if form.startswith("/admin/") or model is None or not {"pk", "id"} & set(names):
            continue
        for method, pk in product(("get", "post", "put", "delete"), unseen_ids(catalogue, model)):
            there = {"slug": "some-slug"} | (picture(pk) if model is Image else {})
            nothing = send(crawl, method, form, ids(model)[-1], there)
            assert nothing[0] >= BAD_REQUEST, form
            assert send(crawl, method, form, pk, there) == nothing, f"{method} {form} {pk}"
    assert not crawl.leaks, "\n".join(crawl.leaks[:20])


def picture(pk):
    """The rest of a picture's address."""
    image = Image.objects.get(pk=pk)
    return {"stem": image.stem, "name": image.largest["name"]}


def send(crawl, method, form, pk, rest):
    sent = {} if method == "get" else {"data": {"stars": 4, "name": "Ann", "body": "Good"}}
    if sent and form.startswith("/api/"):
        sent["content_type"] = "application/json"
    return crawl.ask(form % (rest | {"pk": pk, "id": pk}), method, **sent)


def test_what_is_unpublished_is_asked_for_in_vain_as_what_never_was(catalogue):
    crawl = Crawl()
    page, api = catalogue.film.get_absolute_url(), f"/api/v1/films/{catalogue.film.pk}/"
    shown = catalogue.film.synopses.published().first().pk
    sources = unseen_ids(catalogue, NOUNS["sources"]), ids(NOUNS["sources"])[-1]
    tellings = Synopsis.objects.exclude(pk__in=catalogue.film.synopses.published())
    synopses = sorted(tellings.values_list("pk", flat=True)), ids(Synopsis)[-1]
    outside = [f"{OUTSIDE}{number:02}" for number in (1, 2, 3, 4, 50, 60)], "9999999"
    asked = {
        f"{page}?according_to=": sources,
        f"{api}?according_to=": sources,
        f"{api}credits/?according_to=": sources,
        f"{page}synopses/compare/?left=": synopses,
        f"{api}synopses/compare/?right={shown}&left=": synopses,
        **dict.fromkeys(("/api/v1/find/?imdb=tt", "/api/v1/find/?tmdb=", "/api/v1/films/?imdb_id=tt"), outside),
        "/api/v1/films/?ids=": (unseen_ids(catalogue, NOUNS["films"]), ids(NOUNS["films"])[-1]),
    }
    for name, noun in (("person", "people"), ("company", "companies")):
        for form in ("/films/", "/api/v1/films/"):
            asked[f"{form}?{name}="] = unseen_ids(catalogue, NOUNS[noun]), ids(NOUNS[noun])[-1]
    for form, (unseen, never) in asked.items():
        found = {value: numberless(crawl.ask(f"{form}{value}"), [*unseen, never]) for value in (*unseen, never)}
        assert {value: told for value, told in found.items() if told != found[never]} == {}, form
    assert not crawl.leaks, "\n".join(crawl.leaks[:20])


def numberless(answer, numbers):
    """An answer without the numbers that were asked for."""
    either = "|".join(sorted(map(str, numbers), key=len, reverse=True))
    return answer[0], re.sub(rf"(?<![\d-])(?:{either})(?![\d-])", "@", answer[1])

"""An anonymous visitor who requests every address of the project, and follows every link in the responses."""

import gzip
import re
from collections import deque
from functools import cache
from html import unescape
from itertools import product
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from django.conf import settings
from django.test import Client
from django.urls import get_resolver
from django.utils.regex_helper import normalize

from catalog.api.core.schema import schema
from catalog.models import Company, CuratedList, Film, Image, Merge, Page, Person, Revision, Source, Synopsis
from catalog.page_languages import path_in_language
from catalog.previewing import PAGES
from catalog.views.core.letters import LETTERS
from catalog.views.sitemaps import SITEMAPS
from tests.secret_catalogue import EXTERNAL_ID, MARK, SEARCH_WORD

NOUNS = {
    "films": Film,
    "people": Person,
    "companies": Company,
    "sources": Source,
    "lists": CuratedList,
    "images": Image,
}
SITES = re.escape(settings.SITE_URL)
LINK = re.compile(rf"""(?:["'>(]|,\s)(?:{SITES})?(/(?!/|static/)[^\s"'<>)]*)""")
QUERY = re.compile(r'href="(\?[^"]*)"')
SEARCHES = ("open", SEARCH_WORD, SEARCH_WORD[:5], "zz", "film")
FORGED_TOKENS = ("1.forged", "1", "x" * 43)
# Keys of rows of a vocabulary, which have no number.
CODES = ("PL", "QQ")
COLOURS = ("98350f",)
MAX_ADDRESSES = 20_000


def routes(resolver=None, prefix=""):
    """Yield (format string of the address, names of its parameters) of each URL pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        regex = prefix + entry.pattern.regex.pattern.removeprefix("^")
        if hasattr(entry, "url_patterns"):
            yield from routes(entry, regex)
        else:
            yield from (("/" + template, tuple(names)) for template, names in normalize(regex))


@cache
def ids(model):
    """Return all ids of a noun that exist or existed, and last of all one that never existed."""
    noun = model._meta.model_name
    keys = set(model.objects.values_list("pk", flat=True))
    keys |= {int(key) for pair in Merge.objects.filter(noun=noun).values_list("loser", "survivor") for key in pair}
    keys |= set(map(int, Revision.objects.filter(noun=noun).values_list("key", flat=True)))
    return [*sorted(keys), max(keys) + 1]


def slugs(model, pk):
    """Return the right slug, a wrong one, and that of the working copy."""
    row = model.objects.filter(pk=pk).first()
    return [*([row.slug] if row else []), "wrong", f"{MARK}-{SEARCH_WORD}-title"]


def route_addresses(template, names):
    """Yield the addresses of a route, with every value that its parameters can have."""
    if template.startswith("/admin/"):
        # The desk lets no visitor in, whatever the id.
        film_ids = [str(pk) for pk in (ids(Film)[0], ids(Film)[-1])]
        values = {"app_label": ["catalog", "auth"], "url": ["nothing/"], "rest": PAGES}
        for combination in product(*(values.get(name, film_ids) for name in names)):
            yield template % dict(zip(names, combination, strict=True))
        return
    if {"stem", "name"} <= set(names):
        for image in Image.objects.all():
            for size in [*image.renditions[:2], {"name": "1.webp"}]:
                yield template % {"pk": image.pk, "stem": image.stem, "name": size["name"]}
        return
    model = route_model(template)
    if names == ("slug",):
        yield from (
            template % {"slug": slug} for slug in [*Page.objects.values_list("slug", flat=True), "privacy", "wrong"]
        )
        return
    names_but_slug = [name for name in names if name != "slug"]
    for combination in product(*(parameter_values(template, name, model) for name in names_but_slug)):
        values = dict(zip(names_but_slug, combination, strict=True))
        for slug in slugs(model, values["pk"]) if "slug" in names else [""]:
            yield template % (values | {"slug": slug})


def route_model(template):
    """Return the model that an address is about, or None."""
    return next((NOUNS[part] for part in template.split("/") if part in NOUNS), None)


def parameter_values(template, name, model):
    if name in ("pk", "id"):
        return ids(model) if model else sorted({pk for noun in NOUNS.values() for pk in ids(noun)})
    values = {"section": [*SITEMAPS, "wrong"], "token": FORGED_TOKENS, "rest": PAGES, "light": COLOURS, "dark": COLOURS}
    assert name in values, f"The crawl can't fill in “{name}” of {template}. Say in tests/crawl.py what it may be."
    return values[name]


def route_queries(names, enums):
    """Yield the queries, {name: value}, with which to request a route of the API that takes parameters of these names.

    `enums` is {name: (the allowed values, whether they are sent as a list)}.
    """
    values = {
        "q": SEARCHES,
        "person": ids(Person),
        "company": ids(Company),
        "film": ids(Film),
        **{key: ids(Source) for key in ("according_to", "source")},
        "ids": [",".join(map(str, ids(Film)))],
        "left": ids(Synopsis),
        "right": ids(Synopsis),
        **{key: [f"tt{EXTERNAL_ID}01", f"tt{EXTERNAL_ID}50", "tt0000001"] for key in ("imdb", "imdb_id")},
        **{key: [f"{EXTERNAL_ID}01", f"{EXTERNAL_ID}50", "1"] for key in ("tmdb", "tmdb_id")},
        "wikidata": ["Q1"],
        "country": ["PL"],
        "language": ["en"],
        "genre": ["drama"],
        "subject": ["open-subject", f"{MARK}-vantablack-subject"],
        "year": ["2010"],
        **{key: ["1"] for key in ("year_min", "rating_min", "votes_min")},
        "year_max": ["3000"],
        "updated_since": ["2000-01-01T00:00:00Z"],
        "spoiler_max": ["3"],
        "limit": ["100", "7"],
        "count": ["true"],
        # The crawl follows links from page to page.
        "cursor": [],
        "after": [],
        **{name: [",".join(enum)] for name, (enum, is_list) in enums.items() if is_list},
        **{name: enum for name, (enum, is_list) in enums.items() if not is_list},
    }
    unknown = set(names) - set(values)
    assert not unknown, f"The crawl can't fill in the parameters {unknown}. Say in tests/crawl.py what they may be."
    # All spoilers, all parts and all fields.
    widest = {name: values[name][0] for name in ("spoiler_max", "include", "fields") if name in names}
    yield widest
    if {"left", "right"} <= set(names):
        yield from ({"left": left, "right": right} | widest for left, right in product(values["left"], values["right"]))
        return
    for name in names:
        rest = {key: value for key, value in widest.items() if key != name}
        yield from ({name: value} | rest for value in values[name])


def api_queries(film, unseen_film):
    """Yield the API's addresses with all values of all their parameters; routes of a film for these two films only."""
    for path, operations in schema()["paths"].items():
        parameters = [parameter for parameter in operations["get"].get("parameters", ()) if parameter["in"] == "query"]
        enums = {}
        for parameter in parameters:
            list_schema = parameter["schema"].get("items", {})
            if enum := parameter["schema"].get("enum") or list_schema.get("enum"):
                enums[parameter["name"]] = (enum, bool(list_schema))
        model = route_model(path)
        keys = [""] if "{id}" not in path else [film.pk] if model is Film else ids(model) if model else CODES
        names = [parameter["name"] for parameter in parameters]
        queries = [urlencode(query) for query in route_queries(names, enums)]
        yield from (f"{path.replace('{id}', str(key))}/?{query}" for key in keys for query in queries)
        if keys == [film.pk]:
            yield f"{path.replace('{id}', str(unseen_film.pk))}/?{queries[0]}"


def page_queries(film, unseen_film):
    """Yield the addresses of the pages with the queries that they take."""
    for path in ("/films/", "/people/", "/companies/", "/sources/", "/lists/", "/search/"):
        yield from (f"{path}?q={word}" for word in SEARCHES)
    for path in ("films", "people", "companies", "sources", "genres", "countries", "subjects"):
        yield from (f"/{path}/?letter={letter}" for letter in LETTERS)
    yield from (
        f"/films/?{name}={pk}" for name, model in (("person", Person), ("company", Company)) for pk in ids(model)
    )
    yield from (f"/lists/?film={pk}" for pk in ids(Film))
    for page in (film.get_absolute_url(), unseen_film.get_absolute_url()):
        yield from (f"{page}?according_to={pk}" for pk in ids(Source))
    # The API is requested with all pairs; a page takes long.
    published, in_review = film.synopses.published()[0].pk, film.synopses.filter(state="in_review")[0].pk
    sample = published, in_review, ids(Synopsis)[-1]
    for pair in {*product(ids(Synopsis), sample), *product(sample, ids(Synopsis))}:
        yield f"{film.get_absolute_url()}synopses/compare/?left={pair[0]}&right={pair[1]}"


class Crawl:
    """A visitor without an account, who wants to see all spoilers."""

    def __init__(self):
        ids.cache_clear()
        self.client = Client(raise_request_exception=False, headers={"Accept-Encoding": "gzip"})
        self.client.cookies["wayback_spoilers"] = "3"
        self.statuses, self.leaks = {}, []

    def request(self, address, method="get", **kwargs):
        """Return the status of the response and its text, headers included, without what repeats the address."""
        response = getattr(self.client, method)(address, **kwargs)
        assert response.status_code < 500, f"{method} {address}: {response.status_code}"
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if response.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        self.links = self.read_links(address, response, body)
        headers = "\n".join(f"{name}: {value}" for name, value in response.items() if name not in IGNORED_HEADERS)
        text = without_echo(address, f"{headers}\n{body.decode(errors='replace')}")
        if any(mark in text.lower() for mark in (MARK, f"tt{EXTERNAL_ID}", f"nm{EXTERNAL_ID}")):
            self.leaks.append(f"{method} {address} ({response.status_code}): {around_mark(text)}")
        self.statuses[method, address] = response.status_code
        return response.status_code, text

    def read_links(self, address, response, body):
        links = [response["Location"]] if response.has_header("Location") else []
        if re.match(r"text/html|application/(json|problem|atom|xml|vnd)", response.get("Content-Type", "")):
            text = body.decode()
            links += LINK.findall(text) + [urlsplit(address).path + query for query in QUERY.findall(text)]
        return [re.sub(rf"^{SITES}", "", unescape(link)).partition("#")[0] for link in links]

    def follow(self, addresses):
        """Request all of these addresses, and all that the responses link to."""
        queue = deque(dict.fromkeys(addresses))
        queued_addresses = set(queue)
        while queue:
            self.request(queue.popleft())
            new = dict.fromkeys(link for link in self.links if link.startswith("/") and link not in queued_addresses)
            queued_addresses.update(new)
            queue.extend(new)
            assert len(queued_addresses) < MAX_ADDRESSES, (
                f"The crawl does not end: its last addresses are {list(new)[:5]}."
            )


# They say when and how the response was made, and nothing of the catalogue.
IGNORED_HEADERS = {"ETag", "Content-Length", "Last-Modified", "Date", "Expires", "RateLimit"}


def without_echo(address, text):
    """Return a response's text with "@" in place of what it repeats of its own address, also in other languages of the site."""
    parts = urlsplit(address)
    values = [value for _, value in parse_qsl(parts.query) if MARK in value.lower() or EXTERNAL_ID in value]
    path_and_query = f"{parts.path}?{parts.query}" if parts.query else parts.path
    own_addresses = {path_and_query, parts.path}
    translated = {path_in_language(own, code) for own in own_addresses for code, _ in settings.LANGUAGES}
    sources = {*own_addresses, *translated, *values}
    echoes = {encode(source) for source in sources for encode in (str, quote, unquote, escape_ampersands)}
    for echo in sorted(echoes, key=len, reverse=True):
        if echo not in ("", "/"):
            text = text.replace(echo, "@")
    return text


def escape_ampersands(text):
    return text.replace("&", "&amp;")


def around_mark(text):
    """Return the words around the first leak of a text."""
    start = min(place for mark in (MARK, EXTERNAL_ID) if (place := text.lower().find(mark)) >= 0)
    return text[max(start - 80, 0) : start + 60]

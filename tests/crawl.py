"""An anonymous visitor who asks for every address that the project knows, and follows all that the answers name."""

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
from catalog.models import Company, Film, Image, Merge, Person, Revision, Source, Synopsis
from catalog.previewing import PAGES
from catalog.views.sitemaps import SITEMAPS
from tests.secret_catalogue import MARK, OUTSIDE, SOUGHT

NOUNS = {"films": Film, "people": Person, "companies": Company, "sources": Source, "images": Image}
SITES = rf"https?://(?:testserver|{re.escape(urlsplit(settings.SITE_URL).netloc)})"
LINK = re.compile(rf"""(?:["'>(]|,\s)(?:{SITES})?(/(?!/|static/)[^\s"'<>)]*)""")
QUERY = re.compile(r'href="(\?[^"]*)"')
TOKEN = re.compile(r'csrfmiddlewaretoken" value="[^"]*"')
WORDS = ("open", SOUGHT, SOUGHT[:5], "zz", "film")
FORGED = ("1.forged", "1", "x" * 43)
MOST = 20_000


def routes(resolver=None, prefix=""):
    """Yield each address that the resolver knows, as a format and the names in it."""
    for entry in (resolver or get_resolver()).url_patterns:
        regex = prefix + entry.pattern.regex.pattern.removeprefix("^")
        if hasattr(entry, "url_patterns"):
            yield from routes(entry, regex)
        else:
            yield from (("/" + form, tuple(names)) for form, names in normalize(regex))


@cache
def ids(model):
    """All ids of a noun that are or were, and one that never was, which comes last."""
    noun = model._meta.model_name
    found = set(model.objects.values_list("pk", flat=True))
    found |= {int(key) for pair in Merge.objects.filter(noun=noun).values_list("loser", "survivor") for key in pair}
    found |= set(map(int, Revision.objects.filter(noun=noun).values_list("key", flat=True)))
    return [*sorted(found), max(found) + 1]


def slugs(model, pk):
    """The right slug, that of a working copy, and a wrong one."""
    row = model.objects.filter(pk=pk).first()
    return [*([row.slug] if row else []), "wrong", f"{MARK}-{SOUGHT}-title"]


def filled(form, names):
    """Yield the addresses of a route, with all that its parameters can be."""
    if form.startswith("/admin/"):
        # Nobody is let in, whatever the number.
        some = [str(pk) for pk in (ids(Film)[0], ids(Film)[-1])]
        known = {"app_label": ["catalog", "auth"], "url": ["nothing/"], "rest": PAGES}
        yield from (form % dict(zip(names, one, strict=True)) for one in product(*(known.get(n, some) for n in names)))
        return
    if {"stem", "name"} <= set(names):
        for image in Image.objects.all():
            for size in [*image.renditions[:2], {"name": "1.webp"}]:
                yield form % {"pk": image.pk, "stem": image.stem, "name": size["name"]}
        return
    model = next((NOUNS[part] for part in form.split("/") if part in NOUNS), None)
    for one in product(*(values(form, name, model) for name in names if name != "slug")):
        given = dict(zip([name for name in names if name != "slug"], one, strict=True))
        for slug in slugs(model, given["pk"]) if "slug" in names else [""]:
            yield form % (given | {"slug": slug})


def values(form, name, model):
    if name in ("pk", "id"):
        return ids(model) if model else sorted({pk for noun in NOUNS.values() for pk in ids(noun)})
    known = {"section": [*SITEMAPS, "wrong"], "token": FORGED, "rest": PAGES}
    assert name in known, f"The crawl can't fill in “{name}” of {form}. Say in tests/crawl.py what it may be."
    return known[name]


def asked(names, enums):
    """Yield the queries that a route of the API is asked with, by the parameters that it takes."""
    known = {
        "q": WORDS,
        "person": ids(Person),
        "company": ids(Company),
        "according_to": ids(Source),
        "ids": [",".join(map(str, ids(Film)))],
        "left": ids(Synopsis),
        "right": ids(Synopsis),
        **{key: [f"tt{OUTSIDE}01", f"tt{OUTSIDE}50", "tt0000001"] for key in ("imdb", "imdb_id")},
        **{key: [f"{OUTSIDE}01", f"{OUTSIDE}50", "1"] for key in ("tmdb", "tmdb_id")},
        "wikidata": ["Q1"],
        "country": ["PL"],
        "language": ["en"],
        "genre": ["drama"],
        "year": ["2010"],
        **{key: ["1"] for key in ("year_min", "rating_min", "votes_min")},
        "year_max": ["3000"],
        "updated_since": ["2000-01-01T00:00:00Z"],
        "spoiler_max": ["3"],
        "limit": ["100", "7"],
        "count": ["true"],
        # Followed from page to page.
        "cursor": [],
        "after": [],
        **{name: [",".join(enum)] for name, (enum, many) in enums.items() if many},
        **{name: enum for name, (enum, many) in enums.items() if not many},
    }
    unknown = set(names) - set(known)
    assert not unknown, f"The crawl can't fill in the parameters {unknown}. Say in tests/crawl.py what they may be."
    most = {name: known[name][0] for name in ("spoiler_max", "include", "fields") if name in names}
    yield most
    if {"left", "right"} <= set(names):
        yield from ({"left": left, "right": right} | most for left, right in product(known["left"], known["right"]))
        return
    yield from ({name: value} | {k: v for k, v in most.items() if k != name} for name in names for value in known[name])


def api_queries(film, unseen):
    """Yield the API's routes with all their parameters, those of a film for these two alone."""
    for path, operations in schema()["paths"].items():
        taken = [one for one in operations["get"].get("parameters", ()) if one["in"] == "query"]
        enums = {}
        for one in taken:
            listed = one["schema"].get("items", {})
            if enum := one["schema"].get("enum") or listed.get("enum"):
                enums[one["name"]] = (enum, bool(listed))
        model = next((NOUNS[part] for part in path.split("/") if part in NOUNS), None)
        keys = [""] if "{id}" not in path else [film.pk] if model is Film else ids(model)
        queries = [urlencode(query) for query in asked([one["name"] for one in taken], enums)]
        yield from (f"{path.replace('{id}', str(key))}/?{query}" for key in keys for query in queries)
        if keys == [film.pk]:
            yield f"{path.replace('{id}', str(unseen.pk))}/?{queries[0]}"


def page_queries(film, unseen):
    """Yield the pages' addresses with what they can be asked."""
    for path in ("/films/", "/people/", "/search/"):
        yield from (f"{path}?q={word}" for word in WORDS)
    yield from (
        f"/films/?{name}={pk}" for name, model in (("person", Person), ("company", Company)) for pk in ids(model)
    )
    for page in (film.get_absolute_url(), unseen.get_absolute_url()):
        yield from (f"{page}?according_to={pk}" for pk in ids(Source))
    # The API is asked for all pairs; a page takes long.
    some = film.synopses.published()[0].pk, film.synopses.filter(state="in_review")[0].pk, ids(Synopsis)[-1]
    for pair in {*product(ids(Synopsis), some), *product(some, ids(Synopsis))}:
        yield f"{film.get_absolute_url()}synopses/compare/?left={pair[0]}&right={pair[1]}"


class Crawl:
    """A visitor without an account, who wants to know all of the story."""

    def __init__(self):
        ids.cache_clear()
        self.client = Client(raise_request_exception=False, headers={"Accept-Encoding": "gzip"})
        self.client.cookies["wayback_spoilers"] = "3"
        self.statuses, self.leaks = {}, []

    def ask(self, address, method="get", **sent):
        """The answer's status and all that it says, headers included, but for what the address said itself."""
        response = getattr(self.client, method)(address, **sent)
        assert response.status_code < 500, f"{method} {address}: {response.status_code}"
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if response.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        self.links = self.read_links(address, response, body)
        headers = "\n".join(f"{name}: {value}" for name, value in response.items() if name not in UNTOLD)
        said = echoless(address, f"{headers}\n{TOKEN.sub('', body.decode(errors='replace'))}")
        if any(mark in said.lower() for mark in (MARK, f"tt{OUTSIDE}", f"nm{OUTSIDE}")):
            self.leaks.append(f"{method} {address} ({response.status_code}): {around(said)}")
        self.statuses[method, address] = response.status_code
        return response.status_code, said

    def read_links(self, address, response, body):
        links = [response["Location"]] if response.has_header("Location") else []
        if re.match(r"text/html|application/(json|problem|atom|xml|vnd)", response.get("Content-Type", "")):
            text = body.decode()
            links += LINK.findall(text) + [urlsplit(address).path + query for query in QUERY.findall(text)]
        return [re.sub(rf"^{SITES}", "", unescape(link)).partition("#")[0] for link in links]

    def follow(self, starts):
        """Ask for all of these addresses and for all that are named in answers."""
        waiting = deque(dict.fromkeys(starts))
        known = set(waiting)
        while waiting:
            self.ask(waiting.popleft())
            new = dict.fromkeys(link for link in self.links if link.startswith("/") and link not in known)
            known.update(new)
            waiting.extend(new)
            assert len(known) < MOST, f"The crawl finds no end: {list(new)[:5]} are the last it found."


# What says when and how, and nothing of the catalogue.
UNTOLD = {"ETag", "Content-Length", "Last-Modified", "Date", "Expires", "RateLimit"}


def echoless(address, said):
    """An answer without what it repeats of its address."""
    parts = urlsplit(address)
    given = [value for _, value in parse_qsl(parts.query) if MARK in value.lower() or OUTSIDE in value]
    whole = f"{parts.path}?{parts.query}" if parts.query else parts.path
    repeated = {whole, parts.path, *given}
    for echo in sorted({way(one) for one in repeated for way in (str, quote, unquote, escaped)}, key=len, reverse=True):
        if echo not in ("", "/"):
            said = said.replace(echo, "@")
    return said


def escaped(text):
    return text.replace("&", "&amp;")


def around(said):
    at = min(place for mark in (MARK, OUTSIDE) if (place := said.lower().find(mark)) >= 0)
    return said[max(at - 80, 0) : at + 60]

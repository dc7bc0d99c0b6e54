"""Sitemaps for search engines: every public page, a section a noun, in files that each hold a range of ids.

A file of a range costs the same wherever it stands: no row before it is counted or skipped. The index groups the rows of a
section by range, in one query.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem, sitemap, x_robots_tag
from django.core.paginator import EmptyPage, PageNotAnInteger
from django.db.models import F, Max
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalog.models import Company, CuratedList, Film, Person, Source
from catalog.models.current_site import PRIVACY, current_site
from catalog.page_languages import path_in_language
from catalog.site_address import absolute, at_site_address

# Ids in one file: 1,000 addresses cost about 150 ms.
RANGE = 1_000


class SiteSitemap(Sitemap):
    """Addresses with the scheme of SITE_URL; `at_site_address` gives its host."""

    @property
    def protocol(self):
        return urlsplit(settings.SITE_URL).scheme


class Pages(SiteSitemap):
    def items(self):
        lists = ["films", "people", "companies", "sources", "genres", "countries", "decades", "subjects", "lists"]
        names = ["home", *lists, "top"]
        return [*(reverse(name) for name in names), *addresses_of_pages()]

    def location(self, item):
        return item

    def files(self):
        """Return [(number of a file, moment of the newest change in it)]."""
        return [(1, None)]


def addresses_of_pages():
    """Yield the addresses of the site's own pages in each language that has a text and is offered, and of that on privacy."""
    own_site = current_site()
    for page in own_site.pages:
        languages = [code for code, _ in settings.LANGUAGES if code in page.titles and own_site.offers(code)]
        yield from (path_in_language(page.address, code) for code in languages)
    if not own_site.has_own_privacy:
        yield reverse("page", args=[PRIVACY])


class RangePage:
    def __init__(self, rows):
        self.object_list = rows


class RangePaginator:
    """Files of rows by their ids: file 1 holds those up to RANGE, and so on."""

    def __init__(self, rows):
        self.rows = rows

    def page(self, number):
        """Return a file that has rows; the first one may be empty. Raise an error of Django's paginators where there is none."""
        text = str(number)
        if not (text.isascii() and text.isdecimal()):
            raise PageNotAnInteger
        last_id = int(text[:12]) * RANGE
        rows = list(self.rows.filter(pk__gt=last_id - RANGE, pk__lte=last_id))
        if not rows and text != "1":
            raise EmptyPage
        return RangePage(rows)


class Noun(SiteSitemap):
    """The pages of one model's published rows. `label` is the field that addresses are made of."""

    model = None
    label = "name"

    def items(self):
        return self.model.objects.published().order_by("pk").only("pk", self.label, "updated_at")

    @property
    def paginator(self):
        return RangePaginator(self.items())

    def files(self):
        rows = self.model.objects.published().order_by().annotate(file=(F("pk") - 1) / RANGE + 1)
        return list(
            rows.values("file").annotate(changed=Max("updated_at")).order_by("file").values_list("file", "changed")
        )

    def lastmod(self, item):
        return item.updated_at


def sitemap_of(model, label="name"):
    return type(f"{model.__name__}Sitemap", (Noun,), {"model": model, "label": label})


SITEMAPS = {
    "pages": Pages,
    "films": sitemap_of(Film, "title"),
    "people": sitemap_of(Person),
    "companies": sitemap_of(Company),
    "sources": sitemap_of(Source, "title"),
    "lists": sitemap_of(CuratedList, "title"),
}


@require_safe
@x_robots_tag
def sitemap_index(request):
    """List the files of all sections that have public pages, each with its newest change."""
    files = [
        SitemapIndexItem(file_address(section, number), moment)
        for section, sitemap_class in SITEMAPS.items()
        for number, moment in sitemap_class().files()
    ]
    return render(request, "sitemap_index.xml", {"sitemaps": files}, content_type="application/xml")


def file_address(section, number):
    address = absolute(reverse("sitemap", args=[section]))
    return address if number == 1 else f"{address}?p={number}"


sitemap_section = at_site_address(sitemap)

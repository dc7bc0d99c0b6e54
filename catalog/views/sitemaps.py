"""Sitemaps for search engines: every public page, a section a noun, at most 5,000 addresses a file."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index, sitemap
from django.urls import reverse

from catalog.models import Company, Film, Person, Source
from catalog.site_address import at_site_address


class SiteSitemap(Sitemap):
    """Addresses with the scheme of SITE_URL; `at_site_address` gives its host."""

    @property
    def protocol(self):
        return urlsplit(settings.SITE_URL).scheme


class Pages(SiteSitemap):
    def items(self):
        return ["home", "films", "people", "top"]

    def location(self, item):
        return reverse(item)


class Noun(SiteSitemap):
    """The pages of one model's published rows."""

    limit = 5_000
    model = None

    def items(self):
        return self.model.objects.published().order_by("pk")

    def lastmod(self, item):
        return item.updated_at


def sitemap_of(model):
    return type(f"{model.__name__}Sitemap", (Noun,), {"model": model})


SITEMAPS = {
    "pages": Pages,
    "films": sitemap_of(Film),
    "people": sitemap_of(Person),
    "companies": sitemap_of(Company),
    "sources": sitemap_of(Source),
}

sitemap_index, sitemap_section = at_site_address(index), at_site_address(sitemap)

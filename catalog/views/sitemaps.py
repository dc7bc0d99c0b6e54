"""Sitemaps for search engines: every public page, a section a noun, at most 5,000 addresses a file."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from catalog.models import Company, Film, Person, Source


class Pages(Sitemap):
    def items(self):
        return ["home", "films", "people", "top"]

    def location(self, item):
        return reverse(item)


class Noun(Sitemap):
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

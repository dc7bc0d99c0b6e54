"""What search engines may find: every public page, a section a noun, each in files of bounded length."""

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


def of(model):
    return type(f"{model.__name__}Sitemap", (Noun,), {"model": model})


SITEMAPS = {"pages": Pages, "films": of(Film), "people": of(Person), "companies": of(Company), "sources": of(Source)}

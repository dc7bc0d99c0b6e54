from django.views.decorators.http import require_safe

from catalog.models import Company, FilmCompany
from catalog.site_address import absolute, permanent_id
from catalog.views.core.addresses import row_of_address
from catalog.views.core.caching import public
from catalog.views.core.filmographies import filmography
from catalog.views.core.listing import listing
from catalog.views.entry_footnotes import EntryFootnotes

FILMS = 60
MOST_SUBSIDIARIES = 200


@require_safe
@public
@row_of_address(lambda: Company.objects.published().select_related("country__successor"))
def company(request, company):
    """Show a company's published films, the newest first, each with all its roles in it."""
    rows = FilmCompany.objects.public().filter(company=company).in_order()
    context = {
        "company": company,
        "parent": Company.objects.published().filter(subsidiaries=company).first(),
        "subsidiaries": Company.objects.listed().filter(parent=company)[:MOST_SUBSIDIARIES],
        "footnotes": EntryFootnotes(company),
        "external_ids": company.external_ids.with_addresses(),
    }
    context["organization"] = organization(company, context["parent"], context["external_ids"])
    return listing(request, "catalog/company.html", filmography(rows, "film_companies"), FILMS, **context)


def organization(company, parent, external_ids):
    """Return a company as an Organization of schema.org."""
    return {
        "@context": "https://schema.org",
        **short_organization(company),
        "alternateName": company.other_names.splitlines(),
        "foundingDate": company.founded and company.founded.iso,
        "dissolutionDate": company.dissolved and company.dissolved.iso,
        "location": [place for place in (company.seat, company.country and str(company.country.iso_country)) if place],
        "parentOrganization": parent and short_organization(parent),
        "sameAs": [outside.url for outside in external_ids if outside.url],
    }


def short_organization(company):
    return {
        "@type": "Organization",
        "@id": permanent_id("company", company.pk),
        "name": company.name,
        "url": absolute(company.get_absolute_url()),
    }

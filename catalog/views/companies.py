from django.views.decorators.http import require_safe

from catalog.models import Company, FilmCompany
from catalog.views.core.addresses import row_of_address
from catalog.views.core.caching import public
from catalog.views.core.listing import listing

FILMS = 60


@require_safe
@public
@row_of_address(lambda: Company.objects.published().select_related("country"))
def company(request, company):
    """Show a company's published films, by its role in them, newest first."""
    rows = FilmCompany.objects.public().filter(company=company).newest_first()
    return listing(
        request,
        "catalog/company.html",
        rows,
        FILMS,
        company=company,
        external_ids=company.external_ids.with_addresses(),
    )

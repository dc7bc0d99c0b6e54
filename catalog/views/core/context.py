from django.conf import settings

from catalog.views.core.addresses import canonical_address


def site(request):
    return {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL, "canonical": canonical_address(request)}

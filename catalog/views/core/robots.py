from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalog.site_address import absolute

RULES = """User-agent: *
Disallow: /admin/
Disallow: /preview/
Disallow: /search/
Disallow: /spoilers/
Sitemap: {sitemap}
"""


@require_safe
def robots(request):
    sitemap = absolute(reverse("sitemaps"))
    return HttpResponse(RULES.format(sitemap=sitemap), content_type="text/plain; charset=utf-8")

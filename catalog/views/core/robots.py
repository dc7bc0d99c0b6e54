from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

RULES = """User-agent: *
Disallow: /admin/
Disallow: /preview/
Disallow: /search/
Disallow: /spoilers/
Sitemap: {sitemap}
"""


@require_safe
def robots(request):
    sitemap = request.build_absolute_uri(reverse("sitemaps"))
    return HttpResponse(RULES.format(sitemap=sitemap), content_type="text/plain; charset=utf-8")

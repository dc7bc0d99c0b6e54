from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from catalog.views.core.robots import robots
from catalog.views.sitemaps import SITEMAPS, sitemap_index, sitemap_section

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("catalog.api.urls")),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap_index, name="sitemaps"),
    path("sitemap-<section>.xml", sitemap_section, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("", include("catalog.urls")),
    *i18n_patterns(path("", include("catalog.page_urls")), prefix_default_language=False),
]
handler400 = "wayback.errors.bad_request"
handler403 = "wayback.errors.forbidden"
handler404 = "wayback.errors.not_found"
handler500 = "wayback.errors.server_error"

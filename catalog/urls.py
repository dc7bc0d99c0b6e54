"""What is public and has one address in all languages: pictures, previews and the state of the server."""

from django.urls import path, re_path

from catalog.views import colours, downloads, images, preview
from catalog.views.core import health

ADDRESS = r"(?P<pk>[1-9][0-9]{0,17})(?:-(?P<slug>[^/]*))?/"

urlpatterns = [
    re_path(rf"^films/{ADDRESS}film\.jsonld$", downloads.film_json_ld, name="film_json_ld"),
    re_path(rf"^films/{ADDRESS}film\.csv$", downloads.film_csv, name="film_csv"),
    re_path(rf"^lists/{ADDRESS}list\.json$", downloads.list_json, name="list_json"),
    re_path(rf"^lists/{ADDRESS}list\.jsonld$", downloads.list_json_ld, name="list_json_ld"),
    re_path(rf"^lists/{ADDRESS}list\.csv$", downloads.list_csv, name="list_csv"),
    re_path(
        r"^images/(?P<pk>[1-9][0-9]{0,17})/(?P<stem>[0-9a-f]{32})/(?P<name>[0-9]{1,4}\.(?:avif|webp)|share\.jpg)$",
        images.image,
        name="image",
    ),
    re_path(r"^preview/(?P<token>[^/]+)/(?P<rest>.*)$", preview.preview, name="preview"),
    re_path(r"^colours/(?P<light>[0-9a-f]{6})-(?P<dark>[0-9a-f]{6})\.css$", colours.colours, name="colours"),
    re_path(r"^logo/(?P<stem>[0-9a-f]{32})/(?P<name>logo|icon)\.png$", images.logo, name="logo"),
    path("healthz/", health.healthz, name="healthz"),
    path("readyz/", health.readyz, name="readyz"),
]

"""What is public and has one address in all languages: pictures, previews and the state of the server."""

from django.urls import path, re_path

from catalog.views import colours, images, preview
from catalog.views.core import health

urlpatterns = [
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

"""The API's description as OpenAPI 3.1, and the page that shows it."""

from functools import cache

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.renderers import TemplateHTMLRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.core import reference
from catalog.api.core.parameters import QueryParameters
from catalog.models.current_site import current_site


def without_slash(endpoints):
    """Keep one of the two addresses of each route."""
    return [endpoint for endpoint in endpoints if not endpoint[0].endswith("/")]


def finish_schema(result, generator, request, public):
    """Add what the views can't say: no route needs a log-in, and a vote has no member but the stars."""
    result["components"]["schemas"]["Vote"]["additionalProperties"] = False
    return result | {"security": []}


def schema():
    """Return the schema as the site is now: with copies, where it shows them."""
    return schema_where(current_site().shows_copies)


@cache
def schema_where(copies_are_public):
    """Return the schema where copies are public or not. Each is made once, because that takes a second."""
    return SchemaGenerator().get_schema(request=None, public=True)


def render_schema(renderer):
    return render_schema_where(renderer, current_site().shows_copies)


@cache
def render_schema_where(renderer, copies_are_public):
    return renderer().render(schema_where(copies_are_public), renderer_context={})


class SchemaView(SpectacularAPIView):
    """This API as OpenAPI 3.1, in YAML or JSON as `Accept` or `format` say."""

    def get(self, request):
        QueryParameters(request, {"format"}).raise_faults()
        renderer = request.accepted_renderer
        headers = {"Cache-Control": "public, no-cache", "Vary": "Accept"}
        return HttpResponse(render_schema(type(renderer)), content_type=renderer.media_type, headers=headers)


class DocsView(APIView):
    """The schema as a page."""

    renderer_classes = [TemplateHTMLRenderer]
    schema = None

    def get(self, request):
        QueryParameters(request, set()).raise_faults()
        return Response(
            reference.page_context(schema()), template_name="api/docs.html", headers={"Cache-Control": "no-cache"}
        )


# Swagger UI sets styles by script and shows arrows from data: addresses.
relax_csp = csp_update({"style-src": [SELF, UNSAFE_INLINE], "img-src": [SELF, "data:"]})


@method_decorator(relax_csp, name="dispatch")
class TryView(SpectacularSwaggerSplitView):
    """The routes to try, in Swagger UI, without any other site's files."""

    url_name = "api:schema"
    template_name = "api/try.html"
    title = "Try the API"

from django.http import HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from catalog.colours import stylesheet


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def colours(request, light, dark):
    """Send the stylesheet of two colours. They are in its address, so it never changes, and a change of the site has another one."""
    return HttpResponse(stylesheet(f"#{light}", f"#{dark}"), content_type="text/css; charset=utf-8")

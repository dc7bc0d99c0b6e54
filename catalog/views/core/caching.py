"""How browsers cache pages: they ask again each time, so that no page is stale, and get 304 for an unchanged one."""

from django.views.decorators.cache import cache_control
from django.views.decorators.vary import vary_on_cookie

public = cache_control(public=True, no_cache=True)
private = cache_control(private=True, no_cache=True)


def personal(view):
    """Decorate the view of a page that has the visitor's own vote or form: no shared cache stores it."""
    return private(vary_on_cookie(view))

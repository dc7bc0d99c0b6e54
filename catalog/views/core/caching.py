"""Pages are asked for anew each time, so that none is stale; an unchanged one is answered by 304."""

from django.views.decorators.cache import cache_control
from django.views.decorators.vary import vary_on_cookie

public = cache_control(public=True, no_cache=True)
private = cache_control(private=True, no_cache=True)


def personal(view):
    """Mark a page that shows the visitor's own vote or a form of theirs."""
    return private(vary_on_cookie(view))

from django import template
from django.contrib.admin.utils import quote
from django.urls import NoReverseMatch, reverse

from catalog.models import Revision

register = template.Library()


@register.simple_tag
def last_saves(user, most=10):
    """The last revisions that somebody made, newest first, each with `page`: where it can be looked at, or None."""
    found = list(Revision.objects.filter(editor=user).order_by("-id").defer("patch")[:most])
    for revision in found:
        revision.page = page_of(revision)
    return found


def page_of(revision):
    app = "auth" if revision.noun == "user" else "catalog"
    try:
        return reverse(f"admin:{app}_{revision.noun}_revision", args=[quote(revision.key), revision.pk])
    except NoReverseMatch:
        # The desk has no page of such a noun.
        return None

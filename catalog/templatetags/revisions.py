"""What the desk shows of revisions."""

from django import template
from django.contrib.admin.utils import quote
from django.urls import NoReverseMatch, reverse

from catalog.models import Revision

register = template.Library()
# Django's class of a line with an icon before it. What is neither added nor deleted was changed.
ICONS = {"created": "addlink", "restored": "addlink", "deleted": "deletelink"}


@register.simple_tag
def last_saves(user, limit=10):
    """Return a user's newest revisions, newest first, each with `page`: the address that shows it, or None."""
    revisions = list(Revision.objects.filter(editor=user).order_by("-id").defer("patch")[:limit])
    for revision in revisions:
        revision.page = page_of(revision)
    return revisions


@register.filter
def icon(revision):
    return ICONS.get(revision.deed, "changelink")


def page_of(revision):
    """Return the address of the desk's page of a revision, or None where its noun has no such page."""
    app = "auth" if revision.noun == "user" else "catalog"
    try:
        return reverse(f"admin:{app}_{revision.noun}_revision", args=[quote(revision.key), revision.pk])
    except NoReverseMatch:
        return None

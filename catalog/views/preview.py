"""Previews of unpublished films, for people to whom an editor sent a link."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from catalog import previewing
from catalog.side_writes import side_write
from catalog.views.core.limits import retry_sentence
from catalog.visitors import spend_limit

TOO_MANY = _("Your network has opened more than %(limit)s previews and their pictures.")


# Forms in a preview change nothing. The refusal says so, whatever token they send.
@csrf_exempt
def preview(request, token, rest):
    """Show one of the film's pages or pictures. Each locks the database for a moment, so each address has a limit."""
    try:
        link = previewing.link_of(token)
    except previewing.NoLinkError as error:
        return previewing.error_page(request, error.status, error.detail)
    quota = None
    with side_write("The number of previews"):
        quota = spend_limit(request, "preview")
    if quota and quota.remaining < 0:
        retry = retry_sentence(quota.reset_seconds)
        detail = f"{TOO_MANY % {'limit': quota.limit}} {retry}"
        response = previewing.error_page(request, 429, detail)
        response["Retry-After"] = quota.reset_seconds
        return response
    root = reverse("preview", args=[token, ""])
    return previewing.preview_page(request, link.film, rest, root=root, expires_at=link.expires_at)

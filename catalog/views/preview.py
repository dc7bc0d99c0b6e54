"""A film before visitors see it, for somebody whom an editor sent a link."""

from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from catalog import previewing
from catalog.views.core.limits import retry_sentence
from catalog.visitors import spend


# Nothing is done with what is sent here; the refusal says so, whatever token the form had.
@csrf_exempt
def preview(request, token, rest):
    """One of the film's pages or pictures. Each holds the database for a moment, so one address gets only so many."""
    try:
        link = previewing.opened(token)
    except previewing.NoLinkError as refused:
        return previewing.refuse(request, refused.status, refused.detail)
    quota = spend(request, "preview")
    if quota.remaining < 0:
        retry = retry_sentence(quota.reset_seconds)
        detail = f"Your network has opened more than {quota.most} previews and their pictures. {retry}"
        response = previewing.refuse(request, 429, detail)
        response["Retry-After"] = quota.reset_seconds
        return response
    root = reverse("preview", args=[token, ""])
    return previewing.answer(request, link.film, rest, root=root, until=link.expires_at)

from http import HTTPStatus

from django.contrib import messages
from django.views.decorators.http import require_http_methods

from catalog.forms import CommentForm
from catalog.models import Comment, CommentState
from catalog.views.core.addresses import addressed
from catalog.views.core.caching import personal
from catalog.views.core.limits import retry_sentence
from catalog.views.film import prefetch as parts
from catalog.views.film.page import film_page
from catalog.views.ratings import see
from catalog.visitors import spend

THANKS = "Thank you. Your comment will be shown once an editor has read it."


@require_http_methods(["GET", "HEAD", "POST"])
@personal
@addressed(parts.films)
def film_comments(request, film):
    """Take a visitor's comment, which waits for an editor's approval."""
    if request.method != "POST":
        return see(film, "comments")
    form = CommentForm(request.POST, instance=Comment(film=film))
    if not form.is_valid():
        return film_page(request, film, status=HTTPStatus.BAD_REQUEST, form=form)
    quota = spend(request, "comment")
    if quota.remaining < 0:
        retry = retry_sentence(quota.reset_seconds)
        form.add_error(None, f"Your network has sent more than {quota.most} comments, which is the limit. {retry}")
        response = film_page(request, film, status=HTTPStatus.TOO_MANY_REQUESTS, form=form)
        response["Retry-After"] = quota.reset_seconds
        return response
    # Kept, though as spam: a browser may have filled the trap in for somebody, and an editor can still see that.
    form.instance.state = CommentState.SPAM if form.trapped else CommentState.PENDING
    form.save()
    messages.success(request, THANKS, extra_tags="comments")
    return see(film, "comments")

from http import HTTPStatus

from django.contrib import messages
from django.views.decorators.http import require_http_methods

from catalog.forms import CommentForm
from catalog.models import Comment, CommentState
from catalog.views.core.addresses import addressed
from catalog.views.core.caching import personal
from catalog.views.film import prefetch as parts
from catalog.views.film.page import film_page
from catalog.views.ratings import later, see
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
    most, left, seconds = spend(request, "comment")
    if left < 0:
        form.add_error(None, f"Your network has sent more than {most} comments, which is the limit. {later(seconds)}")
        response = film_page(request, film, status=HTTPStatus.TOO_MANY_REQUESTS, form=form)
        response["Retry-After"] = seconds
        return response
    # Kept, though as spam: a browser may have filled the trap in for somebody, and an editor can still see that.
    form.instance.state = CommentState.SPAM if form.trapped else CommentState.PENDING
    form.save()
    messages.success(request, THANKS, extra_tags="comments")
    return see(film, "comments")

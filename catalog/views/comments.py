from http import HTTPStatus

from django.contrib import messages
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from catalog.forms import CommentForm
from catalog.models import Comment, CommentState, Film
from catalog.views.core.addresses import row_of_address
from catalog.views.core.caching import personal
from catalog.views.core.limits import retry_sentence
from catalog.views.core.listing import listing
from catalog.views.core.own_forms import from_own_pages
from catalog.views.core.spoilers import reader_level
from catalog.views.film import prefetch as parts
from catalog.views.film.footnotes import Footnotes
from catalog.views.film.page import MOST_COMMENTS, film_page
from catalog.views.ratings import redirect_to_film
from catalog.visitors import spend_limit

TOO_MANY = _("Your network has sent more than %(limit)s comments, which is the limit.")
THANKS = _("Thank you. Your comment will be shown once an editor has read it.")


@from_own_pages
@require_http_methods(["GET", "HEAD", "POST"])
@personal
@row_of_address(parts.films)
def film_comments(request, film):
    """Show all comments on a film, the newest first; or save a visitor's, which then waits for an editor's approval."""
    if request.method != "POST":
        return comment_list(request, film)
    form = CommentForm(request.POST, instance=Comment(film=film))
    if not form.is_valid():
        return film_page(request, film, status=HTTPStatus.BAD_REQUEST, form=form)
    # Spam is saved too: a browser may have filled in the trap for a visitor, and an editor can still approve it.
    form.instance.state = CommentState.SPAM if form.is_spam else CommentState.PENDING
    if quota := save_once(request, form.instance):
        retry = retry_sentence(quota.reset_seconds)
        form.add_error(None, f"{TOO_MANY % {'limit': quota.limit}} {retry}")
        response = film_page(request, film, status=HTTPStatus.TOO_MANY_REQUESTS, form=form)
        response["Retry-After"] = quota.reset_seconds
        return response
    messages.success(request, THANKS, extra_tags="comments")
    return redirect_to_film(film, "comments")


def comment_list(request, film):
    parts.fetch(film, parts.citations(), parts.posters())
    context = {"footnotes": Footnotes(film), "form": CommentForm(), "reader_level": reader_level(request)}
    rows = film.comments.public().reverse()
    return listing(request, "catalog/film_comments.html", rows, MOST_COMMENTS, film=film, **context)


def save_once(request, comment):
    """Save a comment unless it was sent already; return the Quota where the network has sent too many.

    Of two that come at the same moment, one waits for the lock and then finds the other.
    """
    with transaction.atomic():
        if not Film.objects.filter(pk=comment.film_id).lock():
            raise Film.DoesNotExist("The film is gone.")
        same_comments = Comment.objects.same_as(comment)
        if same_comments.exists():
            same_comments.warn(comment.spoiler_level)
            return None
        quota = spend_limit(request, "comment")
        if quota.remaining < 0:
            return quota
        comment.save()
    return None

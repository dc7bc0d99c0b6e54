from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from catalog.forms import VoteForm
from catalog.models import RatingSummary, Vote
from catalog.views.core.addresses import row_of_address
from catalog.views.core.caching import personal
from catalog.views.core.limits import retry_sentence
from catalog.views.core.own_forms import from_own_pages
from catalog.views.film import prefetch as parts
from catalog.views.film.page import ballot, film_page
from catalog.visitors import ensure_voter_hash, spend_limit, voter_hash

FRAGMENT = "text/html-fragment"


@from_own_pages
@require_http_methods(["GET", "HEAD", "POST"])
@personal
@row_of_address(parts.films)
def film_rating(request, film):
    """Cast, change or withdraw the visitor's vote. Redirect a form to the film; send a script the rating's part of the page."""
    if request.method != "POST":
        return redirect_to_film(film)
    form = VoteForm(request.POST)
    if not form.is_valid():
        return refuse_vote(request, film, HTTPStatus.BAD_REQUEST, form.problem)
    quota = spend_limit(request, "vote")
    if quota.remaining < 0:
        retry = retry_sentence(quota.reset_seconds)
        problem = f"Your network has sent more than {quota.limit} ratings, which is the limit. {retry}"
        response = refuse_vote(request, film, HTTPStatus.TOO_MANY_REQUESTS, problem)
        response["Retry-After"] = quota.reset_seconds
        return response
    stars = form.cleaned_data["stars"]
    response = redirect_to_film(film)
    # To withdraw a vote sets no cookie: a visitor without one has not voted.
    name = ensure_voter_hash(request, response) if stars else voter_hash(request)
    rating = Vote.objects.cast(film=film, voter=name, stars=stars) if name else RatingSummary.objects.of(film)
    text = "Your rating is saved." if stars else "Your rating is withdrawn."
    if not for_script(request):
        messages.success(request, text, extra_tags="rating")
        return response
    part = fragment(request, {"film": film, "rating": rating, "your_stars": stars or None, "notices": {"rating": text}})
    part.cookies = response.cookies
    return part


def for_script(request):
    return FRAGMENT in request.headers.get("Accept", "") or request.headers.get("X-Requested-With") == "fetch"


def fragment(request, context, status=HTTPStatus.OK):
    return render(request, "catalog/_rating.html", context, status=status)


def refuse_vote(request, film, status, problem):
    if for_script(request):
        return fragment(request, ballot(request, film, RatingSummary.objects.of(film), problem), status)
    return film_page(request, film, status=status, problem=problem)


def redirect_to_film(film, anchor="rating"):
    """Redirect the browser to the part of the film's page that shows the result."""
    return HttpResponse(
        status=HTTPStatus.SEE_OTHER,
        headers={"Location": f"{film.get_absolute_url()}#{anchor}"},
        content_type="text/html",
    )

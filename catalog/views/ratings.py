from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from catalog.forms import VoteForm
from catalog.models import RatingSummary, Vote
from catalog.views.core.addresses import addressed
from catalog.views.core.caching import personal
from catalog.views.core.limits import retry_sentence
from catalog.views.film import prefetch as parts
from catalog.views.film.page import ballot, film_page
from catalog.visitors import name_voter, spend, voter

FRAGMENT = "text/html-fragment"


@require_http_methods(["GET", "HEAD", "POST"])
@personal
@addressed(parts.films)
def film_rating(request, film):
    """Cast, change or withdraw the visitor's vote. A form is sent back to the film, a script gets the part anew."""
    if request.method != "POST":
        return see(film)
    form = VoteForm(request.POST)
    if not form.is_valid():
        return refused(request, film, HTTPStatus.BAD_REQUEST, form.problem)
    quota = spend(request, "vote")
    if quota.remaining < 0:
        retry = retry_sentence(quota.reset_seconds)
        problem = f"Your network has sent more than {quota.most} ratings, which is the limit. {retry}"
        response = refused(request, film, HTTPStatus.TOO_MANY_REQUESTS, problem)
        response["Retry-After"] = quota.reset_seconds
        return response
    stars = form.cleaned_data["stars"]
    response = see(film)
    # Withdrawing names nobody: who has not voted needs no cookie.
    mine = name_voter(request, response) if stars else voter(request)
    rating = Vote.objects.cast(film=film, voter=mine, stars=stars) if mine else RatingSummary.objects.of(film)
    told = "Your rating is saved." if stars else "Your rating is withdrawn."
    if not for_script(request):
        messages.success(request, told, extra_tags="rating")
        return response
    part = fragment(request, {"film": film, "rating": rating, "yours": stars or None, "told": {"rating": told}})
    part.cookies = response.cookies
    return part


def for_script(request):
    return FRAGMENT in request.headers.get("Accept", "") or request.headers.get("X-Requested-With") == "fetch"


def fragment(request, context, status=HTTPStatus.OK):
    return render(request, "catalog/_rating.html", context, status=status)


def refused(request, film, status, problem):
    if for_script(request):
        return fragment(request, ballot(request, film, RatingSummary.objects.of(film), problem), status)
    return film_page(request, film, status=status, problem=problem)


def see(film, anchor="rating"):
    """Send the browser to the film, where it shows what has become of what it sent."""
    return HttpResponse(
        status=HTTPStatus.SEE_OTHER,
        headers={"Location": f"{film.get_absolute_url()}#{anchor}"},
        content_type="text/html",
    )

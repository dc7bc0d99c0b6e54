from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
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
# What the form of a page sends along, so that a browser without cookies is told so. Programs need not.
PROOF = "proof"
NO_COOKIE = _("Your browser keeps no cookies for this site, and a rating needs one. Allow it and rate again.")
TOO_MANY = _("Your network has sent more than %(limit)s ratings, which is the limit.")


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
    stars = form.cleaned_data["stars"]
    if stars and PROOF in request.POST and not voter_hash(request):
        return prove_cookie(request, film, stars)
    quota = spend_limit(request, "vote")
    if quota.remaining < 0:
        retry = retry_sentence(quota.reset_seconds)
        problem = f"{TOO_MANY % {'limit': quota.limit}} {retry}"
        response = refuse_vote(request, film, HTTPStatus.TOO_MANY_REQUESTS, problem, stars)
        response["Retry-After"] = quota.reset_seconds
        return response
    response = redirect_to_film(film)
    # To withdraw a vote sets no cookie: a visitor without one has not voted.
    name = ensure_voter_hash(request, response) if stars else voter_hash(request)
    rating = Vote.objects.cast(film=film, voter=name, stars=stars) if name else RatingSummary.objects.of(film)
    text = _("Your rating is saved.") if stars else _("Your rating is withdrawn.")
    if not for_script(request):
        messages.success(request, text, extra_tags="rating")
        return response
    part = fragment(
        request,
        {
            "film": film,
            "rating": rating,
            "your_stars": stars or None,
            "chosen_stars": stars,
            "notices": {"rating": text},
        },
    )
    part.cookies = response.cookies
    return part


def prove_cookie(request, film, stars):
    """Set the voter's cookie, and let the browser send the vote again; refuse it where the cookie does not come back.

    A vote of a browser that keeps no cookie could be neither changed nor withdrawn.
    """
    if PROOF in request.GET:
        return refuse_vote(request, film, HTTPStatus.BAD_REQUEST, NO_COOKIE, stars)
    address = f"{reverse('film_rating', args=[film.pk, film.slug])}?{PROOF}"
    response = HttpResponseRedirect(address, preserve_request=True)
    ensure_voter_hash(request, response)
    return response


def for_script(request):
    return FRAGMENT in request.headers.get("Accept", "") or request.headers.get("X-Requested-With") == "fetch"


def fragment(request, context, status=HTTPStatus.OK):
    return render(request, "catalog/_rating.html", context, status=status)


def refuse_vote(request, film, status, problem, stars=None):
    """Say what is wrong with a vote; its stars, where they are some, stay chosen, so that it can be sent again."""
    if for_script(request):
        return fragment(request, ballot(request, film, RatingSummary.objects.of(film), problem, stars), status)
    return film_page(request, film, status=status, problem=problem, stars=stars)


def redirect_to_film(film, anchor="rating"):
    """Redirect the browser to the part of the film's page that shows the result."""
    return HttpResponse(
        status=HTTPStatus.SEE_OTHER,
        headers={"Location": f"{film.get_absolute_url()}#{anchor}"},
        content_type="text/html",
    )

import re

import pytest
from django.urls import reverse

from catalog.models import Vote
from tests.factories import make_film, make_vote

pytestmark = pytest.mark.django_db
NO_VOTES = "No votes yet: be the first to rate this film."


@pytest.fixture
def rate(client, film):
    def rate(stars, **headers):
        return client.post(reverse("film_rating", args=[film.pk, film.slug]), {"stars": stars}, headers=headers)

    return rate


def rating_line(client, film):
    """Return (the line of the average or None, whether the page says that there are no votes)."""
    html = client.get(film.get_absolute_url()).content.decode()
    line = re.search(r"[\d.]+ of 5, from [^<]*", html)
    return line and line.group(), NO_VOTES in html


@pytest.mark.parametrize(
    ("stars", "line"),
    [
        ([], None),
        ([5], "5.0 of 5, from 1 vote"),
        ([5, 4, 4], "4.3 of 5, from 3 votes"),
        ([1] * 2_403_700, "1.0 of 5, from 2,403,700 votes"),
    ],
    ids=["none", "one", "three", "many"],
)
def test_a_page_shows_the_average_or_that_there_are_no_votes_and_never_both(client, film, stars, line):
    if len(stars) > 10:
        from catalog.models import RatingSummary

        RatingSummary.objects.create(film=film, stars_1=len(stars))
    else:
        for star_count in stars:
            make_vote(film, stars=star_count)
    assert rating_line(client, film) == (line, line is None)


def test_after_the_last_vote_is_withdrawn_there_are_no_votes(client, film, rate):
    rate(4)
    assert rating_line(client, film) == ("4.0 of 5, from 1 vote", False)
    rate(0)
    assert rating_line(client, film) == (None, True)


def test_a_form_is_sent_back_to_the_film_which_says_what_was_done(client, film, rate):
    response = rate(4)
    assert (response.status_code, response["Location"]) == (303, film.get_absolute_url() + "#rating")
    html = client.get(film.get_absolute_url()).content.decode()
    assert "Your rating is saved." in html
    assert "Your rating: 4" in html
    assert 'value="4" required checked' in html
    assert "Your rating is saved." not in client.get(film.get_absolute_url()).content.decode()


def test_a_visitor_has_one_vote_and_changes_it(client, film, rate):
    rate(4)
    rate(2)
    assert [vote.stars for vote in Vote.objects.all()] == [2]
    assert rating_line(client, film) == ("2.0 of 5, from 1 vote", False)


def test_two_visitors_have_two_votes(client, film, rate):
    rate(4)
    client.cookies.clear()
    rate(5)
    assert rating_line(client, film) == ("4.5 of 5, from 2 votes", False)


def test_the_vote_of_another_is_not_shown_as_ones_own(client, film, rate):
    rate(4)
    client.cookies.clear()
    html = client.get(film.get_absolute_url()).content.decode()
    assert "Your rating" not in html
    assert "Withdraw" not in html


@pytest.mark.parametrize("headers", [{"accept": "text/html-fragment"}, {"x-requested-with": "fetch"}])
def test_a_script_gets_the_rating_alone(client, film, rate, headers):
    response = rate(5, **headers)
    html = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in html
    assert "5.0 of 5, from 1 vote" in html
    assert "Your rating: 5" in html
    assert "Your rating is saved." in html
    assert rating_line(client, film) == ("5.0 of 5, from 1 vote", False)


@pytest.mark.parametrize("stars", ["6", "-1", "4.5", "x", "", "\0", "9" * 400, "²"])
@pytest.mark.parametrize("headers", [{}, {"accept": "text/html-fragment"}], ids=["form", "script"])
def test_what_is_no_number_of_stars_is_refused_with_a_reason(client, film, rate, stars, headers):
    response = rate(stars, **headers)
    assert response.status_code == 400
    assert "A rating is 1, 2, 3, 4 or 5 stars; 0 withdraws it." in response.content.decode()
    assert not Vote.objects.exists()


def test_a_rating_without_stars_is_refused_with_a_reason(client, film):
    response = client.post(reverse("film_rating", args=[film.pk, film.slug]))
    assert response.status_code == 400
    assert "No stars were chosen." in response.content.decode()


@pytest.mark.parametrize("headers", [{}, {"accept": "text/html-fragment"}], ids=["form", "script"])
def test_too_many_ratings_are_refused_until_later(client, film, rate, headers, settings):
    settings.LIMITS = {"vote": "1/hour", "comment": "1/hour"}
    rate(5)
    response = rate(1, **headers)
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 3600
    assert "which is the limit" in response.content.decode()
    assert Vote.objects.get().stars == 5


def test_a_film_that_is_not_published_takes_no_vote(client):
    draft = make_film(state="draft")
    assert client.post(f"/films/{draft.pk}-{draft.slug}/rating/", {"stars": 5}).status_code == 404
    assert not Vote.objects.exists()


def test_an_old_slug_takes_a_vote(client, film):
    assert client.post(f"/films/{film.pk}-old/rating/", {"stars": 5}).status_code == 303
    assert Vote.objects.get().stars == 5


def test_the_voters_cookie_comes_with_the_first_vote_and_not_before(client, film, rate, settings):
    assert settings.VOTER_COOKIE not in client.get(film.get_absolute_url()).cookies
    assert settings.VOTER_COOKIE not in rate(0).cookies
    cookie = rate(3).cookies[settings.VOTER_COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_forged_cookie_is_nobody(client, film, rate, settings):
    client.cookies[settings.VOTER_COOKIE] = "somebody:forged"
    assert client.get(film.get_absolute_url()).status_code == 200
    rate(3)
    assert rating_line(client, film) == ("3.0 of 5, from 1 vote", False)


def test_a_page_that_shows_ones_own_vote_is_kept_for_nobody_else(client, film):
    response = client.get(film.get_absolute_url())
    assert "Cookie" in response["Vary"]
    assert {"private", "no-cache"} <= set(response["Cache-Control"].split(", "))


def test_a_vote_changes_the_page_that_a_browser_keeps(client, film, rate):
    rate(3)
    client.get(film.get_absolute_url())
    etag = client.get(film.get_absolute_url())["ETag"]
    make_vote(film, stars=5)
    assert client.get(film.get_absolute_url(), headers={"if-none-match": etag}).status_code == 200


def test_the_histogram_says_each_count_in_figures(client, film):
    for stars in (5, 5, 1):
        make_vote(film, stars=stars)
    html = client.get(film.get_absolute_url()).content.decode()
    rows = re.findall(
        r'<th scope="row">(\d) stars?</th>.*?<td class="votes"><span aria-hidden="true">(\d+)', html, re.DOTALL
    )
    assert rows == [("5", "2"), ("4", "0"), ("3", "0"), ("2", "0"), ("1", "1")]


def test_reading_the_ratings_address_leads_to_the_film(client, film):
    response = client.get(reverse("film_rating", args=[film.pk, film.slug]))
    assert (response.status_code, response["Location"]) == (303, film.get_absolute_url() + "#rating")


NO_COOKIE = "Your browser keeps no cookies for this site, and a rating needs one. Allow it and rate again."


def test_the_form_of_a_browser_that_keeps_cookies_rates_by_one_click(client, film):
    assert 'name="proof"' in client.get(film.get_absolute_url()).text
    address = reverse("film_rating", args=[film.pk, film.slug])
    answer = client.post(address, {"stars": 4, "proof": "cookie"})
    assert (answer.status_code, Vote.objects.count()) == (307, 0)
    answer = client.post(answer["Location"], {"stars": 4, "proof": "cookie"})
    assert (answer.status_code, answer["Location"]) == (303, film.get_absolute_url() + "#rating")
    assert "Your rating: 4" in client.get(film.get_absolute_url()).text
    assert client.post(address, {"stars": 2, "proof": "cookie"}).status_code == 303
    assert Vote.objects.get().stars == 2


@pytest.mark.parametrize("headers", [{}, {"accept": "text/html-fragment"}], ids=["form", "script"])
def test_a_browser_that_keeps_no_cookies_is_told_so_in_place_and_casts_no_vote(client, film, headers):
    address = reverse("film_rating", args=[film.pk, film.slug])
    answer = client.post(address, {"stars": 4, "proof": "cookie"}, headers=headers)
    assert answer.status_code == 307
    client.cookies.clear()
    answer = client.post(answer["Location"], {"stars": 4, "proof": "cookie"}, headers=headers)
    assert answer.status_code == 400
    assert NO_COOKIE in answer.text
    assert 'value="4" required checked' in answer.text
    assert "Your rating" not in answer.text
    assert not Vote.objects.exists()


def test_a_refused_vote_keeps_its_stars_to_be_sent_again(client, film, rate, settings):
    settings.LIMITS = {"vote": "1/hour", "comment": "1/hour"}
    rate(5)
    html = rate(2).text
    assert "Your rating: 5" in html
    assert 'value="2" required checked' in html

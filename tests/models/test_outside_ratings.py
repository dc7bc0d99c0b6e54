"""Ratings of other catalogues: counts apart from the votes of visitors, and counted in where the site says so."""

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from catalog.models import Film, OutsideRating, RatingSummary
from catalog.models.ratings import count_outside_after_migrate
from tests.factories import make_film, make_outside_rating, make_vote

pytestmark = pytest.mark.django_db


def rating_of(film):
    summary = RatingSummary.objects.of(film)
    return summary.count, summary.average


@pytest.fixture
def counting(settings):
    settings.COUNT_OUTSIDE_RATINGS = True


def test_the_database_computes_count_and_average_in_stars(film):
    rating = OutsideRating.objects.get(pk=make_outside_rating(film, half_stars_8=3, half_stars_5=1).pk)
    assert (rating.count, rating.average) == (4, pytest.approx((3 * 4 + 2.5) / 4))


def test_a_film_has_one_rating_of_a_catalogue(film):
    make_outside_rating(film)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_outside_rating(film)


def test_ratings_elsewhere_are_apart_from_votes(film):
    make_vote(film, stars=2)
    make_outside_rating(film)
    assert rating_of(film) == (1, 2)


@pytest.mark.usefixtures("counting")
def test_ratings_elsewhere_count_where_the_site_says_so(film):
    make_vote(film, stars=2)
    rating = make_outside_rating(film, half_stars_8=3, half_stars_5=1)
    assert rating_of(film) == (5, pytest.approx((2 + 3 * 4 + 2.5) / 5))
    assert RatingSummary.objects.of(film).visitor_count == 1
    assert RatingSummary.objects.of(film).weighted == pytest.approx((2 + 3 * 4 + 2.5 + 30) / 15)
    rating.delete()
    assert rating_of(film) == (1, 2)


@pytest.mark.usefixtures("counting")
def test_a_film_is_ranked_by_them_without_a_visitors_vote():
    film = make_film()
    make_outside_rating(film)
    assert list(Film.objects.top_rated()) == [film]


def test_migrate_counts_them_in_or_out_after_the_setting_was_changed(film, settings):
    make_vote(film, stars=2)
    make_outside_rating(film)
    settings.COUNT_OUTSIDE_RATINGS = True
    count_outside_after_migrate("default", apps)
    assert rating_of(film)[0] == 5
    settings.COUNT_OUTSIDE_RATINGS = False
    count_outside_after_migrate("default", apps)
    assert rating_of(film) == (1, 2)


def test_the_page_and_the_api_show_them_apart(client, film):
    make_outside_rating(film, half_stars_8=3, half_stars_5=1)
    page = client.get(film.get_absolute_url()).content.decode()
    assert "Ratings elsewhere" in page
    answer = client.get(f"/api/v1/films/{film.pk}/outside_ratings/").json()["results"][0]
    assert (answer["scheme"], answer["count"], answer["average"]) == ("movielens", 4, 3.625)
    assert answer["histogram"]["4.0"] == 3
    assert client.get(f"/api/v1/films/{film.pk}/").json()["rating"]["count"] == 0

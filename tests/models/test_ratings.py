"""Votes, the summary of a film's votes, and the rank that follows from it."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from catalog.models import Film, RatingSummary, Vote
from tests.factories import make_film, make_vote


def summary(film):
    return RatingSummary.objects.of(film)


@pytest.mark.django_db
def test_a_film_without_votes_has_no_average(film):
    assert (summary(film).count, summary(film).average, summary(film).weighted) == (0, None, None)


@pytest.mark.django_db
def test_a_second_vote_replaces_the_first(film):
    make_vote(film, stars=2, voter="ann")
    make_vote(film, stars=5, voter="ann")
    assert summary(film).histogram == {1: 0, 2: 0, 3: 0, 4: 0, 5: 1}
    assert Vote.objects.get().stars == 5


@pytest.mark.django_db
def test_the_same_vote_again_counts_once(film):
    make_vote(film, stars=4, voter="ann")
    make_vote(film, stars=4, voter="ann")
    assert summary(film).count == 1


@pytest.mark.django_db
def test_a_film_has_no_average_after_its_only_vote_is_withdrawn(film):
    make_vote(film, stars=4, voter="ann")
    make_vote(film, stars=0, voter="ann")
    assert (summary(film).count, summary(film).average, summary(film).weighted) == (0, None, None)
    assert not Vote.objects.exists()


@pytest.mark.django_db
def test_withdrawing_a_vote_that_was_never_cast_changes_nothing(film):
    make_vote(film, stars=0, voter="ann")
    assert summary(film).count == 0


@pytest.mark.django_db
@pytest.mark.parametrize("stars", [-1, 6, 2.5, "3", None])
def test_stars_other_than_the_integers_from_0_to_5_are_refused(film, stars):
    with pytest.raises(ValueError, match="give 1 to 5"):
        Vote.objects.cast(film=film, voter="ann", stars=stars)


@pytest.mark.django_db
def test_the_database_refuses_a_second_row_of_one_visitor(film):
    make_vote(film, voter="ann")
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(film=film, voter="ann", stars=1)


@pytest.mark.django_db
def test_count_average_and_weighted_average_follow_from_the_counters(film):
    for stars in (5, 4, 4, 1):
        make_vote(film, stars=stars)
    rating = summary(film)
    assert (rating.count, rating.average) == (4, 3.5)
    assert rating.weighted == pytest.approx((14 + 10 * 3) / (4 + 10))


@pytest.mark.django_db
def test_many_good_votes_rank_above_a_single_best_one():
    popular, obscure, unrated = make_film(), make_film(), make_film()
    for _ in range(20):
        make_vote(popular, stars=4)
    make_vote(obscure, stars=5)
    make_vote(unrated, stars=3, voter="ann")
    make_vote(unrated, stars=0, voter="ann")
    assert list(Film.objects.top_rated()) == [popular, obscure]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_hundred_votes_at_the_same_moment_are_all_counted():
    film, voters, thread_count = make_film(), [f"voter {number}" for number in range(200)], 20
    start, failures = threading.Barrier(thread_count), []

    def vote(own_voters):
        start.wait()
        try:
            for voter in own_voters:
                make_vote(film, stars=1 + voters.index(voter) % 5, voter=voter)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=vote, args=(voters[place::thread_count],)) for place in range(thread_count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert (summary(film).count, summary(film).average, Vote.objects.count()) == (200, 3.0, 200)

"""The time of pages, the API and votes, each as a ratio to a floor: the least possible work, measured beside it."""

import json
from statistics import median
from time import perf_counter

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from catalog.models import RatingSummary
from tests.factories import make_citation, make_credit, make_film, make_person, make_release, make_synopsis, make_vote

pytestmark = pytest.mark.django_db


def seconds(act, times=15):
    """Return the median time of a call."""
    act()
    durations = []
    for _ in range(times):
        start = perf_counter()
        act()
        durations.append(perf_counter() - start)
    return median(durations)


def report(label, cost, floor, floor_label):
    print(f"\n{label}: {cost * 1000:.1f} ms, {cost / floor:.1f} × the floor ({floor_label}, {floor * 1000:.1f} ms)")


def only_queries(client, url):
    """Return a function that sends only the queries of an answer to the database and fetches their rows."""
    with CaptureQueriesContext(connection) as context:
        assert client.get(url).status_code == 200
    queries = [query["sql"] for query in context.captured_queries if query["sql"].startswith("SELECT")]

    def run_queries():
        with connection.cursor() as cursor:
            for query in queries:
                cursor.execute(query.replace("%", "%%"), [])
                cursor.fetchall()

    return run_queries


def big_film():
    film = make_film(title="The Way Back")
    for place in range(300):
        credit = make_credit(film, person=make_person(), billing_order=place, characters=["Walker"])
        make_citation(film, credit=credit)
    for year in range(30):
        make_release(film, date=f"{1990 + year}")
    make_synopsis(film, body="A man walks home. " * 400)
    return film


def bench_a_film_page_with_300_credits(client):
    url = big_film().get_absolute_url()
    report(
        "film page, 300 credits",
        seconds(lambda: client.get(url)),
        seconds(only_queries(client, url)),
        "its queries alone",
    )


def bench_a_film_in_the_api_with_300_credits(client):
    url = f"/api/v1/films/{big_film().pk}/?include=credits,releases,citations"
    answer = client.get(url).json()
    floor = seconds(only_queries(client, url)) + seconds(lambda: json.dumps(answer))
    report("API film, 300 credits", seconds(lambda: client.get(url)), floor, "its queries and the JSON alone")


def bench_a_list_of_100_films(client):
    for _ in range(100):
        make_vote(make_film())
    for url in ("/api/v1/films/?limit=100", "/films/"):
        report(url, seconds(lambda: client.get(url)), seconds(only_queries(client, url)), "its queries alone")  # noqa: B023


def bench_a_vote():
    film = make_film()
    make_vote(film, voter="ann")

    def update_counter():
        with transaction.atomic():
            RatingSummary.objects.filter(film=film).update(stars_1=0)

    report("a vote", seconds(lambda: make_vote(film), 200), seconds(update_counter, 200), "one UPDATE")

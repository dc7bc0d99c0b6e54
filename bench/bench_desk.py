"""The time to open, save, preview and publish a big film on the desk, each against a floor that is measured beside it."""

from secrets import token_urlsafe

import pytest
from django.contrib.auth.models import User

from bench.bench_history import big_film
from bench.bench_reads_and_votes import only_queries, report, seconds
from bench.count_walk import count_walk
from catalog.editing.documents import Root, read_document
from catalog.editing.history import newest_revision_id
from catalog.models import State
from tests.admin.desk_forms import address, open_film, save_film
from tests.factories import make_citation, make_credit, make_film, make_source

pytestmark = pytest.mark.django_db

FLOOR = "reading the film twice"


@pytest.fixture
def desk(client):
    client.force_login(User.objects.create_superuser("edda"))
    return client


def cited_film(state):
    film, source = big_film(state), make_source()
    for kind, rows in (("credit", film.credits), ("release", film.releases), ("title", film.titles)):
        for row in rows.all():
            make_citation(film, source=source, **{kind: row})
    return film


def saver(desk, film, change):
    """Return a function that posts the form with a change; each call changes to another value."""
    fields, values = open_film(desk, film), iter(range(1000, 9000))

    def save():
        keys = {"_seen": newest_revision_id(Root("film", film.pk)), "_once": token_urlsafe(16)}
        form = fields | keys | change(next(values))
        assert save_film(desk, film, form).status_code == 302

    return save


def one_credit(value):
    return {"credits-7-billing_order": value}


def every_credit(value):
    return {f"credits-{place}-billing_order": value + place for place in range(400)}


def bench_a_big_draft(desk):
    film = cited_film(State.DRAFT)
    page, root = address("film", "change", film.pk), Root("film", film.pk)
    print(f"\nthe form of a big film: {len(desk.get(page).content) / 1000:.0f} kB")
    report("opening it", seconds(lambda: desk.get(page), 5), seconds(only_queries(desk, page), 5), "its queries alone")
    floor = 2 * seconds(lambda: read_document(root), 5)
    report("a save that changes nothing", seconds(saver(desk, film, lambda value: {}), 5), floor, FLOOR)
    report("a save of one credit", seconds(saver(desk, film, one_credit), 5), floor, FLOOR)
    report("a save of all 400 credits", seconds(saver(desk, film, every_credit), 5), floor, FLOOR)


def bench_a_big_working_copy(desk):
    film = cited_film(State.PUBLISHED)
    page, root = address("film", "change", film.pk), Root("film", film.pk)
    floor = 2 * seconds(lambda: read_document(root), 5)
    begin = saver(desk, film, every_credit)
    begin()
    report("opening one in which all credits wait", seconds(lambda: desk.get(page), 5), floor, FLOOR)
    report("a save of one credit beside them", seconds(saver(desk, film, one_credit), 5), floor, FLOOR)
    preview, public = address("film", "preview", film.pk), film.get_absolute_url()
    floor_of_page = seconds(lambda: desk.get(public), 5)
    report("a preview of it", seconds(lambda: desk.get(preview), 5), floor_of_page, "the public page")

    def publish():
        begin()
        form = {"step": "publish", "seen": newest_revision_id(root)}
        assert desk.post(address("film", "publication", film.pk), form).status_code == 303

    report("a save of all credits, and publishing them", seconds(publish, 5), floor, FLOOR)


def count_save_of_title(desk):
    """Count the POST that saves another title of a draft with one credit, from a browser in which an editor is logged in."""
    film = make_credit(make_film(title="The Way Back", state=State.DRAFT)).film
    fields = open_film(desk, film) | {"title": "The Way Home"}
    walk = count_walk(lambda: save_film(desk, film, fields))
    film.refresh_from_db()
    assert film.title == "The Way Home"
    return walk


def bench_the_save_of_a_title(desk):
    print(f"\na save of a draft's title: {count_save_of_title(desk)}")

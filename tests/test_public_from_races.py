"""Two transactions that change what shows one person: none overlooks the other, and none waits in a circle."""

import threading
from functools import partial

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

from catalog.editing.documents import Root
from catalog.editing.history import newest_revision_id
from catalog.models import Film, Person, State, Work, moments, showing
from tests.admin.desk_forms import address
from tests.edits import save_edit
from tests.factories import make_credit, make_film, make_person, make_work
from tests.test_races import run_at_once, statuses

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ROUNDS = 4


@pytest.fixture
def desks():
    """Two browsers, in each of which another superuser is logged in."""
    browsers = [Client(raise_request_exception=False) for _ in range(2)]
    for number, browser in enumerate(browsers):
        browser.force_login(User.objects.create_superuser(f"editor {number}"))
    return browsers


def step(desk, film, name):
    page = address("film", "publication", film.pk)
    return lambda: desk.post(page, {"step": name, "seen": newest_revision_id(Root("film", film.pk))})


def test_no_moment_is_computed_before_an_earlier_transaction_on_the_same_person_has_ended(monkeypatch):
    film, draft = make_film(), make_film(state=State.DRAFT)
    person = make_credit(film).person
    make_credit(draft, person=person)
    is_withdrawn, is_computed = threading.Event(), threading.Event()
    compute = moments.public_moments

    def compute_in_publication(*args):
        moments = compute(*args)
        if is_withdrawn.is_set():
            is_computed.set()
        return moments

    monkeypatch.setattr(showing, "public_moments", compute_in_publication)

    def withdraw():
        with transaction.atomic():
            Film.objects.filter(pk=film.pk).withdraw()
            is_withdrawn.set()
            return is_computed.wait(timeout=1)

    def publish():
        is_withdrawn.wait()
        Film.objects.filter(pk=draft.pk).publish()

    is_overtaken, _ = run_at_once(withdraw, publish)
    assert not is_overtaken
    assert Person.objects.get().public_from == Film.objects.get(pk=draft.pk).published_from


def test_one_film_is_published_while_another_one_of_the_same_people_is_withdrawn(desks):
    for _ in range(ROUNDS):
        people = [make_person() for _ in range(5)]
        film, draft = make_film(), make_film(state=State.DRAFT)
        for row, cast in ((film, people), (draft, people[::-1])):
            for person in cast:
                make_credit(row, person=person)
        responses = run_at_once(step(desks[0], film, "withdraw"), step(desks[1], draft, "publish"))
        assert statuses(responses) == [303, 303]
        moment = Film.objects.get(pk=draft.pk).published_from
        assert {person.public_from for person in Person.objects.filter(pk__in=[p.pk for p in people])} == {moment}


def save_person(person, biography):
    person = Person.objects.get(pk=person.pk)
    person.biography = biography
    save_edit(person, person.save)


def test_people_are_saved_while_their_films_are_published_and_withdrawn(desks):
    people = [make_person() for _ in range(3)]
    films = [make_film(state=State.DRAFT), make_film(state=State.DRAFT)]
    for film in films:
        for person in people:
            make_credit(film, person=person)
    for number in range(ROUNDS):
        name = "withdraw" if number % 2 else "publish"
        saves = [partial(save_person, person, f"Born in {number}.") for person in people]
        responses = run_at_once(*saves, step(desks[0], films[0], name), step(desks[1], films[1], name))
        assert statuses(responses[-2:]) == [303, 303]


def add_author(work, author):
    save_edit(work, lambda: Work.objects.get(pk=work.pk).authors.add(author))


def test_an_author_is_added_to_a_work_while_its_film_is_published(desks):
    for _ in range(ROUNDS):
        film, author = make_film(state=State.DRAFT), make_person()
        work = make_work(film).work
        _, response = run_at_once(partial(add_author, work, author), step(desks[0], film, "publish"))
        assert response.status_code == 303
        assert Person.objects.get(pk=author.pk).public_from == Film.objects.get(pk=film.pk).published_from

"""From when people, companies and sources are public. After each test of the suite the stored moments are compared with the computed ones."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.models import (
    Credit,
    Film,
    Person,
    Reading,
    State,
)
from tests.factories import (
    in_a_week,
    make_article,
    make_award,
    make_citation,
    make_credit,
    make_film,
    make_film_company,
    make_image,
    make_job,
    make_person,
    make_question,
    make_source,
    make_synopsis,
    make_work,
)

pytestmark = pytest.mark.django_db
MOMENT = timezone.now().replace(microsecond=0) - timedelta(days=30)
LATER = MOMENT + timedelta(days=5)


def public_from(row):
    return type(row).objects.values_list("public_from", flat=True).get(pk=row.pk)


def show_person_as_author(film, **fields):
    person = make_person()
    return make_work(film, authors=[person]), person


def show_person_as_recipient(film, **fields):
    person = make_person()
    return make_award(film, recipients=[person]), person


def show_company(film, **fields):
    row = make_film_company(film)
    return row, row.company


def show_source(make):
    def show(film, **fields):
        source = make_source()
        row = make(film, source=source, **fields)
        return row, source

    return show


def show_source_by_reading(film, **fields):
    source = make_source()
    question = make_question(film, readings=[(source, "Water")], **fields)
    return question.readings.get(), source


def show_person_by_credit(film, **fields):
    credit = make_credit(film)
    return credit, credit.person


ROWS = {
    "credit": show_person_by_credit,
    "author": show_person_as_author,
    "recipient": show_person_as_recipient,
    "company": show_company,
    "citation": show_source(lambda film, source, **_: make_citation(film, source=source, field="logline")),
    "synopsis": show_source(make_synopsis),
    "article": show_source(make_article),
    "image": show_source(make_image),
    "reading": show_source_by_reading,
}
every_row = pytest.mark.parametrize("show", ROWS.values(), ids=ROWS)
PUBLISHABLE = {name: ROWS[name] for name in ("synopsis", "article", "image", "reading")}


@every_row
def test_what_a_row_of_a_film_shows_is_public_from_the_films_moment(show):
    _, target = show(make_film(published_from=MOMENT), published_from=MOMENT)
    assert public_from(target) == MOMENT


@every_row
def test_what_a_row_of_a_draft_names_is_not_public_until_the_film_is_published(show):
    film = make_film(state=State.DRAFT)
    _, target = show(film, published_from=MOMENT)
    assert public_from(target) is None
    Film.objects.filter(pk=film.pk).publish(LATER)
    assert public_from(target) == LATER
    Film.objects.filter(pk=film.pk).withdraw()
    assert public_from(target) is None


@every_row
def test_it_is_public_no_more_when_its_row_is_deleted(show):
    row, target = show(make_film(published_from=MOMENT), published_from=MOMENT)
    row.delete()
    assert public_from(target) is None


@every_row
def test_it_is_public_no_more_when_its_row_is_deleted_with_others(show):
    row, target = show(make_film(published_from=MOMENT), published_from=MOMENT)
    type(row).objects.filter(pk=row.pk).delete()
    assert public_from(target) is None


@every_row
@pytest.mark.parametrize("delete", [lambda film: film.delete(), lambda film: Film.objects.filter(pk=film.pk).delete()])
def test_it_is_public_no_more_when_its_film_is_deleted(show, delete):
    film = make_film(published_from=MOMENT)
    _, target = show(film, published_from=MOMENT)
    delete(film)
    assert public_from(target) is None


@every_row
def test_a_row_moves_to_another_film_with_what_it_shows(show):
    film, other_film = make_film(published_from=MOMENT), make_film(published_from=LATER)
    row, target = show(film, published_from=MOMENT)
    owner = row.question if isinstance(row, Reading) else row
    owner.film = other_film
    owner.save()
    assert public_from(target) == LATER


@every_row
def test_a_film_saved_with_another_moment_shows_from_then_on(show):
    film = make_film(published_from=MOMENT)
    _, target = show(film, published_from=MOMENT)
    film.published_from = in_a_week().replace(microsecond=0)
    film.save()
    assert public_from(target) == film.published_from
    assert not type(target).objects.published().filter(pk=target.pk).exists()


@pytest.mark.parametrize("show", PUBLISHABLE.values(), ids=PUBLISHABLE)
def test_a_part_with_a_state_shows_its_source_from_the_later_of_its_moment_and_the_films(show):
    _, target = show(make_film(published_from=MOMENT), published_from=LATER)
    assert public_from(target) == LATER
    row, target = show(make_film(published_from=LATER), published_from=MOMENT)
    assert public_from(target) == LATER
    part = row.question if isinstance(row, Reading) else row
    type(part).objects.filter(pk=part.pk).withdraw()
    assert public_from(target) is None
    type(part).objects.filter(pk=part.pk).publish(MOMENT)
    assert public_from(target) == LATER


def test_the_earliest_of_several_moments_counts():
    person = make_person()
    make_credit(make_film(published_from=LATER), person=person)
    earliest = make_film(published_from=MOMENT)
    make_award(earliest, recipients=[person])
    make_work(make_film(published_from=in_a_week()), authors=[person])
    assert public_from(person) == MOMENT
    Film.objects.filter(pk=earliest.pk).withdraw()
    assert public_from(person) == LATER


def test_a_row_that_names_another_one_hides_the_first():
    credit, person = show_person_by_credit(make_film(published_from=MOMENT))
    credit.person = make_person()
    credit.save()
    assert (public_from(person), public_from(credit.person)) == (None, MOMENT)
    Credit.objects.filter(pk=credit.pk).update(person=person)
    assert (public_from(person), public_from(credit.person)) == (MOMENT, None)


def test_rows_inserted_at_once_show_whom_they_name():
    film, people = make_film(published_from=MOMENT), [make_person() for _ in range(3)]
    Credit.objects.bulk_create(Credit(film=film, person=person, job=make_job()) for person in people)
    assert [public_from(person) for person in people] == [MOMENT] * 3


def test_deleting_a_credit_hides_the_source_that_was_cited_for_it_alone():
    film = make_film(published_from=MOMENT)
    credit = make_credit(film)
    citation = make_citation(film, credit=credit)
    credit.delete()
    assert public_from(citation.source) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda people, ann, bob: people.set([bob]),
        lambda people, ann, bob: (people.add(bob), people.remove(ann)),
        lambda people, ann, bob: (people.clear(), people.add(bob)),
    ],
    ids=["set", "add and remove", "clear"],
)
@pytest.mark.parametrize("kind", ["recipients of awards", "authors of works"])
def test_people_linked_with_awards_and_works_are_public_while_they_are(kind, change):
    film, ann, bob = make_film(published_from=MOMENT), make_person(), make_person()
    if kind == "recipients of awards":
        people = make_award(film, recipients=[ann]).recipients
    else:
        people = make_work(film, authors=[ann]).work.authors
    assert (public_from(ann), public_from(bob)) == (MOMENT, None)
    change(people, ann, bob)
    assert (public_from(ann), public_from(bob)) == (None, MOMENT)


def test_a_link_made_from_the_persons_side_counts():
    award, work = make_award(make_film(published_from=LATER)), make_work(make_film(published_from=MOMENT)).work
    person = make_person()
    person.awards.add(award)
    assert public_from(person) == LATER
    person.works.add(work)
    assert public_from(person) == MOMENT
    person.works.clear()
    assert public_from(person) == LATER


def test_a_save_of_a_row_read_earlier_keeps_the_stored_moment():
    person = make_person()
    make_credit(make_film(published_from=MOMENT), person=person)
    assert person.public_from is None
    person.name = "Peter Weir"
    person.save()
    assert public_from(person) == MOMENT


def test_what_becomes_public_does_not_count_as_changed():
    person = make_person()
    changed_at = Person.objects.get().updated_at
    make_credit(make_film(), person=person)
    assert Person.objects.get().updated_at == changed_at

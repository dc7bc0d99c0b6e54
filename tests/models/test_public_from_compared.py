"""The stored moments from which rows are public are those that looking for what shows them finds."""

from datetime import timedelta

import pytest
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from catalog.models import (
    Article,
    Award,
    Citation,
    Company,
    Credit,
    FilmCompany,
    Image,
    Person,
    Reading,
    Source,
    State,
    Synopsis,
    Work,
)
from tests.factories import (
    in_a_week,
    make_article,
    make_award,
    make_citation,
    make_company,
    make_credit,
    make_film,
    make_film_company,
    make_image,
    make_person,
    make_question,
    make_source,
    make_synopsis,
    make_work,
)
from tests.public_from import assert_public_from_is_right

pytestmark = pytest.mark.django_db
MOMENT = timezone.now().replace(microsecond=0) - timedelta(days=30)
LATER = MOMENT + timedelta(days=5)


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


def conditions_of_old(model, moment):
    """The condition that decided what is public before `public_from` was stored, at a moment."""

    def is_public(*prefixes):
        conditions = [{f"{p}state": State.PUBLISHED, f"{p}published_from__lte": moment} for p in prefixes]
        return Q(*(Q(**condition) for condition in conditions))

    row, film = OuterRef("pk"), "film__"
    return {
        Person: Exists(Credit.objects.filter(is_public(film), person=row))
        | Exists(Work.objects.filter(is_public("films__"), authors=row))
        | Exists(Award.objects.filter(is_public(film), recipients=row)),
        Company: Exists(FilmCompany.objects.filter(is_public(film), company=row)),
        Source: Exists(Citation.objects.filter(is_public(film), source=row))
        | Exists(Synopsis.objects.filter(is_public(film, ""), source=row))
        | Exists(Article.objects.filter(is_public(film, ""), source=row))
        | Exists(Image.objects.filter(is_public(film, ""), source=row))
        | Exists(Reading.objects.filter(is_public("question__film__", "question__"), source=row)),
    }[model]


@pytest.mark.parametrize("model", [Person, Company, Source])
def test_at_every_moment_the_same_rows_are_public_as_by_looking_for_what_shows_them(model):
    states = [
        {"state": State.DRAFT},
        {"state": State.WITHDRAWN},
        {},
        {"published_from": LATER},
        {"published_from": in_a_week()},
    ]
    for film_state in states:
        film = make_film(**film_state)
        for show in ROWS.values():
            for part_state in states:
                show(film, **part_state)
    for make in (make_person, make_company, make_source):
        make()
    days = (timedelta(days=days) for days in (-40, -26, -1, 0, 6, 8))
    for moment in [timezone.now() + day for day in days]:
        assert set(model.objects.filter(public_from__lte=moment)) == set(
            model.objects.filter(conditions_of_old(model, moment))
        )
    assert 0 < model.objects.published().count() < model.objects.count()


def test_the_check_that_ends_each_test_names_a_wrong_moment():
    credit = make_credit(make_film())
    Person._base_manager.filter(pk=credit.person_id).update(public_from=None)
    with pytest.raises(AssertionError, match="person"):
        assert_public_from_is_right()
    Person._base_manager.filter(pk=credit.person_id).update(public_from=credit.film.published_from)

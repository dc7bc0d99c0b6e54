"""Merges keep the order of characters, and what credits say; to take them back restores both."""

import pytest

from catalog.merging.unmerge import unmerge
from catalog.models import Character, Credit, Person
from tests.factories import make_credit, make_film, make_job, make_person

pytestmark = pytest.mark.django_db


def characters(credit):
    return [character.name for character in credit.characters.all()]


def test_a_merge_of_characters_keeps_their_order_and_taking_it_back_restores_it(ann, merge_into):
    names = ["Maria", "Machine Human", "Mary"]
    maria, human, mary = (Character.objects.create(name=name) for name in names)
    credit, other_credit = make_credit(make_film()), make_credit(make_film())
    credit.characters.set([mary, human])
    other_credit.characters.set([human, mary, maria])
    merge = merge_into(maria, mary)
    assert characters(credit) == ["Maria", "Machine Human"]
    assert characters(other_credit) == ["Machine Human", "Maria"]
    unmerge(merge, editor=ann)
    assert characters(credit) == ["Mary", "Machine Human"]
    assert characters(other_credit) == ["Machine Human", "Mary", "Maria"]


def test_the_same_characters_in_another_order_are_the_same_credit(merge_into):
    people, job, film = [make_person(), make_person()], make_job(), make_film()
    rows = [Character.objects.create(name=name) for name in ("Maria", "Machine Human")]
    for person, order in zip(people, (rows, rows[::-1]), strict=True):
        make_credit(film, person=person, job=job).characters.set(order)
    merge_into(*people)
    assert characters(Credit.objects.get()) == ["Maria", "Machine Human"]


@pytest.mark.parametrize(
    ("fields", "other_fields", "count"),
    [
        ({}, {"voice": True}, 1),
        ({}, {"uncredited": True}, 1),
        ({"credited_as": "Kurt"}, {"uncredited": True}, 2),
        ({}, {"archive_footage": True}, 2),
        ({"segment": "One"}, {"segment": "Two"}, 2),
    ],
)
def test_what_two_credits_say_decides_whether_they_are_one(merge_into, fields, other_fields, count):
    people, job, film = [make_person(), make_person()], make_job(), make_film()
    make_credit(film, person=people[0], job=job, **fields)
    make_credit(film, person=people[1], job=job, **other_fields)
    merge_into(*people)
    assert Credit.objects.count() == count
    for name, value in other_fields.items():
        assert Credit.objects.filter(person=people[0], **{name: value}).exists()


def test_who_takes_over_a_name_in_the_credits_is_found_by_it(merge_into):
    people, job, film = [make_person(name="Curt"), make_person()], make_job(), make_film()
    make_credit(film, person=people[0], job=job)
    make_credit(film, person=people[1], job=job, credited_as="Kürt")
    merge_into(*people)
    credit = Credit.objects.get()
    assert (credit.credited_as, credit.search_text) == ("Kürt", " kurt")
    assert Person.objects.filter(credits__in=Credit.objects.with_own_name()).get() == people[0]

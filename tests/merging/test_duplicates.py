"""What is proposed as there twice, and what never is again."""

import io

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.merging.duplicate_criteria import FEW_NAMESAKES
from catalog.merging.duplicates import MOST_COMPARED, decide_pair, find_duplicates
from catalog.merging.merge import merge
from catalog.models import Character, DuplicatePair, DuplicateState, Person
from tests.factories import (
    make_company,
    make_credit,
    make_film,
    make_film_company,
    make_job,
    make_person,
    make_person_name,
    make_source,
)

pytestmark = pytest.mark.django_db


def find_proposals(noun="person"):
    """Search for duplicates, and return {pair: why} of the proposals."""
    find_duplicates(noun)
    waiting = DuplicatePair.objects.filter(noun=noun, state=DuplicateState.PROPOSED)
    return {(proposal.left, proposal.right): proposal.why for proposal in waiting}


def namesakes(*fields, name="Peter Weir"):
    return [make_person(name=name, **person_fields) for person_fields in fields]


def pair(rows):
    return tuple(row.pk for row in rows)


def test_two_of_one_name_in_one_film_are_proposed(film):
    two = [make_person(name="Dragoș Bucur"), make_person(name="Dragos  bucur".replace("  ", " "))]
    for person in two:
        make_credit(film, person=person)
    assert find_proposals() == {pair(two): "Same name; films in common: 1"}


@pytest.mark.parametrize("field", ["born", "died"])
def test_two_of_one_name_and_date_are_proposed(field):
    two = namesakes({field: "1944"}, {field: "1944-08-21"})
    assert find_proposals() == {pair(two): f"Same name; {field} 1944-08-21"}


@pytest.mark.parametrize(
    "two",
    [
        ({}, {}),
        ({"born": "1944"}, {}),
        ({"born": "1944"}, {"born": "1945"}),
        ({"born": "1944", "died": "1999"}, {"born": "1944", "died": "2001"}),
    ],
)
def test_a_name_alone_or_against_its_dates_is_not_enough(film, two):
    people = namesakes(*two)
    if two[0].get("born") and two[1].get("born"):
        for person in people:
            make_credit(film, person=person)
    assert find_proposals() == {}


def at_work(person, year):
    make_credit(make_film(given_date=str(year)), person=person)


def test_few_of_one_name_are_proposed_where_they_worked_in_the_same_years():
    two = namesakes({}, {})
    for person, years in zip(two, ((1990, 2000), (1999, 2010)), strict=True):
        for year in years:
            at_work(person, year)
    assert find_proposals() == {pair(two): "Same name; both at work in 1999–2000"}
    people = namesakes(*[{}] * FEW_NAMESAKES)
    for person in people:
        at_work(person, 1999)
    assert find_proposals() == {}


def test_of_very_many_of_one_name_those_are_proposed_who_share_a_film(film):
    people = namesakes(*[{}] * (MOST_COMPARED + 10))
    for person in people[:2]:
        make_credit(film, person=person)
    assert find_proposals() == {pair(people[:2]): "Same name; films in common: 1"}


def test_one_outside_id_in_two_spellings_is_proposed():
    two = [make_person(), make_person()]
    for person, value in zip(two, ("nm0001234", "nm00001234"), strict=True):
        person.external_ids.create(scheme_id="imdb", value=value)
    make_person().external_ids.create(scheme_id="imdb", value="nm12340000")
    assert find_proposals() == {pair(two): "One outside id in two spellings: nm0001234 and nm00001234"}


def test_companies_of_one_name_and_country_or_film_are_proposed(film):
    two = [make_company(name="Exclusive", country_id="US"), make_company(name="exclusive", country_id="US")]
    make_company(name="Exclusive", country_id="PL")
    assert find_proposals("company") == {pair(two): "Same name; both of one country"}
    fund_twice = [make_company(name="Film Fund"), make_company(name="Film Fund")]
    for company in fund_twice:
        make_film_company(film, company=company)
    assert find_proposals("company")[pair(fund_twice)] == "Same name; films in common: 1"


def test_characters_of_one_name_are_proposed_in_one_film_or_played_by_one_person(film):
    people = [Character.objects.create(name="Janusz") for _ in range(4)]
    for character in people[:2]:
        make_credit(film).characters.add(character)
    actor = make_person()
    for character in people[1:3]:
        make_credit(make_film(), person=actor).characters.add(character)
    assert find_proposals("character") == {
        pair(people[:2]): "Same name; in one film",
        pair(people[1:3]): "Same name; played by one person",
    }


def test_sources_of_one_address_or_of_one_title_and_publisher_are_proposed():
    address = [make_source(url="https://example.org/a") for _ in range(2)]
    title = [make_source(title="A Review", publisher="The Paper"), make_source(title="a review", publisher="the paper")]
    make_source(title="A Review", publisher="The Paper", url="https://example.org/b", published_on="1999")
    make_source(title="A Review", publisher="The Paper", url="https://example.org/c", published_on="2000")
    assert find_proposals("source").keys() >= {pair(address), pair(title)}
    assert len(DuplicatePair.objects.filter(left__gte=title[1].pk + 1)) == 0


def test_films_of_one_title_and_nearly_one_year_are_proposed():
    two = [make_film(title="Nosferatu", given_date="1922"), make_film(title="nosferatu", given_date="1921")]
    make_film(title="Nosferatu", given_date="1979")
    assert find_proposals("film") == {pair(two): "Same title; of 1921 and of 1922"}


def test_films_of_one_original_title_and_director_are_proposed():
    director, job = make_person(), make_job("Director", "Directing")
    two = [make_film(title="Spirited Away", original_title="千と千尋"), make_film(title="千と千尋")]
    for film in two:
        make_credit(film, person=director, job=job)
    make_film(title="Other", original_title="千と千尋")
    assert find_proposals("film") == {pair(two): "Same original title; same director"}


def test_what_is_not_the_same_is_never_proposed_again():
    two = namesakes({"born": "1944"}, {"born": "1944"})
    assert find_proposals()
    assert decide_pair(noun="person", left=two[0].pk, right=two[1].pk, is_taken_back=False, editor=None)
    assert not decide_pair(noun="person", left=two[0].pk, right=two[1].pk, is_taken_back=False, editor=None)
    assert find_proposals() == {}
    assert decide_pair(noun="person", left=two[0].pk, right=two[1].pk, is_taken_back=True, editor=None)
    assert find_proposals()


def test_what_was_said_of_one_holds_of_what_it_was_merged_into():
    first, second, third = namesakes({"born": "1944"}, {"born": "1944"}, {"born": "1944"})
    find_proposals()
    decide_pair(noun="person", left=second.pk, right=third.pk, is_taken_back=False, editor=None)
    merge(noun="person", survivor=first.pk, loser=second.pk, editor=None)
    assert find_proposals() == {}


def test_a_proposal_that_no_longer_holds_goes():
    two, deleted_pair = (
        namesakes({"born": "1944"}, {"born": "1944"}),
        namesakes({"born": "1950"}, {"born": "1950"}, name="X"),
    )
    assert len(find_proposals()) == 2
    Person.objects.filter(pk=two[0].pk).update(born="1950")
    Person.objects.filter(pk=deleted_pair[0].pk).delete()
    assert find_duplicates("person").withdrawn_pairs == 2
    assert not DuplicatePair.objects.exists()


def test_a_second_look_finds_the_same():
    namesakes({"born": "1944"}, {"born": "1944"})
    first, second = find_duplicates("person"), find_duplicates("person")
    assert (first.new, first.waiting, second.new, second.waiting) == (1, 1, 0, 1)


def queries(number):
    for place in range(number):
        namesakes({"born": "1944"}, {"born": "1944"}, name=f"Namesake {number} {place}")
    with CaptureQueriesContext(connection) as captured:
        find_duplicates("person")
    return len(captured)


def test_a_look_costs_no_query_a_pair():
    assert queries(2) == queries(40)


def test_the_command_says_what_it_found():
    namesakes({"born": "1944"}, {"born": "1944"})
    out = io.StringIO()
    call_command("find_duplicates", stdout=out)
    assert "people: 2 looked at" in out.getvalue()
    assert "Possible duplicates: 1, of them new: 1, no longer: 0." in out.getvalue()
    silent = io.StringIO()
    call_command("find_duplicates", "film", stdout=silent, verbosity=0)
    assert silent.getvalue() == ""


def test_people_of_whom_one_has_the_others_name_as_another_one_are_proposed():
    film = make_film()
    people = [make_person(name="Curt Siodmak"), make_person(name="Kurt Siodmák")]
    for person in people:
        make_credit(film, person=person)
    assert find_proposals() == {}
    make_person_name(people[0], name="Kurt Siodmak", public=False)
    make_person_name(people[0], name="Curt Siodmák")
    assert find_proposals() == {pair(people): "A name of one is another name of the other; films in common: 1"}


def test_namesakes_of_whom_one_died_before_the_other_was_born_are_not_proposed():
    film = make_film()
    people = [make_person(name="Peter Weir", died="1899"), make_person(name="Peter Weir")]
    for person in people:
        make_credit(film, person=person)
    assert len(find_proposals()) == 1
    Person.objects.filter(pk=people[1].pk).update(born="1944-08-21")
    assert find_proposals() == {}

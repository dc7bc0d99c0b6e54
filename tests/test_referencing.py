"""How well the catalogue is referenced: what is counted, and what the desk shows of it."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from catalog.admin.pages import references
from catalog.models import ReferenceCount, ReferenceTotal
from catalog.referencing import count_references
from tests.factories import (
    cite_entry,
    make_citation,
    make_credit,
    make_film,
    make_person,
    make_person_name,
    make_source,
    make_version,
)

pytestmark = pytest.mark.django_db

PAGE = "admin:catalog_source_references"


def numbers_of(noun, row):
    count = ReferenceCount.objects.get(noun=noun, key=row.pk)
    return {"facts": count.facts, "uncited": count.uncited, "copied": count.copied, "dead": count.dead}


def numbers_of_birth(*sources):
    """Count a person who has one fact, with these sources."""
    person = make_person(born="1890")
    for source in sources:
        cite_entry(person, "born", source)
    count_references()
    return numbers_of("person", person)


def test_each_name_is_a_fact_with_its_own_sources_and_those_of_all_names():
    person = make_person()
    name, _ = make_person_name(person), make_person_name(person)
    cite_entry(person, source=make_source(), person_name=name)
    count_references()
    assert numbers_of("person", person) == {"facts": 2, "uncited": 1, "copied": 0, "dead": 0}
    cite_entry(person, "names")
    count_references()
    assert numbers_of("person", person)["uncited"] == 0


@pytest.fixture
def original():
    return make_source()


def test_a_fact_without_a_source():
    assert numbers_of_birth() == {"facts": 1, "uncited": 1, "copied": 0, "dead": 0}


def test_a_source_that_is_no_copy_is_a_voice_of_its_own(original):
    make_source(copied_from=original)
    assert numbers_of_birth(original) == {"facts": 1, "uncited": 0, "copied": 0, "dead": 0}


def test_a_copy_alone_is_one_copied_voice(original):
    assert numbers_of_birth(make_source(copied_from=original))["copied"] == 1


def test_an_original_and_a_copy_of_a_copy_of_it_are_one_copied_voice(original):
    copy = make_source(copied_from=original)
    assert numbers_of_birth(original, make_source(copied_from=copy))["copied"] == 1


def test_two_copies_of_one_source_are_one_copied_voice(original):
    copies = [make_source(copied_from=original) for _ in range(2)]
    assert numbers_of_birth(*copies)["copied"] == 1


def test_a_copy_and_somebody_else_are_two_voices(original):
    assert numbers_of_birth(make_source(copied_from=original), make_source())["copied"] == 0


def test_a_fact_has_a_dead_link_where_one_of_its_sources_has():
    dead = make_source(url="https://example.org/", dead_since="2019")
    assert numbers_of_birth(dead, make_source())["dead"] == 1


def test_the_facts_of_a_film_are_its_fields_its_rows_and_the_fields_of_its_versions():
    film = make_film(title="Metropolis", logline="A city.")
    make_citation(film, field="logline")
    credit = make_credit(film)
    version = make_version(film, length_metres=4189, runtime_minutes=153)
    make_citation(film, version=version)
    count_references()
    totals = {total.kind: (total.facts, total.uncited) for total in ReferenceTotal.objects.all()}
    assert (totals["film"][0] - totals["film"][1], totals["credit"]) == (1, (1, 1))
    assert totals["version"][1] == 0
    assert totals["version"][0] >= 2
    make_citation(film, credit=credit)
    version.citations.update(field="length_metres")
    count_references()
    totals = {total.kind: total for total in ReferenceTotal.objects.all()}
    assert totals["credit"].uncited == 0
    assert totals["version"].with_source == 1
    count = ReferenceCount.objects.get(noun="film", key=film.pk)
    assert count.facts == sum(totals[kind].facts for kind in ("film", "credit", "version"))


def test_what_was_deleted_is_no_longer_counted():
    person = make_person(born="1890")
    count_references()
    person.delete()
    count_references()
    assert not ReferenceCount.objects.filter(noun="person").exists()
    assert ReferenceTotal.objects.get(kind="person").facts == 0


def test_counting_takes_as_many_queries_for_many_as_for_few(django_assert_max_num_queries):
    for _ in range(20):
        film = make_film(logline="A city.")
        make_citation(film, field="logline")
        make_credit(film)
    with django_assert_max_num_queries(120):
        count_references()


def test_the_command_counts_and_says_what(capsys):
    make_person(born="1890")
    call_command("count_references")
    assert "person: 1 facts; 0 with a source, 1 without" in capsys.readouterr().out


def test_the_desk_shows_the_numbers_and_leads_to_the_entries(admin_client):
    person = make_person(name="Fritz Lang", born="1890")
    text = admin_client.get(reverse(PAGE)).text
    assert "Nothing was counted yet" in text
    assert "When this was counted" not in text
    assert "Where there is most to mend" not in text
    assert reverse(PAGE) in admin_client.get(reverse("admin:index")).text
    assert admin_client.post(reverse(PAGE), {"do": "count"}).status_code == 303
    text = admin_client.get(reverse(PAGE), {"noun": "person", "fault": "uncited"}).text
    assert reverse("admin:catalog_person_change", args=[person.pk]) in text
    assert "1 of 1" in text
    assert "one copied voice alone" in text
    text = admin_client.get(reverse(PAGE), {"noun": "company", "fault": "dead"}).text
    assert "When this was counted, there were no such facts." in text
    person.delete()
    assert "Fritz Lang" not in admin_client.get(reverse(PAGE), {"noun": "person"}).text


def test_a_large_catalogue_is_not_counted_while_a_page_waits(admin_client, monkeypatch):
    monkeypatch.setattr(references, "MOST_COUNTED", 1)
    make_person(born="1890")
    make_person()
    assert "manage.py count_references" in admin_client.get(reverse(PAGE)).text
    admin_client.post(reverse(PAGE), {"do": "count"})
    assert not ReferenceTotal.objects.exists()


def test_the_page_costs_the_same_however_much_was_counted(admin_client, django_assert_max_num_queries):
    for _ in range(30):
        make_person(born="1890")
    count_references()
    with django_assert_max_num_queries(20):
        admin_client.get(reverse(PAGE), {"noun": "person"})

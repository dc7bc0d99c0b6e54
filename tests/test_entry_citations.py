"""Sources are cited for the fields of people, companies and works, as they are for those of films."""

import pytest
from django.contrib.admin import site
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from catalog.editing.documents import Root, read_document
from catalog.editing.edit import Edit
from catalog.editing.revert import restore
from catalog.merging.merge import merge
from catalog.merging.unmerge import unmerge
from catalog.models import Company, EntryCitation, Film, Person, Revision, Source, Work
from catalog.models.facts import ENTRIES
from tests.factories import (
    cite_entry,
    make_award,
    make_company,
    make_credit,
    make_film,
    make_film_company,
    make_person,
    make_source,
    make_work,
)

pytestmark = pytest.mark.django_db

# Columns that say nothing to visitors, or that follow from others.
OWN_FIELDS = {
    "person": {"sort_name", "note", "name_key", "name_order", "name_language", "desk_search_text"},
    "company": {"note"},
    "work": set(),
}
AUTOMATIC = {"id", "created_at", "updated_at", "public_from", "sort_key", "search_text"}


@pytest.fixture
def person(film):
    person = make_person(name="Fritz Lang", born="1890-12-05", birthplace="Vienna")
    make_credit(film, person=person)
    return person


@pytest.fixture
def company(film):
    company = make_company(name="Ufa", founded="1917")
    make_film_company(film, company=company)
    return company


@pytest.fixture
def work(film):
    return make_work(film, title="The novel", year="1925").work


def is_public(source):
    return Source.objects.published().filter(pk=source.pk).exists()


@pytest.mark.parametrize("model", [Person, Company, Work])
def test_each_public_field_takes_citations(model):
    noun = model._meta.model_name
    columns = {field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)}
    columns = {name for name in columns if not name.endswith(("_first", "_last"))}
    missing = columns - ENTRIES[noun].keys() - OWN_FIELDS[noun] - AUTOMATIC
    assert not missing, f"Write {sorted(missing)} into ENTRIES of catalog/models/facts.py, or into OWN_FIELDS here."
    assert all(field.label for field in ENTRIES[noun].values())


@pytest.mark.parametrize("model", [Person, Company, Work])
def test_the_form_of_each_noun_has_its_sources(model):
    assert EntryCitation in {inline.model for inline in site.get_model_admin(model).inlines}


def test_the_page_of_a_person_marks_each_cited_fact_and_lists_its_sources(client, person):
    source = make_source(title="A biography", authors="McGilligan, Patrick", edition="2nd edition")
    for field in ("name", "born", "birthplace"):
        cite_entry(person, field, source, locator="p. 5", quote=f"words on {field}")
    cite_entry(person, "born", make_source(title="A register"), differs="1889")
    text = client.get(person.get_absolute_url()).text
    assert text.count('title="A biography, p. 5"') == 3
    for words in ("McGilligan, Patrick", "2nd edition", "A register", ": <bdi>1889</bdi>", "words on born"):
        assert words in text


def test_the_page_of_a_company_marks_each_cited_fact(client, company):
    cite_entry(company, "founded", make_source(title="A chronicle"), locator="p. 9")
    assert 'title="A chronicle, p. 9"' in client.get(company.get_absolute_url()).text


def test_the_page_of_a_film_marks_the_facts_of_the_work_that_it_is_based_on(client, film, work):
    source = make_source(title="A bibliography")
    cite_entry(work, "year", source, locator="no. 12")
    text = client.get(film.get_absolute_url()).text
    assert 'title="A bibliography, no. 12"' in text
    assert "Year" in client.get(film.get_absolute_url() + "sources/").text or "ublished" in text
    [based_on] = client.get(f"/api/v1/films/{film.pk}/").json()["based_on"]
    assert [(row["field"], row["locator"]) for row in based_on["citations"]] == [("year", "no. 12")]


def test_the_api_says_which_source_states_which_field(client, person, company):
    source = make_source(title="A biography")
    cite_entry(person, "born", source, locator="01:23:45", quote="born in 1890", differs="1889")
    cite_entry(company, "seat", source)
    [citation] = client.get(f"/api/v1/people/{person.pk}/").json()["citations"]
    assert (citation["source"]["id"], citation["field"]) == (source.pk, "born")
    assert (citation["locator"], citation["quote"], citation["differs"]) == ("01:23:45", "born in 1890", "1889")
    assert client.get(f"/api/v1/companies/{company.pk}/").json()["citations"][0]["field"] == "seat"


def test_lists_are_narrowed_to_what_rests_on_a_source(client, film, person, company, work):
    make_credit(film, person=make_person(name="Somebody else"))
    make_film_company(film, company=make_company(name="Another company"))
    make_film(title="Another film")
    source, loser = make_source(), make_source()
    cite_entry(person, "born", source)
    cite_entry(company, "seat", source)
    cite_entry(work, "year", source)
    merge(noun="source", survivor=source.pk, loser=loser.pk, editor=None)
    for route, row in (("people", person), ("companies", company), ("films", film)):
        for key in (source.pk, loser.pk):
            rows = client.get(f"/api/v1/{route}/", {"source": key}).json()["results"]
            assert [answer["id"] for answer in rows] == [row.pk]
    assert client.get("/api/v1/people/", {"source": "x"}).status_code == 400
    assert "Fritz Lang" in client.get("/people/", {"source": source.pk}).text
    assert "Somebody else" not in client.get("/people/", {"source": source.pk}).text


def test_the_page_of_a_source_says_what_rests_on_it(client, film, person, company, work):
    source = make_source(title="A handbook")
    unseen = make_person(name="Somebody hidden")
    for entry, field in ((person, "born"), (company, "founded"), (work, "year"), (unseen, "born")):
        cite_entry(entry, field, source)
    film.citations.create(source=source, field="title")
    text = client.get(source.get_absolute_url()).text
    for words in (film.title, "Title", "Fritz Lang", "born", "Ufa", "founded", "The novel"):
        assert words in text
    assert "Somebody hidden" not in text
    people = client.get(source.get_absolute_url(), {"of": "people"}).text
    assert "Fritz Lang" in people
    assert "Somebody hidden" not in people
    assert client.get(source.get_absolute_url(), {"of": "planets"}).status_code == 404


def test_a_source_is_public_while_what_it_is_cited_for_is(film, person, company, work):
    for entry, field in ((person, "born"), (company, "seat"), (work, "year")):
        source = make_source()
        citation = cite_entry(entry, field, source)
        assert is_public(source)
        Film.objects.filter(pk=film.pk).withdraw()
        assert not is_public(source)
        Film.objects.filter(pk=film.pk).publish()
        assert is_public(source)
        citation.delete()
        assert not is_public(source)


def test_a_source_of_somebody_whom_visitors_do_not_see_is_hidden_until_they_do(client, film):
    person, source = make_person(name="Unseen"), make_source()
    cite_entry(person, "born", source)
    assert not is_public(source)
    assert client.get(source.get_absolute_url()).status_code == 404
    credit = make_credit(film, person=person)
    assert is_public(source)
    second = make_source()
    EntryCitation.objects.update(source=second)
    assert (is_public(source), is_public(second)) == (False, True)
    credit.delete()
    assert not is_public(second)


def test_what_a_hidden_company_is_said_to_own_is_not_told(client, company):
    company.parent = make_company(name="Hidden owner")
    company.save()
    cite_entry(company, "parent", quote="a part of the Hidden owner")
    assert client.get(f"/api/v1/companies/{company.pk}/").json()["citations"] == []
    assert "Hidden owner" not in client.get(company.get_absolute_url()).text


def test_history_undeletion_and_revisions_know_the_sources():
    person = make_person()
    root, source = Root.of(person), make_source()
    with Edit(root) as edit:
        citation = cite_entry(person, "born", source, locator="p. 1")
        edit.keep()
    assert Revision.objects.of(*root).first().patch["entrycitation"][str(citation.pk)]["is"]["locator"] == "p. 1"
    assert Root.of(citation) == root
    before = read_document(root)
    with Edit(root, deed="deleted") as edit:
        person.delete()
        edit.keep()
    assert not EntryCitation.objects.exists()
    restore(root, editor=None)
    assert read_document(root)["entrycitation"] == before["entrycitation"]


def test_a_merge_carries_the_sources_drops_those_there_twice_and_gives_them_back(film):
    survivor, loser = make_person(name="Survivor"), make_person(name="Loser")
    make_credit(film, person=survivor)
    common, own = make_source(), make_source()
    cite_entry(survivor, "born", common)
    cite_entry(loser, "born", common, locator="p. 3")
    cite_entry(loser, "died", own)
    assert not is_public(own)
    done = merge(noun="person", survivor=survivor.pk, loser=loser.pk, editor=None)
    citations = survivor.citations.values_list("source", "field", "locator").order_by("field")
    assert list(citations.all()) == [(common.pk, "born", "p. 3"), (own.pk, "died", "")]
    assert is_public(own)
    unmerge(done, editor=None)
    assert list(citations.all()) == [(common.pk, "born", "")]
    assert EntryCitation.objects.filter(person=loser.pk).count() == 2
    assert not is_public(own)


def test_a_merge_of_sources_carries_what_they_are_cited_for(person):
    survivor, loser = make_source(), make_source()
    cite_entry(person, "born", survivor)
    cite_entry(person, "born", loser)
    cite_entry(person, "died", loser)
    done = merge(noun="source", survivor=survivor.pk, loser=loser.pk, editor=None)
    assert set(person.citations.values_list("source", "field")) == {(survivor.pk, "born"), (survivor.pk, "died")}
    unmerge(done, editor=None)
    assert person.citations.filter(source=loser.pk).count() == 2


def test_the_rules_of_a_citation(person, company):
    source = make_source()
    with pytest.raises(ValidationError, match="“seat” is no field that a source is cited for"):
        EntryCitation(person=person, source=source, field="seat").full_clean()
    cite_entry(person, "born", source)
    for fields in (
        {"person": person, "field": "born"},
        {"person": person, "company": company, "field": "name"},
        {"field": "name"},
        {"person": person, "field": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            EntryCitation.objects.create(source=source, **fields)
    with pytest.raises(ProtectedError):
        source.delete()


def test_a_person_who_is_known_by_an_award_alone_shows_their_sources(film):
    person, source = make_person(), make_source()
    cite_entry(person, "born", source)
    award = make_award(film, recipients=[person])
    assert is_public(source)
    award.recipients.clear()
    assert not is_public(source)

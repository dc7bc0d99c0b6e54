"""Rows that a form names as new are made with its save, checked as their own form does, and never lost or made twice."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from catalog.admin.core.comboboxes import write_details
from catalog.editing.edit import discard_working_copy
from catalog.models import (
    Character,
    Citation,
    Credit,
    Deed,
    Film,
    Job,
    Language,
    Person,
    Revision,
    Source,
    State,
    Subject,
    Work,
)
from tests.admin.conflict_forms import choose, save_both
from tests.admin.conftest import staff
from tests.admin.desk_forms import address, form_errors, form_fields, new_rows, open_film, save_film
from tests.factories import make_citation, make_credit, make_film, make_person, make_source


@pytest.fixture
def draft(db):
    return make_film(title="Metropolis", state=State.DRAFT)


@pytest.fixture
def actor(db):
    return Job.objects.get(name="Actor")


def rows(*people, job, **fields):
    return new_rows("credits", *({"person": person, "job": job.pk} | fields for person in people))


def test_one_new_name_in_two_rows_is_one_person_in_the_history_of_its_own(desk, draft, actor):
    fields = open_film(desk, draft) | rows("new:Brigitte Helm", "new: brigitte  helm", job=actor)
    fields["_overruled"] = "The film has this credit 2 times: Brigitte Helm, Actor."
    assert save_film(desk, draft, fields).status_code == 302
    person = Person.objects.get()
    assert [credit.person for credit in Credit.objects.all()] == [person, person]
    revision = Revision.objects.get(noun="person", key=person.pk)
    assert (revision.deed, revision.editor_name) == (Deed.CREATED, "edda")


def test_a_new_row_has_the_fields_that_the_form_says_of_it_and_names_other_new_rows(desk, draft, actor):
    work = {"title": "Metropolis", "kind": "novel", "authors": ["new:Thea von Harbou"]}
    source = {"title": "A study", "publisher": "Museum", "kind": "article", "retrieved_on": "2026-11-26"}
    fields = open_film(desk, draft) | rows("new:Thea von Harbou", job=actor)
    row = {"work": f"new:{json.dumps(work)}", "position": 0, "sources": [f"new:{json.dumps(source)}"]}
    fields |= new_rows("film_works", row)
    response = save_film(desk, draft, fields | {"subjects": ["new:Machine age"]})
    assert response.status_code == 302, form_errors(response)
    assert list(Work.objects.get().authors.all()) == [Person.objects.get()]
    assert (Source.objects.get().publisher, Source.objects.get().kind) == ("Museum", "article")
    assert Citation.objects.get().source == Source.objects.get()
    assert Subject.objects.get(slug="machine-age") in draft.subjects.all()


@pytest.mark.parametrize(
    ("person", "words"),
    [
        (f"new:{'x' * 201}", "New (person, Name): Ensure this value has at most 200 characters"),
        ("new:", "A new entry needs a name (person)."),
        ('new:{"name": "Otto", "born": "last week"}', "New (person, Born):"),
        ("typed:Brigit", "Choose who or what is meant by “Brigit” from the list, choose “new person”"),
    ],
)
def test_what_its_own_form_would_refuse_is_refused_and_stays_in_the_form(desk, draft, actor, person, words):
    fields = open_film(desk, draft) | rows(person, "new:Fritz Rasp", job=actor)
    response = save_film(desk, draft, fields)
    assert response.status_code == 200
    assert words in form_errors(response)
    assert form_fields(response)["credits-0-person"] == person
    assert 'value="new:Fritz Rasp" selected' in response.text
    assert not Person.objects.exists()
    assert not Credit.objects.exists()


def test_who_may_not_add_a_noun_may_not_name_a_new_one(client, draft, actor):
    editor = staff("edda", "Editor")
    client.force_login(editor)
    fields = open_film(client, draft) | rows("new:Brigitte Helm", job=actor)
    editor.groups.get().permissions.filter(codename="add_person").delete()
    response = save_film(client, draft, fields)
    assert response.status_code == 200
    assert not Person.objects.exists()
    assert 'data-noun="person"' in response.text
    assert 'data-new="person"' not in response.text


def test_nothing_new_is_made_where_another_field_is_refused(desk, draft, actor):
    fields = open_film(desk, draft) | rows("new:Brigitte Helm", job=actor) | {"title": ""}
    response = save_film(desk, draft, fields)
    assert response.status_code == 200
    assert 'value="new:Brigitte Helm" selected' in response.text
    assert not Person.objects.exists()


def test_a_new_row_beside_a_dropped_working_copy_stays_unused_and_unseen(desk, client, actor):
    film = make_film(title="Metropolis")
    fields = open_film(desk, film) | rows("new:Brigitte Helm", job=actor)
    assert save_film(desk, film, fields).status_code == 302
    person = Person.objects.get()
    assert not Credit.objects.exists()
    visitor = Client()
    assert visitor.get(person.get_absolute_url()).status_code == 404
    seen_revision = Revision.objects.filter(noun="film").latest("id").pk
    discard_working_copy(film, editor=None, seen_revision=seen_revision)
    assert not hasattr(Film.objects.get(), "working_copy")
    assert Person.objects.get() == person
    assert visitor.get(person.get_absolute_url()).status_code == 404


def test_a_published_working_copy_shows_its_new_people(client, actor):
    desk = client
    desk.force_login(staff("rita", "Reviewer"))
    film = make_film(title="Metropolis")
    assert save_film(desk, film, open_film(desk, film) | rows("new:Brigitte Helm", job=actor)).status_code == 302
    seen_revision = Revision.objects.filter(noun="film").latest("id").pk
    assert (
        desk.post(address("film", "publication", film.pk), {"step": "publish", "seen": seen_revision}).status_code
        == 303
    )
    assert Credit.objects.get().person.name == "Brigitte Helm"
    assert Client().get(Person.objects.get().get_absolute_url()).status_code == 200


def test_a_new_row_comes_through_the_page_of_a_conflict(desk, draft, actor):
    other_desk = Client()
    other_desk.force_login(staff("otto", "Reviewer"))
    own_fields = rows("new:Brigitte Helm", job=actor) | {"title": "My title"}
    conflict_page = save_both(desk, other_desk, draft, own_fields, {"title": "Their title"})
    assert conflict_page.status_code == 409
    assert not Credit.objects.exists()
    assert choose(desk, conflict_page, side="mine").status_code == 302
    assert Credit.objects.get().person == Person.objects.get(name="Brigitte Helm")


def test_a_characters_name_is_that_of_this_film_and_of_no_other(desk, draft, actor):
    maria = make_credit(draft, job=actor, characters=["Maria"]).characters.get()
    make_credit(make_film(title="Other"), characters=["Freder"])
    fields = open_film(desk, draft)
    fields["credits-0-characters"] = ["new:Maria", "new:Freder"]
    assert save_film(desk, draft, fields).status_code == 302
    characters = list(Credit.objects.get(film=draft).characters.all())
    assert characters[0] == maria
    assert characters[1].name == "Freder"
    assert Character.objects.count() == 3


def test_sources_in_a_row_have_their_page_quote_and_difference(desk, draft, actor):
    credit = make_credit(draft, job=actor)
    sources = [make_source(title="One"), make_source(title="Two")]
    make_citation(draft, source=sources[0], credit=credit, locator="p. 3")
    fields = open_film(desk, draft)
    assert fields["credits-0-sources"] == [write_details(sources[0].pk, {"locator": "p. 3"})]
    details = {"locator": "p. 12", "quote": "a few\nwords", "differs": "Rotwange"}
    fields["credits-0-sources"] = [str(sources[0].pk), write_details(sources[1].pk, details)]
    assert save_film(desk, draft, fields).status_code == 302
    kept_citation, citation = (Citation.objects.get(source=source) for source in sources)
    assert kept_citation.locator == "p. 3"
    assert {name: getattr(citation, name) for name in details} == details
    fields = open_film(desk, draft)
    fields["credits-0-sources"][0] = json.dumps({"of": str(sources[0].pk), "locator": ""})
    assert save_film(desk, draft, fields).status_code == 302
    kept_citation.refresh_from_db()
    assert kept_citation.locator == ""


def test_a_saved_row_shows_what_it_has_and_keeps_it_where_more_is_chosen(desk, draft, actor):
    version = draft.versions.create(leads=True)
    version.set_languages("intertitles", [Language.objects.get(tag="de")])
    credit = make_credit(draft, job=actor)
    first = make_citation(draft, credit=credit).source
    fields = open_film(desk, draft)
    assert fields["versions-0-intertitles"] == ["de"]
    assert fields["credits-0-sources"] == [str(first.pk)]
    second = make_source()
    fields["credits-0-sources"] = [str(first.pk), str(second.pk)]
    assert save_film(desk, draft, fields).status_code == 302
    assert {citation.source for citation in credit.citations.all()} == {first, second}


@pytest.mark.parametrize(
    ("details", "words"),
    [({"locator": "x" * 301}, "page or place: Ensure this value has at most"), ({"field": "title"}, "")],
)
def test_details_that_a_citation_cannot_have_are_refused(desk, draft, actor, details, words):
    make_credit(draft, job=actor)
    fields = open_film(desk, draft)
    fields["credits-0-sources"] = [write_details(make_source().pk, details)]
    response = save_film(desk, draft, fields)
    assert response.status_code == 200
    assert words in form_errors(response)
    assert not Citation.objects.exists()


def test_the_list_names_who_has_nearly_the_name(desk, draft):
    for name in ("Brigitte Helm", "Brigitte Horney", "Fritz Rasp"):
        make_person(name=name)
    query = {
        "app_label": "catalog",
        "model_name": "credit",
        "field_name": "person",
        "term": "Brigite Helm",
        "near": "1",
    }
    answer = desk.get("/admin/autocomplete/", query).json()
    assert [row["text"] for row in answer["near"]] == ["Brigitte Helm"]
    assert answer["results"] == []


def test_the_fields_of_a_new_row_are_those_of_its_own_form(desk):
    novel, film = (reverse("admin:new_row", args=[noun]) for noun in ("work", "film"))
    page = desk.get(novel).text
    for name in ("title", "kind", "year", "authors"):
        assert f'name="{name}"' in page
    assert desk.get(film).status_code == 404
    assert Client().get(novel).status_code == 302

"""The form of a noun lists what names it: a person's credits, what rests on a source; each row has a link to where it is edited."""

import re

import pytest

from catalog.admin.core.uses import MOST_ROWS
from tests.admin.desk_forms import address
from tests.factories import (
    cite_entry,
    make_article,
    make_award,
    make_citation,
    make_company,
    make_credit,
    make_event,
    make_film,
    make_film_company,
    make_image,
    make_person,
    make_question,
    make_source,
    make_subject,
    make_synopsis,
    make_work,
)


def tables(desk, row):
    """Return {heading: text of the table} of what names a row, from its form."""
    page = desk.get(address(row._meta.model_name, "change", row.pk)).text
    sections = re.findall(r'<section class="uses".*?</section>', page, re.DOTALL)
    texts = {re.search(r"<h2[^>]*>(.*?) <span", section, re.DOTALL)[1]: section for section in sections}
    return {heading: re.sub(r"\s+", " ", text) for heading, text in texts.items()}


def test_a_persons_form_lists_their_credits_with_film_year_job_and_characters(desk):
    film, person = make_film(title="The Way Back", given_date="2010"), make_person()
    credit = make_credit(film, person=person, characters=["Mr. Smith"])
    make_award(film, recipients=[person])
    work = make_work(film, title="The Long Walk", authors=[person])
    lists = tables(desk, person)
    assert list(lists) == ["Credits", "Awards", "Works"]
    assert f'<td><a href="{address("film", "change", film.pk)}">The Way Back</a></td><td>2010</td>' in lists["Credits"]
    assert "<td>Actor</td><td>Mr. Smith</td>" in lists["Credits"]
    assert f'href="{address("credit", "change", credit.pk)}">Edit' in lists["Credits"]
    assert f'href="{address("work", "change", work.work_id)}">Edit' in lists["Works"]


def test_a_sources_form_lists_what_rests_on_it(desk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    film, source, person = make_film(title="The Way Back"), make_source(), make_person(name="Ed Harris")
    credit = make_credit(film, person=person)
    citation = make_citation(film, source=source, credit=credit, locator="p. 41")
    make_citation(film, source=source, field="title")
    cite_entry(person, "born", source)
    make_synopsis(film, source=source)
    make_article(film, source=source)
    make_image(film, source=source)
    make_question(film, readings=[(source, "Yes")])
    make_source(copied_from=source)
    lists = tables(desk, source)
    facts = lists["Facts of films that rest on it"]
    assert f"<td>credit</td><td>{credit}</td><td>p. 41</td>" in facts
    assert "<td>field</td><td>title</td>" in facts
    assert f'href="{address("citation", "change", citation.pk)}">Edit' in facts
    entries = lists["Facts of people, companies and works that rest on it"]
    assert "<td>Ed Harris</td><td>born</td>" in entries
    assert f'href="{address("person", "change", person.pk)}#part-sources">Edit' in entries
    assert {"Readings", "Synopses", "Articles", "Images", "Copies of it"} < set(lists)


def test_companies_works_characters_and_subjects_list_their_films(desk):
    film, other_film = make_film(title="The Way Back"), make_film(title="Fearless")
    company, subject = make_company(), make_subject()
    make_film_company(film, company=company)
    make_company(name="Its part", parent=company)
    work = make_work(film).work
    film.subjects.add(subject)
    character = make_credit(film, characters=["Janusz"]).characters.get()
    make_event(other_film).people.create(character=character)
    for row in (company, work, subject, character):
        assert any("The Way Back" in text for text in tables(desk, row).values()), row
    assert "Its part" in tables(desk, company)["Parts of this company"]
    assert "Fearless" in tables(desk, character)["Events"]


def test_a_table_is_cut_and_leads_to_the_list_of_all(desk):
    film, person = make_film(), make_person()
    for _ in range(MOST_ROWS):
        make_credit(film, person=person)
    assert "The first" not in tables(desk, person)["Credits"]
    make_credit(make_film(), person=person)
    make_credit(film, person=make_person())
    text = tables(desk, person)["Credits"]
    assert text.count(">Edit<") == MOST_ROWS + 1
    [page] = re.findall(rf'<a href="([^"]+)">All {MOST_ROWS + 1}</a>', text)
    response = desk.get(page)
    assert response.context["cl"].result_count == MOST_ROWS + 1


@pytest.mark.parametrize("noun", ["credit", "character", "company", "work", "person"])
def test_lists_have_columns_of_films_and_characters(desk, noun):
    film = make_film(title="The Way Back")
    make_credit(film, person=make_person(name="Ed Harris"), characters=["Mr. Smith"])
    make_film_company(film)
    make_work(film)
    text = desk.get(address(noun, "changelist")).text
    assert "The Way Back" in text
    if noun in ("credit", "character"):
        assert "Ed Harris" in text
        assert "Mr. Smith" in text

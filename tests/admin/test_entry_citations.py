"""Editors cite sources for the fields of people, companies and works in their forms."""

import pytest

from catalog.editing.describe import describe_patch
from catalog.editing.patches import Patch
from catalog.models import Revision
from tests.admin.desk_forms import address, form_errors, form_fields
from tests.factories import cite_entry, make_company, make_film, make_person, make_person_name, make_source, make_work

pytestmark = pytest.mark.django_db


def post_row(desk, entry, **fields):
    page = address(entry._meta.model_name, "change", entry.pk)
    rows = {"citations-TOTAL_FORMS": 1} | {f"citations-0-{name}": value for name, value in fields.items()}
    return desk.post(page, form_fields(desk.get(page)) | rows)


@pytest.mark.parametrize(("noun", "field"), [("person", "born"), ("company", "seat"), ("work", "year")])
def test_an_editor_cites_a_source_for_a_field(desk, noun, field):
    entry = {"person": make_person, "company": make_company, "work": lambda: make_work(make_film()).work}[noun]()
    source = make_source()
    response = post_row(desk, entry, field=field, source=source.pk, locator="p. 41", quote="so it says", differs="no")
    assert response.status_code == 302, form_errors(response)
    citation = entry.citations.get()
    assert (citation.source, citation.field, citation.locator) == (source, field, "p. 41")
    revision = Revision.objects.of(noun, entry.pk).first()
    assert str(citation.pk) in revision.patch["entrycitation"]


def test_an_editor_cites_a_source_for_one_name_of_the_person(desk):
    person, source = make_person(), make_source()
    name, _ = make_person_name(person, name="Old Name"), make_person_name(make_person(), name="Name of another")
    page = address("person", "change", person.pk)
    assert "Old Name</option>" in desk.get(page).text
    assert "Name of another</option>" not in desk.get(page).text
    response = post_row(desk, person, person_name=name.pk, source=source.pk, locator="p. 41")
    assert response.status_code == 302, form_errors(response)
    citation = person.citations.get()
    assert (citation.source, citation.field, citation.person_name) == (source, "", name)
    assert "Old Name" in desk.get(address("person", "change", person.pk)).text
    revision = Revision.objects.of("person", person.pk).first()
    assert f"{source}: Old Name" in [row.label for row in describe_patch(Patch(revision.patch))]


def test_a_source_of_both_a_field_and_a_name_or_of_neither_is_refused_in_words(desk):
    person, source = make_person(), make_source()
    name = make_person_name(person, name="Old Name")
    for fields in ({"field": "born", "person_name": name.pk}, {"field": "", "person_name": ""}):
        response = post_row(desk, person, source=source.pk, **fields)
        assert response.status_code == 200
        assert "one of the two" in str(form_errors(response))


def test_a_source_of_a_name_that_the_same_save_deletes_is_refused(desk):
    person, source = make_person(), make_source()
    name = make_person_name(person, name="Old Name")
    cite_entry(person, source=source, person_name=name)
    page = address("person", "change", person.pk)
    response = desk.post(page, form_fields(desk.get(page)) | {"names-0-DELETE": "on", "citations-0-locator": "p. 3"})
    assert "this save deletes" in response.text
    assert person.names.get() == name


@pytest.mark.parametrize(("field", "words"), [("seat", "Select a valid choice"), ("born", "cited under this field")])
def test_what_cannot_be_cited_is_refused_in_words(desk, field, words):
    person, source = make_person(), make_source()
    cite_entry(person, "born", source)
    page = address("person", "change", person.pk)
    rows = {"citations-TOTAL_FORMS": 2, "citations-1-field": field, "citations-1-source": source.pk}
    response = desk.post(page, form_fields(desk.get(page)) | rows)
    assert response.status_code == 200
    assert words in str(form_errors(response))

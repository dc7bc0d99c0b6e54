"""Credits at the desk: remarks in a row, characters in order, people found by the name in the credits, codes of jobs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.admin.inlines.remarks import read_remarks, remarks_text
from catalog.models import Character, Citation, Company, Credit, Department, Job, State
from tests.admin.desk_forms import address, form_errors, form_fields, open_film, save_film
from tests.factories import make_citation, make_credit, make_film, make_job, make_person, make_source, make_title


@pytest.fixture
def draft(db):
    return make_film(title="Metropolis", state=State.DRAFT)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("", {}),
        ("voice", {"voice": True}),
        ("(voice) (uncredited)", {"voice": True, "uncredited": True}),
        ("v, unc, archive", {"voice": True, "uncredited": True, "archive_footage": True}),
        ("segment: One, two; note: as a child", {"segment": "One, two", "note": "as a child"}),
        ("uncredited, Note: in the city, at night", {"uncredited": True, "note": "in the city, at night"}),
    ],
)
def test_remarks_are_read_as_they_are_written(text, fields):
    remarks = read_remarks(text)
    assert {name: value for name, value in remarks.items() if value} == fields
    assert read_remarks(remarks_text(Credit(**remarks))) == remarks


def test_a_row_takes_remarks(desk, draft):
    credit = make_credit(draft)
    fields = open_film(desk, draft)
    assert fields["credits-0-remarks"] == ""
    fields["credits-0-remarks"] = "voice, segment: The Third Story"
    assert save_film(desk, draft, fields).status_code == 302
    credit.refresh_from_db()
    assert (credit.voice, credit.uncredited, credit.segment) == (True, False, "The Third Story")
    assert open_film(desk, draft)["credits-0-remarks"] == "voice, segment: The Third Story"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"remarks": "unkredited"}, "“unkredited” is no remark of a credit. Write voice, archive footage, uncredited"),
        ({"remarks": "uncredited", "credited_as": "Kurt"}, "uncredited and credited under a name"),
        ({"remarks": f"note: {'x' * 301}"}, "at most 300 characters"),
    ],
)
def test_a_row_refuses_remarks_that_it_cannot_hold(desk, draft, fields, words):
    make_credit(draft)
    values = open_film(desk, draft) | {f"credits-0-{name}": value for name, value in fields.items()}
    response = save_film(desk, draft, values)
    assert response.status_code == 200
    assert words in str(form_errors(response))


def test_a_row_saves_its_characters_in_another_order(desk, draft):
    credit = make_credit(draft, characters=["Machine Human", "Maria"])
    keys = [Character.objects.get(name=name).pk for name in ("Maria", "Machine Human")]
    fields = open_film(desk, draft) | {"credits-0-characters": keys}
    assert save_film(desk, draft, fields).status_code == 302
    assert [character.name for character in credit.characters.all()] == ["Maria", "Machine Human"]


def test_a_source_says_otherwise_on_the_page_of_the_credit(desk, draft):
    credit, source = make_credit(draft), make_source(title="The eighth source")
    page = address("credit", "change", credit.pk)
    fields = form_fields(desk.get(page)) | {
        "citations-TOTAL_FORMS": 1,
        "citations-0-source": source.pk,
        "citations-0-differs": "Binswanger",
    }
    response = desk.post(page, fields)
    assert response.status_code == 302, form_errors(response)
    citation = Citation.objects.get()
    assert (citation.film, citation.credit, citation.differs) == (draft, credit, "Binswanger")


def test_the_code_of_a_job_is_not_changed(desk):
    job = Job.objects.get(code="director")
    page = address("job", "change", job.pk)
    fields = form_fields(desk.get(page)) | {"name": "Regie", "code": "regie"}
    assert desk.post(page, fields).status_code == 302
    job.refresh_from_db()
    assert (job.name, job.code) == ("Regie", "director")


def test_a_job_that_is_added_without_a_code_gets_one(desk):
    department = Department.objects.get(code="crew")
    fields = form_fields(desk.get(address("job", "add"))) | {"name": "Ton & Licht", "department": department.pk}
    assert desk.post(address("job", "add"), fields).status_code == 302
    assert Job.objects.get(name="Ton & Licht").code == "ton-licht"


def texts(desk, noun, field, term):
    query = {"app_label": "catalog", "model_name": noun, "field_name": field, "term": term}
    return [
        " · ".join(filter(None, (row["text"], row.get("why"))))
        for row in desk.get("/admin/autocomplete/", query).json()["results"]
    ]


def test_an_autocomplete_says_by_which_name_somebody_was_found(desk, draft):
    person = make_person(name="Curt Siodmak", names=["Kurt Siodmak-Baron", "C. Dmak"])
    make_credit(draft, person=person, credited_as="Kürt Siodmak")
    assert texts(desk, "credit", "person", "curt siodmak") == ["Curt Siodmak · Metropolis"]
    assert texts(desk, "credit", "person", "kurt siodmak") == [
        "Curt Siodmak · Metropolis · also known as Kurt Siodmak-Baron"
    ]
    person.names.all().delete()
    assert texts(desk, "credit", "person", "kurt siod") == ["Curt Siodmak · Metropolis · credited as Kürt Siodmak"]
    assert texts(desk, "credit", "person", "kurt weill") == []


def test_companies_and_films_are_found_by_other_names(desk, draft):
    Company.objects.create(name="Universum Film AG", other_names="UFA")
    make_title(draft, title="Métropole")
    assert texts(desk, "filmcompany", "company", "ufa") == ["Universum Film AG · also known as UFA"]
    assert texts(desk, "credit", "film", "metropole")[0].endswith(" · also known as Métropole")


def test_an_autocomplete_asks_the_same_queries_for_one_and_for_ten(desk, draft):
    query = {"app_label": "catalog", "model_name": "credit", "field_name": "person", "term": "kurt"}

    def people(count):
        for _ in range(count):
            make_credit(draft, person=make_person(name="Curt"), credited_as="Kurt")

    def cost():
        with CaptureQueriesContext(connection) as queries:
            desk.get("/admin/autocomplete/", query)
        return len(queries)

    people(1)
    cost()
    first = cost()
    people(9)
    assert cost() == first


def test_visitors_find_nobody_by_the_name_in_an_unpublished_film(client, draft):
    make_credit(make_film(), person=(person := make_person(name="Curt")))
    make_credit(draft, person=person, credited_as="Secretname", job=make_job("Writer", "Writing"))
    assert "Curt" not in client.get("/search/", {"q": "secretname"}).text


def test_a_citation_of_a_field_says_otherwise_in_its_row(desk, draft):
    make_citation(draft, field="title")
    fields = open_film(desk, draft)
    name = next(name for name in fields if name.endswith("-0-differs"))
    assert save_film(desk, draft, fields | {name: "Métropole"}).status_code == 302
    assert Citation.objects.get().differs == "Métropole"

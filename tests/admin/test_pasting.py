"""What the desk answers to a pasted block: rows, whom each name may mean, and what was not understood. It writes nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Job, Person, Revision
from tests.admin.desk_forms import address
from tests.factories import make_company, make_credit, make_film, make_job, make_person

pytestmark = pytest.mark.django_db


def paste(browser, text, **fields):
    return browser.post(address("film", "paste"), {"text": text} | fields)


def candidates(browser, name):
    [row] = paste(browser, f"{name} as Maria").json()["rows"]
    return [(entry["text"], entry["hint"], entry["why"], entry["is_exact"]) for entry in row["person"]["candidates"]]


def test_a_line_becomes_the_fields_of_a_row(desk):
    make_job("Actor", "Acting")
    helm = make_person(name="Brigitte Helm", born="1906", died="1996")
    make_credit(make_film(title="Alraune"), person=helm)
    text = "Brigitte Helm … Maria / Maschinenmensch (as B. Helm, voice)\nnothing that means anything to anybody"
    rows = paste(desk, text).json()["rows"]
    actor = Job.objects.get(code="actor")
    assert rows == [
        {
            "line": 1,
            "text": "Brigitte Helm … Maria / Maschinenmensch (as B. Helm, voice)",
            "kind": "credit",
            "person": {
                "name": "Brigitte Helm",
                "candidates": [
                    {
                        "id": str(helm.pk),
                        "text": "Brigitte Helm",
                        "hint": "1906–1996 · Alraune",
                        "why": "same name",
                        "is_exact": True,
                    }
                ],
            },
            "job": {"id": str(actor.pk), "text": "Actor (Acting)"},
            "is_cast": True,
            "characters": ["Maria", "Maschinenmensch"],
            "credited_as": "B. Helm",
            "remarks": "voice",
        },
        {"line": 2, "text": "nothing that means anything to anybody", "kind": "text"},
    ]


def test_nothing_is_written(desk):
    paste(desk, "Brigitte Helm as Maria\nRain Maker: Fritz Lang")
    assert not Person.objects.exists()
    assert not Revision.objects.exists()


def test_a_name_that_nobody_has_has_no_candidates(desk):
    make_person(name="Brigitte Horney")
    make_person(name="Anna Helm")
    assert candidates(desk, "Brigitte Helm") == []


@pytest.mark.parametrize(
    ("name", "typed_name"),
    [
        ("Gustav Fröhlich", "Gustav Froehlich"),
        ("Gustav Froehlich", "Gustav Fröhlich"),
        ("Gustav Fröhlich", "G. Fröhlich"),
        ("Gustav Fröhlich", "Gustaf Fröhlich"),
        ("Rudolf Klein-Rogge", "Rudolf Klein Rogge"),
        ("Fritz Lang", "Lang Fritz"),
        ("Fred Zinnemann", "Freddie Zinnemann"),
    ],
)
def test_a_similar_name_is_a_candidate_that_is_not_exact(desk, name, typed_name):
    make_person(name=name)
    assert candidates(desk, typed_name) == [(name, "", "similar name", False)]


def test_accents_and_case_make_no_other_name(desk):
    make_person(name="Gustav Fröhlich")
    assert candidates(desk, "GUSTAV FROHLICH")[0][2:] == ("same name", True)


def test_other_names_and_names_in_credits_are_exact_and_say_so(desk):
    make_person(name="Brigitte Schittenhelm", names=["Brigitte Helm"])
    make_credit(make_film(title="Gold"), person=make_person(name="Gitta Alpár"), credited_as="Brigitte Helm")
    assert [candidate[2:] for candidate in candidates(desk, "Brigitte Helm")] == [
        ("also known as Brigitte Helm", True),
        ("credited as Brigitte Helm", True),
    ]


def test_all_of_one_name_are_candidates(desk):
    make_person(name="Hans Meyer", born="1900")
    make_person(name="Hans Meyer", born="1925")
    assert [candidate[1] for candidate in candidates(desk, "Hans Meyer")] == ["born 1900", "born 1925"]


def test_thirty_lines_take_as_many_queries_as_one(desk):
    people = [
        make_person(name=f"{chr(65 + number % 26)}anna Letter{number % 26 * 'a'}x{number // 26 * 'b'}")
        for number in range(30)
    ]
    for person in people:
        make_credit(make_film(title=f"Film of {person}"), person=person)

    def query_count(lines):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = paste(desk, "\n".join(f"{person.name} as Maria" for person in people[:lines]))
        assert all(row["person"]["candidates"] for row in response.json()["rows"])
        return len(queries)

    query_count(1)
    assert query_count(1) == query_count(30)


def test_a_job_that_the_catalogue_renamed_is_found_by_either_name(desk):
    Job.objects.filter(pk=make_job("Director", "Directing").pk).update(name="Spielleiter")
    rows = paste(desk, "Directed by: Fritz Lang\nSpielleiter: Fritz Lang\nRain Maker: Fritz Lang").json()["rows"]
    assert [row["job"] and row["job"]["text"] for row in rows] == ["Spielleiter (Directing)"] * 2 + [None]
    assert rows[2]["remarks"] == "note: Rain Maker"


def test_releases_titles_and_companies_come_with_their_keys(desk):
    company = make_company(name="Parufamet")
    text = "Germany: 10 January 1927\nDistributors\nParufamet (Germany)\n\nAlso known as\nMétropolis (France)"
    release, distributor, title = paste(desk, text).json()["rows"]
    germany = {"id": "DE", "text": "Germany"}
    assert (release["kind"], release["date"], release["country"]) == ("release", "10 January 1927", germany)
    assert distributor["company"]["candidates"][0]["id"] == str(company.pk)
    assert (distributor["role"]["id"], distributor["country"]) == ("distribution", germany)
    assert (title["title"], title["country"]["id"]) == ("Métropolis", "FR")


def test_where_nothing_tells_what_comes_first_the_answer_asks(desk):
    text = "Josaphat Meyer: Theodor Loos"
    answer = paste(desk, text).json()
    assert answer["unsure_line"] == text
    answer = paste(desk, text, first="character").json()
    assert (answer["unsure_line"], answer["rows"][0]["person"]["name"]) == ("", "Theodor Loos")


def test_html_counts_where_the_clipboard_has_it(desk):
    html = "<table><tr><td>Brigitte Helm</td><td>The Robot</td></tr></table>"
    assert paste(desk, "Brigitte HelmThe Robot", html=html).json()["rows"][0]["characters"] == ["The Robot"]


def test_a_block_that_is_too_large_is_refused_in_words(desk):
    response = paste(desk, "Fritz Lang\n" * 1001)
    assert response.status_code == 400
    assert response.json() == {"refusal": "This has 1,001 lines; a block has at most 1,000. Paste it in parts."}


def test_who_adds_no_credits_is_refused(moderators_desk):
    response = paste(moderators_desk, "Fritz Lang as himself")
    assert response.status_code == 403
    assert "To add this (credits)" in response.text

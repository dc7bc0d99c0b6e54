"""A credit reads the same on each page; what an editor calls its job changes nothing else; sources may differ on it."""

import json
import re

import pytest

from catalog.models import Department, Job
from tests.factories import make_citation, make_credit, make_film, make_job, make_person, make_source
from tests.views.test_films import read, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def film(db):
    return make_film(title="Metropolis")


def test_a_credit_reads_the_same_on_all_pages(client, film):
    person = make_person(name="Curt Siodmak")
    make_credit(
        film,
        person=person,
        characters=["Worker", "Another worker"],
        voice=True,
        credited_as="Kurt Siodmak",
        segment="In the city",
        note="In one shot.",
    )
    part = "Worker / Another worker (voice) credited as Kurt Siodmak segment “In the city” In one shot."
    for page in (read(client, film), read(client, film, "film_credits"), client.get(person.get_absolute_url()).text):
        assert part in words(page)


def test_somebody_who_is_uncredited_is_named_and_said_to_be_so(client, film):
    make_credit(film, person=make_person(name="Fritz Lang"), job=make_job("Screenplay", "Writing"), uncredited=True)
    text = words(read(client, film))
    assert "Written by Fritz Lang (uncredited)" in text
    assert text.count("Fritz Lang (uncredited)") == 2


def test_a_source_that_differs_says_what_beside_its_number(client, film):
    credit = make_credit(film, person=make_person(name="Erwin Biswanger"), characters=["No. 11811"])
    sources = [make_source(title="A programme"), make_source(title="A streaming page")]
    make_citation(film, credit=credit, source=sources[0])
    make_citation(film, credit=credit, source=sources[1], differs="Binswanger", quote="E. Binswanger")
    make_citation(film, field="title", source=sources[1], differs="Métropole")
    text = words(read(client, film, "film_credits"))
    assert re.search(r"Erwin Biswanger No\. 11811 1 2 ?: Binswanger", text)
    assert re.search(r"Metropolis 2 ?: Métropole", words(read(client, film)))
    assert "says otherwise: Binswanger E. Binswanger" in words(read(client, film, "film_sources"))
    page = client.get(film.get_absolute_url(), {"according_to": sources[1].pk}).text
    assert ": Binswanger" in words(page)
    row = client.get(f"/api/v1/films/{film.pk}/credits/").json()["results"][0]
    assert [source["differs"] for source in row["sources"]] == [None, "Binswanger"]
    citations = client.get(f"/api/v1/films/{film.pk}/citations/").json()["results"]
    assert [citation["differs"] for citation in citations] == [None, "Binswanger", "Métropole"]


def test_according_to_a_source_without_the_name_nobody_is_uncredited(client, film):
    credit = make_credit(film, uncredited=True)
    source = make_source()
    make_citation(film, credit=credit, source=source, missing_reason="stripped")
    row = client.get(f"/api/v1/films/{film.pk}/credits/", {"according_to": source.pk}).json()["results"][0]
    assert (row["person"], row["uncredited"]) == (None, False)


def test_what_an_editor_renames_stays_what_it_is_on_pages_and_in_the_api(client, film):
    director, actor = make_person(name="Fritz Lang"), make_person(name="Brigitte Helm")
    make_credit(film, person=director, job=make_job("Director", "Directing"))
    make_credit(film, person=actor, characters=["Maria"])
    Job.objects.filter(code="director").update(name="Regie")
    Department.objects.filter(code="acting").update(name="Darsteller")
    page = read(client, film)
    assert "Directed by Fritz Lang" in words(page)
    assert "Starring Brigitte Helm" in words(page)
    movie = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    movie = movie[0] if isinstance(movie, list) else movie
    assert movie["director"][0]["name"] == "Fritz Lang"
    assert movie["actor"][0]["name"] == "Brigitte Helm"
    assert "Metropolis as Maria" in words(client.get(actor.get_absolute_url()).text)
    rows = client.get(f"/api/v1/films/{film.pk}/credits/").json()["results"]
    assert {(row["job"], row["job_code"], row["department_code"]) for row in rows} == {
        ("Regie", "director", "directing"),
        ("Actor", "actor", "acting"),
    }
    jobs = client.get("/api/v1/jobs/", {"limit": 100}).json()["results"]
    assert {"code": "director", "name": "Regie"}.items() <= next(
        row for row in jobs if row["code"] == "director"
    ).items()


def test_the_credits_of_a_person_have_their_remarks_in_the_api(client, film):
    person = make_person()
    make_credit(film, person=person, archive_footage=True, note="A newsreel.")
    row = client.get(f"/api/v1/people/{person.pk}/credits/").json()["results"][0]
    assert (row["archive_footage"], row["note"]) == (True, "A newsreel.")


def test_the_page_of_the_credits_leads_to_each_department(client, film):
    make_credit(film)
    assert 'class="jumps"' not in read(client, film, "film_credits")
    make_credit(film, job=make_job("Producer", "Production"))
    make_credit(film, job=make_job("Director", "Directing"))
    html = read(client, film, "film_credits")
    jumps = html[html.index('class="jumps"') :]
    targets = re.findall(r'href="#([\w-]+)">(\w+)</a>', jumps[: jumps.index("</nav>")])
    assert {name for _, name in targets} == {"Cast", "Directing", "Production"}
    for target, name in targets:
        assert re.search(rf'<h2 id="{target}">{name} ', html)

"""The vocabulary tells visitors nothing of what is not public: a term that an editor added shows with its first published film."""

import pytest
from django.test import Client

from catalog.models import CompanyRole, Country, Department, Film, Genre, Job, Language, Scheme, ShippedTerm, Subject
from tests.factories import in_a_week, make_credit, make_film, make_film_company, make_version, set_leading

pytestmark = pytest.mark.django_db
SECRET = "zzsecret"
UNSEEN = [
    None,
    {"state": "draft"},
    {"state": "in_review"},
    {"state": "withdrawn"},
    {"state": "published", "published_from": in_a_week()},
]
ADDRESSES = [
    "/films/",
    "/api/v1/genres/?limit=100",
    "/api/v1/jobs/?limit=100",
    "/api/v1/countries/?limit=100",
    "/api/v1/languages/?limit=100",
    "/api/v1/countries/QX/",
    f"/api/v1/countries/{SECRET}-state/",
    "/api/v1/subjects/?limit=100",
    "/api/v1/schemes/?limit=100",
    "/api/v1/openapi.json",
    *(
        address.format(query)
        for query in (
            f"genre={SECRET}",
            f"subject={SECRET}",
            "country=QX",
            "language=qzz",
            f"country={SECRET}-state",
            f"country={SECRET}+state",
            f"country={SECRET}+nickname",
        )
        for address in ("/films/?{}", "/api/v1/films/?{}")
    ),
]


def use(film):
    """Give a film a term of each noun that an editor added, all named by SECRET."""
    film.genres.add(Genre.objects.get_or_create(slug=SECRET, name=f"{SECRET} genre")[0])
    film.subjects.add(Subject.objects.get_or_create(slug=SECRET, name=f"{SECRET} subject")[0])
    film.countries.add(Country.objects.get_or_create(code="QX", name=f"{SECRET} country")[0])
    role = CompanyRole.objects.get_or_create(code=SECRET, name=f"{SECRET} role")[0]
    make_film_company(film, role=role)
    scheme = Scheme.objects.get_or_create(code=SECRET, name=f"{SECRET} scheme")[0]
    film.external_ids.create(scheme=scheme, value=str(film.pk))
    state = {"name": f"{SECRET} state", "other_names": f"{SECRET} nickname", "successor_id": "QX"}
    film.countries.add(Country.objects.get_or_create(code=f"{SECRET}-state", defaults=state)[0])
    Language.objects.get_or_create(tag="qzz", name=f"{SECRET} language")
    set_leading(film, languages=["qzz"])
    department = Department.objects.get_or_create(name=f"{SECRET} department", position=900)[0]
    make_credit(film, job=Job.objects.get_or_create(name=f"{SECRET} job", department=department)[0])


def answers():
    """Return the status and the text that a visitor gets at each address."""
    responses = [Client().get(address) for address in ADDRESSES]
    return [(response.status_code, response.content.decode()) for response in responses]


def test_shipped_terms_are_public_before_a_film_uses_them(api):
    assert ShippedTerm.objects.exists()
    assert not Film.objects.exists()
    for model in (Genre, Country, Language, Job, CompanyRole, Scheme):
        assert model.objects.public().count() == model.objects.count() > 0
    assert "film-noir" in [genre["slug"] for genre in api.read("genres/", limit=100)["results"]]
    assert api.read("films/", country="PL", genre="film-noir", language="pl")["results"] == []


@pytest.mark.parametrize("state", UNSEEN)
def test_no_answer_depends_on_a_term_that_no_published_film_uses(state):
    before = answers()
    film = make_film(**(state or {"state": "draft"}))
    use(film)
    if state is None:
        film.delete()
    assert answers() == before


def test_an_added_term_shows_once_a_published_film_uses_it(api, client):
    use(make_film())
    assert SECRET in [genre["slug"] for genre in api.read("genres/", limit=100)["results"]]
    assert [subject["slug"] for subject in api.read("subjects/")["results"]] == [SECRET]
    assert Job.objects.public().filter(name=f"{SECRET} job").exists()
    assert Scheme.objects.public().filter(code=SECRET).exists()
    assert CompanyRole.objects.public().filter(code=SECRET).exists()
    countries = [{"country": value} for value in ("QX", f"{SECRET}-state", f"{SECRET} State", f"{SECRET} nickname")]
    for query in ({"genre": SECRET}, {"subject": SECRET}, *countries, {"language": "qzz"}):
        assert len(api.read("films/", **query)["results"]) == 1
        assert client.get("/films/", query).status_code == 200


@pytest.mark.parametrize(
    ("film_fields", "version_fields", "status"),
    [({}, {}, 200), ({"state": "draft"}, {}, 400), ({}, {"state": "draft"}, 400)],
)
def test_a_language_that_only_a_version_has_which_does_not_lead_is_known_and_finds_no_film(
    api, client, film_fields, version_fields, status
):
    film = make_film(**film_fields)
    set_leading(film, languages=["de"])
    Language.objects.create(tag="qzz", name=f"{SECRET} language")
    make_version(film, languages=["qzz"], **version_fields)
    answer = api.get("/api/v1/films/?language=qzz")
    assert answer.status_code == status
    assert answer.json().get("results", []) == []
    # It is not offered: no film of the list has it.
    assert f"{SECRET} language" not in client.get("/films/").text


def test_a_shipped_job_in_a_department_of_an_editor_is_not_shown_with_it():
    department = Department.objects.create(name=f"{SECRET} department", position=900)
    Job.objects.filter(name="Foley").update(department=department)
    assert not Job.objects.public().filter(name="Foley").exists()
    make_credit(make_film(), job=Job.objects.get(name="Foley"))
    assert Job.objects.public().filter(name="Foley").exists()

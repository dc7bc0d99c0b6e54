"""A film has its country as it was; lists, filters and programs get the code that answers for it."""

import json
import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from catalog.api.core.fields import CountryCode, CountryCodes, ReadSerializer
from catalog.api.core.refs import CountryAsEntered
from catalog.filters import FilmFilter
from catalog.models import Country, Film
from tests.factories import (
    make_citation,
    make_company,
    make_credit,
    make_film,
    make_film_company,
    make_person,
    make_release,
    make_source,
    make_title,
    make_version,
)

pytestmark = pytest.mark.django_db
# The serializers of films, their companies, versions, releases, titles, of companies and of people.
MOST_KNOWN = 7
WEIMAR = {
    "code": "DE",
    "name": "Weimar Republic",
    "state": {"id": "weimar-republic", "name": "Weimar Republic", "wikidata": "Q41304"},
}


@pytest.fixture
def film():
    film = make_film(title="Metropolis", given_date="1927")
    film.countries.set(["weimar-republic", "US", "DE"])
    return film


def ids(api, country):
    return {film["id"] for film in api.read("films/", country=country)["results"]}


def test_the_api_answers_the_successors_code_once_and_the_state_as_entered(api, film):
    answer = api.read(f"films/{film.pk}/")
    assert answer["countries"] == ["DE", "US"]
    united_states, germany = {"code": "US", "name": "United States"}, {"code": "DE", "name": "Germany"}
    assert answer["countries_as_entered"] == [WEIMAR, united_states | {"state": None}, germany | {"state": None}]


@pytest.mark.parametrize("fields", ["countries", "countries_as_entered", "countries,countries_as_entered"])
def test_either_field_alone_costs_what_both_do(api, film, fields, django_assert_num_queries):
    make_film().countries.set(["weimar-republic"])
    with django_assert_num_queries(2):
        assert set(api.read("films/", fields=fields)["results"][0]) == set(fields.split(","))


def test_a_state_that_has_a_code_answers_as_itself(api):
    film = make_film()
    film.countries.set(["SU"])
    answer = api.read(f"films/{film.pk}/")
    assert answer["countries"] == ["SU"]
    assert answer["countries_as_entered"][0]["state"] == {"id": "SU", "name": "Soviet Union", "wikidata": "Q15180"}


def serializers_of(serializer=ReadSerializer):
    for subclass in serializer.__subclasses__():
        yield subclass
        yield from serializers_of(subclass)


def test_wherever_a_code_answers_for_a_country_the_state_as_entered_stands_beside_it():
    codes = [
        (serializer, name, field)
        for serializer in serializers_of()
        for name, field in serializer._declared_fields.items()
        if isinstance(field, CountryCode | CountryCodes)
    ]
    assert len(codes) >= MOST_KNOWN
    for serializer, name, field in codes:
        counterpart = serializer._declared_fields.get(f"{name}_as_entered")
        where = f"{serializer.__name__}.{name}"
        assert isinstance(getattr(counterpart, "child", counterpart), CountryAsEntered), where
        assert counterpart.source == (field.source or name), where


def test_versions_releases_titles_and_companies_answer_the_code_too(api, film):
    make_version(film).countries.set(["kingdom-of-bohemia"])
    make_release(film, country_id="weimar-republic")
    make_title(film, country_id="weimar-republic")
    make_title(film)
    make_film_company(film, company=make_company(country_id="weimar-republic"), territory_id="west-germany")
    answer = api.read(f"films/{film.pk}/", include="versions,releases,titles")
    [version] = answer["versions"]
    assert (version["countries"], version["countries_as_entered"][0]["name"]) == (["CZ"], "Kingdom of Bohemia")
    assert answer["releases"][0]["country"] == answer["companies"][0]["territory"] == "DE"
    assert {title["country"] for title in answer["titles"]} == {"DE", None}
    company = api.read(f"companies/{answer['companies'][0]['id']}/")
    assert (company["country"], company["country_as_entered"]) == ("DE", WEIMAR)
    assert answer["releases"][0]["country_as_entered"] == WEIMAR
    assert [title["country_as_entered"] for title in answer["titles"]].count(WEIMAR) == 1
    assert answer["companies"][0]["territory_as_entered"]["state"]["id"] == "west-germany"


def test_a_person_answers_the_state_of_their_nationality(api, film):
    person = make_person(nationalities=["weimar-republic", "DE"])
    make_credit(film, person=person)
    answer = api.read(f"people/{person.pk}/")
    assert (answer["nationalities"], answer["nationalities_as_entered"][0]) == (["DE"], WEIMAR)


def test_pages_say_the_state_and_their_structured_data_the_country_that_answers(client, film):
    person = make_person(nationalities=["weimar-republic"])
    make_credit(film, person=person)
    company = make_company(country_id="weimar-republic")
    make_film_company(film, company=company)
    make_release(film, country_id="weimar-republic", certification="Jugendverbot")
    for row in (person, company, film):
        html = client.get(row.get_absolute_url()).text
        structured = re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', html, re.DOTALL)[1]
        assert "Germany" in structured
        assert "Weimar Republic" not in structured
        assert "Weimar Republic" in html.replace(structured, "")


@pytest.mark.parametrize(
    "value", ["DE", "de", "Germany", "Niemcy", "deutsches reich", "weimar-republic", "Weimar Germany"]
)
def test_a_film_is_found_by_its_state_and_by_what_answers_for_it(api, client, film, value):
    make_film().countries.set(["PL"])
    assert ids(api, value) == {film.pk}
    assert "<strong>1 film</strong>" in client.get("/films/", {"country": value}).text


def test_a_state_finds_the_films_of_it_alone(api, film):
    other_film = make_film()
    other_film.countries.set(["DE", "west-germany"])
    assert ids(api, "DE") == {film.pk, other_film.pk}
    assert ids(api, "brd") == {other_film.pk}
    assert ids(api, "Weimarer Republik") == {film.pk}


def test_the_form_offers_countries_that_answer_and_shows_what_a_name_stands_for(client, film):
    def options(**parameters):
        html = client.get("/films/", parameters).text
        select = re.search(r'<select name="country".*?</select>', html, re.DOTALL)[0]
        return re.findall(r'<option value="([^"]*)"( selected)?', select)

    assert options() == [("", " selected"), ("DE", ""), ("US", "")]
    assert options(country="Niemcy") == [("", ""), ("DE", " selected"), ("US", "")]
    assert ("weimar-republic", " selected") in options(country="Weimar Germany")


@pytest.mark.parametrize(
    ("value", "advice"),
    [
        ("Atlantis", "Write its ISO 3166 code, such as PL, or its name"),
        ("korea", "KP (North Korea) or KR (South Korea)"),
        ("CS", "CSHH (Czechoslovakia) or CSXX (Serbia and Montenegro)"),
        ("...", "There is no such country"),
    ],
)
def test_a_name_of_none_or_several_is_refused_with_advice(api, client, value, advice):
    [fault] = api.read("films/", 400, country=value)["errors"]
    assert (fault["parameter"], advice in fault["detail"]) == ("country", True), fault
    page = client.get("/films/", {"country": value})
    assert page.status_code == 400
    assert escape(advice) in page.text


def test_a_name_that_an_editor_gave_finds(api, film):
    Country.objects.filter(pk="US").update(other_names="Uncle Sam\nThe States")
    assert ids(api, "uncle sam") == ids(api, "THE STATES") == {film.pk}
    Country.objects.filter(pk="US").update(name="The Union", other_names="")
    assert ids(api, "the union") == ids(api, "usa") == {film.pk}


def test_the_filter_looks_films_up_by_an_index_of_their_countries():
    plan = FilmFilter({"country": "DE"}, Film.objects.published()).qs.explain()
    assert "country" in plan
    assert "SCAN catalog_film_countries" not in plan


def test_the_page_names_the_state_and_leads_to_the_films_of_the_country(client, film):
    html = client.get(film.get_absolute_url()).text
    assert '?country=DE">Weimar Republic</a>' in html
    structured = json.loads(re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', html, re.DOTALL)[1])
    assert [country["name"] for country in structured["countryOfOrigin"]] == ["Germany", "United States"]


def test_a_page_of_states_costs_as_much_as_one_of_countries(client, film):
    other_film = make_film(given_date="1927")
    other_film.countries.set(["PL"])
    costs = []
    for row in (other_film, film):
        with CaptureQueriesContext(connection) as queries:
            client.get(row.get_absolute_url())
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_according_to_a_source_the_country_is_there_where_it_is_cited(api, film):
    source, other_source = make_source(), make_source()
    make_citation(film, source=source, field="countries")
    make_citation(film, source=other_source, field="title")
    for row, countries, count_as_entered in ((source, ["DE", "US"], 3), (other_source, [], 0)):
        answer = api.read(f"films/{film.pk}/", according_to=row.pk)
        assert (answer["countries"], len(answer["countries_as_entered"])) == (countries, count_as_entered)


def test_the_routes_name_countries_states_and_languages_in_a_language(api):
    state = api.read("countries/weimar-republic/", language="pl")
    assert state == {
        "id": "weimar-republic",
        "code": None,
        "name": "Republika Weimarska",
        "other_names": [],
        "former": True,
        "start_date": "1918-11-09",
        "end_date": "1933-03-23",
        "successor": "DE",
        "wikidata": "Q41304",
    }
    names = {row["id"]: row for row in api.read("countries/", limit=100, language="de")["results"]}
    assert names["AT"] | {"name": "Österreich", "former": False} == names["AT"]
    assert api.read("languages/", limit=100, language="fr")["results"][0]["name"] != ""
    assert api.read("countries/SU/")["code"] == "SU"
    api.read("countries/atlantis/", 404)
    assert api.faults("countries/", language="zz-klingon") == {"language": "invalid_choice"}


@pytest.mark.parametrize("fields", [{"code": "QZ", "successor_id": "DE"}, {"code": "atlantis"}])
def test_the_database_holds_that_a_state_without_a_code_has_a_successor(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Country.objects.create(name="Atlantis", **fields)

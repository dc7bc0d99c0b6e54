"""The keys and values of each noun, on which programs rely."""

import re

from django.conf import settings

from catalog.models import Credit
from tests.api.conftest import whole_film
from tests.factories import (
    make_award,
    make_citation,
    make_company,
    make_credit,
    make_film,
    make_film_company,
    make_image,
    make_person,
    make_question,
    make_release,
    make_source,
    make_subject,
    make_synopsis,
    make_title,
    make_version,
    make_vote,
    make_work,
)

FILM = [
    "id",
    "title",
    "original_title",
    "original_title_language",
    "year",
    "logline",
    "runtime_minutes",
    "sound",
    "colour",
    "kind",
    "status",
    "countries",
    "languages",
    "genres",
    "subjects",
    "release_date",
    "countries_as_entered",
    "rating",
    "poster",
    "based_on",
    "companies",
    "external_ids",
    "url",
    "api_url",
    "updated_at",
]


def part(api, film, name, **parameters):
    return api.read(f"films/{film.pk}/{name}/", **parameters)["results"]


def test_a_film_has_the_contracts_keys_in_a_list_and_alone(api):
    film = whole_film()
    assert list(api.read("films/")["results"][0]) == FILM
    assert api.read(f"films/{film.pk}/") == api.read("films/")["results"][0]


def test_a_film_of_which_little_is_known_says_so(api):
    film = make_film(title="Lost")
    answer = api.read(f"films/{film.pk}/")
    unknown = {name: answer[name] for name in ("year", "logline", "runtime_minutes", "release_date", "poster")}
    assert set(unknown.values()) == {None}
    assert answer["original_title"] == "Lost"
    empty = ("countries", "languages", "genres", "subjects", "based_on", "companies", "external_ids")
    assert [answer[name] for name in empty] == [[]] * 7
    assert answer["rating"] == {
        "average": None,
        "count": 0,
        "histogram": {"1": 0, "2": 0, "3": 0, "4": 0, "5": 0},
        "weighted": None,
    }


def test_codes_and_instants_are_written_by_their_standards(api):
    film = whole_film()
    answer = api.read(f"films/{film.pk}/")
    assert sorted(answer["countries"]) == ["PL", "US"]
    assert answer["languages"] == ["en"]
    assert sorted(genre["slug"] for genre in answer["genres"]) == ["adventure", "drama"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", answer["updated_at"])


def test_a_partial_date_gains_no_false_first_of_january(api):
    for date in ("2010", "2010-09", "2010-09-03"):
        film = make_film()
        make_release(film, date=date)
        assert api.read(f"films/{film.pk}/")["release_date"] == date
        assert part(api, film, "releases")[0]["date"] == date


def test_instants_are_utc_whatever_the_catalogues_time_zone(api, film, settings):
    settings.TIME_ZONE = "Europe/Warsaw"
    assert api.read(f"films/{film.pk}/")["updated_at"].endswith("Z")


def test_a_poster_is_told_with_its_sizes_as_whole_addresses(api, film):
    image = make_image(film, kind="poster", size=(200, 300))
    poster = api.read(f"films/{film.pk}/")["poster"]
    assert list(poster) == ["id", "alt", "width", "height", "renditions"]
    assert (poster["id"], poster["width"], poster["height"]) == (image.pk, 200, 300)
    assert {rendition["format"] for rendition in poster["renditions"]} == {"avif", "webp"}
    for rendition in poster["renditions"]:
        served = api.get(rendition["url"])
        assert served.getvalue()


def test_a_credit_has_its_person_or_the_reason_why_not(api, film):
    person, source = make_person(), make_source()
    credit = make_credit(film, person=person, characters=["Janusz"], credited_as="J.", billing_order=1)
    Credit.objects.filter(pk=credit.pk).update(voice=True, segment="The Third Story")
    make_citation(
        film, credit=credit, source=source, quote="as J.", locator="p. 41", differs="Jim", missing_reason="stripped"
    )
    make_credit(film, missing_reason="unknown", billing_order=2)
    person_row, gap = part(api, film, "credits")
    person_ref = {
        "id": person.pk,
        "name": person.name,
        "url": f"{settings.SITE_URL}{person.get_absolute_url()}",
        "api_url": f"{settings.SITE_URL}/api/v1/people/{person.pk}/",
    }
    assert person_row == {
        "id": credit.pk,
        "person": person_ref,
        "missing_reason": None,
        "department": "Acting",
        "department_code": "acting",
        "job": "Actor",
        "job_code": "actor",
        "characters": [{"id": credit.characters.get().pk, "name": "Janusz"}],
        "credited_as": "J.",
        "voice": True,
        "uncredited": False,
        "archive_footage": False,
        "segment": "The Third Story",
        "note": None,
        "billing_order": 1,
        "sources": [
            {
                "id": source.pk,
                "title": source.title,
                "url": f"{settings.SITE_URL}{source.get_absolute_url()}",
                "api_url": f"{settings.SITE_URL}/api/v1/sources/{source.pk}/",
                "quote": "as J.",
                "locator": "p. 41",
                "differs": "Jim",
                "missing_reason": "stripped",
            }
        ],
    }
    assert (gap["person"], gap["missing_reason"]) == (None, "unknown")
    assert api.read(f"people/{person.pk}/credits/")["results"][0]["film"]["id"] == film.pk


def test_a_release_has_the_contracts_keys(api, film):
    make_release(film, country_id="US", type="premiere", event="Telluride Film Festival")
    (release,) = part(api, film, "releases")
    keys = "id date country country_as_entered type event certification decision decision_number version note sources"
    assert list(release) == keys.split()
    assert (release["country"], release["type"], release["certification"]) == ("US", "premiere", None)


def test_a_version_names_each_source_once_with_the_fields_that_it_is_cited_for(api, film):
    version, fields, whole = make_version(film), make_source(), make_source()
    make_citation(film, version=version, source=fields, field="sound", quote="stumm")
    make_citation(film, version=version, source=whole, field="colour", quote="tinted")
    make_citation(film, version=version, source=fields, field="length_metres")
    make_citation(film, version=version, source=whole, quote="in all")
    (row,) = part(api, film, "versions")
    assert [(source["id"], source["fields"], source["quote"]) for source in row["sources"]] == [
        (fields.pk, ["sound", "length_metres"], None),
        (whole.pk, [], "in all"),
    ]
    assert list(row["sources"][0]) == [
        "id",
        "title",
        "url",
        "api_url",
        "quote",
        "locator",
        "differs",
        "missing_reason",
        "fields",
    ]
    (narrow,) = api.read(f"films/{film.pk}/versions/", according_to=fields.pk)["results"]
    assert narrow["sources"] == row["sources"][:1]


def test_a_synopsis_is_told_whole_and_by_section(api, film):
    make_synopsis(film, kind="full", body="It begins.\n\n## The camp\n\nThey *wait*.")
    (synopsis,) = part(api, film, "synopses")
    expected = """id kind title language source spoiler_level body html sections word_count licence lead updated_at"""
    assert set(synopsis) == set(expected.split())
    assert synopsis["sections"] == [
        {"heading": None, "anchor": None, "html": "<p>It begins.</p>"},
        {"heading": "The camp", "anchor": "the-camp", "html": "<p>They <em>wait</em>.</p>"},
    ]
    assert synopsis["source"] is None


def test_a_question_has_its_readings_and_their_quotes(api, film):
    synopsis = make_synopsis(film)
    question = make_question(film, readings=[(make_source(), "a well"), (make_source(), "")])
    question.readings.filter(value="a well").update(synopsis=synopsis, quote_exact="walks", quote_prefix="A man ")
    (answer,) = part(api, film, "questions")
    assert list(answer) == ["id", "question", "status", "spoiler_level", "ruling", "reason", "readings"]
    reading, silent = answer["readings"]
    assert reading["quote"] == {"exact": "walks", "prefix": "A man ", "suffix": ""}
    assert (reading["synopsis"], reading["article"], reading["modality"]) == (synopsis.pk, None, "narrator")
    assert (silent["value"], silent["quote"]) == (None, None)


def test_a_citation_names_its_field_or_its_row(api, film):
    make_citation(film, field="title")
    rows = {
        "credit": make_credit(film),
        "release": make_release(film),
        "film_company": make_film_company(film),
        "award": make_award(film),
        "film_work": make_work(film),
        "title": make_title(film),
    }
    for name, row in rows.items():
        make_citation(film, **{name: row})
    field, *row_citations = part(api, film, "citations")
    assert (field["field"], field["row"]) == ("title", None)
    json_names = {"film_company": "company", "film_work": "work"}
    assert [citation["row"] for citation in row_citations] == [
        {"type": json_names.get(name, name), "id": row.pk} for name, row in rows.items()
    ]
    answer = api.read(f"films/{film.pk}/")
    assert answer["companies"][0]["row"] == rows["film_company"].pk
    assert answer["based_on"][0]["row"] == rows["film_work"].pk


def test_a_film_with_parts_tells_them_as_their_own_routes_do(api):
    film = whole_film(credit_count=2, rows=2)
    names = ["credits", "releases", "synopses", "articles", "images", "questions", "citations", "titles", "awards"]
    answer = api.read(f"films/{film.pk}/", include=",".join(names))
    assert list(answer) == FILM + names
    for name in names:
        assert answer[name] == part(api, film, name)


def test_people_companies_and_sources_have_their_own_shapes(api, film):
    person, company = make_person(names=["Piotr", "P. W."]), make_company(country_id="PL")
    make_credit(film, person=person)
    make_film_company(film, company=company)
    source = make_source(url="https://example.org/", retrieved_on="2024-07-20")
    make_synopsis(film, source=source)
    person.external_ids.create(scheme_id="imdb", value="nm0001837")
    assert api.read(f"people/{person.pk}/")["other_names"] == ["Piotr", "P. W."]
    assert api.read(f"people/{person.pk}/")["external_ids"][0]["url"] == "https://www.imdb.com/name/nm0001837/"
    assert api.read(f"companies/{company.pk}/")["country"] == "PL"
    answer = api.read(f"sources/{source.pk}/")
    assert (answer["address"], answer["retrieved_on"], answer["publisher"]) == (
        "https://example.org/",
        "2024-07-20",
        None,
    )
    for noun, row in (("people", person), ("companies", company), ("sources", source)):
        assert api.read(f"{noun}/")["results"] == [api.read(f"{noun}/{row.pk}/")]


def test_a_subject_is_told_in_short_by_its_films_and_with_its_outside_ids_by_the_vocabulary(api, film):
    subject = make_subject(name="Forced labour")
    make_subject(name="Unused")
    subject.external_ids.create(scheme_id="gnd", value="4017102-4")
    film.subjects.add(subject)
    short = {"slug": "forced-labour", "name": "Forced labour"}
    assert api.read(f"films/{film.pk}/")["subjects"] == [short]
    outside_id = {"scheme": "gnd", "value": "4017102-4", "url": "https://d-nb.info/gnd/4017102-4"}
    assert api.read("subjects/")["results"] == [{"id": subject.pk} | short | {"external_ids": [outside_id]}]


def test_search_and_find_tell_type_id_name_and_addresses(api, film):
    film.external_ids.create(scheme_id="wikidata", value="Q42")
    person = make_person(name="Sławomir Wayne")
    make_credit(film, person=person)
    person.external_ids.create(scheme_id="tmdb", value="7")
    result = {
        "type": "film",
        "id": film.pk,
        "name": "The Way Back",
        "year": None,
        "url": f"{settings.SITE_URL}{film.get_absolute_url()}",
        "api_url": f"{settings.SITE_URL}/api/v1/films/{film.pk}/",
    }
    assert api.read("find/", wikidata="Q42") == {"results": [result]}
    assert [row["type"] for row in api.read("search/", q="way")["results"]] == ["film", "person"]
    assert api.read("search/", q="way", type="film")["results"] == [result]
    assert api.read("search/", q="slawo")["results"] == api.read("find/", tmdb="7")["results"]
    assert api.read("find/", imdb="tt0000001") == {"results": []}
    assert api.faults("find/") == dict.fromkeys(["imdb", "tmdb", "wikidata"], "one_of")
    assert api.faults("find/", imdb="tt0000001", tmdb="7") == {"imdb": "one_of", "tmdb": "one_of"}
    assert api.faults("find/", imdb="49009") == {"imdb": "invalid"}
    assert api.faults("search/") == {"q": "required"}


def test_films_are_ranked_by_their_weighted_rating_those_without_votes_last(api):
    films = [make_film() for _ in range(3)]
    make_vote(films[0], stars=3)
    make_vote(films[2], stars=5)
    best_first = api.read("films/", ordering="-rating")["results"]
    assert [film["id"] for film in best_first] == [films[2].pk, films[0].pk, films[1].pk]
    assert [film["id"] for film in api.read("films/", rating_min=4)["results"]] == [films[2].pk]

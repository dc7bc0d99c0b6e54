"""Entities of Wikidata: which are films, what becomes of their statements, and of the references of these."""

import bz2
import json

import pytest

from catalog.exchange.formats.wikidata import WikidataReader
from tests.exchange.formats.reading import mended, read, refusals, values_of, write

GREGORIAN = "http://www.wikidata.org/entity/Q1985727"


def snak(value):
    return {"snaktype": "value", "datavalue": {"value": value}}


def item(number):
    return {"entity-type": "item", "id": f"Q{number}"}


def time(day, precision=11, calendar=GREGORIAN):
    return {"time": f"+{day}T00:00:00Z", "precision": precision, "calendarmodel": calendar}


def claim(value, rank="normal", references=(), **qualifiers):
    return {
        "mainsnak": snak(value),
        "rank": rank,
        "qualifiers": {prop: [snak(entry) for entry in entries] for prop, entries in qualifiers.items()},
        "references": [
            {"snaks": {prop: [snak(entry) for entry in entries] for prop, entries in reference.items()}}
            for reference in references
        ],
    }


def entity(number, label="", **claims):
    labels = {"en": {"language": "en", "value": label}} if label else {}
    return {"type": "item", "id": f"Q{number}", "labels": labels, "claims": claims}


def film(number=1, label="Metropolis", **claims):
    return entity(number, label, **{"P31": [claim(item(11424))]} | claims)


@pytest.fixture
def read_entities(tmp_path):
    """Read entities, one a line."""

    def read_entities(*entities):
        text = "\n".join(json.dumps(row) for row in entities)
        return read(WikidataReader(), write(tmp_path / "entities.json", text))

    return read_entities


def test_films_are_those_of_a_class_of_films_or_with_a_director_and_an_id_of_imdb(read_entities):
    director_and_id = {"P57": [claim(item(9))], "P345": [claim("tt0000002")]}
    reading = read_entities(
        film(1),
        entity(2, "By its id", **director_and_id),
        entity(3, "A series", P31=[claim(item(5398426))], **director_and_id),
        entity(9, "Fritz Lang"),
    )
    assert [record.ids["wikidata"] for record in reading.records] == ["Q1", "Q2"]
    assert mended(reading) == [(0, "", "2")]


def test_a_class_tells_the_kind(read_entities):
    assert read_entities(film(P31=[claim(item(24862))])).records[0].fields["kind"] == "short"


def test_a_film_has_the_title_of_its_label_and_its_original_title(read_entities):
    values = film(P1476=[claim({"text": "Die Frau im Mond", "language": "de"})])
    values["labels"] |= {"de": {"value": "Frau im Mond"}, "xx": {"value": "Other"}}
    record = read_entities(values).records[0]
    fields = record.fields
    assert (fields["title"], fields["original_title"], fields["original_title_language"]) == (
        "Metropolis",
        "Die Frau im Mond",
        "de",
    )
    assert values_of(record, "title") == [{"title": "Frau im Mond", "language": "de"}]


def test_a_film_without_any_name_is_refused(read_entities):
    reading = read_entities(film(label=""))
    assert reading.records == []
    assert reading.remarks[0].takes_record


def test_people_are_named_by_their_entities_and_bring_their_ids(read_entities):
    person = entity(
        9, "Fritz Lang", P345=[claim("nm0000485")], P569=[claim(time("1890-12-05"))], P214=[claim("51709949")]
    )
    credit = values_of(read_entities(film(P57=[claim(item(9))]), person).records[0], "credit")[0]
    assert (credit["person"].name, credit["job"].name) == ("Fritz Lang", "Director")
    assert credit["person"].ids == {"wikidata": "Q9", "imdb": "nm0000485", "viaf": "51709949"}
    assert credit["person"].fields == {"born": "1890-12-05"}


def test_somebody_whom_no_file_names_is_refused_with_where_the_entity_is(read_entities):
    reading = read_entities(film(P57=[claim(item(9))]))
    assert values_of(reading.records[0], "credit") == []
    assert refusals(reading) == [(1, "P57", "Q9")]
    assert "Special:EntityData/Q9.json" in reading.remarks[0].remedy


def test_a_cast_has_its_characters_and_voices(read_entities):
    cast = claim(item(9), P453=[item(8)], P4633=["The Robot"], P1545=["2"])
    record = read_entities(
        film(P161=[cast], P725=[claim(item(9))]), entity(9, "Brigitte Helm"), entity(8, "Maria")
    ).records[0]
    actor, voice = values_of(record, "credit")
    assert [entry.name for entry in actor["characters"]] == ["Maria", "The Robot"]
    assert (actor["billing_order"], actor.get("voice"), voice["voice"]) == (2, None, True)


def test_companies_have_their_roles(read_entities):
    record = read_entities(film(P272=[claim(item(7))], P750=[claim(item(7))]), entity(7, "UFA")).records[0]
    assert [(row["company"].name, row["role"].name) for row in values_of(record, "filmcompany")] == [
        ("UFA", "production"),
        ("UFA", "distribution"),
    ]


def test_a_preferred_statement_comes_before_normal_ones_and_a_deprecated_one_never(read_entities):
    countries = [claim(item(30), "deprecated"), claim(item(183)), claim(item(41304), "preferred")]
    assert read_entities(film(P495=countries)).records[0].fields["countries"] == ["weimar-republic"]
    assert read_entities(film(P495=countries[:1])).records[0].fields["countries"] == []


def test_countries_and_languages_that_are_not_known_need_their_entities(read_entities):
    values = film(P495=[claim(item(77001))], P364=[claim(item(77002))])
    helpers = (entity(77001, P297=[claim("TV")]), entity(77002, P218=[claim("ty")]))
    assert len(refusals(read_entities(values))) == 2
    fields = read_entities(values, *helpers).records[0].fields
    assert (fields["countries"], fields["languages"]) == (["TV"], ["ty"])


@pytest.mark.parametrize(
    ("value", "date"),
    [
        (time("1927-01-10"), "1927-01-10"),
        (time("1927-01-00", 10), "1927-01"),
        (time("1927-00-00", 9), "1927"),
        (time("1920-00-00", 8), "1920s"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(read_entities, value, date):
    assert read_entities(film(P577=[claim(value)])).records[0].fields["given_date"] == date


@pytest.mark.parametrize("value", [time("1927-01-10", 7), time("1927-01-10", 11, "Q1985786"), {"time": "?"}])
def test_a_date_of_a_century_or_of_the_julian_calendar_is_refused(read_entities, value):
    reading = read_entities(film(P577=[claim(value)]))
    assert "given_date" not in reading.records[0].fields
    assert [column for _, column, _ in refusals(reading)] == ["P577"]


def test_dates_with_a_place_are_releases(read_entities):
    dates = [claim(time("1927-01-10"), P291=[item(183)]), claim(time("1927-03-13"), P291=[item(30)])]
    record = read_entities(film(P577=dates)).records[0]
    assert [(row["date"], row["country"], row["type"]) for row in values_of(record, "release")] == [
        ("1927-01-10", "DE", "unknown"),
        ("1927-03-13", "US", "unknown"),
    ]
    assert "given_date" not in record.fields


@pytest.mark.parametrize(
    ("amount", "unit", "minutes"), [("+153", "Q7727", 153), ("+9180", "Q11574", 153), ("+2.5", "Q25235", 150)]
)
def test_a_duration_is_in_minutes_whatever_its_unit(read_entities, amount, unit, minutes):
    value = {"amount": amount, "unit": f"http://www.wikidata.org/entity/{unit}"}
    assert read_entities(film(P2047=[claim(value)])).records[0].fields["runtime_minutes"] == minutes


def test_further_durations_are_told(read_entities):
    values = [{"amount": amount, "unit": "http://www.wikidata.org/entity/Q7727"} for amount in ("+153", "+210")]
    reading = read_entities(film(P2047=[claim(value) for value in values]))
    assert reading.records[0].fields["runtime_minutes"] == 153
    assert mended(reading) == [(1, "P2047", "210")]


def test_a_duration_in_another_unit_is_refused(read_entities):
    reading = read_entities(film(P2047=[claim({"amount": "+7", "unit": "http://www.wikidata.org/entity/Q573"})]))
    assert refusals(reading) == [(1, "P2047", "7")]


def test_genres_are_taken_where_they_are_the_catalogues(read_entities):
    reading = read_entities(film(P136=[claim(item(471839)), claim(item(5))]), entity(5, "expressionist film"))
    assert [genre.name for genre in reading.records[0].fields["genres"]] == ["Science Fiction"]
    assert (1, "P136", "expressionist film") in mended(reading)


def test_references_are_sources_of_their_rows_and_fields(read_entities):
    reference = {
        "P248": [item(6)],
        "P854": ["https://example.org/metropolis"],
        "P813": [time("2024-07-20")],
    }
    from_wikipedia = {"P143": [item(48183)]}
    values = film(
        P57=[claim(item(9), references=[reference, from_wikipedia])],
        P495=[claim(item(183), references=[{"P248": [item(99)]}])],
        P364=[claim(item(188), references=[{"P854": ["https://example.org/a"]}])],
    )
    record = read_entities(values, entity(9, "Fritz Lang"), entity(6, "filmportal.de")).records[0]
    [credit] = [row for row in record.rows if row.noun == "credit"]
    [source] = credit.sources
    assert (source.title, source.url, source.retrieved_on) == (
        "filmportal.de",
        "https://example.org/metropolis",
        "2024-07-20",
    )
    assert [source.title for source in record.sources["countries"]] == ["Wikidata Q99"]
    assert [source.title for source in record.sources["languages"]] == ["example.org"]


def test_ids_come_by_the_properties_of_their_schemes(read_entities):
    values = film(P345=[claim("tt0017136")], P4947=[claim("19")], P2704=[claim("10.5240/7791-8534-2C23-9030-8610-5")])
    assert read_entities(values).records[0].ids == {
        "wikidata": "Q1",
        "imdb": "tt0017136",
        "tmdb": "19",
        "eidr": "10.5240/7791-8534-2C23-9030-8610-5",
    }


def test_a_second_entity_of_an_id_is_refused(read_entities):
    reading = read_entities(film(), film())
    assert len(reading.records) == 1
    assert refusals(reading) == [(2, "", "Q1")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", json.dumps({"entities": {"Q1": film()}})),
        ("a.json", json.dumps({"entities": {"Q1": film()}}, indent=2)),
        ("a.json", json.dumps(film(), indent=2)),
        ("a.json", "[\n" + json.dumps(film()) + ",\n" + json.dumps(entity(2)) + "\n]\n"),
        ("a.json.bz2", bz2.compress(json.dumps(film()).encode())),
    ],
)
def test_entities_come_in_several_shapes(tmp_path, name, text):
    path = write(tmp_path / name, text)
    reading = read(WikidataReader(), path)
    assert [record.fields["title"] for record in reading.records] == ["Metropolis"]
    assert reading.bytes == WikidataReader().total_bytes([path], {})


def test_a_broken_line_is_refused_once_and_the_others_come_in(tmp_path):
    text = json.dumps(film()) + '\n{"id": "Q2"\n' + json.dumps(film(3)) + '\n{"no": "id"}\n'
    reading = read(WikidataReader(), write(tmp_path / "dump.jsonl", text))
    assert [record.ids["wikidata"] for record in reading.records] == ["Q1", "Q3"]
    assert [line for line, _, _ in refusals(reading)] == [2, 4]


@pytest.mark.parametrize("claims", [[], {"P31": 5}, {"P31": [5, {"mainsnak": "x"}]}, {"P57": [claim("text")]}])
def test_statements_of_other_shapes_say_nothing(read_entities, claims):
    reading = read_entities(film() | {"claims": claims} if isinstance(claims, list) else film(**claims))
    assert all(record.fields["title"] == "Metropolis" for record in reading.records)

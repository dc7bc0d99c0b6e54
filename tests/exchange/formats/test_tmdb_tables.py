"""The two tables of TMDB: what becomes of their columns, and of rows that are broken."""

import csv
import io
import json

import pytest

from catalog.exchange.formats.tmdb import TmdbReader
from tests.exchange.formats.reading import mended, nouns, read, refusals, values_of, write

JSON_COLUMNS = ["genres", "keywords", "production_companies", "production_countries", "spoken_languages"]
TEXT_COLUMNS = ["original_title", "original_language", "overview", "release_date", "runtime", "status"]
FILM_COLUMNS = ["id", "title", *TEXT_COLUMNS, *JSON_COLUMNS]
PERSON = {"id": 7, "name": "Asta Nielsen", "order": 0, "character": "Lulu"}


def table(columns, *rows):
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([[row.get(column, "") for column in columns] for row in rows])
    return text.getvalue()


def film(number=1, **cells):
    cells = {name: json.dumps(cell) if isinstance(cell, list) else cell for name, cell in cells.items()}
    return {"id": number, "title": f"Film {number}", **cells}


def credit_row(number=1, cast=(), crew=()):
    return {"movie_id": number, "title": f"Film {number}", "cast": json.dumps(cast), "crew": json.dumps(crew)}


@pytest.fixture
def read_film(tmp_path):
    """Read one film of a table with these cells."""

    def read_film(**cells):
        return read(TmdbReader(), write(tmp_path / "films.csv", table(FILM_COLUMNS, film(**cells))))

    return read_film


@pytest.fixture
def read_credits(tmp_path):
    """Read one film with these credits."""

    def read_credits(cast=(), crew=()):
        text = table(["movie_id", "title", "cast", "crew"], credit_row(cast=cast, crew=crew))
        reading = read(TmdbReader(), write(tmp_path / "credits.csv", text))
        reading.credits = values_of(reading.records[0], "credit")
        return reading

    return read_credits


def both_tables(tmp_path, films, credit_rows):
    films_file = write(tmp_path / "films.csv", table(FILM_COLUMNS, *films))
    credits_file = write(tmp_path / "credits.csv", table(["movie_id", "title", "cast", "crew"], *credit_rows))
    return read(TmdbReader(), films_file, credits_file)


def test_a_film_has_its_fields_in_the_words_of_the_model(read_film):
    record = read_film(
        title="The Abyss",
        original_title="Afgrunden",
        original_language="da",
        genres=[{"id": 18, "name": "Drama"}],
        keywords=[{"id": 12, "name": "circus"}],
        production_companies=[{"id": 5, "name": "Kosmorama"}],
        production_countries=[{"iso_3166_1": "DK", "name": "Denmark"}],
        spoken_languages=[{"iso_639_1": "da", "name": "Dansk"}],
        release_date="1910-09-12",
        runtime="37.0",
        status="Released",
    ).records[0]
    fields = record.fields
    assert record.ids == {"tmdb": "1"}
    assert (fields["title"], fields["original_title"], fields["original_title_language"]) == (
        "The Abyss",
        "Afgrunden",
        "da",
    )
    assert (fields["countries"], fields["languages"], fields["given_date"], fields["runtime_minutes"]) == (
        ["DK"],
        ["da"],
        "1910-09-12",
        37,
    )
    assert [entry.name for entry in fields["genres"]] == ["Drama"]
    assert [(entry.name, entry.ids) for entry in fields["subjects"]] == [("circus", {"tmdb": "12"})]
    company = values_of(record, "filmcompany")[0]
    assert (company["company"].name, company["company"].ids, company["role"].name) == (
        "Kosmorama",
        {"tmdb": "5"},
        "production",
    )


def test_an_original_title_that_equals_the_title_says_nothing(read_film):
    assert read_film(title="Afgrunden", original_title="Afgrunden").records[0].fields["original_title"] == ""


def test_a_runtime_of_0_is_not_known_and_told(read_film):
    reading = read_film(runtime="0")
    assert reading.records[0].fields["runtime_minutes"] is None
    assert mended(reading) == [(2, "runtime", "0")]


def test_a_date_that_there_is_not_is_refused_and_the_film_comes_in(read_film):
    reading = read_film(release_date="2011-02-30")
    assert reading.records[0].fields["given_date"] == ""
    assert refusals(reading) == [(2, "release_date", "2011-02-30")]


def test_a_status_before_release_is_announced_and_released_says_nothing_of_preservation(read_film):
    statuses = [read_film(status=status).records[0].fields["status"] for status in ("Rumored", "Released", "Canceled")]
    assert statuses == ["announced", "", "unfinished"]


def test_cs_is_serbia_and_montenegro_and_xc_czechoslovakia(read_film):
    reading = read_film(production_countries=[{"iso_3166_1": "CS"}, {"iso_3166_1": "XC"}, {"iso_3166_1": "SU"}])
    assert reading.records[0].fields["countries"] == ["CSXX", "CSHH", "SU"]
    assert [value for _, _, value in mended(reading)] == ["CS", "XC"]


def test_cn_is_cantonese_and_xx_no_spoken_language(read_film):
    reading = read_film(spoken_languages=[{"iso_639_1": "cn"}, {"iso_639_1": "xx"}, {"iso_639_1": "sh"}])
    assert reading.records[0].fields["languages"] == ["yue", "zxx", "sh"]


def test_an_unknown_code_is_refused_and_never_guessed(read_film):
    reading = read_film(production_countries=[{"iso_3166_1": "QQ"}], original_language="qq")
    assert reading.records[0].fields["countries"] == []
    assert refusals(reading) == [(2, "original_language", "qq"), (2, "production_countries", "QQ")]


def test_a_genre_that_is_none_is_refused(read_film):
    reading = read_film(genres=[{"id": 10768, "name": "Chatter"}, {"id": 18, "name": "Dramat"}])
    assert [entry.name for entry in reading.records[0].fields["genres"]] == ["Drama"]
    assert refusals(reading) == [(2, "genres", "Chatter")]


def test_words_that_say_nothing_here_are_left_out_and_told(read_film):
    reading = read_film(genres=[{"id": 10769, "name": "Foreign"}], keywords=[{"id": 13, "name": "\xa0"}])
    assert (reading.records[0].fields["genres"], reading.records[0].fields["subjects"]) == ([], [])
    assert (refusals(reading), [remark.place.column for remark in reading.remarks]) == ([], ["genres", "keywords"])


def test_an_overview_is_a_short_synopsis_with_its_terms_and_its_marks_escaped(read_film):
    synopsis = values_of(read_film(overview="# 1 of *many* &amp; more").records[0], "synopsis")[0]
    assert synopsis["body"] == r"\# 1 of \*many\* & more"
    assert (synopsis["kind"], synopsis["language"], synopsis["licence"]) == ("short", "en", "TMDB API Terms of Use")


def test_words_that_stand_for_no_overview_are_none(read_film):
    assert values_of(read_film(overview="No overview found.").records[0], "synopsis") == []


def test_broken_json_in_a_cell_is_refused_and_the_film_comes_in(read_film):
    reading = read_film(genres='[{"id": 18')
    assert refusals(reading) == [(2, "genres", '[{"id": 18')]
    assert reading.records[0].fields["genres"] == []


def test_deeply_nested_json_is_refused(read_film):
    reading = read_film(genres="[" * 200_000)
    assert len(reading.records) == 1
    assert [column for _, column, _ in refusals(reading)] == ["genres"]


def test_a_film_without_a_title_is_refused_whole(read_film):
    reading = read_film(title="")
    assert reading.records == []
    assert reading.remarks[0].takes_record


def test_a_cast_has_its_billing_order_from_1_and_its_characters(read_credits):
    reading = read_credits(cast=[PERSON | {"character": "Lulu / The Dancer (uncredited)", "order": 4}])
    credit = reading.credits[0]
    assert credit["billing_order"] == 5
    assert [entry.name for entry in credit["characters"]] == ["Lulu", "The Dancer"]
    assert credit["uncredited"] is True
    assert (credit["job"].name, credit["job"].fields) == ("Actor", {"department": "Acting"})


@pytest.mark.parametrize(
    ("words", "names", "values"),
    [
        ("Bird (voice)", ["Bird"], {"voice": True}),
        ("Bird (voice, uncredited)", ["Bird"], {"voice": True, "uncredited": True}),
        ("Himself (archive footage)", ["Himself"], {"archive_footage": True}),
        ("Guard (as Joe Smith)", ["Guard"], {"credited_as": "Joe Smith"}),
        ("Annie (age 10)", ["Annie (age 10)"], {}),
        ("Elsa (singing voice)", ["Elsa"], {"voice": True, "note": "singing voice"}),
        ("Spy (uncredited / archive)", ["Spy"], {"uncredited": True, "archive_footage": True}),
        ("(uncredited)", [], {"uncredited": True}),
    ],
)
def test_brackets_say_how_a_part_was_played_or_belong_to_its_name(read_credits, words, names, values):
    credit = read_credits(cast=[PERSON | {"character": words}]).credits[0]
    assert [entry.name for entry in credit.get("characters", [])] == names
    assert {name: credit[name] for name in credit.keys() - {"person", "job", "characters", "billing_order"}} == values


def test_nobody_is_uncredited_and_credited_under_a_name(read_credits):
    reading = read_credits(cast=[PERSON | {"character": "Guard (as Joe) (uncredited)"}])
    assert "credited_as" not in reading.credits[0]
    assert len(mended(reading)) == 1


def test_a_character_of_300_letters_is_refused_and_the_credit_comes_in(read_credits):
    reading = read_credits(cast=[PERSON | {"character": "x" * 300}])
    assert "characters" not in reading.credits[0]
    assert [column for _, column, _ in refusals(reading)] == ["cast"]


def test_a_person_twice_in_a_cast_stays_twice(read_credits):
    assert len(read_credits(cast=[PERSON, PERSON | {"order": 1}]).credits) == 2


def test_somebody_without_an_id_or_a_name_is_refused(read_credits):
    reading = read_credits(cast=[PERSON, {"id": 8, "name": ""}, {"name": "Nobody"}])
    assert len(reading.credits) == 1
    assert len(refusals(reading)) == 2


@pytest.mark.parametrize(
    ("department", "job", "own_department", "own_job"),
    [
        ("Camera", "Director of Photography", "Camera", "Director of Photography"),
        ("Sound", "Sound mixer", "Sound", "Sound Mixer"),
        ("Crew", "Property Master", "Art", "Property Master"),
        ("Actors", "Stunt Double", "Crew", "Stunt Double"),
        ("Art", "Greensman", "Art", "Greensman"),
    ],
)
def test_jobs_are_the_catalogues_where_they_are_the_same_thing(read_credits, department, job, own_department, own_job):
    credit = read_credits(crew=[{"id": 9, "name": "Guido Seeber", "department": department, "job": job}]).credits[0]
    assert (credit["job"].name, credit["job"].fields) == (own_job, {"department": own_department})


def test_a_job_that_does_not_ship_is_told_once(read_credits):
    member = {"id": 9, "name": "Guido Seeber", "department": "Art", "job": "Greensman"}
    assert [value for _, _, value in mended(read_credits(crew=[member, member]))] == ["Art: Greensman"]


def test_of_more_than_20000_credits_the_last_are_left_out(tmp_path, monkeypatch):
    monkeypatch.setattr("catalog.exchange.formats.tmdb.credits.MOST_CREDITS", 2)
    text = table(["movie_id", "title", "cast", "crew"], credit_row(cast=[PERSON, PERSON, PERSON]))
    reading = read(TmdbReader(), write(tmp_path / "credits.csv", text))
    assert nouns(reading.records[0])["credit"] == 2
    assert len(refusals(reading)) == 1


def test_credits_are_joined_by_the_id_of_the_film_in_any_order(tmp_path):
    numbers = range(1, 6)
    credit_rows = [credit_row(number, cast=[PERSON | {"id": 100 + number}]) for number in (1, 4, 3, 5, 2)]
    reading = both_tables(tmp_path, [film(number) for number in numbers], credit_rows)
    people = [values_of(record, "credit")[0]["person"].ids["tmdb"] for record in reading.records]
    assert people == [str(100 + number) for number in numbers]
    assert reading.remarks == []


def test_credits_of_a_film_that_is_not_there_are_refused(tmp_path):
    reading = both_tables(tmp_path, [film(1)], [credit_row(1), credit_row(2)])
    assert refusals(reading) == [(3, "movie_id", "2")]


def test_a_second_row_of_a_film_is_refused(tmp_path):
    reading = both_tables(tmp_path, [film(1), film(1)], [credit_row(1), credit_row(1)])
    assert len(reading.records) == 1
    assert sorted(refusals(reading)) == [(3, "id", "1"), (3, "movie_id", "1")]


def test_a_short_row_is_refused_with_its_line_and_the_next_comes_in(tmp_path):
    text = table(FILM_COLUMNS, film(1)) + "2,Short\r\n" + table(FILM_COLUMNS, film(3)).splitlines(keepends=True)[1]
    reading = read(TmdbReader(), write(tmp_path / "films.csv", text))
    assert [record.ids["tmdb"] for record in reading.records] == ["1", "3"]
    assert refusals(reading) == [(3, "", "2,Short")]


def test_lines_may_end_in_cr_and_a_file_may_begin_with_a_bom(tmp_path):
    text = "\ufeff" + table(FILM_COLUMNS, film(1), film(2)).replace("\r\n", "\r")
    reading = read(TmdbReader(), write(tmp_path / "films.csv", text))
    assert [record.place.line for record in reading.records] == [2, 3]


def test_bytes_of_iso_8859_1_are_read_and_told(tmp_path):
    reading = read(TmdbReader(), write(tmp_path / "films.csv", table(FILM_COLUMNS, film(title="Café")), "iso-8859-1"))
    assert reading.records[0].fields["title"] == "Café"
    assert [line for line, _, _ in mended(reading)] == [2]


def test_nul_bytes_are_left_out_and_told(tmp_path):
    reading = read(TmdbReader(), write(tmp_path / "films.csv", table(FILM_COLUMNS, film(title="Ca\0fe"))))
    assert reading.records[0].fields["title"] == "Cafe"
    assert len(mended(reading)) == 1


def test_a_cell_of_more_than_512_kb_is_refused_and_the_next_row_comes_in(tmp_path):
    text = table(FILM_COLUMNS, film(1, overview="x" * 600_000), film(2))
    reading = read(TmdbReader(), write(tmp_path / "films.csv", text))
    assert [record.ids["tmdb"] for record in reading.records] == ["2"]
    assert [line for line, _, _ in refusals(reading)] == [2]


def test_a_table_of_other_columns_is_refused(tmp_path):
    reading = read(TmdbReader(), write(tmp_path / "books.csv", "title,author\nEmma,Austen\n"))
    assert reading.records == []
    assert refusals(reading) == [(1, "", "title, author")]


def test_all_bytes_are_told(tmp_path):
    path = write(tmp_path / "films.csv", table(FILM_COLUMNS, film(1)))
    assert read(TmdbReader(), path).bytes == path.stat().st_size == TmdbReader().total_bytes([path], {})

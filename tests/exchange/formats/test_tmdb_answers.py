"""Answers of TMDB's API: films with all that is appended, in several languages; and what is no film."""

import gzip
import json

import pytest

from catalog.exchange.formats.tmdb import TmdbReader
from tests.exchange.formats.reading import mended, read, refusals, values_of, write

FILM = {"id": 31, "title": "Pandora's Box", "original_title": "Die Büchse der Pandora", "original_language": "de"}


@pytest.fixture
def read_answers(tmp_path):
    """Read a folder with answers, {name of a file: answer}."""

    def read_answers(answers):
        for name, answer in answers.items():
            write(tmp_path / name, json.dumps(answer))
        return read(TmdbReader(), tmp_path)

    return read_answers


def read_answer(read_answers, **keys):
    return read_answers({"movie.json": FILM | keys})


def test_an_answer_has_the_ids_of_imdb_and_wikidata(read_answers):
    reading = read_answer(read_answers, imdb_id="tt0018737", external_ids={"wikidata_id": "Q699687"})
    assert reading.records[0].ids == {"tmdb": "31", "imdb": "tt0018737", "wikidata": "Q699687"}


def test_a_wrong_id_of_imdb_is_refused(read_answers):
    assert refusals(read_answer(read_answers, imdb_id="0018737")) == [(0, "imdb_id", "0018737")]


def test_releases_have_their_types_and_certifications_and_the_film_then_no_date_of_its_own(read_answers):
    release = {"certification": "16", "type": 1, "release_date": "1929-02-09T00:00:00.000Z", "note": "Gloria-Palast"}
    results = [{"iso_3166_1": "DE", "release_dates": [release, release | {"type": 3}]}]
    record = read_answer(read_answers, release_date="1929-01-30", release_dates={"results": results}).records[0]
    releases = values_of(record, "release")
    assert releases[0] == {
        "date": "1929-02-09",
        "country": "DE",
        "type": "premiere",
        "certification": "16",
        "note": "Gloria-Palast",
    }
    assert releases[1]["type"] == "theatrical"
    assert record.fields["given_date"] == ""


def test_a_type_of_a_release_that_there_is_not_is_refused(read_answers):
    results = [{"iso_3166_1": "DE", "release_dates": [{"type": 9, "release_date": "1929-02-09"}]}]
    reading = read_answer(read_answers, release_dates={"results": results})
    assert values_of(reading.records[0], "release")[0]["type"] == "unknown"
    assert refusals(reading) == [(0, "release_dates", "9")]


def test_releases_of_older_answers_are_of_an_unknown_type(read_answers):
    countries = [{"iso_3166_1": "DE", "release_date": "1929-02-09", "certification": ""}]
    record = read_answer(read_answers, releases={"countries": countries}).records[0]
    assert [(row["country"], row["type"]) for row in values_of(record, "release")] == [("DE", "unknown")]


def test_titles_of_countries_and_translations_stand_once_and_not_the_films_own(read_answers):
    titles = [
        {"iso_3166_1": "FR", "title": "Loulou", "type": "short title"},
        {"iso_3166_1": "FR", "title": "Loulou"},
        {"iso_3166_1": "GB", "title": "Pandora's Box"},
    ]
    translations = [
        {"iso_639_1": "pt", "iso_3166_1": "BR", "data": {"title": "A Caixa de Pandora", "overview": "Lulu dança."}},
        {"iso_639_1": "cs", "name": "Český"},
    ]
    record = read_answer(
        read_answers, alternative_titles={"titles": titles}, translations={"translations": translations}
    ).records[0]
    assert values_of(record, "title") == [
        {"title": "Loulou", "language": "", "country": "FR", "note": "short title"},
        {"title": "A Caixa de Pandora", "language": "pt-BR", "country": "BR", "note": ""},
    ]
    assert [(row["language"], row["body"]) for row in values_of(record, "synopsis")] == [("pt-BR", "Lulu dança.")]


def test_answers_in_several_languages_become_one_film_led_by_english(read_answers):
    answers = {
        "movie_31_language_de.json": FILM
        | {"title": "Die Büchse der Pandora", "overview": "Lulu tanzt.", "runtime": 133},
        "movie_31_language_en.json": FILM | {"overview": "Lulu dances."},
        "movie_31_language_zh_TW.json": FILM | {"title": "潘朵拉的盒子"},
    }
    reading = read_answers(answers)
    record = reading.records[0]
    assert len(reading.records) == 1
    assert (record.fields["title"], record.fields["runtime_minutes"]) == ("Pandora's Box", 133)
    assert [(row["language"], row["body"]) for row in values_of(record, "synopsis")] == [
        ("en", "Lulu dances."),
        ("de", "Lulu tanzt."),
    ]
    assert [(row["title"], row["language"], row["country"]) for row in values_of(record, "title")] == [
        ("潘朵拉的盒子", "zh", "TW")
    ]


def test_genres_are_known_by_their_numbers_whatever_the_language(read_answers):
    record = read_answer(read_answers, genres=[{"id": 18, "name": "剧情"}]).records[0]
    assert [genre.name for genre in record.fields["genres"]] == ["Drama"]


def test_a_film_for_television_is_one_by_its_genre(read_answers):
    assert read_answer(read_answers, genres=[{"id": 10770, "name": "TV"}]).records[0].fields["kind"] == "tv_film"


def test_pictures_are_told_with_their_address_and_kept_nowhere(read_answers):
    reading = read_answer(read_answers, poster_path="/lulu.jpg")
    assert mended(reading) == [(0, "poster_path", "https://image.tmdb.org/t/p/original/lulu.jpg")]
    assert values_of(reading.records[0], "image") == []


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"id": 1, "name": "Babylon Berlin", "first_air_date": "2017-10-13"}, "a series"),
        ({"id": 1, "name": "Louise Brooks", "birthday": "1906-11-14"}, "a person"),
        ({"movie_results": []}, "a search by an outside id"),
        ({"status_code": 34}, "a status or an error"),
        ([1, 2], "a list"),
        ({"strange": 1}, "an answer that TMDB's documentation doesn't have"),
    ],
)
def test_other_answers_are_named_as_no_film(read_answers, answer, kind):
    reading = read_answers({"get.json": answer})
    assert reading.records == []
    assert [(remark.value, remark.takes_record) for remark in reading.remarks] == [(kind, True)]


def test_a_file_in_a_folder_is_told_with_its_path(tmp_path):
    (tmp_path / "tv").mkdir()
    write(tmp_path / "tv" / "get.json", '{"first_air_date": ""}')
    assert read(TmdbReader(), tmp_path).remarks[0].place.file == "tv/get.json"


def test_a_broken_answer_is_refused_and_the_others_come_in(tmp_path):
    write(tmp_path / "broken.json", '{"id": 1, "title"')
    write(tmp_path / "whole.json", json.dumps(FILM))
    reading = read(TmdbReader(), tmp_path)
    assert [record.ids["tmdb"] for record in reading.records] == ["31"]
    assert [remark.place.file for remark in reading.remarks] == ["broken.json"]
    assert reading.bytes == TmdbReader().total_bytes([tmp_path], {})


def test_answers_may_stand_one_a_line_in_a_packed_file_and_a_second_one_is_refused(tmp_path):
    lines = "\n".join([json.dumps(FILM), json.dumps(FILM | {"id": 32}), "", json.dumps(FILM)])
    reading = read(TmdbReader(), write(tmp_path / "films.jsonl.gz", gzip.compress(lines.encode())))
    assert [record.ids["tmdb"] for record in reading.records] == ["31", "32"]
    assert refusals(reading) == [(4, "", "31")]


def test_a_packed_file_that_breaks_off_is_told_and_what_stands_before_comes_in(tmp_path):
    lines = "\n".join(json.dumps(FILM | {"id": number, "overview": f"{number * 7919}"}) for number in range(1, 3000))
    packed = gzip.compress(lines.encode())
    reading = read(TmdbReader(), write(tmp_path / "films.jsonl.gz", packed[: len(packed) // 2]))
    assert len(reading.records) > 10
    assert any("breaks off" in remark.remedy for remark in reading.remarks)


def test_a_file_of_another_kind_is_left_out_and_told(tmp_path):
    reading = read(TmdbReader(), write(tmp_path / "poster.png", b"\x89PNG"))
    assert [remark.place.file for remark in reading.remarks] == ["poster.png"]

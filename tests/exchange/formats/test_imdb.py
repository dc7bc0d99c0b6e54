"""IMDb's datasets: joined by the ids of titles and names, filtered, and what becomes of their columns."""

import gzip

import pytest

from catalog.exchange.formats.imdb import ImdbReader
from catalog.exchange.records import UnreadableError
from tests.exchange.formats.reading import mended, read, refusals, values_of, write

COLUMNS = {
    "title.basics": "tconst titleType primaryTitle originalTitle isAdult startYear endYear runtimeMinutes genres",
    "title.akas": "titleId ordering title region language types attributes isOriginalTitle",
    "title.crew": "tconst directors writers",
    "title.principals": "tconst ordering nconst category job characters",
    "title.ratings": "tconst averageRating numVotes",
    "name.basics": "nconst primaryName birthYear deathYear primaryProfession knownForTitles",
}


def basics(number=1, **cells):
    row = {"tconst": f"tt{number:07}", "titleType": "movie", "primaryTitle": f"Film {number}", "isAdult": "0"}
    return row | cells


@pytest.fixture
def read_imdb(tmp_path):
    """Read datasets, {name: rows}, each a dict or a list of cells."""

    def read_imdb(datasets, **options):
        for name, rows in datasets.items():
            columns = COLUMNS[name].split()
            lines = [[row.get(column, "\\N") for column in columns] if isinstance(row, dict) else row for row in rows]
            text = "".join("\t".join(cells) + "\n" for cells in [columns, *lines])
            write(tmp_path / f"{name}.tsv", text)
        return read(ImdbReader(), tmp_path, **options)

    return read_imdb


def read_with_people(read_imdb, principals, crew=(), names=()):
    names = names or [
        ["nm0000001", "Fritz Lang", "1890", "1976", "", ""],
        ["nm0000002", "Brigitte Helm", "\\N", "\\N", "", ""],
    ]
    datasets = {"title.basics": [basics()], "title.principals": principals, "name.basics": names}
    return read_imdb(datasets | ({"title.crew": crew} if crew else {}))


def test_a_title_has_its_fields_in_the_words_of_the_model(read_imdb):
    row = basics(originalTitle="Der müde Tod", startYear="1921", runtimeMinutes="94", genres="Drama,Sci-Fi,Film-Noir")
    record = read_imdb({"title.basics": [row]}).records[0]
    assert record.ids == {"imdb": "tt0000001"}
    fields = record.fields
    assert (
        fields["title"],
        fields["original_title"],
        fields["given_date"],
        fields["runtime_minutes"],
        fields["kind"],
    ) == (
        "Film 1",
        "Der müde Tod",
        "1921",
        94,
        "feature",
    )
    assert [genre.name for genre in fields["genres"]] == ["Drama", "Science Fiction", "Film Noir"]


def test_a_quotation_mark_is_a_letter(read_imdb):
    assert read_imdb({"title.basics": [basics(primaryTitle='"M')]}).records[0].fields["title"] == '"M'


def test_genres_of_programmes_are_left_out_and_told_once_others_refused(read_imdb):
    rows = [basics(1, genres="Drama,Talk-Show"), basics(2, genres="Talk-Show,Chatter")]
    reading = read_imdb({"title.basics": rows})
    assert refusals(reading) == [(3, "genres", "Chatter")]
    assert [(remark.place.line, remark.value) for remark in reading.remarks if not remark.is_refused] == [
        (2, "Talk-Show")
    ]
    assert [[genre.name for genre in record.fields["genres"]] for record in reading.records] == [["Drama"], []]


def test_series_episodes_and_games_are_no_films_and_counted(read_imdb):
    rows = [basics(1), basics(2, titleType="tvSeries"), basics(3, titleType="videoGame"), basics(4, titleType="short")]
    reading = read_imdb({"title.basics": rows})
    assert [(record.ids["imdb"], record.fields["kind"]) for record in reading.records] == [
        ("tt0000001", "feature"),
        ("tt0000004", "short"),
    ]
    assert mended(reading) == [(0, "", "2")]


def test_an_unknown_kind_and_a_wrong_id_are_refused(read_imdb):
    reading = read_imdb({"title.basics": [basics(1, titleType="hologram"), basics(2, tconst="ttx"), basics(3)]})
    assert [record.ids["imdb"] for record in reading.records] == ["tt0000003"]
    assert refusals(reading) == [(2, "titleType", "hologram"), (3, "tconst", "ttx")]


def test_the_filter_takes_kinds_votes_and_years(read_imdb):
    titles = [basics(number, startYear=year) for number, year in ((1, "1989"), (2, "1990"), (3, "2001"), (4, "\\N"))]
    ratings = [["tt0000002", "7.1", "100"], ["tt0000003", "7.1", "99"], ["tt0000004", "7.1", "500"]]
    datasets = {"title.basics": [*titles, basics(5, titleType="short", startYear="2000")], "title.ratings": ratings}
    reading = read_imdb(datasets, kind="movie", votes=100, since=1990)
    assert [record.ids["imdb"] for record in reading.records] == ["tt0000002"]
    assert [value for _, _, value in mended(reading)] == ["4"]


def test_a_filter_by_votes_needs_the_file_of_votes(read_imdb):
    with pytest.raises(UnreadableError, match=r"title\.ratings"):
        read_imdb({"title.basics": [basics()]}, votes=100)


@pytest.mark.parametrize("options", [{"kind": "tvSeries"}, {"since": "long ago"}, {"votes": -1}])
def test_a_wrong_option_is_refused(read_imdb, options):
    with pytest.raises(UnreadableError):
        read_imdb({"title.basics": [basics()]}, **options)


def test_without_basics_nothing_can_be_read(read_imdb):
    with pytest.raises(UnreadableError, match=r"title\.basics"):
        read_imdb({"title.ratings": []})


def test_a_file_without_its_columns_can_not_be_read(tmp_path):
    with pytest.raises(UnreadableError, match="titleType"):
        read(ImdbReader(), write(tmp_path / "title.basics.tsv", "tconst\tprimaryTitle\n"))


def test_principals_become_credits_with_characters_and_years_of_birth(read_imdb):
    principals = [
        ["tt0000001", "1", "nm0000002", "actress", "\\N", '["Maria","The \\"Robot\\""]'],
        ["tt0000001", "2", "nm0000001", "director", "\\N", "\\N"],
        ["tt0000001", "3", "nm0000001", "writer", "screenplay", "\\N"],
        ["tt0000001", "4", "nm0000001", "producer", "p.g.a.", "\\N"],
    ]
    record = read_with_people(read_imdb, principals).records[0]
    actress, director, writer, producer = values_of(record, "credit")
    assert [entry.name for entry in actress["characters"]] == ["Maria", 'The "Robot"']
    assert (actress["job"].name, actress["billing_order"]) == ("Actor", 1)
    assert director["person"].ids == {"imdb": "nm0000001"}
    assert director["person"].fields == {"born": "1890", "died": "1976"}
    assert (director["job"].name, director["job"].fields) == ("Director", {"department": "Directing"})
    assert writer["job"].name == "Screenplay"
    assert (producer["job"].name, producer["note"]) == ("Producer", "p.g.a.")


def test_the_crew_adds_whom_the_principals_lack(read_imdb):
    principals = [["tt0000001", "1", "nm0000001", "director", "\\N", "\\N"]]
    record = read_with_people(read_imdb, principals, crew=[["tt0000001", "nm0000001,nm0000002", "nm0000001"]]).records[
        0
    ]
    credits_of_film = [(row["person"].name, row["job"].name) for row in values_of(record, "credit")]
    assert credits_of_film == [
        ("Fritz Lang", "Director"),
        ("Brigitte Helm", "Director"),
        ("Fritz Lang", "Writer"),
    ]


def test_archive_footage_is_said_of_the_credit(read_imdb):
    record = read_with_people(
        read_imdb, [["tt0000001", "1", "nm0000002", "archive_footage", "\\N", '["Self"]']]
    ).records[0]
    assert values_of(record, "credit")[0]["archive_footage"] is True


def test_broken_characters_are_refused_and_the_credit_comes_in(read_imdb):
    reading = read_with_people(read_imdb, [["tt0000001", "1", "nm0000002", "actress", "\\N", '["Maria"']])
    assert refusals(reading) == [(2, "characters", '["Maria"')]
    assert len(values_of(reading.records[0], "credit")) == 1


def test_an_unknown_category_and_somebody_without_a_name_are_refused(read_imdb):
    principals = [
        ["tt0000001", "1", "nm0000002", "juggler", "\\N", "\\N"],
        ["tt0000001", "2", "nm0000009", "actor", "\\N", "\\N"],
    ]
    assert [value for _, _, value in refusals(read_with_people(read_imdb, principals))] == ["nm0000009", "juggler"]


def test_somebody_who_dies_before_birth_has_neither_year(read_imdb):
    names = [["nm0000001", "Nobody", "1950", "1940", "", ""]]
    reading = read_with_people(read_imdb, [["tt0000001", "1", "nm0000001", "director", "\\N", "\\N"]], names=names)
    assert values_of(reading.records[0], "credit")[0]["person"].fields == {}
    assert refusals(reading) == [(2, "deathYear", "1940")]


def test_without_names_no_credits_come_in_and_that_is_told(read_imdb):
    principals = [["tt0000001", "1", "nm0000001", "director", "\\N", "\\N"]]
    reading = read_imdb({"title.basics": [basics()], "title.principals": principals})
    assert values_of(reading.records[0], "credit") == []
    assert [remark.place.file for remark in reading.remarks] == ["title.principals.tsv"]


def test_other_titles_have_their_country_language_and_kind(read_imdb):
    akas = [
        ["tt0000001", "1", "Film 1", "US", "\\N", "\\N", "\\N", "0"],
        ["tt0000001", "2", "Zmęczona śmierć", "PL", "\\N", "imdbDisplay", "\\N", "0"],
        ["tt0000001", "3", "Between Two Worlds", "XWW", "en", "working", "literal title", "0"],
        ["tt0000001", "4", "Les trois lumières", "FR", "\\N", "dvd", "\\N", "0"],
        ["tt0000001", "5", "Umorna smrt", "YUCS", "qbo", "\\N", "\\N", "0"],
        ["tt0000001", "6", "Zmęczona śmierć", "PL", "\\N", "\\N", "\\N", "0"],
    ]
    titles = values_of(read_imdb({"title.basics": [basics()], "title.akas": akas}).records[0], "title")
    assert titles == [
        {"title": "Zmęczona śmierć", "kind": "", "country": "PL", "language": "", "note": ""},
        {
            "title": "Between Two Worlds",
            "kind": "working",
            "country": "",
            "language": "en",
            "note": "worldwide, literal title",
        },
        {"title": "Les trois lumières", "kind": "", "country": "FR", "language": "", "note": "dvd"},
        {"title": "Umorna smrt", "kind": "", "country": "YU", "language": "sh", "note": ""},
    ]


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 1, 2)])
@pytest.mark.parametrize("order_of_akas", [(1, 2, 3), (2, 3, 1)])
def test_files_may_be_in_any_order(read_imdb, order, order_of_akas):
    akas = [[f"tt{number:07}", "1", f"Titel {number}", "DE", "\\N", "\\N", "\\N", "0"] for number in order_of_akas]
    reading = read_imdb({"title.basics": [basics(number) for number in order], "title.akas": akas})
    assert [values_of(record, "title")[0]["title"] for record in reading.records] == [
        f"Titel {number}" for number in order
    ]


def test_a_second_row_of_a_title_is_refused(read_imdb):
    reading = read_imdb({"title.basics": [basics(1), basics(1)]})
    assert len(reading.records) == 1
    assert refusals(reading) == [(3, "tconst", "tt0000001")]


def test_a_row_of_too_few_cells_is_refused_once(read_imdb):
    reading = read_imdb({"title.basics": [["tt0000001", "movie"], basics(2)]})
    assert [record.ids["imdb"] for record in reading.records] == ["tt0000002"]
    assert refusals(reading) == [(2, "", "tt0000001 movie")]


def test_files_may_be_packed(tmp_path):
    text = (
        "\t".join(COLUMNS["title.basics"].split())
        + "\ntt0017136\tmovie\tMetropolis\tMetropolis\t0\t1927\t\\N\t153\tDrama\n"
    )
    path = write(tmp_path / "title.basics.tsv.gz", gzip.compress(text.encode()))
    reading = read(ImdbReader(), path)
    assert reading.records[0].fields["title"] == "Metropolis"
    assert reading.bytes == ImdbReader().total_bytes([path], {})


def test_episodes_are_left_out_and_told(tmp_path, read_imdb):
    write(tmp_path / "title.episode.tsv", "tconst\tparentTconst\n")
    assert [remark.place.file for remark in read_imdb({"title.basics": [basics()]}).remarks] == ["title.episode.tsv"]


def test_remarks_that_wait_are_bounded(read_imdb, monkeypatch):
    monkeypatch.setattr("catalog.exchange.formats.remarks.MOST_WAITING", 3)
    reading = read_imdb({"title.basics": [["short"]] * 10})
    assert len(reading.remarks) == 4
    assert reading.remarks[-1].value == "7"

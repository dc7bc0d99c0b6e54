"""MovieLens: its titles, the ids of its films elsewhere, and ratings as counts."""

import pytest

from catalog.exchange.formats.movielens import MovieLensReader
from catalog.exchange.formats.movielens.titles import read_title
from catalog.exchange.records import UnreadableError
from tests.exchange.formats.reading import mended, read, refusals, values_of, write

FILES = {
    "movies.csv": "movieId,title,genres\n",
    "links.csv": "movieId,imdbId,tmdbId\n",
    "ratings.csv": "userId,movieId,rating,timestamp\n",
    "tags.csv": "userId,movieId,tag,timestamp\n",
}


@pytest.fixture
def read_movielens(tmp_path):
    """Read files, {name: lines}; a film of number 1 is there where no films are given."""

    def read_movielens(**lines):
        lines = {"movies": ["1,Film (1927),Drama"]} | lines
        for name, rows in lines.items():
            write(tmp_path / f"{name}.csv", FILES[f"{name}.csv"] + "".join(f"{row}\n" for row in rows))
        return read(MovieLensReader(), tmp_path)

    return read_movielens


@pytest.mark.parametrize(
    ("text", "title", "year", "other_titles"),
    [
        ("Way Back, The (2010)", "The Way Back", "2010", []),
        ("Metropolis (1927)", "Metropolis", "1927", []),
        ("Paterson", "Paterson", "", []),
        ("Avventura, L' (L'Avventura) (1960)", "L'Avventura", "1960", ["L'Avventura"]),
        ("Seventh Seal, The (Sjunde inseglet, Det) (1957)", "The Seventh Seal", "1957", ["Det Sjunde inseglet"]),
        ("Strike! (a.k.a. The Hairy Bird) (1998)", "Strike!", "1998", ["The Hairy Bird"]),
        ("Man, Sam", "Man, Sam", "", []),
        ("(500) Days of Summer (2009)", "(500) Days of Summer", "2009", []),
        ("Death Note: Desu nôto (2006–2007)", "Death Note: Desu nôto", "", []),
        ("(1971)", "", "1971", []),
    ],
)
def test_a_title_has_its_article_before_it_its_year_and_its_other_titles(text, title, year, other_titles):
    assert read_title(text) == (title, year, other_titles)


def test_ratings_are_counted_by_film_and_half_star(read_movielens):
    ratings = ["1,1,4.0,964982703", "2,1,4.0,964982703", "3,1,0.5,964982703", "4,1,5,964982703"]
    record = read_movielens(ratings=ratings).records[0]
    counts = values_of(record, "outsiderating")[0]
    assert {name: count for name, count in counts.items() if count} == {
        "scheme": "movielens",
        "half_stars_1": 1,
        "half_stars_8": 2,
        "half_stars_10": 1,
    }
    assert len(counts) == 11


def test_a_film_without_ratings_has_no_counts(read_movielens):
    assert values_of(read_movielens().records[0], "outsiderating") == []


@pytest.mark.parametrize("rating", ["4.3", "0", "5.5", "four", ""])
def test_a_rating_that_is_none_is_refused(read_movielens, rating):
    reading = read_movielens(ratings=["1,1,4.0,964982703", f"2,1,{rating},964982703", "short"])
    assert [line for line, _, _ in refusals(reading)] == [3, 4]


def test_the_ids_of_imdb_have_their_zeros_again(read_movielens):
    record = read_movielens(links=["1,17136,19"]).records[0]
    assert record.ids == {"movielens": "1", "imdb": "tt0017136", "tmdb": "19"}


def test_a_film_may_lack_an_id_elsewhere_and_a_wrong_one_is_refused(read_movielens):
    reading = read_movielens(movies=["1,One (1927),Drama", "2,Two (1927),Drama"], links=["1,17136,", "2,x,-3"])
    assert [record.ids for record in reading.records] == [
        {"movielens": "1", "imdb": "tt0017136"},
        {"movielens": "2"},
    ]
    assert refusals(reading) == [(3, "imdbId", "x"), (3, "tmdbId", "-3")]


def test_genres_of_the_catalogue_are_taken_and_the_others_told_once(read_movielens):
    reading = read_movielens(
        movies=["1,One (1927),Sci-Fi|Children", "2,Two (1927),Children", "3,Three (1927),(no genres listed)"]
    )
    assert [[genre.name for genre in record.fields["genres"]] for record in reading.records] == [
        ["Science Fiction"],
        [],
        [],
    ]
    assert mended(reading) == [(2, "genres", "Children")]


def test_a_film_without_a_year_has_no_date_and_that_is_told(read_movielens):
    reading = read_movielens(movies=["1,Paterson,Drama"])
    assert reading.records[0].fields["given_date"] == ""
    assert mended(reading) == [(2, "title", "Paterson")]


def test_a_second_row_of_a_film_and_one_without_a_title_are_refused(read_movielens):
    reading = read_movielens(movies=["1,One (1927),Drama", "1,One (1927),Drama", "2,(1971),Drama"])
    assert len(reading.records) == 1
    assert refusals(reading) == [(3, "movieId", "1"), (4, "title", "")]


def test_ratings_of_a_film_that_is_not_there_are_refused(read_movielens):
    reading = read_movielens(ratings=["1,9,4.0,964982703", "2,9,3.0,964982703"])
    assert refusals(reading) == [(0, "movieId", "9: 2 ratings")]


def test_films_that_share_an_id_elsewhere_are_one_and_their_ratings_are_added_up(read_movielens):
    reading = read_movielens(
        movies=["1,One (1927),Drama", "2,One (1927),Drama"],
        links=["1,17136,19", "2,17137,19"],
        ratings=["1,1,4.0,1", "2,2,4.0,1", "3,2,0.5,1"],
    )
    [record] = reading.records
    counts = values_of(record, "outsiderating")[0]
    assert (record.ids["imdb"], counts["half_stars_8"], counts["half_stars_1"]) == ("tt0017136", 2, 1)
    assert mended(reading) == [(3, "movieId", "2")]


def test_tags_are_left_out_and_told(read_movielens):
    assert [remark.place.file for remark in read_movielens(tags=["1,1,funny,1445714994"]).remarks] == ["tags.csv"]


def test_without_the_films_nothing_can_be_read(tmp_path):
    with pytest.raises(UnreadableError, match=r"movies\.csv"):
        read(MovieLensReader(), write(tmp_path / "ratings.csv", FILES["ratings.csv"]))


def test_all_bytes_are_told(read_movielens, tmp_path):
    reading = read_movielens(ratings=["1,1,4.0,964982703"], tags=["1,1,funny,1"], links=["1,1,1"])
    assert reading.bytes == MovieLensReader().total_bytes([tmp_path], {})

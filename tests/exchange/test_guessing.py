"""What a table is, is guessed by the names of its columns in the site's languages, and by what stands in them."""

import pytest

from tests.exchange.tables_by_hand import guess, targets_by_column

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "header",
    [
        "Title;Year;Country;Director;Running time",
        "Titel;Jahr;Land;Regie;Laufzeit",
        "Tytuł;Rok;Kraj;Reżyseria;Czas trwania",
    ],
)
def test_columns_are_known_by_their_names_in_each_language(tmp_path, header):
    text = f"{header}\nMetropolis;1927;DE;Fritz Lang;153 min\n"
    assert [*targets_by_column(tmp_path, text).values()] == [
        "film.title",
        "film.given_date",
        "film.countries",
        "film.people.director",
        "film.runtime_minutes",
    ]


def test_columns_of_imdb_are_known(tmp_path):
    header = "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\truntimeMinutes\tgenres"
    guessed = guess(tmp_path, f"{header}\ntt0017136\tmovie\tMetropolis\tMetropolis\t0\t1927\t153\tDrama,Sci-Fi\n")
    columns = {column.columns[0]: (column.target, column.split) for column in guessed.mapping.columns}
    assert columns["tconst"] == ("film.id.imdb", "")
    assert columns["genres"] == ("film.genres", ",")
    assert not guessed.missing


def test_an_id_is_known_by_its_form_where_no_name_tells(tmp_path):
    guessed = guess(tmp_path, "tt0017136,Metropolis,1927\ntt0021749,City Lights,1931\n")
    assert not guessed.mapping.header
    assert [(column.columns, column.target) for column in guessed.mapping.columns] == [((1,), "film.id.imdb")]
    assert guessed.possible == {"3": "film.given_date"}


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Film ID,IMDb,Person,Job\n1,tt0017136,Fritz Lang,director\n", "credit"),
        ("Name,Born,Died\nFritz Lang,1890,1976\n", "person"),
        ("titleId,title,region,language\ntt0017136,Metropolis,DE,de\ntt0017136,Metropolis,PL,pl\n", "title"),
        ("Inventory number,Carrier,Reels\nF 1,35mm,5\n", "copy"),
        ("Title,Year\nMetropolis,1927\n", "film"),
    ],
)
def test_what_a_row_is_follows_from_its_columns(tmp_path, text, noun):
    guessed = guess(tmp_path, text)
    assert (guessed.mapping.noun, guessed.missing) == (noun, "")


@pytest.mark.parametrize(
    "text",
    [
        "id,name,author_email\n1,Some book,test@example.com\n",
        "id,name,published\n1,book,1996-01-01\n2,Some book,1996x-01-01\n",
        "abc\n",
        "id,parent,name\n1,1234,Some\n",
    ],
)
def test_a_table_that_is_of_something_else_is_not_brought_in_by_a_guess(tmp_path, text):
    from catalog.exchange.tables.guessing import is_likely

    assert not is_likely(guess(tmp_path, text))


@pytest.mark.parametrize(
    ("cell", "split", "form"),
    [
        ("Lang, Fritz; Freund, Karl", ";", "Family, Given"),
        ("Fritz Lang; Karl Freund", ";", ""),
        ("Fritz Lang, Karl Freund", ",", ""),
        ("Lang, Fritz", "", "Family, Given"),
        ("Fritz Lang | Karl Freund", "|", ""),
        ("Fritz Lang", "", ""),
    ],
)
def test_how_a_cell_parts_people_is_guessed(tmp_path, cell, split, form):
    guessed = guess(tmp_path, f"Title\tYear\tDirector\nMetropolis\t1927\t{cell}\n")
    [column] = [column for column in guessed.mapping.columns if column.target == "film.people.director"]
    assert (column.split, column.form) == (split, form)

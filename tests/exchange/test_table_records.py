"""A mapped table becomes records: values of the model, rows of one film together, and nobody known by a name alone."""

import pytest

from catalog.exchange.records import Entry, UnreadableError
from catalog.merging.merge import merge
from catalog.models import Person
from tests.exchange.tables_by_hand import decide, read_table
from tests.factories import make_film, make_person

pytestmark = pytest.mark.django_db


def values_of(rows):
    return [
        {name: value.name if isinstance(value, Entry) else value for name, value in row.values.items()} for row in rows
    ]


def test_a_row_with_an_outside_id_is_a_film(tmp_path):
    [film], remarks = read_table(
        tmp_path,
        "imdb;Titel;Jahr;Land;Sprache;Laufzeit;Farbe\ntt0017136;Metropolis;1927;Deutschland;Deutsch;1:48;schwarzweiß\n",
    )
    assert film.ids == {"imdb": "tt0017136"}
    assert film.fields == {
        "title": "Metropolis",
        "given_date": "1927",
        "countries": ["DE"],
        "languages": ["de"],
        "runtime_minutes": 108,
        "colour": "black_and_white",
    }
    assert film.columns["countries"] == "Land"
    assert remarks == []


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("108", 108),
        ("108 min", 108),
        ("108 Min.", 108),
        ("1:48", 108),
        ("01:48:00", 108),
        ("1 h 48 min", 108),
        ("2h", 120),
        ("108'", 108),
    ],
)
def test_running_times_are_read_as_people_write_them(tmp_path, text, minutes):
    [film], _ = read_table(tmp_path, f"imdb;Titel;Laufzeit\ntt0017136;Metropolis;{text}\n")
    assert film.fields["runtime_minutes"] == minutes


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("kind", "tvMovie", "tv_film"),
        ("kind", "Spielfilm", "feature"),
        ("colour", "s/w", "black_and_white"),
        ("sound", "niemy", "silent"),
    ],
)
def test_choices_are_read_by_the_words_of_the_trade(tmp_path, column, text, value):
    [film], remarks = read_table(
        tmp_path,
        f"imdb;What\ntt0017136;{text}\n",
        columns=[{"column": "imdb", "target": "film.id.imdb"}, {"column": "What", "target": f"film.{column}"}],
    )
    assert (film.fields, remarks) == ({column: value}, [])


def test_a_value_that_is_none_is_refused_with_its_place_and_the_rest_comes_in(tmp_path):
    [film], [remark] = read_table(tmp_path, "imdb;Titel;Land\ntt0017136;Metropolis;Atlantis\n")
    assert "countries" not in film.fields
    assert (remark.place.line, remark.place.column, remark.value) == (2, "Land", "Atlantis")
    assert remark.is_refused
    assert remark.remedy


def test_a_film_of_title_and_year_waits_for_a_decision(tmp_path):
    text = "Title,Year\nMetropolis,1927\n"
    here = make_film(title="Metropolis")
    records, [remark] = read_table(tmp_path, text)
    assert (records, remark.value, remark.takes_record) == ([], "Metropolis", True)
    decide("film", "Metropolis", told_by="1927", key=here.pk)
    [film], remarks = read_table(tmp_path, text)
    assert (film.key, film.is_new, remarks) == (here.pk, False, [])
    decide("film", "Metropolis", told_by="1927")
    [film], _ = read_table(tmp_path, text)
    assert (film.key, film.is_new) == (None, True)


def test_people_are_never_known_by_their_name_alone(tmp_path):
    lang = make_person(name="Fritz Lang")
    text = 'imdb;Title;Director;Camera\ntt0017136;Metropolis;"Lang, Fritz";"Freund, Karl"\n'
    [film], remarks = read_table(tmp_path, text)
    assert film.rows == []
    assert [remark.value for remark in remarks] == ["Fritz Lang", "Karl Freund"]
    decide("person", "Fritz Lang", key=lang.pk)
    [film], _ = read_table(tmp_path, text)
    [credit] = film.rows
    assert (credit.values["person"].key, credit.values["job"].name) == (lang.pk, "Director")


def test_two_people_in_a_cell_are_two_credits(tmp_path):
    for name in ("Fritz Lang", "Karl Freund"):
        decide("person", name)
    [film], remarks = read_table(
        tmp_path,
        "imdb\tTitle\tWho\ntt0017136\tMetropolis\tLang, Fritz; Freund, Karl\n",
        noun="film",
        columns=[
            {"column": "imdb", "target": "film.id.imdb"},
            {"column": 2, "target": "film.title"},
            {"column": "Who", "target": "film.people.director", "split": ";", "form": "Family, Given"},
        ],
    )
    assert [row.values["person"].name for row in film.rows] == ["Fritz Lang", "Karl Freund"]
    assert all(row.values["person"].is_new for row in film.rows)
    assert not remarks


def test_columns_are_joined_and_defaults_fill_what_is_empty(tmp_path):
    decide("person", "Fritz Lang")
    [film], _ = read_table(
        tmp_path,
        "imdb,First,Last,Country\ntt0017136,Fritz,Lang,\n",
        noun="credit",
        columns=[{"column": "imdb", "target": "film.id.imdb"}],
        combined=[{"columns": ["First", "Last"], "with": " ", "target": "credit.person"}],
        defaults={"credit.job": "Director"},
    )
    assert values_of(film.rows) == [{"person": "Fritz Lang", "job": "Director"}]


def test_rows_of_one_film_that_stand_together_are_one_record(tmp_path):
    for name in ("Fritz Lang", "Karl Freund"):
        decide("person", name)
    records, _ = read_table(
        tmp_path,
        "imdb,Person,Job\ntt0017136,Fritz Lang,Director\ntt0017136,Karl Freund,Camera\ntt0021749,Fritz Lang,Director\n",
    )
    assert [(film.ids["imdb"], len(film.rows)) for film in records] == [("tt0017136", 2), ("tt0021749", 1)]


def test_a_row_of_a_film_that_is_here_does_not_change_the_film(tmp_path):
    film = make_film(title="Metropolis")
    [record], _ = read_table(
        tmp_path,
        f"Number,Title,Date,Type\n{film.pk},Metrópolis,1927-01-10,Premiere\n",
        noun="release",
        columns=[
            {"column": "Number", "target": "film.number"},
            {"column": "Title", "target": "film.title"},
            {"column": "Date", "target": "release.date"},
            {"column": "Type", "target": "release.type"},
        ],
    )
    assert (record.key, record.fields) == (film.pk, {})
    assert values_of(record.rows) == [{"date": "1927-01-10", "type": "premiere"}]


def test_a_person_is_told_by_the_date_of_birth(tmp_path):
    person = make_person(name="Fritz Lang")
    text = "Name,Born,Died\nFritz Lang,1890-12-05,1976\n"
    assert read_table(tmp_path, text)[0] == []
    decide("person", "Fritz Lang", told_by="1890-12-05", key=person.pk)
    [record], _ = read_table(tmp_path, text)
    assert (record.noun, record.key) == ("person", person.pk)
    assert record.fields == {"name": "Fritz Lang", "born": "1890-12-05", "died": "1976"}


def test_a_decision_for_somebody_who_is_gone_is_none(tmp_path):
    person = make_person(name="Fritz Lang")
    decide("person", "Fritz Lang", told_by="1890", key=person.pk)
    Person.objects.filter(pk=person.pk).delete()
    assert read_table(tmp_path, "Name,Born,Died\nFritz Lang,1890,1976\n")[0] == []


def test_a_decision_for_somebody_who_was_merged_is_for_the_survivor(tmp_path):
    person, survivor = make_person(name="Fritz Lang"), make_person(name="Friedrich Lang")
    decide("person", "Fritz Lang", told_by="1890", key=person.pk)
    merge(noun="person", survivor=survivor.pk, loser=person.pk, editor=None)
    [record], _ = read_table(tmp_path, "Name,Born,Died\nFritz Lang,1890,1976\n")
    assert record.key == survivor.pk


def test_cells_beyond_the_last_column_are_told_and_a_header_that_comes_again_is_no_film(tmp_path):
    records, [remark] = read_table(
        tmp_path, "imdb,Title\ntt0017136,Metropolis,or so\nimdb,Title\ntt0021749,City Lights\ntt0019777\n"
    )
    assert [record.ids["imdb"] for record in records] == ["tt0017136", "tt0021749", "tt0019777"]
    assert (remark.place.line, remark.value) == (2, "or so")


def test_cells_that_say_nothing_are_empty(tmp_path):
    [film], remarks = read_table(
        tmp_path,
        "imdb,Title,Year,Country\ntt0017136,Metropolis,\\N,unknown\n",
        noun="film",
        empty_words=["unknown"],
        columns=[
            {"column": name, "target": f"film.{target}"}
            for name, target in (
                ("imdb", "id.imdb"),
                ("Title", "title"),
                ("Year", "given_date"),
                ("Country", "countries"),
            )
        ],
    )
    assert (film.fields, remarks) == ({"title": "Metropolis"}, [])


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ({"noun": "book"}, "nothing that a row can be"),
        ({"columns": [{"column": "Title", "target": "film.titel"}]}, "film.titel"),
        ({"columns": [{"column": "Director", "target": "film.title"}]}, "no column “Director”"),
        ({"columns": [{"column": 1, "target": "film.title"}, {"column": 2, "target": "film.title"}]}, "Two columns"),
        ({"columns": [{"target": "film.title"}]}, "named by its header"),
        ({"columns": [{"column": 1, "target": "film.title", "form": "?"}]}, "no form of names"),
        ({"colums": []}, "“colums” is no part"),
        ({"state": "gone", "columns": []}, "no state"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused_in_words(tmp_path, mapping, words):
    with pytest.raises(UnreadableError, match=words):
        read_table(tmp_path, "Title,Year\nMetropolis,1927\n", **mapping)

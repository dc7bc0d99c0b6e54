"""Each query of the list is among the words by which its row is found; what it must not find is not."""

import pytest

from catalog.texts.search.words import indexed_words, queries_of
from tests.search.written_list import read, texts_of_rows

# Queries with a slip of the hand are corrected, not found.
SLIPS = "slips"


def words_of_row(texts):
    return {word for text in texts for word in indexed_words(text, is_name=True)}


def finds(query, words):
    """Tell whether a query finds a row: in one of its readings each word begins one of the row's."""
    return any(all(any(word.startswith(forms) for word in words) for forms in reading) for reading in queries_of(query))


@pytest.fixture(scope="module")
def words():
    return {noun: {name: words_of_row(texts) for name, texts in rows.items()} for noun, rows in texts_of_rows().items()}


def test_each_query_is_among_the_words_of_its_row(words):
    strangers = [
        (query["rule"], query["query"], query["first"])
        for query in read("queries.csv")
        if query["rule"] != SLIPS and not finds(query["query"], words[query["type"]][query["first"]])
    ]
    assert not strangers


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("カメラ", "ガメラ 大怪獣空中決戦 (1995)"),
        ("दिल", "दाल में काला (1964)"),
        ("harold and maude", "Thelma & Louise (1991)"),
        ("rocky 3", "Rocky II (1979)"),
        ("thelma und louise", "The Fast and the Furious (2001)"),
        ("bass", "バス174 (2002)"),
    ],
)
def test_what_differs_is_not_found(words, query, name):
    assert not finds(query, words["film"][name])


@pytest.mark.parametrize(
    ("query", "title"),
    [("m*a*s*h", "Mash"), ("spider-man", "Spiderman"), ("o'connor", "OConnor"), ("d'or", "Dor"), ("8 1/2", "8½")],
)
def test_what_is_written_apart_is_found_where_it_is_one(query, title):
    assert finds(query, words_of_row([title]))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’avventura", ["lavventura", "avventura", "l"]),
        ("Fröhlich", ["frohlich", "froehlich"]),
        ("Đorđe", ["dorde", "djordje"]),
        ("AC/DC", ["ac", "dc", "acdc"]),
        ("18/2", ["18/2"]),
        ("Rocky II", ["rocky", "ii", "2", "rockyii"]),
        ("七人", ["七", "人", "七人"]),
        ("くろさわ", ["く", "ろ", "さ", "わ", "くろ", "ろさ", "さわ", "kurosawa"]),
        ("ข้าว", ["ข้าว"]),
        ("Я & М", ["я", "ya", "&", "and", "und", "et", "i", "м", "m"]),
    ],
)
def test_a_word_has_the_forms_in_which_people_type_it(text, words):
    assert indexed_words(text, is_name=True) == words


@pytest.mark.parametrize("word", ["und", "et", "i"])
def test_words_for_and_do_not_stand_for_one_another(word):
    assert not finds(f"harold {word} maude", words_of_row(["Harold and Maude"]))


@pytest.mark.parametrize(
    "query", ["", " ", "\0", '"', "*", "NEAR(", "'", "/", "&", "a" * 10_000, "👩‍🚀", "' OR 1", "½", "\ud800"]
)
def test_nothing_that_is_typed_is_an_error(query):
    for reading in queries_of(query):
        assert all(form for forms in reading for form in forms)

"""The engines of both databases find what the method finds in memory, whatever is typed."""

import pytest
from django.db import connection

from catalog.texts.search.expressions import TOKENIZER, fts_query, stored_words, tsquery, tsvector
from catalog.texts.search.ranking import Candidate, rank
from catalog.texts.search.words import queries_of
from tests.search.written_list import read, texts_of_rows

pytestmark = pytest.mark.django_db


class Engine:
    """The rows of one type in the engine of the database."""

    def __init__(self, texts_by_label):
        self.rows = dict(enumerate(texts_by_label.items(), start=1))
        words = {
            key: [word for text in texts for word in stored_words(text, is_name=True)]
            for key, (_, texts) in self.rows.items()
        }
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(f'CREATE VIRTUAL TABLE temp.sought USING fts5(words, tokenize="{TOKENIZER}")')
                cursor.executemany(
                    "INSERT INTO temp.sought (rowid, words) VALUES (%s, %s)",
                    [(key, " ".join(row_words)) for key, row_words in words.items()],
                )
            else:
                cursor.execute("CREATE TEMPORARY TABLE sought (key int, words tsvector) ON COMMIT DROP")
                cursor.executemany(
                    "INSERT INTO sought VALUES (%s, %s::tsvector)",
                    [(key, tsvector(row_words)) for key, row_words in words.items()],
                )

    def close(self):
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS sought")

    def find(self, query):
        """Return what the list calls the rows that the engine finds."""
        readings = list(queries_of(query))
        sql, expression = {
            "sqlite": ("SELECT rowid FROM temp.sought WHERE sought MATCH %s", fts_query(readings)),
            "postgresql": ("SELECT key FROM sought WHERE words @@ %s::tsquery", tsquery(readings)),
        }[connection.vendor]
        if not expression:
            return set()
        with connection.cursor() as cursor:
            cursor.execute(sql, [expression])
            return {self.rows[key][0] for (key,) in cursor.fetchall()}


@pytest.fixture
def engine_of():
    engines = []

    def make(texts_by_label):
        engines.append(Engine(texts_by_label))
        return engines[-1]

    yield make
    for engine in engines:
        engine.close()


@pytest.mark.parametrize("noun", ["film", "person", "company"])
def test_an_engine_finds_what_the_method_finds_and_no_more(engine_of, noun):
    texts = texts_of_rows()[noun]
    engine = engine_of(texts)
    candidates = {
        Candidate(key, [text for text in row_texts if text]): label for key, (label, row_texts) in engine.rows.items()
    }
    faults = []
    for query in read("queries.csv"):
        labels = {candidates[candidate] for _, candidate in rank(query["query"], candidates)}
        if engine.find(query["query"]) != labels:
            faults.append((query["query"], engine.find(query["query"]) ^ labels))
    assert not faults


@pytest.mark.parametrize(
    "query",
    [
        "",
        "\0",
        '"',
        "*",
        "NEAR(",
        "'",
        "''",
        "\\",
        "a:b",
        "a AND",
        "^a",
        "-a",
        "{a}",
        "a" * 10_000,
        "👩‍🚀",
        "\ud800",
        "&",
        "½ ' \\",
        "%s",
    ],
)
def test_nothing_that_is_typed_is_an_error(engine_of, query):
    engine = engine_of({"Row": ["a b", "'\\\"*:", "&"]})
    assert engine.find(query) <= {"Row"}


@pytest.mark.parametrize("text", ["&", "$", "+1", "8½", "दिल", "ข้าว", "m*a*s*h", "L’avventura", "\\", "'", "18/2", "٣"])
def test_each_text_is_found_by_itself(engine_of, text):
    assert engine_of({"Row": [text], "Another": ["Something else"]}).find(text) == {"Row"}


def test_a_short_word_is_sought_whole_or_where_a_name_begins(engine_of):
    engine = engine_of({"Begins": ["Weird Science"], "Inside": ["Peter Weir"], "Whole": ["It is We"]})
    assert engine.find("we") == {"Begins", "Whole"}
    assert engine.find("wei") == {"Begins", "Inside"}

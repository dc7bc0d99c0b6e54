"""What search must find is written down before search is: the list is whole, and each rule has queries enough."""

from collections import Counter

from tests.search.written_list import read, texts_of_rows

FEWEST_QUERIES, FEWEST_QUERIES_A_RULE = 150, 10


def test_each_query_finds_a_row_of_the_catalogue():
    rows = texts_of_rows()
    assert not [query for query in read("queries.csv") if query["first"] not in rows[query["type"]]]


def test_each_rule_has_queries_enough_and_none_is_asked_twice():
    queries = read("queries.csv")
    assert len(queries) >= FEWEST_QUERIES
    counts = Counter(query["rule"] for query in queries)
    assert not {rule: count for rule, count in counts.items() if count < FEWEST_QUERIES_A_RULE}
    repeated = Counter((query["type"], query["query"]) for query in queries)
    assert max(repeated.values()) == 1


def test_films_of_the_catalogue_are_told_apart():
    films = [row for row in read("catalogue.csv") if row["noun"] == "film"]
    assert max(Counter((film["name"], film["year"]) for film in films).values()) == 1
    assert max(Counter(film["ids"] for film in films).values()) == 1

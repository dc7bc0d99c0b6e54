"""What answers a query is marked where it stands."""

import pytest

from catalog.texts.search.marks import marks
from tests.search.written_list import read


def with_brackets(text, query):
    """Return a text with brackets around what is marked."""
    for start, end in reversed(marks(text, query)):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize(
    ("text", "query", "result"),
    [
        ("The Way Back", "way back", "The [Way Back]"),
        ("The Way Back", "wayback", "The [Way Back]"),
        ("The Way Back", "bac", "The Way [Back]"),
        ("The Way Back", "way", "The [Way] Back"),
        ("The Way Back", "back way", "The [Way] [Back]"),
        ("Gustav Fröhlich", "froehlich", "Gustav [Fröhlich]"),
        ("L’avventura", "avventura", "[L’avventura]"),
        ("Spider-Man", "spiderman", "[Spider-Man]"),
        ("Spider-Man", "spider man", "[Spider-Man]"),
        ("M*A*S*H", "mash", "[M*A*S*H]"),
        ("Fast & Furious", "fast and furious", "[Fast] [&] [Furious]"),
        ("千と千尋の神隠し", "千尋", "千と[千尋]の神隠し"),
        ("千と千尋の神隠し", "神", "千と千尋の[神]隠し"),
        ("ガメラ 大怪獣空中決戦", "カメラ", "ガ[メラ] 大怪獣空中決戦"),
        ("Alien³", "alien 3", "[Alien³]"),
        ("Rocky II", "rocky 2", "[Rocky] [II]"),
        ("Солярис", "solyaris", "[Солярис]"),
        ("दिल", "दिल", "[दिल]"),
        ("$", "$", "[$]"),
        ("Metropolis", "way", "Metropolis"),
        ("", "way", ""),
        ("Metropolis", "", "Metropolis"),
    ],
)
def test_what_answers_is_marked(text, query, result):
    assert with_brackets(text, query) == result


def test_of_each_query_that_names_its_film_something_is_marked():
    titles = {f"{row['name']} ({row['year']})": row["name"] for row in read("catalogue.csv") if row["noun"] == "film"}
    faults = [
        query["query"]
        for query in read("queries.csv")
        if query["rule"]
        in ("marks", "scripts", "letters", "umlauts", "east asian", "apostrophes and dashes", "elisions")
        and query["type"] == "film"
        and not marks(titles[query["first"]], query["query"])
    ]
    # It is found by another title.
    assert faults == ["rashomon"]

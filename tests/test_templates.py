"""Rules for the text of templates."""

import re

from django.conf import settings

MOST_CHARACTERS = 159


def test_a_line_of_a_template_stays_under_160_characters():
    folder = settings.BASE_DIR / "templates"
    long_lines = [
        f"{path.relative_to(folder)}:{number}"
        for path in sorted(folder.rglob("*.html"))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > MOST_CHARACTERS
    ]
    assert long_lines == []


COUNT = re.compile(r"{{\s*([\w.]*?(?:count|total|num_pages|votes|page\.number)|[\w.]+\|length)\s*}}")
NAMED_COUNT = re.compile(r"\w+=(?:[\w.]*(?:_count|paginator\.count|num_pages|votes|page\.number)|[\w.]+\|length)")


def test_each_count_that_a_visitor_reads_has_its_thousands_in_groups():
    folder = settings.BASE_DIR / "templates" / "catalog"
    texts = {path.name: path.read_text() for path in sorted(folder.glob("*.html"))}
    # What a message names is written where it gets its value.
    counts = [
        f"{name}: {count}" for name, text in texts.items() for count in COUNT.findall(text) if f"{count}=" not in text
    ]
    counts += [
        f"{name}: {value}"
        for name, text in texts.items()
        for values in re.findall(r"{% blocktranslate [^%]*?with ([^%]*) %}", text)
        for value in values.split()
        if NAMED_COUNT.fullmatch(value)
    ]
    assert counts == []

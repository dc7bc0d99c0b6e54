"""Rules for the text of templates."""

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

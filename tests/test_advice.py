"""What our messages advise loses nothing that was typed: a page that is loaded again has lost it."""

import re

from django.conf import settings

FOLDERS = {"catalog": "*.py", "wayback": "*.py", "templates": "*.html", "static/js": "*.js", "deploy": "*.html"}
FILES = [path for folder, pattern in FOLDERS.items() for path in (settings.BASE_DIR / folder).rglob(pattern)]
ADVICE = re.compile(
    r"\breload (?:it|this|the)\b|open (?:it|the page|this page) (?:again|anew)|load (?:it|the page) again|\breload[^.\"]*\bsend",
    re.I,
)


def test_no_message_advises_to_load_a_page_again():
    assert {str(path): words for path in FILES if (words := ADVICE.findall(path.read_text()))} == {}

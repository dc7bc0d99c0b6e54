"""Collect the interface's words for translators, and compile what they wrote: `make messages`.

Nothing here needs GNU gettext: Babel reads Python and scripts and writes the catalogues, Django shows it the words of templates.
A language has two catalogues: `django.po` of what the server says, `djangojs.po` of what the desk's scripts say.
"""

import io
import itertools
import sys
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from wayback.env import LANGUAGES

BASE_DIR = Path(__file__).resolve().parent.parent
LOCALE_DIR = BASE_DIR / "catalog" / "locale"
SOURCES = {
    "django": ("catalog/**/*.py", "wayback/**/*.py", "templates/**/*.html"),
    "djangojs": ("static/js/*.js",),
}
OUR_LANGUAGE = "en"
# How our code calls what Babel is to collect: the arguments that hold the context, the words, and the plural.
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "counted": (1, 2),
}


def collect(domain: str) -> Catalog:
    """Return the catalogue of all words that the server (`django`) or the scripts (`djangojs`) say, in the order of their files."""
    catalogue = Catalog(fuzzy=False)
    for path in sorted(path for pattern in SOURCES[domain] for path in BASE_DIR.glob(pattern)):
        name = path.relative_to(BASE_DIR).as_posix()
        text = path.read_text()
        if path.suffix == ".html":
            # It returns Python's calls among letters in place of the rest, indented as the template.
            text = "\n".join(line.strip() for line in templatize(text, origin=name).splitlines())
        source = io.BytesIO(text.encode())
        method = "javascript" if path.suffix == ".js" else "python"
        for _, words, comments, context in extract(method, source, KEYWORDS, ["Translators:"]):
            catalogue.add(words, locations=[(name, 0)], auto_comments=comments, context=context)
    return catalogue


def catalogue_path(language: str, domain: str) -> Path:
    return LOCALE_DIR / language / "LC_MESSAGES" / f"{domain}.po"


def read_catalogue(language: str, domain: str) -> Catalog:
    """Return what is translated into a language; an empty catalogue of it where nothing is."""
    path = catalogue_path(language, domain)
    if not path.exists():
        return Catalog(locale=language, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write_catalogue(language: str, domain: str, catalogue: Catalog) -> None:
    """Write a language's catalogue and its compiled form, the same bytes for the same words."""
    path = catalogue_path(language, domain)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, omit_header=False, include_lineno=False, ignore_obsolete=True)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)


def translated_languages() -> list[str]:
    return [language for language in LANGUAGES if language != OUR_LANGUAGE]


def main() -> None:
    words = {domain: collect(domain) for domain in SOURCES}
    for language, domain in itertools.product(translated_languages(), SOURCES):
        catalogue = read_catalogue(language, domain)
        catalogue.update(words[domain], no_fuzzy_matching=True, update_creation_date=False)
        catalogue.header_comment = f"# {LANGUAGES[language]}"
        missing = sum(not is_translated(message) for message in catalogue if message.id)
        write_catalogue(language, domain, catalogue)
        sys.stdout.write(f"{language}, {domain}: {len(catalogue)} messages, {missing} of them not translated.\n")


def is_translated(message: object) -> bool:
    words = message.string  # type: ignore[attr-defined]
    return all(words) if isinstance(words, tuple | list) else bool(words)


if __name__ == "__main__":
    main()

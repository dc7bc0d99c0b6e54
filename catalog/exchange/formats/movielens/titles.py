"""MovieLens' titles: “Way Back, The (2010)” is The Way Back of 2010, and brackets before the year hold another title."""

import re
from typing import NamedTuple

YEAR = re.compile(r"\s*\((\d{4})\)\s*\Z")
OTHER_TITLE = re.compile(r"\s*\(([^()]*)\)\s*\Z")
YEARS = re.compile(r"\d{4}\s*[-–]\s*(\d{4})?\Z")
ALSO = re.compile(r"(?:a\.?k\.?a\.?|also known as)\s+", re.IGNORECASE)
ARTICLES = (
    "The",
    "A",
    "An",
    "Le",
    "La",
    "Les",
    "L'",
    "Un",
    "Une",
    "El",
    "Los",
    "Las",
    "Il",
    "Lo",
    "I",
    "Gli",
    "Der",
    "Die",
)
FURTHER_ARTICLES = ("Das", "Ein", "Eine", "O", "Os", "As", "Um", "Uma", "Den", "Det", "De", "Het", "En", "Ett", "Et")
LAST_ARTICLE = re.compile(rf"\A(.+), ({'|'.join((*ARTICLES, *FURTHER_ARTICLES))})\Z", re.DOTALL)


class FilmTitle(NamedTuple):
    title: str
    year: str
    other_titles: list[str]


def read_title(text: str) -> FilmTitle:
    """Return the title with its article before it, the year, "" where there is none, and the other titles in brackets."""
    year = YEAR.search(text)
    words = text[: year.start()] if year else text.strip()
    other_titles: list[str] = []
    # A title that is nothing but brackets is one.
    while (brackets := OTHER_TITLE.search(words)) and brackets.start():
        other_titles.insert(0, brackets[1])
        words = words[: brackets.start()]
    titles = [with_article(ALSO.sub("", title).strip()) for title in other_titles]
    return FilmTitle(
        with_article(words.strip()), year[1] if year else "", [title for title in titles if is_title(title)]
    )


def is_title(text: str) -> bool:
    """Tell whether brackets hold a title, and not the years of a series."""
    return bool(text) and not YEARS.match(text)


def with_article(title: str) -> str:
    """Return a title with the article at its end put before it."""
    parts = LAST_ARTICLE.match(title)
    if parts is None:
        return title
    return f"{parts[2]}{parts[1]}" if parts[2].endswith("'") else f"{parts[2]} {parts[1]}"

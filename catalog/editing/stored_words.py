"""What the system itself writes into the history: stored in English, and in the language of the reader once it is read."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.utils.translation import gettext, gettext_noop

from catalog.dates import PartialDate
from catalog.dates.reading import read_date

# Notes of what was done.
TWO_STEP_OFF = gettext_noop("Turned two-step log-in off.")
ALIGNED = gettext_noop("Corrected an alignment.")
DISMISSED = gettext_noop("Dismissed a proposed question.")
PROPOSED_AGAIN = gettext_noop("Proposed a question again.")
MADE_OF_PROPOSAL = gettext_noop("Made from a proposal.")
LINKED = gettext_noop("Made a link to the preview (days: %(days)s).")
REVOKED = gettext_noop("Revoked a link to the preview.")
JUDGED_SAME = gettext_noop("Judged likely the same as number %(number)s.")
JUDGED_OTHER = gettext_noop("Judged not the same as number %(number)s.")
VALUE_REMOVED = gettext_noop("Removed a value: %(why)s")
CLEANED = gettext_noop("Cleaned spaces and marks that nobody sees.")
FIRST_DEMO = gettext_noop("The first film.")
SECOND_DEMO = gettext_noop("The second demo film.")
NOTES = (
    TWO_STEP_OFF,
    ALIGNED,
    DISMISSED,
    PROPOSED_AGAIN,
    MADE_OF_PROPOSAL,
    LINKED,
    REVOKED,
    JUDGED_SAME,
    JUDGED_OTHER,
    VALUE_REMOVED,
    CLEANED,
    FIRST_DEMO,
    SECOND_DEMO,
)
COMMENT_LABEL = gettext_noop("%(name)s on %(film)s")
# Why two may be duplicates. A longer one stands before those that are a part of it.
WHYS = (
    SAME_NAME := gettext_noop("Same name"),
    OTHER_NAME := gettext_noop("A name of one is another name of the other"),
    SAME_ADDRESS := gettext_noop("Same address"),
    SAME_TITLE := gettext_noop("Same title"),
    SAME_ORIGINAL_TITLE := gettext_noop("Same original title"),
    TWO_SPELLINGS := gettext_noop("One outside id in two spellings: %(value)s and %(other_value)s"),
    FILMS_IN_COMMON := gettext_noop("films in common: %(number)s"),
    BORN_AND_DIED := gettext_noop("born %(born)s, died %(died)s"),
    BORN := gettext_noop("born %(born)s"),
    DIED := gettext_noop("died %(died)s"),
    BOTH_AT_WORK := gettext_noop("both at work in %(years)s"),
    ONE_COUNTRY := gettext_noop("both of one country"),
    ONE_FILM := gettext_noop("in one film"),
    ONE_ACTOR := gettext_noop("played by one person"),
    SAME_PUBLISHER := gettext_noop("and publisher"),
    TWO_YEARS := gettext_noop("of %(year)s and of %(other_year)s"),
    ONE_YEAR := gettext_noop("of %(year)s"),
    SAME_DIRECTOR := gettext_noop("same director"),
)
BETWEEN_WHYS = "; "
DATES = {"born", "died"}
# A film's label: its title, and its year in brackets.
WITH_YEAR = re.compile(r"(.*) \(([^()]*[^()0-9][^()]*)\)", re.DOTALL)


def store(words: str, **values: object) -> str:
    """Return the English words that are stored."""
    return words % values


@cache
def pattern_of(words: str) -> re.Pattern[str]:
    parts = re.split(r"%\((\w+)\)s", words)
    return re.compile(
        "".join(f"(?P<{part}>.+)" if place % 2 else re.escape(part) for place, part in enumerate(parts)), re.DOTALL
    )


def translate(text: str, templates: Iterable[str]) -> str:
    """Return a stored text in the language that is spoken; as it stands where it is of none of the templates."""
    for words in templates:
        if match := pattern_of(words).fullmatch(text):
            values: dict[str, Any] = match.groupdict()
            return gettext(words) % (values | {name: date_in_words(values[name]) for name in DATES & values.keys()})
    return text


def date_in_words(text: str) -> str:
    """Return a date in words; a text that is none, such as a mark of what was removed, as it stands."""
    try:
        return PartialDate.parse(text).in_words
    except ValueError:
        return text


def note_in_words(note: str) -> str:
    """Return a note; what an editor wrote stays as it is."""
    return translate(note, NOTES)


def read_why(why: str) -> str:
    """Return why two may be duplicates."""
    return BETWEEN_WHYS.join(translate(part, WHYS) for part in why.split(BETWEEN_WHYS))


def read_label(noun: str, label: str) -> str:
    """Return what a row was called when it was stored."""
    if noun == "comment":
        return translate(label, [COMMENT_LABEL])
    match = WITH_YEAR.fullmatch(label) if noun == "film" else None
    if not match:
        return label
    try:
        return f"{match[1]} ({read_date(match[2]).year_in_words})"
    except ValueError:
        # It is a part of the title.
        return label


def label_in_words(revision: Any) -> str:
    return read_label(revision.noun, revision.label)

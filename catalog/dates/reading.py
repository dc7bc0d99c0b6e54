"""Read dates as people write them: c. 1926, before 1930, 1920s, 1926 or 1927, 10.1.1927, 10 January 1927, Jan 1927."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from babel.dates import get_month_names
from babel.lists import format_list
from django.utils.translation import gettext

from catalog.dates.edtf import HOW_TO_WRITE, PartialDate, PartialDateError
from catalog.page_languages import current_locale

MOST_TYPED = 60


class Words(NamedTuple):
    """What a language writes around dates; each a pattern of alternatives in lower case."""

    about: str
    before: str
    since: str
    between: str
    either: str
    decade: str
    seasons: tuple[str, str, str, str]


WORDS = {
    "en": Words(
        about=r"c|ca|circa|around|about|approx(?:imately)?|~",
        before=r"before|until|by|up to",
        since=r"since|after|from",
        between=r"to|and|until",
        either=r"or",
        decade=r"[’']?s",
        seasons=("spring", "summer", "autumn|fall", "winter"),
    ),
    "de": Words(
        about=r"um|etwa|circa|zirka|ungefähr",
        before=r"vor|bis",
        since=r"seit|nach|ab|von",
        between=r"bis|und",
        either=r"oder",
        decade=r"er(?: jahre)?",
        seasons=("frühjahr|frühling", "sommer", "herbst", "winter"),
    ),
    "pl": Words(
        about=r"ok|około",
        before=r"przed|do",
        since=r"od|po",
        between=r"do|i|a",
        either=r"lub|albo",
        decade=r"\. wieku",
        seasons=("wiosna", "lato", "jesień", "zima"),
    ),
}
BETWEEN = r"(?:(?:between|from|zwischen|von|między|od) )?"
ROMAN_MONTHS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
DASHES = re.compile(r"\s*[‐‑‒–—−]\s*|\s+-\s+")


class AmbiguousDateError(ValueError):
    """What was typed can be read in two ways; `readings` has both."""

    def __init__(self, text: str, readings: list[PartialDate]) -> None:
        self.readings = readings
        readings_in_words = format_list(
            [f"{reading.in_words} ({reading})" for reading in readings], style="or", locale=current_locale()
        )
        words = gettext("“%(text)s” can be %(readings)s. Choose one.")
        super().__init__(words % {"text": text, "readings": readings_in_words})


def read_date(text: str) -> PartialDate:
    """Read a date as EDTF or as people write it. Raise AmbiguousDateError or ValueError, with a message for people."""
    typed_text = " ".join(text.split())
    if len(typed_text) > MOST_TYPED:
        raise ValueError(
            gettext("A date has at most %(most)s characters; this has %(number)s. %(advice)s")
            % {"most": MOST_TYPED, "number": len(typed_text), "advice": HOW_TO_WRITE}
        )
    refusal: PartialDateError | None = None
    readings: dict[str, PartialDate] = {}
    for edtf in (typed_text.upper(), *readings_of(typed_text.lower())):
        if typed_text.upper() in readings:
            break
        try:
            readings[edtf] = PartialDate.parse(edtf)
        except PartialDateError as error:
            refusal = error
    if refusal and not readings:
        raise refusal.about(typed_text)
    if len(readings) > 1:
        raise AmbiguousDateError(typed_text, list(readings.values()))
    return next(iter(readings.values()))


def readings_of(text: str) -> Iterator[str]:
    """Yield what a text can mean, as EDTF; it may be no day of the calendar."""
    text = DASHES.sub("–", text)
    yield from points_of(text)
    if match := whole(rf"(?P<left>.+) (?:{any_word('either')}) (?P<right>.+)", text):
        yield from (f"[{left},{right}]" for left, right in both_points(match))
    if match := whole(r"(?P<century>[0-9]{2})(?P<left>[0-9]{2})[–/](?P<right>[0-9]{2})", text):
        yield f"{match['century']}{match['left']}/{match['century']}{match['right']}"
    if match := whole(rf"{BETWEEN}(?P<left>.+?)(?:–| (?:{any_word('between')}) )(?P<right>.+)", text):
        yield from ("/".join(points) for points in both_points(match))
    if match := whole(r"(?P<left>[0-9]{4})-(?P<right>[0-9]{4})", text):
        yield f"{match['left']}/{match['right']}"
    if match := whole(rf"(?:{any_word('before')}) (?P<point>.+)", text):
        yield from (f"../{point}" for point in points_of(match["point"]))
    if match := whole(rf"(?:{any_word('since')}) (?P<point>.+)", text):
        yield from (f"{point}/.." for point in points_of(match["point"]))


def both_points(match: re.Match[str]) -> Iterator[tuple[str, str]]:
    return product(points_of(match["left"]), points_of(match["right"]))


def points_of(text: str) -> Iterator[str]:
    """Yield what a text without before, to and or can mean, as EDTF."""
    match = whole(rf"(?P<about>(?:{any_word('about')})(?:\.? |\.?(?=[0-9])))?(?P<date>[^?]+?)(?P<unsure> ?\?)?", text)
    if match:
        mark = {(True, False): "~", (False, True): "?", (True, True): "%"}.get(
            (bool(match["about"]), bool(match["unsure"])), ""
        )
        yield from (point + mark for point in unmarked_points(match["date"]))


def unmarked_points(text: str) -> Iterator[str]:
    if match := whole(r"(?P<year>[0-9]{4})", text):
        yield match["year"]
    elif match := whole(rf"(?P<decade>[0-9]{{3}})0(?:{any_word('decade')})", text):
        yield f"{match['decade']}X"
    elif (match := whole(r"(?P<year>[0-9]{4})([-./])(?P<month>[0-9]{1,2})(?:\2(?P<day>[0-9]{1,2}))?", text)) or (
        match := whole(r"(?:(?P<day>[0-9]{1,2})\. ?)?(?P<month>[0-9]{1,2})\. ?(?P<year>[0-9]{4})", text)
    ):
        yield iso(match["year"], match["month"], match["day"])
    elif match := whole(r"(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})", text):
        yield iso(match["year"], match["month"])
    elif match := whole(r"(?P<first>[0-9]{1,2})([-/])(?P<second>[0-9]{1,2})\2(?P<year>[0-9]{4})", text):
        # Some write the day first, others the month.
        yield iso(match["year"], match["second"], match["first"])
        yield iso(match["year"], match["first"], match["second"])
    else:
        yield from named_points(text)


def named_points(text: str) -> Iterator[str]:
    """Yield the date that names its month or its season: 10 January 1927, January 10th, 1927, Jan. 1927, spring 1927."""
    day, name, year = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?", r"(?P<name>[^\W\d]+)\.?", r"(?P<year>[0-9]{4})"
    match = (
        whole(rf"(?:{day}(?: of)? ?)?{name},? ?{year}", text)
        or whole(rf"{name} {day},? {year}", text)
        or whole(rf"{year},? {name}(?: {day})?", text)
    )
    number = match and months_by_name().get(match["name"])
    if match and number:
        yield iso(match["year"], number, match.groupdict().get("day"))


def iso(year: str, month: str, day: str | None = None) -> str:
    return "-".join([year, month.zfill(2), *([day.zfill(2)] if day else [])])


def whole(pattern: str, text: str) -> re.Match[str] | None:
    return re.fullmatch(pattern, text)


@cache
def any_word(kind: str) -> str:
    """Return the pattern of a kind of word in any of the languages."""
    return "|".join(getattr(words, kind) for words in WORDS.values())


@cache
def months_by_name() -> dict[str, str]:
    """Return {name: number} of months, in full, short and in Roman figures, and of seasons, 21 to 24."""
    numbers = {name: str(number) for number, name in enumerate(ROMAN_MONTHS, 1)}
    for language, words in WORDS.items():
        for season, season_names in enumerate(words.seasons, 21):
            numbers |= dict.fromkeys(season_names.split("|"), str(season))
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                names = get_month_names(width, context=context, locale=language)
                numbers |= {name.lower().rstrip("."): str(number) for number, name in names.items()}
    return numbers | {"sept": "9"}

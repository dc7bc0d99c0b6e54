"""Ids in other catalogues: the patterns that describe them, and how an id is read from what somebody types or pastes."""

import re

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# So long may an id be; a pattern is never held against more.
LONGEST_ID = 100
# So many ways a pattern may have to match one text: a match tries each of them at most, in some milliseconds.
MOST_WAYS = 100_000
SITE = r"(?:https?://)?(?:[a-z0-9-]+\.)*"
LANGUAGE = r"(?:[a-z]{2}(?:-[a-z]{2})?/)?"
ADDRESS = re.compile(r"https?://[^/?#{}*\s]+/[^{}*\s]*\{\}[^{}*\s]*")
# In an address by which an id is only recognized, a star stands for a title.
PASTED_ADDRESS = re.compile(r"https?://[^/?#{}*\s]+/[^{}\s]*\{\}[^{}\s]*")
QUANTIFIER = re.compile(r"[*+?]|\{(?:(\d+)|(\d*),(\d*))\}")
ANCHOR_OR_REFERENCE = re.compile(r"\\[1-9AbBZ]")
HINT = _("Write it with letters, [0-9], \\d, (a|b), ? and {1,10}: tt\\d{7,10}.")


def fault_of_pattern(pattern: str) -> str:
    """Say what is wrong with a pattern of ids, "" where nothing is: each id that is typed is held against it."""
    try:
        re.compile(pattern, re.ASCII)
    except (re.error, OverflowError, RecursionError):
        return gettext("This is no regular expression. %(advice)s") % {"advice": HINT}
    try:
        ways = Ways(pattern).count()
    except ValueError as error:
        return f"{error} {HINT}"
    if ways > MOST_WAYS:
        return gettext(
            "It could match one text in too many ways, and take long. Bound what repeats, and repeat no "
            "group that varies. %(advice)s"
        ) % {"advice": HINT}
    return ""


class Ways:
    """Counts in how many ways a pattern can match one text, at most: what its repetitions and alternatives multiply to."""

    def __init__(self, pattern: str) -> None:
        self.pattern, self.place = pattern, 0

    def count(self) -> int:
        """Return the ways up to the end, or up to the bracket that closes the group.

        Raise ValueError, with words for people, where the pattern has more than what ids need.
        """
        total, ways = 0, 1
        while self.place < len(self.pattern) and self.pattern[self.place] != ")":
            if self.pattern[self.place] == "|":
                self.place += 1
                total, ways = total + ways, 1
            else:
                ways = min(ways * self.count_atom(), MOST_WAYS + 1)
        return total + ways

    def count_atom(self) -> int:
        """Return the ways of what stands here with the quantifier behind it."""
        ways = self.skip_atom()
        match = QUANTIFIER.match(self.pattern, self.place)
        if not match:
            return ways
        self.place = match.end()
        # What makes it lazy or possessive changes no number.
        if self.pattern[self.place : self.place + 1] in ("?", "+"):
            self.place += 1
        least, most = bounds_of(match)
        return min((most - least + 1) * ways ** min(most, LONGEST_ID), MOST_WAYS + 1)

    def skip_atom(self) -> int:
        """Go past a character, a class or a group, and return the ways of it."""
        letter = self.pattern[self.place]
        if letter == "(":
            self.place += 1
            if self.pattern.startswith("?", self.place):
                if not self.pattern.startswith("?:", self.place):
                    raise ValueError(gettext("Of groups, only (…) and (?:…) are allowed."))
                self.place += 2
            ways = self.count()
            self.place += 1
            return ways
        if letter == "[":
            # A bracket that comes first is one of the class.
            match = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]").match(self.pattern, self.place)
            self.place = match.end() if match else len(self.pattern)
            return 1
        if letter in "^$" or ANCHOR_OR_REFERENCE.match(self.pattern, self.place):
            raise ValueError(
                gettext("References to groups and anchors are not allowed: the whole id is compared anyway.")
            )
        self.place += 2 if letter == "\\" else 1
        return 1


def bounds_of(quantifier: re.Match[str]) -> tuple[int, int]:
    """Return how often a quantifier repeats: at least and at most, where an id ends in any case."""
    count, least, most = quantifier.groups()
    if quantifier[0] in ("*", "+", "?"):
        return (1 if quantifier[0] == "+" else 0), (1 if quantifier[0] == "?" else LONGEST_ID)
    first, last = (count, count) if count else (least or "0", most or str(LONGEST_ID))
    return min(int(first), LONGEST_ID), min(int(last), LONGEST_ID)


def fits(pattern: str, text: str) -> bool:
    return len(text) <= LONGEST_ID and bool(re.fullmatch(pattern, text, re.ASCII))


def read_outside_id(text: str, pattern: str, addresses: list[str]) -> str | None:
    """Return the id that a text is, or that stands in the address of a page that it is; None where it is neither.

    Letters are written as the pattern has them: q42 is Q42.
    """
    text = text.strip()
    for candidate in [text, *(ids for address in addresses if (ids := id_in_address(text, pattern, address)))]:
        for variant in (candidate, candidate.lower(), candidate.upper()):
            if fits(pattern, variant):
                return variant
    return None


def id_in_address(text: str, pattern: str, address: str) -> str:
    """Return the id in an address like the given one, with `{}` for the id; "" where the text is no such address.

    Any subdomain, a language before the path, a title behind the id and a query may stand there.
    """
    start = start_of_addresses(address).match(text)
    if not start:
        return ""
    rest = text[start.end() : start.end() + LONGEST_ID + 1]
    outside_id = re.match(rf"(?:{pattern})(?![A-Za-z0-9])", rest, re.ASCII | re.IGNORECASE)
    return outside_id[0] if outside_id else ""


def start_of_addresses(address: str) -> re.Pattern[str]:
    """Return the pattern of all that may stand before the id in addresses like the given one."""
    host, _, path = address.partition("{}")[0].partition("://")[2].partition("/")
    path = r"[^/?#]*".join(map(re.escape, path.split("*")))
    return re.compile(f"{SITE}{re.escape(host.removeprefix('www.'))}/{LANGUAGE}{path}", re.IGNORECASE)

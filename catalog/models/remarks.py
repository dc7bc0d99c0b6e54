"""What stands behind the name in a credit, in one wording for pages, histories, labels and the rows of the desk."""

from typing import NamedTuple

from django.utils.translation import gettext, gettext_noop

# The fields of a credit that are said in brackets, in this order, and the words for them.
MARKS = {
    "voice": gettext_noop("voice"),
    "archive_footage": gettext_noop("archive footage"),
    "uncredited": gettext_noop("uncredited"),
}


class Remark(NamedTuple):
    """`(voice)`, or words and a name: `credited as Kurt Siodmak`."""

    words: str
    name: str = ""

    def __str__(self):
        return f"{self.words} {self.name}" if self.name else f"({self.words})"


def remarks(credit):
    """Return the remarks of a credit, in the order in which they are read."""
    marks = [Remark(gettext(words)) for field, words in MARKS.items() if getattr(credit, field)]
    credited_as = [Remark(gettext("credited as"), credit.credited_as)] if credit.credited_as else []
    segment = [Remark(gettext("segment"), f"“{credit.segment}”")] if credit.segment else []
    return [*marks, *credited_as, *segment]

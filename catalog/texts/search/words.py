"""Words by which texts are found: how each may be typed. Texts and queries go through it alike.

Marks fall on Latin, Greek and Cyrillic letters alone: kana voicing, Indic vowel signs and Thai marks tell words apart. A word has
several forms where people type it in several ways: Fröhlich as frohlich or froehlich, Đorđe as dorde or djordje, Солярис as solyaris.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from anyascii import anyascii

APOSTROPHE, AND, SLASH = "'", "&", "/"
APOSTROPHES = dict.fromkeys("‘’‚‛ʼʻʹ′`´＇", APOSTROPHE)
UNSEEN = dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
# What NFKD does not decompose, plain, and as it is written where the letter is missing.
PLAIN_TABLE = str.maketrans("łøđðıħŋŧə", "loddihnte") | str.maketrans({"þ": "th", "æ": "ae", "œ": "oe"})
SPELT_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "đ": "dj"}
SPELT_OUT_TABLE = str.maketrans(SPELT_OUT)
FRACTIONS = {letter: unicodedata.normalize("NFKC", letter).replace("\u2044", SLASH) for letter in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"}
SET_APART = str.maketrans(
    {
        **{letter: f" {text} " for letter, text in FRACTIONS.items()},
        **{letter: f" {letter} " for letter in "⁰¹²³⁴⁵⁶⁷⁸⁹"},
    }
)
SIGNS = str.maketrans(APOSTROPHES | UNSEEN)
# Which words of the site's languages, and of their neighbours, the sign stands for.
WORDS_OF_AND = ("and", "und", "et", "i")
# Articles and prepositions that lean on the word behind them.
ELIDED = {
    *("l", "d", "c", "j", "m", "n", "s", "t", "qu", "un", "all", "dall", "dell", "nell", "sull", "coll", "quell"),
    *("bell", "sant", "jusqu", "lorsqu", "puisqu", "quoiqu"),
}
ROMAN_FIGURES = (
    *("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"),
    *("xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx"),
)
ROMAN_NUMBERS = {figure: str(number) for number, figure in enumerate(ROMAN_FIGURES, start=1)}
# Scripts that part their words by no spaces: any part of these is sought.
UNPARTED = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]+"
)
KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\u30fc]+")
TRANSLITERATED = re.compile("[\u0370-\u052f\u1f00-\u1fff]")
FRACTION = re.compile(r"\d+/\d+")
SPACES = re.compile(r"\s+")
PLAIN_TOKEN = re.compile(r"[a-z0-9]+(?:['/]+[a-z0-9]+)*|&")
# All forms of a word, the plain one first.
Forms = tuple[str, ...]


def indexed_words(text: str, *, is_name: bool = False) -> list[str]:
    """Return all forms of all words of a text, each once. Of a title or a name, words that stand together are also joined."""
    forms: dict[str, None] = {}
    words = list(words_of(text, is_query=False))
    for word in words:
        forms |= dict.fromkeys(word)
    if is_name:
        for left, right in pairwise(words):
            if is_joinable(left) and is_joinable(right):
                forms[left[0] + right[0]] = None
    for chunk in chunks(text):
        parts = [word[0] for word in words_of(chunk, is_query=False) if is_joinable(word)]
        if len(parts) > 1:
            forms["".join(parts)] = None
    return list(forms)


def queries_of(text: str) -> Iterator[list[Forms]]:
    """Yield the words of a query, and then as they are where two that stand together are one, or all of a chunk are."""
    words = list(words_of(text, is_query=True))
    if not words:
        return
    yield words
    for place, (left, right) in enumerate(pairwise(words)):
        if is_joinable(left) and is_joinable(right):
            yield [*words[:place], (left[0] + right[0],), *words[place + 2 :]]
    joined_words = [word for chunk in chunks(text) for word in as_one_word(chunk)]
    if len(joined_words) < len(words) - 1:
        yield joined_words


def as_one_word(chunk: str) -> list[Forms]:
    """Return what stands between spaces as one word, where letters and figures alone are in it."""
    words = list(words_of(chunk, is_query=True))
    return [("".join(word[0] for word in words),)] if words and all(map(is_joinable, words)) else words


def is_joinable(word: Forms) -> bool:
    return word[0].isalnum() and not UNPARTED.match(word[0])


def words_of(text: str, *, is_query: bool, is_beginning: bool = True) -> Iterator[Forms]:
    """Yield the words of a text, or of what stands further on in one. Where it has neither letters nor figures, its signs are its word."""
    line = plain_line(text)
    if not any(letter.isalnum() for letter in line):
        signs = "".join(line.split())
        if signs:
            yield (AND, *WORDS_OF_AND) if signs == AND and not is_query else (signs,)
        return
    is_first = is_beginning
    for token in tokens(line):
        for forms in forms_of(token, is_first=is_first, is_query=is_query):
            yield tuple(dict.fromkeys(forms))
        is_first = False


def words_of_name(text: str) -> list[Forms]:
    """Return the words of a name as a query would have them, but of “and” all forms that a text has."""
    words = list(words_of(text, is_query=True))
    of_and = {AND: (AND, *WORDS_OF_AND)} | {word: (word, AND) for word in WORDS_OF_AND}
    return [of_and.get(word[0], word) for word in words]


def plain_line(text: str) -> str:
    """Return a text in lower case, composed, with one kind of apostrophe, fractions and raised figures set apart."""
    if text.isascii():
        return text.lower().replace("`", APOSTROPHE)
    line = text.translate(SIGNS).translate(SET_APART)
    line = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", line).casefold().replace("i\u0307", "i"))
    return line.translate(SIGNS)


def chunks(text: str) -> list[str]:
    return SPACES.split(plain_line(text).strip())


def tokens(line: str) -> Iterator[str]:
    """Yield runs of letters, figures, marks and apostrophes, fractions, and the sign for “and”."""
    if line.isascii():
        for token in PLAIN_TOKEN.findall(line):
            yield from parts_between_slashes(token)
        return
    start = None
    for place, letter in enumerate(line):
        if is_part_of_word(letter) or (letter in (APOSTROPHE, SLASH) and start is not None):
            start = place if start is None else start
            continue
        if start is not None:
            yield from parts_between_slashes(line[start:place])
            start = None
        if letter == AND:
            yield AND
    if start is not None:
        yield from parts_between_slashes(line[start:])


def is_part_of_word(letter: str) -> bool:
    return letter.isalnum() or unicodedata.category(letter)[0] == "M"


def parts_between_slashes(run: str) -> Iterator[str]:
    """Yield the parts of a run between slashes, but a fraction whole."""
    if run == AND or FRACTION.fullmatch(run):
        yield run
    else:
        yield from filter(None, (part.strip(APOSTROPHE) for part in run.split(SLASH)))


def forms_of(token: str, *, is_first: bool, is_query: bool) -> Iterator[list[str]]:
    """Yield the forms of each word that a token is."""
    if token == AND:
        yield [AND] if is_query else [AND, *WORDS_OF_AND]
        return
    if APOSTROPHE in token:
        yield from forms_with_apostrophe(token, is_query=is_query)
        return
    place = 0
    for run in UNPARTED.finditer(token):
        if run.start() > place:
            yield spellings(token[place : run.start()])
        yield from parts_of_run(run.group(), is_query=is_query)
        place = run.end()
    if place == len(token):
        return
    forms = spellings(token[place:])
    if not is_first and place == 0 and token in ROMAN_NUMBERS:
        forms.append(ROMAN_NUMBERS[token])
    if not is_query and token in WORDS_OF_AND:
        forms.append(AND)
    yield forms


def forms_with_apostrophe(token: str, *, is_query: bool) -> Iterator[list[str]]:
    """Yield `l'avventura` as lavventura or avventura, and what leans on it; `o'connor` as oconnor."""
    parts = token.split(APOSTROPHE)
    forms = spellings("".join(parts))
    if parts[0] in ELIDED and len(parts) == 2:
        yield [*forms, *spellings(parts[1]), *([] if is_query else parts[:1])]
        return
    yield forms if is_query else [*forms, *(form for part in parts if len(part) > 1 for form in spellings(part))]


def parts_of_run(run: str, *, is_query: bool) -> Iterator[list[str]]:
    """Yield overlapping pairs of letters, of a text single ones, too; of kana how they sound."""
    sounds = [re.sub(r"[^a-z0-9]", "", anyascii(run).lower())] if KANA.fullmatch(run) and not is_query else []
    pairs = [left + right for left, right in pairwise(run)]
    if is_query:
        yield from ([part] for part in pairs or [run])
    else:
        yield [*run, *pairs, *sounds]


def spellings(word: str) -> list[str]:
    """Return the spellings of a word without marks: plain, spelt out, in Latin letters."""
    if word.isascii():
        return [word]
    forms = [without_marks(word.translate(PLAIN_TABLE))]
    if any(letter in word for letter in SPELT_OUT):
        forms.append(without_marks(word.translate(SPELT_OUT_TABLE).translate(PLAIN_TABLE)))
    if TRANSLITERATED.search(word):
        forms.append(re.sub(r"[^a-z0-9]", "", anyascii(word).lower()))
    return list(dict.fromkeys(filter(None, forms)))


def without_marks(word: str) -> str:
    """Return a word without the marks on its Latin, Greek and Cyrillic letters."""
    letters, is_marked_script = list[str](), False
    for letter in unicodedata.normalize("NFD", word):
        if unicodedata.combining(letter):
            if not is_marked_script:
                letters.append(letter)
            continue
        is_marked_script = letter < "\u0530" or "\u1e00" <= letter <= "\u1fff"
        letters.append(letter)
    return unicodedata.normalize("NFC", "".join(letters))

"""Keys by which lists sort names and titles, in the order of letters that all languages share, alike on all databases.

A key is compared letter by letter, by code points. Words sort before longer words (*New York* before *Newark*), figures
as numbers and before letters, other alphabets after Z, each in its own order. The rules are those that libraries file by.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from django.db import models

from catalog.texts.articles import split_article
from catalog.texts.folding import UNDECOMPOSED
from catalog.texts.language_tags import language_of_title

# After a letter, it makes the next letter of an alphabet: й sorts after all words in и.
NEXT = "\uf8ff"
# Letters of their own behind the letter that each group begins with. No language has all of и, і, ї, ј and й.
FOLLOWERS = "гґ дђѓ еє зѕ иіїјй лљ нњ тћќ уў чџ بپ جچ زژ كگ"
OWN_LETTERS = {
    letter: letters[0] + NEXT * place for letters in FOLLOWERS.split() for place, letter in enumerate(letters) if place
}
# Final forms, and marks that lengthen or part.
SAME_LETTERS = str.maketrans("ךםןףץکیىة", "כמנפצكييه", "ـーʻʹ")
# Katakana sort as hiragana, small ones as large ones.
SMALL_KANA = dict(zip("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ", strict=True))
KANA = str.maketrans(
    {chr(letter + 0x60): SMALL_KANA.get(chr(letter), chr(letter)) for letter in range(0x3041, 0x3097)} | SMALL_KANA
)
BEFORE_TAKING_APART = UNDECOMPOSED | SAME_LETTERS | str.maketrans(OWN_LETTERS)
# Vowels that Thai and Lao write before the consonant after which they are spoken and sorted.
VOWEL_BEFORE = re.compile("([เ-ไເ-ໄ])([ก-ฮກ-ຮ])")
VIRAMA = 9
NUMBER = re.compile(
    r"""(?<!\d[.,]) (?P<whole> \d{1,3}(?:[.,'\s]\d{3})+(?!\d) | \d+ )
        (?: [\s-] (?P<over>\d+) [/⁄] (?P<under>\d+) | [.,] (?P<decimals>\d+) (?![.,]?\d) )?
        | (?P<single>\d+)""",
    re.VERBOSE,
)
FRACTION = re.compile("(?<=.)([¼-¾⅐-⅞])")
RAISED = re.compile("(?<=.)([²³¹⁰⁴-⁹])")
# Stands in a key for the decimal point, so that 8½ comes after *8 Women* and before *9*.
POINT = "\ue000"
MOST_DIGITS = 99
# What most names are made of: their keys take a twentieth of the time.
PLAIN_NAME = re.compile("[A-Za-z .'-]*[A-Za-z][A-Za-z .'-]*")
PLAIN_MARKS = str.maketrans(".-", "  ", "'")
JOINED = "'*"
# Sorts before all that a key has.
BETWEEN_FIELDS = "\t"


def sort_key(text: str) -> str:
    """Return the key of a name: `¡Átame!` → `atame`, `8½` → `018.5`.

    Marks don't count, accents neither. A number is written with the count of its digits before it: 10 → `0210`, after 2,
    `012`. A text without letters and figures comes before all others, as it is written.
    """
    if PLAIN_NAME.fullmatch(text):
        return " ".join(text.lower().translate(PLAIN_MARKS).split())
    line = take_apart(unicodedata.normalize("NFC", text))
    line = NUMBER.sub(sortable_number, line)
    letters = (letter if counts(letter) else "" if letter in JOINED else " " for letter in line)
    key = " ".join("".join(letters).split()).replace(POINT, ".")
    return key or (f" {symbols}" if (symbols := " ".join(text.split())) else "")


def title_sort_key(title: str, language_tag: str) -> str:
    """Return the key of a title, without the article of its language: `The Alchemist` → `alchemist`.

    `language_tag` is the title's, not the film's: "" where nobody knows, and only unmistakable articles are passed over.
    """
    return sort_key(split_article(title, language_tag)[1])


def filed_title(title: str, language_tag: str) -> str:
    """Return a title as lists on paper write it, its article behind: `Alchemist, The`."""
    article, rest = split_article(title, language_tag)
    return f"{rest}, {article}" if article else title


def take_apart(line: str) -> str:
    """Return a line in lower case, without accents, in letters whose code points stand in the order of their alphabets."""
    line = RAISED.sub(r" \1", FRACTION.sub(r" \1", line)).casefold().translate(BEFORE_TAKING_APART)
    letters = [letter for letter in unicodedata.normalize("NFKD", line) if unicodedata.combining(letter) in (0, VIRAMA)]
    line = unicodedata.normalize("NFC", "".join(letters)).translate(KANA)
    return VOWEL_BEFORE.sub(r"\2\1", line.replace("l·l", "ll"))


def counts(letter: str) -> bool:
    """Tell whether a character counts in a key: letters with their vowel signs, and figures."""
    return letter.isalnum() or letter in (NEXT, POINT) or unicodedata.category(letter)[0] == "M"


def sortable_number(match: re.Match[str]) -> str:
    """Write a number so that numbers sort as text: 1,000 → 041000, 8 1/2 → 018.5. Any digits of Unicode will do."""
    digits = [str(int(digit)) for digit in match["whole"] or match["single"] if digit.isdecimal()]
    number = "".join(digits).lstrip("0") or "0"
    key = f"{min(len(number), MOST_DIGITS):02}{number}"
    decimals = match["decimals"] or ""
    if match["over"]:
        over, under = int(match["over"][:9]), int(match["under"][:9])
        if not 0 < over < under:
            return f"{key} {sort_key(match['over'])} {sort_key(match['under'])}"
        decimals = f"{over / under:.6f}"[2:]
    decimals = decimals.rstrip("0")
    return f"{key}{POINT}{decimals}" if decimals else key


class SortKeyField(models.CharField):
    """A column of keys by which lists are sorted: by code points on each database, whatever language the server sorts in.

    `of` names the fields of the row whose key it is, with a space between two, the first one sorted by first; each save and
    bulk insert sets it, an update has to. Without `of` the row derives it. A key that is too long is cut. Migrations fill
    columns by the functions here: keys are by the rules that the site sorts by now.
    """

    name_key = staticmethod(sort_key)
    title_key = staticmethod(title_sort_key)
    language_of_title = staticmethod(language_of_title)

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        self.of = of
        defaults: dict[str, Any] = {"max_length": 300, "editable": False, "default": ""}
        super().__init__(*args, **defaults | kwargs)

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        for default in ("editable", "default"):
            kwargs.pop(default, None)
        return name, "catalog.texts.sorting.SortKeyField", args, kwargs | ({"of": self.of} if self.of else {})

    def db_parameters(self, connection: Any) -> Any:
        # SQLite compares bytes unless a column says otherwise.
        collation = "C" if connection.vendor == "postgresql" else None
        return super().db_parameters(connection) | {"collation": collation}

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return value[: self.max_length] if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        if self.of:
            key = self.key_of([getattr(model_instance, name) for name in self.of.split()])
        else:
            key = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, key)
        return key

    def key_of(self, texts: Iterable[str]) -> Any:
        """Return the key of the texts of the fields in `of`."""
        return self.to_python(BETWEEN_FIELDS.join(map(sort_key, texts)))


def set_sort_keys(row: models.Model) -> None:
    """Set the keys of a row that is written without `pre_save`."""
    for field in row._meta.concrete_fields:
        if isinstance(field, SortKeyField):
            field.pre_save(row, add=False)

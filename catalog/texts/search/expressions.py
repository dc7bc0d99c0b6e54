"""Words and queries as the databases' own engines take them: FTS5 on SQLite, tsvector and tsquery on PostgreSQL.

Both get the words as they are made here, so that they find alike. FTS5 reads them by this tokenizer; PostgreSQL casts them, since
`to_tsvector` would read 8.5 and 18/2 in its own way. Signs are written as letters of Unicode's private use, which both keep.
"""

from collections.abc import Callable, Iterable, Sequence

from catalog.texts.search.ranking import MOST_LETTERS_OF_SHORT
from catalog.texts.search.words import Forms, indexed_words, words_of

TOKENIZER = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc Sc'"
# Before the first word of a name: so names are found that begin with a short word.
BEGINNING = "\ue000"
# Where the letters for signs of ASCII begin; of other signs none is a word with letters.
PRIVATE_USE = 0xE100
# PostgreSQL takes no longer word.
MOST_BYTES = 2000


def encode(word: str) -> str:
    """Return a word with a letter for each of its signs."""
    letters = (letter if ord(letter) > 127 or letter.isalnum() else chr(PRIVATE_USE + ord(letter)) for letter in word)
    return "".join(letters).encode("utf-8", "ignore")[:MOST_BYTES].decode("utf-8", "ignore")


def stored_words(text: str, *, is_name: bool = False) -> list[str]:
    """Return the words of a text as an engine stores them; of a name also with which words it begins."""
    words = [encode(word) for word in indexed_words(text, is_name=is_name)]
    first_forms = next(words_of(text, is_query=False), ()) if is_name else ()
    return [*filter(None, words), *(BEGINNING + encode(form) for form in first_forms)]


def tsvector(words: Iterable[str]) -> str:
    """Return words as PostgreSQL casts them to a tsvector."""
    return " ".join(map(quoted_for_postgres, words))


def fts_query(readings: Iterable[Sequence[Forms]]) -> str:
    """Return the readings of a query as FTS5 matches them; "" where there is none."""
    return combine(readings, fts_word, all_of=" AND ", one_of=" OR ")


def fts_word(word: str, is_beginning: bool) -> str:
    return f'"{word}"{"*" if is_beginning else ""}'


def tsquery(readings: Iterable[Sequence[Forms]]) -> str:
    """Return the readings of a query as PostgreSQL casts them to a tsquery; "" where there is none."""
    return combine(readings, tsquery_word, all_of=" & ", one_of=" | ")


def tsquery_word(word: str, is_beginning: bool) -> str:
    return f"{quoted_for_postgres(word)}{':*' if is_beginning else ''}"


def combine(readings: Iterable[Sequence[Forms]], write: Callable[[str, bool], str], *, all_of: str, one_of: str) -> str:
    """Return an expression: of one reading all words, each in one of its forms."""
    expressions = []
    for reading in readings:
        words = [one_of.join(write(*sought_word) for sought_word in sought_words(word)) for word in reading]
        expressions.append(all_of.join(f"({word})" for word in words if word))
    return one_of.join(f"({expression})" for expression in expressions if expression)


def sought_words(word: Forms) -> list[tuple[str, bool]]:
    """Return (word, whether longer ones that begin so are sought, too) of all forms: a short one where a name begins alone."""
    encoded_words = [text for form in word if (text := encode(form))]
    short_words = [text for text in encoded_words if len(text) <= MOST_LETTERS_OF_SHORT]
    return [
        *((text, text not in short_words) for text in encoded_words),
        *((BEGINNING + text, True) for text in short_words),
    ]


def quoted_for_postgres(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"

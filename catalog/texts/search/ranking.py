"""How well a row answers a query, as whole numbers: alike whatever database found the row.

Its names count most: the whole name over one without its article, over its beginning, over words in it. Then what it is told with:
people, characters, works, years and ids; texts come last. Among rows that answer as well, votes decide, then the older id.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from catalog.texts.search.words import Forms, indexed_words, queries_of, words_of_name

# A word of so few letters is sought whole, or where a name begins.
MOST_LETTERS_OF_SHORT = 2


class Answer(IntEnum):
    """How well a row answers a query."""

    NONE = 0
    TEXT = 1
    TOLD_WITH = 2
    WORDS_OF_NAME = 3
    BEGINNING_OF_NAME = 4
    NAME_WITHOUT_ARTICLE = 5
    OTHER_NAME = 6
    NAME = 7


@dataclass(eq=False)
class Candidate:
    """A row that may answer: its names, the main one first, and as lists sort it, and the texts that it is found by otherwise."""

    key: int
    names: Sequence[str]
    sort_name: str = ""
    year: str = ""
    told_with: Sequence[str] = ()
    texts: Sequence[str] = ()
    votes: int = 0
    words: dict[str, set[str]] = field(default_factory=dict)

    def words_of(self, part: str) -> set[str]:
        """Return all words of a part, `names`, `told_with` or `texts`, in all forms; worked out once."""
        if part not in self.words:
            is_name = part != "texts"
            self.words[part] = {word for text in getattr(self, part) for word in indexed_words(text, is_name=is_name)}
        return self.words[part]


def rank(query: str, candidates: Collection[Candidate]) -> list[tuple[Answer, Candidate]]:
    """Return those of some rows that answer a query, the best first, each with how well."""
    readings = list(queries_of(query))
    answers = [(best_answer(readings, candidate), candidate) for candidate in candidates]
    return sorted(
        ((answer, candidate) for answer, candidate in answers if answer),
        key=lambda pair: (-pair[0], -pair[1].votes, pair[1].key),
    )


def best_answer(readings: Sequence[Sequence[Forms]], candidate: Candidate) -> Answer:
    return max((answer_of(reading, candidate) for reading in readings), default=Answer.NONE)


def answer_of(reading: Sequence[Forms], candidate: Candidate) -> Answer:
    """Return how well a row answers one reading of a query."""
    words = [*reading]
    years = [word for word in words if candidate.year and candidate.year in word]
    wordings = [words] + ([[word for word in words if word not in years]] if years and len(words) > len(years) else [])
    answer = max((answer_of_names(wording, candidate) for wording in wordings), default=Answer.NONE)
    if answer:
        return answer
    found_in = candidate.words_of("names") | candidate.words_of("told_with")
    if all(is_among(word, found_in) for word in words):
        return Answer.TOLD_WITH
    found_in |= candidate.words_of("texts")
    return Answer.TEXT if all(is_among(word, found_in) for word in words) else Answer.NONE


def answer_of_names(words: Sequence[Forms], candidate: Candidate) -> Answer:
    """Return how well the names of a row alone answer."""
    best = Answer.NONE
    for place, name in enumerate((*candidate.names, candidate.sort_name)):
        name_words = words_of_name(name)
        if not name_words:
            continue
        if are_same(words, name_words):
            if place == len(candidate.names):
                best = max(best, Answer.NAME_WITHOUT_ARTICLE)
            else:
                best = max(best, Answer.OTHER_NAME if place else Answer.NAME)
        elif begin(words, name_words):
            best = max(best, Answer.BEGINNING_OF_NAME)
    if best or not all(is_among(word, candidate.words_of("names")) for word in words):
        return best
    return Answer.WORDS_OF_NAME


def are_same(words: Sequence[Forms], name_words: Sequence[Forms]) -> bool:
    """Tell whether two texts have the same words, each in one of its forms."""
    return len(words) == len(name_words) and all(
        set(word) & set(name_word) for word, name_word in zip(words, name_words, strict=True)
    )


def begin(words: Sequence[Forms], name_words: Sequence[Forms]) -> bool:
    """Tell whether a name begins with some words, of which the last may be unfinished."""
    if len(words) > len(name_words):
        return False
    *whole_words, last = words
    return are_same(whole_words, name_words[: len(whole_words)]) and any(
        form.startswith(last) for form in name_words[len(whole_words)]
    )


def is_among(word: Forms, words: Collection[str]) -> bool:
    """Tell whether a word, or a longer one that begins so, is among some words."""
    if any(form in words for form in word):
        return True
    beginnings = tuple(form for form in word if len(form) > MOST_LETTERS_OF_SHORT)
    return bool(beginnings) and any(whole_word.startswith(beginnings) for whole_word in words)

"""On what two tellings seem to disagree: who a person is, a number, a date, a name, or what happens."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from django.utils.translation import gettext
from rapidfuzz import fuzz

from catalog.tellings.method.contradictions import find_different_things, find_opposed_words
from catalog.tellings.method.lexicon import ORDINALS
from catalog.tellings.method.pairs import Pair
from catalog.tellings.method.people import Description, are_compatible, find_descriptions, find_names, name_words
from catalog.tellings.method.stems import stem, whole_number
from catalog.tellings.method.telling import Spot, Telling, read_tellings
from catalog.texts.language_tags import primary_subtag
from catalog.texts.quotes import Anchor, anchor_at
from catalog.texts.word_diff import diff_blocks

# How alike sentences must be for names at the same place in both to be names of the same person.
SAME_NAME_SCORE = 0.45
# Two names this alike (0 to 100) are two spellings of one.
SAME_SPELLING = 75
# Languages that write every noun as others write names.
NOUNS_AS_NAMES = frozenset(("de", "lb"))
FIRST_YEAR, LAST_YEAR = 1000, 2099
YEAR = -1


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A question that two texts answer differently: `kind` is what differs, `subject` of whom or what.

    `question` is in the language that is spoken when it is found.
    `kind` is one of `number date name nationality occupation opposed thing`. `key` identifies the question whichever text
    is left and wherever its words stand, so that a dismissed one stays dismissed. The quotes are anchored in the whole
    texts.
    """

    kind: str
    subject: str
    question: str
    left_value: str
    right_value: str
    left_quote: Anchor
    right_quote: Anchor
    key: str


def find_disagreements(left: str, right: str, pairs: Sequence[Pair], language: str = "en") -> list[Disagreement]:
    """Return the questions that two plain texts answer differently, in the left text's order, each once.

    `pairs` are those of the texts' sentences, as `align` or an editor gives them; IndexError if they are of other texts.
    Who people are, opposed words and things of a kind are read in English only; numbers, years and names in other
    languages too.
    """
    language = primary_subtag(language)
    tellings = read_tellings(left, right, language)
    disagreements = list(_people(*tellings)) if language == "en" else []
    for pair in pairs:
        if pair.left and pair.right and pair.kind != "same":
            disagreements += _numbers(*tellings, pair)
            if language not in NOUNS_AS_NAMES and pair.score >= SAME_NAME_SCORE:
                disagreements += _names(*tellings, pair)
    if language == "en":
        contradictions = [*find_opposed_words(*tellings, pairs), *find_different_things(*tellings, pairs)]
        disagreements += [_of_clauses(*contradiction) for contradiction in contradictions]
    unique = {disagreement.key: disagreement for disagreement in reversed(disagreements)}
    order = {disagreement.key: position for position, disagreement in enumerate(disagreements)}
    return sorted(unique.values(), key=lambda row: (left.find(row.left_quote.exact), order[row.key]))


def _disagreement(
    kind: str, subject: str, question: str, values: tuple[str, str], quotes: tuple[Anchor, Anchor]
) -> Disagreement:
    about = subject.casefold() if kind in ("occupation", "nationality", "number") else ""
    key = ":".join((kind, about, *sorted(stem(value.casefold()) for value in values)))
    words = question % {"subject": subject, "left": values[0], "right": values[1]}
    return Disagreement(kind, subject, words, *values, *quotes, key)


def _of_clauses(kind: str, subject: str, question: str, left: Spot, right: Spot) -> Disagreement:
    """Return the disagreement of two places, with their clauses as quotes."""
    return _disagreement(kind, subject, question, (left.value, right.value), (left.clause, right.clause))


def _people(left: Telling, right: Telling) -> Iterator[Disagreement]:
    """Yield people of whom each text says another occupation or nation, and never what the other text says."""
    name_keys = name_words(left.words) | name_words(right.words)
    lefts, rights = (list(find_descriptions(telling, name_keys)) for telling in (left, right))
    names = {description.name_keys for description in (*lefts, *rights)}
    asked_of: set[tuple[str, frozenset[str]]] = set()
    for description in lefts:
        kind = description.kind
        names_of_person = _names_of_same_person(description.name_keys, names)
        left_same, right_same = (
            [d for d in side if d.kind == kind and d.name_keys in names_of_person] for side in (lefts, rights)
        )
        if not right_same or (kind, description.name_keys) in asked_of:
            continue
        asked_of |= {(kind, name) for name in names_of_person}
        if not any(are_compatible(kind, a.family, b.family) for a, b in product(left_same, right_same)):
            yield _of_descriptions(left, description, right, right_same[0])


def _of_descriptions(
    left: Telling, left_description: Description, right: Telling, right_description: Description
) -> Disagreement:
    name = max((left_description.name, right_description.name), key=lambda name: (len(name), name))
    quotes = (
        anchor_at(left.text, left_description.start, left_description.end),
        anchor_at(right.text, right_description.start, right_description.end),
    )
    values = left_description.word, right_description.word
    question = gettext("%(subject)s: %(left)s or %(right)s?")
    return _disagreement(left_description.kind, name, question, values, quotes)


def _names_of_same_person(name: frozenset[str], names: set[frozenset[str]]) -> set[frozenset[str]]:
    """Return the names that may be the same person's: longer and shorter ones, unless they could be two persons'."""

    def is_ambiguous(part: frozenset[str]) -> bool:
        longer = sorted((whole for whole in names if part < whole), key=len)
        return any(not short < long for short, long in pairwise(longer))

    if is_ambiguous(name):
        return {name}
    return {candidate for candidate in names if name <= candidate or (candidate < name and not is_ambiguous(candidate))}


def _numbers(left: Telling, right: Telling, pair: Pair) -> Iterator[Disagreement]:
    """Yield what each side of a pair counts once, with another number."""
    left_counts, right_counts = _counts(left, pair.left), _counts(right, pair.right)
    for unit, counts in left_counts.items():
        if len(counts) == len(right_counts.get(unit, ())) == 1:
            (left_number, left_spot, subject), (right_number, right_spot, _) = counts[0], right_counts[unit][0]
            if left_number != right_number:
                asks_which = unit == YEAR or left_spot.word.key in ORDINALS.split()
                question = gettext("How many %(subject)s: %(left)s or %(right)s?")
                if asks_which:
                    question = gettext("Which %(subject)s: %(left)s or %(right)s?")
                yield _of_clauses("date" if unit == YEAR else "number", subject, question, left_spot, right_spot)


def _counts(telling: Telling, sentences: Sequence[int]) -> dict[int, list[tuple[int, Spot, str]]]:
    """Return each concept that these sentences count → its numbers, each with its place and the word for what it counts."""
    counts = defaultdict(list)
    for spot in telling.spots(sentences):
        key, words = spot.word.key, telling.words[spot.sentence]
        number = _number(key, telling.language)
        if number is None:
            continue
        if key.isdigit() and len(key) == 4 and FIRST_YEAR <= number <= LAST_YEAR:
            counts[YEAR].append((number, spot, "year"))
            continue
        following = (word.key for word in words[spot.last : spot.last + 2])
        units = (unit for unit in following if unit not in telling.function_words and unit.isalpha())
        if unit := next(units, None):
            counts[telling.concepts[unit]].append((number, spot, unit))
    return counts


def _number(key: str, language: str) -> int | None:
    """Return the number of a word, in digits in any language, in words and ordinals in English."""
    if language == "en" and key in ORDINALS.split():
        return ORDINALS.split().index(key) + 1
    return whole_number(key) if key[0].isdigit() or language == "en" else None


def _names(left: Telling, right: Telling, pair: Pair) -> Iterator[Disagreement]:
    """Yield names that stand at the same place of two sentences, each in only one of them."""
    if len(pair.left) > 1 or len(pair.right) > 1:
        return
    name_keys = name_words(left.words) | name_words(right.words)
    sides = (left, pair.left[0]), (right, pair.right[0])
    concepts = [[telling.concepts[word.key] for word in telling.words[sentence]] for telling, sentence in sides]
    equal = [block[:4] for block in diff_blocks(*concepts) if block.equal]
    ends = len(concepts[0]), len(concepts[0]), len(concepts[1]), len(concepts[1])
    for before, after in pairwise([(0, 0, 0, 0), *equal, ends]):
        words_around = min(before[1] - before[0], 2) + min(after[1] - after[0], 2)
        gaps = (before[1], after[0]), (before[3], after[2])
        if words_around < 2 or any(last - first > 3 for first, last in gaps):
            continue
        left_name, right_name = (
            next((spot for spot in find_names(*side, name_keys) if first <= spot.first and spot.last <= last), None)
            for side, (first, last) in zip(sides, gaps, strict=True)
        )
        if left_name and right_name and _are_two_names(left_name, right_name):
            yield _of_clauses("name", left_name.value, gettext("%(left)s or %(right)s?"), left_name, right_name)


def _are_two_names(left: Spot, right: Spot) -> bool:
    """Whether two names share no word or spelling, and neither has a word in the other's sentence."""
    if any(fuzz.ratio(a, b) >= SAME_SPELLING for a, b in product(left.keys, right.keys)):
        return False
    return not (_stands_in(left, right) or _stands_in(right, left))


def _stands_in(name: Spot, place: Spot) -> bool:
    """Whether a word of a name stands in the sentence of another place."""
    return not name.keys.isdisjoint(word.key for word in place.telling.words[place.sentence])

"""Questions that two tellings raise: they differ in who someone is, a number, a date, a name, or what happens."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from catalog.tellings.method import lexicon as vocabulary
from catalog.tellings.method.alignment import Pair
from catalog.tellings.method.contradictions import opposed, things
from catalog.tellings.method.people import Description, alike, descriptions, known_names, names
from catalog.tellings.method.telling import Spot, Telling, tellings
from catalog.tellings.method.words import number, primary, stem
from catalog.texts.quotes import Anchor, anchor_at

# How alike sentences must be for names at the same place in both to be names of the same person.
NAMED_ALIKE = 0.45
# Two names this alike (0 to 100) are two spellings of one.
ONE_NAME = 75
# Languages that write every noun as others write names.
NOUNS_AS_NAMES = frozenset(("de", "lb"))
FIRST_YEAR, LAST_YEAR = 1000, 2099
YEAR = -1
ORDINALS = vocabulary.ORDINALS.split()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question that an editor may ask: `kind` is what differs, `subject` of whom or what, and each text's reading.

    `kind` is one of `number date name nationality occupation opposed thing`. `key` names the question whichever text is left
    and wherever its words stand, so that a dismissed one stays dismissed. The quotes are anchored in the whole texts.
    """

    kind: str
    subject: str
    question: str
    left_value: str
    right_value: str
    left_quote: Anchor
    right_quote: Anchor
    key: str


def propose(left: str, right: str, pairs: Sequence[Pair], language: str = "en") -> list[Proposal]:
    """The questions that two plain texts raise, in the left text's order, each once.

    `pairs` are those of the texts' sentences, as `collate` or an editor gives them; IndexError if they are of other texts.
    Who people are, opposed words and things of a kind are read in English only; numbers, years and names in other
    languages too.
    """
    language = primary(language)
    one, other = tellings(left, right, language)
    found = list(_people(one, other)) if language == "en" else []
    for pair in pairs:
        if pair.left and pair.right and pair.kind != "same":
            found += _numbers(one, other, pair)
            if language not in NOUNS_AS_NAMES and pair.score >= NAMED_ALIKE:
                found += _names(one, other, pair)
    if language == "en":
        for kind, subject, question, mine, theirs in [*opposed(one, other, pairs), *things(one, other, pairs)]:
            found.append(_between(kind, subject, question, mine, theirs))
    unique = {proposal.key: proposal for proposal in reversed(found)}
    order = {proposal.key: position for position, proposal in enumerate(found)}
    return sorted(unique.values(), key=lambda p: (left.find(p.left_quote.exact), order[p.key]))


def _proposal(
    kind: str, subject: str, question: str, values: tuple[str, str], quotes: tuple[Anchor, Anchor]
) -> Proposal:
    about = subject.casefold() if kind in ("occupation", "nationality", "number") else ""
    key = ":".join((kind, about, *sorted(stem(value.casefold()) for value in values)))
    return Proposal(kind, subject, question.format(*values), *values, *quotes, key)


def _between(kind: str, subject: str, question: str, mine: Spot, theirs: Spot) -> Proposal:
    """A proposal on two places, which quotes their clauses."""
    return _proposal(kind, subject, question, (mine.value, theirs.value), (mine.clause, theirs.clause))


def _people(one: Telling, other: Telling) -> Iterator[Proposal]:
    """People of whom each text says another occupation or nation, and never what the other says."""
    known = known_names(one.told) | known_names(other.told)
    ours, theirs = (list(descriptions(telling, known)) for telling in (one, other))
    called = {description.name for description in (*ours, *theirs)}
    done: set[tuple[str, frozenset[str]]] = set()
    for mine in ours:
        same = _same_person(mine.name, called)
        here, there = ([d for d in side if d.kind == mine.kind and d.name in same] for side in (ours, theirs))
        if not there or (mine.kind, mine.name) in done:
            continue
        done |= {(mine.kind, name) for name in same}
        if not any(alike(mine.kind, a.family, b.family) for a, b in product(here, there)):
            yield _person(one, mine, other, there[0])


def _person(one: Telling, mine: Description, other: Telling, theirs: Description) -> Proposal:
    name = max((mine.called, theirs.called), key=lambda called: (len(called), called))
    quotes = anchor_at(one.text, mine.start, mine.end), anchor_at(other.text, theirs.start, theirs.end)
    return _proposal(mine.kind, name, f"{name}: {{}} or {{}}?", (mine.word, theirs.word), quotes)


def _same_person(name: frozenset[str], called: set[frozenset[str]]) -> set[frozenset[str]]:
    """The names that may be the same person's: those that hold a name or are held by it, if no two persons' could be."""

    def shared(part: frozenset[str]) -> bool:
        longer = sorted((other for other in called if part < other), key=len)
        return any(not short < long for short, long in pairwise(longer))

    if shared(name):
        return {name}
    return {other for other in called if name <= other or (other < name and not shared(other))}


def _numbers(one: Telling, other: Telling, pair: Pair) -> Iterator[Proposal]:
    """What each side of a pair counts once, and counts otherwise."""
    ours, theirs = _counted(one, pair.left), _counted(other, pair.right)
    for unit in ours:
        if len(ours[unit]) == len(theirs.get(unit, ())) == 1:
            (value, mine, subject), (another, place, _) = ours[unit][0], theirs[unit][0]
            if value != another:
                what = "Which" if unit == YEAR or mine.word.key in ORDINALS else "How many"
                kind = "date" if unit == YEAR else "number"
                yield _between(kind, subject, f"{what} {subject}: {{}} or {{}}?", mine, place)


def _counted(telling: Telling, sentences: Sequence[int]) -> dict[int, list[tuple[int, Spot, str]]]:
    """What some sentences count → each number, where it stands, and what it counts in the text's own word."""
    found = defaultdict(list)
    for spot in telling.spots(sentences):
        key, said = spot.word.key, telling.told[spot.sentence]
        value = number(key) if key[0].isdigit() or telling.language == "en" else None
        if telling.language == "en" and key in ORDINALS:
            value = ORDINALS.index(key) + 1
        if value is None:
            continue
        if key.isdigit() and len(key) == 4 and FIRST_YEAR <= value <= LAST_YEAR:
            found[YEAR].append((value, spot, "year"))
            continue
        units = (w.key for w in said[spot.last : spot.last + 2] if w.key not in telling.minor and w.key.isalpha())
        if unit := next(units, None):
            found[telling.numbers[unit]].append((value, spot, unit))
    return found


def _names(one: Telling, other: Telling, pair: Pair) -> Iterator[Proposal]:
    """Names that stand at the same place of two sentences, each in only one of them."""
    if len(pair.left) > 1 or len(pair.right) > 1:
        return
    known = known_names(one.told) | known_names(other.told)
    sides = (one, pair.left[0]), (other, pair.right[0])
    said = [[telling.numbers[word.key] for word in telling.told[n]] for telling, n in sides]
    equal = [(b.src_start, b.src_end, b.dest_start, b.dest_end) for b in LCSseq.opcodes(*said) if b.tag == "equal"]
    ends = len(said[0]), len(said[0]), len(said[1]), len(said[1])
    for before, after in pairwise([(0, 0, 0, 0), *equal, ends]):
        around = min(before[1] - before[0], 2) + min(after[1] - after[0], 2)
        gaps = (before[1], after[0]), (before[3], after[2])
        if around < 2 or any(last - first > 3 for first, last in gaps):
            continue
        mine, theirs = (
            next((spot for spot in names(telling, n, known) if first <= spot.first and spot.last <= last), None)
            for (telling, n), (first, last) in zip(sides, gaps, strict=True)
        )
        if (
            mine
            and theirs
            and not _one_name(mine, theirs)
            and not _stands(mine, *sides[1])
            and not _stands(theirs, *sides[0])
        ):
            yield _between("name", mine.value, "{} or {}?", mine, theirs)


def _stands(name: Spot, telling: Telling, sentence: int) -> bool:
    """Whether a word of a name stands in a sentence of the other text."""
    return not name.keys.isdisjoint(word.key for word in telling.told[sentence])


def _one_name(mine: Spot, theirs: Spot) -> bool:
    """Whether two names share a word, or a spelling of one."""
    return any(fuzz.ratio(a, b) >= ONE_NAME for a, b in product(mine.keys, theirs.keys))

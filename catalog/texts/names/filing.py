"""File a name: which part of it lists sort by, given the order of its parts and the language of its particles.

Both may be unknown; then the name itself gives hints, and what comes out is a guess for an editor to look at.
`nameparser` was tried: it leaves all particles before the family name, and takes given names for titles (King Vidor).
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from catalog.texts.language_tags import primary_subtag
from catalog.texts.names import words
from catalog.texts.names.traditions import AS_WRITTEN, FAMILY_NAME_FIRST, guess_language, rule_of
from catalog.texts.sorting import BETWEEN_FIELDS, sort_key

GIVEN_FIRST, FAMILY_FIRST, ONE_NAME = "given_first", "family_first", "one_name"
INITIAL = re.compile(r"(\w\.-?)+|\w")
# Kar-wai, Ki-duk: Chinese and Korean given names of two syllables.
TWO_SYLLABLES = re.compile(r"[^\W\d_]+-[a-zà-ỹ]+")
APOSTROPHES = str.maketrans(dict.fromkeys("‘’ʼ′`´", "'"))
GLUED = re.compile(r"(d'|dell'|de')(?=\w)")
# Family names of East Asia that are given names, or other words of names, elsewhere.
ALSO_GIVEN_NAMES = {
    "kim",
    "lee",
    "ma",
    "du",
    "su",
    "lo",
    "na",
    "im",
    "son",
    "sun",
    "fu",
    "hu",
    "li",
    "han",
    "song",
    "moon",
}
UNMISTAKABLE_FAMILY_NAMES = (
    ((words.CHINESE_FAMILY_NAMES | words.KOREAN_FAMILY_NAMES) - ALSO_GIVEN_NAMES)
    | words.VIETNAMESE_FAMILY_NAMES
    | words.JAPANESE_FAMILY_NAMES
)
# Chan and Lee: what families of Hong Kong write themselves.
FAMILY_NAMES_BESIDE_ENGLISH = words.CHINESE_FAMILY_NAMES | {"chan", "lee"}


class Filing(NamedTuple):
    """A name as lists file it, and by which order of its parts: the given one, or the guess."""

    text: str
    order: str


def file_name(name: str, order: str = "", language: str = "") -> Filing:
    """Return `Weir, Peter` for `Peter Weir`. `order` and `language`, a BCP 47 tag, are "" where they are to be guessed."""
    line = " ".join(unicodedata.normalize("NFC", name).split())
    parts, suffix = split_suffix(line)
    if not parts:
        # Somebody entered it with a comma: as it is filed.
        return Filing(line, order or ONE_NAME)
    parts = without_titles(parts)
    order = order or guess_order(parts, language)
    if order == ONE_NAME or len(parts) == 1:
        return Filing(with_suffix(file_one_name(parts), "", suffix), ONE_NAME)
    family, given_name = (
        split_family_first(parts, language) if order == FAMILY_FIRST else split_given_first(parts, language)
    )
    return Filing(with_suffix(family, given_name, suffix), order)


def name_sort_key(text: str) -> str:
    """Return the key of a filed name. The family name counts first, as a whole; then the given name; then Jr."""
    # García, Andy stands before García Lorca, Federico.
    return BETWEEN_FIELDS.join(filter(None, map(sort_key, text.split(","))))


def with_suffix(family: str, given_name: str, suffix: str) -> str:
    if not given_name and suffix and "," not in family:
        return f"{family} {suffix}"
    return ", ".join(filter(None, (family, given_name, suffix)))


@lru_cache(maxsize=5_000)
def small(word: str) -> str:
    return word.casefold().translate(APOSTROPHES)


def split_suffix(line: str) -> tuple[list[str], str]:
    """Return the parts of a name and its suffixes: Jr., III. No parts where a comma parts something else."""
    head, *tails = line.split(",")
    parts, suffixes = head.split(), [word for tail in tails for word in tail.split()]
    if any(small(word) not in words.SUFFIXES for word in suffixes):
        return [], ""
    while len(parts) > 1 and small(parts[-1]) in words.SUFFIXES:
        suffixes.insert(0, parts.pop())
    return parts, " ".join(suffixes)


def without_titles(parts: list[str]) -> list[str]:
    """Leave out Sir, Dame and Prof. Dr.; what is left has two parts at least, or it was a name of the stage."""
    while len(parts) > 2 and small(parts[0]) in words.TITLES:
        parts = parts[1:]
    return parts


# What the name tells of its order.


def guess_order(parts: list[str], language: str) -> str:
    """Return the order that a name is likely in."""
    first, *rest = map(small, parts)
    if not rest or first[0].isdigit() or first in words.STAGE_WORDS or first in words.FATHERS_AND_SONS:
        return ONE_NAME
    if (len(rest) == 1 and first in words.ARTICLES) or first == "the" or "of" in rest:
        return ONE_NAME
    return FAMILY_FIRST if family_stands_first(parts, primary_subtag(language)) else GIVEN_FIRST


def family_stands_first(parts: list[str], language: str) -> bool:
    if language and language not in FAMILY_NAME_FIRST:
        return False
    names, last = [small(part) for part in parts], small(parts[-1])
    if language == "hu":
        return names[0] not in words.HUNGARIAN_GIVEN_NAMES
    if language in ("zh", "ko", "vi", "km"):
        return names[0] in family_names_of(language) or last not in family_names_of(language)
    if language == "ja":
        return names[0] in words.JAPANESE_FAMILY_NAMES
    return (
        bool(TWO_SYLLABLES.fullmatch(parts[-1]))
        or is_unmistakable(names)
        or (
            len(names) == 2
            and last in words.HUNGARIAN_GIVEN_NAMES - words.HUNGARIAN_ALSO_FAMILY_NAMES
            and names[0] not in words.HUNGARIAN_GIVEN_NAMES
        )
    )


def family_names_of(language: str) -> set[str]:
    return {
        "zh": words.CHINESE_FAMILY_NAMES | {"lee", "chan", "lin"},
        "ko": words.KOREAN_FAMILY_NAMES,
        "vi": words.VIETNAMESE_FAMILY_NAMES,
    }.get(language, set())


def is_unmistakable(names: list[str]) -> bool:
    """Tell whether a name begins with a family name of East Asia that is no given name elsewhere, and ends with none."""
    return names[0] in UNMISTAKABLE_FAMILY_NAMES and names[-1] not in UNMISTAKABLE_FAMILY_NAMES


# The family name and the given name.


def file_one_name(parts: list[str]) -> str:
    """Return a name as it is written; an English article goes behind: Rock, The."""
    if len(parts) > 1 and small(parts[0]) == "the":
        return f"{' '.join(parts[1:])}, {parts[0]}"
    return " ".join(parts)


def split_family_first(parts: list[str], language: str) -> tuple[str, str]:
    """Split `Wong Kar-wai`; of `Tony Leung Chiu-wai` the English name goes to the given name: Leung, Tony Chiu-wai."""
    family_names = FAMILY_NAMES_BESIDE_ENGLISH
    has_english_name = len(parts) > 2 and primary_subtag(language) in ("", "zh")
    if has_english_name and small(parts[0]) not in family_names and small(parts[1]) in family_names:
        return parts[1], " ".join([parts[0], *parts[2:]])
    return parts[0], " ".join(parts[1:])


def split_given_first(parts: list[str], language: str) -> tuple[str, str]:
    """Split a name of which the family name stands last, by its tradition."""
    primary = primary_subtag(language) or ("is" if is_icelandic(parts) else "")
    if primary in AS_WRITTEN:
        return file_as_written(parts, primary)
    start = start_of_family(parts, primary)
    article, last = split_arabic_article(parts[start], primary)
    if article and small(parts[start - 1]) not in words.ARABIC_KIN:
        return join([last, *parts[start + 1 :]]), join([*parts[:start], article])
    start_of_inseparable = start
    while start_of_inseparable > 1 and small(parts[start_of_inseparable - 1]) in words.INSEPARABLE:
        start_of_inseparable -= 1
    family, start = parts[start_of_inseparable:], start_of_inseparable
    glued = GLUED.match(family[0].translate(APOSTROPHES))
    first = start
    while first > 1 and small(parts[first - 1]) in words.PARTICLES:
        first -= 1
    particles = parts[first:start]
    if glued and (language == "" or primary in ("fr", "ca", "pt")):
        particles, family = [*particles, family[0][: glued.end()]], [family[0][glued.end() :], *family[1:]]
    going = count_going(particles, language)
    if going < len(particles):
        particles[going] = particles[going][:1].upper() + particles[going][1:]
    return join([*particles[going:], *family]), join([*parts[:first], *particles[:going]])


def join(parts: list[str]) -> str:
    return " ".join(parts)


def count_going(particles: list[str], language: str) -> int:
    """Return how many particles go behind. Where no language is given, those in capitals stay: people chose to write so."""
    rule = rule_of(language)
    if rule is None:
        going_at_most = next((place for place, word in enumerate(particles) if word[:1].isupper()), len(particles))
        particles = particles[:going_at_most]
        rule = rule_of(guess_language([*map(small, particles)]))
    return rule([*map(small, particles)]) if particles and rule else 0


def start_of_family(parts: list[str], language: str) -> int:
    """Return the place of the part with which the family name begins, without particles."""
    last = len(parts) - 1
    names = [small(part) for part in parts]
    if last < 2:
        return last
    if names[-2] in words.JOINERS and language in ("", "es", "ca") and last >= 3:
        return last - 2
    if language in ("", "pt") and names[-1] in words.KINSHIP and names[-2] not in words.PARTICLES:
        return last - 1
    if any(" ".join(names[start:]) in words.COMPOUNDS for start in (last - 1, max(last - 2, 1))):
        return last - 1 if " ".join(names[-2:]) in words.COMPOUNDS else last - 2
    before = last - 1
    while before > 1 and names[before] in words.PARTICLES:
        before -= 1
    if before < 1 or names[before] in words.PARTICLES:
        return last
    has_particles = before < last - 1
    if has_particles and names[before] in words.BEFORE_VON and language in ("", "de"):
        return before
    if language in ("", "es") and is_first_family_name(names, before, language):
        return before
    return last


def is_first_family_name(names: list[str], place: int, language: str) -> bool:
    """Tell whether a part is the first of two Spanish family names, and no second given name."""
    if not language:
        return names[place] in words.SPANISH_FAMILY_NAMES
    is_given_name = names[place] in words.SPANISH_GIVEN_NAMES or INITIAL.fullmatch(names[place])
    return not is_given_name and names[place] not in words.INSEPARABLE


def split_arabic_article(part: str, language: str) -> tuple[str, str]:
    """Return the Arabic article before a family name, which goes behind, and the name: `al-Hakim` → `al-`, `Hakim`."""
    is_arabic = language in ("ar", "fa", "arz")
    article = next((article for article in words.ARABIC_ARTICLES if small(part).startswith(article)), "")
    if not article or (not is_arabic and (language or article not in ("al-", "el-"))):
        return "", part
    return part[: len(article)], part[len(article) :]


def file_as_written(parts: list[str], language: str) -> tuple[str, str]:
    """Return a name as it is written, but initials and what Burmese are called by go behind: Rahman, A. R."""
    count = 0
    if language == "ta":
        while count < len(parts) - 1 and INITIAL.fullmatch(parts[count]):
            count += 1
    elif language == "my" and small(parts[0]) in words.BURMESE_TITLES:
        count = 1
    return join(parts[count:]), join(parts[:count])


def is_icelandic(parts: list[str]) -> bool:
    """Tell whether a name ends with a patronymic of Iceland."""
    name, last = small(" ".join(parts)), small(parts[-1])
    return last.endswith("dóttir") or (last.endswith("sson") and bool(re.search("[ðþ]", name)))

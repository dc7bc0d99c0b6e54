"""How the traditions of names file particles: which stay before the family name, and which go behind the given name.

By IFLA, Names of Persons (1996), and the rules of RDA, appendix F, which AACR2 22.4–22.28 had before. Particles that
stand together are told as a list, such as ["de", "la"]; each rule returns how many of them go behind.
"""

from collections.abc import Callable

from catalog.texts.language_tags import primary_subtag

Rule = Callable[[list[str]], int]
# The contracted ones stay: Vom Ende, Erich; Zur Linde, Otto.
GERMAN_THAT_STAY = {"am", "im", "vom", "zum", "zur", "la", "le"}
FRENCH_THAT_STAY = {"du", "des", "le", "la", "les", "l'"}
SPANISH_ARTICLES = {"la", "las", "los", "el", "lo"}
SCANDINAVIAN_THAT_GO = {"af", "av", "von", "van", "der", "den", "zu"}
OLD_ITALIAN = {"de'", "dei", "degli"}
# In these, people have no family name, or it doesn't count: they are filed as they are written.
AS_WRITTEN = {"is", "am", "ti", "om", "so", "my", "ms", "th", "bo", "dz", "ta"}
FAMILY_NAME_FIRST = {"zh", "ko", "vi", "hu", "ja", "km"}


def none_goes(particles: list[str]) -> int:
    return 0


def all_go(particles: list[str]) -> int:
    return len(particles)


def go_until(stay: set[str]) -> Rule:
    """Return the rule that the first particle that stays takes those after it along."""

    def rule(particles: list[str]) -> int:
        return next((place for place, word in enumerate(particles) if word in stay), len(particles))

    return rule


def spanish(particles: list[str]) -> int:
    return 0 if set(particles) <= SPANISH_ARTICLES else len(particles)


def scandinavian(particles: list[str]) -> int:
    return len(particles) if particles[0] in SCANDINAVIAN_THAT_GO else 0


def italian(particles: list[str]) -> int:
    return len(particles) if set(particles) & OLD_ITALIAN else 0


def romanian(particles: list[str]) -> int:
    return len(particles) if particles == ["de"] else 0


RULES: dict[str, Rule] = {
    **dict.fromkeys(("en", "af", "ga", "gd", "cy", "nl-BE", "he", "fil", "mt", "eu"), none_goes),
    **dict.fromkeys(("nl", "fy", "pt", "gl", "ca", "cs", "sk", "pl", "ar", "fa", "arz"), all_go),
    **dict.fromkeys(("da", "sv", "no", "nb", "nn", "fi"), scandinavian),
    "de": go_until(GERMAN_THAT_STAY),
    "fr": go_until(FRENCH_THAT_STAY),
    "es": spanish,
    "it": italian,
    "ro": romanian,
}
# The language of a particle in small letters, where none is given; earlier lines first.
SIGNS = {
    "de": {"von", "vom", "zu", "zum", "zur"},
    "sv": {"af", "av"},
    "nl": {"van", "vande", "vanden", "vander", "ter", "ten", "te", "op", "'t", "den", "der", "het"},
    "pt": {"da", "das", "do", "dos"},
    "it": {"di", "della", "delle", "dello", "dell'", "dalla", "dal", "dei", "degli", "de'", "lo", "li"},
    "es": {"del", "las", "los", "el"},
    "cs": {"z", "ze"},
}


def rule_of(language: str) -> Rule | None:
    """Return the rule of a language tag; None where it has none of its own."""
    return RULES.get(language) or RULES.get(primary_subtag(language))


def guess_language(particles: list[str]) -> str:
    """Return the language that particles in small letters are of. *De* alone goes behind in French, Spanish and Dutch alike."""
    words = set(particles)
    if words == {"de", "la"}:
        return "es"
    return next((language for language, signs in SIGNS.items() if words & signs), "fr")

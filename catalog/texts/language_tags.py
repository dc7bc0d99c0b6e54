"""Tags that name a language, as BCP 47 writes them."""

# Scripts that are written from right to left, and languages that are written in one of them unless their tag says otherwise.
RIGHT_TO_LEFT_SCRIPTS = {"adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"}
RIGHT_TO_LEFT_LANGUAGES = frozenset(
    "ar arc arz azb ckb dv fa he iw ji khw ks nqo pnb prs ps sd syr ug ur yi".split()  # noqa: SIM905
)


def direction(tag: str) -> str:
    """Return how texts in a language are written, as HTML's `dir` says it: `ar` → rtl, `ku-Arab` → rtl, `ks-Deva` → ltr."""
    primary, *subtags = tag.replace("_", "-").lower().split("-")
    script = next((part for part in subtags if len(part) == 4 and part.isalpha()), "")
    is_right_to_left = script in RIGHT_TO_LEFT_SCRIPTS if script else primary in RIGHT_TO_LEFT_LANGUAGES
    return "rtl" if is_right_to_left else "ltr"


def primary_subtag(tag: str) -> str:
    """Return a language tag's first part in lower case: `en-GB` → `en`."""
    return tag.replace("_", "-").split("-")[0].lower()

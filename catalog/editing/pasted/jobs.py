"""Jobs by the names that headings, columns and lines give them."""

from collections.abc import Iterable, Mapping

from catalog.texts.folding import fold
from catalog.vocabulary.jobs import job_names

MOST_LETTERS = 80
# What follows the name of a job before that of a person.
ENDINGS = (" by", " von", " par", " durch", " de")
GENDERS = ("/innen", "/in", ":innen", ":in", "*innen", "*in", "/r", "/e")
BETWEEN_JOBS = (" and ", " und ", " et ", " oraz ", " i ", " & ", "/", ",", " + ")


def job_key(text: str) -> str:
    """Return the name of a job as it is compared: folded, without a colon, the word "by", endings of genders, spaces and hyphens."""
    key = fold(text).strip(" :.·*-,")
    for ending in (*ENDINGS, *GENDERS):
        key = key.removesuffix(ending)
    return key.replace("-", "").replace(" ", "")


class JobNames:
    """The codes of jobs by their names: those of the vocabulary, and the catalogue's own, which come first."""

    def __init__(self, own_names: Iterable[tuple[str, str]] = ()) -> None:
        self.codes: Mapping[str, str] = {job_key(name): code for name, code in (*job_names(), *own_names)}

    def code_of(self, text: str) -> str:
        if len(text) > MOST_LETTERS:
            return ""
        key = job_key(text)
        return self.codes.get(key) or self.codes.get(key.removesuffix("s")) or ""

    def codes_of(self, text: str) -> list[str]:
        """Return the codes of the jobs that a text names; [] where it names anything else besides."""
        if len(text) > MOST_LETTERS or not text:
            return []
        if code := self.code_of(text):
            return [code]
        for mark in BETWEEN_JOBS:
            text = text.replace(mark, "\n")
        parts = [part for part in text.split("\n") if part.strip()]
        codes = [self.code_of(part) for part in parts]
        return list(dict.fromkeys(codes)) if len(codes) > 1 and all(codes) else []

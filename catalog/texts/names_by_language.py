"""Names of one thing in several languages, as one column holds them: a line a language."""

import re
from typing import Any

from babel import Locale, UnknownLocaleError
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalog.page_languages import OURS
from catalog.texts.folding import LineListField, clean_line

LINE = re.compile(r"\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\s*:\s*(.*)", re.DOTALL)
MOST_LETTERS = 120


def read_names(text: str) -> dict[str, str]:
    """Return {language: name} of lines such as `de: Regie`."""
    return dict(line.split(": ", 1) for line in text.splitlines() if ": " in line)


def write_names(names: dict[str, str]) -> str:
    """Write names as the column holds them: a line a language, by its code."""
    return "\n".join(f"{language}: {name}" for language, name in sorted(names.items()) if name)


def refuse_unread_names(text: str) -> None:
    """Raise ValidationError for lines that name no language, an unknown one, English, or one twice."""
    languages = set()
    for line in text.splitlines():
        match = LINE.fullmatch(line)
        if not match or not match[2]:
            raise ValidationError(
                _("“%(line)s” is no name in a language. Write the language’s code, a colon and the name: de: Regie."),
                code="no_language",
                params={"line": line},
            )
        language = match[1]
        if language == OURS:
            raise ValidationError(_("The English name stands in the field above. Leave it out here."), code="english")
        if not is_language(language):
            raise ValidationError(
                _("“%(code)s” is the code of no language. Write one such as de, pl or pt-BR."),
                code="unknown_language",
                params={"code": language},
            )
        if language in languages:
            raise ValidationError(
                _("There are two names in “%(code)s”. Keep one."), code="twice", params={"code": language}
            )
        if len(match[2]) > MOST_LETTERS:
            raise ValidationError(
                _("The name in “%(code)s” has more than %(most)s letters. Shorten it."),
                code="too_long",
                params={"code": language, "most": MOST_LETTERS},
            )
        languages.add(language)


def is_language(code: str) -> bool:
    try:
        return bool(Locale.parse(code, sep="-"))
    except (UnknownLocaleError, ValueError):
        return False


class NamesField(LineListField):
    """Names in other languages than English, one a line after the code of its language, by that code."""

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        lines = filter(None, map(clean_line, value.splitlines()))
        return "\n".join(sorted(map(plain_line, lines)))

    def deconstruct(self) -> Any:
        # The column is that of a TextField, so a migration needs to know no more.
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("validators", None)
        return name, path, args, kwargs


def plain_line(line: str) -> str:
    """Write a line as the column holds it: `DE:Regie` → `de: Regie`; one that says no language as it is."""
    match = LINE.fullmatch(line)
    return f"{plain_tag(match[1])}: {match[2]}" if match else line


def plain_tag(tag: str) -> str:
    """Write a tag as BCP 47 does: `PT-br` → `pt-BR`."""
    language, *subtags = tag.split("-")
    return "-".join([language.lower(), *(text.title() if len(text) == 4 else text.upper() for text in subtags)])

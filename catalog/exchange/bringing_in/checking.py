"""Check and mend the values of records before anything is compared or written: by the limits of the model's fields.

Rules by which values are mended, and told as such: HTML's entities become their letters, NUL bytes and marks that nobody sees
go, spaces become one. What can't be mended is refused: the value alone, or its row or record where these can't do without it.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CharField, Field, FloatField, IntegerField, TextField
from django.utils.translation import gettext

from catalog.dates import PartialDateField
from catalog.editing.documents import model_of
from catalog.exchange.records import Entry, Place, Record, Remark, Row
from catalog.models import Country, Language
from catalog.models.ordered_choices import ChoicesField

ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
# A text of a film, a biography: longer than any book of the kind.
MOST_LETTERS = 500_000
MOST_QUOTED = 200
# The least and the greatest number of fields whose columns the database bounds.
BOUNDS = {
    "runtime_minutes": (1, 6000),
    "runtime_seconds": (0, 59),
    "length_metres": (1, 100_000),
    "frames_per_second": (1, 120),
    "position": (0, 32_767),
    "billing_order": (0, 2_147_483_647),
    "spoiler_level": (0, 3),
}
# Fields of the leading version that records give with the film's own.
VERSION_FIELDS = (
    "runtime_minutes",
    "runtime_seconds",
    "length_metres",
    "frames_per_second",
    "gauge",
    "sound",
    "colour",
    "aspect_ratio",
)
# Without these, a row says nothing.
REQUIRED = {
    "title": ("title",),
    "credit": ("job",),
    "synopsis": ("body",),
    "article": ("body",),
    "filmcompany": ("company",),
    "filmwork": ("work",),
    "personname": ("name",),
    "externalid": ("scheme", "value"),
    "film": ("title",),
    "person": ("name",),
    "company": ("name",),
    "character": ("name",),
    "subject": ("name",),
    "work": ("title",),
}
NAME_FIELDS = {"work": "title", "film": "title"}


class RefusedValueError(Exception):
    """A value that no column takes. `expected` says what one is, `remedy` how to mend it."""

    def __init__(self, expected: str, remedy: str = "") -> None:
        super().__init__(expected)
        self.expected, self.remedy = expected, remedy


class Checker:
    """Checks records one by one, and collects remarks on them."""

    def __init__(self) -> None:
        self.remarks: list[Remark] = []
        self.checked_names: dict[tuple[str, str], str | None] = {}
        self.codes = {
            "country": set(Country.objects.values_list("pk", flat=True)),
            "language": set(Language.objects.values_list("pk", flat=True)),
        }

    def take_remarks(self) -> list[Remark]:
        remarks, self.remarks = self.remarks, []
        return remarks

    def check(self, record: Record) -> Record | None:
        """Return a record mended, without what is refused of it; None where the whole record is. The given one stays as it is."""
        place = record.place
        fields = {
            name: value
            for name, value in self.check_values(record.noun, record.fields, place, record.columns)
            if value not in (None, "", [])
        }
        for name in REQUIRED.get(record.noun, ()):
            if name not in fields and not (record.ids or record.key):
                self.refuse(place, "", gettext("a name or a title, or an outside id"), takes_record=True)
                return None
        rows = [checked_row for row in record.rows if (checked_row := self.check_row(row))]
        return replace(record, fields=fields, rows=rows)

    def check_row(self, row: Row) -> Row | None:
        """Return a row mended, without what is refused of it; None where the row can't do without that."""
        values = {
            name: value
            for name, value in self.check_values(row.noun, row.values, row.place, {})
            if value is not None and value != "" and value != []
        }
        if row.noun == "credit" and "person" not in values and "missing_reason" not in values:
            return None
        if not all(name in values for name in REQUIRED.get(row.noun, ())):
            return None
        return Row(row.noun, values, row.place, row.sources)

    def check_values(self, noun: str, values: Any, place: Place, columns: Any) -> Iterator[tuple[str, Any]]:
        """Yield the values that columns take, each as a document holds it."""
        checks = checks_of(noun)
        for name, value in values.items():
            if value is None or value == "" or value == []:
                continue
            try:
                yield name, checks[name](self, value, place)
            except RefusedValueError as refusal:
                at = place._replace(column=columns.get(name) or place.column or name)
                self.refuse(at, value, refusal.expected, refusal.remedy)
            except KeyError:
                raise LookupError(f"{noun} has no field {name}") from None

    def check_entry(self, entry: Entry, place: Place) -> Entry:
        """Return an entry with a mended name; each name is looked at once."""
        question = (entry.noun, entry.name)
        if question not in self.checked_names:
            if len(self.checked_names) > 50_000:
                self.checked_names.clear()
            name = NAME_FIELDS.get(entry.noun, "name")
            self.checked_names[question] = checks_of(entry.noun)[name](self, entry.name, place)
        name = self.checked_names[question]
        if not name and entry.key is None:
            raise RefusedValueError(gettext("a name"), gettext("Write the name, or leave the row out."))
        if name != entry.name:
            entry.name = name or ""
        if entry.fields and entry.noun not in ("job",):
            entry.fields = dict(self.check_values(entry.noun, entry.fields, place, {}))
        return entry

    def refuse(self, place: Place, value: Any, expected: str, remedy: str = "", *, takes_record: bool = False) -> None:
        text = getattr(value, "name", value)
        self.remarks.append(Remark(place, str(text)[:MOST_QUOTED], expected, remedy, True, takes_record))

    def mend(self, place: Place, value: str, rule: str) -> None:
        self.remarks.append(Remark(place, value[:MOST_QUOTED], rule, is_refused=False))


Check = Callable[[Checker, Any, Place], Any]


@cache
def checks_of(noun: str) -> dict[str, Check]:
    """Return {name of a field: the check of its values} of a noun; of a film also those of its leading version."""
    model = model_of(noun)
    checks = {field.name: check_of(field) for field in [*model._meta.concrete_fields, *model._meta.many_to_many]}
    if noun == "film":
        checks |= {name: check for name, check in checks_of("version").items() if name in VERSION_FIELDS}
    return checks


def check_of(field: Any) -> Check:
    """Return the check of a field's values."""
    if field.many_to_many:
        check = check_of_reference(field)
        return lambda checker, values, place: list(kept_values(checker, check, values, place))
    if field.is_relation:
        return check_of_reference(field)
    if isinstance(field, PartialDateField):
        return lambda checker, value, place: check_date(field, value)
    if isinstance(field, ChoicesField):
        return lambda checker, value, place: [choice for choice in field.options.values if choice in value]
    if field.choices and isinstance(field, CharField):
        return lambda checker, value, place: check_choice(field, value)
    if isinstance(field, IntegerField):
        return lambda checker, value, place: check_number(field, value)
    if isinstance(field, FloatField):
        return lambda checker, value, place: float(value)
    if isinstance(field, CharField | TextField):
        return lambda checker, value, place: check_text(checker, field, value, place)
    return lambda checker, value, place: value


def kept_values(checker: Checker, check: Check, values: Any, place: Place) -> Iterator[Any]:
    """Yield those of several values that pass their check; refuse the others one by one."""
    for value in values:
        try:
            yield check(checker, value, place)
        except RefusedValueError as refusal:
            checker.refuse(place, value, refusal.expected, refusal.remedy)


def check_of_reference(field: Any) -> Check:
    """Return the check of a reference: of a country or a language its code, else an Entry or a key."""
    noun = str(field.related_model._meta.model_name)

    def check_code(checker: Checker, value: Any, place: Place) -> Any:
        if value not in checker.codes[noun]:
            if noun == "country":
                raise RefusedValueError(
                    gettext("the code of a country that the catalogue has"),
                    gettext("Write it as ISO 3166 does: DE, PL; or add the country at the desk."),
                )
            raise RefusedValueError(
                gettext("the tag of a language that the catalogue has"),
                gettext("Write it as BCP 47 does: de, pl; or add the language at the desk."),
            )
        return value

    def check_entry(checker: Checker, value: Any, place: Place) -> Any:
        return checker.check_entry(value, place) if isinstance(value, Entry) else value

    return check_code if noun in ("country", "language") else check_entry


def check_text(checker: Checker, field: Field, value: Any, place: Place) -> str:
    """Return a text as its column holds it; raise RefusedValueError where it is too long."""
    text = value if isinstance(value, str) else str(value)
    if "\x00" in text:
        checker.mend(place, text.replace("\x00", ""), gettext("NUL bytes were left out."))
        text = text.replace("\x00", "")
    if "&" in text and ENTITY.search(text):
        checker.mend(place, text, gettext("HTML’s entities were read as letters."))
        text = html.unescape(text).replace("\x00", "")
    if not text.isascii() and LONE_SURROGATE.search(text):
        raise RefusedValueError(
            gettext("text in Unicode"), gettext("It holds half a character. Save the file again as UTF-8.")
        )
    text = field.to_python(text)
    most = field.max_length or MOST_LETTERS
    if len(text) > most:
        raise RefusedValueError(
            gettext("at most %(number)s characters; these are %(length)s") % {"number": most, "length": len(text)},
            gettext("Shorten it, or split it into several."),
        )
    return str(text)


def check_date(field: Any, value: Any) -> str:
    try:
        return str(field.to_python(value))
    except ValidationError as error:
        raise RefusedValueError(
            gettext("a date"), gettext("Write it like 2010-12-29, 2010-12, 2010 or c. 1926.")
        ) from error


def check_choice(field: Any, value: Any) -> str:
    choices = [choice for choice, _ in field.flatchoices]
    if value not in choices:
        raise RefusedValueError(gettext("one of: %(choices)s") % {"choices": ", ".join(map(str, choices))})
    return str(value)


def check_number(field: Any, value: Any) -> int:
    least, most = BOUNDS.get(field.name, (0, 2_147_483_647))
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise RefusedValueError(gettext("a whole number")) from error
    if not least <= number <= most:
        raise RefusedValueError(
            gettext("a number between %(least)s and %(most)s") % {"least": least, "most": most},
            gettext("Correct it, or leave it empty where it is not known."),
        )
    return number

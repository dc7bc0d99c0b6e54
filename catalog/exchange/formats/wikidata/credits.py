"""The people and companies of a film at Wikidata as credits and companies."""

from typing import Any

from django.utils.translation import gettext as _

from catalog.exchange.formats.remarks import Remarks
from catalog.exchange.formats.values import whole_number
from catalog.exchange.formats.wikidata.lookups import LONGEST_NAMES, Lookups
from catalog.exchange.formats.wikidata.sources import Sources
from catalog.exchange.formats.wikidata.statements import item_of, main_value, qualifiers, statements
from catalog.exchange.formats.wikidata.words import COMPANIES, JOBS, VOICES
from catalog.exchange.records import Entry, Place, Row

MOST_CREDITS = 20_000
ACTING = "Acting"
JOB_ENTRIES = {prop: Entry("job", job, fields={"department": department}) for prop, (department, job) in JOBS.items()}
ROLES = {prop: Entry("companyrole", role) for prop, role in COMPANIES.items()}


class Credits:
    """Reads the statements on people and companies."""

    def __init__(self, lookups: Lookups, sources: Sources, remarks: Remarks) -> None:
        self.lookups, self.sources, self.remarks = lookups, sources, remarks

    def rows(self, values: dict[str, Any], place: Place) -> list[Row]:
        """Return the credits of a film, and after them its companies."""
        lines = [(prop, statement) for prop in JOBS for statement in statements(values, prop)]
        if len(lines) > MOST_CREDITS:
            expected = _("at most %(number)d credits of a film") % {"number": MOST_CREDITS}
            self.remarks.refuse(place, len(lines), expected, _("The first ones come in; enter the others at the desk."))
        rows = [self.credit(prop, statement, place._replace(column=prop)) for prop, statement in lines[:MOST_CREDITS]]
        return [*filter(None, rows), *self.companies(values, place)]

    def credit(self, prop: str, statement: dict[str, Any], place: Place) -> Row | None:
        """Return a credit; None where nobody is named, or where no file names who it is."""
        item = item_of(main_value(statement))
        person = self.lookups.entry("person", item, place) if item else None
        if person is None:
            return None
        credit: dict[str, Any] = {"person": person, "job": JOB_ENTRIES[prop]}
        if prop in VOICES:
            credit["voice"] = True
        if JOBS[prop][0] == ACTING:
            credit |= self.part(statement, place)
        return Row("credit", credit, place, self.sources.of(statement))

    def part(self, statement: dict[str, Any], place: Place) -> dict[str, Any]:
        """Return the characters (P453, or in words P4633) and the place in the cast (P1545)."""
        entries = [
            entry
            for value in qualifiers(statement, "P453")
            if (item := item_of(value)) and (entry := self.lookups.entry("character", item, place))
        ]
        names = [text.strip() for text in qualifiers(statement, "P4633") if isinstance(text, str)]
        entries += [Entry("character", name) for name in names if 0 < len(name) <= LONGEST_NAMES["character"]]
        numbers = [whole_number(text) for text in qualifiers(statement, "P1545")]
        part: dict[str, Any] = {"characters": entries} if entries else {}
        if numbers and numbers[0] is not None and 0 < numbers[0] < 1_000_000:
            part["billing_order"] = numbers[0]
        return part

    def companies(self, values: dict[str, Any], place: Place) -> list[Row]:
        """Return the companies, each once in a role."""
        rows: dict[tuple[str, str], Row] = {}
        for prop, role in ROLES.items():
            for statement in statements(values, prop):
                item = item_of(main_value(statement))
                company = self.lookups.entry("company", item, place._replace(column=prop)) if item else None
                if company:
                    company_values = {"company": company, "role": role}
                    rows.setdefault((prop, item), Row("filmcompany", company_values, place, self.sources.of(statement)))
        return list(rows.values())

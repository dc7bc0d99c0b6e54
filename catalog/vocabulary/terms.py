"""The rows that ship, as they are to stand in the database."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from catalog.vocabulary.names import LANGUAGES, country_codes, country_name, language_name, language_tags, state_codes
from catalog.vocabulary.states import read_states


class Term(NamedTuple):
    """A row that ships: a key that never changes, and {field: value}; of a job also the key of its department."""

    key: str
    values: dict[str, Any]
    department: str = ""


def read_terms() -> dict[str, list[Term]]:
    """Return {model name: terms}, departments and schemes before the jobs and forms that need them."""
    return {
        "country": list(read_countries()),
        "language": [Term(tag, {"name": language_name(tag)}) for tag in language_tags()],
        "genre": [Term(row["slug"], {"slug": row["slug"], **names_of(row)}) for row in read_rows("genres.csv")],
        "department": [
            Term(row["key"], {**names_of(row), "position": position})
            for position, row in enumerate(read_rows("departments.csv"), 1)
        ],
        "job": list(read_jobs()),
        "companyrole": [
            Term(row["code"], {**names_of(row), "position": position})
            for position, row in enumerate(read_rows("company_roles.csv"), 1)
        ],
        "scheme": [
            Term(row["code"], {"name": row["name"], "check_character": row["check_character"]})
            for row in read_rows("schemes.csv")
        ],
        "schemeform": list(read_scheme_forms()),
    }


def read_countries() -> Iterator[Term]:
    """Yield the countries, and after them the former states for which they answer."""
    states = read_states()
    for code in (*country_codes(), *state_codes()):
        yield Term(code, {"name": country_name(code)} | (states[code].columns if code in states else {}))


def read_jobs() -> Iterator[Term]:
    """Yield the jobs; the position of each counts within its department."""
    positions: Counter[str] = Counter()
    for row in read_rows("jobs.csv"):
        department = row["department"]
        positions[department] += 1
        yield Term(row["key"], {**names_of(row), "position": positions[department]}, department)


def names_of(row: dict[str, str]) -> dict[str, str]:
    """Return the English name of a row, and those in the languages that the file has columns of, as `NamesField` holds them."""
    return {"name": row["name"], "names": "\n".join(f"{tag}: {row[tag]}" for tag in LANGUAGES if row.get(tag))}


def read_scheme_forms() -> Iterator[Term]:
    """Yield the forms of ids; the file has a space between two addresses."""
    for row in read_rows("scheme_forms.csv"):
        values = row | {"scheme_id": row["scheme"], "other_addresses": row["other_addresses"].replace(" ", "\n")}
        del values["scheme"]
        yield Term(f"{row['scheme']} {row['noun']}", values)


def read_rows(file: str) -> list[dict[str, str]]:
    with Path(__file__).with_name(file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))

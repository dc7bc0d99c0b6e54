"""docs/model.md maps each field of what archives describe, and each choice, to FIAFcore and AVefi."""

import csv
import re

import pytest
from django.conf import settings

from catalog import models

GUIDE = (settings.BASE_DIR / "docs" / "model.md").read_text()
NOUNS = [
    *("Film", "Subject", "Country", "Title", "Version", "VersionLanguage", "Copy", "CopyLanguage", "Release"),
    *("Relation", "Company", "FilmCompany", "Credit", "Award", "Person", "PersonName"),
    *("Source", "Citation", "EntryCitation"),
    *("CuratedList", "ListEntry"),
]
CHOICES = [
    "RelationKind",
    *("FilmKind", "FilmStatus", "VersionKind", "Publication", "ReleaseType", "Decision"),
    *("Sound", "Colour", "Gauge", "LanguageUse"),
    *("Carrier", "Element", "Base", "Completeness", "CopySound", "Access"),
]


def rows(heading):
    """Return the rows of a section's table as lists of cells, without the head."""
    section = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", GUIDE, re.MULTILINE | re.DOTALL)
    assert section, f"Write a section “## {heading}” into docs/model.md."
    lines = [line for line in section[1].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def names(heading):
    """Return all that the first column of a section's table names."""
    return [name for row in rows(heading) for name in re.findall(r"`([^`]+)`", row[0])]


@pytest.mark.parametrize("noun", NOUNS)
def test_each_field_is_mapped(noun):
    options = getattr(models, noun)._meta
    fields = {field.name for field in (*options.concrete_fields, *options.many_to_many)}
    missing = fields - set(names(noun))
    assert not missing, f"Say in docs/model.md, under “{noun}”, what FIAFcore and AVefi call {sorted(missing)}."
    unknown = set(names(noun)) - fields
    assert not unknown, f"{noun} has no field {sorted(unknown)}: take it out of docs/model.md."


@pytest.mark.parametrize("choices", CHOICES)
def test_each_choice_is_mapped(choices):
    missing = set(getattr(models, choices).values) ^ set(names(choices))
    assert not missing, f"Correct in docs/model.md, under “{choices}”: {sorted(missing)}."


def test_each_job_that_is_mapped_ships():
    with (settings.BASE_DIR / "catalog" / "vocabulary" / "jobs.csv").open() as file:
        keys = {row["key"] for row in csv.DictReader(file)}
    assert set(names("Jobs")) <= keys


@pytest.mark.parametrize("heading", [*NOUNS, *CHOICES, "Jobs"])
def test_no_name_is_mapped_twice_or_to_nothing(heading):
    assert len(names(heading)) == len(set(names(heading)))
    assert all(cell for row in rows(heading) for cell in row[:3])

"""The list of what search must find: a catalogue of films, and queries with the row that each finds first.

A credit in it is `Job: Name (credited as Other Name) as Character`, a work `Title by Author`.
"""

import csv
import re
from pathlib import Path

FOLDER = Path(__file__).parent
CREDIT = re.compile(r"[^:]+: (?P<name>.+?)(?: \(credited as (?P<credited_as>.+?)\))?(?: as (?P<character>.+))?")


def read(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def texts_of_rows():
    """Return {type: {what the list calls a row: the names and words by which it is found}}."""
    texts = {"film": {}, "person": {}, "company": {}}
    for row in read("catalogue.csv"):
        names = [row["name"], *row["other_names"].split("|")]
        if row["noun"] != "film":
            texts[row["noun"]][row["name"]] = names
            continue
        work, _, author = row["work"].rpartition(" by ")
        texts["film"][f"{row['name']} ({row['year']})"] = [*names, work, author, row["year"], row["ids"]]
        if author:
            texts["person"].setdefault(author, [author])
        for credit in filter(None, row["people"].split("|")):
            parts = CREDIT.fullmatch(credit).groupdict("")
            texts["film"][f"{row['name']} ({row['year']})"] += parts.values()
            texts["person"].setdefault(parts["name"], [parts["name"]]).append(parts["credited_as"])
    return texts

"""The names of the jobs that ship: their own, and those by which lists of credits call them in other languages."""

from collections.abc import Iterator

from catalog.vocabulary.terms import read_rows


def job_names() -> Iterator[tuple[str, str]]:
    """Yield (name, code) of each job, its own name last."""
    for row in read_rows("job_aliases.csv"):
        yield row["name"], row["key"]
    for row in read_rows("jobs.csv"):
        yield row["name"], row["key"]

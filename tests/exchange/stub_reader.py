"""A reader that tells what a test gives it, and short ways to make records."""

from catalog.exchange.bringing_in import run
from catalog.exchange.records import Entry, Place, Record, Row, SourceOfImport
from catalog.models import ImportFormat

FILE = "films.json"


class StubReader:
    source = SourceOfImport("Test database", publisher="Test", url="https://films.example.org/", licence="CC0")

    def __init__(self, items):
        self.items = items

    def total_bytes(self, paths, options):
        return 1

    def read(self, paths, options, progress):
        yield from self.items


def bring_in(
    monkeypatch,
    *items,
    records=None,
    state="draft",
    by=None,
    options=None,
    is_dry=False,
    import_format=ImportFormat.TMDB,
):
    """Bring items in as a format's reader would have read them; return (import, report)."""
    monkeypatch.setattr(run, "reader_of", lambda name: StubReader(items if records is None else records))
    of_import = run.new_import(import_format, [], options or {}, state, by)
    report = run.check(of_import) if is_dry else run.bring_in(of_import)
    of_import.refresh_from_db()
    return of_import, report


def place(line=1, column=""):
    return Place(FILE, line, column)


def person(name, number, **fields):
    return Entry("person", name, {"tmdb": str(number)}, fields)


def credit(entry, job="Actor", department="Acting", *characters, **values):
    entries = [Entry("character", name) for name in characters]
    job_entry = Entry("job", job, fields={"department": department})
    return Row("credit", {"person": entry, "job": job_entry, "characters": entries} | values, place())


def film(number, title="The Journey", *rows, **fields):
    return Record("film", {"tmdb": str(number)}, {"title": title, **fields}, place(number), list(rows))

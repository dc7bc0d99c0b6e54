"""What bringing records in makes of them: the rows that an editor's save would make, cited, checked, and known again."""

import weakref

import pytest
from django.apps import apps

from catalog.editing.documents import Root, read_document
from catalog.editing.patches import Patch
from catalog.editing.table_writes import derive_fields
from catalog.exchange.bringing_in import run
from catalog.exchange.bringing_in.one_batch import BatchRun
from catalog.exchange.records import Cited, Entry, Record, Remark, Row
from catalog.models import (
    Character,
    Citation,
    Credit,
    Deed,
    EntryCitation,
    Film,
    Genre,
    Import,
    ImportedRecord,
    ImportLine,
    ImportStatus,
    Job,
    Outcome,
    Person,
    Release,
    Revision,
    Source,
    Subject,
    Synopsis,
    Title,
    Version,
)
from tests.exchange.stub_reader import StubReader, bring_in, credit, film, person, place

pytestmark = pytest.mark.django_db


def rich_film(number=1):
    """A film with rows of all kinds that files tell of."""
    return film(
        number,
        "The Würm & the Sea",
        credit(person("Ada Øst", 11, born="1901-02-03"), "Actor", "Acting", "Dr. Łoś", "Nurse", billing_order=1),
        credit(person("Ada Øst", 11), "Actor", "Acting", "The Voice", billing_order=2, voice=True),
        credit(person("Li Wei", 12), "Director", "Directing", credited_as="Wei Li"),
        credit(person("Bo", 13), "Kite Wrangler", "Kites"),
        Row("release", {"date": "2011-01-21", "country": "US", "type": "theatrical", "certification": "PG"}, place()),
        Row("release", {"date": "2010-09-03", "type": "festival", "event": "Telluride"}, place()),
        Row("title", {"title": "Der Wurm", "language": "de", "country": "DE"}, place()),
        Row("title", {"title": "Der Wurm", "language": "de", "country": "DE"}, place()),
        Row(
            "synopsis",
            {"body": "One *goes* away.\n\n## Later\nHe is back.", "kind": "short", "language": "en"},
            place(),
        ),
        Row(
            "filmcompany",
            {"company": Entry("company", "Élan & Sons", {"tmdb": "7"}), "role": Entry("companyrole", "production")},
            place(),
        ),
        Row("externalid", {"scheme": "imdb", "value": "tt1023114"}, place()),
        original_title="Der Wurm",
        original_title_language="de",
        runtime_minutes=133,
        languages=["en", "ru"],
        countries=["US", "PL"],
        genres=[Entry("genre", "Drama"), Entry("genre", "Kite Film")],
        subjects=[Entry("subject", "Escape"), Entry("subject", "escape"), Entry("subject", "Würmer")],
        logline="Seven walk.",
    )


def catalogue_rows():
    """All rows of films and what they refer to, without the keys and moments that each import has anew."""
    rows = {}
    for model in (Film, Version, Credit, Person, Character, Release, Title, Synopsis, Citation, EntryCitation, Subject):
        names = [
            field.attname for field in model._meta.concrete_fields if field.name not in ("created_at", "updated_at")
        ]
        rows[model.__name__] = list(model._base_manager.order_by("pk").values_list(*names))
    return rows


@pytest.mark.parametrize("state", ["draft", "published"])
def test_rows_written_in_bulk_are_those_that_models_would_save(monkeypatch, state):
    bring_in(monkeypatch, rich_film(), state=state)
    before = catalogue_rows()
    for model in apps.get_app_config("catalog").get_models():
        rows = list(model._base_manager.all()) if model.__name__ in before else []
        derive_fields(rows)
        for row in rows:
            stored_row = model._base_manager.get(pk=row.pk)
            for field in model._meta.concrete_fields:
                if field.name not in ("created_at", "updated_at", "public_from"):
                    assert getattr(row, field.attname) == getattr(stored_row, field.attname), (model, field.name)
    Film.objects.all().derive()
    Person.objects.all().derive()
    assert catalogue_rows() == before


def test_what_a_revision_holds_is_what_the_tables_hold_without_what_is_empty(monkeypatch):
    bring_in(monkeypatch, rich_film())
    for noun, model in (("film", Film), ("person", Person), ("company", apps.get_model("catalog", "company"))):
        for row in model.objects.all():
            [revision] = Revision.objects.of(noun, str(row.pk))
            document = read_document(Root(noun, row.pk))
            assert (revision.deed, revision.label) == (Deed.IMPORTED, str(row))
            for change in Patch(revision.patch).changes():
                fields = document[change.noun][change.key]
                assert change.after.items() <= fields.items()
                assert all(value not in (None, "", []) for value in change.after.values())
            assert {(n, k) for n in document for k in document[n]} == {
                c.row_key for c in Patch(revision.patch).changes()
            }


def test_each_imported_fact_cites_the_source_of_the_import(monkeypatch):
    of_import, _ = bring_in(monkeypatch, rich_film())
    source = of_import.source
    assert source.title.startswith("Test database")
    assert source.licence == "CC0"
    for model, target in ((Credit, "credit"), (Release, "release"), (Title, "title")):
        assert model.objects.exclude(citations__source=source).count() == 0, target
    fields = set(Citation.objects.filter(source=source, version=None).values_list("field", flat=True)) - {""}
    assert fields == {
        "title",
        "original_title",
        "original_title_language",
        "logline",
        "countries",
        "genres",
        "subjects",
    }
    assert set(Citation.objects.filter(version__leads=True).values_list("field", flat=True)) == {
        "runtime_minutes",
        "languages",
    }
    assert Synopsis.objects.get().source == source
    assert EntryCitation.objects.filter(person__name="Ada Øst").count() == 2


def test_a_source_that_the_format_names_is_cited_beside_the_imports_own(monkeypatch):
    record = film(1, "One", original_title="Eins")
    record.sources = {"original_title": [Cited("A page", "https://page.example.org/")]}
    bring_in(monkeypatch, record, film(2, "Two"))
    sources = Citation.objects.filter(field="original_title").values_list("source__url", flat=True)
    assert set(sources) == {"https://films.example.org/", "https://page.example.org/"}


def test_a_person_twice_in_a_cast_stays_twice_and_is_one_person(monkeypatch):
    bring_in(monkeypatch, rich_film(1), film(2, "Other", credit(person("Ada Øst", 11))))
    assert Person.objects.filter(name="Ada Øst").count() == 1
    assert Credit.objects.filter(person__name="Ada Øst", film__title="The Würm & the Sea").count() == 2


def test_unknown_jobs_and_genres_are_made_and_told(monkeypatch):
    _, report = bring_in(monkeypatch, rich_film())
    assert Job.objects.get(name="Kite Wrangler").department.name == "Kites"
    assert Genre.objects.filter(name="Kite Film").exists()
    assert set(report.new_terms) == {("genre", "Kite Film"), ("department", "Kites"), ("job", "Kite Wrangler")}


def test_the_same_file_again_changes_nothing_and_says_so(monkeypatch):
    bring_in(monkeypatch, rich_film(), film(2, "Two"))
    before, revisions = catalogue_rows(), Revision.objects.count()
    _, report = bring_in(monkeypatch, rich_film(), film(2, "Two"))
    assert report.last_line() == "created 0, changed 0, unchanged 2, refused 0"
    # The source of the second import alone.
    assert (catalogue_rows(), Revision.objects.count()) == (before, revisions + 1)


def test_a_record_without_a_memory_of_it_is_compared_and_found_the_same(monkeypatch):
    bring_in(monkeypatch, rich_film())
    ImportedRecord.objects.all().delete()
    before = catalogue_rows()
    _, report = bring_in(monkeypatch, rich_film())
    assert report.last_line() == "created 0, changed 0, unchanged 1, refused 0"
    assert catalogue_rows() == before


def test_a_dry_run_tells_the_same_and_writes_nothing(monkeypatch):
    items = [rich_film(), film(2, "Two", runtime_minutes=0), film(3, "")]
    of_import, dry = bring_in(monkeypatch, *items, is_dry=True)
    assert (Film.objects.count(), Person.objects.count(), Job.objects.filter(name="Kite Wrangler").count()) == (0, 0, 0)
    assert of_import.status == ImportStatus.CHECKED
    assert Revision.objects.filter(of_import=of_import).count() == 0
    items = [rich_film(), film(2, "Two", runtime_minutes=0), film(3, "")]
    _, report = bring_in(monkeypatch, *items)
    assert dry.last_line() == report.last_line() == "created 2, changed 0, unchanged 0, refused 2"
    assert dry.noun_counts == report.noun_counts


@pytest.mark.parametrize(
    ("fields", "column"),
    [
        ({"runtime_minutes": 0}, "runtime_minutes"),
        ({"runtime_minutes": "long"}, "runtime_minutes"),
        ({"given_date": "2010-13-45"}, "given_date"),
        ({"countries": ["QQ"]}, ""),
        ({"original_title": "x" * 301}, "original_title"),
        ({"logline": "half \ud800 a letter"}, "logline"),
        ({"kind": "epic"}, "kind"),
    ],
)
def test_a_value_that_no_column_takes_is_refused_and_the_rest_comes_in(monkeypatch, fields, column):
    of_import, report = bring_in(monkeypatch, film(1, "One", **fields))
    assert Film.objects.get().title == "One"
    line = ImportLine.objects.get(of_import=of_import, outcome=Outcome.REFUSED)
    assert (line.file, line.line, report.counts["refused"]) == ("films.json", 1, 1)
    assert line.expected
    assert not column or line.column == column


def test_what_can_be_mended_is_mended_and_told(monkeypatch):
    of_import, _ = bring_in(monkeypatch, film(1, "Tom &amp; Jerry\x00", original_title="  Two   spaces "))
    row = Film.objects.get()
    assert (row.title, row.original_title) == ("Tom & Jerry", "Two spaces")
    assert ImportLine.objects.filter(of_import=of_import, outcome=Outcome.MENDED).count() == 2


def test_a_role_of_300_letters_refuses_its_credit_alone(monkeypatch):
    bring_in(monkeypatch, film(1, "One", credit(person("A", 1), "Actor", "Acting", "x" * 300), credit(person("B", 2))))
    assert set(Credit.objects.values_list("person__name", flat=True)) == {"A", "B"}
    assert Character.objects.count() == 0


def test_ids_of_two_people_are_refused_not_guessed(monkeypatch):
    bring_in(
        monkeypatch,
        film(
            1, "One", credit(Entry("person", "A", {"tmdb": "1"})), credit(Entry("person", "B", {"imdb": "nm0000002"}))
        ),
    )
    person_of_two = Entry("person", "A", {"tmdb": "1", "imdb": "nm0000002"})
    _, report = bring_in(monkeypatch, film(2, "Two", credit(person_of_two)))
    assert Film.objects.filter(title="Two").exists()
    assert Credit.objects.filter(film__title="Two").count() == 0
    assert report.counts["refused"] == 1


def test_a_person_without_an_id_and_without_a_decision_is_refused(monkeypatch):
    Person.objects.create(name="A")
    _, report = bring_in(monkeypatch, film(1, "One", credit(Entry("person", "A"))))
    assert (Credit.objects.count(), report.counts["refused"]) == (0, 1)


def test_a_person_decided_to_be_new_is_made_once_for_the_whole_file(monkeypatch):
    Person.objects.create(name="A")
    new = [film(number, f"Film {number}", credit(Entry("person", "A", is_new=True))) for number in (1, 2)]
    bring_in(monkeypatch, *new)
    assert Person.objects.filter(name="A").count() == 2


def test_two_records_of_one_film_in_one_file_make_one_film(monkeypatch):
    rows = [film(1, "One", credit(person("A", 1))), film(1, "One", credit(person("B", 2)))]
    _, report = bring_in(monkeypatch, *rows)
    assert Film.objects.count() == 1
    assert set(Credit.objects.values_list("person__name", flat=True)) == {"A", "B"}
    assert report.last_line() == "created 1, changed 1, unchanged 0, refused 0"


def test_what_violates_a_constraint_refuses_its_own_record_alone(monkeypatch):
    wrong = film(2, "Two")
    wrong.rows = [Row("release", {"type": "theatrical", "decision": "banned", "country": "US"}, place())]
    _, report = bring_in(monkeypatch, film(1, "One"), wrong, film(3, "Three"))
    assert set(Film.objects.values_list("title", flat=True)) == {"One", "Three"}
    assert report.last_line() == "created 2, changed 0, unchanged 0, refused 1"


def test_a_readers_remark_is_told_with_its_place(monkeypatch):
    remark = Remark(place(7, "cast"), "{broken", "JSON", "Save it again.", takes_record=True)
    of_import, report = bring_in(monkeypatch, remark)
    line = ImportLine.objects.get()
    assert (line.line, line.column, line.value, line.remedy) == (7, "cast", "{broken", "Save it again.")
    assert report.last_line() == "created 0, changed 0, unchanged 0, refused 1"
    assert of_import.status == ImportStatus.DONE


def test_a_record_of_a_person_is_a_person(monkeypatch):
    record = Record("person", {"imdb": "nm0000005"}, {"name": "Ingmar Bergman", "born": "1918"}, place())
    bring_in(monkeypatch, record)
    assert str(Person.objects.get().born) == "1918"


def test_an_import_goes_on_after_the_records_that_it_has_brought_in(monkeypatch):
    of_import, _ = bring_in(monkeypatch, film(1, "One"))
    Import.objects.filter(pk=of_import.pk).update(status=ImportStatus.RUNNING, read_records=1)
    of_import.refresh_from_db()
    monkeypatch.setattr(run, "reader_of", lambda name: StubReader([film(1, "One"), film(2, "Two")]))
    report = run.bring_in(of_import)
    assert report.last_line() == "created 2, changed 0, unchanged 0, refused 0"
    assert Source.objects.count() == 1


def test_what_is_refused_is_told_though_its_batch_is_brought_in_one_by_one(monkeypatch):
    monkeypatch.setattr(run, "FIRST_CHANGES", 1)
    bring_in(monkeypatch, *(film(number, "Earlier") for number in range(1, 5)))
    rows = [film(number, f"Film {number}", runtime_minutes="ninety") for number in range(1, 5)]
    _, report = bring_in(monkeypatch, *rows)
    assert report.last_line() == "created 0, changed 4, unchanged 0, refused 4"
    assert ImportLine.objects.filter(outcome=Outcome.REFUSED, value="ninety").count() == 4


def test_changes_are_committed_few_at_a_time(monkeypatch):
    """A change takes longer than new rows: else a file that changes all films would hold the lock for minutes."""
    bring_in(monkeypatch, *(film(number, "Earlier") for number in range(1, 41)))
    monkeypatch.setattr(run, "FIRST_CHANGES", 4)
    monkeypatch.setattr(run, "MOST_CHANGES", 4)
    counts, write = [], BatchRun.write
    monkeypatch.setattr(BatchRun, "write", lambda self, finish: (counts.append(len(self.changes)), write(self, finish)))
    bring_in(monkeypatch, *(film(number, f"Film {number}") for number in range(1, 41)))
    assert (sum(counts), max(counts) <= 4) == (40, True)
    assert not Film.objects.filter(title="Earlier").exists()


class HeldRecord(Record):
    """A record that tells when it is let go: a record itself takes no weak references."""


@pytest.mark.parametrize("is_dry", [True, False])
def test_an_import_holds_the_records_of_a_batch_at_most(monkeypatch, is_dry):
    bring_in(monkeypatch, *(film(number, "Earlier") for number in range(0, 600, 2)))
    held_numbers, most_held = set(), 0

    def records():
        nonlocal most_held
        for number in range(600):
            record = HeldRecord("film", {"tmdb": str(number)}, {"title": f"Film {number}"}, place(number), [])
            held_numbers.add(number)
            weakref.finalize(record, held_numbers.discard, number)
            most_held = max(most_held, len(held_numbers))
            yield record

    monkeypatch.setattr(run, "FIRST_ROWS", 20)
    monkeypatch.setattr(run, "MOST_ROWS", 20)
    bring_in(monkeypatch, records=records(), is_dry=is_dry)
    assert 20 <= most_held < 100

"""What an editor changed, or a source settled, no import overwrites: its value is proposed at the desk."""

import pytest

from catalog.editing.documents import RefusedError, Root
from catalog.editing.edit import Edit
from catalog.editing.working_copies import working_copy_of
from catalog.exchange.bringing_in.proposals import decline, take
from catalog.exchange.bringing_in.run import NotPermittedError
from catalog.exchange.records import Row
from catalog.models import (
    Citation,
    Credit,
    Deed,
    Film,
    ImportFormat,
    ImportProposal,
    ImportProposalState,
    Release,
    Revision,
    Source,
    State,
    Synopsis,
    Version,
)
from catalog.roles import EDITOR, MODERATOR
from tests.admin.conftest import staff
from tests.edits import save_edit, save_fields
from tests.exchange.stub_reader import bring_in, credit, film, person, place
from tests.factories import make_synopsis

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db):
    return staff("edda", EDITOR)


def test_a_value_that_nobody_touched_follows_the_next_file(monkeypatch):
    first, _ = bring_in(monkeypatch, film(1, "One", runtime_minutes=90, original_title="Eins"))
    second, report = bring_in(monkeypatch, film(1, "One", runtime_minutes=91, original_title="Uno"))
    row = Film.objects.get()
    assert (row.runtime_minutes, row.original_title) == (91, "Uno")
    assert report.last_line() == "created 0, changed 1, unchanged 0, refused 0"
    for citation in Citation.objects.filter(field__in=["original_title", "runtime_minutes"]):
        assert citation.source == second.source
    assert Citation.objects.get(field="title").source == first.source
    assert Revision.objects.of("film", str(row.pk)).first().of_import == second


def test_a_value_that_an_editor_changed_stays_and_the_imports_is_proposed(monkeypatch):
    bring_in(monkeypatch, film(1, "One", runtime_minutes=90))
    save_fields(Film.objects.get(), title="The One")
    row = Film.objects.get()
    save_edit(row, lambda: Version.objects.update(runtime_minutes=95))
    Film.objects.all().derive()
    _, report = bring_in(monkeypatch, film(1, "Uno", runtime_minutes=91))
    row = Film.objects.get()
    assert (row.title, row.runtime_minutes) == ("The One", 95)
    proposals = {(p.present, p.value) for p in ImportProposal.objects.all()}
    assert proposals == {("The One", "Uno"), ("95", "91")}
    assert report.last_line() == "created 0, changed 0, unchanged 1, refused 0"


def test_a_value_that_an_editor_emptied_stays_empty(monkeypatch):
    bring_in(monkeypatch, film(1, "One", logline="Seven walk."))
    save_fields(Film.objects.get(), logline="")
    bring_in(monkeypatch, film(1, "One", logline="Eight walk."))
    assert Film.objects.get().logline == ""
    assert ImportProposal.objects.get().value == "Eight walk."


def test_a_value_that_another_source_settled_stays(monkeypatch):
    bring_in(monkeypatch, film(1, "One", original_title="Eins"))
    row = Film.objects.get()
    Citation.objects.create(film=row, field="original_title", source=Source.objects.create(title="A book"))
    bring_in(monkeypatch, film(1, "One", original_title="Uno"))
    assert Film.objects.get().original_title == "Eins"
    assert ImportProposal.objects.get().value == "Uno"


def test_a_value_that_another_format_brought_in_stays_and_what_it_left_empty_is_filled(monkeypatch):
    bring_in(monkeypatch, film(1, "One", given_date="2010-07-15"))
    record = film(1, "Uno", given_date="2011", original_title="Eins")
    bring_in(monkeypatch, record, import_format=ImportFormat.MOVIELENS)
    row = Film.objects.get()
    assert (row.title, str(row.given_date), row.original_title) == ("One", "2010-07-15", "Eins")
    proposals = {(p.field, p.value) for p in ImportProposal.objects.all()}
    assert proposals == {("title", "Uno"), ("first shown", "2011")}


@pytest.mark.parametrize("less", ["2010", "2010-07", "2010-07-15?", "2010~"])
def test_a_date_that_says_less_of_the_same_changes_nothing(monkeypatch, less):
    bring_in(monkeypatch, film(1, "One", given_date="2010-07-15"))
    _, report = bring_in(monkeypatch, film(1, "One", given_date=less))
    assert str(Film.objects.get().given_date) == "2010-07-15"
    assert report.last_line() == "created 0, changed 0, unchanged 1, refused 0"


def test_a_date_that_says_more_of_the_same_comes_in(monkeypatch):
    bring_in(monkeypatch, film(1, "One", given_date="2010"))
    bring_in(monkeypatch, film(1, "One", given_date="2010-07-15"))
    assert str(Film.objects.get().given_date) == "2010-07-15"


def test_an_editors_film_is_filled_where_it_is_empty(monkeypatch, film_of_an_editor):
    bring_in(monkeypatch, film(1, "Uno", credit(person("A", 1)), logline="Seven walk.", runtime_minutes=90))
    row = Film.objects.get()
    assert (row.title, row.logline, row.runtime_minutes) == ("One", "Seven walk.", 90)
    assert Credit.objects.get().citations.count() == 1
    assert ImportProposal.objects.get().value == "Uno"


@pytest.fixture
def film_of_an_editor():
    """A film that an editor entered, with its id in TMDB."""
    with Edit() as edit:
        row = Film.objects.create(title="One")
        row.external_ids.create(scheme_id="tmdb", value="1")
        edit.add_root(Root.of(row))
        edit.keep()
    return row


def test_a_row_that_an_editor_deleted_does_not_come_back(monkeypatch):
    bring_in(monkeypatch, film(1, "One", credit(person("A", 1)), credit(person("B", 2))))
    row = Film.objects.get()
    save_edit(row, lambda: Credit.objects.filter(person__name="A").delete())
    bring_in(monkeypatch, film(1, "One", credit(person("A", 1)), credit(person("B", 2)), credit(person("C", 3))))
    assert set(Credit.objects.values_list("person__name", flat=True)) == {"B", "C"}


def test_a_row_that_an_editor_changed_stays_as_it_is(monkeypatch):
    release = {"date": "2010-09-03", "country": "US", "type": "theatrical"}
    bring_in(monkeypatch, film(1, "One", Row("release", {**release, "certification": "PG"}, place())))
    save_edit(Film.objects.get(), lambda: Release.objects.update(certification="PG-13"))
    bring_in(monkeypatch, film(1, "One", Row("release", {**release, "certification": "R"}, place())))
    assert Release.objects.get().certification == "PG-13"
    assert ImportProposal.objects.get().value == "R"


def test_a_text_of_an_editor_stays_beside_the_imports(monkeypatch):
    def row(body):
        return Row("synopsis", {"body": body, "language": "en", "kind": "short", "spoiler_level": 1}, place())

    bring_in(monkeypatch, film(1, "One", row("First.")))
    own = Film.objects.get()
    save_edit(own, lambda: make_synopsis(own, body="Ours.", language_id="en", spoiler_level=1))
    bring_in(monkeypatch, film(1, "One", row("Second.")))
    assert set(Synopsis.objects.values_list("body", flat=True)) == {"Ours.", "Second."}


def test_changes_of_a_published_film_wait_in_its_working_copy(monkeypatch):
    bring_in(monkeypatch, film(1, "One", original_title="Eins"), state=State.PUBLISHED)
    bring_in(monkeypatch, film(1, "One", credit(person("A", 1)), original_title="Uno"))
    row = Film.objects.get()
    assert (row.original_title, row.credits.count()) == ("Eins", 0)
    assert working_copy_of(row).patch["film"][str(row.pk)]["is"]["original_title"] == "Uno"


def test_changes_of_a_published_film_are_seen_at_once_where_they_are_to_be_published(monkeypatch):
    bring_in(monkeypatch, film(1, "One", original_title="Eins"), state=State.PUBLISHED)
    bring_in(monkeypatch, film(1, "One", credit(person("A", 1)), original_title="Uno"), state=State.PUBLISHED)
    row = Film.objects.get()
    assert (row.original_title, row.credits.count()) == ("Uno", 1)
    assert working_copy_of(row) is None


def test_what_an_open_working_copy_changes_is_the_editors(monkeypatch):
    bring_in(monkeypatch, film(1, "One", original_title="Eins"), state=State.PUBLISHED)
    save_fields(Film.objects.get(), original_title="Ein")
    bring_in(monkeypatch, film(1, "One", original_title="Uno"), state=State.PUBLISHED)
    row = Film.objects.get()
    assert row.original_title == "Eins"
    assert working_copy_of(row).patch["film"][str(row.pk)]["is"]["original_title"] == "Ein"
    assert ImportProposal.objects.get().value == "Uno"


def test_a_proposal_is_taken_over_as_an_editors_change(monkeypatch, editor):
    bring_in(monkeypatch, film(1, "One"))
    save_fields(Film.objects.get(), title="The One")
    bring_in(monkeypatch, film(1, "Uno"))
    proposal = ImportProposal.objects.get()
    revision = take(proposal, editor)
    assert Film.objects.get().title == "Uno"
    assert (revision.editor, revision.of_import, revision.deed) == (editor, None, Deed.CHANGED)
    with pytest.raises(RefusedError):
        decline(proposal, editor)


def test_what_was_declined_is_not_proposed_again(monkeypatch, editor):
    bring_in(monkeypatch, film(1, "One"))
    save_fields(Film.objects.get(), title="The One")
    bring_in(monkeypatch, film(1, "Uno"))
    decline(ImportProposal.objects.get(), editor)
    bring_in(monkeypatch, film(1, "Uno", logline="Other."))
    assert [p.state for p in ImportProposal.objects.all()] == [ImportProposalState.DECLINED]


def test_an_account_brings_in_what_its_rights_allow(monkeypatch, editor):
    with pytest.raises(NotPermittedError):
        bring_in(monkeypatch, film(1), state=State.PUBLISHED, by=editor)
    with pytest.raises(NotPermittedError):
        bring_in(monkeypatch, film(1), by=staff("mona", MODERATOR))
    bring_in(monkeypatch, film(1), by=editor, state=State.IN_REVIEW)
    assert Film.objects.get().state == State.IN_REVIEW
    assert Revision.objects.of("film", str(Film.objects.get().pk)).get().editor == editor

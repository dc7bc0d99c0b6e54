"""An import is taken back: what nobody touched goes or goes back, what somebody did is listed and kept."""

import pytest
from django.core.management import CommandError, call_command

from catalog.editing.patches import Patch
from catalog.exchange.bringing_in.run import NotPermittedError
from catalog.exchange.bringing_in.undo import Undoing, preview_undo, undo_import
from catalog.exchange.records import Row
from catalog.models import Credit, Deed, Film, Import, ImportedRecord, ImportStatus, Person, Release, Revision, Source
from catalog.roles import EDITOR, MODERATOR
from tests.admin.conftest import staff
from tests.edits import save_fields
from tests.exchange.stub_reader import bring_in, credit, film, person, place
from tests.exchange.test_bringing_in import catalogue_rows, rich_film
from tests.factories import make_comment, make_film, make_vote

pytestmark = pytest.mark.django_db


def test_all_that_nobody_touched_goes(monkeypatch):
    make_film(title="Ours")
    before = catalogue_rows()
    of_import, _ = bring_in(monkeypatch, rich_film(), film(2, "Two", credit(person("Bo", 13))))
    assert undo_import(of_import, None) == []
    assert catalogue_rows() == before
    assert (Source.objects.count(), ImportedRecord.objects.count()) == (0, 0)
    of_import.refresh_from_db()
    assert of_import.status == ImportStatus.UNDONE


def test_what_goes_stands_in_the_history_as_deleted(monkeypatch):
    of_import, _ = bring_in(monkeypatch, rich_film())
    key = str(Film.objects.get().pk)
    undo_import(of_import, None)
    newest, first = Revision.objects.of("film", key)
    assert (newest.deed, newest.label) == (Deed.DELETED, first.label)
    assert Patch(newest.patch) == Patch(first.patch).inverse()


def test_what_was_changed_goes_back(monkeypatch):
    release = Row("release", {"date": "2010", "country": "US", "type": "theatrical"}, place())
    bring_in(monkeypatch, film(1, "One", credit(person("A", 1)), original_title="Eins"))
    before = catalogue_rows()
    second, _ = bring_in(monkeypatch, film(1, "One", credit(person("B", 2)), release, original_title="Uno"))
    assert (Film.objects.get().original_title, Release.objects.count()) == ("Uno", 1)
    assert undo_import(second, None) == []
    assert catalogue_rows() == before


def test_what_somebody_changed_since_is_listed_and_kept(monkeypatch):
    of_import, _ = bring_in(monkeypatch, film(1, "One", credit(person("A", 1))), film(2, "Two", credit(person("B", 2))))
    save_fields(Film.objects.get(title="One"), title="The One")
    assert [root.label for root in preview_undo(of_import, None)] == ["One"]
    kept_roots = undo_import(of_import, None)
    assert {(root.noun, root.label) for root in kept_roots} >= {("film", "One"), ("person", "A")}
    assert (Film.objects.get().title, Credit.objects.count()) == ("The One", 1)
    assert set(Person.objects.values_list("name", flat=True)) == {"A"}


@pytest.mark.parametrize("make", [make_vote, make_comment])
def test_a_film_with_votes_or_comments_stays(monkeypatch, make):
    of_import, _ = bring_in(monkeypatch, film(1, "One"))
    make(Film.objects.get())
    assert "film" in {root.noun for root in undo_import(of_import, None)}
    assert Film.objects.exists()


def test_a_person_whom_another_film_credits_stays(monkeypatch):
    of_import, _ = bring_in(monkeypatch, film(1, "One", credit(person("A", 1))))
    further_import, _ = bring_in(monkeypatch, film(2, "Two", credit(person("A", 1))))
    assert {root.noun for root in undo_import(of_import, None)} >= {"person"}
    assert Credit.objects.get().person.name == "A"
    assert [root.noun for root in undo_import(further_import, None)] == []


def test_a_published_film_goes_only_with_the_right_to_withdraw(monkeypatch):
    of_import, _ = bring_in(monkeypatch, film(1, "One"), state="published")
    assert "film" in {root.noun for root in undo_import(of_import, staff("edda", EDITOR))}
    assert Film.objects.exists()
    with pytest.raises(NotPermittedError):
        undo_import(of_import, staff("mona", MODERATOR))


def test_an_undo_that_was_interrupted_goes_on(monkeypatch):
    before = catalogue_rows()
    of_import, _ = bring_in(monkeypatch, rich_film(), film(2, "Two"))
    undoing = Undoing(of_import, None)
    list(undoing.take_back("film", [str(Film.objects.get(title="Two").pk)]))
    assert Film.objects.count() == 1
    assert undo_import(of_import, None) == []
    assert catalogue_rows() == before


def test_the_command_tells_what_is_kept_and_ends_by_it(monkeypatch, capsys):
    of_import, _ = bring_in(monkeypatch, film(1, "One"))
    make_vote(Film.objects.get())
    with pytest.raises(SystemExit) as end:
        call_command("undo_import", of_import.pk)
    assert end.value.code == 1
    assert "kept film" in capsys.readouterr().out
    with pytest.raises(CommandError) as error:
        call_command("undo_import", Import.objects.count() + 100)
    assert error.value.returncode == 2

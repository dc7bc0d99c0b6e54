"""Editors see the history of a noun, and compare revisions."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.admin.core.history import is_part
from catalog.editing.edit import Edit
from catalog.editing.history import newest_revision_id
from catalog.editing.publication import STEPS, take_step
from catalog.models import Credit, Import, ImportProposal, Revision, Synopsis, Title
from tests.admin.desk_forms import address
from tests.admin.histories import GONE, confirmation, delete, revert_page, root_of, save
from tests.factories import make_credit, make_film, make_image, make_person, make_synopsis


@pytest.fixture
def film(db):
    """A published film."""
    return make_film(title="The Way Back")


@pytest.fixture
def draft(db):
    return make_film(title="The Way Back", state="draft")


@pytest.fixture
def person(db):
    return make_person(name="Peter Weir")


def test_each_revision_is_listed_with_its_editor_deed_and_note(desk, editor, person):
    revision = save(person, editor=editor, note="As his passport says.", name="Peter Lindsay Weir")
    page = desk.get(address("person", "history", person.pk))
    for words in ("edda", "changed", "As his passport says.", "1 change"):
        assert words in page.text
    assert address("person", "revision", person.pk, revision.pk) in page.text


def test_revisions_are_listed_by_pages_and_newest_first(desk, person):
    revisions = [save(person, note=f"Note {number}", biography=f"{number}") for number in range(60)]
    first, second = (desk.get(address("person", "history", person.pk), {"page": number}) for number in (1, 2))
    assert [line["revision"] for line in first.context["lines"]] == revisions[:-51:-1]
    assert [line["revision"] for line in second.context["lines"]] == revisions[9::-1]


def test_a_change_in_the_working_copy_is_listed_as_such(desk, film):
    save(film, directly=False, logline="They walk.")
    assert "in the working copy" in desk.get(address("film", "history", film.pk)).text


def test_a_revision_lists_all_its_changes(desk, film):
    make_credit(film, person=make_person(name="Jim Sturgess"))
    with Edit(root_of(film), directly=True) as edit:
        Credit.objects.update(billing_order=7)
        Title.objects.create(film=film, title="Vägen tillbaka")
        edit.keep()
    page = desk.get(address("film", "revision", film.pk, edit.revisions[0].pk))
    labels = [(row.deed, row.label) for row in page.context["changes"]]
    assert labels == [("added", "Vägen tillbaka"), ("changed", "Actor: Jim Sturgess")]


def test_the_history_of_a_noun_without_revisions_is_empty(desk, person):
    assert "Nothing was saved" in desk.get(address("person", "history", person.pk)).text


def test_the_history_of_a_row_is_the_history_of_its_film(desk, film):
    credit = make_credit(film)
    response = desk.get(address("credit", "history", credit.pk))
    assert response.url == address("film", "history", film.pk)


def test_the_history_of_a_row_in_a_working_copy_is_the_history_of_its_film(desk, film):
    with Edit(root_of(film)) as edit:
        title = Title.objects.create(film=film, title="Vägen tillbaka")
        edit.keep()
    assert desk.get(address("title", "history", title.pk)).url == address("film", "history", film.pk)


def test_the_history_of_a_portrait_is_the_history_of_its_person(desk, person, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = make_image(person=person)
    assert desk.get(address("image", "history", image.pk)).url == address("person", "history", person.pk)


def test_a_deleted_noun_keeps_its_history(desk, person):
    save(person, name="P. Weir")
    delete(person)
    page = desk.get(address("person", "history", Revision.objects.last().key))
    assert "P. Weir" in page.text
    assert "Bring it back" in page.text


@pytest.mark.parametrize("key", ["4711", "9" * 40, "x", "_00"])
def test_a_noun_that_never_existed_has_no_history(desk, db, key):
    for noun in ("film", "credit"):
        assert desk.get(f"/admin/catalog/{noun}/{key}/history/").url == "/admin/"
    assert desk.get(f"/admin/catalog/film/{key}/history/compare/").status_code == GONE


def test_every_noun_has_the_pages_of_the_history(desk, editor, db):
    editor.is_superuser = True
    editor.save()
    # An import, and what it proposes, are no nouns of the catalogue.
    for model in admin.site._registry.keys() - {Import, ImportProposal}:
        if model._meta.app_label == "catalog" and not is_part(model._meta.model_name):
            assert desk.get(address(model._meta.model_name, "deleted")).status_code == 200


def test_the_desks_first_page_links_to_the_editors_own_last_revisions(desk, editor, person):
    other_person = make_person(name="Somebody else’s")
    save(other_person, name="Theirs", editor=None)
    revisions = [save(person, editor=editor, name=f"Name {number}") for number in range(12)]
    page = desk.get("/admin/").text.partition('id="recent-actions-module"')[2]
    assert "Theirs" not in page
    is_linked = [address("person", "revision", person.pk, revision.pk) in page for revision in revisions]
    assert is_linked == [False] * 2 + [True] * 10


def test_two_revisions_are_compared_in_either_order(desk, person):
    first, second, third = (save(person, name=name) for name in ("A", "B", "C"))
    pages = [
        desk.get(address("person", "compare", person.pk), {"left": left.pk, "right": right.pk})
        for left, right in ((first, third), (third, first))
    ]
    for page in pages:
        [row] = page.context["changes"]
        assert [(field.before, field.after) for field in row.fields] == [("A", "C")]
    assert second.pk not in {pages[0].context["older"].pk, pages[0].context["newer"].pk}


def test_a_change_that_was_undone_later_is_no_difference(desk, person):
    first, *_, last = [save(person, name=name) for name in ("A", "B", "A")]
    page = desk.get(address("person", "compare", person.pk), {"left": first.pk, "right": last.pk})
    assert "Nothing: it was the same" in page.text


def test_revisions_are_compared_across_working_copy_and_publication(desk, editor, film):
    first = save(film, logline="One")
    save(film, directly=False, logline="Two")
    last = take_step(STEPS["publish"], row=film, editor=editor)
    page = desk.get(address("film", "compare", film.pk), {"left": first.pk, "right": last.pk})
    [row] = page.context["changes"]
    assert [(field.before, field.after) for field in row.fields] == [("One", "Two")]


@pytest.mark.parametrize("query", [{"left": "x", "right": "1"}, {"left": "1"}, {"left": "1", "right": "9" * 40}])
def test_a_comparison_of_impossible_revisions_is_refused_with_advice(desk, person, query):
    save(person, name="A")
    response = desk.get(address("person", "compare", person.pk), query)
    assert response.status_code == 400
    assert "Choose two revisions" in response.text


def test_a_comparison_without_revisions_offers_the_choice(desk, person):
    save(person, name="A")
    assert desk.get(address("person", "compare", person.pk)).status_code == 200


def test_a_revision_of_another_person_is_not_found(desk, person):
    foreign_revision = save(make_person(), name="B")
    revision = save(person, name="A")
    assert desk.get(address("person", "revision", person.pk, foreign_revision.pk)).status_code == GONE
    assert desk.get(revert_page(person, foreign_revision)).status_code == GONE
    assert desk.post(revert_page(person, foreign_revision), confirmation(person)).status_code == GONE
    query = {"left": revision.pk, "right": foreign_revision.pk}
    assert desk.get(address("person", "compare", person.pk), query).status_code == GONE


def test_pages_of_the_history_need_the_same_queries_with_one_and_with_six_changes(desk, draft):
    costs = []
    for number in (1, 6):
        film = make_film(title="Many", state="draft")
        first = save(film, logline="One")
        with Edit(root_of(film)) as edit:
            for _ in range(number):
                make_credit(film)
                make_synopsis(film, source=None)
            edit.keep()
        for place in range(number):
            save(film, logline=f"At {place}")
        pages = [
            address("film", "history", film.pk),
            address("film", "revision", film.pk, edit.revisions[0].pk),
            f"{address('film', 'compare', film.pk)}?left={first.pk}&right={newest_revision_id(root_of(film))}",
            revert_page(film, first),
        ]
        desk.get(pages[0])
        with CaptureQueriesContext(connection) as queries:
            assert {desk.get(page).status_code for page in pages} == {200}
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert Synopsis.objects.count() == 7


def test_the_list_of_deleted_rows_needs_the_same_queries_with_one_and_with_six(desk, db):
    costs = []
    for number in (1, 5):
        for _ in range(number):
            delete(make_person())
        with CaptureQueriesContext(connection) as queries:
            desk.get(address("person", "deleted"))
        costs.append(len(queries))
    assert costs[0] == costs[1]

"""Two editors change rows of one film, or what these rows refer to: the second to save chooses, and nothing is lost."""

import re

import pytest
from django.db import connection

from catalog.merging.merge import merge
from catalog.models import (
    Citation,
    Credit,
    Reading,
    Release,
    Title,
)
from tests.admin.conflict_forms import choices, choose, save_both
from tests.admin.conftest import staff
from tests.admin.desk_forms import address, form_fields, open_film, save_film
from tests.factories import (
    make_credit,
    make_person,
    make_question,
    make_release,
    make_source,
    make_title,
)


def test_a_side_is_chosen_for_each_row_that_both_moved(desk, other_desk, film):
    first, second = make_credit(film, billing_order=1), make_credit(film, billing_order=2)
    fields = {"credits-0-billing_order": "5", "credits-1-billing_order": "6"}
    other_fields = {"credits-0-billing_order": "8", "credits-1-billing_order": "7"}
    conflict_page = save_both(desk, other_desk, film, fields, other_fields)
    names = [f"take-credit-{credit.pk}-billing_order" for credit in (first, second)]
    assert choices(conflict_page.text) == sorted(names)
    assert choose(desk, conflict_page, **{names[0]: "theirs"}).status_code == 302
    assert list(Credit.objects.order_by("id").values_list("billing_order", flat=True)) == [8, 6]


@pytest.mark.parametrize(("side", "note"), [("mine", ["festival cut"]), ("theirs", [])])
def test_a_row_that_the_other_editor_deleted_is_a_choice(desk, other_desk, film, side, note):
    make_release(film)
    conflict_page = save_both(desk, other_desk, film, {"releases-0-note": "festival cut"}, {"releases-0-DELETE": "on"})
    assert conflict_page.status_code == 409
    assert not Release.objects.exists()
    assert choose(desk, conflict_page, side=side).status_code == 302
    assert list(Release.objects.values_list("note", flat=True)) == note


@pytest.mark.parametrize(("side", "count"), [("mine", 0), ("theirs", 1)])
def test_a_row_that_the_second_editor_deleted_and_the_other_changed_is_a_choice(desk, other_desk, film, side, count):
    make_title(film)
    conflict_page = save_both(desk, other_desk, film, {"titles-0-DELETE": "on"}, {"titles-0-note": "working title"})
    assert Title.objects.get().note == "working title"
    assert choose(desk, conflict_page, side=side).status_code == 302
    assert Title.objects.count() == count


def test_rows_that_both_editors_added_are_both_saved(desk, other_desk, film):
    row = {"titles-TOTAL_FORMS": 1, "titles-0-id": "", "titles-0-film": film.pk, "titles-0-note": ""}
    conflict_page = save_both(
        desk, other_desk, film, row | {"titles-0-title": "Mine"}, row | {"titles-0-title": "Theirs"}
    )
    assert conflict_page.status_code == 409
    assert choose(desk, conflict_page).status_code == 302
    assert sorted(Title.objects.values_list("title", flat=True)) == ["Mine", "Theirs"]


def test_a_row_that_both_editors_added_is_refused_by_its_constraint(desk, other_desk, film):
    row = {"titles-TOTAL_FORMS": 1, "titles-0-id": "", "titles-0-film": film.pk, "titles-0-title": "Droga"}
    conflict_page = save_both(desk, other_desk, film, row | {"logline": "A walk."}, row)
    second_conflict_page = choose(desk, conflict_page)
    assert second_conflict_page.status_code == 409
    assert "has this title" in second_conflict_page.text
    assert Title.objects.count() == 1


def cite_and_delete(desk, other_desk, film, source, citing_side):
    """Cite a source under a credit at one desk and delete the credit at the other. Return the response to the second save."""
    make_credit(film)
    citation, deletion = {"credits-0-sources": [source.pk]}, {"credits-0-DELETE": "on"}
    return save_both(desk, other_desk, film, *((citation, deletion) if citing_side == "mine" else (deletion, citation)))


@pytest.mark.parametrize(("citing_side", "side", "count"), [
    ("mine", "mine", 1), ("mine", "theirs", 0), ("theirs", "mine", 0), ("theirs", "theirs", 1),
])  # fmt: skip
def test_a_credit_that_one_editor_deletes_and_the_other_cites_is_a_choice(
    desk, other_desk, film, citing_side, side, count
):
    conflict_page = cite_and_delete(desk, other_desk, film, make_source(), citing_side)
    assert re.fullmatch(r"take-credit-\d+-", *choices(conflict_page.text))
    assert choose(desk, conflict_page, side=side).status_code == 302
    assert (Credit.objects.count(), Citation.objects.count()) == (count, count)
    connection.check_constraints()


@pytest.mark.parametrize(("side", "count"), [("mine", 1), ("theirs", 0)])
def test_a_reading_that_is_edited_on_its_own_page_is_restored_with_its_deleted_question(
    desk, other_desk, film, side, count
):
    question = make_question(film, readings=[(make_source(), "A river")])
    page = address("reading", "change", question.readings.get().pk)
    fields = form_fields(desk.get(page))
    deletion_page = address("question", "delete", question.pk)
    seen_revision = other_desk.get(deletion_page).context["seen_revision"]
    assert other_desk.post(deletion_page, {"post": "yes", "_seen": seen_revision}).status_code == 302
    conflict_page = desk.post(page, fields | {"value": "A lake"})
    assert choose(desk, conflict_page, side=side).status_code == 302
    assert [reading.value for reading in Reading.objects.filter(question=question.pk)] == ["A lake"] * count
    connection.check_constraints()


def test_a_row_that_names_a_person_merged_meanwhile_names_the_survivor(desk, other_desk, film):
    loser, survivor = make_person(name="Weir"), make_person(name="Peter Weir")
    make_credit(film, person=loser)
    fields = open_film(desk, film) | {"credits-0-credited_as": "P. Weir"}
    merge(noun="person", survivor=survivor.pk, loser=loser.pk, editor=staff("rita", "Reviewer"))
    conflict_page = save_film(desk, film, fields)
    assert conflict_page.status_code == 409
    assert choose(desk, conflict_page).status_code == 302
    credit = Credit.objects.get()
    assert (credit.person, credit.credited_as) == (survivor, "P. Weir")

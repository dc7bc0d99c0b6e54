"""Patches in words: each row and field as a person reads it, in a constant number of queries."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.editing.describe import changes_in_reading_order, describe_patch, describe_value
from catalog.editing.documents import Root, read_document
from catalog.editing.edit import Edit
from catalog.editing.patches import Document, Patch
from catalog.editing.row_names import RowNames
from catalog.models import Credit, Merge, Person, Release, Revision, Title
from tests.admin.desk_forms import film_with_rows
from tests.factories import (
    make_citation,
    make_comment,
    make_credit,
    make_event,
    make_film_company,
    make_image,
    make_person,
    make_question,
    make_release,
    make_source,
    make_synopsis,
    make_title,
    make_vote,
    make_work,
)

pytestmark = pytest.mark.django_db


def patch_of(root, act):
    """The patch of what an act does to a document."""
    before = read_document(root)
    act()
    return Patch.between(before, read_document(root))


def only(patch, **kwargs):
    [row] = describe_patch(Patch(patch), **kwargs)
    return row


def fields(row):
    return {field.name: (field.before, field.after) for field in row.fields}


def film_root(film):
    return Root("film", film.pk)


def test_a_row_is_called_what_its_model_calls_it(film, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    source, synopsis = make_source(), make_synopsis(film, title="How it went")
    credit = make_credit(film, person=make_person(name="Jim Sturgess"))
    rows = [
        credit,
        make_credit(film, missing_reason="stripped"),
        make_release(film, date="2010-09-03", country_id="PL"),
        make_release(film, date=None),
        make_title(film, title="Vägen tillbaka"),
        make_film_company(film),
        make_work(film),
        make_event(film, place="Lake Baikal"),
        make_question(film),
        make_image(film, alt="A man in snow"),
        make_citation(film, source=source, credit=credit),
        make_citation(film, source=source, field="title"),
        synopsis,
    ]
    patch = Patch.between(Document(), read_document(film_root(film)))
    labels = {(row.noun, row.key): row.label for row in describe_patch(patch)}
    for row in rows:
        row.refresh_from_db()
        assert labels[row._meta.model_name, str(row.pk)] == str(row)


def test_rows_that_visitors_added_are_told_without_their_secrets(film):
    make_vote(film, stars=4, voter="ann")
    make_comment(film, name="Bo", body="I liked it")
    words = str(describe_patch(Patch.between(read_document(film_root(film), with_visitor_rows=True), Document())))
    assert "4 / 5" in words
    assert "Bo on The Way Back" in words
    assert "ann" not in words


def test_the_film_comes_first_and_its_rows_by_kind(film):
    make_release(film)
    make_title(film)
    make_credit(film)
    patch = Patch.between(Document(), read_document(film_root(film)))
    assert [change.noun for change in changes_in_reading_order(patch)] == ["film", "title", "credit", "release"]
    # A database that keeps JSON gives keys back in an order of its own.
    backwards = Patch.of(reversed(changes_in_reading_order(patch)))
    assert describe_patch(backwards) == describe_patch(patch)


def test_fields_are_told_in_the_order_of_the_model(film):
    patch = {"film": {str(film.pk): {"was": {"note": "", "title": "A"}, "is": {"title": "B", "note": "x"}}}}
    assert list(fields(only(patch))) == ["title", "note"]


def test_values_are_told_as_a_reader_writes_them(film):
    def act():
        film.featured = True
        film.kind = "feature"
        film.given_date = "2010-09"
        film.save()
        film.countries.set(["PL", "US"])

    row = only(patch_of(film_root(film), act))
    assert (row.kind, row.label, row.deed) == ("film", "The Way Back", "changed")
    assert fields(row) == {
        "kind": ("", "feature film"),
        "given_date": ("", "September 2010"),
        "featured": ("no", "yes"),
        "countries": ("", "Poland, United States"),
    }
    assert row.fields[0].label == "Kind"


def test_choices_and_moments_are_told_in_words(film):
    release = make_release(film, type="premiere")
    patch = patch_of(film_root(film), lambda: Release.objects.filter(pk=release.pk).update(type="tv"))
    assert fields(only(patch)) == {"type": ("premiere", "on television")}
    assert (
        describe_value("film", "published_from", "2010-09-03T12:00:00+00:00", RowNames()) == "3 September 2010, 12:00"
    )


def test_a_credit_is_called_as_it_was_just_after_the_change(film):
    credit, new_person = make_credit(film, person=make_person(name="A. Old")), make_person(name="B. New")
    patch = patch_of(film_root(film), lambda: Credit.objects.filter(pk=credit.pk).update(person=new_person))
    assert only(patch).label == "Actor: B. New"
    assert fields(only(patch)) == {"person": ("A. Old", "B. New")}
    assert only(patch.inverse()).label == "Actor: A. Old"


def test_a_row_that_was_deleted_since_keeps_its_name(film):
    credit = make_credit(film, person=make_person(name="Jim Sturgess"))
    with Edit(film_root(film), directly=True) as edit:
        Credit.objects.filter(pk=credit.pk).update(billing_order=7)
        edit.keep()
    with Edit(film_root(film), directly=True) as edit:
        Credit.objects.filter(pk=credit.pk).delete()
        edit.keep()
    first = Revision.objects.earliest("id")
    assert only(first.patch, root=film_root(film)).label == "Actor: Jim Sturgess"


def test_a_row_that_the_public_does_not_see_yet_has_its_name(film):
    with Edit(film_root(film)) as edit:
        Title.objects.create(film=film, title="Vägen tillbaka")
        edit.keep()
    title = Revision.objects.get().patch["title"]
    [key] = title
    patch = {"title": {key: {"was": {"note": ""}, "is": {"note": "working title"}}}}
    assert only(patch, root=film_root(film)).label == "Vägen tillbaka"


def test_somebody_deleted_since_is_told_so(film):
    person, other_person = make_person(name="A. Gone"), make_person()
    credit = make_credit(film, person=person)
    patch = patch_of(film_root(film), lambda: Credit.objects.filter(pk=credit.pk).update(person=other_person))
    with Edit(Root("person", person.pk), deed="deleted") as edit:
        person.delete()
        edit.keep()
    assert fields(only(patch))["person"][0] == "A. Gone (deleted)"


def test_somebody_merged_since_is_told_with_the_survivor_of_the_chain(film):
    person, other_person, last = (
        make_person(name="A. Weir"),
        make_person(name="B. Weir"),
        make_person(name="Peter Weir"),
    )
    credit = make_credit(film, person=person)
    patch = patch_of(film_root(film), lambda: Credit.objects.filter(pk=credit.pk).update(person=last))
    for loser, survivor in ((person, other_person), (other_person, last)):
        Merge.objects.create(
            noun="person", loser=loser.pk, survivor=survivor.pk, loser_label=str(loser), survivor_label=str(survivor)
        )
        loser.delete()
    assert fields(only(patch))["person"] == ("A. Weir (merged into Peter Weir)", "Peter Weir")


def test_what_nothing_knows_any_more_is_told_by_its_number(film):
    patch = {"credit": {"77": {"was": {"person": 4711}, "is": {"person": None}}}}
    assert only(patch).label == "credit 77 (deleted)"
    assert fields(only(patch)) == {"person": ("person 4711 (deleted)", "")}


def test_fields_and_nouns_that_a_migration_took_out_are_told_by_their_names():
    patch = {"reel": {"1": {"was": None, "is": {"frames_a_second": 18}}}}
    row = only(patch)
    assert (row.kind, row.label) == ("reel", "reel 1")
    assert [(field.label, field.after) for field in row.fields] == [("Frames a second", "18")]


def test_a_picture_is_told_by_its_text_and_its_making_is_not(film, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = make_image(film, alt="A man in snow")
    before = read_document(film_root(film))
    after = read_document(film_root(film))
    after["image"][str(image.pk)] |= {"file": "images/other.jpg", "width": 9, "renditions": []}
    assert fields(only(Patch.between(before, after))) == {"file": ("a picture", "another picture")}
    rows = only({"image": Patch.between(Document(), before)["image"]})
    assert fields(rows)["file"] == ("", "a picture")
    assert not {"film", "width", "renditions"} & set(fields(rows))


def test_of_a_whole_row_only_what_says_something_is_told(film):
    make_title(film, title="Vägen tillbaka", language_id="sv")
    row = only({"title": Patch.between(Document(), read_document(film_root(film)))["title"]})
    assert row.deed == "added"
    assert fields(row) == {"title": ("", "Vägen tillbaka"), "language": ("", "Swedish")}


def test_words_that_differ_are_marked_in_texts(film):
    synopsis = make_synopsis(film, body="Seven men walk out of the camp at night.")

    def act():
        synopsis.body = "Six men walk out of the <camp> at night."
        synopsis.save()

    [field] = only(patch_of(film_root(film), act)).fields
    assert "removed: </span>Seven" in field.word_diff
    assert "added: </span>Six" in field.word_diff
    assert "&lt;" in field.word_diff
    assert "<camp>" not in field.word_diff


def test_a_patch_of_any_size_costs_the_same_queries(db):
    costs = []
    for number in (1, 6):
        root = film_root(film_with_rows(number))
        patch = Patch.between(Document(), read_document(root)).inverse()
        changed_patch = {
            noun: {key: {"was": change["was"], "is": change["was"] | {"note": "x"}} for key, change in changes.items()}
            for noun, changes in patch.items()
        }
        with CaptureQueriesContext(connection) as queries:
            describe_patch(patch, root=root)
            describe_patch(Patch(changed_patch), root=root)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_an_account_is_told_without_its_password():
    user = User.objects.create_user("edda", password="correct horse battery")
    row = only(Patch.between(Document(), read_document(Root("user", user.pk))))
    assert row.label == "edda"
    assert "password" not in fields(row)


def test_a_person_is_told_with_outside_ids():
    person = Person.objects.create(name="Peter Weir")
    person.external_ids.create(scheme_id="imdb", value="nm0001837")
    patch = Patch.between(Document(), read_document(Root("person", person.pk)))
    assert [row.label for row in describe_patch(patch)] == ["Peter Weir", "IMDb nm0001837"]

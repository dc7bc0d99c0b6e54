"""A merge: in histories, in working copies, under open forms."""

from itertools import pairwise

import pytest

from catalog.editing.documents import RefusedError, Root
from catalog.editing.edit import Edit
from catalog.editing.history import newest_revision_id
from catalog.editing.references import survivors
from catalog.editing.revert import revert
from catalog.merging.unmerge import unmerge
from catalog.models import (
    Credit,
    Deed,
    Film,
    Merge,
    Revision,
    WorkingCopy,
)
from tests.factories import (
    make_company,
    make_credit,
    make_film_company,
    make_job,
    make_person,
)

pytestmark = pytest.mark.django_db


def test_everybody_whose_rows_changed_has_it_in_their_history(film, merge_into):
    people = [make_person(name="Weir"), make_person(name="P. Weir")]
    make_credit(film, person=people[1])
    new_merge = merge_into(*people, note="the same one")
    entries = {(row.noun, int(row.key), row.deed, row.label, row.note) for row in new_merge.revisions.all()}
    assert entries == {
        (noun, key, Deed.MERGED, label, "the same one")
        for noun, key, label in [
            ("film", film.pk, str(film)),
            ("person", people[0].pk, "Weir"),
            ("person", people[1].pk, "P. Weir"),
        ]
    }
    credit = Revision.objects.get(noun="film").patch["credit"]
    assert list(credit.values()) == [{"was": {"person": people[1].pk}, "is": {"person": people[0].pk}}]


def test_films_whose_rows_changed_say_so(film, merge_into):
    people, was = [make_person(), make_person()], film.updated_at
    make_credit(film, person=people[1])
    was = Film.objects.get(pk=film.pk).updated_at
    merge_into(*people)
    assert Film.objects.get(pk=film.pk).updated_at > was


def test_a_working_copy_that_names_the_loser_names_the_survivor(film, merge_into, ann):
    people, job = [make_person(), make_person()], make_job()
    with Edit(Root("film", film.pk), editor=ann) as edit:
        new_credit = Credit.objects.create(film=film, person=people[1], job=job)
        edit.keep()
    before = newest_revision_id(Root("film", film.pk))
    new_merge = merge_into(*people)
    copy = WorkingCopy.objects.get()
    assert copy.patch["credit"][str(new_credit.pk)]["is"]["person"] == people[0].pk
    assert copy.mentions.filter(noun="person", key=str(people[0].pk)).exists()
    assert newest_revision_id(Root("film", film.pk)) > before
    unmerge(new_merge, editor=ann)
    assert WorkingCopy.objects.get().patch["credit"][str(new_credit.pk)]["is"]["person"] == people[1].pk


def test_a_merge_that_would_break_a_working_copy_is_refused(film, merge_into, ann):
    companies = [make_company(), make_company()]
    make_film_company(film, company=companies[0])
    with Edit(Root("film", film.pk), editor=ann) as edit:
        make_film_company(film, company=companies[1])
        edit.keep()
    with pytest.raises(RefusedError, match="The working copy of “The Way Back” no longer fits"):
        merge_into(*companies)
    assert not Merge.objects.exists()


def test_a_chain_of_merges_leads_to_its_end_in_one_query(merge_into, django_assert_num_queries):
    people = [make_person() for _ in range(4)]
    for goes, stays in pairwise(people):
        merge_into(stays, goes)
    for person in people[:3]:
        with django_assert_num_queries(1):
            assert survivors("person", [person.pk]).get(person.pk) == people[3].pk
    assert survivors("person", [people[3].pk]).get(people[3].pk) is None
    assert survivors("film", [people[0].pk]).get(people[0].pk) is None


def test_a_form_that_was_open_over_a_merge_is_told_what_the_merge_changed(film, merge_into, ann):
    people = [make_person(), make_person()]
    credit = make_credit(film, person=people[1])
    root = Root("film", film.pk)
    seen_revision = newest_revision_id(root)
    merge_into(*people)
    with Edit(root, editor=ann, seen_revisions={root: seen_revision}) as edit:
        Credit.objects.filter(pk=credit.pk).update(billing_order=3)
        edit.keep()
    assert edit.newer_revision
    assert edit.their_patches[root]["credit"][str(credit.pk)]["is"] == {"person": people[0].pk}
    assert edit.your_patches[root]["credit"][str(credit.pk)]["is"] == {"billing_order": 3}


def test_what_named_somebody_before_a_merge_names_the_survivor_when_it_comes_back(film, merge_into, ann):
    Film.objects.all().withdraw()
    people, root = [make_person(), make_person()], Root("film", film.pk)
    with Edit(root, editor=ann) as edit:
        credit = make_credit(film, person=people[1])
        edit.keep()
    before = newest_revision_id(root)
    with Edit(root, editor=ann) as edit:
        Credit.objects.filter(pk=credit.pk).delete()
        edit.keep()
    merge_into(*people)
    revert(root, before, editor=ann)
    assert Credit.objects.get(pk=credit.pk).person == people[0]

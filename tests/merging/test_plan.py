"""The plan of a merge: what it tells, the values that are picked, and what is refused."""

import pytest

from catalog.editing.documents import RefusedError, Root
from catalog.editing.edit import apply_change
from catalog.editing.history import OvertakenError
from catalog.editing.patches import Patch, RowChange
from catalog.merging.describe import describe_collisions, describe_moves
from catalog.merging.merge import merge
from catalog.merging.plan import MergePlan
from catalog.models import (
    Film,
    Merge,
    Person,
    State,
    WorkingCopy,
)
from tests.factories import (
    make_comment,
    make_film,
    make_person,
    make_release,
    make_synopsis,
    make_vote,
)

pytestmark = pytest.mark.django_db


def test_two_ids_of_one_catalogue_both_stay_and_are_told(merge_into):
    people = [make_person(), make_person()]
    for number, person in enumerate(people, 1):
        person.external_ids.create(scheme_id="imdb", value=f"nm000000{number}")
    plan = MergePlan(noun="person", survivor=people[0].pk, loser=people[1].pk)
    assert "IMDb calls them nm0000001 and nm0000002" in str(describe_collisions(plan))
    merge_into(*people)
    assert people[0].external_ids.count() == 2


def test_a_plan_tells_what_moves_and_collides_and_changes_nothing(merge_into):
    films = [make_film(), make_film()]
    for film in films:
        make_synopsis(film, lead=True)
        make_vote(film, voter="ann")
    make_comment(films[1])
    plan = MergePlan(noun="film", survivor=films[0].pk, loser=films[1].pk)
    assert [(words, count) for words, count, _ in describe_moves(plan)] == [("1 comment", 1), ("1 synopsis", 1)]
    assert "Visitors who voted on both: 1" in str(describe_collisions(plan))
    assert "lead in one language" in str(describe_collisions(plan))
    assert Film.objects.count() == 2


def test_each_field_is_as_it_was_picked(merge_into):
    stays = make_person(name="Peter Weir", born="1944", names=["Pete"], biography="His.")
    goes = make_person(name="Peter Lindsay Weir", born="1944-08-21", names=["Pete", "P. Weir"], biography="Other.")
    merge_into(stays, goes, picks={"born": "loser"})
    stays.refresh_from_db()
    assert (stays.name, str(stays.born), stays.biography) == ("Peter Weir", "1944-08-21", "His.")
    assert [row.name for row in stays.names.all()] == ["Pete", "P. Weir", "Peter Lindsay Weir"]
    assert " lindsay" in stays.search_text


def test_choices_of_several_can_be_united(merge_into):
    films = [make_film(), make_film()]
    films[0].countries.set(["US"])
    films[1].countries.set(["PL", "US"])
    merge_into(*films, picks={"countries": "both"})
    assert set(films[0].countries.values_list("pk", flat=True)) == {"US", "PL"}


@pytest.mark.parametrize("picks", [{"state": "loser"}, {"name": "both"}, {"name": "theirs"}, {"shoe_size": "loser"}])
def test_what_is_no_pick_is_refused(merge_into, picks):
    with pytest.raises(RefusedError, match="Choose again"):
        merge_into(make_person(), make_person(), picks=picks)


def test_dates_that_do_not_go_together_are_refused(merge_into):
    with pytest.raises(RefusedError, match="Nobody dies before being born"):
        merge_into(make_person(born="1990"), make_person(died="1950"), picks={"died": "loser"})
    films = [make_film(given_date="1999"), make_film()]
    make_release(films[1], date="2010")
    with pytest.raises(RefusedError, match="first dated release"):
        merge_into(*films)
    assert Film.objects.count() == 2


def test_what_cannot_be_merged_says_why(merge_into, film, ann):
    person, deleted_person = make_person(), make_person()
    with pytest.raises(RefusedError, match="one and the same"):
        merge_into(person, person)
    Person.objects.filter(pk=deleted_person.pk).delete()
    with pytest.raises(RefusedError, match="bring it back first"):
        merge_into(person, deleted_person)
    with pytest.raises(RefusedError, match="Publish the one that stays first"):
        merge_into(make_film(state=State.DRAFT), film)
    WorkingCopy.objects.create(film=film, patch={"film": {str(film.pk): {"was": {"title": "A"}, "is": {"title": "B"}}}})
    with pytest.raises(RefusedError, match="Publish it or drop it first"):
        merge_into(make_film(), film)
    with pytest.raises(RefusedError, match="can’t be merged"):
        merge(noun="job", survivor=1, loser=2, editor=ann)
    assert not Merge.objects.exists()


def test_the_same_merge_twice_is_refused(merge_into):
    people = [make_person(), make_person()]
    merge_into(*people)
    with pytest.raises(RefusedError, match=f"merged into {people[0].pk} already"):
        merge_into(*people)
    with pytest.raises(RefusedError, match="already"):
        merge_into(people[1], people[0])


def test_a_merge_over_somebodys_newer_save_is_refused(merge_into, ann):
    people = [make_person(), make_person()]
    seen_revisions = MergePlan(noun="person", survivor=people[0].pk, loser=people[1].pk).newest_revisions
    change = Patch.of([RowChange("person", str(people[1].pk), {"birthplace": ""}, {"birthplace": "Sydney"})])
    apply_change(Root("person", people[1].pk), change, editor=ann)
    with pytest.raises(OvertakenError):
        merge_into(*people, seen_revisions=seen_revisions)
    assert Person.objects.count() == 2

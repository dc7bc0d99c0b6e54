"""A merge is taken back without undoing what was edited since."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.editing.documents import RefusedError, Root
from catalog.editing.references import survivors
from catalog.merging import MERGEABLE_NOUNS
from catalog.merging.unmerge import unmerge
from catalog.models import (
    Character,
    Citation,
    Credit,
    Deed,
    Film,
    Person,
    RatingSummary,
    Revision,
    Source,
    Synopsis,
    Vote,
)
from tests.api.conftest import whole_film
from tests.factories import (
    in_a_week,
    make_award,
    make_citation,
    make_credit,
    make_film,
    make_job,
    make_person,
    make_person_name,
    make_source,
    make_synopsis,
    make_vote,
)
from tests.merging.documents import read_documents

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("noun", MERGEABLE_NOUNS)
def test_a_merge_taken_back_leaves_all_as_it_was(noun, merge_into, ann):
    film, other_film = whole_film(credit_count=2, rows=2), whole_film(credit_count=2, rows=2)
    rows = {
        "film": lambda: (film, other_film),
        "person": lambda: (film.credits.first().person, other_film.credits.first().person),
        "company": lambda: (film.film_companies.first().company, other_film.film_companies.first().company),
        "source": lambda: (film.synopses.first().source, other_film.synopses.first().source),
        "character": lambda: (Character.objects.first(), Character.objects.last()),
    }[noun]()
    shared_source = make_source()
    for each_film in (film, other_film):
        make_citation(each_film, source=shared_source, field="title")
        make_vote(each_film, voter="ann")
        make_synopsis(each_film, lead=True)
        credit = make_credit(each_film, person=film.credits.first().person)
        make_citation(each_film, credit=credit, source=shared_source)
    roots = [Root("film", film.pk), Root("film", other_film.pk), *(Root(noun, row.pk) for row in rows)]
    before = read_documents(*roots)
    new_merge = merge_into(*rows, picks={"note": "loser"} if noun != "character" else {"name": "loser"})
    assert read_documents(*roots) != before
    result = unmerge(new_merge, editor=ann, note="two after all")
    assert result.unrestored_rows == []
    assert read_documents(*roots) == before
    assert survivors(noun, [rows[1].pk]).get(rows[1].pk) is None
    assert set(Revision.objects.filter(deed=Deed.UNMERGED).values_list("note", flat=True)) == {"two after all"}


def test_edits_made_since_stay_when_a_merge_is_taken_back(film, merge_into, ann):
    people, job = [make_person(name="A"), make_person(name="B", biography="Hers.")], make_job()
    film_credits = [make_credit(film, person=people[1], job=make_job(f"Job {n}")) for n in range(4)]
    new_merge = merge_into(*people, picks={"biography": "loser", "name": "loser"})
    other_person = make_person()
    Credit.objects.filter(pk=film_credits[0].pk).update(billing_order=7)
    Credit.objects.filter(pk=film_credits[1].pk).update(person=other_person)
    film_credits[2].delete()
    new_credit = make_credit(film, person=people[0], job=job)
    Person.objects.filter(pk=people[0].pk).update(biography="Written since.")
    result = unmerge(new_merge, editor=ann)
    people_of_credits = dict(Credit.objects.values_list("pk", "person"))
    assert people_of_credits == {
        film_credits[0].pk: people[1].pk,
        film_credits[1].pk: other_person.pk,
        film_credits[3].pk: people[1].pk,
        new_credit.pk: people[0].pk,
    }
    assert Credit.objects.get(pk=film_credits[0].pk).billing_order == 7
    stays = Person.objects.get(pk=people[0].pk)
    assert (stays.name, stays.biography) == ("A", "Written since.")
    assert Person.objects.get(pk=people[1].pk).biography == "Hers."
    assert len(result.unrestored_rows) == 3
    assert any("1 credit: deleted since" in line for line in result.unrestored_rows)


def test_of_several_who_were_honoured_only_the_merged_one_goes_back(film, merge_into, ann):
    people, later = [make_person(), make_person()], make_person()
    award = make_award(film, recipients=[people[1]])
    new_merge = merge_into(*people)
    award.recipients.add(later)
    unmerge(new_merge, editor=ann)
    assert set(award.recipients.all()) == {people[1], later}


def test_a_vote_changed_since_stays_where_it_was_cast(merge_into, ann):
    films = [make_film(), make_film()]
    make_vote(films[0], voter="ann", stars=1)
    make_vote(films[1], voter="ann", stars=5)
    new_merge = merge_into(*films)
    make_vote(films[0], voter="ann", stars=3)
    result = unmerge(new_merge, editor=ann)
    assert list(Vote.objects.values_list("film", "stars")) == [(films[0].pk, 3)]
    assert RatingSummary.objects.get(film=films[0]).count == 1
    assert "1 vote" in " ".join(result.unrestored_rows)


def test_a_lead_named_since_leads_on(merge_into, ann):
    films = [make_film(), make_film()]
    make_synopsis(films[0], lead=True)
    moved_text, other_text = make_synopsis(films[1], lead=True), make_synopsis(films[1])
    new_merge = merge_into(*films)
    Synopsis.objects.filter(film=films[0], lead=True).update(lead=False)
    Synopsis.objects.filter(pk=other_text.pk).update(lead=True)
    result = unmerge(new_merge, editor=ann)
    assert Synopsis.objects.get(pk=other_text.pk).lead
    assert not Synopsis.objects.get(pk=moved_text.pk).lead
    assert "stand in the way" in " ".join(result.unrestored_rows)


def test_the_inner_merge_of_a_chain_is_taken_back_last(merge_into, ann):
    first, second, third = (make_person() for _ in range(3))
    inner = merge_into(second, first)
    outer = merge_into(third, second)
    with pytest.raises(RefusedError, match="Take that merge back first"):
        unmerge(inner, editor=ann)
    unmerge(outer, editor=ann)
    unmerge(inner, editor=ann)
    assert Person.objects.count() == 3
    with pytest.raises(RefusedError, match="taken back already"):
        unmerge(inner, editor=ann)


def test_what_was_merged_can_be_merged_again_after_it_was_taken_back(merge_into, ann):
    people = [make_person(), make_person()]
    unmerge(merge_into(*people), editor=ann)
    merge_into(people[1], people[0])
    assert survivors("person", [people[0].pk]).get(people[0].pk) == people[1].pk


def price_of_a_merge(merge_into, films):
    sources = [make_source(), make_source()]
    for film in Film.objects.bulk_create(
        Film(title=f"F {n}", state="published", published_from=in_a_week()) for n in range(films)
    ):
        Citation.objects.bulk_create(Citation(film=film, source=source, field="title") for source in sources)
        Citation.objects.create(film=film, source=sources[1], field="logline")
    with CaptureQueriesContext(connection) as queries:
        new_merge = merge_into(*sources)
    assert Citation.objects.filter(source=sources[0]).count() == 2 * films
    return len(queries), new_merge


def test_a_merge_costs_no_query_a_row(merge_into, ann):
    few_queries, _ = price_of_a_merge(merge_into, 3)
    many_queries, new_merge = price_of_a_merge(merge_into, 60)
    assert many_queries <= few_queries + 3
    with CaptureQueriesContext(connection) as queries:
        unmerge(new_merge, editor=ann)
    assert len(queries) < many_queries + 20
    assert Source.objects.count() == 3


def test_the_name_that_a_merge_kept_goes_when_it_is_taken_back(merge_into, ann):
    stays, goes = make_person(name="Peter Weir"), make_person(name="Pete Weir", names=["Wee"])
    make_person_name(stays, name="Wee", public=False)
    before = read_documents(Root("person", stays.pk), Root("person", goes.pk))
    merge = merge_into(stays, goes)
    assert [(row.name, row.public) for row in stays.names.all()] == [("Wee", False), ("Pete Weir", True)]
    stays.refresh_from_db()
    assert (stays.search_text, stays.desk_search_text) == (" peter weir pete", " peter weir wee pete")
    assert unmerge(merge, editor=ann).unrestored_rows == []
    assert read_documents(Root("person", stays.pk), Root("person", goes.pk)) == before
    stays.refresh_from_db()
    assert stays.desk_search_text == " peter weir wee"


def test_a_kept_name_that_was_edited_since_stays(merge_into, ann):
    stays, goes = make_person(name="Peter Weir"), make_person(name="Pete Weir")
    merge = merge_into(stays, goes)
    stays.names.update(kind="spelling")
    [sentence] = unmerge(merge, editor=ann).unrestored_rows
    assert "changed since" in sentence
    assert stays.names.count() == 1

"""Two nouns become one, with all that points at them; and two again, without undoing what was edited since."""

from itertools import pairwise
from threading import Barrier, Thread

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.editing.documents import PARTS, RefusedError, Root, model_of, read_document
from catalog.editing.edit import Edit, apply_change
from catalog.editing.history import OvertakenError, newest_revision_id
from catalog.editing.patches import Patch, RowChange
from catalog.editing.references import survivors
from catalog.editing.revert import revert
from catalog.merging import MERGEABLE_NOUNS
from catalog.merging.describe import describe_collisions, describe_moves
from catalog.merging.merge import merge
from catalog.merging.plan import MergePlan
from catalog.merging.referring_rows import PREVIEW_LINK, RATING_SUMMARY, WORKING_COPY, references_to
from catalog.merging.unmerge import unmerge
from catalog.models import (
    Character,
    Citation,
    Credit,
    Deed,
    EventCharacter,
    Film,
    Merge,
    Person,
    PreviewLink,
    RatingSummary,
    Revision,
    Source,
    State,
    Synopsis,
    Vote,
    WorkingCopy,
)
from tests.api.conftest import whole_film
from tests.factories import (
    in_a_week,
    make_award,
    make_citation,
    make_comment,
    make_company,
    make_credit,
    make_event,
    make_film,
    make_film_company,
    make_image,
    make_job,
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


@pytest.fixture
def ann():
    return User.objects.create_user("ann")


@pytest.fixture
def one(ann):
    """Merge the second row into the first."""

    def act(survivor, loser, **more):
        noun = survivor._meta.model_name
        return merge(**({"noun": noun, "survivor": survivor.pk, "loser": loser.pk, "editor": ann} | more))

    return act


def whole(*roots):
    """All that the tables hold of some nouns, with what visitors added; a summary's own number is nobody's business."""
    found = [read_document(root, with_visitor_rows=True) for root in roots]
    return [document | {RATING_SUMMARY: list(document.get(RATING_SUMMARY, {}).values())} for document in found]


def character(name):
    return Character.objects.create(name=name)


def test_whatever_points_at_a_noun_is_found():
    """A new relation shows up here: look whether it should move, and how two of it collide."""
    found = {noun: sorted(f"{one.noun}.{one.field}" for one in references_to(noun)) for noun in MERGEABLE_NOUNS}
    of_film = [f"{noun}.film" for noun, path in PARTS["film"].items() if path == "film"]
    assert found == {
        "person": ["award.recipients", "credit.person", "externalid.person", "image.person", "work.authors"],
        "company": ["externalid.company", "filmcompany.company"],
        "character": ["credit.characters", "eventcharacter.character"],
        "source": ["article.source", "citation.source", "image.source", "reading.source", "synopsis.source"],
        "film": sorted(
            [*of_film, "vote.film", "comment.film", "proposal.film"]
            + [f"{noun}.film" for noun in (RATING_SUMMARY, PREVIEW_LINK, WORKING_COPY)]
        ),
    }


def test_nothing_points_at_a_noun_from_outside_of_the_catalogue():
    for noun in MERGEABLE_NOUNS:
        assert all(model_of(one.noun)._meta.app_label == "catalog" for one in references_to(noun))


def test_all_that_names_a_person_names_the_survivor(film, one):
    stays, goes = make_person(name="Peter Weir"), make_person(name="P. Weir")
    make_credit(film, person=goes)
    make_award(film, recipients=[goes, make_person()])
    make_work(film, authors=[goes])
    make_image(person=goes, kind="portrait")
    goes.external_ids.create(scheme="imdb", value="nm0001837")
    one(stays, goes)
    assert not Person.objects.filter(pk=goes.pk).exists()
    assert (stays.credits.count(), stays.awards.count(), stays.works.count()) == (1, 1, 1)
    assert (stays.images.count(), stays.external_ids.count()) == (1, 1)


def test_all_that_names_a_source_names_the_survivor(film, one):
    stays, goes = make_source(), make_source()
    make_citation(film, source=goes, field="title")
    make_synopsis(film, source=goes)
    make_question(film, readings=[(goes, "a well")])
    make_image(film, source=goes)
    one(stays, goes)
    assert [getattr(stays, name).count() for name in ("citations", "synopses", "readings", "images")] == [1] * 4


def test_all_that_names_a_character_names_the_survivor(film, one):
    stays, goes = character("Janusz"), character("Janus")
    credit = make_credit(film)
    credit.characters.set([goes])
    EventCharacter.objects.create(event=make_event(film), character=goes)
    one(stays, goes)
    assert list(credit.characters.all()) == [stays]
    assert EventCharacter.objects.get().character == stays


def test_a_film_takes_all_rows_of_the_other(one, ann):
    stays, goes = make_film(title="The Way Back"), whole_film(credited=3, rows=2)
    PreviewLink.objects.create(film=goes, expires_at=in_a_week())
    before = whole(Root("film", goes.pk))[0]
    one(stays, goes)
    after = whole(Root("film", stays.pk))[0]
    moved = before.keys() - {"film", "ratingsummary"}
    assert {noun: list(after[noun]) for noun in moved} == {noun: list(before[noun]) for noun in moved}
    assert not Film.objects.filter(pk=goes.pk).exists()
    assert not PreviewLink.objects.exists()


def test_what_follows_from_a_films_rows_is_worked_out_anew(one):
    stays, goes = make_film(title="The Way Back"), make_film(title="Other")
    make_release(goes, date="2010-09-03")
    make_title(goes, title="Niepokonani")
    one(stays, goes)
    stays.refresh_from_db()
    assert stays.year == 2010
    assert "niepokonani" in stays.search_text


def test_the_same_row_of_two_films_is_there_once_and_its_citations_are_united(one):
    person, job = make_person(), make_job()
    films = [make_film(), make_film()]
    entered = [make_credit(film, person=person, job=job) for film in films]
    shared, other = make_source(), make_source()
    make_citation(films[0], credit=entered[0], source=shared)
    make_citation(films[1], credit=entered[1], source=shared, quote="Peter W.")
    make_citation(films[1], credit=entered[1], source=other)
    release = [make_release(film, country_id="US") for film in films]
    one(*films)
    assert Credit.objects.get() == entered[0]
    assert set(entered[0].citations.values_list("source", "quote")) == {(shared.pk, "Peter W."), (other.pk, "")}
    assert films[0].releases.get() == release[0]


def test_a_persons_credit_of_the_same_job_in_the_same_film_is_there_once(film, one):
    people = [make_person(), make_person()]
    job = make_job("Director", "Directing")
    entered = [make_credit(film, person=person, job=job) for person in people]
    entered[1].credited_as = "P. Weir"
    entered[1].save()
    make_credit(film, person=people[1], job=make_job("Writer", "Writing"))
    one(*people)
    assert sorted(Credit.objects.values_list("job__name", "credited_as")) == [("Director", "P. Weir"), ("Writer", "")]


def test_two_credits_under_two_names_stay_two(film, one):
    people, job = [make_person(), make_person()], make_job()
    for person, name in zip(people, ("A", "B"), strict=True):
        make_credit(film, person=person, job=job, credited_as=name)
    one(*people)
    assert people[0].credits.count() == 2


def test_credits_that_name_nobody_are_never_one(one):
    films = [make_film(), make_film()]
    for film in films:
        make_credit(film, missing_reason="stripped", job=make_job())
    one(*films)
    assert films[0].credits.count() == 2


@pytest.mark.parametrize("unique", ["film_company", "title", "film_work", "citation", "event"])
def test_what_a_rule_allows_only_once_is_there_once(film, one, unique):
    if unique == "film_company":
        two = [make_company(), make_company()]
        rows = [make_film_company(film, company=company) for company in two]
    elif unique == "citation":
        two = [make_source(), make_source()]
        rows = [make_citation(film, source=source, field="title") for source in two]
    elif unique == "event":
        two, event = [character("A"), character("B")], make_event(film)
        rows = [EventCharacter.objects.create(event=event, character=someone) for someone in two]
    else:
        two = [film, make_film()]
        work = make_work(two[0])
        rows = (
            [make_title(one, title="X") for one in two]
            if unique == "title"
            else [work, two[1].film_works.create(work=work.work)]
        )
    one(*two)
    assert list(type(rows[0]).objects.all()) == [rows[0]]


def test_of_two_votes_of_one_visitor_the_later_one_stays(one):
    films = [make_film(), make_film()]
    make_vote(films[0], voter="ann", stars=1)
    make_vote(films[1], voter="ann", stars=5)
    make_vote(films[1], voter="bob", stars=2)
    make_vote(films[0], voter="bob", stars=3)
    one(*films)
    assert set(Vote.objects.values_list("film", "voter", "stars")) == {
        (films[0].pk, "ann", 5),
        (films[0].pk, "bob", 3),
    }
    summary = RatingSummary.objects.get()
    assert (summary.film_id, summary.count, summary.stars_5, summary.stars_3) == (films[0].pk, 2, 1, 1)


def test_of_two_leading_synopses_the_survivors_leads_on(one):
    films = [make_film(), make_film()]
    texts = [make_synopsis(film, lead=True) for film in films]
    one(*films)
    assert list(films[0].synopses.filter(lead=True)) == [texts[0]]
    assert films[0].synopses.count() == 2


def test_two_ids_of_one_catalogue_both_stay_and_are_told(one):
    people = [make_person(), make_person()]
    for number, person in enumerate(people, 1):
        person.external_ids.create(scheme="imdb", value=f"nm000000{number}")
    plan = MergePlan(noun="person", survivor=people[0].pk, loser=people[1].pk)
    assert "IMDb calls them nm0000001 and nm0000002" in str(describe_collisions(plan))
    one(*people)
    assert people[0].external_ids.count() == 2


def test_a_plan_tells_what_moves_and_collides_and_changes_nothing(one):
    films = [make_film(), make_film()]
    for film in films:
        make_synopsis(film, lead=True)
        make_vote(film, voter="ann")
    make_comment(films[1])
    plan = MergePlan(noun="film", survivor=films[0].pk, loser=films[1].pk)
    assert [(what, count) for what, count, _ in describe_moves(plan)] == [("comment", 1), ("synopsis", 1)]
    assert "Visitors who voted on both: 1" in str(describe_collisions(plan))
    assert "lead in one language" in str(describe_collisions(plan))
    assert Film.objects.count() == 2


def test_each_field_is_as_it_was_picked(one):
    stays = make_person(name="Peter Weir", born="1944", other_names="Pete", biography="His.")
    goes = make_person(name="Peter Lindsay Weir", born="1944-08-21", other_names="Pete\nP. Weir", biography="Other.")
    one(stays, goes, picks={"born": "loser", "other_names": "both"})
    stays.refresh_from_db()
    assert (stays.name, str(stays.born), stays.biography) == ("Peter Weir", "1944-08-21", "His.")
    assert stays.other_names.splitlines() == ["Pete", "P. Weir", "Peter Lindsay Weir"]
    assert " lindsay" in stays.search_text


def test_choices_of_several_can_be_united(one):
    films = [make_film(), make_film()]
    films[0].countries.set(["US"])
    films[1].countries.set(["PL", "US"])
    one(*films, picks={"countries": "both"})
    assert set(films[0].countries.values_list("pk", flat=True)) == {"US", "PL"}


@pytest.mark.parametrize("picks", [{"state": "loser"}, {"name": "both"}, {"name": "theirs"}, {"shoe_size": "loser"}])
def test_what_is_no_pick_is_refused(one, picks):
    with pytest.raises(RefusedError, match="Choose again"):
        one(make_person(), make_person(), picks=picks)


def test_dates_that_do_not_go_together_are_refused(one):
    with pytest.raises(RefusedError, match="Nobody dies before being born"):
        one(make_person(born="1990"), make_person(died="1950"), picks={"died": "loser"})
    films = [make_film(given_date="1999"), make_film()]
    make_release(films[1], date="2010")
    with pytest.raises(RefusedError, match="first dated release"):
        one(*films)
    assert Film.objects.count() == 2


def test_what_cannot_be_merged_says_why(one, film, ann):
    person, gone = make_person(), make_person()
    with pytest.raises(RefusedError, match="one and the same"):
        one(person, person)
    Person.objects.filter(pk=gone.pk).delete()
    with pytest.raises(RefusedError, match="bring it back first"):
        one(person, gone)
    with pytest.raises(RefusedError, match="Publish the one that stays first"):
        one(make_film(state=State.DRAFT), film)
    WorkingCopy.objects.create(film=film, patch={"film": {str(film.pk): {"was": {"title": "A"}, "is": {"title": "B"}}}})
    with pytest.raises(RefusedError, match="Publish it or drop it first"):
        one(make_film(), film)
    with pytest.raises(RefusedError, match="can’t be merged"):
        merge(noun="job", survivor=1, loser=2, editor=ann)
    assert not Merge.objects.exists()


def test_the_same_merge_twice_is_refused(one):
    people = [make_person(), make_person()]
    one(*people)
    with pytest.raises(RefusedError, match=f"merged into {people[0].pk} already"):
        one(*people)
    with pytest.raises(RefusedError, match="already"):
        one(people[1], people[0])


def test_a_merge_over_somebodys_newer_save_is_refused(one, ann):
    people = [make_person(), make_person()]
    seen = MergePlan(noun="person", survivor=people[0].pk, loser=people[1].pk).newest_revisions
    change = Patch.of([RowChange("person", str(people[1].pk), {"birthplace": ""}, {"birthplace": "Sydney"})])
    apply_change(Root("person", people[1].pk), change, editor=ann)
    with pytest.raises(OvertakenError):
        one(*people, seen_revisions=seen)
    assert Person.objects.count() == 2


def test_everybody_whose_rows_changed_has_it_in_their_history(film, one):
    people = [make_person(name="Weir"), make_person(name="P. Weir")]
    make_credit(film, person=people[1])
    made = one(*people, note="the same one")
    told = {(one.noun, int(one.key), one.deed, one.label, one.note) for one in made.revisions.all()}
    assert told == {
        (noun, key, Deed.MERGED, label, "the same one")
        for noun, key, label in [
            ("film", film.pk, str(film)),
            ("person", people[0].pk, "Weir"),
            ("person", people[1].pk, "P. Weir"),
        ]
    }
    credit = Revision.objects.get(noun="film").patch["credit"]
    assert list(credit.values()) == [{"was": {"person": people[1].pk}, "is": {"person": people[0].pk}}]


def test_films_whose_rows_changed_say_so(film, one):
    people, was = [make_person(), make_person()], film.updated_at
    make_credit(film, person=people[1])
    was = Film.objects.get(pk=film.pk).updated_at
    one(*people)
    assert Film.objects.get(pk=film.pk).updated_at > was


def test_a_working_copy_that_names_the_loser_names_the_survivor(film, one, ann):
    people, job = [make_person(), make_person()], make_job()
    with Edit(Root("film", film.pk), editor=ann) as edit:
        made = Credit.objects.create(film=film, person=people[1], job=job)
        edit.keep()
    before = newest_revision_id(Root("film", film.pk))
    merged = one(*people)
    copy = WorkingCopy.objects.get()
    assert copy.patch["credit"][str(made.pk)]["is"]["person"] == people[0].pk
    assert copy.mentions.filter(noun="person", key=str(people[0].pk)).exists()
    assert newest_revision_id(Root("film", film.pk)) > before
    unmerge(merged, editor=ann)
    assert WorkingCopy.objects.get().patch["credit"][str(made.pk)]["is"]["person"] == people[1].pk


def test_a_merge_that_would_break_a_working_copy_is_refused(film, one, ann):
    companies = [make_company(), make_company()]
    make_film_company(film, company=companies[0])
    with Edit(Root("film", film.pk), editor=ann) as edit:
        make_film_company(film, company=companies[1])
        edit.keep()
    with pytest.raises(RefusedError, match="The working copy of “The Way Back” no longer fits"):
        one(*companies)
    assert not Merge.objects.exists()


def test_a_chain_of_merges_leads_to_its_end_in_one_query(one, django_assert_num_queries):
    people = [make_person() for _ in range(4)]
    for goes, stays in pairwise(people):
        one(stays, goes)
    for person in people[:3]:
        with django_assert_num_queries(1):
            assert survivors("person", [person.pk]).get(person.pk) == people[3].pk
    assert survivors("person", [people[3].pk]).get(people[3].pk) is None
    assert survivors("film", [people[0].pk]).get(people[0].pk) is None


@pytest.mark.parametrize("noun", MERGEABLE_NOUNS)
def test_a_merge_taken_back_leaves_all_as_it_was(noun, one, ann):
    film, other = whole_film(credited=2, rows=2), whole_film(credited=2, rows=2)
    made = {
        "film": lambda: (film, other),
        "person": lambda: (film.credits.first().person, other.credits.first().person),
        "company": lambda: (film.film_companies.first().company, other.film_companies.first().company),
        "source": lambda: (film.synopses.first().source, other.synopses.first().source),
        "character": lambda: (Character.objects.first(), Character.objects.last()),
    }[noun]()
    shared = make_source()
    for one_of in (film, other):
        make_citation(one_of, source=shared, field="title")
        make_vote(one_of, voter="ann")
        make_synopsis(one_of, lead=True)
        credit = make_credit(one_of, person=film.credits.first().person)
        make_citation(one_of, credit=credit, source=shared)
    roots = [Root("film", film.pk), Root("film", other.pk), *(Root(noun, row.pk) for row in made)]
    before = whole(*roots)
    merged = one(*made, picks={"note": "loser"} if noun != "character" else {"name": "loser"})
    assert whole(*roots) != before
    undone = unmerge(merged, editor=ann, note="two after all")
    assert undone.unrestored == []
    assert whole(*roots) == before
    assert survivors(noun, [made[1].pk]).get(made[1].pk) is None
    assert set(Revision.objects.filter(deed=Deed.UNMERGED).values_list("note", flat=True)) == {"two after all"}


def test_edits_made_since_stay_when_a_merge_is_taken_back(film, one, ann):
    people, job = [make_person(name="A"), make_person(name="B", biography="Hers.")], make_job()
    entered = [make_credit(film, person=people[1], job=make_job(f"Job {n}")) for n in range(4)]
    merged = one(*people, picks={"biography": "loser", "name": "loser"})
    other = make_person()
    Credit.objects.filter(pk=entered[0].pk).update(billing_order=7)
    Credit.objects.filter(pk=entered[1].pk).update(person=other)
    entered[2].delete()
    added = make_credit(film, person=people[0], job=job)
    Person.objects.filter(pk=people[0].pk).update(biography="Written since.")
    undone = unmerge(merged, editor=ann)
    now = dict(Credit.objects.values_list("pk", "person"))
    assert now == {
        entered[0].pk: people[1].pk,
        entered[1].pk: other.pk,
        entered[3].pk: people[1].pk,
        added.pk: people[0].pk,
    }
    assert Credit.objects.get(pk=entered[0].pk).billing_order == 7
    stays = Person.objects.get(pk=people[0].pk)
    assert (stays.name, stays.biography) == ("A", "Written since.")
    assert Person.objects.get(pk=people[1].pk).biography == "Hers."
    assert len(undone.unrestored) == 3
    assert any("1 credit: deleted since" in line for line in undone.unrestored)


def test_of_several_who_were_honoured_only_the_merged_one_goes_back(film, one, ann):
    people, later = [make_person(), make_person()], make_person()
    award = make_award(film, recipients=[people[1]])
    merged = one(*people)
    award.recipients.add(later)
    unmerge(merged, editor=ann)
    assert set(award.recipients.all()) == {people[1], later}


def test_a_vote_changed_since_stays_where_it_was_cast(one, ann):
    films = [make_film(), make_film()]
    make_vote(films[0], voter="ann", stars=1)
    make_vote(films[1], voter="ann", stars=5)
    merged = one(*films)
    make_vote(films[0], voter="ann", stars=3)
    undone = unmerge(merged, editor=ann)
    assert list(Vote.objects.values_list("film", "stars")) == [(films[0].pk, 3)]
    assert RatingSummary.objects.get(film=films[0]).count == 1
    assert "1 vote" in " ".join(undone.unrestored)


def test_a_lead_named_since_leads_on(one, ann):
    films = [make_film(), make_film()]
    make_synopsis(films[0], lead=True)
    moved, other = make_synopsis(films[1], lead=True), make_synopsis(films[1])
    merged = one(*films)
    Synopsis.objects.filter(film=films[0], lead=True).update(lead=False)
    Synopsis.objects.filter(pk=other.pk).update(lead=True)
    undone = unmerge(merged, editor=ann)
    assert Synopsis.objects.get(pk=other.pk).lead
    assert not Synopsis.objects.get(pk=moved.pk).lead
    assert "stand in the way" in " ".join(undone.unrestored)


def test_the_inner_merge_of_a_chain_is_taken_back_last(one, ann):
    first, second, third = (make_person() for _ in range(3))
    inner = one(second, first)
    outer = one(third, second)
    with pytest.raises(RefusedError, match="Take that merge back first"):
        unmerge(inner, editor=ann)
    unmerge(outer, editor=ann)
    unmerge(inner, editor=ann)
    assert Person.objects.count() == 3
    with pytest.raises(RefusedError, match="taken back already"):
        unmerge(inner, editor=ann)


def test_what_was_merged_can_be_merged_again_after_it_was_taken_back(one, ann):
    people = [make_person(), make_person()]
    unmerge(one(*people), editor=ann)
    one(people[1], people[0])
    assert survivors("person", [people[0].pk]).get(people[0].pk) == people[1].pk


def price_of_a_merge(one, films):
    sources = [make_source(), make_source()]
    for film in Film.objects.bulk_create(
        Film(title=f"F {n}", state="published", published_from=in_a_week()) for n in range(films)
    ):
        Citation.objects.bulk_create(Citation(film=film, source=source, field="title") for source in sources)
        Citation.objects.create(film=film, source=sources[1], field="logline")
    with CaptureQueriesContext(connection) as queries:
        made = one(*sources)
    assert Citation.objects.filter(source=sources[0]).count() == 2 * films
    return len(queries), made


def test_a_merge_costs_no_query_a_row(one, ann):
    few, _ = price_of_a_merge(one, 3)
    many, made = price_of_a_merge(one, 60)
    assert many <= few + 3
    with CaptureQueriesContext(connection) as queries:
        unmerge(made, editor=ann)
    assert len(queries) < many + 20
    assert Source.objects.count() == 3


def test_a_form_that_was_open_over_a_merge_is_told_what_the_merge_changed(film, one, ann):
    people = [make_person(), make_person()]
    credit = make_credit(film, person=people[1])
    root = Root("film", film.pk)
    seen = newest_revision_id(root)
    one(*people)
    with Edit(root, editor=ann, seen_revisions={root: seen}) as edit:
        Credit.objects.filter(pk=credit.pk).update(billing_order=3)
        edit.keep()
    assert edit.newer_revision
    assert edit.their_patches[root]["credit"][str(credit.pk)]["is"] == {"person": people[0].pk}
    assert edit.your_patches[root]["credit"][str(credit.pk)]["is"] == {"billing_order": 3}


def test_what_named_somebody_before_a_merge_names_the_survivor_when_it_comes_back(film, one, ann):
    Film.objects.all().withdraw()
    people, root = [make_person(), make_person()], Root("film", film.pk)
    with Edit(root, editor=ann) as edit:
        credit = make_credit(film, person=people[1])
        edit.keep()
    before = newest_revision_id(root)
    with Edit(root, editor=ann) as edit:
        Credit.objects.filter(pk=credit.pk).delete()
        edit.keep()
    one(*people)
    revert(root, before, editor=ann)
    assert Credit.objects.get(pk=credit.pk).person == people[0]


def at_once(*acts):
    """Do all at the same moment, each on a connection of its own; what each answered, or the error it met."""
    met = []
    gate = Barrier(len(acts))

    def run(act):
        try:
            gate.wait()
            met.append(act())
        except Exception as error:
            met.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return met


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_merges_that_cross_one_is_done_and_one_is_refused(one):
    for _ in range(3):
        people = [make_person(), make_person()]
        for film in [make_film(), make_film()]:
            for person in people:
                make_credit(film, person=person, job=make_job(f"Job {person.pk}"))
        met = at_once(lambda p=people: one(*p), lambda p=people: one(*p[::-1]))
        kinds = sorted(type(found).__name__ for found in met)
        assert kinds == ["Merge", "RefusedError"], met
        assert Person.objects.filter(pk__in=[person.pk for person in people]).get().credits.count() == 4


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_who_take_a_merge_back_at_once_one_is_refused(one, ann):
    people = [make_person(), make_person()]
    merged = one(*people)
    met = at_once(*[lambda: unmerge(merged, editor=ann)] * 2)
    assert sorted(type(found).__name__ for found in met) == ["RefusedError", "UnmergeResult"], met
    assert Person.objects.count() == 2

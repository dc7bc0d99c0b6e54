"""The desk merges two of a noun, takes it back, and decides on what is likely there twice."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.editing.documents import Root
from catalog.editing.edit import apply_change
from catalog.editing.patches import Patch, RowChange
from catalog.merging import MERGEABLE_NOUNS
from catalog.merging.merge import merge
from catalog.models import Character, DuplicatePair, DuplicateState, Merge, Person, State, WorkingCopy
from catalog.roles import REVIEWER
from tests.admin.desk_forms import address
from tests.factories import (
    make_citation,
    make_company,
    make_credit,
    make_film,
    make_film_company,
    make_person,
    make_source,
    make_synopsis,
    make_vote,
)

pytestmark = pytest.mark.django_db
MAKE = {
    "person": lambda name: make_person(name=name),
    "company": lambda name: make_company(name=name),
    "character": lambda name: Character.objects.create(name=name),
    "source": lambda name: make_source(title=name),
    "film": lambda name: make_film(title=name),
}


@pytest.fixture
def reviewer():
    user = User.objects.create_user("rita", password="correct horse battery", is_staff=True)
    user.groups.add(Group.objects.get(name=REVIEWER))
    return user


@pytest.fixture
def desk(client, reviewer):
    client.force_login(reviewer)
    return client


def two_of(noun):
    return [MAKE[noun](name) for name in ("One", "Other")]


def merge_page(rows, survivor=""):
    noun = rows[0]._meta.model_name
    return f"{address(noun, 'merge')}?left={rows[0].pk}&right={rows[1].pk}" + (
        f"&survivor={survivor}" if survivor else ""
    )


def form(desk, rows, survivor=""):
    """What a browser would send of the page of a merge, as it is."""
    shown = desk.get(merge_page(rows, survivor)).context
    fields = {one["side"]: one["key"] for one in shown["sides"]} | {"survivor": shown["survivor_side"]}
    fields |= {f"seen_{key}": seen for key, seen in shown["seen_revisions"].items()}
    return fields | {f"pick_{one['name']}": one["pick"] for one in shown["fields"]}


def send(desk, rows, fields):
    return desk.post(address(rows[0]._meta.model_name, "merge"), fields)


def said(response):
    return " ".join(str(message) for message in response.wsgi_request._messages)


@pytest.mark.parametrize("noun", MERGEABLE_NOUNS)
def test_two_of_a_noun_are_merged_and_two_again(desk, noun):
    rows = two_of(noun)
    model = type(rows[0])
    response = send(desk, rows, form(desk, rows) | {"note": "the same"})
    assert (response.status_code, response["Location"]) == (303, address(noun, "change", rows[0].pk))
    assert not model.objects.filter(pk=rows[1].pk).exists()
    made = Merge.objects.get()
    assert (made.editor.username, made.note, made.loser) == ("rita", "the same", rows[1].pk)
    merges = address(noun, "merges")
    assert "Other" in desk.get(merges).text
    assert desk.post(merges, {"merge": made.pk, "note": "no"}).status_code == 303
    assert model.objects.filter(pk=rows[1].pk).exists()
    assert "Taken back" in desk.get(merges).text


@pytest.mark.parametrize("noun", MERGEABLE_NOUNS)
def test_the_list_sends_exactly_two_to_be_merged(desk, noun):
    rows = [*two_of(noun), MAKE[noun]("Third")]
    page = address(noun, "changelist")

    def choose(chosen):
        return desk.post(page, {"action": "merge_two", "_selected_action": [row.pk for row in chosen]})

    assert choose(rows[:2])["Location"] == merge_page(rows)
    for chosen, word in ((rows[:1], "only one"), (rows, "more than two")):
        assert f"you chose {word}. Choose exactly two" in said(choose(chosen))
    assert address(noun, "duplicates") in desk.get(page).text
    assert address(noun, "merges") in desk.get(page).text


def test_the_page_shows_what_moves_and_what_collides_and_changes_nothing(desk):
    rows = two_of("film")
    for film in rows:
        make_vote(film, voter="ann")
        make_synopsis(film, lead=True)
    make_credit(rows[1], person=make_person(name="Peter Weir"))
    text = desk.get(merge_page(rows)).text
    assert "<strong>1 credit</strong>: Actor: Peter Weir" in text
    assert "Visitors who voted on both: 1" in text
    assert "lead in one language" in text
    assert Merge.objects.count() == 0


def test_each_field_that_differs_is_picked(desk):
    rows = [make_person(name="A", born="1944"), make_person(name="B", birthplace="Sydney", other_names="C")]
    fields = form(desk, rows)
    assert (fields["pick_birthplace"], fields["pick_other_names"], fields["pick_born"]) == ("right", "both", "left")
    send(desk, rows, fields | {"pick_name": "right"})
    person = Person.objects.get()
    assert (person.pk, person.name, person.birthplace, str(person.born)) == (rows[0].pk, "B", "Sydney", "1944")
    assert person.other_names.splitlines() == ["C", "A"]


def test_the_other_one_can_stay_and_the_sides_hold(desk):
    rows = [make_person(name="A"), make_person(name="B")]
    send(desk, rows, form(desk, rows, "right") | {"pick_name": "left"})
    person = Person.objects.get()
    assert (person.pk, person.name) == (rows[1].pk, "A")


def test_of_two_films_the_published_one_stays(desk):
    rows = [make_film(state=State.DRAFT), make_film()]
    assert form(desk, rows)["survivor"] == "right"
    refused = desk.get(merge_page(rows, "left"))
    assert "Publish the one that stays first" in refused.text
    assert "Merge them" not in refused.text


def test_a_save_in_between_refuses_the_merge_and_keeps_what_was_chosen(desk, reviewer):
    rows = [make_person(name="A"), make_person(name="B")]
    fields = form(desk, rows) | {"pick_name": "right", "note": "why"}
    change = Patch.of([RowChange("person", str(rows[1].pk), {"birthplace": ""}, {"birthplace": "Sydney"})])
    apply_change(Root("person", rows[1].pk), change, editor=reviewer)
    response = send(desk, rows, fields)
    assert response.status_code == 409
    assert "after you opened this page" in response.text
    assert next(one["pick"] for one in response.context["fields"] if one["name"] == "name") == "right"
    assert response.context["note"] == "why"
    assert Person.objects.count() == 2


@pytest.mark.parametrize("broken", ["left", "seen", "pick", "note", "same", "copy"])
def test_a_form_that_cannot_be_done_says_why(desk, broken):
    rows = two_of("film")
    fields = form(desk, rows)
    wanted = {"left": 400, "pick": 400}.get(broken, 409)
    if broken == "left":
        fields["left"] = "x"
    elif broken == "seen":
        del fields[f"seen_{rows[0].pk}"]
    elif broken == "pick":
        fields["pick_state"] = "right"
    elif broken == "note":
        fields["note"] = "x" * 1001
    elif broken == "same":
        fields["right"] = fields["left"]
    else:
        WorkingCopy.objects.create(
            film=rows[0], patch={"film": {str(rows[0].pk): {"was": {"title": "A"}, "is": {"title": "B"}}}}
        )
    response = send(desk, rows, fields)
    assert response.status_code == wanted
    assert 'role="alert"' in response.text
    assert not Merge.objects.exists()


@pytest.mark.parametrize(
    "query", ["", "?left=1", "?left=0&right=-1", "?left=99999999999999999999&right=1", "?left=a&right=%F0%9F%8E%AC"]
)
def test_an_address_that_names_no_two_says_so(desk, query):
    response = desk.get(address("person", "merge") + query)
    assert response.status_code in (200, 400)
    assert 'role="alert"' in response.text


@pytest.mark.parametrize("noun", MERGEABLE_NOUNS)
def test_who_may_not_merge_is_refused_on_every_way(client, editor, reviewer, noun):
    rows = two_of(noun)
    merged = merge(noun=noun, survivor=rows[0].pk, loser=rows[1].pk, editor=reviewer)
    rows = [rows[0], MAKE[noun]("Third")]
    DuplicatePair.objects.create(noun=noun, left=rows[0].pk, right=rows[1].pk, why="Same name")
    client.force_login(editor)
    pair = {"left": rows[0].pk, "right": rows[1].pk}
    refused = client.get(merge_page(rows))
    assert refused.status_code == 403
    assert f"may merge {type(rows[0])._meta.verbose_name_plural}" in refused.text
    assert client.post(address(noun, "merge"), pair).status_code == 403
    assert client.post(address(noun, "merges"), {"merge": merged.pk}).status_code == 403
    assert client.post(address(noun, "duplicates"), pair | {"do": "apart"}).status_code == 403
    assert client.post(address(noun, "duplicates"), {"do": "look"}).status_code == 403
    client.post(address(noun, "changelist"), {"action": "merge_two", "_selected_action": list(pair.values())})
    assert "merge_two" not in client.get(address(noun, "changelist")).text
    assert "Take back" not in client.get(address(noun, "merges")).text
    assert "Not the same<" not in client.get(address(noun, "duplicates")).text
    assert Merge.objects.filter(undone_at=None).count() == 1
    assert DuplicatePair.objects.get().state == DuplicateState.PROPOSED


def test_what_was_edited_since_is_told_when_a_merge_is_taken_back(desk, reviewer, film):
    rows = two_of("person")
    credit = make_credit(film, person=rows[1])
    merged = merge(noun="person", survivor=rows[0].pk, loser=rows[1].pk, editor=reviewer)
    credit.delete()
    response = desk.post(address("person", "merges"), {"merge": merged.pk}, follow=True)
    assert "What was edited since stays: 1 credit: deleted since." in response.text
    again = desk.post(address("person", "merges"), {"merge": merged.pk}, follow=True)
    assert "taken back already" in again.text


def test_the_desks_old_page_of_what_was_merged_leads_to_the_survivor(desk, reviewer):
    rows = two_of("person")
    merge(noun="person", survivor=rows[0].pk, loser=rows[1].pk, editor=reviewer)
    response = desk.get(address("person", "change", rows[1].pk))
    assert response["Location"] == address("person", "change", rows[0].pk)


def test_possible_duplicates_are_looked_for_kept_apart_and_proposed_again(desk):
    rows = [make_person(name="Peter Weir", born="1944") for _ in range(2)]
    page = address("person", "duplicates")
    pair = {"left": rows[0].pk, "right": rows[1].pk}
    desk.post(page, {"do": "look"})
    assert merge_page(rows).replace("&", "&amp;") in desk.get(page).text
    desk.post(page, pair | {"do": "apart"})
    assert "None." in desk.get(page).text
    desk.post(page, {"do": "look"})
    assert "None." in desk.get(page).text
    assert "Not the same, says rita" in desk.get(page, {"state": "not_the_same"}).text
    desk.post(page, pair | {"do": "again"})
    assert "born 1944" in desk.get(page).text


def test_a_page_that_would_look_for_too_long_names_the_command(desk, monkeypatch):
    monkeypatch.setattr("catalog.admin.pages.duplicates.MOST_ROWS_SEARCHED", 0)
    make_person()
    assert "manage.py find_duplicates person" in desk.get(address("person", "duplicates")).text
    desk.post(address("person", "duplicates"), {"do": "look"})
    assert "named no action" in desk.get(address("person", "duplicates")).text


def price(desk, page):
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(page).status_code == 200
    return len(queries)


def many(number):
    """Two films that collide so often, as many merges and proposals."""
    films = two_of("film")
    source = make_source()
    for film in films:
        for person in Person.objects.order_by("pk")[:number]:
            make_citation(film, credit=make_credit(film, person=person), source=source)
        for company in [make_company() for _ in range(number)]:
            make_film_company(film, company=company)
    for _ in range(number):
        rows = two_of("person")
        DuplicatePair.objects.create(noun="person", left=rows[0].pk, right=rows[1].pk, why="Same name")
        rows = two_of("person")
        merge(noun="person", survivor=rows[0].pk, loser=rows[1].pk, editor=None)
    return films


def test_pages_of_merging_cost_the_same_for_few_and_many(desk):
    for _ in range(4):
        make_person()
    pages = [merge_page(many(1)), address("person", "merges"), address("person", "duplicates")]
    few = [price(desk, page) for page in pages]
    pages[0] = merge_page(many(4))
    assert [price(desk, page) for page in pages] == few

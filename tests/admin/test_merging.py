"""The desk merges two rows of a noun, takes a merge back, and decides on possible duplicates."""

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
MAKERS = {
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


def make_two(noun):
    return [MAKERS[noun](name) for name in ("One", "Other")]


def merge_page(rows, survivor=""):
    noun = rows[0]._meta.model_name
    return f"{address(noun, 'merge')}?left={rows[0].pk}&right={rows[1].pk}" + (
        f"&survivor={survivor}" if survivor else ""
    )


def merge_fields(desk, rows, survivor=""):
    """Return the fields that a browser sends from the page of a merge in which nothing was changed."""
    context = desk.get(merge_page(rows, survivor)).context
    fields = {side["side"]: side["key"] for side in context["sides"]} | {"survivor": context["survivor_side"]}
    fields |= {f"seen_{key}": revision for key, revision in context["seen_revisions"].items()}
    return fields | {f"pick_{field['name']}": field["pick"] for field in context["fields"]}


def send(desk, rows, fields):
    return desk.post(address(rows[0]._meta.model_name, "merge"), fields)


def messages(response):
    return " ".join(str(message) for message in response.wsgi_request._messages)


@pytest.mark.parametrize("noun", MERGEABLE_NOUNS)
def test_two_rows_are_merged_and_the_merge_is_taken_back(desk, noun):
    rows = make_two(noun)
    model = type(rows[0])
    response = send(desk, rows, merge_fields(desk, rows) | {"note": "the same"})
    assert (response.status_code, response["Location"]) == (303, address(noun, "change", rows[0].pk))
    assert not model.objects.filter(pk=rows[1].pk).exists()
    row = Merge.objects.get()
    assert (row.editor.username, row.note, row.loser) == ("rita", "the same", rows[1].pk)
    merges = address(noun, "merges")
    assert "Other" in desk.get(merges).text
    assert desk.post(merges, {"merge": row.pk, "note": "no"}).status_code == 303
    assert model.objects.filter(pk=rows[1].pk).exists()
    assert "Taken back" in desk.get(merges).text


@pytest.mark.parametrize("noun", MERGEABLE_NOUNS)
def test_the_action_of_the_list_merges_exactly_two_rows(desk, noun):
    rows = [*make_two(noun), MAKERS[noun]("Third")]
    page = address(noun, "changelist")

    def send_selection(selection):
        return desk.post(page, {"action": "merge_two", "_selected_action": [row.pk for row in selection]})

    assert send_selection(rows[:2])["Location"] == merge_page(rows)
    for selection, word in ((rows[:1], "only one"), (rows, "more")):
        assert f"you chose {word}. Choose exactly two" in messages(send_selection(selection))
    assert address(noun, "duplicates") in desk.get(page).text
    assert address(noun, "merges") in desk.get(page).text


def test_the_page_shows_the_consequences_of_a_merge_and_changes_nothing(desk):
    rows = make_two("film")
    for film in rows:
        make_vote(film, voter="ann")
        make_synopsis(film, lead=True)
    make_credit(rows[1], person=make_person(name="Peter Weir"))
    text = desk.get(merge_page(rows)).text
    assert "<strong>1 credit</strong>: Actor: Peter Weir" in text
    assert "Visitors who voted on both: 1" in text
    assert "lead in one language" in text
    assert Merge.objects.count() == 0


def test_a_side_is_chosen_for_each_field_that_differs(desk):
    rows = [make_person(name="A", born="1944"), make_person(name="B", birthplace="Sydney", names=["C"])]
    fields = merge_fields(desk, rows)
    assert (fields["pick_birthplace"], fields["pick_born"]) == ("right", "left")
    send(desk, rows, fields | {"pick_name": "right"})
    person = Person.objects.get()
    assert (person.pk, person.name, person.birthplace, str(person.born)) == (rows[0].pk, "B", "Sydney", "1944")
    assert [row.name for row in person.names.all()] == ["C", "A"]


def test_the_right_row_can_survive_and_keep_fields_of_the_left(desk):
    rows = [make_person(name="A"), make_person(name="B")]
    send(desk, rows, merge_fields(desk, rows, "right") | {"pick_name": "left"})
    person = Person.objects.get()
    assert (person.pk, person.name) == (rows[1].pk, "A")


def test_of_two_films_the_published_one_survives(desk):
    rows = [make_film(state=State.DRAFT), make_film()]
    assert merge_fields(desk, rows)["survivor"] == "right"
    response = desk.get(merge_page(rows, "left"))
    assert "Publish the one that stays first" in response.text
    assert "Merge them" not in response.text


def test_a_merge_after_a_newer_save_is_refused_and_keeps_the_choices(desk, reviewer):
    rows = [make_person(name="A"), make_person(name="B")]
    fields = merge_fields(desk, rows) | {"pick_name": "right", "note": "why"}
    change = Patch.of([RowChange("person", str(rows[1].pk), {"birthplace": ""}, {"birthplace": "Sydney"})])
    apply_change(Root("person", rows[1].pk), change, editor=reviewer)
    response = send(desk, rows, fields)
    assert response.status_code == 409
    assert "after you opened this page" in response.text
    assert next(field["pick"] for field in response.context["fields"] if field["name"] == "name") == "right"
    assert response.context["note"] == "why"
    assert Person.objects.count() == 2


@pytest.mark.parametrize("fault", ["left", "seen", "pick", "note", "same", "copy"])
def test_a_merge_that_is_impossible_says_why(desk, fault):
    rows = make_two("film")
    fields = merge_fields(desk, rows)
    status = {"left": 400, "pick": 400}.get(fault, 409)
    if fault == "left":
        fields["left"] = "x"
    elif fault == "seen":
        del fields[f"seen_{rows[0].pk}"]
    elif fault == "pick":
        fields["pick_state"] = "right"
    elif fault == "note":
        fields["note"] = "x" * 1001
    elif fault == "same":
        fields["right"] = fields["left"]
    else:
        WorkingCopy.objects.create(
            film=rows[0], patch={"film": {str(rows[0].pk): {"was": {"title": "A"}, "is": {"title": "B"}}}}
        )
    response = send(desk, rows, fields)
    assert response.status_code == status
    assert 'role="alert"' in response.text
    assert not Merge.objects.exists()


@pytest.mark.parametrize(
    "query", ["", "?left=1", "?left=0&right=-1", "?left=99999999999999999999&right=1", "?left=a&right=%F0%9F%8E%AC"]
)
def test_an_address_without_two_rows_says_so(desk, query):
    response = desk.get(address("person", "merge") + query)
    assert response.status_code in (200, 400)
    assert 'role="alert"' in response.text


@pytest.mark.parametrize("noun", MERGEABLE_NOUNS)
def test_an_editor_who_may_not_merge_is_refused_everywhere(client, editor, reviewer, noun):
    rows = make_two(noun)
    row = merge(noun=noun, survivor=rows[0].pk, loser=rows[1].pk, editor=reviewer)
    rows = [rows[0], MAKERS[noun]("Third")]
    DuplicatePair.objects.create(noun=noun, left=rows[0].pk, right=rows[1].pk, why="Same name")
    client.force_login(editor)
    pair = {"left": rows[0].pk, "right": rows[1].pk}
    response = client.get(merge_page(rows))
    assert response.status_code == 403
    assert f"To merge this ({type(rows[0])._meta.verbose_name_plural}) takes another role" in response.text
    assert client.post(address(noun, "merge"), pair).status_code == 403
    assert client.post(address(noun, "merges"), {"merge": row.pk}).status_code == 403
    assert client.post(address(noun, "duplicates"), pair | {"do": "apart"}).status_code == 403
    assert client.post(address(noun, "duplicates"), {"do": "look"}).status_code == 403
    client.post(address(noun, "changelist"), {"action": "merge_two", "_selected_action": list(pair.values())})
    assert "merge_two" not in client.get(address(noun, "changelist")).text
    assert "Take back" not in client.get(address(noun, "merges")).text
    assert "Not the same<" not in client.get(address(noun, "duplicates")).text
    assert Merge.objects.filter(undone_at=None).count() == 1
    assert DuplicatePair.objects.get().state == DuplicateState.PROPOSED


def test_taking_a_merge_back_names_the_rows_that_were_edited_since(desk, reviewer, film):
    rows = make_two("person")
    credit = make_credit(film, person=rows[1])
    row = merge(noun="person", survivor=rows[0].pk, loser=rows[1].pk, editor=reviewer)
    credit.delete()
    response = desk.post(address("person", "merges"), {"merge": row.pk}, follow=True)
    assert "What was edited since stays: 1 credit: deleted since." in response.text
    second_response = desk.post(address("person", "merges"), {"merge": row.pk}, follow=True)
    assert "taken back already" in second_response.text


def test_the_page_of_a_merged_row_redirects_to_the_survivor(desk, reviewer):
    rows = make_two("person")
    merge(noun="person", survivor=rows[0].pk, loser=rows[1].pk, editor=reviewer)
    response = desk.get(address("person", "change", rows[1].pk))
    assert response["Location"] == address("person", "change", rows[0].pk)


def test_possible_duplicates_are_proposed_dismissed_and_proposed_again(desk):
    rows = [make_person(name="Peter Weir", born="1944") for _ in range(2)]
    page = address("person", "duplicates")
    pair = {"left": rows[0].pk, "right": rows[1].pk}
    assert "No proposal waits for a decision. Only a search makes proposals." in desk.get(page).text
    desk.post(page, {"do": "look"})
    assert merge_page(rows).replace("&", "&amp;") in desk.get(page).text
    desk.post(page, pair | {"do": "apart"})
    assert "No proposal waits" in desk.get(page).text
    desk.post(page, {"do": "look"})
    assert "No proposal waits" in desk.get(page).text
    assert "Not the same, says rita" in desk.get(page, {"state": "not_the_same"}).text
    desk.post(page, pair | {"do": "again"})
    assert "born 1944" in desk.get(page).text


def test_a_search_for_duplicates_that_takes_too_long_names_the_command(desk, monkeypatch):
    monkeypatch.setattr("catalog.admin.pages.duplicates.MOST_ROWS_SEARCHED", 0)
    make_person()
    assert "manage.py find_duplicates person" in desk.get(address("person", "duplicates")).text
    desk.post(address("person", "duplicates"), {"do": "look"})
    assert "named no action" in desk.get(address("person", "duplicates")).text


def query_count(desk, page):
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(page).status_code == 200
    return len(queries)


def make_duplicates(number):
    """Return two films with `number` equal credits, and make as many merges and possible duplicates of persons."""
    films = make_two("film")
    source = make_source()
    for film in films:
        for person in Person.objects.order_by("pk")[:number]:
            make_citation(film, credit=make_credit(film, person=person), source=source)
        for company in [make_company() for _ in range(number)]:
            make_film_company(film, company=company)
    for _ in range(number):
        rows = make_two("person")
        DuplicatePair.objects.create(noun="person", left=rows[0].pk, right=rows[1].pk, why="Same name")
        rows = make_two("person")
        merge(noun="person", survivor=rows[0].pk, loser=rows[1].pk, editor=None)
    return films


def test_pages_of_merging_need_the_same_queries_for_few_and_many_rows(desk):
    for _ in range(4):
        make_person()
    pages = [merge_page(make_duplicates(1)), address("person", "merges"), address("person", "duplicates")]
    counts = [query_count(desk, page) for page in pages]
    pages[0] = merge_page(make_duplicates(4))
    assert [query_count(desk, page) for page in pages] == counts

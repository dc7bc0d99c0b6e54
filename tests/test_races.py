"""Of several requests at the same moment one succeeds and the others are shown a conflict. Each is sent by a thread with its own connection."""

import threading
from http import HTTPStatus

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from catalog.editing.documents import Root, read_document
from catalog.editing.history import newest_revision_id, patch_since
from catalog.models import Comment, Credit, Deed, Film, Merge, RatingSummary, Revision, State, Vote, WorkingCopy
from tests.admin.desk_forms import address, form_fields, open_film, save_film, with_row_count
from tests.edits import delete_row, save_fields
from tests.factories import make_credit, make_film, make_person, make_release, make_title, make_vote

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

DESK_COUNT = 6


def run_at_once(*calls):
    """Return what the functions return when all start at the same moment. Fail if one raises an error."""
    start, results, failures = threading.Barrier(len(calls)), [None] * len(calls), []

    def run(place, call):
        start.wait()
        try:
            results[place] = call()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=args) for args in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    return results


@pytest.fixture
def desks():
    """Browsers, in each of which another superuser is logged in."""
    browsers = []
    for number in range(DESK_COUNT):
        browser = Client(raise_request_exception=False)
        browser.force_login(User.objects.create_superuser(f"editor {number}"))
        browsers.append(browser)
    return browsers


def statuses(responses):
    return sorted(response.status_code for response in responses)


def assert_one_succeeds(status, responses):
    """Assert that one request got this status, and all others were shown the conflict."""
    assert statuses(responses) == [status] + [HTTPStatus.CONFLICT] * (len(responses) - 1)


def revision_count(row):
    return Revision.objects.of(row._meta.model_name, row.pk).count()


def form_of(desk, noun, row):
    return form_fields(desk.get(address(noun, "change", row.pk)))


@pytest.mark.parametrize(
    ("noun", "make", "field"),
    [
        ("film", make_film, "logline"),
        ("person", make_person, "biography"),
    ],
)
def test_one_of_several_saves_at_once_is_kept_and_the_others_are_shown_it(desks, noun, make, field):
    row = make()
    forms = [form_of(desk, noun, row) | {field: f"As {number} has it"} for number, desk in enumerate(desks)]
    page = address(noun, "change", row.pk)
    assert_one_succeeds(
        302, run_at_once(*(lambda d=d, f=f: d.post(page, f) for d, f in zip(desks, forms, strict=True)))
    )
    assert revision_count(row) == 1


def test_one_of_several_editors_who_add_a_row_at_once_succeeds(desks):
    film = make_film(state=State.DRAFT)
    row = {"titles-0-title": "New", "titles-0-id": "", "titles-0-film": film.pk}
    forms = [with_row_count(open_film(desk, film), "titles", 1) | row for desk in desks]
    assert_one_succeeds(
        302, run_at_once(*(lambda d=d, f=f: save_film(d, film, f) for d, f in zip(desks, forms, strict=True)))
    )
    assert (film.titles.count(), revision_count(film)) == (1, 1)


@pytest.mark.parametrize("step", ["publish", "discard", "delete", "revert"])
def test_of_steps_and_saves_at_once_the_first_succeeds_and_the_others_conflict(desks, step):
    film = make_film(state=State.PUBLISHED if step == "discard" else State.DRAFT)
    first = save_fields(film, logline="Begun.")
    save_fields(film, logline="Waits.")
    seen_revision = newest_revision_id(Root("film", film.pk))
    page, fields = {
        "publish": (address("film", "publication", film.pk), {"step": step, "seen": seen_revision}),
        "discard": (address("film", "publication", film.pk), {"step": step, "sure": "yes", "seen": seen_revision}),
        "delete": (address("film", "delete", film.pk), {"post": "yes", "_seen": seen_revision}),
        "revert": (address("film", "revert", film.pk, first.pk), {"_seen": seen_revision}),
    }[step]
    forms = [open_film(desk, film) | {"logline": f"As {number} has it"} for number, desk in enumerate(desks[:2])]
    calls = [lambda d=d, f=f: save_film(d, film, f) for d, f in zip(desks[:2], forms, strict=True)]
    responses = run_at_once(*calls, *(lambda d=d: d.post(page, fields) for d in desks[2:4]))
    assert statuses(responses)[1:] == [HTTPStatus.CONFLICT] * 3
    assert revision_count(film) == 3


def test_a_deleted_film_is_restored_once(desks):
    film = make_film(state=State.DRAFT)
    make_credit(film)
    pk = film.pk
    delete_row(film)
    fields = {"_seen": newest_revision_id(Root("film", pk))}
    assert_one_succeeds(303, run_at_once(*(lambda d=d: d.post(address("film", "restore", pk), fields) for d in desks)))
    assert (Film.objects.count(), Credit.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("noun", "make", "in_both_directions"), [("person", make_person, True), ("film", make_film, False)]
)
def test_two_rows_are_merged_once_and_the_merge_is_taken_back_once(desks, noun, make, in_both_directions):
    left, right = make(), make()
    fields = {"left": left.pk, "right": right.pk, f"seen_{left.pk}": 0, f"seen_{right.pk}": 0}
    survivors = ["right" if in_both_directions and place % 2 else "left" for place in range(DESK_COUNT)]
    page = address(noun, "merge")
    assert_one_succeeds(
        303,
        run_at_once(
            *(lambda d=d, s=s: d.post(page, fields | {"survivor": s}) for d, s in zip(desks, survivors, strict=True))
        ),
    )
    merge = Merge.objects.get()
    run_at_once(*(lambda d=d: d.post(address(noun, "merges"), {"merge": merge.pk}) for d in desks))
    assert type(left).objects.filter(pk__in=[left.pk, right.pk]).count() == 2
    assert Revision.objects.filter(deed=Deed.UNMERGED).count() == 2


def test_a_merge_and_saves_of_the_rows_that_it_moves_do_not_deadlock(desks):
    """A save of a person changes their films, and a merge of people locks films: their order is the same."""
    left, right = make_person(), make_person()
    films = [make_film(state=State.DRAFT) for _ in range(3)]
    for film in films:
        make_credit(film, person=left)
        make_credit(film, person=right)
    fields = {"left": left.pk, "right": right.pk, "survivor": "left", f"seen_{left.pk}": 0, f"seen_{right.pk}": 0}
    person_forms = [form_of(desks[0], "person", person) | {"biography": "Born."} for person in (left, right)]
    forms = [open_film(desk, film) | {"logline": "They walk."} for desk, film in zip(desks, films, strict=False)]
    responses = run_at_once(
        *(lambda d=d, film=film, f=f: save_film(d, film, f) for d, film, f in zip(desks, films, forms, strict=False)),
        lambda: desks[3].post(address("person", "change", left.pk), person_forms[0]),
        lambda: desks[4].post(address("person", "change", right.pk), person_forms[1]),
        lambda: desks[5].post(address("person", "merge"), fields),
    )
    assert {response.status_code for response in responses} <= {200, 302, 303, HTTPStatus.CONFLICT}
    assert DESK_COUNT > statuses(responses).count(302) + statuses(responses).count(303) >= 1
    for film in films:
        assert {credit.person_id for credit in film.credits.all()} <= {left.pk, right.pk}
        document = read_document(Root("film", film.pk))
        for noun, rows in patch_since(Root("film", film.pk), 0).items():
            for key, change in rows.items():
                fields = document.get(noun, {}).get(key)
                assert (fields and {name: fields[name] for name in change["is"] or ()}) == change["is"]


def vote_calls(film, number):
    """Return functions that each vote as another visitor, in turn by the form and by the API."""
    return [
        lambda place=place: (
            Client(raise_request_exception=False).put(
                f"/api/v1/films/{film.pk}/rating/", {"stars": 4}, content_type="application/json"
            )
            if place % 2
            else Client(raise_request_exception=False).post(f"{film.get_absolute_url()}rating/", {"stars": 4})
        )
        for place in range(number)
    ]


@pytest.mark.parametrize("has_votes", [False, True], ids=["without votes", "with votes"])
def test_votes_on_a_film_while_it_is_merged_are_counted_or_redirected_to_the_survivor(desks, has_votes):
    film, survivor = make_film(), make_film()
    if has_votes:
        make_vote(film)
    fields = {
        "left": survivor.pk,
        "right": film.pk,
        "survivor": "left",
        f"seen_{film.pk}": 0,
        f"seen_{survivor.pk}": 0,
    }
    *votes, merge = run_at_once(*vote_calls(film, 10), lambda: desks[0].post(address("film", "merge"), fields))
    assert merge.status_code == 303
    assert {vote.status_code for vote in votes} <= {200, 303, 308}
    vote_count = sum(vote.status_code != 308 for vote in votes) + has_votes
    assert Vote.objects.filter(film=survivor).count() == vote_count == RatingSummary.objects.of(survivor).count


def test_a_comment_that_is_sent_several_times_at_once_is_saved_once():
    film = make_film()
    fields = {"name": "Ann", "body": "I liked it."}
    address_of_comments = f"{film.get_absolute_url()}comments/"
    responses = run_at_once(*[lambda: Client().post(address_of_comments, fields)] * DESK_COUNT)
    assert statuses(responses) == [303] * DESK_COUNT
    assert Comment.objects.count() == 1


def test_no_vote_is_lost_while_the_film_is_previewed_and_its_working_copy_saved(desks):
    film = make_film()
    save_fields(film, logline="Waits.")
    forms = [open_film(desk, film) | {"logline": f"As {number} has it"} for number, desk in enumerate(desks[:3])]
    calls = [lambda d=d, f=f: save_film(d, film, f) for d, f in zip(desks, forms, strict=False)]
    calls += [lambda d=d: d.get(address("film", "preview", film.pk)) for d in desks[3:]]
    votes = run_at_once(*vote_calls(film, 10), *calls)[:10]
    assert {vote.status_code for vote in votes} == {200, 303}
    assert Vote.objects.count() == RatingSummary.objects.of(film).count == 10
    assert Film.objects.get().logline == ""
    assert WorkingCopy.objects.count() == 1


def test_of_actions_on_the_same_films_at_once_one_changes_them(desks):
    films = [make_film(state=State.DRAFT, title=f"Film {9 - number}") for number in range(4)]
    for film in films:
        make_title(film)
        make_release(film)
    page = address("film", "changelist")
    seen_revisions = desks[0].get(page).context["seen_revisions"]
    posted_fields = [
        {"action": action, "_seen": seen_revisions, "post": "yes", "_selected_action": [film.pk for film in films]}
        for action in ("publish", "delete_selected", "send_to_review") * 2
    ]
    responses = run_at_once(*(lambda d=d, f=f: d.post(page, f) for d, f in zip(desks, posted_fields, strict=True)))
    assert statuses(responses) == [302] * DESK_COUNT
    assert {revision_count(film) for film in films} == {1}


def test_an_edit_that_fails_to_lock_leaves_no_transaction_open(monkeypatch):
    film = make_film()

    def fail_to_lock(*roots):
        raise RuntimeError("no lock")

    monkeypatch.setattr("catalog.editing.edit.lock_roots", fail_to_lock)
    with pytest.raises(RuntimeError, match="no lock"):
        save_fields(film, logline="x")
    assert not connection.in_atomic_block

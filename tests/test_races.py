"""Two at once: one is kept, the other one is told, and nothing breaks; in requests of threads with connections of their own."""

import threading
from http import HTTPStatus

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from catalog.editing.documents import Root, read_document
from catalog.editing.history import newest_revision_id, patch_since
from catalog.models import Credit, Deed, Film, Merge, RatingSummary, Revision, State, Vote, WorkingCopy
from tests.admin.desk_forms import address, open_film, rows_of, save_film, sent_back
from tests.edits import delete_row, save_fields
from tests.factories import make_credit, make_film, make_person, make_release, make_title, make_vote

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

CROWD = 6


def at_once(*acts):
    """What each of the acts answers, all begun at the same moment; an act that raises breaks the test."""
    start, answers, failures = threading.Barrier(len(acts)), [None] * len(acts), []

    def run(place, act):
        start.wait()
        try:
            answers[place] = act()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    return answers


@pytest.fixture
def desks():
    """Browsers, in each of which somebody who may do everything is logged in."""
    found = []
    for number in range(CROWD):
        browser = Client(raise_request_exception=False)
        browser.force_login(User.objects.create_superuser(f"editor {number}"))
        found.append(browser)
    return found


def statuses(answers):
    return sorted(answer.status_code for answer in answers)


def one_of(done, answers):
    """Hold that one was let through and all others were shown the conflict."""
    assert statuses(answers) == [done] + [HTTPStatus.CONFLICT] * (len(answers) - 1)


def saves(row):
    return Revision.objects.of(row._meta.model_name, row.pk).count()


def form_of(desk, noun, row):
    return sent_back(desk.get(address(noun, "change", row.pk)))


@pytest.mark.parametrize(
    ("noun", "make", "field"),
    [
        ("film", make_film, "logline"),
        ("person", make_person, "biography"),
    ],
)
def test_of_several_saves_at_once_one_is_kept_and_the_others_are_shown_it(desks, noun, make, field):
    row = make()
    forms = [form_of(desk, noun, row) | {field: f"As {number} has it"} for number, desk in enumerate(desks)]
    page = address(noun, "change", row.pk)
    one_of(302, at_once(*(lambda d=d, f=f: d.post(page, f) for d, f in zip(desks, forms, strict=True))))
    assert saves(row) == 1


def test_of_several_who_add_a_row_at_once_one_is_let_through(desks):
    film = make_film(state=State.DRAFT)
    row = {"titles-0-title": "New", "titles-0-id": "", "titles-0-film": film.pk}
    forms = [rows_of(open_film(desk, film), "titles", 1) | row for desk in desks]
    one_of(302, at_once(*(lambda d=d, f=f: save_film(d, film, f) for d, f in zip(desks, forms, strict=True))))
    assert (film.titles.count(), saves(film)) == (1, 1)


@pytest.mark.parametrize("step", ["publish", "discard", "delete", "revert"])
def test_a_step_and_a_save_at_once_are_one_after_the_other(desks, step):
    film = make_film(state=State.PUBLISHED if step == "discard" else State.DRAFT)
    first = save_fields(film, logline="Begun.")
    save_fields(film, logline="Waits.")
    seen = newest_revision_id(Root("film", film.pk))
    page, sent = {
        "publish": (address("film", "publication", film.pk), {"step": step, "seen": seen}),
        "discard": (address("film", "publication", film.pk), {"step": step, "seen": seen}),
        "delete": (address("film", "delete", film.pk), {"post": "yes", "_seen": seen}),
        "revert": (address("film", "revert", film.pk, first.pk), {"_seen": seen}),
    }[step]
    forms = [open_film(desk, film) | {"logline": f"As {number} has it"} for number, desk in enumerate(desks[:2])]
    acts = [lambda d=d, f=f: save_film(d, film, f) for d, f in zip(desks[:2], forms, strict=True)]
    answers = at_once(*acts, *(lambda d=d: d.post(page, sent) for d in desks[2:4]))
    assert statuses(answers)[1:] == [HTTPStatus.CONFLICT] * 3
    assert saves(film) == 3


def test_what_is_deleted_comes_back_once(desks):
    film = make_film(state=State.DRAFT)
    make_credit(film)
    pk = film.pk
    delete_row(film)
    sent = {"_seen": newest_revision_id(Root("film", pk))}
    one_of(303, at_once(*(lambda d=d: d.post(address("film", "restore", pk), sent) for d in desks)))
    assert (Film.objects.count(), Credit.objects.count()) == (1, 1)


@pytest.mark.parametrize(("noun", "make", "crossed"), [("person", make_person, True), ("film", make_film, False)])
def test_two_are_merged_once_and_the_merge_is_taken_back_once(desks, noun, make, crossed):
    one, other = make(), make()
    sent = {"left": one.pk, "right": other.pk, f"seen_{one.pk}": 0, f"seen_{other.pk}": 0}
    ways = ["right" if crossed and place % 2 else "left" for place in range(CROWD)]
    page = address(noun, "merge")
    one_of(
        303, at_once(*(lambda d=d, w=w: d.post(page, sent | {"survivor": w}) for d, w in zip(desks, ways, strict=True)))
    )
    merge = Merge.objects.get()
    at_once(*(lambda d=d: d.post(address(noun, "merges"), {"merge": merge.pk}) for d in desks))
    assert type(one).objects.filter(pk__in=[one.pk, other.pk]).count() == 2
    assert Revision.objects.filter(deed=Deed.UNMERGED).count() == 2


def test_merges_and_saves_of_what_they_move_wait_for_each_other(desks):
    """Saves of people change their films, and merges of people hold films: nobody waits in a circle."""
    one, other = make_person(), make_person()
    films = [make_film(state=State.DRAFT) for _ in range(3)]
    for film in films:
        make_credit(film, person=one)
        make_credit(film, person=other)
    sent = {"left": one.pk, "right": other.pk, "survivor": "left", f"seen_{one.pk}": 0, f"seen_{other.pk}": 0}
    people = [form_of(desks[0], "person", person) | {"biography": "Born."} for person in (one, other)]
    forms = [open_film(desk, film) | {"logline": "They walk."} for desk, film in zip(desks, films, strict=False)]
    answers = at_once(
        *(lambda d=d, m=m, f=f: save_film(d, m, f) for d, m, f in zip(desks, films, forms, strict=False)),
        lambda: desks[3].post(address("person", "change", one.pk), people[0]),
        lambda: desks[4].post(address("person", "change", other.pk), people[1]),
        lambda: desks[5].post(address("person", "merge"), sent),
    )
    assert {answer.status_code for answer in answers} <= {200, 302, 303, HTTPStatus.CONFLICT}
    assert CROWD > statuses(answers).count(302) + statuses(answers).count(303) >= 1
    for film in films:
        assert {credit.person_id for credit in film.credits.all()} <= {one.pk, other.pk}
        whole = read_document(Root("film", film.pk))
        for noun, rows in patch_since(Root("film", film.pk), 0).items():
            for key, change in rows.items():
                now = whole.get(noun, {}).get(key)
                assert (now and {name: now[name] for name in change["is"] or ()}) == change["is"]


def ballots(film, number):
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


@pytest.mark.parametrize("voted", [False, True], ids=["never voted on", "voted on"])
def test_votes_while_a_film_is_merged_away_are_kept_or_led_to_the_survivor(desks, voted):
    film, into = make_film(), make_film()
    if voted:
        make_vote(film)
    sent = {"left": into.pk, "right": film.pk, "survivor": "left", f"seen_{film.pk}": 0, f"seen_{into.pk}": 0}
    *votes, merged = at_once(*ballots(film, 10), lambda: desks[0].post(address("film", "merge"), sent))
    assert merged.status_code == 303
    assert {vote.status_code for vote in votes} <= {200, 303, 308}
    kept = sum(vote.status_code != 308 for vote in votes) + voted
    assert Vote.objects.filter(film=into).count() == kept == RatingSummary.objects.of(into).count


def test_votes_wait_for_previews_and_saves_of_a_working_copy_and_are_not_lost(desks):
    film = make_film()
    save_fields(film, logline="Waits.")
    forms = [open_film(desk, film) | {"logline": f"As {number} has it"} for number, desk in enumerate(desks[:3])]
    acts = [lambda d=d, f=f: save_film(d, film, f) for d, f in zip(desks, forms, strict=False)]
    acts += [lambda d=d: d.get(address("film", "preview", film.pk)) for d in desks[3:]]
    votes = at_once(*ballots(film, 10), *acts)[:10]
    assert {vote.status_code for vote in votes} == {200, 303}
    assert Vote.objects.count() == RatingSummary.objects.of(film).count == 10
    assert Film.objects.get().logline == ""
    assert WorkingCopy.objects.count() == 1


def test_steps_with_lists_of_films_in_any_order_are_taken_once(desks):
    films = [make_film(state=State.DRAFT, title=f"Film {9 - number}") for number in range(4)]
    for film in films:
        make_title(film)
        make_release(film)
    page = address("film", "changelist")
    seen = desks[0].get(page).context["seen"]
    sent = [
        {"action": action, "_seen": seen, "post": "yes", "_selected_action": [film.pk for film in films]}
        for action in ("publish", "delete_selected", "send_to_review") * 2
    ]
    answers = at_once(*(lambda d=d, s=s: d.post(page, s) for d, s in zip(desks, sent, strict=True)))
    assert statuses(answers) == [302] * CROWD
    assert {saves(film) for film in films} == {1}


def test_who_cannot_be_let_through_leaves_a_sound_connection(monkeypatch):
    film = make_film()

    def broken(*roots):
        raise RuntimeError("no lock")

    monkeypatch.setattr("catalog.editing.edit.lock_roots", broken)
    with pytest.raises(RuntimeError, match="no lock"):
        save_fields(film, logline="x")
    assert not connection.in_atomic_block

"""The first page of the desk tells each role what waits for it, and nothing that it may not do."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from catalog.admin.core import views
from catalog.admin.pages import work_list
from catalog.editing.publication import STEPS, take_step
from catalog.models import DuplicatePair, Film
from catalog.roles import MODERATOR, REVIEWER
from tests.admin.conftest import staff
from tests.edits import save_fields
from tests.factories import make_comment, make_film, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer():
    return staff("rita", REVIEWER)


@pytest.fixture
def moderator():
    return staff("mona", MODERATOR)


def sections_of(user):
    """Return {title: labels of its lines} of what waits for a user, read anew as at the next request."""
    sections = work_list.work_list(User.objects.get(pk=user.pk))
    return {section.title: [line.label for line in section.lines] for section in sections}


def submit(film, editor, note=""):
    return take_step(STEPS["submit"], row=film, editor=editor, note=note)


def test_what_was_sent_back_waits_for_who_sent_it_with_the_note(editor, reviewer):
    film = make_film(title="Solaris", state="draft")
    submit(film, editor)
    assert "Sent back to you" not in sections_of(editor)
    take_step(STEPS["return"], row=film, editor=reviewer, note="Cite the release.")
    [section] = [section for section in work_list.work_list(editor) if section.title == "Sent back to you"]
    [line] = section.lines
    assert (line.label, line.editor_name, line.note) == ("Solaris", "rita", "Cite the release.")
    assert "Sent back to you" not in sections_of(reviewer)
    submit(film, editor)
    assert "Sent back to you" not in sections_of(editor)


def test_the_longest_in_review_comes_first_also_where_changes_of_a_published_film_wait(editor, reviewer):
    first, second, third = (
        make_film(title=title, state=state)
        for title, state in (("First", "draft"), ("Second", "published"), ("Third", "draft"))
    )
    save_fields(second, editor=editor, logline="New")
    for film in (second, first, third):
        submit(film, editor, note=f"Look at {film.title}.")
    sections = {section.title: section for section in work_list.work_list(reviewer)}
    lines = sections["Films in review"].lines
    assert [line.label for line in lines] == ["Second", "First", "Third"]
    assert [line.editor_name for line in lines] == ["edda"] * 3
    assert lines[0].note == "Look at Second."
    assert "Films in review" not in sections_of(editor)


def test_each_role_is_told_what_it_may_decide_and_no_more(editor, reviewer, moderator, film):
    make_comment(film, state="pending")
    make_question(film)
    DuplicatePair.objects.create(noun="person", left=1, right=2, why="One name")
    comments, pairs, questions = (
        "Comments to decide: 1",
        "Possible duplicates (people): 1",
        "Films with open disagreements: 1",
    )
    lines = {user.username: sections_of(user)["Waits for a decision"] for user in (editor, reviewer, moderator)}
    assert lines == {"edda": [questions], "rita": [pairs, questions], "mona": [comments]}


def test_numbers_are_exact_up_to_the_most_that_is_counted(film, moderator, monkeypatch):
    for module in (work_list, views):
        monkeypatch.setattr(module, "MOST_COUNTED", 2)
    for number in (1, 2):
        make_comment(film, state="pending", body=f"Comment {number}")
    assert sections_of(moderator)["Waits for a decision"] == ["Comments to decide: 2"]
    make_comment(film, state="pending", body="Comment 3")
    assert sections_of(moderator)["Waits for a decision"] == ["Comments to decide: over 2"]


def test_films_stand_by_what_they_lack_and_by_when_they_come_out(editor):
    film = make_film(title="Solaris", published_from=timezone.now() + timezone.timedelta(days=3))
    sections = sections_of(editor)
    assert "No director: 1" in sections["Films by what they lack"]
    assert sections["Published next"] == [film.title]
    Film.objects.all().delete()
    assert sections_of(editor) == {}


def test_where_nothing_waits_the_page_says_so(desk):
    assert "Nothing waits for you." in desk.get(reverse("admin:index")).text


def test_the_page_costs_as_many_queries_with_ten_films_as_with_one(desk, editor):
    def count():
        with CaptureQueriesContext(connection) as queries:
            page = desk.get(reverse("admin:index")).text
        return len(queries), page

    costs = []
    for films in (1, 9):
        for _ in range(films):
            film = make_film(state="draft")
            save_fields(film, editor=editor, logline="New")
            make_question(film)
        costs.append(count()[0])
    assert costs[0] == costs[1]


def test_nouns_stand_in_groups_films_first(desk):
    groups = {
        app["name"]: [model["object_name"] for model in app["models"]]
        for app in desk.get(reverse("admin:index")).context["app_list"]
    }
    assert list(groups)[:5] == ["Films", "People and companies", "Texts and sources", "Lists", "Visitors"]
    assert groups["Films"][0] == "Film"
    assert "Accounts" not in groups

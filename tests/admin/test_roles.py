"""Each role × each thing to do at the desk, as its pages send it, and by hand where no page offers it."""

import pytest
from django.contrib import admin
from django.db import connection, transaction
from django.test import override_settings

from catalog.models import WorkingCopy
from catalog.roles import ROLES as TABLE
from catalog.roles import codenames
from tests.admin import role_matrix
from tests.admin.role_world import OUTSIDE, PEOPLE, ROLES, World, table_contents

# For pytest-django, which makes the database only where a test says that it needs one.
pytestmark = pytest.mark.django_db
ROWS = list(role_matrix.matrix())
# Addresses that are no role's: each is for whoever is logged in, or for nobody yet.
FOR_ALL = {
    "index": "lists what the role sees",
    "app_list": "the same of one part",
    "jsi18n": "words for scripts",
    "login": "for who is not in yet",
    "logout": "for who is",
    "password_change": "one's own",
    "password_change_done": "one's own",
    "two_step": "one's own",
}

# What holds that something waits, or was done.
NOT_PUBLIC = {"revision", "workingcopy", "mention"}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("pictures")),
        transaction.atomic(),
    ):
        yield World()
        transaction.set_rollback(True)


class Writes:
    """Notes whether a request writes: what wrote nothing need not be compared."""

    any = False

    def __call__(self, execute, sql, *args):
        self.any |= sql.startswith(("INSERT", "UPDATE", "DELETE"))
        return execute(sql, *args)


def ask(browser, target, posted):
    return browser.get(target) if posted is None else browser.post(target, posted)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_thing_to_do_is_for_its_roles_alone(world, row):
    made = row.sent(world, world.people["Administrator"])
    wrong = [f"{name}: {what}" for name in PEOPLE for what in faults(world, row, name, made)]
    assert not wrong


def faults(world, row, name, made):
    """What is wrong in one cell: what a page offers, what is answered, what is changed."""
    browser, may = world.people[name], name in [ROLES[letter] for letter in row.who]
    if row.offered and row.offered(world, browser) != may:
        yield "is not offered it" if may else "is offered it"
    target, posted = row.sent(world, browser) if may or row.own else made
    session = browser.cookies.copy()
    writes = Writes()
    with transaction.atomic(), connection.execute_wrapper(writes):
        response = ask(browser, target, posted)
        changed = writes.any and table_contents() != world.before
        transaction.set_rollback(True)
    browser.cookies = session
    if may:
        if response.status_code not in row.done:
            yield f"is answered {response.status_code}"
        if posted is not None and row.changes and not changed:
            yield "changes nothing"
        return
    if changed:
        yield "changes something"
    if name in OUTSIDE:
        if response.status_code != 302 or not response.url.startswith("/admin/login/"):
            yield f"is answered {response.status_code}, not sent to the log-in"
    elif response.status_code != 403:
        yield f"is answered {response.status_code}"
    elif "Only a" not in response.text and "Nobody may" not in response.text:
        yield "is not told who may"


def test_the_matrix_has_every_address_of_the_desk(world):
    asked = role_matrix.names(world, ROWS)
    # Two versions of a film's row are two of the film: nothing leads to a page of the row's own, and it takes nothing.
    of_rows = {f"catalog_{noun}_conflict" for noun in role_matrix.PARTS_OF_FILMS}
    assert role_matrix.names_of_the_desk() - asked == set(FOR_ALL) | of_rows


def test_the_matrix_has_every_noun_of_the_desk():
    assert {model._meta.model_name for model in admin.site._registry} == set(role_matrix.NOUNS)


@pytest.mark.parametrize("path", ["/admin/two-step/", "/admin/password_change/", "/admin/"])
@pytest.mark.parametrize("name", PEOPLE)
def test_pages_for_all_are_for_who_is_in(world, path, name):
    response = world.people[name].get(path)
    assert response.status_code == (302 if name in OUTSIDE else 200)


def test_each_role_can_do_what_the_one_below_can():
    editor, reviewer, moderator, administrator = (codenames(role) for role in TABLE)
    assert editor < reviewer < administrator
    assert moderator < administrator


def test_a_moderator_changes_nothing_of_the_catalogue():
    changing = {name for name in codenames("Moderator") if not name.startswith("view_")}
    assert changing == {"change_comment", "delete_comment", "delete_vote"}


@pytest.mark.parametrize("noun", role_matrix.PARTS_OF_FILMS)
def test_what_a_role_does_to_a_row_of_a_published_film_waits_in_its_working_copy(world, noun):
    editor, wrong = world.people["Editor"], []
    for row in role_matrix.rows_of_a_published_film(noun):
        with transaction.atomic():
            response = ask(editor, *row.sent(world, editor))
            copies = WorkingCopy.objects.filter(film=world.public).count()
            seen = table_contents(but=NOT_PUBLIC)
            transaction.set_rollback(True)
        if response.status_code != 302 or not copies:
            wrong.append(f"{row.name} is answered {response.status_code}, and makes {copies} working copies")
        if seen != {model: rows for model, rows in world.before.items() if model not in NOT_PUBLIC}:
            wrong.append(f"{row.name} is seen by visitors")
    assert not wrong

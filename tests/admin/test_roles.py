"""Each role may send its requests to the desk and no others, also those that no page offers it."""

import pytest
from django.contrib import admin
from django.db import transaction

from catalog.models import WorkingCopy
from catalog.roles import ROLES as TABLE
from catalog.roles import codenames
from tests.admin import role_matrix
from tests.admin.role_film_requests import requests_on_row_of_published_film
from tests.admin.role_world import ROLES, USERS, USERS_WITHOUT_DESK, table_contents

# For pytest-django, which makes the database only where a test says that it needs one.
pytestmark = pytest.mark.django_db
DESK_REQUESTS = list(role_matrix.matrix())
# {URL name: why the page is not in the matrix}: these pages are the same for all roles.
PAGES_OF_ALL_ROLES = {
    "index": "lists the nouns that the role may view",
    "app_list": "the same list of one app",
    "jsi18n": "translations for scripts",
    "login": "open to visitors",
    "logout": "of the user's own session",
    "password_change": "of the user's own account",
    "password_change_done": "of the user's own account",
    "two_step": "of the user's own account",
    "language": "of the user's own account",
    "read_date": "reads a text, and tells nothing of the catalogue",
    "read_time": "reads a text, and tells nothing of the catalogue",
    "read_id": "reads a text, and tells nothing of the catalogue",
    "new_row": "asks for the permission to add the noun, as tests/admin/test_new_rows.py shows",
}

# Models that record a change or hold one that waits; visitors see none of them.
HISTORY_MODELS = {"revision", "workingcopy", "mention", "sentform", "suppression"}


@pytest.mark.parametrize("desk_request", DESK_REQUESTS, ids=lambda desk_request: desk_request.name)
def test_each_request_is_for_its_roles_alone(world, desk_request):
    forged_request = desk_request.build(world, world.browsers["Administrator"])
    problems = [f"{name}: {fault}" for name in USERS for fault in faults(world, desk_request, name, forged_request)]
    assert not problems


def faults(world, desk_request, name, forged_request):
    """Yield the faults when a user sends a request: in the page that offers it, the response, and the changes.

    A user who may not send it sends `forged_request`, the address and the fields that an administrator would send.
    """
    browser, may = world.browsers[name], name in [ROLES[letter] for letter in desk_request.roles]
    if desk_request.is_offered and desk_request.is_offered(world, browser) != may:
        yield "is not offered it" if may else "is offered it"
    builds_own = may or desk_request.is_personal
    target, fields = desk_request.build(world, browser) if builds_own else forged_request
    response, has_changed = world.send(browser, target, fields)
    if may:
        if response.status_code not in desk_request.statuses:
            yield f"is answered {response.status_code}"
        if fields is not None and desk_request.changes_rows and not has_changed:
            yield "changes nothing"
        return
    if has_changed:
        yield "changes something"
    if name in USERS_WITHOUT_DESK:
        if response.status_code != 302 or not response.url.startswith("/admin/login/"):
            yield f"is answered {response.status_code}, not sent to the log-in"
    elif response.status_code != 403:
        yield f"is answered {response.status_code}"
    elif not any(words in response.text for words in ("takes another role", "Only an", "Nobody may")):
        yield "is not told which role may"


def test_the_matrix_has_every_address_of_the_desk(world):
    names = role_matrix.url_names(world, DESK_REQUESTS)
    # A conflict of a row of a film or a person is a conflict of that, so no page leads to the row's own page of a conflict.
    unused_names = {f"catalog_{noun}_conflict" for noun in role_matrix.PARTS_OF_NOUNS}
    assert role_matrix.url_names_of_the_desk() - names == set(PAGES_OF_ALL_ROLES) | unused_names


def test_the_matrix_has_every_noun_of_the_desk():
    assert {model._meta.model_name for model in admin.site._registry} == set(role_matrix.NOUNS)


@pytest.mark.parametrize(
    "path",
    [
        "/admin/two-step/",
        "/admin/language/",
        "/admin/password_change/",
        "/admin/",
        "/admin/read-date/",
        "/admin/read-time/",
        "/admin/read-id/",
    ],
)
@pytest.mark.parametrize("name", USERS)
def test_pages_of_all_roles_need_a_log_in(world, path, name):
    response = world.browsers[name].get(path)
    assert response.status_code == (302 if name in USERS_WITHOUT_DESK else 200)


def test_each_role_has_the_permissions_of_the_role_below():
    editor, reviewer, moderator, administrator = (codenames(role) for role in TABLE)
    assert editor < reviewer < administrator
    assert moderator < administrator


def test_a_moderator_changes_comments_and_votes_alone():
    permissions = {name for name in codenames("Moderator") if not name.startswith("view_")}
    assert permissions == {"change_comment", "delete_comment", "delete_vote"}


@pytest.mark.parametrize("noun", role_matrix.PARTS_OF_FILMS)
def test_changes_of_rows_of_a_published_film_wait_in_its_working_copy(world, noun):
    browser, problems = world.browsers["Editor"], []
    for desk_request in requests_on_row_of_published_film(noun):
        with transaction.atomic():
            response = browser.post(*desk_request.build(world, browser))
            copy_count = WorkingCopy.objects.filter(film=world.public).count()
            public_contents = table_contents(but=HISTORY_MODELS)
            transaction.set_rollback(True)
        if response.status_code != 302 or not copy_count:
            problems.append(
                f"{desk_request.name} is answered {response.status_code}, and makes {copy_count} working copies"
            )
        if public_contents != {
            model: rows for model, rows in world.contents_before.items() if model not in HISTORY_MODELS
        }:
            problems.append(f"{desk_request.name} is visible to visitors")
    assert not problems

"""Requests to the desk for the matrix of roles, each with the fields that its page sends.

A function whose name ends in `_post` returns a function of the world and a browser, which returns the address and the fields of a POST.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.urls import reverse

from catalog.admin.core.conflicts import Entry, sign_entry
from catalog.editing.documents import Root, read_document
from catalog.editing.history import newest_revision_id
from tests.admin.desk_forms import address, form_fields
from tests.factories import english

# The letters of the roles: E is the editor, R the reviewer, M the moderator, A the administrator.
ALL, CATALOGUE, PUBLISHING, MODERATING, ACCOUNTS, NOBODY = "ERMA", "ERA", "RA", "MA", "A", ""

PASSWORD = {
    "password1": "a staple of amber",
    "password2": "a staple of amber",
    "usable_password": "true",
    "set-password": "1",
}


class DeskRequest(NamedTuple):
    """A request to the desk, and the roles that may send it.

    `build(world, browser)` returns its address and the fields to post; fields of None mean a GET. `is_offered(world, browser)` says
    whether a page offers the request. `roles` are the letters of the roles, `statuses` the possible status codes of their response.
    `is_personal`: the fields are signed for one user, so nobody can send those of another. `changes_rows`: the request
    changes the database when somebody of these roles sends it.
    """

    name: str
    roles: str
    build: Callable
    is_offered: Callable | None = None
    statuses: tuple = (302, 303)
    is_personal: bool = False
    changes_rows: bool = True


def page_address(noun, page, *args):
    return reverse(f"admin:auth_user_{page}", args=args) if noun == "user" else address(noun, page, *args)


def page_shows(address_of, text):
    """Return a function that says whether a page shows a text, which may depend on the world. A page that is refused shows nothing."""

    def is_shown(world, browser):
        response = world.get(browser, address_of(world))
        return response.status_code == 200 and (text if isinstance(text, str) else text(world)) in response.text

    return is_shown


def view_request(name, roles, address_of, statuses=(200,)):
    """Return the request that opens a page."""
    return DeskRequest(
        name, roles, lambda world, browser: (address_of(world), None), statuses=statuses, changes_rows=False
    )


def form_post(noun, page, fields_of, *args_of):
    """Send a page's form with some fields filled in, or these fields alone if the page shows no form."""

    def build(world, browser):
        target = page_address(noun, page, *(arg_of(world) for arg_of in args_of))
        response = world.get(browser, target)
        has_form = response.status_code == 200 and "adminform" in (response.context or ())
        fields = form_fields(response) if has_form else {}
        return target, {name: value for name, value in fields.items() if value != ""} | fields_of(world)

    return build


def new_row_fields(noun, film_of=lambda world: world.draft):
    """Return a function that returns the fields which a new row of a noun needs."""

    def fields(world):
        film = {"film": film_of(world).pk}
        person = world.rows["person"].pk
        text = film | {"body": "A man walks.", "language": english().pk}
        fields_by_noun = {
            "film": {"title": "New"},
            "version": film | {"name": "New"},
            "copy": film | {"inventory_number": "New"},
            "title": film | {"title": "New"},
            "externalid": film | {"scheme": "wikidata", "value": "Q1"},
            "filmwork": film | {"work": world.rows["work"].pk},
            "award": film | {"organisation": "Academy", "category": "New"},
            "filmcompany": film | {"company": world.rows["company"].pk},
            "personname": {"person": person, "name": "New"},
            "credit": film | {"job": world.rows["job"].pk, "person": person},
            "relation": film | {"kind": "trailer_of", "other_film": world.rows["relation"].other_film_id},
            "release": film | {"date": "2011"},
            "source": {"title": "New"},
            "citation": film | {"source": world.source.pk, "field": "title"},
            "synopsis": text | {"spoiler_level": 1},
            "article": text,
            "question": film | {"question": "New"},
            "reading": {
                "question": film_of(world).questions.first().pk,
                "source": world.rows["source"].pk,
                "value": "New",
            },
            "curatedlist": {"title": "New", "language": english().pk},
            "listentry": {"curated_list": world.rows["curatedlist"].pk, "film": world.public.pk, "position": 1},
            "event": film | {"order": 99, "happens": "They rest."},
            "outsiderating": film | {"scheme": "imdb"},
            "image": film | {"file": world.picture(), "alt": "New"},
            "page": {"slug": "new"},
            "genre": {"name": "New", "slug": "new"},
            "subject": {"name": "New", "slug": "new"},
            "job": {"name": "New", "department": world.rows["department"].pk},
            "language": {"tag": "qzz", "name": "New"},
            "country": {"code": "QZ", "name": "New"},
            "work": {"title": "New"},
            "comment": film | {"name": "New", "body": "New"},
            "vote": film | {"stars": 1},
            "user": {"username": "new", **PASSWORD},
            "department": {"name": "New", "position": 99},
            "scheme": {"code": "new", "name": "New"},
            "companyrole": {"code": "new", "name": "New", "position": 99},
        }
        return fields_by_noun.get(noun, {"name": "New"})

    return fields


# One field of each noun with another value than it has; the name for all other nouns.
CHANGED_FIELDS = {
    "film": {"title": "Other"},
    "version": {"note": "Other"},
    "copy": {"note": "Other"},
    "title": {"note": "Other"},
    "externalid": {"value": "tt7777777"},
    "filmwork": {"position": 7},
    "work": {"title": "Other"},
    "award": {"note": "Other"},
    "filmcompany": {"position": 7},
    "credit": {"credited_as": "Other"},
    "relation": {"note": "Other"},
    "release": {"note": "Other"},
    "source": {"title": "Other"},
    "citation": {"quote": "Other"},
    "synopsis": {"body": "Other"},
    "article": {"body": "Other"},
    "question": {"question": "Other"},
    "reading": {"value": "Other"},
    "event": {"happens": "Other"},
    "outsiderating": {"half_stars_1": 7},
    "image": {"alt": "Other"},
    "curatedlist": {"title": "Other"},
    "listentry": {"note": "Other"},
    "page": {"position": 7},
    "comment": {"state": "approved"},
    "vote": {"stars": 1},
    "ratingsummary": {"stars_5": 100},
    "user": {"first_name": "Other"},
}


def changed_fields(noun):
    return CHANGED_FIELDS.get(noun, {"name": "Other"})


def deletion_post(noun, key_of):
    """Confirm on the page before a deletion."""

    def build(world, browser):
        target = page_address(noun, "delete", key_of(world))
        context = world.get(browser, target).context or {}
        return target, {"post": "yes", "_seen": context.get("seen_revision", "")}

    return build


def list_action_post(noun, name, row_of, **fields):
    """Run an action on one row of a list."""

    def build(world, browser):
        target = page_address(noun, "changelist") + ("?state=all" if noun == "comment" else "")
        seen_revisions = (world.get(browser, target).context or {}).get("seen_revisions", "")
        return target, {
            "action": name,
            "_selected_action": [row_of(world).pk],
            "_seen": seen_revisions,
            "post": "yes",
        } | fields

    return build


def offers_list_action(noun, name):
    return page_shows(lambda world: page_address(noun, "changelist"), f'<option value="{name}">')


def row_getter(noun):
    return lambda world: world.rows[noun]


def key_getter(noun):
    return lambda world: world.rows[noun].pk


def conflict_post(noun):
    """Send the page of a conflict with a side of the one field in conflict."""

    def build(world, browser):
        root = Root(noun, world.rows[noun].pk)
        field, value = next(iter(changed_fields(noun).items()))
        stored_value = read_document(root)[noun][str(root.key)].get(field, "")
        patch = {noun: {str(root.key): {"was": {field: stored_value}, "is": {field: value}}}}
        entry, user = Entry(root, newest_revision_id(root), patch, ""), world.user_of(browser)
        fields = {
            "held": sign_entry(entry, user) if user else "",
            "head": newest_revision_id(root),
        }
        return page_address(noun, "conflict", root.key), fields

    return build


def revert_post(noun):
    """Revert a row to its first revision."""

    def build(world, browser):
        root = Root(noun, world.revised_rows[noun].pk)
        target = page_address(noun, "revert", root.key, world.first_revision_ids[noun])
        return target, {"_seen": newest_revision_id(root), "_note": "Back"}

    return build


def restoration_post(noun):
    """Restore a deleted row."""

    def build(world, browser):
        root = Root(noun, world.deleted_keys[noun])
        return page_address(noun, "restore", root.key), {"_seen": newest_revision_id(root)}

    return build


def step_post(name, row_name):
    """Press a button of the page on the publication of a film or list, the attribute of the world of that name."""

    def build(world, browser):
        root = Root.of(getattr(world, row_name))
        fields = {"step": name, "sure": "yes", "seen": newest_revision_id(root), "_note": "Done"}
        return address(root.noun, "publication", root.key), fields

    return build


def offers_step(name, row_name):
    def address_of(world):
        root = Root.of(getattr(world, row_name))
        return address(root.noun, "publication", root.key)

    return page_shows(address_of, f'name="step" value="{name}"')


def fields_post(address_of, fields_of):
    """Send fields that no page has to show first."""
    return lambda world, browser: (address_of(world), fields_of(world))

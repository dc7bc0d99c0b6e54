"""What the matrix of roles asks of the desk: each request as a page offers it, from what that page shows."""

from collections.abc import Callable
from typing import NamedTuple

from django.urls import reverse

from catalog.admin.core.conflicts import Entry, sign_entry
from catalog.editing.documents import Root, read_document
from catalog.editing.history import newest_revision_id
from tests.admin.desk_forms import address, form_fields
from tests.factories import english

PASSWORD = {
    "password1": "a staple of amber",
    "password2": "a staple of amber",
    "usable_password": "true",
    "set-password": "1",
}


class Row(NamedTuple):
    """Something to do. `sent` makes the request as a page offers it: its address, and what is posted (None: nothing is).

    `offered` tells whether a page offers it to a browser; `done` is how it is answered to who may,
    `own` that nobody can send what was made for somebody else, `changes` that the database is another one then.
    """

    name: str
    who: str
    sent: Callable
    offered: Callable | None = None
    done: tuple = (302, 303)
    own: bool = False
    changes: bool = True


def page_of(noun, page, *args):
    return reverse(f"admin:auth_user_{page}", args=args) if noun == "user" else address(noun, page, *args)


def shows(address_of, marker):
    """Whether a page shows something; one that is refused shows nothing."""

    def offered(world, browser):
        response = world.get(browser, address_of(world))
        return response.status_code == 200 and marker(world) in response.text

    return offered


def sees(name, who, address_of, done=(200,)):
    return Row(name, who, lambda world, browser: (address_of(world), None), done=done)


def form(noun, page, fields, *args_of):
    """The form of a page as a browser sends it with some fields filled in; of nothing but them where it shows none."""

    def sent(world, browser):
        target = page_of(noun, page, *(arg(world) for arg in args_of))
        shown = world.get(browser, target)
        kept = form_fields(shown) if shown.status_code == 200 and "adminform" in (shown.context or ()) else {}
        return target, {name: value for name, value in kept.items() if value != ""} | fields(world)

    return sent


def added(noun, film_of=lambda world: world.draft):
    """The least that a new row of a noun needs."""

    def fields(world):
        film = {"film": film_of(world).pk}
        person = world.rows["person"].pk
        text = film | {"body": "A man walks.", "language": english().pk}
        new = {
            "film": {"title": "New"},
            "title": film | {"title": "New"},
            "externalid": film | {"scheme": "wikidata", "value": "Q1"},
            "filmwork": film | {"work": world.rows["work"].pk},
            "award": film | {"organisation": "Academy", "category": "New"},
            "filmcompany": film | {"company": world.rows["company"].pk},
            "credit": film | {"job": world.rows["job"].pk, "person": person},
            "release": film | {"date": "2011"},
            "source": {"title": "New"},
            "citation": film | {"source": world.source.pk, "field": "title"},
            "synopsis": text,
            "article": text,
            "question": film | {"question": "New"},
            "reading": {
                "question": film_of(world).questions.first().pk,
                "source": world.rows["source"].pk,
                "value": "New",
            },
            "event": film | {"order": 99, "happens": "They rest."},
            "image": film | {"file": world.picture(), "alt": "New"},
            "genre": {"name": "New", "slug": "new"},
            "job": {"name": "New", "department": world.rows["department"].pk},
            "language": {"tag": "qzz", "name": "New"},
            "country": {"code": "QZ", "name": "New"},
            "work": {"title": "New"},
            "comment": film | {"name": "New", "body": "New"},
            "vote": film | {"stars": 1},
            "user": {"username": "new", **PASSWORD},
            "department": {"name": "New", "position": 99},
        }
        return new.get(noun, {"name": "New"})

    return fields


CHANGED = {
    "film": {"title": "Other"},
    "title": {"note": "Other"},
    "externalid": {"value": "tt7777777"},
    "filmwork": {"position": 7},
    "work": {"title": "Other"},
    "award": {"note": "Other"},
    "filmcompany": {"position": 7},
    "credit": {"credited_as": "Other"},
    "release": {"note": "Other"},
    "source": {"title": "Other"},
    "citation": {"quote": "Other"},
    "synopsis": {"body": "Other"},
    "article": {"body": "Other"},
    "question": {"question": "Other"},
    "reading": {"value": "Other"},
    "event": {"happens": "Other"},
    "image": {"alt": "Other"},
    "comment": {"state": "approved"},
    "vote": {"stars": 1},
    "ratingsummary": {"stars_5": 100},
    "user": {"first_name": "Other"},
}


def confirmed(noun, key):
    """The page that asks whether to go on, answered with yes."""

    def sent(world, browser):
        target = page_of(noun, "delete", key(world))
        shown = world.get(browser, target)
        return target, {"post": "yes", "_seen": (shown.context or {}).get("seen_revision", "")}

    return sent


def action(noun, name, row, **more):
    """A list with a row ticked and an action chosen."""

    def sent(world, browser):
        target = page_of(noun, "changelist") + ("?state=all" if noun == "comment" else "")
        shown = world.get(browser, target)
        seen = (shown.context or {}).get("seen_revisions", "")
        return target, {"action": name, "_selected_action": [row(world).pk], "_seen": seen} | more

    return sent


def offers_action(noun, name):
    return shows(lambda world: page_of(noun, "changelist"), lambda world: f'<option value="{name}">')


def row(noun):
    return lambda world: world.rows[noun]


def key(noun):
    return lambda world: world.rows[noun].pk


def conflict(noun):
    """A choice between two versions, as the page of a conflict sends it back."""

    def sent(world, browser):
        root = Root(noun, key(noun)(world))
        field, value = next(iter(CHANGED.get(noun, {"name": "Other"}).items()))
        was = read_document(root)[noun][str(root.key)].get(field, "")
        patch = {noun: {str(root.key): {"was": {field: was}, "is": {field: value}}}}
        entry, user = Entry(root, newest_revision_id(root), patch, ""), world.user(browser)
        sent = {
            "held": sign_entry(entry, user) if user else "",
            "head": newest_revision_id(root),
        }
        return page_of(noun, "conflict", root.key), sent

    return sent


def reverted(noun, name):
    """A revision brought back."""

    def sent(world, browser):
        root = Root(noun, world.revised[name].pk)
        shown = page_of(noun, "revert", root.key, world.revision[name])
        return shown, {"_seen": newest_revision_id(root), "_note": "Back"}

    return sent


def restored(noun, name):
    def sent(world, browser):
        root = Root(noun, world.deleted[name])
        return page_of(noun, "restore", root.key), {"_seen": newest_revision_id(root)}

    return sent


def step(name, film):
    """A button of the page on a film's publication."""

    def sent(world, browser):
        target = address("film", "publication", getattr(world, film).pk)
        return target, {
            "step": name,
            "seen": newest_revision_id(Root("film", getattr(world, film).pk)),
            "_note": "Done",
        }

    return sent


def offers_step(name, film):
    target = lambda world: address("film", "publication", getattr(world, film).pk)  # noqa: E731
    return shows(target, lambda world: f'name="step" value="{name}"')


def button(path, marker, fields):
    """A button of one of a film's pages."""
    at = lambda world: path(world)  # noqa: E731
    return (lambda world, browser: (at(world), fields(world))), shows(at, marker)


def posts(target, fields):
    return lambda world, browser: (target, fields(world))

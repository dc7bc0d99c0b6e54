"""What tests of conflicts read from the page of one and send back."""

import re
from html import unescape

from tests.admin.desk_forms import open_film, save_film


def hidden_fields(text):
    """Return the hidden fields of the form on a page, {name: value}."""
    inputs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text)
    return {name: unescape(value) for name, value in inputs if name != "csrfmiddlewaretoken"}


def choices(text):
    """Return the names of the choices on the page of a conflict."""
    return sorted(set(re.findall(r'type="radio" name="([^"]+)"', text)))


def choose(browser, conflict_page, *, side="mine", **fields):
    """Send the page of a conflict with one side of all choices, except for those in `fields`."""
    action = re.search(r'<form method="post" action="([^"]+)"', conflict_page.text)[1]
    note = unescape(re.search(r'name="_note"[^>]* value="([^"]*)"', conflict_page.text)[1])
    choice_fields = dict.fromkeys(choices(conflict_page.text), side)
    return browser.post(action, hidden_fields(conflict_page.text) | choice_fields | {"_note": note} | fields)


def save_both(desk, other_desk, film, fields, other_fields):
    """Open the film at both desks, save it at the other one first, and return the response to the second save."""
    form, other_form = open_film(desk, film), open_film(other_desk, film)
    assert save_film(other_desk, film, other_form | other_fields).status_code == 302
    return save_film(desk, film, form | fields)

"""Forms that come back after a log-in, as tests read them."""

from django.contrib.sessions.models import Session

from catalog.models import Revision
from tests.admin.logins import PASSWORD
from tests.admin.plain_browser import FormReader

NOTHING_SAVED = "nothing is saved yet"
TYPED = {"biography": "Walked home <b>twice</b> & “late”.\nThen again.", "_note": "From her letters."}


def end_sessions():
    Session.objects.all().delete()


def log_in_again(plain, page, name="edda", password=PASSWORD, **fields):
    return plain.send(page, "login-form", username=name, password=password, **fields)


def field_of(page, name, form_id="person_form"):
    return dict(FormReader(page.text).forms[form_id]["fields"])[name]


def only_form(page):
    """Return the id of a page's one form beside that of the log-out."""
    [form_id] = FormReader(page.text).forms.keys() - {"logout-form"}
    return form_id


def assert_nothing_is_saved(person):
    person.refresh_from_db()
    assert (person.biography, Revision.objects.count()) == ("", 0)

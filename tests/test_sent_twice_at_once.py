"""Of one form that is sent twice at the same moment, one is saved and the other one is answered “saved already”."""

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.test import Client

from catalog.editing.documents import Root
from catalog.editing.history import newest_revision_id
from catalog.models import Deed, Film, Merge, Person, Revision, SentForm, State
from tests.admin.desk_forms import address, form_fields, open_film, with_row_count
from tests.factories import make_film, make_person
from tests.test_races import run_at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
SAVED_ALREADY = "This was saved already: nothing was saved twice."
KEY = "k" * 22


@pytest.fixture
def desk():
    return logged_in(User.objects.create_superuser("edda"))


def logged_in(user):
    browser = Client(raise_request_exception=False)
    browser.force_login(user)
    return browser


def double_click(page, fields, clicks=4):
    """Send a form several times at the same moment, from one account; return the answers, the first save before the others."""
    user = User.objects.get(username="edda")
    browsers = [logged_in(user) for _ in range(clicks)]
    posted_fields = {"_once": KEY} | fields
    responses = run_at_once(*(lambda browser=browser: browser.post(page, posted_fields) for browser in browsers))
    return sorted(responses, key=is_again)


def is_again(response):
    return SAVED_ALREADY in [str(message) for message in get_messages(response.wsgi_request)]


def assert_saved_once(responses, status=302):
    assert [is_again(response) for response in responses] == [False] + [True] * (len(responses) - 1)
    assert [response.status_code for response in responses] == [status] + [303] * (len(responses) - 1)
    assert SentForm.objects.count() == 1


def filled_fields(response):
    return {name: value for name, value in form_fields(response).items() if value != ""}


@pytest.mark.parametrize(("noun", "name"), [("film", "title"), ("person", "name")])
def test_a_new_row_is_made_once(desk, noun, name):
    page = address(noun, "add")
    fields = filled_fields(desk.get(page)) | {name: "Twice", "_continue": "1"}
    responses = double_click(page, fields)
    assert_saved_once(responses)
    row = {"film": Film, "person": Person}[noun].objects.get()
    assert {response.url for response in responses} == {address(noun, "change", row.pk)}


def test_a_film_is_changed_once_without_a_conflict(desk):
    film = make_film(state=State.DRAFT)
    fields = with_row_count(open_film(desk, film), "titles", 1) | {"titles-0-title": "New", "titles-0-film": film.pk}
    assert_saved_once(double_click(address("film", "change", film.pk), fields))
    assert (film.titles.count(), Revision.objects.count()) == (1, 1)


def test_a_published_film_is_changed_once_without_a_conflict(desk):
    film = make_film()
    fields = open_film(desk, film) | {"logline": "They walk."}
    assert_saved_once(double_click(address("film", "change", film.pk), fields))
    assert Revision.objects.count() == 1


def test_a_film_is_deleted_once(desk):
    film = make_film(state=State.DRAFT)
    assert_saved_once(double_click(address("film", "delete", film.pk), {"post": "yes", "_seen": 0}))
    assert not Film.objects.exists()


def test_a_step_of_a_publication_is_taken_once(desk):
    film = make_film(state=State.DRAFT)
    fields = {"step": "publish", "seen": newest_revision_id(Root("film", film.pk))}
    responses = double_click(address("film", "publication", film.pk), fields)
    assert_saved_once(responses, 303)
    assert {response.url for response in responses} == {address("film", "publication", film.pk)}
    assert Revision.objects.get().deed == Deed.PUBLISHED


def test_an_action_of_the_list_is_taken_once(desk):
    films = [make_film(state=State.DRAFT) for _ in range(2)]
    page = address("film", "changelist")
    seen_revisions = desk.get(page).context["seen_revisions"]
    fields = {
        "action": "publish",
        "post": "yes",
        "_selected_action": [film.pk for film in films],
        "_seen": seen_revisions,
    }
    assert_saved_once(double_click(page, fields))
    assert Revision.objects.count() == 2


def test_two_people_are_merged_once(desk):
    left, right = make_person(), make_person()
    fields = {"left": left.pk, "right": right.pk, "survivor": "left", f"seen_{left.pk}": 0, f"seen_{right.pk}": 0}
    responses = double_click(address("person", "merge"), fields)
    assert_saved_once(responses, 303)
    pages = {address("person", "change", left.pk), address("person", "merges")}
    assert {response.url for response in responses} <= pages
    assert Merge.objects.count() == 1


def test_a_refused_form_is_refused_each_time(desk):
    page = address("film", "add")
    responses = double_click(page, filled_fields(desk.get(page)) | {"title": ""})
    assert {response.status_code for response in responses} == {200}
    assert not SentForm.objects.exists()

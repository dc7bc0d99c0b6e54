"""Each form of the desk is saved once, however often it is sent."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken

from catalog.editing.edit import Edit
from catalog.models import Film, Person, Revision, SentForm, State
from tests.admin.desk_forms import address, form_errors, form_fields, once_key, open_film, save_film
from tests.admin.logins import PASSWORD, app_code, log_in, make_app
from tests.factories import make_credit, make_film, make_person

SAVED_ALREADY = "This was saved already: nothing was saved twice."
KEY = "k" * 22
pytestmark = pytest.mark.django_db


def messages(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def send(browser, target, fields):
    """Send a form with KEY; the same files can be sent again."""
    for value in fields.values():
        if hasattr(value, "seek"):
            value.seek(0)
    return browser.post(target, fields | {"_once": KEY})


def new_film(desk, **fields):
    """Return the fields of a new film, as its page sends them."""
    return filled_fields(desk.get(address("film", "add"))) | {"title": "The Way Home"} | fields


def filled_fields(response):
    return {name: value for name, value in form_fields(response).items() if value != ""}


def test_each_page_has_a_key_of_its_own(desk):
    assert once_key(desk.get(address("film", "add"))) != once_key(desk.get(address("film", "add")))


def test_a_new_film_that_is_sent_again_leads_where_the_first_one_led(desk):
    fields = new_film(desk, _continue="1")
    first, second = (desk.post(address("film", "add"), fields) for _ in range(2))
    film = Film.objects.get()
    assert second.url == first.url == address("film", "change", film.pk)
    assert messages(second)[-1] == SAVED_ALREADY
    assert Revision.objects.count() == 1


@pytest.mark.parametrize("button", ["_save", "_continue", "_addanother"])
def test_where_to_go_on_makes_no_other_form(desk, button):
    fields = new_film(desk)
    desk.post(address("film", "add"), fields | {"_save": "1"})
    assert desk.post(address("film", "add"), fields | {button: "1"}).status_code == 303
    assert Film.objects.count() == 1


def test_a_new_row_in_a_window_is_chosen_again_when_it_is_sent_again(desk):
    page = f"{address('person', 'add')}?_to_field=id&_popup=1"
    fields = form_fields(desk.get(page)) | {"name": "Ludmila Testowa", "_popup": "1", "_to_field": "id"}
    first, second = (desk.post(page, fields) for _ in range(2))
    person = Person.objects.get()
    assert second.status_code == 200
    assert f"&quot;value&quot;: &quot;{person.pk}&quot;" in second.text
    assert second.text == first.text


def test_a_changed_film_that_is_sent_again_is_no_conflict_with_itself(desk, film):
    fields = open_film(desk, film) | {"title": "The Way Home"}
    save_film(desk, film, fields)
    response = save_film(desk, film, fields)
    assert response.status_code == 303
    assert Revision.objects.count() == 1


def test_a_form_that_was_changed_after_it_was_saved_is_not_taken_for_the_same(desk, film):
    fields = open_film(desk, film)
    save_film(desk, film, fields | {"title": "The Way Home"})
    response = save_film(desk, film, fields | {"title": "The Way Out"})
    assert response.status_code == 409
    assert "You saved this meanwhile: The Way Home" in response.text
    assert "The Way Out" in response.text


def test_a_new_film_that_was_changed_after_it_was_saved_is_asked_about(desk):
    fields = new_film(desk)
    desk.post(address("film", "add"), fields)
    response = desk.post(address("film", "add"), fields | {"title": "The Way Out"})
    assert "You saved this form already" in form_errors(response)
    assert filled_fields(response)["title"] == "The Way Out"
    assert Film.objects.count() == 1
    desk.post(address("film", "add"), filled_fields(response))
    assert set(Film.objects.values_list("title", flat=True)) == {"The Way Home", "The Way Out"}


def test_a_refused_form_keeps_its_key_and_can_be_sent_again(desk):
    fields = new_film(desk)
    refusal = desk.post(address("film", "add"), fields | {"versions-0-runtime_minutes": "long"})
    assert once_key(refusal) == fields["_once"]
    assert not SentForm.objects.exists()
    assert desk.post(address("film", "add"), fields | {"versions-0-runtime_minutes": "90"}).status_code == 302
    assert Film.objects.get().runtime_minutes == 90


def test_a_save_that_fails_leaves_the_form_unsaved(desk, film, monkeypatch):
    fields = open_film(desk, film) | {"title": "The Way Home"}

    def fail(*arguments):
        raise RuntimeError("no save")

    with monkeypatch.context() as patch:
        patch.setattr(Edit, "save", fail)
        with pytest.raises(RuntimeError, match="no save"):
            save_film(desk, film, fields)
    assert save_film(desk, film, fields).status_code == 302
    film.refresh_from_db()
    assert film.title == "The Way Home"


def test_a_form_is_known_to_the_account_that_saved_it(desk, reviewers_desk):
    fields = new_film(desk)
    for browser in (desk, reviewers_desk):
        assert browser.post(address("film", "add"), fields).status_code == 302
    assert Film.objects.count() == 2


@pytest.mark.parametrize("key", ["", "short", "k" * 23, "é" * 22, "\n" + "k" * 21])
def test_a_form_without_a_key_of_ours_is_saved_as_often_as_it_is_sent(desk, key):
    fields = new_film(desk, _once=key)
    for _ in range(2):
        assert desk.post(address("film", "add"), fields).status_code == 302
    assert (Film.objects.count(), SentForm.objects.count()) == (2, 0)


def test_a_film_is_saved_and_published_once(reviewers_desk, film):
    fields = open_film(reviewers_desk, film) | {"title": "The Way Home", "_step": "publish"}
    first, second = (save_film(reviewers_desk, film, fields) for _ in range(2))
    assert first.url == second.url == address("film", "change", film.pk)
    assert messages(second)[-1] == SAVED_ALREADY
    film.refresh_from_db()
    assert (film.state, Revision.objects.count()) == (State.PUBLISHED, 2)


def test_an_action_that_changes_no_row_is_not_called_saved(reviewers_desk):
    film = make_film()
    page = address("film", "changelist")
    seen_revisions = reviewers_desk.get(page).context["seen_revisions"]
    fields = {"action": "publish", "post": "yes", "_selected_action": [film.pk], "_seen": seen_revisions}
    send(reviewers_desk, page, fields)
    assert SAVED_ALREADY not in messages(send(reviewers_desk, page, fields))


def test_the_browser_is_told_which_form_was_saved(desk, film):
    fields = open_film(desk, film) | {"title": "The Way Home"}
    refusal = save_film(desk, film, fields | {"title": ""})
    assert "wayback_saved" not in refusal.cookies
    for response in (save_film(desk, film, fields), save_film(desk, film, fields)):
        cookie = response.cookies["wayback_saved"]
        assert (cookie.value, cookie["path"], cookie["samesite"]) == (fields["_once"], "/admin/", "Strict")
        assert (cookie["max-age"], cookie["httponly"]) == (600, "")


def test_a_password_is_changed_once(desk, editor):
    page = reverse("admin:password_change")
    fields = {"old_password": PASSWORD, "new_password1": "a staple of amber", "new_password2": "a staple of amber"}
    wrong = send(desk, page, fields | {"old_password": "wrong"})
    assert wrong.status_code == 200
    assert send(desk, page, fields).status_code == 302
    assert messages(send(desk, page, fields)) == [SAVED_ALREADY]
    editor.refresh_from_db()
    assert editor.check_password("a staple of amber")


def test_recovery_codes_are_made_once(desk, editor):
    app, codes = make_app(editor)
    log_in(desk, code=app_code(app))
    fields = {"act": "codes", "code": codes[0]}
    assert send(desk, "/admin/two-step/", fields).status_code == 200
    tokens = set(StaticToken.objects.values_list("token", flat=True))
    assert messages(send(desk, "/admin/two-step/", fields)) == [SAVED_ALREADY]
    assert set(StaticToken.objects.values_list("token", flat=True)) == tokens


def test_old_forms_of_the_account_are_forgotten(desk, editor, film):
    old, recent = (SentForm.objects.create(editor=editor, key=KEY, digest=digest) for digest in "ab")
    SentForm.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=31))
    save_film(desk, film, open_film(desk, film) | {"title": "The Way Home"})
    assert not SentForm.objects.filter(pk=old.pk).exists()
    assert SentForm.objects.filter(pk=recent.pk).exists()


def test_a_form_that_is_about_to_be_answered_leads_to_a_page_of_its_noun(desk, editor):
    """Its own answer is stored after the save; whoever sends it again in between has to go somewhere."""
    fields = new_film(desk)
    desk.post(address("film", "add"), fields)
    SentForm.objects.update(address="")
    assert desk.post(address("film", "add"), fields).url == address("film", "changelist")


def test_a_director_is_credited_once(desk, film):
    credit = make_credit(film, person=make_person())
    fields = open_film(desk, film)
    row = {name: value for name, value in fields.items() if name.startswith("credits-0-")}
    new_row = {name.replace("-0-", "-1-"): value for name, value in row.items()} | {
        "credits-1-id": "",
        "credits-1-person": make_person().pk,
        "credits-TOTAL_FORMS": 2,
    }
    for _ in range(2):
        save_film(desk, film, fields | new_row)
    assert film.credits.exclude(pk=credit.pk).count() == 1

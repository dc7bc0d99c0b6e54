"""Two editors at one thing: whoever saves second is shown both versions, and nothing of either is lost."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client

from catalog.merging.merge import merge
from catalog.models import (
    Award,
    Citation,
    Comment,
    Credit,
    Film,
    Person,
    Reading,
    Release,
    Revision,
    State,
    Title,
    WorkingCopy,
)
from tests.admin.conftest import staff
from tests.admin.desk_forms import address, form_fields, open_film, save_film
from tests.factories import (
    make_article,
    make_award,
    make_citation,
    make_comment,
    make_credit,
    make_event,
    make_film,
    make_person,
    make_question,
    make_release,
    make_source,
    make_synopsis,
    make_title,
)


@pytest.fixture
def other(db):
    """The browser of a second editor."""
    browser = Client()
    browser.force_login(staff("otto", "Reviewer"))
    return browser


def hidden(page):
    """The hidden fields of the form on a page."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def choices(page):
    """The names of the choices on the page of a conflict."""
    return sorted(set(re.findall(r'type="radio" name="([^"]+)"', page)))


def choose(browser, refused, **taken):
    """Send the page of a conflict back with the same side of every choice, or with some on another."""
    side = taken.pop("side", "mine")
    action = re.search(r'<form method="post" action="([^"]+)"', refused.text)[1]
    note = unescape(re.search(r'name="note"[^>]* value="([^"]*)"', refused.text)[1])
    picked = dict.fromkeys(choices(refused.text), side) | {"note": note} | taken
    return browser.post(action, hidden(refused.text) | picked)


def both(desk, other, film, mine, theirs):
    """Both open the film, the other saves first; return what the second is answered."""
    my_form, their_form = open_film(desk, film), open_film(other, film)
    assert save_film(other, film, their_form | theirs).status_code == 302
    return save_film(desk, film, my_form | mine)


def test_a_second_save_of_a_field_is_refused_and_shows_both(desk, other, film):
    refused = both(desk, other, film, {"title": "My title"}, {"title": "Their title"})
    assert refused.status_code == 409
    assert Film.objects.get().title == "Their title"
    for said in ("My title", "Their title", "otto", "Nothing of yours is saved yet"):
        assert said in refused.text
    assert choices(refused.text) == [f"take-film-{film.pk}-title"]


@pytest.mark.parametrize(("side", "title"), [("mine", "My title"), ("theirs", "Their title")])
def test_a_field_that_both_changed_is_saved_as_chosen(desk, other, film, side, title):
    mine = {"title": "My title", "logline": "A walk.", "_note": "Because"}
    refused = both(desk, other, film, mine, {"title": "Their title", "runtime_minutes": "133"})
    assert choose(desk, refused, side=side).status_code == 302
    saved = Film.objects.get()
    assert (saved.title, saved.logline, saved.runtime_minutes) == (title, "A walk.", 133)
    last = Revision.objects.first()
    assert (last.editor_name, last.note) == ("edda", "Because")


def test_what_each_changed_of_their_own_is_kept_without_a_choice(desk, other, film):
    refused = both(desk, other, film, {"logline": "A walk."}, {"runtime_minutes": "133"})
    assert refused.status_code == 409
    assert choices(refused.text) == []
    assert choose(desk, refused).status_code == 302
    assert (Film.objects.get().logline, Film.objects.get().runtime_minutes) == ("A walk.", 133)


def test_a_choice_that_was_not_made_is_asked_for_again(desk, other, film):
    refused = both(desk, other, film, {"title": "My title"}, {"title": "Their title"})
    again = desk.post(address("film", "conflict", film.pk), hidden(refused.text))
    assert again.status_code == 409
    assert "Choose one side of each" in again.text
    assert "My title" in again.text


def test_sides_that_were_chosen_stay_chosen_when_one_is_asked_for_again(desk, other, film):
    theirs = {"title": "Their title", "logline": "Theirs"}
    refused = both(desk, other, film, {"title": "My title", "logline": "Mine"}, theirs)
    name = f"take-film-{film.pk}-title"
    again = desk.post(address("film", "conflict", film.pk), hidden(refused.text) | {name: "mine"})
    checked = re.findall(r'name="([^"]+)" value="(\w+)" required checked', again.text)
    assert (again.status_code, checked) == (409, [(name, "mine")])


def test_a_note_that_the_history_cannot_hold_is_asked_for_again_with_its_words(desk, other, film):
    refused = both(desk, other, film, {"title": "My title"}, {"title": "Their title"})
    again = choose(desk, refused, note="why " * 300)
    assert again.status_code == 409
    assert "longer than 1000 characters" in again.text
    assert "why " * 300 in again.text
    assert Film.objects.get().title == "Their title"


def test_a_third_save_in_between_is_shown_too(desk, other, film):
    refused = both(desk, other, film, {"title": "My title"}, {"title": "Their title"})
    save_film(other, film, open_film(other, film) | {"title": "Their other title"})
    again = choose(desk, refused)
    assert again.status_code == 409
    assert "Their other title" in again.text
    assert Film.objects.get().title == "Their other title"
    assert choose(desk, again).status_code == 302
    assert Film.objects.get().title == "My title"


def test_rows_that_both_moved_are_chosen_one_by_one(desk, other, film):
    first, second = make_credit(film, billing_order=1), make_credit(film, billing_order=2)
    mine = {"credits-0-billing_order": "5", "credits-1-billing_order": "6"}
    theirs = {"credits-0-billing_order": "8", "credits-1-billing_order": "7"}
    refused = both(desk, other, film, mine, theirs)
    names = [f"take-credit-{credit.pk}-billing_order" for credit in (first, second)]
    assert choices(refused.text) == names
    assert choose(desk, refused, **{names[0]: "theirs"}).status_code == 302
    assert list(Credit.objects.order_by("id").values_list("billing_order", flat=True)) == [8, 6]


@pytest.mark.parametrize(("side", "note"), [("mine", ["festival cut"]), ("theirs", [])])
def test_a_row_that_one_deleted_and_the_other_edited_is_chosen(desk, other, film, side, note):
    make_release(film)
    refused = both(desk, other, film, {"releases-0-note": "festival cut"}, {"releases-0-DELETE": "on"})
    assert refused.status_code == 409
    assert not Release.objects.exists()
    assert choose(desk, refused, side=side).status_code == 302
    assert list(Release.objects.values_list("note", flat=True)) == note


@pytest.mark.parametrize(("side", "left"), [("mine", 0), ("theirs", 1)])
def test_a_row_that_i_deleted_and_the_other_edited_is_chosen(desk, other, film, side, left):
    make_title(film)
    refused = both(desk, other, film, {"titles-0-DELETE": "on"}, {"titles-0-note": "working title"})
    assert Title.objects.get().note == "working title"
    assert choose(desk, refused, side=side).status_code == 302
    assert Title.objects.count() == left


def test_rows_that_both_added_are_both_kept(desk, other, film):
    row = {"titles-TOTAL_FORMS": 1, "titles-0-id": "", "titles-0-film": film.pk, "titles-0-note": ""}
    refused = both(desk, other, film, row | {"titles-0-title": "Mine"}, row | {"titles-0-title": "Theirs"})
    assert refused.status_code == 409
    assert choose(desk, refused).status_code == 302
    assert sorted(Title.objects.values_list("title", flat=True)) == ["Mine", "Theirs"]


def test_the_same_row_that_both_added_is_refused_by_its_rule_and_can_be_dropped(desk, other, film):
    row = {"titles-TOTAL_FORMS": 1, "titles-0-id": "", "titles-0-film": film.pk, "titles-0-title": "Droga"}
    refused = both(desk, other, film, row | {"logline": "A walk."}, row)
    again = choose(desk, refused)
    assert again.status_code == 409
    assert "has this title" in again.text
    assert Title.objects.count() == 1


@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_a_film_that_was_deleted_meanwhile_comes_back_with_what_was_typed_or_stays_away(desk, other, film, side):
    make_credit(film)
    fields = open_film(desk, film) | {"title": "My title"}
    assert other.post(address("film", "delete", film.pk), {"post": "yes", "_seen": fields["_seen"]}).status_code == 302
    refused = save_film(desk, film, fields)
    assert refused.status_code == 409
    assert "My title" in refused.text
    assert not Film.objects.exists()
    assert choose(desk, refused, side=side).status_code == 302
    assert list(Film.objects.values_list("title", flat=True)) == (["My title"] if side == "mine" else [])
    assert Credit.objects.count() == (side == "mine")


def test_what_is_typed_wrong_is_corrected_first_and_nothing_typed_is_lost(desk, other, film):
    refused = both(desk, other, film, {"title": "My title", "runtime_minutes": "many"}, {"title": "Their title"})
    assert refused.status_code == 200
    assert 'value="My title"' in refused.text
    assert "saved this while you had it open" in refused.text
    corrected = {"title": "My title", "runtime_minutes": "90"}
    again = save_film(desk, film, form_fields(refused) | corrected)
    assert again.status_code == 409
    assert choose(desk, again).status_code == 302
    assert (Film.objects.get().title, Film.objects.get().runtime_minutes) == ("My title", 90)


def test_a_rows_own_page_is_held_against_its_film(desk, other, film):
    award = make_award(film)
    page = address("award", "change", award.pk)
    fields = form_fields(desk.get(page)) | {"category": "My category"}
    save_film(other, film, open_film(other, film) | {"awards-0-category": "Their category"})
    refused = desk.post(page, fields)
    assert refused.status_code == 409
    assert Award.objects.get().category == "Their category"
    assert choose(desk, refused).status_code == 302
    assert Award.objects.get().category == "My category"


def test_a_person_is_not_overwritten(desk, other):
    person = make_person(name="Peter Weir")
    page = address("person", "change", person.pk)
    mine, theirs = form_fields(desk.get(page)), form_fields(other.get(page))
    other.post(page, theirs | {"born": "1944"})
    refused = desk.post(page, mine | {"born": "1945"})
    assert refused.status_code == 409
    assert choose(desk, refused, side="theirs").status_code == 302
    assert str(Person.objects.get().born) == "1944"


def test_the_working_copy_is_not_overwritten(desk, other):
    film = make_film(title="The Way Back")
    refused = both(desk, other, film, {"title": "My title"}, {"title": "Their title"})
    assert refused.status_code == 409
    assert choose(desk, refused).status_code == 302
    assert Film.objects.get().title == "The Way Back"
    assert WorkingCopy.objects.get().patch["film"][str(film.pk)]["is"] == {"title": "My title"}


def test_a_deletion_of_what_was_saved_since_is_refused(desk, other, film):
    page = address("film", "delete", film.pk)
    seen = hidden(desk.get(page).text)
    save_film(other, film, open_film(other, film) | {"title": "Their title"})
    refused = desk.post(page, seen)
    assert refused.status_code == 409
    assert Film.objects.get().title == "Their title"


@pytest.mark.parametrize("action", ["publish", "withdraw", "send_to_review", "delete_selected"])
def test_an_action_on_what_was_saved_since_is_refused(reviewers_desk, other, film, action):
    page = address("film", "changelist")
    chosen = hidden(reviewers_desk.get(page).text) | {"action": action, "_selected_action": film.pk, "post": "yes"}
    save_film(other, film, open_film(other, film) | {"title": "Their title"})
    refused = reviewers_desk.post(page, chosen, follow=True)
    assert "after you opened this page, so nothing was done" in refused.text
    assert Film.objects.get().state == State.DRAFT


def test_an_action_on_all_pages_is_refused_where_one_unseen_was_saved_since(reviewers_desk, other, film):
    page = address("film", "changelist")
    listed = hidden(reviewers_desk.get(page, {"q": "nothing of this name"}).text)
    save_film(other, film, open_film(other, film) | {"title": "Their title"})
    chosen = listed | {"action": "publish", "select_across": "1", "_selected_action": film.pk}
    assert "nothing was done" in reviewers_desk.post(page, chosen, follow=True).text
    assert Film.objects.get().state == State.DRAFT


def test_a_comment_decided_by_somebody_else_is_not_decided_over(moderators_desk, film):
    comment = make_comment(film, state="pending")
    second = Client()
    second.force_login(staff("mark", "Moderator"))
    page = address("comment", "changelist")
    listed = hidden(moderators_desk.get(page).text)
    chosen = {"_selected_action": comment.pk}
    second.post(page, hidden(second.get(page).text) | chosen | {"action": "reject"})
    response = moderators_desk.post(f"{page}?state=all", listed | chosen | {"action": "approve"}, follow=True)
    assert "nothing was done" in response.text
    assert Comment.objects.get().state == "rejected"


def test_a_film_that_was_saved_since_it_was_looked_at_is_not_published(reviewers_desk, other, film):
    page = address("film", "publication", film.pk)
    looked_at = hidden(reviewers_desk.get(page).text)
    save_film(other, film, open_film(other, film) | {"title": "Their title"})
    refused = reviewers_desk.post(page, looked_at | {"step": "publish"})
    assert refused.status_code == 409
    assert "after you opened this page" in refused.text
    assert Film.objects.get().state == State.DRAFT


def test_a_form_that_does_not_say_what_it_was_made_from_saves_nothing(desk, other, film):
    fields = open_film(desk, film)
    save_film(other, film, open_film(other, film) | {"title": "Their title"})
    del fields["_seen"]
    assert save_film(desk, film, fields | {"title": "My title"}).status_code == 409
    assert Film.objects.get().title == "Their title"


@pytest.mark.parametrize("held", ["", "forged", None])
def test_what_comes_back_of_a_conflict_must_be_what_was_sent(desk, other, film, held):
    refused = both(desk, other, film, {"title": "My title"}, {"title": "Their title"})
    sent = hidden(refused.text) | ({"held": held} if held is not None else {})
    page = address("film", "conflict", film.pk if held is not None else film.pk + 1)
    assert desk.post(page, sent).status_code == 400
    # Another editor can't send it either.
    if held is None:
        assert other.post(address("film", "conflict", film.pk), sent).status_code == 400


def test_a_form_says_who_else_has_it_open(desk, other, film):
    page = address("film", "change", film.pk)
    assert "Also open here" not in desk.get(page).text
    assert "Also open here: edda" in other.get(page).text
    assert "Also open here: otto" in desk.get(page).text
    ping = re.search(r'data-address="([^"]+)"', desk.get(page).text)[1]
    assert "otto" in desk.post(ping).text
    assert desk.get(ping).status_code == 405
    assert Client().post(ping).status_code == 302


@pytest.mark.parametrize("state", [State.DRAFT, State.PUBLISHED])
def test_a_film_that_a_browser_sends_back_as_it_was_is_not_changed(desk, state):
    film = make_film(state=state, note="One line.\nAnother.")
    make_synopsis(film, body="## Home\n\nHe walks.\n")
    make_article(film, body="It was praised.\n\nTwice.")
    make_event(film, happens="They walk.\nThey rest.")
    make_question(film, ruling="It is a well.\nOf old.", reason="Seen.\nTwice.")
    make_citation(film, field="title", quote="The\nWay")
    fields = {
        name: re.sub("\n", "\r\n", value) if isinstance(value, str) else value
        for name, value in open_film(desk, film).items()
    }
    assert save_film(desk, film, fields).status_code == 302
    assert not Revision.objects.exists()
    changed = fields | {"synopses-0-title": "The walk", "questions-0-position": "3"}
    assert save_film(desk, film, changed).status_code == 302
    patch = Revision.objects.get().patch
    changed = {noun: [set(change["is"]) for change in changes.values()] for noun, changes in patch.items()}
    assert changed == {"synopsis": [{"title"}], "question": [{"position"}]}


# One deletes what the other points at


def credited(desk, other, film, source, side):
    """One cites a source under a credit that the other deletes; `side` says whose save is the first."""
    make_credit(film)
    citing, deleting = {"credits-0-sources": [source.pk]}, {"credits-0-DELETE": "on"}
    return both(desk, other, film, *((citing, deleting) if side == "mine" else (deleting, citing)))


@pytest.mark.parametrize(("citing", "side", "left"), [
    ("mine", "mine", 1), ("mine", "theirs", 0), ("theirs", "mine", 0), ("theirs", "theirs", 1),
])  # fmt: skip
def test_a_credit_that_one_deletes_and_the_other_cites_is_a_choice(desk, other, film, citing, side, left):
    refused = credited(desk, other, film, make_source(), citing)
    assert re.fullmatch(r"take-credit-\d+-", *choices(refused.text))
    assert choose(desk, refused, side=side).status_code == 302
    assert (Credit.objects.count(), Citation.objects.count()) == (left, left)
    connection.check_constraints()


@pytest.mark.parametrize(("side", "left"), [("mine", 1), ("theirs", 0)])
def test_a_reading_that_is_edited_on_its_own_page_comes_back_with_its_question(desk, other, film, side, left):
    question = make_question(film, readings=[(make_source(), "A river")])
    page = address("reading", "change", question.readings.get().pk)
    mine = form_fields(desk.get(page))
    gone = address("question", "delete", question.pk)
    assert other.post(gone, {"post": "yes", "_seen": other.get(gone).context["seen_revision"]}).status_code == 302
    refused = desk.post(page, mine | {"value": "A lake"})
    assert choose(desk, refused, side=side).status_code == 302
    assert [reading.value for reading in Reading.objects.filter(question=question.pk)] == ["A lake"] * left
    connection.check_constraints()


def test_a_row_that_names_somebody_merged_meanwhile_names_the_survivor(desk, other, film):
    goes, stays = make_person(name="Weir"), make_person(name="Peter Weir")
    make_credit(film, person=goes)
    fields = open_film(desk, film) | {"credits-0-credited_as": "P. Weir"}
    merge(noun="person", survivor=stays.pk, loser=goes.pk, editor=staff("rita", "Reviewer"))
    refused = save_film(desk, film, fields)
    assert refused.status_code == 409
    assert choose(desk, refused).status_code == 302
    credit = Credit.objects.get()
    assert (credit.person, credit.credited_as) == (stays, "P. Weir")

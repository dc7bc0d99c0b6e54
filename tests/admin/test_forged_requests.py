"""Forged and broken requests get a page that says what is wrong, and change nothing."""

import pytest
from django.urls import reverse

from catalog.admin.core.posted import MOST_NOTE_LETTERS
from catalog.editing.documents import Root
from catalog.editing.history import add_note, newest_revision_id
from catalog.models import ExternalId, Film, Language, Presence, Revision, WorkingCopy
from tests.admin.desk_forms import address, form_fields, new_rows, open_film, save_film
from tests.admin.role_world import table_contents
from tests.factories import make_film, make_question, make_synopsis, make_title

HUGE = "9" * 30
LONG = "9" * 5000
RUBBISH = ("", "x", HUGE, LONG, "²", "a\0b")
HIDDEN_NAMES = (
    "_seen",
    "_root",
    "held",
    "head",
    "seen",
    "step",
    "sure",
    "_step",
    "moment_0",
    "moment_1",
    "take-whole",
    "left",
    "right",
    "survivor",
    "pick_title",
    "do",
    "days",
    "revoke",
    "note",
    "_note",
    "about",
    "merge",
    "take_back",
    "post",
    "action",
    "index",
    "_selected_action",
    "titles-TOTAL_FORMS",
    "_popup",
    "_to_field",
    "_saveasnew",
    "film",
)
EXPECTED_STATUSES = {200, 302, 303, 400, 403, 404, 405, 409}
PAGES = (
    "change",
    "delete",
    "publication",
    "preview",
    "preview_links",
    "disagreements",
    "alignment",
    "history",
    "conflict",
)
LISTS = ("changelist", "add", "merge", "merges", "duplicates", "deleted")


@pytest.fixture
def desk(reviewers_desk):
    """The browser of a reviewer; an error on the server is a response, not an exception."""
    reviewers_desk.raise_request_exception = False
    return reviewers_desk


@pytest.fixture
def film_with_working_copy(desk):
    """A published film with a working copy."""
    film = make_film(title="Changed")
    make_title(film)
    assert save_film(desk, film, open_film(desk, film) | {"logline": "Later"}).status_code == 302
    return film


@pytest.fixture
def film_with_conflict(desk):
    """A film whose working copy cannot be applied: another film has the external id that it adds."""
    film, other_film = make_film(title="First"), make_film(title="Second", state="draft")
    fields = {"external_ids-TOTAL_FORMS": 1, "external_ids-0-scheme": "imdb", "external_ids-0-value": "tt1023114"}
    for row in (film, other_film):
        assert save_film(desk, row, open_film(desk, row) | fields).status_code == 302
    return film


def newest_id(row):
    return newest_revision_id(Root.of(row))


@pytest.mark.parametrize("value", RUBBISH, ids=lambda value: ascii(value)[:12])
def test_rubbish_in_all_hidden_fields_is_no_server_error_and_changes_nothing(desk, film_with_working_copy, value):
    contents = table_contents()
    pages = [address("film", page, film_with_working_copy.pk) for page in PAGES]
    pages += [address("film", page) for page in LISTS]
    for page in pages:
        for fields in (dict.fromkeys(HIDDEN_NAMES, value), {name: ["1", value, "x"] for name in HIDDEN_NAMES}):
            response = desk.post(page, fields | {"post": ""})
            assert response.status_code in EXPECTED_STATUSES, (page, response.status_code)
    assert table_contents() == contents


@pytest.mark.parametrize("key", ["0", "x", HUGE, "%00", "_3A", "%F0%9F%8E%AC", "%C2%B2"])
@pytest.mark.parametrize("noun", ["film", "title", "language"])
def test_an_impossible_key_is_no_server_error(desk, film_with_working_copy, noun, key):
    pages = PAGES if noun == "film" else ("change", "delete", "history")
    for page in pages:
        target = address(noun, page, 1).replace("/1/", f"/{key}/")
        for response in (desk.get(target), desk.post(target, {"post": "yes", "_seen": "1", "title": "x"})):
            assert response.status_code in EXPECTED_STATUSES, (target, response.status_code)


@pytest.mark.parametrize("key", ["x", HUGE, "²", "a\0b", "1.5"])
def test_an_action_on_an_impossible_key_is_refused(desk, film, key):
    for noun, action in (("film", "publish"), ("person", "delete_selected"), ("title", "delete_selected")):
        fields = {"action": action, "_selected_action": key, "post": "yes"}
        assert desk.post(address(noun, "changelist"), fields).status_code == 400


def test_a_text_key_with_a_null_character_is_refused(desk, film):
    fields = {"action": "delete_selected", "_selected_action": "e\0", "post": "yes"}
    assert desk.post(address("language", "changelist"), fields).status_code == 400
    response = save_film(
        desk,
        film,
        open_film(desk, film) | new_rows("versions", {"spoken": ["e\0"], "state": "published", "position": 0}),
    )
    assert response.status_code == 200


@pytest.mark.parametrize("seen_revisions", ["²", LONG, "x", "1 film-1:²", f"{LONG} film-1:{LONG}"])
def test_an_action_with_forged_seen_revisions_is_no_server_error(desk, film, seen_revisions):
    fields = {"action": "delete_selected", "_selected_action": film.pk, "post": "yes", "_seen": seen_revisions}
    make_title(film)
    add_note(film, "Entered.", editor=None)
    assert desk.post(address("film", "changelist"), fields).status_code in EXPECTED_STATUSES


@pytest.mark.parametrize(
    "query", [f"published_from__year={HUGE}", f"id__in=x,{HUGE}", f"o={HUGE}", f"p={HUGE}", "copy=x"]
)
def test_a_list_answers_a_query_of_rubbish(desk, film, query):
    for noun in ("film", "question"):
        assert desk.get(f"{address(noun, 'changelist')}?{query}").status_code in EXPECTED_STATUSES


def test_save_as_new_which_the_desk_does_not_offer_is_refused(desk, film):
    for page in (address("film", "change", film.pk), address("film", "add")):
        response = desk.post(page, {"_saveasnew": "1", "title": "The Way Home"})
        assert "no “Save as new”" in response.text
        assert 'value="The Way Home"' in response.text
    assert [row.title for row in Film.objects.all()] == ["The Way Back"]


def test_an_empty_field_of_a_popup_is_ignored(desk, film):
    page = address("film", "change", film.pk)
    assert desk.post(page, open_film(desk, film) | {"_popup": "1", "_to_field": ""}).status_code == 200


@pytest.mark.parametrize("content_type", ["application/json", "multipart/form-data", "multipart/form-data; boundary=x"])
def test_a_body_that_is_no_form_changes_nothing(desk, film_with_working_copy, content_type):
    contents = table_contents()
    for page in PAGES:
        response = desk.post(address("film", page, film_with_working_copy.pk), b"\xff{", content_type=content_type)
        assert response.status_code in EXPECTED_STATUSES, page
    assert table_contents() == contents


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1066-10-14"])
def test_a_moment_that_does_not_exist_in_all_time_zones_is_refused(desk, film, day):
    fields = {"step": "publish", "seen": newest_id(film), "moment_0": day, "moment_1": "00:00"}
    response = desk.post(address("film", "publication", film.pk), fields)
    assert response.status_code == 400
    assert "is no moment" in response.text


def test_a_note_that_is_too_long_is_refused_and_shown_whole(desk, film):
    note = "n" * (MOST_NOTE_LETTERS + 1)
    form_page = save_film(desk, film, open_film(desk, film) | {"title": "Other", "_note": note})
    fields = {"step": "submit", "seen": newest_id(film), "_note": note}
    publication_page = desk.post(address("film", "publication", film.pk), fields)
    for response in (form_page, publication_page):
        assert "longer than 1000" in response.text
        assert note in response.text
    assert not Revision.objects.exists()


# Honest requests in unusual conditions


@pytest.mark.parametrize("page", ["change", "delete", "alignment", "preview"])
def test_a_working_copy_that_cannot_be_applied_is_refused_with_advice(desk, film_with_conflict, page):
    response = desk.get(address("film", page, film_with_conflict.pk))
    assert response.status_code == 409
    assert "drop the working copy" in response.text


@pytest.mark.parametrize("page", ["change", "delete", "alignment", "publication"])
def test_a_post_changes_nothing_while_the_working_copy_cannot_be_applied(desk, film_with_conflict, page):
    contents = table_contents()
    newest = newest_id(film_with_conflict)
    fields = {"title": "x", "_seen": newest, "seen": newest, "step": "publish", "post": "yes"}
    assert desk.post(address("film", page, film_with_conflict.pk), fields).status_code == 409
    assert table_contents() == contents


def test_the_film_opens_again_when_the_conflicting_row_is_deleted_or_the_working_copy_is_discarded(
    desk, film_with_conflict
):
    page = address("film", "change", film_with_conflict.pk)
    ExternalId.objects.all().delete()
    assert desk.get(page).status_code == 200
    ExternalId.objects.create(film=make_film(), scheme_id="imdb", value="tt1023114")
    assert desk.get(page).status_code == 409
    fields = {"step": "discard", "sure": "yes", "seen": newest_id(film_with_conflict)}
    desk.post(address("film", "publication", film_with_conflict.pk), fields)
    assert desk.get(page).status_code == 200
    assert not WorkingCopy.objects.exists()


def test_a_row_of_a_film_whose_working_copy_cannot_be_applied_is_refused(desk, film_with_conflict):
    film = film_with_conflict
    rows = {"synopsis": make_synopsis(film), "question": make_question(film), "title": make_title(film)}
    fields = {"post": "yes", "_seen": newest_id(film)}
    for noun, row in rows.items():
        assert desk.get(address(noun, "change", row.pk)).status_code == 409
        assert desk.post(address(noun, "delete", row.pk), fields).status_code == 409


@pytest.mark.parametrize(("noun", "key"), [("language", "zh-Hant"), ("country", "PL")])
def test_a_noun_with_a_code_as_its_key_is_reverted_and_records_presence(desk, noun, key):
    Language.objects.get_or_create(tag="zh-Hant", defaults={"name": "Old"})
    page = address(noun, "change", key)
    for name in ("New", "Newer"):
        assert desk.post(page, form_fields(desk.get(page)) | {"name": name}).status_code == 302
    first = Revision.objects.of(noun, key).last().pk
    fields = {"_seen": newest_revision_id(Root(noun, key))}
    assert desk.post(address(noun, "revert", key, first), fields).status_code == 303
    assert Root(noun, key).model.objects.get(pk=key).name == "New"
    assert desk.post(reverse(f"admin:catalog_{noun}_presence", args=[f"{noun}-{key}"])).status_code == 200
    assert list(Presence.objects.values_list("noun", "key")) == [(noun, key)]

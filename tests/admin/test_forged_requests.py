"""Forged and broken requests: each is answered by a page that says what is wrong, and leaves all as it was."""

import pytest
from django.urls import reverse

from catalog.admin.core.posted import MOST_NOTE_LETTERS
from catalog.editing.documents import Root
from catalog.editing.history import add_note, newest_revision_id
from catalog.models import ExternalId, Language, Presence, Revision, WorkingCopy
from tests.admin.desk_forms import address, form_fields, open_film, save_film
from tests.admin.role_world import table_contents
from tests.factories import make_film, make_question, make_synopsis, make_title

HUGE = "9" * 30
LONG = "9" * 5000
RUBBISH = ("", "x", HUGE, LONG, "²", "a\0b")
HIDDEN = (
    "_seen",
    "_root",
    "held",
    "head",
    "seen",
    "step",
    "_step",
    "moment_0",
    "moment_1",
    "take-whole",
    "left",
    "right",
)
HIDDEN += ("survivor", "pick_title", "do", "days", "revoke", "note", "_note", "about", "merge", "take_back", "post")
HIDDEN += ("action", "index", "_selected_action", "titles-TOTAL_FORMS", "_popup", "_to_field", "_saveasnew", "film")
ALL_RIGHT = {200, 302, 303, 400, 403, 404, 405, 409}
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
    """The browser of somebody who may do most, which shows what broke."""
    reviewers_desk.raise_request_exception = False
    return reviewers_desk


@pytest.fixture
def changed(desk):
    """A published film with a working copy."""
    film = make_film(title="Changed")
    make_title(film)
    assert save_film(desk, film, open_film(desk, film) | {"logline": "Later"}).status_code == 302
    return film


@pytest.fixture
def unfit(desk):
    """A film with a working copy that no longer fits: what it gives an outside id has another film by now."""
    film, other = make_film(title="First"), make_film(title="Second", state="draft")
    sent = {"external_ids-TOTAL_FORMS": 1, "external_ids-0-scheme": "imdb", "external_ids-0-value": "tt1023114"}
    for one in (film, other):
        assert save_film(desk, one, open_film(desk, one) | sent).status_code == 302
    return film


def head(row):
    return newest_revision_id(Root.of(row))


@pytest.mark.parametrize("value", RUBBISH, ids=lambda value: ascii(value)[:12])
def test_rubbish_in_all_hidden_fields_breaks_nothing_and_changes_nothing(desk, changed, value):
    before = table_contents()
    pages = [address("film", page, changed.pk) for page in PAGES] + [address("film", page) for page in LISTS]
    for page in pages:
        for fields in (dict.fromkeys(HIDDEN, value), {name: ["1", value, "x"] for name in HIDDEN}):
            response = desk.post(page, fields | {"post": ""})
            assert response.status_code in ALL_RIGHT, (page, response.status_code)
    assert table_contents() == before


@pytest.mark.parametrize("key", ["0", "x", HUGE, "%00", "_3A", "%F0%9F%8E%AC", "%C2%B2"])
@pytest.mark.parametrize("noun", ["film", "title", "language"])
def test_a_key_that_can_not_be_is_answered(desk, changed, noun, key):
    pages = PAGES if noun == "film" else ("change", "delete", "history")
    for page in pages:
        target = address(noun, page, 1).replace("/1/", f"/{key}/")
        for response in (desk.get(target), desk.post(target, {"post": "yes", "_seen": "1", "title": "x"})):
            assert response.status_code in ALL_RIGHT, (target, response.status_code)


@pytest.mark.parametrize("chosen", ["x", HUGE, "²", "a\0b", "1.5"])
def test_a_row_that_can_not_be_chosen_is_refused(desk, film, chosen):
    for noun, action in (("film", "publish"), ("person", "delete_selected"), ("title", "delete_selected")):
        sent = {"action": action, "_selected_action": chosen, "post": "yes"}
        assert desk.post(address(noun, "changelist"), sent).status_code == 400


def test_a_text_key_with_a_null_character_is_refused(desk, film):
    sent = {"action": "delete_selected", "_selected_action": "e\0", "post": "yes"}
    assert desk.post(address("language", "changelist"), sent).status_code == 400
    response = save_film(desk, film, open_film(desk, film) | {"languages": ["e\0"]})
    assert response.status_code == 200


@pytest.mark.parametrize("seen", ["²", LONG, "x", "1 film-1:²", f"{LONG} film-1:{LONG}"])
def test_a_list_that_lies_about_what_it_showed_changes_nothing(desk, film, seen):
    sent = {"action": "delete_selected", "_selected_action": film.pk, "post": "yes", "_seen": seen}
    make_title(film)
    add_note(film, "Entered.", editor=None)
    assert desk.post(address("film", "changelist"), sent).status_code in ALL_RIGHT


@pytest.mark.parametrize(
    "query", [f"published_from__year={HUGE}", f"id__in=x,{HUGE}", f"o={HUGE}", f"p={HUGE}", "copy=x"]
)
def test_a_list_asked_for_rubbish_answers(desk, film, query):
    for noun in ("film", "question"):
        assert desk.get(f"{address(noun, 'changelist')}?{query}").status_code in ALL_RIGHT


def test_a_save_as_new_which_the_desk_has_not_is_refused(desk, film):
    for page in (address("film", "change", film.pk), address("film", "add")):
        response = desk.post(page, {"_saveasnew": "1"})
        assert response.status_code == 409
        assert "no “Save as new”" in response.text


def test_an_empty_field_to_go_back_to_is_none(desk, film):
    page = address("film", "change", film.pk)
    assert desk.post(page, open_film(desk, film) | {"_popup": "1", "_to_field": ""}).status_code == 200


@pytest.mark.parametrize("content", ["application/json", "multipart/form-data", "multipart/form-data; boundary=x"])
def test_what_is_no_form_changes_nothing(desk, changed, content):
    before = table_contents()
    for page in PAGES:
        response = desk.post(address("film", page, changed.pk), b"\xff{", content_type=content)
        assert response.status_code in ALL_RIGHT, page
    assert table_contents() == before


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1066-10-14"])
def test_a_moment_that_no_clock_shows_everywhere_is_refused(desk, film, day):
    sent = {"step": "publish", "seen": head(film), "moment_0": day, "moment_1": "00:00"}
    response = desk.post(address("film", "publication", film.pk), sent)
    assert response.status_code == 400
    assert "is no moment" in response.text


def test_a_note_that_is_too_long_is_refused_and_nothing_is_cut(desk, film):
    note = "n" * (MOST_NOTE_LETTERS + 1)
    form = save_film(desk, film, open_film(desk, film) | {"title": "Other", "_note": note})
    step = desk.post(address("film", "publication", film.pk), {"step": "submit", "seen": head(film), "_note": note})
    assert all("longer than 1000" in response.text and note in response.text for response in (form, step))
    assert not Revision.objects.exists()


# What is honest, and odd


@pytest.mark.parametrize("at", ["change", "delete", "alignment", "preview"])
def test_a_working_copy_that_no_longer_fits_is_told_with_what_to_do(desk, unfit, at):
    response = desk.get(address("film", at, unfit.pk))
    assert response.status_code == 409
    assert "drop the working copy" in response.text


@pytest.mark.parametrize("at", ["change", "delete", "alignment", "publication"])
def test_nothing_is_saved_over_a_working_copy_that_no_longer_fits(desk, unfit, at):
    before = table_contents()
    sent = {"title": "x", "_seen": head(unfit), "seen": head(unfit), "step": "publish", "post": "yes"}
    assert desk.post(address("film", at, unfit.pk), sent).status_code == 409
    assert table_contents() == before


def test_a_working_copy_fits_again_when_what_was_in_its_way_is_gone_or_it_is_dropped(desk, unfit):
    page = address("film", "change", unfit.pk)
    held = ExternalId.objects.all()
    held.delete()
    assert desk.get(page).status_code == 200
    ExternalId.objects.create(film=make_film(), scheme="imdb", value="tt1023114")
    assert desk.get(page).status_code == 409
    desk.post(address("film", "publication", unfit.pk), {"step": "discard", "seen": head(unfit)})
    assert desk.get(page).status_code == 200
    assert not WorkingCopy.objects.exists()


def test_a_row_under_a_working_copy_that_no_longer_fits_says_so(desk, unfit):
    rows = {"synopsis": make_synopsis(unfit), "question": make_question(unfit), "title": make_title(unfit)}
    for noun, row in rows.items():
        assert desk.get(address(noun, "change", row.pk)).status_code == 409
        assert desk.post(address(noun, "delete", row.pk), {"post": "yes", "_seen": head(unfit)}).status_code == 409


@pytest.mark.parametrize(("noun", "key"), [("language", "zh-Hant"), ("country", "PL")])
def test_what_has_a_code_for_a_key_is_set_back_and_shows_who_is_there(desk, noun, key):
    Language.objects.get_or_create(tag="zh-Hant", defaults={"name": "Old"})
    page = address(noun, "change", key)
    for name in ("New", "Newer"):
        assert desk.post(page, form_fields(desk.get(page)) | {"name": name}).status_code == 302
    first = Revision.objects.of(noun, key).last().pk
    sent = {"_seen": newest_revision_id(Root(noun, key))}
    assert desk.post(address(noun, "revert", key, first), sent).status_code == 303
    assert Root(noun, key).model.objects.get(pk=key).name == "New"
    assert desk.post(reverse(f"admin:catalog_{noun}_presence", args=[f"{noun}-{key}"])).status_code == 200
    assert list(Presence.objects.values_list("noun", "key")) == [(noun, key)]

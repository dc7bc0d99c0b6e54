"""The page before a deletion counts the rows that are deleted too, and names the rows that prevent it."""

import re
from http import HTTPStatus

import pytest
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.contrib.auth.models import Permission, User
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.editing.documents import Root
from catalog.editing.history import newest_revision_id
from catalog.models import (
    Country,
    Credit,
    Film,
    Genre,
    Import,
    ImportProposal,
    Language,
    Revision,
    Source,
    State,
    Subject,
    Vote,
    WorkingCopy,
)
from tests.admin.desk_forms import address, film_with_rows
from tests.admin.role_world import ROLES, World, table_contents
from tests.factories import (
    make_award,
    make_credit,
    make_event,
    make_film,
    make_image,
    make_person,
    make_source,
    make_subject,
    make_synopsis,
    make_vote,
)


def deletion_page(desk, noun, row):
    return desk.get(address(noun, "delete", row.pk))


def test_the_page_before_a_deletion_needs_the_same_queries_whatever_the_films_size(desk):
    costs = []
    for number in (2, 6):
        film = film_with_rows(number, cast=3 * number)
        with CaptureQueriesContext(connection) as queries:
            deletion_page(desk, "film", film)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_rows_that_are_deleted_with_a_film_are_counted(desk, film):
    for _ in range(3):
        make_credit(film, characters=["A guide"])
    make_synopsis(film)
    counts = dict(deletion_page(desk, "film", film).context["model_count"])
    assert (counts["films"], counts["credits"], counts["synopses"]) == (1, 3, 1)


def test_a_film_is_deleted_with_its_rows_after_confirmation(desk, film):
    make_credit(film)
    assert desk.post(address("film", "delete", film.pk), {"post": "yes"}).status_code == 302
    assert not Film.objects.exists()
    assert not Credit.objects.exists()


def test_an_editor_who_may_not_delete_a_films_rows_does_not_delete_the_film(desk, editor, film):
    make_credit(film)
    editor.groups.get().permissions.remove(Permission.objects.get(codename="delete_credit"))
    assert deletion_page(desk, "film", film).context["perms_lacking"] == {"credit"}
    assert desk.post(address("film", "delete", film.pk), {"post": "yes"}).status_code == 403
    assert Film.objects.exists()


def test_votes_are_deleted_with_their_film(desk, film):
    make_vote(film)
    assert desk.post(address("film", "delete", film.pk), {"post": "yes"}).status_code == 302
    assert not Vote.objects.exists()


@pytest.mark.parametrize(("state", "is_offered"), [("draft", True), ("withdrawn", True), ("published", False)])
def test_only_a_film_that_may_be_deleted_has_a_link_for_it(reviewers_desk, state, is_offered):
    film = make_film(state=state)
    page = reviewers_desk.get(address("film", "change", film.pk)).text
    assert ('class="deletelink"' in page) == is_offered


def test_a_published_film_is_not_deleted(reviewers_desk):
    film = make_film()
    response = reviewers_desk.post(address("film", "delete", film.pk), {"post": "yes"})
    assert response.status_code == 409
    assert "Withdraw it first" in response.text
    for page in (response, reviewers_desk.get("/admin/")):
        assert "was deleted successfully" not in page.text
    assert Film.objects.exists()


def test_who_opens_the_deletion_of_a_published_film_is_refused_before_a_button(reviewers_desk):
    film = make_film()
    page = deletion_page(reviewers_desk, "film", film)
    assert page.status_code == 409
    assert "Withdraw it first" in page.text
    assert "Yes, delete" not in page.text


def test_of_chosen_films_those_that_visitors_see_are_named_and_none_is_deleted(reviewers_desk):
    films = [make_film(title="Seen"), make_film(title="Unseen", state="draft")]
    fields = {"action": "delete_selected", "_selected_action": [film.pk for film in films], "_seen": "0"}
    for post in ({}, {"post": "yes"}):
        page = reviewers_desk.post(address("film", "changelist"), fields | post, follow=True)
        assert "of the chosen ones visitors see “Seen”." in page.text
        assert "Yes, delete" not in page.text
    assert Film.objects.count() == 2


def test_an_editor_is_offered_to_delete_no_published_portrait(desk, reviewers_desk):
    person = make_person()
    make_image(None, person=person, state=State.PUBLISHED)
    checkbox = r'<input[^>]*name="images-0-DELETE"[^>]* disabled'
    for browser, is_disabled in ((desk, True), (reviewers_desk, False)):
        assert bool(re.search(checkbox, browser.get(address("person", "change", person.pk)).text)) == is_disabled


def test_a_person_to_whom_rows_refer_is_not_deleted(desk, film):
    person = make_person()
    award = make_award(film, recipients=[person])
    assert "Academy" in deletion_page(desk, "person", person).text
    assert desk.post(address("person", "delete", person.pk), {"post": "yes"}).status_code == 200
    assert award.recipients.get() == person


@pytest.mark.parametrize("number", [2, 25])
def test_rows_that_prevent_a_deletion_are_named_up_to_twenty_and_then_counted(desk, number):
    person, source = make_person(), make_source(title="The wire")
    film = make_film()
    for _ in range(number):
        make_credit(film, person=person)
        make_synopsis(film, source=source)
    for noun, row, plural in (("person", person, "credits"), ("source", source, "synopses")):
        protected = deletion_page(desk, noun, row).context["protected"]
        assert len(protected) == min(number, 21)
        assert (protected[-1] == f"… and also 5 {plural}") == (number == 25)
        desk.post(address(noun, "delete", row.pk), {"post": "yes"})
        assert type(row).objects.filter(pk=row.pk).exists()


def test_a_deletion_of_several_rows_names_each(desk):
    for title in ("One", "Two"):
        make_source(title=title)
    fields = {"action": "delete_selected", "_selected_action": list(Source.objects.values_list("pk", flat=True))}
    response = desk.post(address("source", "changelist"), fields)
    assert "One</a>" in response.text
    assert "Two</a>" in response.text
    desk.post(address("source", "changelist"), fields | {"post": "yes"})
    assert not Source.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["Editor", "Administrator"])
def test_a_deletion_is_offered_where_it_is_taken_and_nowhere_else(role, settings, tmp_path):
    """On its form, on the page that asks, and for the chosen rows of a list: for each noun of the desk."""
    settings.MEDIA_ROOT = tmp_path
    world = World()
    browser = world.browsers[role]
    rows = deletable_and_other_rows(world)
    # Imports, and what they propose, are deleted by nobody.
    assert {type(row) for row in rows} == set(admin.site._registry) - {Import, ImportProposal}
    faults, taken_count = [], 0
    newest_id, contents_before = Revision.objects.latest("id").pk, table_contents()
    for row in rows:
        label = f"{row._meta.model_name} {row.pk}"
        change_page, page, row_list = (page_of(row, name) for name in ("change", "delete", "changelist"))
        list_fields = {"action": "delete_selected", "_selected_action": row.pk, "_seen": newest_id}
        has_link = 'class="deletelink"' in browser.get(change_page).text
        has_button = "Yes, delete it" in browser.get(page).text
        list_has_button = "Yes, delete them" in browser.post(row_list, list_fields).text
        confirmed = {"post": "yes", "_seen": newest_revision_id(Root.of(row))}
        is_taken = is_taken_by(browser, page, confirmed, contents_before)
        is_taken_in_list = is_taken_by(browser, row_list, list_fields | {"post": "yes"}, contents_before)
        if not has_link == has_button == is_taken:
            faults.append(f"{label}: link {has_link}, button {has_button}, taken {is_taken}")
        if list_has_button != is_taken_in_list:
            faults.append(f"{label}: button in the list {list_has_button}, taken {is_taken_in_list}")
        taken_count += is_taken
    assert not faults, "\n".join(faults)
    assert 0 < taken_count < len(rows)


def page_of(row, page):
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}"
    return reverse(name, args=() if page == "changelist" else (quote(row.pk),))


def is_taken_by(browser, page, fields, contents_before):
    """Tell whether a POST changes what the tables hold, and undo it."""
    with transaction.atomic():
        response = browser.post(page, fields)
        has_changed = response.status_code == HTTPStatus.FOUND and table_contents() != contents_before
        transaction.set_rollback(True)
    return has_changed


def deletable_and_other_rows(world):
    """Return rows of all nouns: such that nothing refers to, and such that something does or that visitors see."""
    person, staged_person = make_person(name="With a portrait"), make_person(name="In a working copy")
    portrait = make_image(None, person=person, state=State.PUBLISHED)
    event = make_event(world.draft, people=[("A guide", "")])
    credit = make_credit(world.draft, characters=["A scout"])
    award = make_award(world.draft, recipients=[make_person(name="Awarded")])
    world.draft.genres.add(Genre.objects.first())
    world.draft.countries.add(Country.objects.get(pk="PL"))
    world.draft.subjects.add(make_subject(name="Taken"))
    WorkingCopy.objects.get(film__isnull=False).mentions.create(noun="person", key=staged_person.pk)
    return [
        *world.rows.values(),
        *world.published_rows.values(),
        *(world.public, world.film_with_working_copy, world.in_review, world.source, person, staged_person, portrait),
        *(credit.person, credit.job, credit.job.department, credit.characters.first(), award.recipients.first()),
        *(event.people.get().character, world.rows["filmwork"].work, world.rows["filmcompany"].company),
        Subject.objects.get(name="Taken"),
        *(Genre.objects.first(), Country.objects.get(pk="PL"), Language.objects.get(pk="en")),
        *User.objects.filter(username__in=ROLES.values()),
        User.objects.create_superuser("root"),
    ]

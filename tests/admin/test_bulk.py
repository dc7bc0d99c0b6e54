"""Each action of a list shows first, on a page of its own, what it would do, to how many rows, and which it refuses and why."""

import re

from django.apps import apps
from django.contrib import admin

from catalog.models import (
    Comment,
    CommentState,
    CuratedList,
    Film,
    Import,
    ImportProposal,
    Page,
    RatingSummary,
    Revision,
    Site,
    State,
)
from tests.admin.conflict_forms import hidden_fields
from tests.admin.desk_forms import address
from tests.admin.test_pages import fill
from tests.factories import make_comment, make_film, make_synopsis
from tests.tables import read_tables

ACTIONS = [
    (model._meta.model_name, name)
    for model, model_admin in admin.site._registry.items()
    # A summary of votes, the site and imports are deleted by nobody, and proposals of imports are decided on in their own list.
    if model._meta.app_label == "catalog" and model not in {RatingSummary, Site, Import, ImportProposal}
    for name in model_admin.all_actions()
]


def choose(browser, noun, action, rows):
    """Choose rows in a list and an action; return (fields of the list's form, answer)."""
    page = address(noun, "changelist")
    fields = hidden_fields(browser.get(page).text) | {"action": action, "_selected_action": [row.pk for row in rows]}
    return fields, browser.post(page, fields)


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text))


def test_no_action_of_a_list_does_anything_before_its_page_was_seen(admin_client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    fill(2)
    # What visitors see can't be deleted.
    for model in (Film, CuratedList, Page):
        model.objects.update(state=State.DRAFT, published_from=None)
    for noun, action in ACTIONS:
        rows = apps.get_model("catalog", noun).objects.order_by("pk")[:2]
        admin_client.get(address(noun, "changelist"))
        before = read_tables()
        _, response = choose(admin_client, noun, action, rows)
        after = read_tables()
        changed_tables = {name for name in before if before[name] != after[name]} - {"django_session"}
        assert not changed_tables, (noun, action)
        if action == "merge_two":
            assert "/merge/?left=" in response.url, noun
        else:
            assert response.status_code == 200, (noun, action)
            templates = {part.name for part in response.templates}
            assert {"admin/bulk.html", "admin/delete_selected_confirmation.html"} & templates, (noun, action)


def test_the_page_of_an_action_says_what_changes_and_what_is_refused_and_why(reviewers_desk):
    draft, published = make_film(title="Nosferatu", state=State.DRAFT), make_film(title="Metropolis")
    fields, response = choose(reviewers_desk, "film", "publish", [draft, published])
    text = text_of(response)
    assert "Publish 1 film?" in text
    assert "Visitors see them at once" in text
    assert "Nosferatu: now draft" in text
    assert "What stays as it is: 1 film Metropolis: “Metropolis” has no changes that wait to be published" in text
    confirmation = (
        fields | hidden_fields(response.text) | {"action": "publish", "post": "yes", "_selected_action": [draft.pk]}
    )
    assert f'name="_selected_action" value="{draft.pk}"' in response.text
    assert f'name="_selected_action" value="{published.pk}"' not in response.text
    reviewers_desk.post(address("film", "changelist"), confirmation)
    assert Film.objects.get(pk=draft.pk).state == State.PUBLISHED


def test_an_action_that_fits_no_row_has_no_button(reviewers_desk, film):
    synopsis = make_synopsis(film)
    _, response = choose(reviewers_desk, "synopsis", "publish", [synopsis])
    assert "None of the chosen rows can be changed so." in text_of(response)
    assert "it is published and can’t be published" in text_of(response)
    assert 'name="post"' not in response.text


def test_comments_are_named_before_they_are_decided_on(moderators_desk, film):
    comment = make_comment(film, state=CommentState.PENDING, name="Ada", body="Long " * 60)
    _, response = choose(moderators_desk, "comment", "mark_as_spam", [comment])
    text = text_of(response)
    assert "Mark as spam: 1 comment?" in text
    assert f"Ada on {film}: Long Long" in text
    assert Comment.objects.get().state == CommentState.PENDING


def test_what_was_saved_meanwhile_is_refused_before_the_page_is_shown(reviewers_desk):
    film = make_film(state=State.DRAFT)
    page = address("film", "changelist")
    fields = hidden_fields(reviewers_desk.get(page).text) | {"action": "publish", "_selected_action": [film.pk]}
    Revision.objects.create(noun="film", key=str(film.pk), deed="changed", patch={}, editor_name="otto")
    response = reviewers_desk.post(page, fields, follow=True)
    assert "nothing was done" in response.text


def test_the_page_of_an_action_needs_the_same_queries_with_one_and_with_six_rows(
    reviewers_desk, django_assert_max_num_queries
):
    films = [make_film(state=State.DRAFT) for _ in range(6)]
    choose(reviewers_desk, "film", "publish", films)
    costs = []
    for number in (1, 6):
        with django_assert_max_num_queries(60) as queries:
            choose(reviewers_desk, "film", "publish", films[:number])
        costs.append(len(queries))
    assert costs[0] == costs[1]

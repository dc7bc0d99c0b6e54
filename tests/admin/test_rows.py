"""A film of hundreds of rows opens and saves with the same number of queries as a film of ten."""

import time
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Citation, Credit, Film
from tests.admin.desk_forms import address, film_with_rows, form_errors, open_film, save_film, with_row_count
from tests.factories import make_citation, make_credit, make_film, make_release, make_source, make_synopsis, make_title


def count_queries(request):
    """Return (number of queries, response) of a request."""
    with CaptureQueriesContext(connection) as queries:
        response = request()
    return len(queries), response


@pytest.mark.parametrize(("small_size", "large_size"), [((1, 1), (6, 6)), ((1, 10), (1, 300))])
def test_opening_a_film_needs_the_same_queries_whatever_its_size(desk, small_size, large_size):
    costs = []
    desk.get(address("film", "add"))
    for number, cast in (small_size, large_size):
        film = film_with_rows(number, cast=cast)
        queries, response = count_queries(lambda film=film: desk.get(address("film", "change", film.pk)))
        assert response.status_code == 200
        costs.append(queries)
    assert costs[0] == costs[1]


def test_a_working_copy_opens_saves_and_previews_with_the_same_queries_whatever_its_size(desk):
    costs = []
    # On SQLite one statement writes the working copy of up to a hundred rows or so; larger ones need more statements.
    for cast, waiting in ((10, 2), (150, 60)):
        film = film_with_rows(1, cast=cast)
        Film.objects.filter(pk=film.pk).publish()
        fields = open_film(desk, film)
        fields |= {f"credits-{place}-credited_as": "J. Sturgess" for place in range(waiting)}
        assert save_film(desk, film, fields).status_code == 302
        fields = open_film(desk, film) | {"credits-1-credited_as": "Jim"}
        page, preview = address("film", "change", film.pk), address("film", "preview", film.pk)
        results = [
            count_queries(partial(desk.get, page)),
            count_queries(partial(desk.get, preview)),
            count_queries(partial(save_film, desk, film, fields)),
        ]
        assert [response.status_code for _, response in results] == [200, 200, 302]
        assert len(results[0][1].content) < 1_000_000
        assert len(film.working_copy.patch["credit"]) == waiting
        costs.append([queries for queries, _ in results])
    assert costs[0] == costs[1]


@pytest.mark.parametrize("change_count", [0, 1])
def test_saving_a_film_needs_the_same_queries_whatever_its_size(desk, change_count):
    costs = []
    for cast in (10, 300):
        film = film_with_rows(1, cast=cast)
        fields = open_film(desk, film)
        if change_count:
            fields["credits-3-credited_as"] = "J. Sturgess"
        queries, response = count_queries(lambda film=film, fields=fields: save_film(desk, film, fields))
        assert response.status_code == 302, form_errors(response)
        assert film.credits.filter(credited_as="J. Sturgess").count() == change_count
        costs.append(queries)
    assert costs[0] == costs[1]


def test_a_film_of_400_credits_60_releases_and_40_titles_is_small_and_saves_quickly(desk):
    film = film_with_rows(4, cast=400)
    assert len(desk.get(address("film", "change", film.pk)).content) < 800_000
    for place in range(60):
        make_release(film, date=f"20{place:02}-09", country_id="PL", event="Telluride Film Festival")
    for _ in range(40):
        make_title(film, language_id="pl")
    page = desk.get(address("film", "change", film.pk))
    assert len(page.content) < 900_000
    fields = open_film(desk, film)
    fields["credits-399-credited_as"] = "Last"
    start = time.process_time()
    assert save_film(desk, film, fields).status_code == 302
    # The target is two seconds of processor time; a slow machine may take six.
    assert time.process_time() - start < 6
    assert film.credits.get(credited_as="Last")


def test_rows_without_changes_are_not_saved(desk):
    film = film_with_rows(2)
    before = list(Credit.objects.values()), list(Citation.objects.values())
    stamps = list(film.synopses.values_list("updated_at", flat=True))
    assert save_film(desk, film, open_film(desk, film)).status_code == 302
    assert (list(Credit.objects.values()), list(Citation.objects.values())) == before
    assert list(film.synopses.values_list("updated_at", flat=True)) == stamps


def test_changing_the_sources_of_a_row_keeps_the_quotes_of_the_remaining_ones(desk, film):
    credit = make_credit(film)
    first, second, third = make_source(), make_source(), make_source()
    make_citation(film, source=first, credit=credit, quote="as he says", missing_reason="stripped")
    make_citation(film, source=second, credit=credit)
    fields = open_film(desk, film) | {"credits-0-sources": [first.pk, third.pk]}
    assert save_film(desk, film, fields).status_code == 302
    assert {citation.source: (citation.quote, citation.missing_reason) for citation in credit.citations.all()} == {
        first: ("as he says", "stripped"),
        third: ("", ""),
    }


def test_a_new_row_is_added_with_its_sources(desk, film):
    person, source = make_credit(make_film()).person, make_source()
    job = Credit.objects.get(person=person).job
    fields = with_row_count(open_film(desk, film), "credits", 1) | {
        "credits-0-person": person.pk,
        "credits-0-job": job.pk,
        "credits-0-sources": [source.pk],
    }
    assert save_film(desk, film, fields).status_code == 302
    assert film.credits.get().citations.get().source == source


def test_the_row_that_new_ones_are_made_from_is_made_once_a_page(desk, film):
    page = desk.get(address("film", "change", film.pk))
    for inline in page.context["inline_admin_formsets"]:
        if inline.has_add_permission:
            assert [*inline][-1].form is [*inline][-1].form is inline.formset.empty_form


def test_a_row_that_another_editor_deleted_meanwhile_is_named_and_can_be_removed(desk, film):
    for name in ("Ann", "Ben", "Cy"):
        make_title(film, title=name)
    fields = open_film(desk, film)
    film.titles.get(title="Ben").delete()
    fields["titles-2-note"] = "working title"
    response = save_film(desk, film, fields)
    assert "deleted this row after you opened the page" in form_errors(response)
    [rows] = [rows for rows in response.context["inline_admin_formsets"] if rows.formset.prefix == "titles"]
    titles = [row.form["title"].value() for row in rows]
    assert titles[:3] == ["Ann", "Ben", "Cy"]
    assert 'name="titles-1-DELETE"' in response.text
    assert save_film(desk, film, fields | {"titles-1-DELETE": "on"}).status_code == 302
    assert list(film.titles.values_list("title", "note")) == [("Ann", ""), ("Cy", "working title")]


def test_the_lead_moves_from_one_synopsis_to_another_in_one_save(desk, film):
    first, second = make_synopsis(film, lead=True), make_synopsis(film)
    fields = open_film(desk, film)
    del fields["synopses-0-lead"]
    fields["synopses-1-lead"] = "on"
    assert save_film(desk, film, fields).status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.lead, second.lead) == (False, True)

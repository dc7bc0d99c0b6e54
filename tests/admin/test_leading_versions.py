"""Each film has one leading version, from its first save on."""

import pytest
from django.utils import timezone

from catalog import completeness
from catalog.editing.documents import Root
from catalog.editing.edit import Edit
from catalog.editing.revert import revert
from catalog.models import Film, Revision, State
from tests.admin.desk_forms import address, form_fields, open_film, save_film
from tests.factories import make_film, set_leading

pytestmark = pytest.mark.django_db


def add_film(desk, **more):
    page = address("film", "add")
    fields = {name: value for name, value in form_fields(desk.get(page)).items() if value != ""}
    assert desk.post(page, fields | {"title": "Metropolis"} | more).status_code == 302
    return Film.objects.get(title="Metropolis")


def test_a_film_of_which_only_the_title_is_typed_has_a_plain_leading_version(desk):
    film = add_film(desk)
    version = film.versions.get()
    assert (version.leads, version.name, version.state) == (True, "", State.PUBLISHED)
    [revision] = Revision.objects.of("film", film.pk)
    assert list(revision.patch["version"]) == [str(version.pk)]
    assert film.versions.saying_nothing().get() == version


def test_its_running_time_is_typed_in_a_row_that_stands_there(desk):
    film = add_film(desk)
    fields = open_film(desk, film)
    assert fields["versions-TOTAL_FORMS"] == 1
    assert save_film(desk, film, fields | {"versions-0-runtime_minutes": "2:33"}).status_code == 302
    film.refresh_from_db()
    assert (film.runtime_minutes, film.versions.count()) == (153, 1)


def test_a_running_time_that_is_typed_at_once_makes_no_second_version(desk):
    film = add_film(desk, **{"versions-0-runtime_minutes": "153"})
    assert (film.runtime_minutes, film.versions.get().leads) == (153, True)


def test_of_several_versions_that_are_typed_at_once_the_first_leads(desk):
    page = desk.get(address("film", "add"))
    [versions] = [rows.formset for rows in page.context["inline_admin_formsets"] if rows.formset.prefix == "versions"]
    assert [form["leads"].value() for form in (*versions.forms, versions.empty_form)] == [True, False]


def test_a_film_that_a_program_enters_has_one_too():
    with Edit(note="From a list") as edit:
        film = Film.objects.create(title="Spione")
        edit.add_root(Root.of(film))
        edit.keep()
    assert film.versions.get().leads


def test_an_older_film_without_a_version_is_offered_a_row_for_it(desk):
    film = make_film(state=State.DRAFT)
    fields = open_film(desk, film)
    assert fields["versions-0-leads"] == "on"
    assert save_film(desk, film, fields | {"title": "Spione"}).status_code == 302
    assert not film.versions.exists()
    assert save_film(desk, film, open_film(desk, film) | {"versions-0-gauge": "35mm"}).status_code == 302
    assert film.versions.get().leads


@pytest.mark.parametrize("state", [State.DRAFT, State.PUBLISHED])
def test_a_film_whose_last_version_is_deleted_has_a_plain_one_again_and_a_revert_brings_back_the_first(
    desk, editor, state
):
    film = add_film(desk, **{"versions-0-runtime_minutes": "153"})
    Film.objects.filter(pk=film.pk).become(state=state, published_from=None if state == State.DRAFT else timezone.now())
    version, first_revision = film.versions.get(), Revision.objects.of("film", film.pk).get()
    assert save_film(desk, film, open_film(desk, film) | {"versions-0-DELETE": "on"}).status_code == 302
    fields = open_film(desk, film)
    assert fields["versions-INITIAL_FORMS"] == 1
    assert fields["versions-0-id"] != version.pk
    assert not fields["versions-0-runtime_minutes"]
    revert(Root("film", film.pk), first_revision.pk, editor=editor)
    fields = open_film(desk, film)
    assert (fields["versions-INITIAL_FORMS"], fields["versions-0-id"]) == (1, version.pk)


def test_it_lacks_nothing_more_and_shows_nothing_new(client):
    film = make_film()
    lacks_before, page_before = completeness.lacks(film), client.get(film.get_absolute_url()).text
    version = set_leading(film)
    assert completeness.lacks(film) == lacks_before
    assert client.get(film.get_absolute_url()).text == page_before
    version.gauge = "35mm"
    version.save()
    labels = [lack.label for lack, _ in completeness.lacks(film)]
    assert "versions without a source" in labels


def test_the_api_answers_it(client):
    film = make_film()
    set_leading(film)
    [version] = client.get(f"/api/v1/films/{film.pk}/versions/").json()["results"]
    assert (version["leads"], version["name"], version["runtime_minutes"]) == (True, None, None)

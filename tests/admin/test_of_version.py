"""The desk's rows that are of a version, and the order of their dates."""

import pytest

from catalog.editing.documents import Root
from catalog.editing.revert import revert
from catalog.models import Citation, FilmCompany, Image, Release, Revision, State, Title
from tests.admin.desk_forms import address, form_errors, form_fields, new_rows, open_film, save_film, with_row_count
from tests.factories import (
    make_company,
    make_film,
    make_film_company,
    make_image,
    make_release,
    make_source,
    make_title,
    make_version,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return make_film(state=State.DRAFT)


@pytest.mark.parametrize(
    ("make", "model", "prefix"),
    [
        (make_release, Release, "releases"),
        (make_title, Title, "titles"),
        (make_image, Image, "images"),
        (make_film_company, FilmCompany, "film_companies"),
    ],
)
def test_a_row_of_the_form_chooses_one_of_the_films_versions(make, model, prefix, desk, draft):
    version, version_of_other_film = make_version(draft, leads=True), make_version(make_film())
    row = make(draft)
    fields = open_film(desk, draft)
    response = save_film(desk, draft, fields | {f"{prefix}-0-version": version_of_other_film.pk})
    assert "Select a valid choice" in form_errors(response)
    assert save_film(desk, draft, fields | {f"{prefix}-0-version": version.pk}).status_code == 302
    assert model.objects.get(pk=row.pk).version == version
    page = desk.get(address("film", "change", draft.pk)).text
    assert f'<option value="{version.pk}" selected>' in page
    fields = open_film(desk, draft)
    assert save_film(desk, draft, fields | {f"{prefix}-0-version": ""}).status_code == 302
    assert model.objects.get(pk=row.pk).version is None


VERSION = {"state": State.PUBLISHED, "position": 0}


def test_rows_are_of_versions_that_are_typed_in_the_same_form(desk, draft):
    fields = open_film(desk, draft)
    company, source = make_company(), make_source()
    fields |= new_rows("versions", {"name": "Premiere", "leads": "on"} | VERSION, {"name": "Export"} | VERSION)
    fields |= new_rows(
        "releases", {"date": "1927", "type": "premiere", "version": "row:0"}, {"type": "unknown", "version": "row:1"}
    )
    role = {"company": company.pk, "role": make_film_company(make_film()).role.pk, "position": 0}
    fields |= new_rows("film_companies", role | {"version": "row:0"}, role | {"version": "row:1"})
    citation = {"field": "length_metres", "source": source.pk}
    fields |= new_rows("citations", citation | {"version": "row:0"}, citation | {"version": "row:1"})
    fields |= new_rows("copies", {"version": "row:1", "position": 0})
    response = save_film(desk, draft, fields | {"title": ""})
    assert '<option value="row:1" selected>Export</option>' in response.text
    response = save_film(desk, draft, fields)
    assert response.status_code == 302, form_errors(response)
    names = ["Premiere", "Export"]
    for rows in (draft.releases, draft.film_companies, draft.citations):
        assert [row.version.name for row in rows.order_by("id")] == names
    assert draft.copies.get().version.name == "Export"


def test_a_new_film_is_saved_with_rows_of_its_new_version(desk):
    fields = form_fields(desk.get(address("film", "add"))) | {"title": "Metropolis"}
    fields |= new_rows("versions", {"name": "Premiere"}) | new_rows("titles", {"title": "Moloch", "version": "row:0"})
    response = desk.post(address("film", "add"), fields)
    assert response.status_code == 302, form_errors(response)
    assert Title.objects.get(title="Moloch").version.name == "Premiere"


def test_a_date_is_compared_with_that_of_the_version_typed_in_the_same_form(desk, draft):
    fields = open_film(desk, draft) | new_rows("versions", {"name": "Premiere", "date": "1928"})
    fields |= new_rows("releases", {"date": "1927", "type": "premiere", "version": "row:0"})
    assert "1927 is before 1928" in form_errors(save_film(desk, draft, fields))


@pytest.mark.parametrize(
    ("versions", "row", "words"),
    [
        ([{"name": "Premiere"}, {"name": "Export", "DELETE": "on"}], "row:1", "This version is not saved, as its row"),
        ([{"name": "Premiere"}], "row:1", "Select a valid choice"),
        ([], "row:0", "Select a valid choice"),
    ],
)
def test_no_row_is_of_a_version_that_is_not_saved(versions, row, words, desk, draft):
    fields = open_film(desk, draft) | (new_rows("versions", *versions) if versions else {})
    fields |= new_rows("titles", {"title": "Moloch", "version": row})
    assert words in form_errors(save_film(desk, draft, fields))
    assert not draft.titles.exists()


def test_a_version_is_deleted_in_the_save_that_changes_its_release(desk, draft):
    make_version(draft, leads=True)
    version = make_version(draft, position=1)
    release = make_release(draft, version=version)
    fields = open_film(desk, draft) | {"versions-1-DELETE": "on", "releases-0-event": "Berlin"}
    assert save_film(desk, draft, fields).status_code == 302
    release.refresh_from_db()
    assert (release.event, release.version) == ("Berlin", None)


def test_dates_of_one_form_are_compared_as_they_are_after_the_save(desk, draft):
    version = make_version(draft, leads=True, name="Premiere", date="1927")
    make_release(draft, version=version, date="1927", type="premiere")
    make_release(draft, date="1930", type="re_release")
    fields = open_film(desk, draft)
    response = save_film(desk, draft, fields | {"versions-0-date": "1928"})
    assert "“Premiere” is not released before the date of that version: 1927 is before 1928" in form_errors(response)
    response = save_film(desk, draft, fields | {"releases-1-date": "1926"})
    assert "1926 is before 1927" in form_errors(response)
    together = {"versions-0-date": "1925", "releases-0-date": "1925", "releases-1-date": "1926"}
    assert save_film(desk, draft, fields | together).status_code == 302
    later = {"versions-0-date": "1930", "releases-0-date": "1931", "releases-1-date": "1932"}
    assert save_film(desk, draft, open_film(desk, draft) | later).status_code == 302


def test_marked_dates_out_of_order_are_saved_with_a_warning(desk, draft):
    make_release(draft, date="1927", type="premiere")
    make_release(draft, date="1930", type="re_release")
    page = address("film", "change", draft.pk)
    response = desk.post(page, open_film(desk, draft) | {"releases-1-date": "c. 1926"}, follow=True)
    assert "Look at the dates again. A film is not released again" in response.text
    assert "c. 1926 is before 1927" in response.text
    release = draft.releases.get(type="re_release")
    page = address("release", "change", release.pk)
    response = desk.post(page, form_fields(desk.get(page)) | {"note": "As told"}, follow=True)
    assert "c. 1926 is before 1927" in response.text


def test_a_decision_of_a_censor_is_entered_with_its_number(desk, draft):
    fields = with_row_count(open_film(desk, draft), "releases", 1)
    fields |= {
        "releases-0-date": "1926-11-13",
        "releases-0-type": "censorship",
        "releases-0-decision": "passed_with_cuts",
    }
    assert save_film(desk, draft, fields | {"releases-0-decision_number": "B.14171"}).status_code == 302
    release = draft.releases.get()
    assert (release.type, release.decision, release.decision_number) == ("censorship", "passed_with_cuts", "B.14171")
    response = save_film(desk, draft, open_film(desk, draft) | {"releases-0-type": "tv"})
    assert "Only a decision of a censor" in form_errors(response)


def test_a_company_has_a_role_in_each_of_two_versions_and_once_in_one(desk, draft):
    company = make_company()
    for position in (0, 1):
        make_film_company(draft, company=company, version=make_version(draft, leads=not position, position=position))
    fields = open_film(desk, draft)
    fields["film_companies-1-version"] = fields["film_companies-0-version"]
    assert "has this company in this role, territory and version already" in form_errors(save_film(desk, draft, fields))


@pytest.mark.parametrize("state", [State.DRAFT, State.PUBLISHED])
def test_a_version_takes_its_companies_with_it_and_brings_them_back(desk, editor, state):
    film, company = make_film(state=state), make_company()
    make_version(film, leads=True)
    version = make_version(film, position=1)
    for row_version in (None, version):
        make_film_company(film, company=company, version=row_version)
    assert save_film(desk, film, open_film(desk, film) | {"note": "As it was"}).status_code == 302
    revision = Revision.objects.of("film", film.pk).first()
    assert save_film(desk, film, open_film(desk, film) | {"versions-1-DELETE": "on"}).status_code == 302
    assert open_film(desk, film)["film_companies-INITIAL_FORMS"] == 1
    revert(Root("film", film.pk), revision.pk, editor=editor)
    assert open_film(desk, film)["film_companies-INITIAL_FORMS"] == 2


def test_a_field_of_a_version_is_cited_with_a_version_of_the_film(desk, draft):
    version, version_of_other_film = make_version(draft, leads=True), make_version(make_film())
    fields = with_row_count(open_film(desk, draft), "citations", 1)
    fields |= {"citations-0-field": "gauge", "citations-0-source": make_source().pk}
    assert "Choose which version the source says it of" in form_errors(save_film(desk, draft, fields))
    response = save_film(desk, draft, fields | {"citations-0-version": version_of_other_film.pk})
    assert "Select a valid choice" in form_errors(response)
    assert save_film(desk, draft, fields | {"citations-0-version": version.pk}).status_code == 302
    assert Citation.objects.get().version == version
    make_version(draft, position=1)
    fields = open_film(desk, draft) | {
        "citations-0-quote": "35 mm",
        "versions-0-DELETE": "on",
        "versions-1-leads": "on",
    }
    assert "a version that this save deletes" in form_errors(save_film(desk, draft, fields))

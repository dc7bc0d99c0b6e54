"""Companies have a parent, dates and a seat, and roles by a vocabulary."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from catalog.editing.documents import RefusedError, Root
from catalog.editing.edit import apply_change
from catalog.editing.patches import Patch
from catalog.editing.revert import revert
from catalog.merging.merge import merge
from catalog.models import Company, CompanyRole, FilmCompany, Revision
from tests.edits import save_edit
from tests.factories import make_company, make_film, make_film_company
from tests.views.test_finding import structured

pytestmark = pytest.mark.django_db


def read(client, route):
    """Return what the API answers."""
    return client.get(f"/api/v1/{route}").json()


@pytest.fixture
def chain():
    """Three companies, each a part of the one before."""
    whole = make_company(name="Konzern")
    part = make_company(name="Ufa", parent=whole)
    return whole, part, make_company(name="Ufa-Ton", parent=part)


def test_companies_are_not_parts_of_each_other(chain):
    for company in chain:
        company.full_clean()
    chain[0].parent = chain[2]
    with pytest.raises(ValidationError, match="“Ufa-Ton” is “Konzern” itself, or a part of it"):
        chain[0].full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Company.objects.filter(pk=chain[0].pk).update(parent=chain[0])


def test_a_change_that_makes_a_circle_is_refused_whatever_it_comes_from(chain):
    key = str(chain[0].pk)
    patch = Patch({"company": {key: {"was": {"parent": None}, "is": {"parent": chain[2].pk}}}})
    with pytest.raises(RefusedError, match="not parts of each other"):
        apply_change(Root("company", chain[0].pk), patch, editor=None)
    assert Company.objects.get(pk=chain[0].pk).parent is None


@pytest.mark.parametrize(("survivor", "loser"), [(0, 1), (1, 0), (0, 2), (2, 0)])
def test_a_company_is_not_merged_with_a_part_of_it(chain, survivor, loser):
    with pytest.raises(RefusedError, match="is a part of “"):
        merge(noun="company", survivor=chain[survivor].pk, loser=chain[loser].pk, editor=None)


def test_a_merge_carries_the_parts_along(chain):
    survivor = make_company(name="UFA")
    merge(noun="company", survivor=survivor.pk, loser=chain[1].pk, picks={"parent": "loser"}, editor=None)
    assert Company.objects.get(pk=chain[2].pk).parent == survivor
    assert Company.objects.get(pk=survivor.pk).parent == chain[0]


def test_a_company_with_parts_is_not_deleted(chain):
    with pytest.raises(ProtectedError):
        chain[0].delete()


def test_the_dates_are_in_order():
    company = make_company()
    company.founded, company.dissolved = "1927", "1917"
    with pytest.raises(ValidationError, match="before it is founded"):
        company.full_clean()


def test_the_page_and_the_api_show_only_public_relatives(client, chain):
    whole, company, part = chain
    Company.objects.filter(pk=company.pk).update(seat="Babelsberg", founded="1917-12-18", dissolved="1942")
    film = make_film()
    make_film_company(film, company=company, credited_as="Universum-Film")
    page = client.get(company.get_absolute_url()).text
    assert "Babelsberg" in page
    assert "as <bdi>Universum-Film</bdi>" in page
    assert "Konzern" not in page
    assert "Ufa-Ton" not in page
    make_film_company(film, company=whole, role_id="financing")
    make_film_company(film, company=part, role_id="sound-studio")
    page = client.get(company.get_absolute_url()).text
    assert "Konzern" in page
    assert "Ufa-Ton" in page
    organization = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    assert (organization["@type"], organization["foundingDate"]) == ("Organization", "1917-12-18")
    assert organization["parentOrganization"]["name"] == "Konzern"
    answer = read(client, f"companies/{company.pk}/")
    assert (answer["seat"], answer["founded"], answer["dissolved"]) == ("Babelsberg", "1917-12-18", "1942")
    assert (answer["parent"]["id"], [row["id"] for row in answer["subsidiaries"]]) == (whole.pk, [part.pk])
    roles = [
        (row["role"], row["role_name"], row["credited_as"]) for row in read(client, f"films/{film.pk}/")["companies"]
    ]
    assert roles == [
        ("production", "production", "Universum-Film"),
        ("financing", "financing", None),
        ("sound-studio", "sound studio", None),
    ]
    assert "Sound studio" in client.get(film.get_absolute_url()).text


def test_a_role_that_an_editor_renames_stays_what_it_is(client):
    CompanyRole.objects.filter(pk="production").update(name="made by")
    film = make_film()
    make_film_company(film, company=make_company(name="Ufa"))
    assert read(client, f"films/{film.pk}/")["companies"][0]["role"] == "production"
    movie = structured(client, film)[0]
    assert [company["name"] for company in movie["productionCompany"]] == ["Ufa"]


def test_a_role_that_companies_have_is_not_deleted():
    make_film_company(make_film())
    with pytest.raises(ProtectedError):
        CompanyRole.objects.get(pk="production").delete()


def test_a_revision_from_before_the_table_of_roles_is_reverted_to():
    film = make_film(state="draft")
    row = make_film_company(film, role_id="distribution")
    save_edit(film, lambda: FilmCompany.objects.filter(pk=row.pk).update(role="sales"))
    save_edit(film, lambda: FilmCompany.objects.filter(pk=row.pk).update(role="production"))
    first = Revision.objects.earliest("id")
    assert first.patch["filmcompany"][str(row.pk)] == {"was": {"role": "distribution"}, "is": {"role": "sales"}}
    revert(Root("film", film.pk), first.pk, editor=None)
    assert FilmCompany.objects.get(pk=row.pk).role_id == "sales"

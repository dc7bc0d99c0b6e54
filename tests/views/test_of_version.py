"""What visitors learn of the version that a release, a title or a picture is of."""

import pytest

from tests.api.conftest import Api
from tests.factories import make_company, make_film_company, make_image, make_release, make_title, make_version

pytestmark = pytest.mark.django_db


def test_pages_and_api_say_of_which_version_a_row_is_while_visitors_see_it(film, client):
    version = make_version(film, name="Restoration of 2010")
    hidden_version = make_version(film, name="Secret cut", state="draft")
    for make in (make_release, make_title, make_image):
        make(film, version=version)
        make(film, version=hidden_version)
    page = client.get(film.get_absolute_url()).text
    assert page.count("of the version <bdi>Restoration of 2010</bdi>") == 3
    assert "Secret cut" not in page
    answer = Api().read(f"films/{film.pk}/", include="releases,titles,images")
    for part in ("releases", "titles", "images"):
        assert sorted((row["version"] for row in answer[part]), key=str) == [version.pk, None]


def test_pages_and_api_say_of_which_version_a_company_is_while_visitors_see_it(film, client):
    company = make_company()
    for name, state in (("Restoration of 2010", "published"), ("Secret cut", "draft")):
        make_film_company(film, company=company, version=make_version(film, name=name, state=state))
    for page in (film.get_absolute_url(), company.get_absolute_url()):
        text = client.get(page).text
        assert text.count("of the version <bdi>Restoration of 2010</bdi>") == 1, page
        assert "Secret cut" not in text
    versions = [row["version"] for row in Api().read(f"films/{film.pk}/")["companies"]]
    assert versions == [film.versions.get(name="Restoration of 2010").pk, None]


def test_a_decision_of_a_censor_is_told_with_its_number(film, client):
    make_release(film, type="censorship", decision="banned", decision_number="B.14171")
    assert "banned (no. B.14171)" in client.get(f"{film.get_absolute_url()}releases/").text
    (release,) = Api().read(f"films/{film.pk}/releases/")["results"]
    assert (release["type"], release["decision"], release["decision_number"]) == ("censorship", "banned", "B.14171")

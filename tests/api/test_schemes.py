"""The schemes of outside ids in the API."""

from catalog.models import Scheme
from tests.factories import make_film


def test_schemes_in_the_api(api):
    [imdb] = [scheme for scheme in api.read("schemes/", limit=100)["results"] if scheme["code"] == "imdb"]
    assert imdb["nouns"] == ["film", "person", "company"]
    assert imdb["forms"][0]["address"] == "https://www.imdb.com/title/{}/"


def test_a_scheme_of_an_administrator_shows_with_its_first_public_id(api):
    def codes():
        return [scheme["code"] for scheme in api.read("schemes/", limit=100)["results"]]

    draft = make_film(state="draft")
    row = draft.external_ids.create(scheme=Scheme.objects.create(code="kinemathek", name="Kinemathek"), value="KA-1")
    assert "kinemathek" not in codes()
    film = make_film()
    row.delete()
    film.external_ids.create(scheme_id="kinemathek", value="KA-1")
    assert "kinemathek" in codes()
    assert api.read(f"films/{film.pk}/")["external_ids"] == [{"scheme": "kinemathek", "value": "KA-1", "url": None}]

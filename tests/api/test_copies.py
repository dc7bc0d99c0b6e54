"""The copies of a film in the API and on its pages: only where the site shows them, and never in the words of a source."""

import pytest
from django.urls import reverse
from drf_spectacular.generators import SchemaGenerator

from catalog.models import Site
from tests.factories import make_citation, make_copy, make_source, make_version, set_leading

pytestmark = pytest.mark.django_db


@pytest.fixture
def shows_copies(settings):
    settings.SHOW_COPIES = True


@pytest.fixture
def copy(film):
    set_leading(film, runtime_minutes=153)
    return make_copy(
        film,
        inventory_number="A 12",
        carrier="35mm",
        element="positive",
        base="nitrate",
        reels=7,
        length_metres=2810,
        languages=["de"],
        use="intertitles",
        access="archive",
        condition="shrunk",
        acquired_from="a collector",
        note="in a tin",
    )


COPY = {
    "inventory_number": "A 12",
    "carrier": "35mm",
    "element": "positive",
    "base": "nitrate",
    "completeness": None,
    "reels": 7,
    "length_metres": 2810.0,
    "runtime_minutes": None,
    "runtime_seconds": None,
    "sound": None,
    "colour": None,
    "languages": [{"language": "de", "use": "intertitles"}],
    "holding_place": None,
    "access": "archive",
}


@pytest.mark.usefixtures("shows_copies")
def test_a_version_tells_its_copies_with_what_visitors_may_know(api, film, copy):
    [version] = api.read(f"films/{film.pk}/versions/")["results"]
    assert version["copies"] == [{"id": copy.pk} | COPY]
    assert api.read(f"films/{film.pk}/", include="versions")["versions"] == [version]


def test_without_the_setting_versions_have_no_key_for_copies_and_no_query_for_them(
    api, film, copy, django_assert_num_queries, settings
):
    [version] = api.read(f"films/{film.pk}/versions/")["results"]
    assert "copies" not in version
    # It asks whether the site shows them.
    with django_assert_num_queries(1):
        assert list(type(copy).objects.public()) == []


@pytest.mark.usefixtures("shows_copies")
def test_no_source_says_which_copies_are_held(api, client, film, copy):
    source = make_source()
    make_citation(film, source=source, version=copy.version)
    [version] = api.read(f"films/{film.pk}/versions/", according_to=source.pk)["results"]
    assert version["copies"] == []
    page = client.get(film.get_absolute_url(), {"according_to": source.pk}).content.decode()
    assert "A 12" not in page


@pytest.mark.parametrize("is_shown", [False, True])
def test_the_schema_knows_copies_only_where_the_site_shows_them(settings, capsys, is_shown):
    settings.SHOW_COPIES = is_shown
    schemas = SchemaGenerator().get_schema(request=None, public=True)["components"]["schemas"]
    assert ("Copy" in schemas, "copies" in schemas["Version"]["properties"]) == (is_shown, is_shown)
    assert "Warning" not in capsys.readouterr().err
    if is_shown:
        assert not {"condition", "acquired_from", "acquired_on", "note"} & schemas["Copy"]["properties"].keys()


@pytest.mark.usefixtures("shows_copies")
def test_pages_show_few_copies_beside_the_film_and_all_among_its_versions(client, film):
    set_leading(film, runtime_minutes=153)
    for number in range(8):
        make_copy(film, inventory_number=f"A-{number}", carrier="35mm")
    page = client.get(film.get_absolute_url()).content.decode()
    all_copies = reverse("film_versions", args=[film.pk, film.slug])
    assert [f"A-{number}" in page for number in range(8)] == [True] * 6 + [False] * 2
    assert "All 8 copies" in page
    page = client.get(all_copies).content.decode()
    assert all(f"A-{number}" in page for number in range(8))
    assert "35 mm film" in page


@pytest.mark.usefixtures("shows_copies")
def test_pages_and_the_api_need_the_same_queries_however_many_copies_there_are(
    api, client, film, django_assert_max_num_queries
):
    costs = []
    for count in (2, 6):
        version = make_version(film, name=f"Version {count}")
        for number in range(count):
            make_copy(film, version=version, inventory_number=f"{count}-{number}", languages=["de"])
        queries = []
        for request in (
            lambda: client.get(film.get_absolute_url()),
            lambda: api.read(f"films/{film.pk}/versions/"),
        ):
            with django_assert_max_num_queries(100) as captured:
                request()
            queries.append(len(captured))
        costs.append(queries)
    assert costs[0] == costs[1]


@pytest.mark.parametrize("setting", [False, True])
def test_the_owner_decides_at_the_desk_whether_copies_are_shown_whatever_the_setting(
    api, client, film, copy, settings, setting
):
    settings.SHOW_COPIES = setting
    for decision in (not setting, None, setting):
        is_shown = setting if decision is None else decision
        Site.objects.update(shows_copies=decision)
        [version] = api.read(f"films/{film.pk}/versions/")["results"]
        assert ("copies" in version) == is_shown
        assert ("A 12" in client.get(film.get_absolute_url()).text) == is_shown
        assert ('"copies"' in client.get("/api/schema/?format=json").text) == is_shown

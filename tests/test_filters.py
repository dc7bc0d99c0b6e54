"""Films are found by what they are: kind, status, colour, sound, subject and language, on the page as in the API."""

import pytest
from django.db import connection
from django.utils import timezone

from catalog.filters import CHOICE_FILTERS, FilmFilter
from catalog.models import Colour, Film, FilmKind, FilmStatus, Sound
from tests.api.conftest import Api
from tests.factories import make_film, make_subject, set_leading

pytestmark = pytest.mark.django_db
CHOICES = {"kind": FilmKind, "status": FilmStatus, "colour": Colour, "sound": Sound}
VALUES = {"kind": "feature", "status": "lost", "colour": "tinted", "sound": "silent"}


@pytest.fixture
def silent_film():
    film = make_film(title="Metropolis", kind="feature", status="lost", colour="tinted", sound="silent")
    film.subjects.add(make_subject(name="Machines"))
    return film


@pytest.mark.parametrize(("name", "value"), [*VALUES.items(), ("subject", "machines")])
def test_a_film_is_found_by_what_it_is(client, silent_film, name, value):
    make_film(title="Other", kind="short", status="extant", colour="colour", sound="sound")
    answer = client.get("/api/v1/films/", {name: value.upper()}).json()
    assert [film["id"] for film in answer["results"]] == [silent_film.pk]
    html = client.get("/films/", {name: value}).text
    assert "<strong>1 film</strong>" in html
    assert f'<option value="{value}" selected>' in html


@pytest.mark.parametrize("name", CHOICE_FILTERS)
def test_a_value_that_is_no_choice_is_refused_with_all_that_are(client, silent_film, name):
    response = client.get("/api/v1/films/", {name: "zigzag"})
    [fault] = response.json()["errors"]
    assert (response.status_code, fault["parameter"]) == (400, name)
    page = client.get("/films/", {name: "zigzag"})
    assert page.status_code == 400
    for value in CHOICES[name].values:
        assert value in fault["detail"]
        assert value in page.text


def offered_values(client, **parameters):
    """Return {name of a filter: the values that the form offers}."""
    form = client.get("/films/", parameters).context["filter"].form
    names = [*CHOICE_FILTERS, "subject"]
    return {name: [str(value) for value, _ in form.fields[name].widget.choices if value] for name in names}


def test_the_form_offers_what_published_films_are_and_what_is_asked_for(client, silent_film):
    draft = make_film(state="draft", kind="trailer", status="announced", colour="sepia", sound="mixed")
    draft.subjects.add(make_subject(name="Coming"))
    expected_values = {name: [value] for name, value in VALUES.items()} | {"subject": ["machines"]}
    assert offered_values(client) == expected_values
    assert offered_values(client, kind="amateur")["kind"] == ["feature", "amateur"]


def test_the_form_of_an_empty_catalogue_offers_nothing(client):
    assert set(map(tuple, offered_values(client).values())) == {()}


def test_a_silent_film_is_found_by_the_language_of_its_intertitles():
    silent, spoken = make_film(), make_film()
    set_leading(silent, languages=["de"], use="intertitles")
    set_leading(spoken, languages=["en"])
    set_leading(spoken, languages=["de"], use="intertitles")
    find = Api().read
    assert [film["id"] for film in find("films/", language="de")["results"]] == [silent.pk]
    assert [film["id"] for film in find("films/", language="en")["results"]] == [spoken.pk]


@pytest.fixture
def thousands_of_films():
    """3,000 films; of each choice that the filters ask for there are 30."""
    now = timezone.now()
    common = {"kind": "short", "status": "extant", "colour": "colour", "sound": "sound"}
    films = Film.objects.bulk_create(
        Film(title=f"Film {number}", state="published", published_from=now, **(common if number % 100 else VALUES))
        for number in range(3000)
    )
    subject, other_subject = make_subject(name="Machines"), make_subject(name="Cities")
    link = Film.subjects.through
    link.objects.bulk_create(
        link(film=film, subject=other_subject if number % 100 else subject) for number, film in enumerate(films)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.mark.parametrize("name", [*CHOICE_FILTERS, "subject"])
def test_a_filter_reads_an_index_and_not_all_films(thousands_of_films, name):
    parameters = {name: VALUES.get(name, "machines")}
    plan = FilmFilter(parameters, Film.objects.listed()).qs[:24].explain()
    index = "catalog_film_subjects" if name == "subject" else f"film_{name}"
    assert index in plan
    assert "SCAN catalog_film" not in plan
    assert "Seq Scan on catalog_film " not in plan

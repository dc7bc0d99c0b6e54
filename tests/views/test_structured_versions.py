"""What structured data tells of the versions of a film: only facts for which schema.org has a word."""

import pytest

from tests.factories import make_film, make_release, make_version, set_leading
from tests.views.test_finding import structured

pytestmark = pytest.mark.django_db


def test_a_running_time_has_its_seconds(client, film):
    set_leading(film, runtime_minutes=153, runtime_seconds=20)
    assert structured(client, film)[0]["duration"] == "PT153M20S"


def test_versions_in_another_language_are_translations_and_all_others_examples_of_the_work(client):
    film = make_film(title="Metropolis")
    set_leading(film, languages=["de"], use="intertitles", runtime_minutes=153)
    dubbed = make_version(film, name="English version", kinds=["dubbed"], languages=["en"], date="1930")
    shot_anew = make_version(film, kinds=["language_version"], languages=["fr"])
    restoration = make_version(film, name="Restoration", kinds=["restored"], runtime_minutes=145, date="c. 2010")
    make_version(film, name="Hidden", state="draft")
    [movie] = structured(client, film)
    page = f"{movie['url']}versions/#version-"
    assert movie["workTranslation"] == [
        {
            "@type": "Movie",
            "name": "English version",
            "url": f"{page}{dubbed.pk}",
            "datePublished": "1930",
            "inLanguage": ["en"],
        },
        {"@type": "Movie", "name": "Metropolis", "url": f"{page}{shot_anew.pk}", "inLanguage": ["fr"]},
    ]
    assert movie["workExample"] == [
        {"@type": "Movie", "name": "Restoration", "url": f"{page}{restoration.pk}", "duration": "PT145M"}
    ]


def test_subtitles_are_told_apart_from_what_is_heard(client, film):
    make_version(film, kinds=["subtitled"], languages=["pl"], use="subtitles")
    [version] = structured(client, film)[0]["workExample"]
    assert (version["subtitleLanguage"], version.get("inLanguage")) == (["pl"], None)


def test_an_age_rating_stands_with_its_country_and_under_the_version_that_has_it(client, film):
    lead, longer = set_leading(film), make_version(film, kinds=["augmented"])
    hidden_version = make_version(film, state="draft")
    make_release(film, country_id="US", certification="PG-13")
    make_release(film, country_id="US", certification="PG-13", date="2011", type="physical")
    make_release(film, country_id="DE", certification="FSK 12", version=lead)
    make_release(film, certification="R", version=longer, country=None)
    make_release(film, country_id="PL", certification="18", version=hidden_version)
    [movie] = structured(client, film)
    assert sorted(movie["contentRating"]) == ["FSK 12 (Germany)", "PG-13 (United States)"]
    assert movie["workExample"][0]["contentRating"] == ["R"]


def test_a_film_without_versions_has_none_of_it(client):
    [movie] = structured(client, make_film())
    assert not {"duration", "workTranslation", "workExample", "contentRating"} & set(movie)

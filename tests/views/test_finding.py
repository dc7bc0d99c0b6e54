"""Pages for robots, monitors and search engines."""

import json
import re

import pytest
from django.conf import settings

from tests.factories import (
    in_a_week,
    make_credit,
    make_film,
    make_film_company,
    make_image,
    make_job,
    make_person,
    make_release,
    make_source,
    make_subject,
    make_synopsis,
    make_vote,
    set_leading,
)

pytestmark = pytest.mark.django_db


def structured(client, film):
    page = client.get(film.get_absolute_url()).content.decode()
    return [json.loads(script) for script in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)]


def test_the_sitemap_lists_what_is_public(client):
    film, draft = make_film(title="Shown"), make_film(title="Draft", state="draft")
    make_film(title="Ahead", published_from=in_a_week())
    make_credit(film, person=make_person(name="Known"))
    make_credit(draft, person=make_person(name="Hidden"))
    make_film_company(film)
    make_synopsis(film, source=make_source())
    sitemap = ""
    for section in re.findall(rf"<loc>{settings.SITE_URL}(.*?)</loc>", client.get("/sitemap.xml").content.decode()):
        sitemap += client.get(section).content.decode()
    for word in ("shown", "known", "company", "source", "/top/"):
        assert word in sitemap
    for word in ("draft", "hidden", "ahead"):
        assert word not in sitemap


def test_robots_are_told_where_the_sitemap_is_and_to_leave_the_admin(client):
    robots = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in robots
    assert "Disallow: /admin/" in robots


def test_the_process_is_up(client):
    assert client.get("/healthz/").json() == {"status": "up"}


def test_readiness_names_what_is_down(client, monkeypatch):
    assert client.get("/readyz/").json() == {"database": "up", "cache": "up"}

    class Unreachable:
        def set(self, *args):
            raise ConnectionError

    monkeypatch.setattr("catalog.views.core.health.cache", Unreachable())
    answer = client.get("/readyz/")
    assert (answer.status_code, answer.json()) == (503, {"database": "up", "cache": "down"})


def test_a_film_is_one_whole_movie(client):
    film = make_film(title="The Way Back", logline="Seven men walk.", runtime_minutes=133)
    film.countries.set(["US"])
    set_leading(film, languages=["en"])
    subject = make_subject(name="Escapes")
    subject.external_ids.create(scheme_id="wikidata", value="Q42")
    film.subjects.set([subject])
    make_release(film, date="2010-09-03")
    make_credit(film, person=make_person(name="Peter Weir"), job=make_job("Director", "Directing"))
    make_credit(film, person=make_person(name="Jim Sturgess"))
    make_image(film, kind="poster")
    [movie] = structured(client, film)
    assert (movie["@type"], movie["name"], movie["duration"], movie["datePublished"]) == (
        "Movie",
        "The Way Back",
        "PT133M",
        "2010-09-03",
    )
    assert movie["director"][0]["name"] == "Peter Weir"
    assert movie["actor"][0]["name"] == "Jim Sturgess"
    assert movie["image"][0].startswith(f"{settings.SITE_URL}/images/")
    about = {"@type": "Thing", "name": "Escapes", "sameAs": ["https://www.wikidata.org/wiki/Q42"]}
    assert (movie["about"], movie["countryOfOrigin"][0]["name"], movie["inLanguage"]) == (
        [about],
        "United States",
        ["en"],
    )
    assert "aggregateRating" not in movie


def test_a_rating_is_told_only_when_there_are_votes(client, film):
    make_vote(film, stars=5, voter="ann")
    make_vote(film, stars=4)
    assert structured(client, film)[0]["aggregateRating"]["ratingValue"] == 4.5
    assert structured(client, film)[0]["aggregateRating"]["ratingCount"] == 2


def test_structured_data_cannot_end_its_element(client):
    film = make_film(title="</script><script>alert(1)</script>")
    [movie] = structured(client, film)
    assert movie["name"] == film.title
    assert b"<script>alert" not in client.get(film.get_absolute_url()).content

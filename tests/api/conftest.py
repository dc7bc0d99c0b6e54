"""A client for tests of the API, and a film that has one of everything."""

import pytest
from django.test import Client

from catalog.models import Country, Genre
from catalog.models.base import refresh_once
from tests import factories


class Api(Client):
    """A program that reads the API; `read` answers the JSON of a route under /api/v1/."""

    def read(self, route, status=200, **parameters):
        response = self.get(f"/api/v1/{route}", parameters)
        assert response.status_code == status, response.content
        return response.json()

    def faults(self, route, **parameters):
        """Return {parameter: code} of a request with faults."""
        return {fault["parameter"]: fault["code"] for fault in self.read(route, status=400, **parameters)["errors"]}


@pytest.fixture
def api(db):
    return Api()


@refresh_once()
def whole_film(credit_count=1, rows=1, **fields):
    """Make a film with `credit_count` credits and `rows` rows of each other kind, each with its own person or source."""
    film = factories.make_film(**fields)
    film.countries.add(*Country.objects.filter(code__in=["US", "PL"]))
    version = factories.set_leading(film, languages=["en"])
    factories.make_citation(film, version=version)
    film.genres.add(*Genre.objects.filter(slug__in=["drama", "adventure"]))
    subject = factories.make_subject()
    subject.external_ids.create(scheme_id="wikidata", value=f"Q{subject.pk}")
    film.subjects.add(subject)
    for _ in range(credit_count):
        credit = factories.make_credit(film, characters=["Janusz", "the spy"])
        factories.make_citation(film, credit=credit)
    factories.make_outside_rating(film)
    for number in range(rows):
        factories.make_page()
        factories.make_image(curated_list=factories.make_list([film]))
        source = factories.make_source()
        release = factories.make_release(film, country_id="US")
        award = factories.make_award(film, recipients=[factories.make_person()])
        work = factories.make_work(film, authors=[factories.make_person()])
        title = factories.make_title(film)
        company = factories.make_film_company(film)
        for row in ({"release": release}, {"award": award}, {"film_work": work}, {"title": title}):
            factories.make_citation(film, **row)
        factories.make_citation(film, film_company=company)
        synopsis = factories.make_synopsis(film, source=source)
        factories.make_article(film, source=source)
        question = factories.make_question(film, readings=[(source, "a well"), (factories.make_source(), "a stream")])
        question.readings.update(synopsis=synopsis, quote_exact="A man")
        factories.make_image(film, kind="poster" if number % 2 else "still", source=source)
        factories.make_comment(film)
        factories.make_vote(film)
        film.external_ids.create(scheme_id="tmdb", value=str(film.pk * 1000 + number))
    return film


@refresh_once()
def relate(film, count):
    """Relate a film to `count` others, and as many to it."""
    for _ in range(count):
        factories.make_citation(film, relation=factories.make_relation(film))
        factories.make_relation(factories.make_film(), film, kind="trailer_of")

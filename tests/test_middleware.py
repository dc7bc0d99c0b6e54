import gzip

import pytest
from django.test import Client

from tests.factories import make_film

pytestmark = pytest.mark.django_db
ENCODED = {"Accept-Encoding": "gzip"}


def test_pages_are_sent_compressed_to_who_reads_that(client, film):
    answer = client.get(film.get_absolute_url(), headers=ENCODED)
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    assert b"The Way Back" in gzip.decompress(answer.content)
    assert not client.get(film.get_absolute_url()).has_header("Content-Encoding")


def test_the_api_keeps_its_strong_tags(client, film):
    answer = client.get(f"/api/v1/films/{film.pk}/", headers=ENCODED)
    assert answer["ETag"].startswith('"')
    assert not answer.has_header("Content-Encoding")


@pytest.mark.parametrize("headers", [{}, ENCODED])
@pytest.mark.parametrize("method", ["get", "head"])
def test_an_unchanged_page_is_a_304_though_its_form_token_is_masked_anew(client, film, method, headers):
    url = film.get_absolute_url()
    client.get(url)
    tag = getattr(client, method)(url, headers=headers)["ETag"]
    assert tag.startswith("W/")
    assert getattr(client, method)(url, headers=headers | {"If-None-Match": tag}).status_code == 304


def test_a_page_never_outlives_the_cookie_that_its_form_needs(film):
    url, first, second = film.get_absolute_url(), Client(), Client()
    first.get(url)
    second.get(url)
    tag = first.get(url)["ETag"]
    assert second.get(url, headers={"If-None-Match": tag}).status_code == 200


def test_a_changed_page_is_sent_anew(client, film):
    url = "/films/"
    tag = client.get(url)["ETag"]
    make_film()
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 200

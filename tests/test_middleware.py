import gzip

import pytest

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
def test_an_unchanged_page_is_a_304(client, film, method, headers):
    url = film.get_absolute_url()
    tag = getattr(client, method)(url, headers=headers)["ETag"]
    assert getattr(client, method)(url, headers=headers | {"If-None-Match": tag}).status_code == 304


def test_pages_whose_forms_have_a_token_are_kept_nowhere_and_have_no_tag(client, admin_client):
    for browser, url in ((client, "/admin/login/"), (admin_client, "/admin/catalog/film/add/")):
        answer = browser.get(url)
        assert "csrfmiddlewaretoken" in answer.text
        assert "no-store" in answer["Cache-Control"]
        assert not answer.has_header("ETag")


def test_a_changed_page_is_sent_anew(client, film):
    url = "/films/"
    tag = client.get(url)["ETag"]
    make_film()
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 200

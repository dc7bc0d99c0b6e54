"""What a page says of itself where a link to it is shared, and the identifiers that outlive a title."""

import io
import json
import re
from unittest.mock import Mock

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from PIL import Image as Pillow

from catalog.models import Image
from catalog.pictures import SHARE_NAME, as_jpeg
from catalog.views import images
from tests.factories import (
    make_company,
    make_credit,
    make_film,
    make_film_company,
    make_image,
    make_job,
    make_person,
    upload,
)
from tests.page_catalogue import OF_FILM, PAGES, make_catalogue
from tests.test_pages import Elements

pytestmark = pytest.mark.django_db


def meta(html):
    """Return {property or name: content} of a page, and its title under "title"."""
    elements = Elements(html)
    pairs = {tag.get("property") or tag.get("name"): tag.get("content") for tag in elements.with_tag("meta")}
    return pairs | {"title": elements.title}


def read(client, address):
    return meta(client.get(address).content.decode())


def test_each_page_shares_its_own_title_and_a_jpeg_whose_size_it_states(client):
    catalogue = make_catalogue()
    for where in PAGES:
        page = read(client, catalogue.address(where))
        title = page["title"].removesuffix(f"– {settings.SITE_NAME}").strip()
        assert page["og:title"] == title, where
        assert page["og:description"] == page["description"]
        assert page["og:image:type"] == "image/jpeg"
        assert page["og:image"].startswith(settings.SITE_URL)
        assert int(page["og:image:width"]) > 0 < int(page["og:image:height"])
        assert page["twitter:card"] in {"summary", "summary_large_image"}


@pytest.mark.parametrize(
    ("crew", "cast", "words"),
    [
        (
            ["Fritz Lang"],
            ["Brigitte Helm", "Alfred Abel"],
            ", directed by Fritz Lang, with Brigitte Helm and Alfred Abel.",
        ),
        (["Fritz Lang"], [], ", directed by Fritz Lang."),
        ([], ["Brigitte Helm"], ", with Brigitte Helm."),
        ([], [], ": cast, crew, releases and sources."),
    ],
)
def test_a_film_without_a_logline_is_described_by_who_made_it_and_who_is_in_it(client, film, crew, cast, words):
    for name in crew:
        make_credit(film, job=make_job("Director", "Directing"), person=make_person(name=name))
    for place, name in enumerate(cast, 1):
        make_credit(film, person=make_person(name=name), billing_order=place)
    html = client.get(film.get_absolute_url()).content.decode()
    assert meta(html)["description"] == f"{film}{words}"
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert json.loads(block).get("description") == (f"{film}{words}" if crew or cast else None)


@pytest.mark.parametrize("noun", ["film", "person"])
def test_a_film_shares_its_poster_and_a_person_their_portrait(client, noun):
    film, person = make_film(), make_person()
    make_credit(film, person=person)
    fields = {"film": film, "kind": "poster"} if noun == "film" else {"person": person, "kind": "portrait"}
    make_image(**fields, alt="Men walk", file=upload(size=(1500, 900)))
    page = read(client, (film if noun == "film" else person).get_absolute_url())
    assert (page["og:image:width"], page["og:image:height"], page["og:image:alt"]) == ("1280", "768", "Men walk")
    response = client.get(page["og:image"].removeprefix(settings.SITE_URL))
    assert response["Content-Type"] == "image/jpeg"
    with Pillow.open(io.BytesIO(response.content)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1280, 768))


def test_each_page_of_a_film_shares_its_poster(client):
    catalogue = make_catalogue()
    [poster] = Image.objects.posters().filter(film=catalogue.film)
    for where in OF_FILM:
        assert read(client, catalogue.address(where))["og:image"].endswith(poster.rendition_url(SHARE_NAME)), where


def test_the_sites_own_picture_is_a_jpeg_of_the_size_that_pages_state(client):
    page = read(client, "/")
    with Pillow.open(settings.BASE_DIR / "static" / "img" / "share.jpg") as picture:
        assert picture.format == "JPEG"
        assert tuple(map(str, picture.size)) == (page["og:image:width"], page["og:image:height"])


@pytest.mark.parametrize("film_fields", [{"state": "draft"}, {"state": "withdrawn"}])
def test_the_jpeg_of_an_unpublished_film_has_no_address(client, film_fields):
    image = make_image(make_film(**film_fields), kind="poster")
    assert client.get(image.rendition_url("share.jpg")).status_code == 404


def test_a_title_with_quotes_stays_inside_its_tag(client):
    film = make_film(title='She said "no" <b>')
    assert read(client, film.get_absolute_url())["og:title"] == 'She said "no" <b>'


def identifiers(client, address):
    """Return all ids of a page's structured data or of a feed."""
    text = client.get(address, follow=True).content.decode()
    return re.findall(r'"@id": ?"([^"]+)"', text) + re.findall(r"<id>([^<]+)</id>", text)


def test_ids_of_structured_data_and_feeds_stay_when_a_title_changes(client):
    film, person, company = make_film(title="Before"), make_person(name="Before"), make_company(name="Before")
    make_credit(film, person=person)
    make_film_company(film, company=company)
    addresses = [row.get_absolute_url() for row in (film, person, company)] + [
        "/feeds/films/",
        f"/feeds/films/{film.pk}/",
    ]
    before = {address: identifiers(client, address) for address in addresses}
    for row, name in ((film, "title"), (person, "name"), (company, "name")):
        setattr(row, name, "Afterwards")
        row.save()
    assert all(before.values())
    assert {address: identifiers(client, address) for address in addresses} == before
    assert all(identifier.startswith("tag:127.0.0.1,2026:") for ids in before.values() for identifier in ids)
    assert len(set(before["/feeds/films/"])) == 2


def test_a_film_has_the_same_id_in_its_page_and_in_the_feed(client, film):
    [script] = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', client.get(film.get_absolute_url()).text
    )
    assert json.loads(script)["@id"] in identifiers(client, "/feeds/films/")


def test_a_jpeg_is_made_once_and_also_where_it_can_not_be_kept(client, monkeypatch):
    image = make_image(make_film(), kind="poster")
    calls = []
    monkeypatch.setattr(images, "as_jpeg", lambda content: calls.append(1) or as_jpeg(content))
    with monkeypatch.context() as patches:
        patches.setattr(default_storage, "save", Mock(side_effect=OSError(28, "No space left on device")))
        first = client.get(image.rendition_url(SHARE_NAME)).content
    assert [client.get(image.rendition_url(SHARE_NAME)).content for _ in range(2)] == [first, first]
    assert len(calls) == 2

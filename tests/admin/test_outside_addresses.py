"""A pasted address of another catalogue's page is the id in it, and a refusal quotes what was typed."""

import pytest
from django.core.exceptions import ValidationError

from catalog.models import ExternalId
from tests.admin.desk_forms import address
from tests.factories import make_company, make_person, make_subject

ADDRESSES = [
    ("film", "imdb", "https://www.imdb.com/title/tt1023114/", "tt1023114"),
    ("film", "imdb", "https://m.imdb.com/title/tt1023114/?ref_=fn_al_tt_1", "tt1023114"),
    ("film", "imdb", "imdb.com/de/title/tt1023114/fullcredits#cast", "tt1023114"),
    ("person", "imdb", "http://www.imdb.com/name/nm0001837", "nm0001837"),
    ("company", "imdb", "https://www.imdb.com/company/co0000001/", "co0000001"),
    ("film", "wikidata", "https://www.wikidata.org/wiki/Q165518", "Q165518"),
    ("person", "wikidata", "http://www.wikidata.org/entity/Q42", "Q42"),
    ("film", "wikidata", "https://m.wikidata.org/wiki/q165518#sitelinks", "Q165518"),
    ("film", "tmdb", "https://www.themoviedb.org/movie/49009-the-way-back?language=de", "49009"),
    ("person", "tmdb", "https://www.themoviedb.org/person/2690-colin-farrell", "2690"),
    ("film", "movielens", "https://movielens.org/movies/83369", "83369"),
    ("film", "imdb", " tt1023114\u200b ", "tt1023114"),
    ("subject", "wikidata", "https://www.wikidata.org/wiki/Q11424", "Q11424"),
    ("subject", "gnd", "https://d-nb.info/gnd/4017102-4", "4017102-4"),
    ("subject", "gnd", "d-nb.info/gnd/4017102-x/about", "4017102-X"),
    ("subject", "aat", "http://vocab.getty.edu/page/aat/300136900", "300136900"),
    ("subject", "aat", "https://vocab.getty.edu/aat/300136900.json", "300136900"),
    ("subject", "lcsh", "https://id.loc.gov/authorities/subjects/sh85088084.html", "sh85088084"),
]
REFUSED = [
    ("film", "imdb", "https://www.imdb.com/name/nm0001837/"),
    ("film", "tmdb", "https://www.themoviedb.org/person/2690"),
    ("film", "tmdb", "https://www.themoviedb.org/tv/1399"),
    ("film", "wikidata", "https://www.wikidata.org/wiki/Property:P345"),
    ("film", "imdb", "https://imdb.com.example.org/title/tt1023114/"),
    ("film", "imdb", "https://www.imdb.com/title/tt1023114x"),
    ("film", "imdb", "tt１０２３１１４"),
    ("film", "tmdb", "0049009"),
    ("subject", "gnd", "https://d-nb.info/gnd/film"),
    ("subject", "aat", "https://vocab.getty.edu/tgn/7011781"),
    ("subject", "lcsh", "https://id.loc.gov/authorities/names/n79021164"),
]


def outside_id(film, noun, scheme, text):
    owner = {"film": lambda: film, "person": make_person, "company": make_company, "subject": make_subject}[noun]()
    return ExternalId(scheme_id=scheme, value=text, **{noun: owner})


@pytest.mark.parametrize(("noun", "scheme", "text", "value"), ADDRESSES)
def test_an_address_is_the_id_in_it(film, noun, scheme, text, value):
    row = outside_id(film, noun, scheme, text)
    row.full_clean()
    assert row.value == value


@pytest.mark.parametrize(("noun", "scheme", "text"), REFUSED)
def test_what_is_no_address_of_such_a_page_is_refused_with_what_was_typed(film, noun, scheme, text):
    with pytest.raises(ValidationError) as refusal:
        outside_id(film, noun, scheme, text).full_clean()
    [message] = refusal.value.message_dict["value"]
    assert f"“{text}” is no" in message


@pytest.mark.parametrize(
    "text", ["https://www.imdb.com/title/tt1023114/?ref_=nv_sr_srsg_0_tt_8_nm_0_q_way", "tt1023114"]
)
def test_the_form_takes_an_address_that_is_longer_than_an_id(desk, film, text):
    page = address("externalid", "add")
    response = desk.post(page, {"film": film.pk, "scheme": "imdb", "value": text})
    assert response.status_code == 302, response.context["adminform"].form.errors
    assert ExternalId.objects.get().value == "tt1023114"


@pytest.mark.parametrize("scheme", ["aat", "lcsh"])
def test_a_scheme_of_subjects_has_no_ids_for_a_film(film, scheme):
    with pytest.raises(ValidationError, match="has no ids of this kind"):
        ExternalId(film=film, scheme_id=scheme, value="1").full_clean()


def test_the_form_quotes_a_long_address_that_it_refuses(desk, film):
    text = "https://www.example.org/title/tt1023114/"
    response = desk.post(address("externalid", "add"), {"film": film.pk, "scheme": "imdb", "value": text})
    assert f"“{text}” is no id of IMDb (film)" in response.text
    assert not ExternalId.objects.exists()


def test_the_api_quotes_an_id_that_it_refuses(client, db):
    answer = client.get("/api/v1/find/", {"imdb": "1023114"})
    assert "“1023114” is not a valid id" in answer.json()["errors"][0]["detail"]

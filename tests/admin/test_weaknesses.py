"""Weaknesses that other systems had, tried here. docs/security.md lists them."""

import pytest
from django.urls import reverse

from catalog.models import ExternalId
from tests.admin.desk_forms import open_film, save_film
from tests.admin.logins import PASSWORD
from tests.factories import make_film, make_image


@pytest.mark.parametrize("action", ["DELETE", "value"])
def test_the_form_of_a_film_changes_no_row_of_another_film(desk, film, action):
    other_film = make_film(title="Other", state="draft")
    row = ExternalId.objects.create(film=other_film, scheme_id="imdb", value="tt1023114")
    changes = {"DELETE": "on"} if action == "DELETE" else {"value": "tt7654321"}
    prefix = "external_ids-0"
    fields = {"external_ids-TOTAL_FORMS": 1, "external_ids-INITIAL_FORMS": 1, f"{prefix}-id": row.pk}
    fields |= {f"{prefix}-film": film.pk, f"{prefix}-scheme": "imdb", f"{prefix}-value": "tt1023114"}
    fields |= {f"{prefix}-{name}": value for name, value in changes.items()}
    save_film(desk, film, open_film(desk, film) | fields)
    assert ExternalId.objects.values_list("film", "value").get() == (other_film.pk, "tt1023114")


@pytest.mark.django_db
def test_a_hidden_picture_answers_conditional_requests_as_if_it_were_not_there(client):
    image = make_image(make_film(state="published"))
    url = image.largest["url"]
    response = client.get(url)
    type(image.film).objects.filter(pk=image.film.pk).update(state="withdrawn")
    for headers in (
        {"If-None-Match": response["ETag"]},
        {"If-None-Match": "*"},
        {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
        {"Range": "bytes=0-10"},
    ):
        assert client.get(url, headers=headers).status_code == 404, headers


@pytest.mark.parametrize("place", ["https://example.org/", "//example.org/", "https:example.org", "/\\example.org"])
def test_a_log_in_leads_to_no_other_site(client, editor, place):
    response = client.post(
        f"{reverse('admin:login')}", {"username": editor.username, "password": PASSWORD, "next": place}
    )
    assert response.status_code == 302
    assert response["Location"] == reverse("admin:index")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["9999.webp", "1.avif", "1x1.webp", "fill-9999x9999.webp"])
def test_no_address_asks_for_a_picture_of_another_size(client, name):
    image = make_image(make_film())
    folder = image.largest["url"].rpartition("/")[0]
    assert client.get(f"{folder}/{name}").status_code == 404

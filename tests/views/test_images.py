import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from tests.factories import in_a_week, make_credit, make_film, make_image, make_person

pytestmark = pytest.mark.django_db


def address(image):
    return image.largest["url"]


def test_a_public_picture_is_served_with_its_type_and_browsers_keep_it_for_good_but_proxies_do_not(client, film):
    answer = client.get(address(make_image(film)))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer["Cache-Control"] == "public, max-age=31536000, s-maxage=10, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.content[8:12] == b"WEBP"


def test_a_reader_that_has_it_gets_a_304(client, film):
    url = address(make_image(film))
    etag = client.get(url)["ETag"]
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize(
    ("film_fields", "image_fields"),
    [
        ({"state": "draft"}, {}),
        ({"state": "in_review"}, {}),
        ({"state": "withdrawn"}, {}),
        ({"published_from": "later"}, {}),
        ({}, {"state": "draft"}),
        ({}, {"state": "withdrawn"}),
        ({}, {"published_from": "later"}),
    ],
)
def test_an_unpublished_picture_has_no_address_for_visitors(client, film_fields, image_fields):
    def dated(fields):
        return {key: in_a_week() if value == "later" else value for key, value in fields.items()}

    image = make_image(make_film(**dated(film_fields)), **dated(image_fields))
    assert client.get(address(image)).status_code == 404


def test_a_portrait_is_public_with_its_person(client, film):
    hidden_person, public_person = make_person(), make_person()
    make_credit(film, person=public_person)
    make_credit(make_film(state="draft"), person=hidden_person)
    statuses = {
        person: client.get(address(make_image(None, person=person, kind="portrait"))).status_code
        for person in (hidden_person, public_person)
    }
    assert statuses == {hidden_person: 404, public_person: 200}


def test_an_editor_sees_unpublished_pictures_and_no_cache_keeps_them(client):
    editor = get_user_model().objects.create_user("ann", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editor"))
    client.force_login(editor)
    answer = client.get(address(make_image(make_film(state="draft"))))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")


def test_an_old_or_guessed_address_is_gone(client, film):
    image = make_image(film)
    for wrong in (
        address(image).replace(image.stem, "0" * 32),
        address(image).replace("webp", "jpg"),
        f"/images/{image.pk}/",
    ):
        assert client.get(wrong).status_code == 404


def test_a_lost_file_is_a_404(client, film):
    image = make_image(film)
    image.file.storage.delete(f"images/{image.stem}-{image.largest['name']}")
    assert client.get(address(image)).status_code == 404

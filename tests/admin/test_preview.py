"""The preview of a film on the desk, and the links to it that editors make."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog import previewing
from catalog.models import PreviewLink
from tests.admin.desk_forms import address
from tests.factories import make_credit, make_film, make_image, make_person
from tests.previews import make_link, make_working_copy, preview_address, retitle, table_contents

pytestmark = pytest.mark.django_db


@pytest.fixture
def film(db):
    """A published film, so that its changes wait in a working copy."""
    return make_film()


def preview_page(film, rest=""):
    return address("film", "preview", film.pk) + rest


def links_page(film):
    return address("film", "preview_links", film.pk)


@pytest.fixture
def viewers_desk(client):
    """A browser in which a user is logged in who may view films and change none."""
    user = User.objects.create_user("lou", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_film"))
    client.force_login(user)
    return client


@pytest.mark.parametrize("rest", previewing.PAGES)
def test_an_editor_previews_each_page_of_a_draft(desk, rest):
    film = make_film(state="draft", title="Unseen")
    response = desk.get(preview_page(film, rest))
    assert response.status_code == 200
    assert "Unseen" in response.text
    assert film.get_absolute_url() not in response.text
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert "no-store" in response["Cache-Control"]


def test_an_editor_previews_the_working_copy_with_its_pictures(desk, film):
    images = []

    def change(film):
        retitle("Renamed")(film)
        images.append(make_image(film, kind="poster"))

    make_working_copy(film, change)
    before = table_contents()
    text = desk.get(preview_page(film)).text
    picture = preview_page(film) + images[0].largest["url"][1:]
    assert "Renamed" in text
    assert picture in text
    assert desk.get(picture)["Content-Type"] == "image/webp"
    assert table_contents() == before


def test_a_working_copy_that_no_longer_fits_says_what_is_wrong(desk, film):
    person = make_person()
    make_working_copy(film, lambda film: make_credit(film, person=person))
    person.delete()
    response = desk.get(preview_page(film))
    assert response.status_code == 409
    assert "It refers to what is deleted (people, number" in response.text


def test_a_preview_accepts_no_post(desk, film):
    before = table_contents()
    assert desk.post(preview_page(film, "rating/"), {"stars": 5}).status_code == 405
    assert table_contents() == before


def test_a_user_who_may_only_view_films_previews_them_and_makes_and_revokes_no_link(viewers_desk, film):
    link = make_link(film)
    assert viewers_desk.get(preview_page(film)).status_code == 200
    response = viewers_desk.get(links_page(film))
    assert response.status_code == 200
    assert previewing.token_of(link) not in response.text
    assert "Make a link" not in response.text
    for fields in ({"days": "7"}, {"revoke": link.pk}, {}):
        assert viewers_desk.post(links_page(film), fields).status_code == 403
    assert PreviewLink.objects.get().revoked_at is None


def test_a_user_who_may_not_view_films_previews_none(client, film):
    client.force_login(User.objects.create_user("max", is_staff=True))
    assert [client.get(address_of(film)).status_code for address_of in (preview_page, links_page)] == [403, 403]


def test_a_visitor_is_redirected_to_the_log_in(client, film):
    for address_of in (preview_page, links_page):
        assert client.get(address_of(film)).url.startswith("/admin/login/")


@pytest.mark.parametrize("number", ["77777", "abc", "9" * 30])
def test_a_film_that_does_not_exist_has_no_preview(desk, number):
    for rest in ("preview/", "preview/links/", "preview/credits/"):
        assert desk.get(f"/admin/catalog/film/{number}/{rest}").status_code == 404


@pytest.mark.parametrize("days", ["1", "7", "30"])
def test_a_link_that_an_editor_makes_works_for_the_chosen_days(desk, editor, days):
    film = make_film(state="draft")
    response = desk.post(links_page(film), {"days": days}, follow=True)
    link = PreviewLink.objects.get()
    assert link.made_by == editor
    assert round((link.expires_at - link.made_at) / timedelta(days=1), 3) == int(days)
    assert f"{settings.SITE_URL}{preview_address(link)}" in response.text
    assert "The link is made." in response.text
    desk.logout()
    assert desk.get(preview_address(link)).status_code == 200


def test_a_revoked_link_stops_working_at_once(desk, film):
    link, other_films_link = make_link(film), make_link(make_film())
    text = desk.post(links_page(film), {"revoke": link.pk}, follow=True).text
    assert "nobody can open it any more" in text
    assert "revoked on" in text
    assert previewing.token_of(link) not in text
    assert desk.get(preview_address(link)).status_code == 410
    assert "had ended already" in desk.post(links_page(film), {"revoke": link.pk}, follow=True).text
    assert "had ended already" in desk.post(links_page(film), {"revoke": other_films_link.pk}, follow=True).text
    assert desk.get(preview_address(other_films_link)).status_code == 200


@pytest.mark.parametrize("fields", [{}, {"days": "365"}, {"days": "x"}, {"revoke": "x"}, {"revoke": "9" * 40}])
def test_fields_that_the_page_does_not_offer_make_and_revoke_nothing(desk, film, fields):
    link = make_link(film)
    assert desk.post(links_page(film), fields, follow=True).status_code == 200
    assert list(PreviewLink.objects.all()) == [link]
    assert PreviewLink.objects.get().revoked_at is None


def test_links_are_listed_with_their_maker_and_whether_they_work(desk, film, editor):
    make_link(film, made_by=editor)
    make_link(film, days=-1)
    make_link(film, revoked_at=timezone.now())
    text = desk.get(links_page(film)).text
    assert editor.username in text
    assert "an account that is gone" in text
    assert "<td>ended</td>" in text
    assert text.count(">Revoke<") == 2  # the column's heading, and the one that works


def test_the_list_needs_the_same_queries_with_one_link_and_with_six(desk, film, editor):
    def query_count():
        with CaptureQueriesContext(connection) as queries:
            desk.get(links_page(film))
        return len(queries)

    make_link(film, made_by=editor)
    count = query_count()
    for _ in range(5):
        make_link(film, made_by=editor)
    assert query_count() == count

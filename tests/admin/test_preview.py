"""The preview on the desk, and the links to it that editors make."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog import previewing
from catalog.models import PreviewLink
from tests.admin.desk_forms import address
from tests.factories import make_credit, make_film, make_image, make_person
from tests.previews import make_link, make_working_copy, place, retitle, tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def film(db):
    """A film that visitors see, so that what is changed of it waits in a working copy."""
    return make_film()


def page(film, rest=""):
    return address("film", "preview", film.pk) + rest


def links(film):
    return address("film", "preview_links", film.pk)


@pytest.fixture
def onlooker(client):
    """A browser of somebody who may look at films and change none."""
    user = User.objects.create_user("lou", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_film"))
    client.force_login(user)
    return client


@pytest.mark.parametrize("rest", previewing.PAGES)
def test_an_editor_previews_each_page_of_a_draft(desk, rest):
    film = make_film(state="draft", title="Unseen")
    answer = desk.get(page(film, rest))
    assert answer.status_code == 200
    assert "Unseen" in answer.text
    assert film.get_absolute_url() not in answer.text
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert "no-store" in answer["Cache-Control"]


def test_an_editor_previews_the_working_copy_with_its_pictures(desk, film):
    made = []

    def change(film):
        retitle("Renamed")(film)
        made.append(make_image(film, kind="poster"))

    make_working_copy(film, change)
    before = tables()
    shown = desk.get(page(film)).text
    picture = page(film) + made[0].largest["url"][1:]
    assert "Renamed" in shown
    assert picture in shown
    assert desk.get(picture)["Content-Type"] == "image/webp"
    assert tables() == before


def test_a_working_copy_that_no_longer_fits_says_what_is_wrong(desk, film):
    person = make_person()
    make_working_copy(film, lambda film: make_credit(film, person=person))
    person.delete()
    answer = desk.get(page(film))
    assert answer.status_code == 409
    assert "people that are deleted" in answer.text


def test_nothing_is_sent_from_a_preview(desk, film):
    before = tables()
    assert desk.post(page(film, "rating/"), {"stars": 5}).status_code == 405
    assert tables() == before


def test_who_may_look_previews_but_makes_and_revokes_no_link(onlooker, film):
    link = make_link(film)
    assert onlooker.get(page(film)).status_code == 200
    shown = onlooker.get(links(film))
    assert shown.status_code == 200
    assert previewing.token_of(link) not in shown.text
    assert "Make a link" not in shown.text
    for sent in ({"days": "7"}, {"revoke": link.pk}, {}):
        assert onlooker.post(links(film), sent).status_code == 403
    assert PreviewLink.objects.get().revoked_at is None


def test_who_may_not_look_at_films_previews_none(client, film):
    client.force_login(User.objects.create_user("max", is_staff=True))
    assert [client.get(where(film)).status_code for where in (page, links)] == [403, 403]


def test_a_visitor_is_sent_to_the_log_in(client, film):
    for where in (page, links):
        assert client.get(where(film)).url.startswith("/admin/login/")


@pytest.mark.parametrize("number", ["77777", "abc", "9" * 30])
def test_a_film_that_is_not_there_has_no_preview(desk, number):
    for rest in ("preview/", "preview/links/", "preview/credits/"):
        assert desk.get(f"/admin/catalog/film/{number}/{rest}").status_code == 404


@pytest.mark.parametrize("days", ["1", "7", "30"])
def test_a_link_that_an_editor_makes_opens_the_film_as_long_as_chosen(desk, editor, days):
    film = make_film(state="draft")
    said = desk.post(links(film), {"days": days}, follow=True)
    link = PreviewLink.objects.get()
    assert link.made_by == editor
    assert round((link.expires_at - link.made_at) / timedelta(days=1), 3) == int(days)
    assert f"http://testserver{place(link)}" in said.text
    assert "The link is made." in said.text
    desk.logout()
    assert desk.get(place(link)).status_code == 200


def test_a_revoked_link_is_dead_at_once(desk, film):
    link, other = make_link(film), make_link(make_film())
    shown = desk.post(links(film), {"revoke": link.pk}, follow=True).text
    assert "nobody can open it any more" in shown
    assert "revoked on" in shown
    assert previewing.token_of(link) not in shown
    assert desk.get(place(link)).status_code == 410
    assert "had ended already" in desk.post(links(film), {"revoke": link.pk}, follow=True).text
    assert "had ended already" in desk.post(links(film), {"revoke": other.pk}, follow=True).text
    assert desk.get(place(other)).status_code == 200


@pytest.mark.parametrize("sent", [{}, {"days": "365"}, {"days": "x"}, {"revoke": "x"}, {"revoke": "9" * 40}])
def test_what_the_page_does_not_offer_makes_and_revokes_nothing(desk, film, sent):
    link = make_link(film)
    assert desk.post(links(film), sent, follow=True).status_code == 200
    assert list(PreviewLink.objects.all()) == [link]
    assert PreviewLink.objects.get().revoked_at is None


def test_links_are_listed_with_who_made_them_and_whether_they_work(desk, film, editor):
    make_link(film, made_by=editor)
    make_link(film, days=-1)
    make_link(film, revoked_at=timezone.now())
    shown = desk.get(links(film)).text
    assert editor.username in shown
    assert "an account that is gone" in shown
    assert "<td>ended</td>" in shown
    assert shown.count(">Revoke<") == 2  # the column's heading, and the one that works


def test_the_list_costs_the_same_with_one_link_and_with_six(desk, film, editor):
    def price():
        with CaptureQueriesContext(connection) as queries:
            desk.get(links(film))
        return len(queries)

    make_link(film, made_by=editor)
    one = price()
    for _ in range(5):
        make_link(film, made_by=editor)
    assert price() == one

"""The site's own pages: a slug, a text a language, states as texts have them; and the page on privacy that is there before."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from catalog.editing.documents import Root
from catalog.editing.edit import Edit
from catalog.editing.revert import restore, revert
from catalog.models import Deed, Page, PageText, Revision, State, WorkingCopy
from tests.admin.conftest import staff
from tests.admin.desk_forms import address, form_errors, form_fields, new_rows, with_row_count
from tests.factories import in_a_week, make_page

pytestmark = pytest.mark.django_db


def body(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.text


def test_a_page_is_shown_under_its_slug_with_headings_under_its_own(client):
    make_page("about", body="We show films.\n\n# When\n\n## In summer\n\nAt *nine*.")
    html = body(client, "/pages/about/")
    assert "<h1>About us</h1>" in html
    assert '<h2 id="when">When</h2>' in html
    assert "<em>nine</em>" in html
    assert '<meta name="description" content="We show films. When' in html


def test_markup_of_a_page_is_cleaned(client):
    make_page("about", body='<script>alert(1)</script> [x](javascript:alert(1)) <b onclick="x()">b</b>')
    main = body(client, "/pages/about/").partition("<main")[2]
    assert "<script" not in main
    assert "javascript:" not in main.replace("[x](javascript:alert(1))", "")
    assert "<b " not in main


@pytest.mark.parametrize(("place", "start"), [("menu", "<header"), ("footer", "<footer")])
def test_all_pages_lead_to_a_page_from_where_it_has_its_place(client, place, start):
    make_page("press", place=place, position=2, titles={"en": "Press"})
    make_page("about", place=place, position=1)
    make_page("nowhere")
    html = body(client, "/films/")
    for part in ("<header", "<footer"):
        section = html[html.index(part) :].partition(part.replace("<", "</"))[0]
        assert ("/pages/press/" in section) == (part == start)
    assert html.index("/pages/about/") < html.index("/pages/press/")
    assert "/pages/nowhere/" not in html
    assert body(client, "/pages/nowhere/")
    assert 'href="/pages/about/" aria-current="page"' in body(client, "/pages/about/")


def test_a_page_is_in_the_language_of_the_address_else_in_the_first_else_in_any_and_says_so(client, speak, settings):
    speak("en", "pl", "de")
    page = make_page("about", place="menu", titles={"pl": "O nas"})
    html = body(client, "/pages/about/")
    assert '<div class="narrow" lang="pl" dir="ltr">' in html
    assert f'<link rel="canonical" href="{settings.SITE_URL}/pl/pages/about/">' in html
    assert 'lang="pl" dir="ltr">O nas</a>' in body(client, "/films/")
    page.texts.create(language="en", title="About us", body="We show films.")
    html = body(client, "/de/pages/about/")
    assert '<div class="narrow" lang="en" dir="ltr">' in html
    assert f'<link rel="canonical" href="{settings.SITE_URL}/pages/about/">' in html
    assert html.count('rel="alternate" hreflang=') == 2
    assert f'hreflang="pl" href="{settings.SITE_URL}/pl/pages/about/"' in html
    # The switch of languages leads to all.
    assert 'href="/de/pages/about/" lang="de"' in html
    html = body(client, "/pl/pages/about/")
    assert '<div class="narrow">' in html
    assert "<h1>O nas</h1>" in html


def test_a_page_is_there_from_its_moment_on(client, monkeypatch):
    make_page("terms", place="footer", published_from=in_a_week())
    assert client.get("/pages/terms/").status_code == 404
    assert "/pages/terms/" not in body(client, "/films/")
    in_eight_days = timezone.now() + timedelta(days=8)
    monkeypatch.setattr(timezone, "now", lambda: in_eight_days)
    assert body(client, "/pages/terms/")
    assert "/pages/terms/" in body(client, "/films/")
    Page.objects.withdraw()
    assert client.get("/pages/terms/").status_code == 404
    assert "/pages/terms/" not in body(client, "/films/")


@pytest.mark.parametrize(
    "state", [{"state": "draft"}, {"state": "in_review"}, {"state": "withdrawn"}, {"published_from": in_a_week()}]
)
def test_a_page_that_is_not_published_is_nowhere(client, state):
    make_page("secret", place="menu", titles={"en": "Zzecret"}, **state)
    response, other_response = client.get("/pages/secret/"), client.get("/pages/missing/")
    assert response.status_code == 404
    assert response.text.replace("secret", "missing") == other_response.text
    for path in ("/", "/sitemap-pages.xml"):
        assert "Zzecret" not in body(client, path)
        assert "/pages/secret/" not in body(client, path)


def test_the_sitemap_has_each_language_of_a_page_and_the_page_on_privacy(client, speak, settings):
    speak("en", "pl")
    make_page("about", titles={"pl": "O nas"})
    xml = body(client, "/sitemap-pages.xml")
    assert f"<loc>{settings.SITE_URL}/pl/pages/about/</loc>" in xml
    assert f"<loc>{settings.SITE_URL}/pages/about/</loc>" not in xml
    assert f"<loc>{settings.SITE_URL}/pages/privacy/</loc>" in xml


def test_a_page_on_privacy_is_there_until_the_owner_writes_one(client, speak):
    speak("en", "de", "pl")
    for path, heading, word in (
        ("/pages/privacy/", "Privacy", "Cookies"),
        ("/de/pages/privacy/", "Datenschutz", "Netz"),
        ("/pl/pages/privacy/", "Prywatność", "ciasteczk"),
    ):
        html = body(client, path)
        assert f"<h1>{heading}</h1>" in html
        assert word in html
        assert f'<a href="{path}">{heading}</a>' in html[html.index("<footer") :]
    make_page("privacy", titles={"en": "Your data"})
    html = body(client, "/pages/privacy/")
    assert "<h1>Your data</h1>" in html
    foot = html[html.index("<footer") :]
    assert "Your data</a>" in foot
    assert "Privacy" not in foot


def test_what_the_page_on_privacy_says_of_cookies_is_so(client, film):
    """Reading sets none; a rating, a comment and a level of spoilers do."""
    for path in ("/", film.get_absolute_url(), "/films/", "/pages/privacy/"):
        cache.clear()
        assert not Client().get(path).cookies
    browser = Client()
    browser.post(f"{film.get_absolute_url()}rating/", {"stars": 4})
    browser.post("/spoilers/", {"level": "2"})
    assert set(browser.cookies) == {"wayback_voter", "wayback_spoilers", "messages"}
    assert browser.cookies["wayback_voter"]["max-age"] == 2 * 365 * 24 * 3600
    assert browser.cookies["wayback_spoilers"]["max-age"] == 365 * 24 * 3600
    assert all(cookie["httponly"] for cookie in browser.cookies.values())


def save(desk, page, fields):
    return desk.post(address("page", "change", page.pk), fields)


def open_page(desk, page):
    return form_fields(desk.get(address("page", "change", page.pk)))


def take_step(desk, page, name):
    address_of_steps = address("page", "publication", page.pk)
    seen_revision = re.search(r'name="seen" value="(\d+)"', desk.get(address_of_steps).text)[1]
    return desk.post(address_of_steps, {"step": name, "seen": seen_revision, "sure": "yes"})


@pytest.fixture
def editors_desk():
    return desk_of(staff("edda", "Editor"))


@pytest.fixture
def reviewers_desk():
    return desk_of(staff("rita", "Reviewer"))


def desk_of(user):
    browser = Client()
    browser.force_login(user)
    return browser


def test_an_editor_writes_a_page_and_a_reviewer_publishes_it(client, editors_desk, reviewers_desk):
    fields = form_fields(editors_desk.get(address("page", "add"))) | {"slug": "imprint", "place": "footer"}
    text = {"language": "en", "title": "Imprint", "body": "Kino Muranów"}
    response = editors_desk.post(address("page", "add"), fields | new_rows("texts", text) | {"_step": "submit"})
    assert response.status_code == 302, form_errors(response)
    page = Page.objects.get()
    assert page.state == State.IN_REVIEW
    assert "Pages in review" in reviewers_desk.get("/admin/").text
    assert client.get("/pages/imprint/").status_code == 404
    assert take_step(editors_desk, page, "publish").status_code == 403
    assert take_step(reviewers_desk, page, "publish").status_code == 303
    assert "<h1>Imprint</h1>" in body(client, "/pages/imprint/")
    assert "/pages/imprint/" in body(client, "/")
    deeds = [revision.deed for revision in Revision.objects.of("page", page.pk)]
    assert deeds == [Deed.PUBLISHED, Deed.SUBMITTED, Deed.CREATED]


def test_a_published_page_is_changed_in_its_working_copy(client, speak, editors_desk, reviewers_desk):
    speak("en", "pl")
    page = make_page("imprint", titles={"en": "Imprint"}, place="footer")
    fields = open_page(editors_desk, page) | {"slug": "about-us", "place": "menu", "texts-0-title": "Zzecret"}
    fields |= {"texts-1-language": "pl", "texts-1-title": "Zzecret", "texts-1-body": "Zzecret"}
    response = save(editors_desk, page, with_row_count(fields, "texts", 2))
    assert response.status_code == 302, form_errors(response)
    assert open_page(editors_desk, page)["texts-0-title"] == "Zzecret"
    for path in ("/", "/pages/imprint/", "/sitemap-pages.xml"):
        assert "Zzecret" not in body(client, path)
        assert "about-us" not in body(client, path)
    assert client.get("/pages/about-us/").status_code == 404
    assert take_step(reviewers_desk, page, "publish").status_code == 303
    assert "<h1>Zzecret</h1>" in body(client, "/pages/about-us/")
    assert 'href="/pages/about-us/"' in body(client, "/")
    assert not WorkingCopy.objects.exists()


def test_a_page_that_visitors_see_is_not_deleted(client, reviewers_desk):
    page = make_page("imprint")
    response = reviewers_desk.post(address("page", "delete", page.pk), {"post": "yes"})
    assert "can’t be deleted" in response.text
    assert Page.objects.exists()
    take_step(reviewers_desk, page, "withdraw")
    assert client.get("/pages/imprint/").status_code == 404


def test_an_earlier_state_and_a_deleted_page_come_back(client):
    page, editor = make_page("imprint", state=State.DRAFT), staff("rita", "Reviewer")
    root = Root("page", page.pk)
    with Edit(root, editor=editor) as first_edit:
        page.texts.update(body="First", html="<p>First</p>")
        first_edit.keep()
    with Edit(root, editor=editor) as edit:
        page.texts.update(body="Second")
        edit.keep()
    revert(root, first_edit.revisions[0].pk, editor=editor)
    assert PageText.objects.get().html == "<p>First</p>"
    with Edit(root, editor=editor, deed=Deed.DELETED) as edit:
        page.delete()
        edit.keep()
    assert not PageText.objects.exists()
    restore(root, editor=editor)
    Page.objects.publish()
    assert "<p>First</p>" in body(client, "/pages/imprint/")


def test_of_two_editors_of_a_page_neither_overwrites_the_other(editors_desk, reviewers_desk):
    page = make_page("imprint", state=State.DRAFT)
    first, second = open_page(editors_desk, page), open_page(reviewers_desk, page)
    assert save(editors_desk, page, first | {"texts-0-body": "First"}).status_code == 302
    response = save(reviewers_desk, page, second | {"texts-0-body": "Second"})
    assert response.status_code == 409
    assert "First" in response.text
    assert "Second" in response.text
    assert PageText.objects.get().body == "First"


def test_a_page_has_one_text_a_language(editors_desk):
    page = make_page("imprint", state=State.DRAFT)
    text = {"texts-1-language": "en", "texts-1-title": "Again", "texts-1-body": "Again"}
    response = save(editors_desk, page, with_row_count(open_page(editors_desk, page) | text, "texts", 2))
    assert "language" in form_errors(response)
    assert PageText.objects.count() == 1


def test_a_text_keeps_a_language_that_the_site_no_longer_has(editors_desk):
    page = make_page("imprint", titles={"pl": "Stopka"}, state=State.DRAFT)
    fields = open_page(editors_desk, page) | {"texts-0-title": "Impressum"}
    assert save(editors_desk, page, fields).status_code == 302
    assert PageText.objects.get().language == "pl"


def test_the_api_has_the_published_pages_with_all_their_texts(client, settings):
    page = make_page("about", place="menu", titles={"en": "About us", "pl": "O nas"})
    make_page("secret", state=State.DRAFT)
    make_page("later", published_from=in_a_week())
    [answer] = client.get("/api/v1/pages/").json()["results"]
    assert answer.pop("updated_at")
    body_and_html = {"body": "We *show* films.", "html": "<p>We <em>show</em> films.</p>"}
    assert answer == {
        "id": page.pk,
        "slug": "about",
        "place": "menu",
        "texts": [
            {"language": "en", "title": "About us"} | body_and_html,
            {"language": "pl", "title": "O nas"} | body_and_html,
        ],
        "url": f"{settings.SITE_URL}/pages/about/",
    }

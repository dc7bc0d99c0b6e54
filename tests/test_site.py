"""The owner's site: its name, colours and texts are on all pages, at once and in each process."""

import io
import re

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image as Pillow

from catalog import colours
from catalog.editing.documents import Root
from catalog.editing.revert import revert
from catalog.error_pages import plain_page
from catalog.models import Revision, Site, current_site
from catalog.models.sites import THE_SITE
from tests.admin.desk_forms import address, form_errors, form_fields, new_rows
from tests.factories import make_site_text, upload
from tests.page_catalogue import PAGES, make_catalogue

pytestmark = pytest.mark.django_db
# What tells programs of the software, and what says on each page that it runs on it.
FOOTER = re.compile(r"Runs on Wayback")


def set_site(**fields):
    Site.objects.update(**fields)


@pytest.fixture
def own_site():
    """A site with a name, colours and texts of its own."""
    set_site(name="Kino Muranów", light_colour="#1a4f7a", dark_colour="#8ec5f0", contact_email="kino@example.org")
    make_site_text(home_heading="Films of the Vistula", home_text="We *show* films.", footer_text="A cinema.")


def test_each_page_has_the_owners_name_colours_and_foot(client, own_site):
    catalogue = make_catalogue()
    for where in PAGES:
        cache.clear()
        html = client.get(catalogue.address(where)).text
        assert "Kino Muranów</title>" in html or where == "home", where
        assert '<meta property="og:site_name" content="Kino Muranów">' in html
        assert '<link rel="stylesheet" href="/colours/1a4f7a-8ec5f0.css">' in html
        assert "<div><p>A cinema.</p></div>" in html
        assert 'href="mailto:kino@example.org"' in html
    html = client.get("/").text
    assert re.search(r"<title>\s*Kino Muranów – Films of the Vistula\s*</title>", html)
    assert "<h1>Films of the Vistula</h1>" in html
    assert "<p>We <em>show</em> films.</p>" in html


def test_without_a_name_of_its_own_the_site_has_that_of_the_settings(client, settings):
    settings.SITE_NAME = "Club 16"
    assert "Club 16</title>" in client.get("/films/").text


def addresses_of_visitors(catalogue):
    yield from (catalogue.address(where) for where in PAGES)
    yield from ("/nothing/", "/films/?page=99", "/spoilers/", "/feeds/films/", f"/feeds/films/{catalogue.film.pk}/")
    yield from ("/sitemap.xml", "/robots.txt", "/admin/login/", "/healthz/", "/preview/1.forged/")
    yield from ("/api/", f"/api/v1/films/{catalogue.film.pk}/", "/api/v1/films/?wrong=1", "/api/docs/try/")


def test_only_the_foot_of_a_page_and_the_apis_schema_name_the_software(client, admin_client, own_site):
    catalogue = make_catalogue()
    for path in addresses_of_visitors(catalogue):
        cache.clear()
        text = client.get(path, follow=True).content.decode()
        assert len(FOOTER.findall(text)) == text.count("site-footer"), path
        assert "wayback" not in FOOTER.sub("", text).lower(), path
    for page in ("index", "two_step", "catalog_film_changelist", "catalog_film_add", "password_change"):
        text = admin_client.get(reverse(f"admin:{page}")).text
        assert "Kino Muranów" in text
        assert "wayback" not in text.lower().replace("wayback_", ""), page


def test_the_site_costs_a_page_one_query_where_nothing_changed(client, own_site):
    client.get("/spoilers/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/spoilers/")
    assert [query["sql"] for query in queries if "catalog_site" in query["sql"]] == [queries[0]["sql"]]


def test_a_change_is_on_the_next_page_whichever_process_answers(client, own_site, monkeypatch):
    client.get("/films/")
    # What another process that has not read the site since keeps in mind.
    stale = current_site._last_read
    for change, words in (
        (lambda: set_site(name="Kino Syrena"), "Kino Syrena</title>"),
        (lambda: Site.objects.get().texts.update(footer_html="<p>Closed.</p>"), "<p>Closed.</p>"),
        (lambda: Site.objects.get().texts.get().delete(), "Kino Syrena says where each fact comes from"),
    ):
        change()
        monkeypatch.setattr(current_site, "_last_read", stale)
        assert words in client.get("/films/").text


def test_what_is_rolled_back_is_on_no_page(client, own_site):
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT before")
        set_site(name="Kino Syrena")
        assert "Kino Syrena</title>" in client.get("/films/").text
        cursor.execute("ROLLBACK TO SAVEPOINT before")
    assert "Kino Muranów</title>" in client.get("/films/").text


def test_an_error_page_that_needs_no_database_has_the_name_that_was_read_last(client, own_site):
    client.get("/films/")
    assert "Kino Muranów</title>" in plain_page(503, "No database.")


def test_a_text_is_that_of_the_page_else_of_the_first_language_else_any_and_says_so(client, speak):
    speak("en", "pl", "de")
    make_site_text("pl", home_heading="Filmy znad Wisły")
    assert '<h1 lang="pl" dir="ltr">Filmy znad Wisły</h1>' in client.get("/").text
    assert "<h1>Filmy znad Wisły</h1>" in client.get("/pl/").text
    make_site_text("en", home_heading="Films of the Vistula")
    assert "<h1>Films of the Vistula</h1>" in client.get("/").text
    assert '<h1 lang="en" dir="ltr">Films of the Vistula</h1>' in client.get("/de/").text


def test_no_page_leads_to_a_language_that_is_not_offered(client, speak):
    speak("en", "pl", "de")
    make_site_text("pl", is_offered=False)
    html = client.get("/films/").text
    assert '"/pl/' not in html
    assert 'hreflang="pl"' not in html
    assert 'hreflang="de"' in html
    html = client.get("/pl/films/").text
    assert '<html lang="pl"' in html
    assert '<meta name="robots" content="noindex">' in html
    make_site_text("en", is_offered=False)
    assert 'name="robots"' not in client.get("/films/").text


def test_the_stylesheet_of_the_colours_is_cached_for_good(client):
    response = client.get("/colours/1a4f7a-8ec5f0.css")
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert {"public", "immutable", "max-age=31536000"} <= set(response["Cache-Control"].split(", "))
    assert "--accent: #1a4f7a;\n  --accent-ink: #ffffff;" in response.text
    assert response.text.count("--accent: #8ec5f0;\n    --accent-ink: #000000;") == 2
    for path in ("/colours/1a4f7a.css", "/colours/1a4f7a-url(x).css", "/colours/1A4F7A-8ec5f0.css"):
        assert client.get(path).status_code == 404


def test_without_colours_of_its_own_a_page_loads_no_stylesheet_of_them(client):
    assert "/colours/" not in client.get("/").text


def test_the_grounds_and_the_usual_colours_are_those_of_the_stylesheet(settings):
    text = (settings.BASE_DIR / "static" / "css" / "variables.css").read_text()
    light, *dark = re.split(r"@media", text)
    for block, grounds, accent in (
        (light, colours.LIGHT_GROUNDS, colours.LIGHT_COLOUR),
        *((block, colours.DARK_GROUNDS, colours.DARK_COLOUR) for block in dark),
    ):
        values = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))
        assert (values["paper"], values["sheet"], values["tint"]) == grounds
        assert values["accent"] == accent
        assert colours.least_contrast(accent, grounds) >= colours.LEAST_CONTRAST


@pytest.mark.parametrize(("field", "colour"), [("light_colour", "#ffcc00"), ("dark_colour", "#1a4f7a")])
def test_a_colour_that_cannot_be_read_is_refused_with_the_nearest_that_can(field, colour):
    site = Site.objects.get()
    setattr(site, field, colour)
    with pytest.raises(ValidationError) as caught:
        site.full_clean()
    [message] = caught.value.message_dict[field]
    assert "4.5:1" in message
    setattr(site, field, re.search(r"nearest is (#[0-9a-f]{6})", message)[1])
    site.full_clean()


@pytest.mark.parametrize("entry", ["1A4F7A", "#1A4F7A"])
def test_a_colour_may_be_written_in_capitals_and_without_its_sign(entry):
    site = Site(pk=THE_SITE, light_colour=entry)
    site.clean_fields()
    assert site.light_colour == "#1a4f7a"


def test_what_is_no_colour_is_refused():
    with pytest.raises(ValidationError, match="is no colour"):
        Site(pk=THE_SITE, light_colour="navy").clean_fields()


@pytest.mark.parametrize("red", range(0, 256, 51))
@pytest.mark.parametrize("green", range(0, 256, 51))
@pytest.mark.parametrize("blue", range(0, 256, 51))
def test_white_or_black_can_be_read_on_any_colour(red, green, blue):
    colour = f"#{red:02x}{green:02x}{blue:02x}"
    assert colours.contrast(colour, colours.readable_ink(colour)) >= colours.LEAST_CONTRAST


def test_the_owner_changes_the_site_at_the_desk_with_a_history(admin_client):
    page = address("site", "change", THE_SITE)
    fields = form_fields(admin_client.get(page)) | {"name": "Kino Muranów", "light_colour": "#1A4F7A"}
    fields |= new_rows("texts", {"language": "en", "is_offered": "on", "home_heading": "Films of the Vistula"})
    response = admin_client.post(page, fields | {"_note": "We open."})
    assert response.status_code == 302, response.context["errors"]
    html = Client().get("/").text
    assert "Kino Muranów" in html
    assert "Films of the Vistula" in html
    assert "We open." in admin_client.get(address("site", "history", THE_SITE)).text
    fields = form_fields(admin_client.get(page)) | {"dark_colour": "#1a4f7a"}
    response = admin_client.post(page, fields)
    assert "too dark to be read on dark pages" in response.text


@pytest.fixture
def site_form(admin_client, settings, tmp_path):
    """Return what sends the form of the site with some fields changed."""
    settings.MEDIA_ROOT = tmp_path
    page = address("site", "change", THE_SITE)

    def send(**fields):
        return admin_client.post(page, form_fields(admin_client.get(page)) | fields)

    return send


def test_a_logo_is_encoded_anew_and_shown_on_all_pages(client, site_form):
    response = site_form(logo=upload("logo.png", (960, 240)))
    assert response.status_code == 302
    site = Site.objects.get()
    assert (site.logo_width, site.logo_height) == (384, 96)
    html = client.get("/films/").text
    assert f'<img src="/logo/{site.logo_stem}/logo.png" alt="" width="128" height="32">' in html
    assert f'<link rel="icon" href="/logo/{site.logo_stem}/icon.png" type="image/png">' in html
    assert f'<meta property="og:image" content="http://127.0.0.1:8000/logo/{site.logo_stem}/logo.png">' in html
    assert "logo.svg" not in html
    for name, size in (("logo", (384, 96)), ("icon", (180, 180))):
        response = client.get(f"/logo/{site.logo_stem}/{name}.png")
        assert "immutable" in response["Cache-Control"]
        with Pillow.open(io.BytesIO(response.content)) as picture:
            assert (picture.format, picture.size) == ("PNG", size)
    assert client.get(f"/logo/{'0' * 32}/logo.png").status_code == 404


def test_another_logo_has_another_address_and_the_history_brings_the_first_back(client, site_form):
    site_form(logo=upload("logo.png"))
    first_stem, revision = Site.objects.get().logo_stem, Revision.objects.of("site", THE_SITE)[0]
    site_form(logo=upload("logo.png", colour="green"))
    assert Site.objects.get().logo_stem != first_stem
    assert client.get(f"/logo/{first_stem}/logo.png").status_code == 404
    site_form(**{"logo-clear": "on"})
    assert "logo.svg" in client.get("/").text
    revert(Root("site", THE_SITE), revision.pk, editor=None)
    assert client.get(f"/logo/{first_stem}/logo.png").status_code == 200
    assert f"/logo/{first_stem}/" in client.get("/").text


def test_what_is_no_picture_is_no_logo_and_leaves_no_file(site_form, settings):
    response = site_form(logo=SimpleUploadedFile("logo.svg", b"<svg onload='alert(1)'/>", "image/svg+xml"))
    assert "no picture" in form_errors(response)
    response = site_form(logo=upload("logo.png"), light_colour="#ffffff")
    assert "too pale" in form_errors(response)
    assert not Site.objects.get().logo
    assert not list(settings.MEDIA_ROOT.rglob("*.png"))


@pytest.mark.parametrize(("size", "shown_size"), [((400, 400), (32, 32)), ((3200, 64), (160, 3)), ((64, 640), (3, 32))])
def test_a_logo_takes_no_more_of_the_head_than_a_line(site_form, size, shown_size):
    site_form(logo=upload("logo.png", size))
    site = current_site.current_site()
    assert (site.logo_width, site.logo_height) == shown_size


def test_nobody_adds_or_deletes_the_site_not_even_a_superuser(admin_client):
    assert admin_client.get(address("site", "add")).status_code == 403
    assert admin_client.post(address("site", "delete", THE_SITE), {"post": "yes"}).status_code == 403
    html = admin_client.get(address("site", "change", THE_SITE)).text
    assert "/delete/" not in html
    assert "_addanother" not in html
    assert Site.objects.exists()

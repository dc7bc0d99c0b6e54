"""An editor shows a preview to somebody without an account."""

import re

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from catalog.models import PreviewLink, Vote
from tests.browser.page_checks import check
from tests.factories import make_image
from tests.previews import make_link, make_working_copy, preview_address, retitle


@pytest.fixture
def film(demo):
    """Return the demo film with another title and a new picture in its working copy."""

    def change(film):
        retitle("The Way Back, restored")(film)
        make_image(film, kind="still", alt="A new still", size=(640, 360), spoiler_level=0)

    make_working_copy(demo, change)
    return demo


@pytest.fixture
def desk(browser, site, film):
    """Return a browser in which an editor is logged in."""
    account = get_user_model().objects.create_user("ann", is_staff=True)
    account.groups.add(Group.objects.get(name="Editor"))
    client = Client()
    client.force_login(account)
    context = browser.new_context(base_url=site)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}])
    yield context
    context.close()


def test_a_link_shows_the_preview_to_somebody_without_an_account_until_it_is_revoked(desk, browser, site, film):
    links_page = desk.new_page()
    links_page.goto(reverse("admin:catalog_film_preview_links", args=[film.pk]))
    links_page.get_by_label("A new link that works for").select_option(label="1 day")
    links_page.get_by_role("button", name="Make a link").click()
    address = links_page.locator("input.address").input_value()

    context = browser.new_context()
    page = context.new_page()
    assert page.goto(address).status == 200
    expect(page.get_by_role("heading", level=1)).to_contain_text("The Way Back, restored")
    expect(page.get_by_role("complementary", name="Preview")).to_contain_text("changes that are not published")
    still = page.get_by_role("img", name="A new still")
    still.scroll_into_view_if_needed()
    expect(still).to_have_js_property("complete", True)
    assert still.evaluate("picture => picture.naturalWidth") > 0

    page.get_by_role("button", name="ending").first.click()
    expect(page).to_have_url(f"{address}#spoilers")
    expect(page.get_by_role("button", name="ending").first).to_have_attribute("aria-pressed", "true")
    page.get_by_role("navigation", name="Of this film").get_by_role("link", name="Credits").click()
    expect(page).to_have_url(f"{address}credits/")
    page.goto(address)
    page.get_by_role("radio", name=re.compile("^4 stars")).check(force=True)
    expect(page.locator("main")).to_contain_text("nothing that is sent from it is saved")
    assert not Vote.objects.exists()

    links_page.get_by_role("button", name="Revoke").click()
    expect(links_page.locator(".messagelist")).to_contain_text("Revoked")
    assert PreviewLink.objects.get().revoked_at
    assert page.goto(address).status == 410
    expect(page.locator("main")).to_contain_text("Ask the editor who sent it for a new one")
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")], ids=["desktop", "phone"])
def test_no_preview_and_no_page_of_links_has_a_fault(desk, film, site, width, scheme):
    link, expired_link = make_link(film), make_link(film, days=-1)
    page, faults = desk.new_page(), []
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.on("pageerror", lambda error: faults.append(str(error)))
    desk_pages = [reverse(f"admin:catalog_film_{name}", args=[film.pk]) for name in ("preview", "preview_links")]
    for address in (
        *desk_pages,
        preview_address(link),
        preview_address(link, "synopses/"),
        preview_address(expired_link),
        "/preview/x/",
    ):
        page.goto(site + address)
        check(page, faults)
    assert not faults


def test_a_link_is_copied_by_one_key_and_that_is_said(desk, film):
    make_link(film)
    desk.grant_permissions(["clipboard-read", "clipboard-write"])
    page = desk.new_page()
    page.goto(reverse("admin:catalog_film_preview_links", args=[film.pk]))
    button = page.get_by_role("button", name="Copy the link of")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".preview-links [role=status]")).to_have_text("Copied")
    expect(button).to_be_focused()
    address = page.locator("input.address").input_value()
    assert page.evaluate("navigator.clipboard.readText()") == address
    assert "/preview/" in address


def test_without_the_clipboard_the_address_is_selected(desk, film):
    make_link(film)
    page = desk.new_page()
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined}); document.execCommand = () => false;"
    )
    page.goto(reverse("admin:catalog_film_preview_links", args=[film.pk]))
    page.get_by_role("button", name="Copy the link of").click()
    expect(page.locator(".preview-links [role=status]")).to_have_text("Copy it with Ctrl+C.")
    assert page.evaluate("getSelection().toString()") == page.locator("input.address").input_value()

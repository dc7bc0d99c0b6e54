"""An editor enters a film by hand, and it is on the page and in the API once it is published."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from catalog.models import Film


@pytest.fixture
def editor(site):
    account = get_user_model().objects.create_user("ann", password="a-long-enough-password", is_staff=True)
    account.groups.add(Group.objects.get(name="Editor"))
    return account


def test_what_an_editor_publishes_is_what_page_and_api_show(page, site, editor, said):
    page.goto(f"{site}/admin/")
    page.get_by_label("Username").fill("ann")
    page.get_by_label("Password").fill("a-long-enough-password")
    page.get_by_role("button", name="Log in").click()

    page.goto(f"{site}/admin/catalog/film/add/")
    page.locator("#id_title").fill("Nosferatu")
    page.locator("input[name=_continue]").first.click()
    expect(page.locator(".messagelist")).to_contain_text("Nosferatu")
    film = Film.objects.get(title="Nosferatu")
    assert page.request.get(f"{site}/api/v1/films/{film.pk}/").status == 404

    page.locator("#id_state").select_option("published")
    page.locator("#id_given_date").fill("1922")
    page.locator("input[name=_save]").first.click()
    expect(page.locator(".messagelist")).to_contain_text("Nosferatu")

    page.goto(f"{site}/films/{film.pk}/")
    expect(page).to_have_url(f"{site}/films/{film.pk}-nosferatu/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nosferatu")
    assert page.request.get(f"{site}/api/v1/films/{film.pk}/").json()["release_date"] == "1922"
    assert not said

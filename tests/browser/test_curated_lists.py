"""A list is filled and put into order at the desk with the keyboard alone."""

from playwright.sync_api import expect

from tests.browser.page_checks import at_desk
from tests.factories import make_film, make_list


def test_a_film_of_a_list_is_moved_with_the_keyboard_and_stands_there_after_the_save(browser, site):
    films = [make_film(title=title) for title in ("Metropolis", "Nosferatu", "Faust")]
    curated_list = make_list(films, state="draft")
    faults = []
    page = at_desk(browser, site, "rita", "Reviewer", faults)
    page.goto(f"{site}/admin/catalog/curatedlist/{curated_list.pk}/change/")
    page.locator("#entries-2 .order-handle").press("Home")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")
    titles = curated_list.entries.values_list("film__title", flat=True)
    assert list(titles) == ["Faust", "Metropolis", "Nosferatu"]
    assert not faults

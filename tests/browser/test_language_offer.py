"""A page is offered in the language that the reader's browser likes best, until the reader says no; no cookie is set."""

import pytest
from playwright.sync_api import expect


def open_page(browser, address, languages):
    context = browser.new_context()
    context.add_init_script(f"Object.defineProperty(navigator, 'languages', {{get: () => {languages!r}}})")
    page = context.new_page()
    page.goto(address)
    return page


def offer(page):
    return page.locator(".language-offer")


@pytest.mark.parametrize(
    ("path", "languages", "words"),
    [
        ("/films/", ["de-AT", "en"], "Diese Seite auf Deutsch lesen"),
        ("/films/", ["fr", "pl", "en"], "Czytaj tę stronę po polsku"),
        ("/pl/films/", ["en-GB"], "Read this page in English"),
        ("/films/", ["en", "de"], ""),
        ("/de/films/", ["de"], ""),
        ("/films/", ["fr", "ja"], ""),
    ],
)
def test_the_language_that_a_reader_likes_best_is_offered_where_the_page_has_it(browser, site, path, languages, words):
    page = open_page(browser, site + path, languages)
    if words:
        expect(offer(page).get_by_role("link")).to_have_text(words)
    else:
        expect(offer(page)).to_have_count(0)


def test_the_offer_leads_to_the_same_page_and_its_no_is_remembered_without_a_cookie(browser, site):
    page = open_page(browser, f"{site}/films/?year=2010", ["de"])
    assert offer(page).get_by_role("link").get_attribute("href") == f"{site}/de/films/?year=2010"
    offer(page).get_by_role("button", name="Nein, danke").click()
    expect(offer(page)).to_have_count(0)
    page.reload()
    expect(offer(page)).to_have_count(0)
    assert page.context.cookies() == []


def test_who_chose_a_language_is_not_asked_again(browser, site):
    page = open_page(browser, f"{site}/de/films/", ["de"])
    page.get_by_role("navigation", name="Sprache").get_by_role("link", name="English").click()
    page.wait_for_url(f"{site}/films/")
    expect(offer(page)).to_have_count(0)


IS_UNCOVERED = """() => {
  const element = document.activeElement, offer = document.querySelector(".language-offer");
  return offer.contains(element) || element.getBoundingClientRect().bottom <= offer.getBoundingClientRect().top + 1;
}"""


def test_the_offer_covers_nothing_that_has_the_focus(browser, site):
    page = open_page(browser, f"{site}/", ["pl"])
    # As many as lead through the page to the offer behind it.
    for _ in range(28):
        page.keyboard.press("Tab")
        # A page may take a moment to scroll.
        page.wait_for_function(IS_UNCOVERED, timeout=5000)

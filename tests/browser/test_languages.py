"""What the desk's scripts say is in the language of the account, and so are the moments that they write."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import expect

from catalog.models import DeskLanguage, Film
from tests.bracketed import MADE_UP, own_words_of_desk, words_outside_brackets
from tests.browser.page_checks import at_desk

BLOCK = "Director\nPeter Weir\n\nCast\nNobody Known .... A Stranger\n???"
TYPED = {"Nobody", "Known", "Stranger", "Neil", "edda", "Alt", "English", MADE_UP}


@pytest.fixture
def page(browser, site, made_up_language, settings):
    settings.DESK_LANGUAGES = [("en", "English"), (MADE_UP, MADE_UP)]
    faults = []
    page = at_desk(browser, site, "edda", "Editor", faults)
    DeskLanguage.objects.create(account=User.objects.get(username="edda"), language=MADE_UP)
    page.goto(site + reverse("admin:catalog_film_change", args=[Film.objects.get().pk]))
    yield page
    assert not faults, "\n".join(faults)


def test_each_word_of_the_scripts_of_the_desk_is_translated(page):
    page.get_by_role("button", name="⟦Open all⟧").click()
    page.locator("#paste summary").click()
    page.locator("#paste textarea").fill(BLOCK)
    page.locator("#paste [data-do=read]").click()
    expect(page.locator("#paste [role=status]")).to_contain_text("⟦Look through them before you save.⟧")
    for summary in page.locator(".cite-many summary").all():
        summary.click()
    source = page.locator(".standing-source .combobox-input")
    source.fill("Neil")
    source.press("ArrowDown")
    expect(page.locator(".standing-source [role=option]").last).to_be_visible()
    handle = page.locator("#credits-group .order-handle").first
    handle.focus()
    handle.press("ArrowDown")
    expect(page.locator(".standing-source")).to_contain_text("⟦cite it (Alt+S)⟧")
    # Of fields, the words of the form: what a select or an input holds is its own.
    assert words_outside_brackets(page.content()) - own_words_of_desk() - TYPED == set()

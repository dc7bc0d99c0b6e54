"""A form of the desk that a browser sends twice is saved once."""

import pytest
from playwright.sync_api import expect

from catalog.models import Film, Revision
from tests.browser.page_checks import at_desk

SAVED_ALREADY = "This was saved already: nothing was saved twice."


@pytest.fixture
def desk(browser, site):
    page = at_desk(browser, site, "edda", "Editor", [])
    page.goto(f"{site}/admin/catalog/film/add/")
    page.get_by_label("Title:", exact=True).first.fill("The Way Home")
    return page


def films():
    return Film.objects.filter(title="The Way Home")


def test_a_second_click_after_an_answer_that_was_lost_makes_no_second_film(desk):

    def lose_answer(route):
        route.fetch(max_redirects=0)
        # The browser stays on the page.
        route.fulfill(status=204)

    desk.route(desk.url, lose_answer, times=1)
    with desk.expect_response(lambda response: response.status == 204):
        desk.locator("input[name=_save]").last.click(no_wait_after=True)
    desk.locator("input[name=_save]").last.click()
    expect(desk.locator(".messagelist")).to_contain_text(SAVED_ALREADY)
    assert films().count() == 1


def test_a_film_that_is_sent_again_from_the_page_before_is_not_made_again(desk):
    desk.locator("input[name=_continue]").last.click()
    expect(desk.locator(".messagelist")).to_contain_text("was added successfully")
    film, page = films().get(), desk.url
    desk.go_back()
    expect(desk.get_by_label("Title:", exact=True).first).to_have_value("The Way Home")
    desk.locator("input[name=_continue]").last.click()
    expect(desk.locator(".messagelist")).to_contain_text(SAVED_ALREADY)
    assert desk.url == page
    assert films().get() == film
    assert Revision.objects.of("film", film.pk).count() == 1

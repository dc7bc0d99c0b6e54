"""A visitor rates a film in a browser, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from catalog.models import Film, RatingSummary

EMPTY = "No votes yet: be the first to rate this film."


def rating(page):
    return page.locator("#rating")


def test_a_visitor_rates_changes_and_withdraws_in_place(page, site, demo, complaints):
    page.goto(site + demo.get_absolute_url())
    expect(rating(page)).to_contain_text(EMPTY)
    before = page.evaluate("performance.timeOrigin")

    page.get_by_role("radio", name=re.compile("^4 stars")).check(force=True)
    expect(rating(page)).to_contain_text("4.0 of 5, from 1 vote")
    expect(rating(page)).not_to_contain_text("No votes yet")
    expect(rating(page)).to_contain_text("Your rating: 4")

    page.get_by_role("radio", name=re.compile("^2 stars")).check(force=True)
    expect(rating(page)).to_contain_text("2.0 of 5, from 1 vote")

    page.get_by_role("button", name=re.compile("withdraw", re.IGNORECASE)).click()
    expect(rating(page)).to_contain_text(EMPTY)
    expect(rating(page)).not_to_contain_text("of 5")
    assert page.evaluate("performance.timeOrigin") == before, "the page was loaded anew"
    assert not complaints


def test_a_visitor_without_javascript_rates_by_the_form(browser, site, demo):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + demo.get_absolute_url())
    page.get_by_role("radio", name=re.compile("^5 stars")).check(force=True)
    rating(page).get_by_role("button", name=re.compile("rate", re.IGNORECASE)).first.click()
    expect(rating(page)).to_contain_text("5.0 of 5, from 1 vote")
    expect(rating(page)).to_contain_text("Your rating: 5")
    context.close()
    assert RatingSummary.objects.of(Film.objects.get()).count == 1


def test_the_stars_are_one_radio_group_for_the_keyboard(page, site, demo):
    page.goto(site + demo.get_absolute_url())
    stars = rating(page).get_by_role("radio")
    expect(stars).to_have_count(5)
    stars.first.focus()
    page.keyboard.press("ArrowRight")
    focused = page.evaluate("document.activeElement.value")
    assert focused == "2"


def test_a_screen_reader_announces_the_new_average(page, site, demo):
    page.goto(site + demo.get_absolute_url())
    expect(page.locator("[aria-live=polite], [role=status]").first).to_be_attached()
    page.get_by_role("radio", name=re.compile("^3 stars")).check(force=True)
    expect(page.locator("[aria-live=polite], [role=status]").filter(has_text="3.0 of 5").first).to_be_attached()


@pytest.mark.parametrize(
    ("status", "words"), [(403, "The site did not take this"), (500, "could not save this"), (None, "can’t be reached")]
)
def test_a_vote_that_fails_is_told_in_place_and_can_be_sent_again(page, site, demo, status, words):
    page.route("**/rating/", lambda route: route.fulfill(status=status, body="") if status else route.abort())
    page.goto(site + demo.get_absolute_url())
    page.get_by_role("radio", name=re.compile("^4 stars")).check(force=True)
    expect(rating(page).get_by_role("alert")).to_contain_text(words)
    expect(page.get_by_role("radio", name=re.compile("^4 stars"))).to_be_checked()
    page.unroute("**/rating/")
    rating(page).get_by_role("button", name="Send again").click()
    expect(rating(page)).to_contain_text("4.0 of 5, from 1 vote")
    expect(rating(page).get_by_role("alert")).to_have_count(0)
    assert page.url == site + demo.get_absolute_url()


def test_who_is_offline_is_told_so(page, site, demo):
    page.goto(site + demo.get_absolute_url())
    page.context.set_offline(True)
    page.get_by_role("radio", name=re.compile("^4 stars")).check(force=True)
    expect(rating(page).get_by_role("alert")).to_contain_text("You are offline")
    page.context.set_offline(False)


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "form"])
def test_a_browser_without_cookies_is_told_so_in_place(
    browser_type, browser_type_launch_args, tmp_path, site, demo, has_script
):
    (tmp_path / "Default").mkdir()
    (tmp_path / "Default" / "Preferences").write_text('{"profile": {"default_content_setting_values": {"cookies": 2}}}')
    launch = {name: browser_type_launch_args[name] for name in ("executable_path", "args")}
    context = browser_type.launch_persistent_context(str(tmp_path), java_script_enabled=has_script, **launch)
    page = context.new_page()
    page.goto(site + demo.get_absolute_url())
    page.get_by_role("radio", name=re.compile("^4 stars")).check(force=True)
    if not has_script:
        rating(page).get_by_role("button", name="Rate").click()
    expect(rating(page).get_by_role("alert")).to_contain_text("Your browser keeps no cookies for this site")
    expect(page.get_by_role("radio", name=re.compile("^4 stars"))).to_be_checked()
    context.close()
    assert RatingSummary.objects.of(Film.objects.get()).count == 0

"""A moderator decides on comments by keys alone."""

from collections import Counter

from playwright.sync_api import expect

from catalog.models import Comment
from tests.browser.page_checks import at_desk
from tests.factories import make_comment


def states():
    return Counter(Comment.objects.values_list("state", flat=True))


def test_comments_are_decided_on_by_key_and_the_last_decision_is_taken_back(browser, site, demo):
    Comment.objects.all().delete()
    for number in range(4):
        make_comment(demo, body=f"Number {number}", state="pending")
    faults = []
    page = at_desk(browser, site, "mona", "Moderator", faults)
    page.goto(f"{site}/admin/catalog/comment/?state__exact=pending")
    rows = page.locator("#result_list tbody tr")
    next_row = page.locator("#result_list tr.is-next")
    expect(rows).to_have_count(4)
    # k stays at the first.
    for key, place in (("k", 0), ("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        expect(rows.nth(place)).to_contain_class("is-next")
    for key, state in (("a", "approved"), ("r", "rejected"), ("s", "spam")):
        body = next_row.inner_text().split("Number ")[1][0]
        page.keyboard.press(key)
        expect(page.locator(".messagelist")).to_contain_text(state)
        assert Comment.objects.get(body=f"Number {body}").state == state
        expect(next_row).to_be_visible()
    page.keyboard.press("u")
    expect(page.locator(".messagelist")).to_contain_text("waiting")
    assert states() == {"approved": 1, "rejected": 1, "pending": 2}
    # What is typed into a field decides nothing.
    page.locator("#searchbar").press_sequentially("aru")
    assert states() == {"approved": 1, "rejected": 1, "pending": 2}
    assert not faults, faults

"""The marks behind facts show their sources in place."""

from playwright.sync_api import expect


def test_a_mark_shows_its_source_by_mouse_and_by_keyboard(page, site, demo):
    page.goto(site + demo.get_absolute_url())
    mark, note = page.locator(".facts a.mark").first, page.get_by_role("group", name="Sources", exact=True)
    mark.click()
    expect(note).to_be_visible()
    expect(note).to_contain_text(mark.get_attribute("title"))
    assert page.url.endswith(demo.get_absolute_url())

    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(mark).to_be_focused()

    page.keyboard.press("Enter")
    expect(note).to_be_focused()
    page.keyboard.press("Tab")
    expect(note.get_by_role("link").first).to_be_focused()

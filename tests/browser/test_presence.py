"""An editor who leaves a form is no longer named there: by a link, by closing the window, by logging out."""

import pytest
from playwright.sync_api import expect

from tests.browser.page_checks import at_desk

WAYS = {
    "a link": lambda page: page.get_by_role("link", name="Home").click(),
    "a closed window": lambda page: page.close(),
    "a log-out": lambda page: page.get_by_role("button", name="Log out").click(),
    "a reload": lambda page: page.reload(),
}


@pytest.mark.parametrize("way", WAYS)
def test_who_leaves_a_form_is_named_there_no_more(browser, site, demo, way):
    faults = []
    edda, otto = (at_desk(browser, site, name, "Editor", faults) for name in ("edda", "otto"))
    form = f"{site}/admin/catalog/film/{demo.pk}/change/"
    edda.goto(form)
    otto.goto(form)
    notice = otto.locator(".presence")
    expect(notice).to_contain_text("Also open here: edda")
    WAYS[way](edda)
    for _ in range(10):
        otto.wait_for_timeout(500)
        # As the form does of itself three times a minute.
        otto.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        if not notice.inner_text():
            break
    assert ("edda" in notice.inner_text()) == (way == "a reload")
    assert not faults, faults

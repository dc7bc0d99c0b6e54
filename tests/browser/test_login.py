"""Log-in by hand, with and without a second step; its pages have no fault that a program can find."""

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import expect

from tests.admin.logins import PASSWORD, app_code, scan_key
from tests.browser.page_checks import check, listen


@pytest.fixture
def administrator(site):
    account = User.objects.create_user("ada", password=PASSWORD, is_staff=True)
    account.groups.add(Group.objects.get(name="Administrator"))
    return account


def log_in(page, site, password=PASSWORD, code=""):
    page.goto(f"{site}/admin/")
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill(password)
    page.get_by_role("textbox", name="Code").fill(code)
    page.get_by_role("button", name="Log in").click()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")], ids=["desktop-light", "phone-dark"])
def test_an_editor_turns_two_step_log_in_on_and_logs_in_with_it(browser, site, administrator, width, scheme):
    page = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    ).new_page()
    faults = []
    listen(page, "desk", faults)
    log_in(page, site, password="a guess")
    expect(page.get_by_role("alert")).to_contain_text("name or the password is wrong")
    check(page, faults)
    log_in(page, site)
    page.get_by_role("link", name="Change password").click()
    check(page, faults)

    page.goto(f"{site}/admin/")
    page.get_by_role("link", name="Two-step log-in").click()
    check(page, faults)
    app = scan_key(page.locator(".key").inner_text())
    page.get_by_role("textbox", name="Code").fill("wrong")
    page.get_by_role("button", name="Turn two-step log-in on").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was changed")
    check(page, faults)
    page.get_by_role("textbox", name="Code").fill(app_code(app))
    page.get_by_role("button", name="Turn two-step log-in on").click()
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    check(page, faults)
    recovery = page.locator(".recovery-codes code").first.inner_text()

    page.goto(f"{site}/admin/two-step/")
    check(page, faults)
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/logout/")
    log_in(page, site)
    expect(page.locator(".errorlist")).to_contain_text("Type your password again, and the code")
    check(page, faults)
    log_in(page, site, code=recovery)
    expect(page.get_by_role("link", name="Two-step log-in")).to_be_visible()
    for part in ("", "add/", f"{administrator.pk}/change/", f"{administrator.pk}/password/"):
        page.goto(f"{site}/admin/auth/user/{part}")
        check(page, faults)
    assert not faults


def test_the_page_of_a_lock_has_no_fault(page, site, administrator):
    faults = []
    listen(page, "lock", faults)
    for _ in range(5):
        log_in(page, site, password="a guess")
    expect(page.get_by_role("heading", level=1)).to_have_text("Too Many Requests")
    check(page, faults)
    assert not faults

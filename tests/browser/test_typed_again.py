"""Without script, too, what was typed comes back after a log-in that ended meanwhile."""

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from catalog.models import Person
from tests.admin.logins import PASSWORD
from tests.browser.page_checks import check, listen

TEXT = "Walked home twice.\n\nThen <b>again</b>."
LONG_TEXT = "Typed words " * 14_000


@pytest.fixture
def plain_page(browser, site):
    User.objects.create_superuser("ada", password=PASSWORD)
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site}/admin/")
    log_in(page)
    return page


def log_in(page):
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def save(page):
    page.locator("input[name=_save]").last.click()


def fill(page, site):
    page.goto(f"{site}/admin/catalog/person/add/")
    page.locator("#id_name").fill("Slavomir Rawicz")
    page.locator("#id_biography").fill(TEXT)
    count = Person.objects.count()
    Session.objects.all().delete()
    return count


def test_a_form_comes_back_without_script_and_is_saved_by_the_next_send(plain_page, site):
    page, count = plain_page, fill(plain_page, site)
    save(page)
    expect(page.get_by_role("status")).to_contain_text("You were logged out, so nothing was saved yet")
    log_in(page)
    expect(page.get_by_role("status")).to_contain_text("nothing is saved yet")
    expect(page.locator("#id_biography")).to_have_value(TEXT)
    assert Person.objects.count() == count
    save(page)
    expect(page.locator(".success")).to_contain_text("was added successfully")
    assert Person.objects.get(name="Slavomir Rawicz").biography == TEXT


def test_a_form_that_is_too_large_to_come_back_is_still_there_after_back(plain_page, site):
    page, count = plain_page, fill(plain_page, site)
    page.locator("#id_biography").fill(LONG_TEXT)
    page.context.clear_cookies()
    save(page)
    expect(page.locator(".lead")).to_contain_text("log in in another tab, then use Back in this one")
    other_tab = page.context.new_page()
    other_tab.goto(f"{site}/admin/")
    log_in(other_tab)
    page.go_back()
    expect(page.locator("#id_biography")).to_have_value(LONG_TEXT)
    save(page)
    if page.get_by_role("status").count():
        save(page)
    assert Person.objects.count() == count + 1


def test_the_pages_between_have_no_fault(browser, site):
    User.objects.create_superuser("ada", password=PASSWORD)
    page, faults = browser.new_context().new_page(), []
    page.goto(f"{site}/admin/")
    log_in(page)
    listen(page, "desk", faults)
    fill(page, site)
    save(page)
    faults.clear()  # The browser itself reports each answer that is no success.
    check(page, faults)
    log_in(page)
    check(page, faults)
    page.goto(f"{site}/admin/password_change/")
    page.locator("#id_old_password").fill(PASSWORD)
    Session.objects.all().delete()
    page.locator("#id_new_password1").fill("sesame sesame")
    page.locator("#id_new_password2").fill("sesame sesame")
    page.locator("#content input[type=submit]").click()
    log_in(page)
    faults.clear()
    expect(page.get_by_role("status")).to_contain_text("nothing was done yet")
    check(page, faults)

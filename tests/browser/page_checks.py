"""What a program can find wrong with a page of the desk, and who is logged in there."""

from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group, User

from tests.admin.logins import PASSWORD
from tests.browser.test_pages import ALL, listen

# Reading the desk's @import anew would break the Content-Security-Policy; no rule here needs it.
OPTIONS = ALL | {"preload": False}


def check(page, faults):
    """Note what axe finds on the page, and whether it is wider than the window."""
    page.wait_for_load_state()
    faults += [
        f"{page.url}: {found['id']}: {found['nodes'][0]['html'][:150]}"
        for found in Axe().run(page, options=OPTIONS).response["violations"]
    ]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        faults.append(f"{page.url} is wider than the window")


def at_desk(browser, site, name, role, faults, **context):
    """A page of somebody of a role who is logged in; what their browser complains of goes to the faults."""
    account = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    account.groups.add(Group.objects.get(name=role))
    page = browser.new_context(**context).new_page()
    listen(page, name, faults)
    page.goto(f"{site}/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    return page

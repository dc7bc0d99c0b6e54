"""Faults of a page that a program can find, and browsers of editors who are logged in."""

from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group, User

from tests.admin.logins import PASSWORD

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL_RULES = {"runOnly": {"type": "tag", "values": TAGS}}
# The rules whose result depends on the colour scheme or the width.
LAYOUT_RULES = {"runOnly": {"type": "rule", "values": ["color-contrast", "target-size", "scrollable-region-focusable"]}}
# To load the desk's @import again would break the Content-Security-Policy, and no rule here needs it.
# axe leaves WCAG 2.5.3 out unless it is asked for: the name that is heard holds the words that are seen.
OPTIONS = {"preload": False, "rules": {"label-content-name-mismatch": {"enabled": True}}}


def listen(page, address, faults):
    """Add the browser's complaints to the faults, except that an error page has an error status."""
    page.on("pageerror", lambda error: faults.append(f"{address}: {error}"))

    def add_complaint(message):
        if message.type == "error" and "server responded with a status of 4" not in message.text:
            faults.append(f"{address}: {message.text}")

    page.on("console", add_complaint)


def check(page, faults, rules=ALL_RULES):
    """Add what axe finds on the page to the faults, and whether the page is wider than the window."""
    page.wait_for_load_state()
    faults += [
        f"{page.url}: {violation['id']}: {violation['nodes'][0]['html'][:150]}"
        for violation in Axe().run(page, options=rules | OPTIONS).response["violations"]
    ]
    excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if excess > 0:
        faults.append(f"{page.url} is {excess}px wider than the window")


def at_desk(browser, site, name, role, faults, **context):
    """Open the desk as a new editor with a role; add the complaints of the browser to the faults."""
    account = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    account.groups.add(Group.objects.get(name=role))
    page = browser.new_context(**context).new_page()
    listen(page, name, faults)
    page.goto(f"{site}/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    return page

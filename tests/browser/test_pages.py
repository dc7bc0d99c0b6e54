"""Each page as people meet it: desktop and phone, light and dark, without a fault that a program can find."""

import pytest
from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL = {"runOnly": {"type": "tag", "values": TAGS}}
# What can differ in the other scheme or width alone.
SOME = {"runOnly": {"type": "rule", "values": ["color-contrast", "target-size", "scrollable-region-focusable"]}}


def addresses(demo):
    film = demo.get_absolute_url()
    person, company = demo.credits.first().person, demo.film_companies.first().company
    source = demo.synopses.first().source
    return [
        "/",
        "/films/",
        "/films/?genre=drama&year_min=x",
        film,
        *[f"{film}{part}/" for part in ("credits", "releases", "sources", "questions", "synopses")],
        "/people/",
        person.get_absolute_url(),
        company.get_absolute_url(),
        source.get_absolute_url(),
        "/top/",
        "/search/?q=way",
        "/nothing-here/",
        "/api/docs/",
    ]


def listen(page, address, faults):
    """Note what the browser complains of; the answer of an error page is no complaint of ours."""
    page.on("pageerror", lambda error: faults.append(f"{address}: {error}"))

    def hear(message):
        if message.type == "error" and "server responded with a status of 4" not in message.text:
            faults.append(f"{address}: {message.text}")

    page.on("console", hear)


@pytest.mark.parametrize(
    ("width", "scheme", "options"),
    [(1280, "light", ALL), (1280, "dark", SOME), (320, "light", SOME), (320, "dark", ALL)],
    ids=["desktop-light", "desktop-dark", "phone-light", "phone-dark"],
)
def test_no_page_has_a_fault(browser, demo, site, width, scheme, options):
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    faults = []
    for address in addresses(demo):
        page = context.new_page()
        listen(page, address, faults)
        page.goto(site + address)
        faults += [
            f"{address}: {found['id']}: {found['nodes'][0]['html'][:150]}"
            for found in Axe().run(page, options=options).response["violations"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            faults.append(f"{address}: scrolls sideways")
        page.close()
    context.close()
    assert not faults

"""Each page on desktop and phone, light and dark, has no fault that a program can find."""

import pytest

from tests.browser.page_checks import ALL_RULES, LAYOUT_RULES, check, listen
from tests.factories import make_list


def addresses(demo):
    film = demo.get_absolute_url()
    person, company = demo.credits.first().person, demo.film_companies.first().company
    source = demo.synopses.first().source
    curated_list = make_list([demo], text="Who chose them.")
    curated_list.entries.update(note="With live music.")
    return [
        "/",
        "/films/",
        "/films/?genre=drama&year_min=x",
        film,
        *[
            f"{film}{part}/"
            for part in (
                "credits",
                "releases",
                "sources",
                "questions",
                "synopses",
                "story",
                "pictures",
                "synopses/compare",
                "comments",
            )
        ],
        "/people/",
        "/companies/",
        "/sources/",
        "/lists/",
        curated_list.get_absolute_url(),
        "/genres/",
        "/decades/",
        person.get_absolute_url(),
        company.get_absolute_url(),
        source.get_absolute_url(),
        "/top/",
        "/search/?q=way",
        "/nothing-here/",
        "/api/docs/",
    ]


@pytest.mark.parametrize(
    ("width", "scheme", "rules"),
    [(1280, "light", ALL_RULES), (1280, "dark", LAYOUT_RULES), (320, "light", LAYOUT_RULES), (320, "dark", ALL_RULES)],
    ids=["desktop-light", "desktop-dark", "phone-light", "phone-dark"],
)
def test_no_page_has_a_fault(browser, demo, site, width, scheme, rules):
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    faults = []
    for address in addresses(demo):
        page = context.new_page()
        listen(page, address, faults)
        page.goto(site + address)
        check(page, faults, rules)
        page.close()
    context.close()
    assert not faults


@pytest.mark.parametrize("width", [1280, 320])
def test_each_page_fits_the_window_when_it_is_mirrored(browser, demo, site, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    wide = []
    for address in addresses(demo):
        page.goto(site + address)
        page.evaluate("document.documentElement.dir = 'rtl'")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(address)
    page.close()
    assert not wide

"""How long an editor takes to enter a film, by the keystroke-level model: thirty rows of a cast by keys alone."""

import pytest
from playwright.sync_api import expect

from bench.typist import Typist
from catalog.demo.metropolis.credits import CAST
from catalog.models import Credit
from tests.browser.conftest import browser_type_launch_args, empty_site, running_site  # noqa: F401 (fixtures)
from tests.browser.page_checks import at_desk

ROWS, GOAL_SECONDS = 30, 180


@pytest.fixture
def typist(browser, empty_site):  # noqa: F811 (a fixture)
    faults = []
    page = at_desk(browser, empty_site, "edda", "Editor", faults, viewport={"width": 1280, "height": 900})
    page.wait_for_load_state()
    typist = Typist(page)
    typist.open(f"{empty_site}/admin/catalog/film/add/")
    yield typist
    assert not faults, faults


def combobox(row, name):
    return row.get_by_role("combobox", name=name, exact=True)


def type_credit(typist, place, person, characters):
    """Type a credit into the row that has the focus."""
    row = typist.page.get_by_role("row", name=f"Credits, row {place}", exact=True)
    typist.choose(combobox(row, "Person"), person)
    if place == 1:
        typist.choose(combobox(row, "Job"), "Actor")
    # Each Enter leads on to the next name that is missing.
    expect(combobox(row, "Characters")).to_be_focused()
    typist.type(" / ".join(characters))
    typist.press("Enter")


def bench_thirty_rows(typist):
    """Type thirty credits by keys alone, none of whose people the catalogue has."""
    cast = [(person, characters) for person, characters, _ in CAST]
    cast += [(f"{person} the Younger", characters) for person, characters in cast[: ROWS - len(cast)]]
    page = typist.page
    page.locator("#id_title").fill("Metropolis")
    key = page.locator("a[data-key]", has_text="Credits").get_attribute("data-key")
    typist.press(f"Alt+{key}")
    page.locator("#credits-group .add-row a").focus()
    typist.press("Enter")
    for place, (person, characters) in enumerate(cast, 1):
        type_credit(typist, place, person, characters)
    typist.wait(lambda: page.locator("[name=_continue]").last.press("Enter"))
    page.locator(".messagelist").wait_for()
    # The last Enter made a row that stayed empty.
    names = list(Credit.objects.order_by("billing_order").values_list("person__name", flat=True))
    assert names == [person for person, _ in cast]
    print(f"\n{ROWS} credits: {typist}; the goal is {GOAL_SECONDS / 60:.0f} minutes")

"""The form of a film in parts: opened by link and by key, remembered, fitted into the window; errors lead to their fields."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from catalog.models import Film, State
from tests.browser.page_checks import at_desk, check
from tests.factories import make_copy, make_credit, make_film, make_version

LOOK = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light", "reduced_motion": "reduce"}
PHONE = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "reduced_motion": "reduce"}
ORDERS = "rows => rows.map(row => row.querySelector('[name$=billing_order]').value)"
# Fields that their part cuts at its edge.
CUT_FIELDS = """[...document.querySelectorAll('.part-body :is(input, select, textarea)')]
  .filter(field => field.offsetParent && !field.closest('.visually-hidden, .rows, .empty-form')
    && field.getBoundingClientRect().right > field.closest('.part-body').getBoundingClientRect().right)
  .map(field => field.name || field.className)"""
EXCESS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def film(site):
    film = make_film(title="Walkers", state=State.DRAFT)
    for place in range(1, 31):
        make_credit(film, billing_order=place, characters=["Walker"], credited_as="Ed" if place == 2 else "")
    make_copy(film, version=make_version(film, name="long cut"))
    return film


@pytest.fixture
def form(browser, site, film):
    faults = []
    page = at_desk(browser, site, "edda", "Editor", faults, **LOOK)
    page.goto(site + reverse("admin:catalog_film_change", args=[film.pk]))
    yield page
    assert faults == []


def part(page, key):
    return page.locator(f"details.part[data-part={key}]")


def save(page):
    page.locator("input[name=_continue]").last.click()


def test_a_part_opens_by_its_link_and_by_its_key_and_stays_open(form):
    expect(part(form, "credits")).not_to_have_attribute("open", "")
    form.get_by_role("navigation", name="Parts of this form").get_by_role("link", name="Credits").click()
    expect(part(form, "credits")).to_have_attribute("open", "")
    form.keyboard.press("Alt+4")
    expect(part(form, "releases")).to_have_attribute("open", "")
    form.reload()
    expect(part(form, "credits")).to_have_attribute("open", "")
    expect(part(form, "releases")).to_have_attribute("open", "")
    expect(part(form, "texts")).not_to_have_attribute("open", "")


def test_the_list_of_errors_leads_to_the_field_in_its_part(form):
    form.get_by_role("link", name="Credits").first.click()
    form.locator("[name=credits-29-billing_order]").fill("first")
    part(form, "credits").locator("> summary").click()
    save(form)
    errors = form.get_by_role("group", name="What to correct")
    expect(errors).to_be_focused()
    part(form, "credits").locator("> summary").click()
    errors.get_by_role("link", name="Credits, row 30: Billing order").click()
    expect(form.locator("[name=credits-29-billing_order]")).to_be_focused()


def test_rare_fields_come_into_a_row_that_was_drawn_without_them(form):
    form.get_by_role("link", name="Credits").first.click()
    assert form.locator("[name=credits-0-credited_as]").count() == 0
    expect(form.locator("#credits-1 .more summary")).to_contain_text("Ed")
    form.locator("#credits-0 .more a").click()
    form.locator("[name=credits-0-credited_as]").fill("Edward")
    save(form)
    expect(form.locator(".messagelist")).to_contain_text("successfully")
    assert set(
        Film.objects.get(title="Walkers").credits.exclude(credited_as="").values_list("credited_as", flat=True)
    ) == {
        "Ed",
        "Edward",
    }


def test_rows_are_moved_by_the_arrow_keys(form):
    form.get_by_role("link", name="Credits").first.click()
    rows = form.locator("#credits-group tr.form-row:not(.empty-form)")
    handle = form.locator("#credits-2 .order-handle")
    handle.press("ArrowUp")
    expect(handle).to_be_focused()
    expect(form.locator(".order-status")).to_contain_text("place 2 of 30")
    assert rows.evaluate_all(ORDERS)[:4] == ["1", "2", "3", "4"]
    assert rows.nth(1).get_attribute("id") == "credits-2"
    handle.press("End")
    assert rows.last.get_attribute("id") == "credits-2"
    assert rows.evaluate_all(ORDERS) == [str(place) for place in range(1, 31)]


@pytest.mark.parametrize("look", [LOOK, PHONE], ids=["desktop", "phone"])
def test_a_form_with_all_parts_open_fits_the_window_without_a_fault(browser, site, film, look):
    faults = []
    page = at_desk(browser, site, "edda", "Editor", faults, **look)
    page.goto(site + reverse("admin:catalog_film_change", args=[film.pk]))
    page.locator("details").evaluate_all("parts => parts.forEach(part => { part.open = true; })")
    check(page, faults)
    too_wide = page.locator(".rows, .rows-stacked").evaluate_all(
        "groups => groups.filter(g => g.scrollWidth > g.clientWidth + 1).map(g => g.id)"
    )
    assert (faults, too_wide, page.evaluate(CUT_FIELDS)) == ([], [], [])
    assert page.locator("[name=credits-0-person]").bounding_box()["width"] > 90

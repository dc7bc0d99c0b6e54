"""Where things stand on the pages of lists, as a browser lays them out."""

import pytest

from tests.factories import make_film, make_image, make_release

pytestmark = pytest.mark.django_db(transaction=True)
# Nothing of it can be broken into lines.
LONG_NAME = "Filmfestspielhauseröffnungsgalavorstellung" * 2


@pytest.fixture
def open_page(browser, site):
    """Return what opens a page in a window of a size."""
    contexts = []

    def open_page(address, width, height):
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce"))
        page = contexts[-1].new_page()
        page.goto(site + address)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (768, 1024), (390, 844)])
def test_the_first_film_of_the_list_is_on_the_first_screen(open_page, width, height):
    for number in range(30):
        make_image(make_film(title=f"{chr(65 + number % 26)} film"), kind="poster", size=(40, 60))
    page = open_page("/films/", width, height)
    assert page.locator(".letters").count() == 1
    for part in (".card-poster", ".card-title"):
        box = page.locator(part).first.bounding_box()
        assert box["y"] + box["height"] <= height, (part, box)


NARROWEST_CHOICE = """(select) => {
  const ruler = document.createElement("canvas").getContext("2d");
  ruler.font = getComputedStyle(select).font;
  const widths = [...select.options].map((option) => ruler.measureText(option.text).width);
  const style = getComputedStyle(select);
  return select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - Math.max(...widths);
}"""


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_no_label_of_the_filter_is_broken_and_no_order_is_cut(open_page, width):
    page = open_page("/films/", width, 900)
    heights = {label.bounding_box()["height"] for label in page.locator(".filter > .fields label").all()}
    assert len(heights) == 1
    assert page.get_by_label("Sort by").evaluate(NARROWEST_CHOICE) >= 0


def test_a_long_name_scrolls_within_the_table_of_releases_and_not_the_page(open_page, demo):
    make_release(demo, event=LONG_NAME)
    page = open_page(f"{demo.get_absolute_url()}releases/", 320, 640)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    box = page.get_by_role("region", name="Table of releases")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    box.focus()
    assert box.evaluate("box => document.activeElement === box")


def test_the_credits_lead_to_a_department(open_page, demo):
    page = open_page(f"{demo.get_absolute_url()}credits/", 390, 844)
    link = page.get_by_role("navigation", name="Departments").get_by_role("link").last
    name = link.inner_text()
    link.click()
    heading = page.get_by_role("heading", level=2, name=name)
    assert heading.evaluate("heading => heading.getBoundingClientRect().top < innerHeight")

"""What a page looks like where the system, paper or a link changes it."""

from io import BytesIO

import pytest
from PIL import Image

from tests.browser.test_pages import addresses
from tests.factories import make_film

pytestmark = pytest.mark.django_db(transaction=True)
TRANSPARENT = "rgba(0, 0, 0, 0)"


@pytest.fixture
def open_page(browser, site, demo):
    """Return what opens a page in a new browser that looks as the keywords say."""
    contexts = []

    def open_page(address="/", **look):
        contexts.append(browser.new_context(**({"viewport": {"width": 1280, "height": 800}} | look)))
        page = contexts[-1].new_page()
        page.goto(site + address)
        return page

    yield open_page
    for context in contexts:
        context.close()


def style(page, selector, name):
    return page.locator(selector).first.evaluate(f"element => getComputedStyle(element)['{name}']")


def drawn_ground(element):
    """Return the colour that most of an element is drawn in, which its style does not tell where the system chooses."""
    picture = Image.open(BytesIO(element.screenshot())).convert("RGB")
    return max(picture.getcolors(picture.width * picture.height))[1]


def test_the_search_of_the_head_finds_without_a_script_on_a_narrow_screen(open_page):
    page = open_page(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    field = page.get_by_role("searchbox", name="Search films, people and companies")
    field.fill("way back")
    field.press("Enter")
    assert page.get_by_role("heading", level=1).inner_text() == "Search for “way back”"


def test_the_head_fits_into_320_pixels(open_page):
    page = open_page(viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.locator(".site-search input").bounding_box()["width"] >= 80


def test_the_skip_link_does_not_tint_the_page(open_page):
    page = open_page()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    assert style(page, "main", "backgroundColor") == TRANSPARENT


def test_a_page_that_is_loaded_at_one_of_its_parts_does_not_scroll_there_slowly(open_page, demo):
    page = open_page(f"{demo.get_absolute_url()}#footnotes", reduced_motion="no-preference")
    assert style(page, "html", "scrollBehavior") == "auto"
    page.locator("header a").first.focus()
    assert style(page, "html", "scrollBehavior") == "smooth"


def test_where_the_system_chooses_colours_only_the_current_link_is_marked(open_page):
    page = open_page("/films/", forced_colors="active")
    ground = style(page, "body", "backgroundColor")
    is_marked = "link => getComputedStyle(link).borderBottomColor"
    colours = {link.inner_text(): link.evaluate(is_marked) for link in page.locator("header nav a").all()}
    marked_links = {
        name for name, colour in colours.items() if colour not in (TRANSPARENT, "rgb(255, 255, 255)", ground)
    }
    assert marked_links == {"Films"}


@pytest.mark.parametrize(
    ("address", "part", "marked_link"),
    [("?letter=f", "letters", "F"), ("?page=2", "pages", "2"), ("", "letters", "All")],
)
def test_where_the_system_chooses_colours_the_current_letter_and_page_are_marked(open_page, address, part, marked_link):
    for number in range(80):
        make_film(title=f"Film {number}")
    page = open_page(f"/films/{address}", forced_colors="active")
    links = page.locator(f".{part} :is(a, [aria-current])").all()
    marked_links = {link.inner_text().split()[-1] for link in links if drawn_ground(link) != (255, 255, 255)}
    assert marked_links == {marked_link}


def test_paper_shows_no_form_and_no_button(open_page, site, demo):
    page, print_faults = open_page(), {}
    page.emulate_media(media="print")
    for address in addresses(demo):
        if address != "/api/docs/":
            page.goto(site + address)
            visible_controls = page.locator("form, button, .button, input, select, textarea").locator("visible=true")
            if count := visible_controls.count():
                print_faults[address] = count
    assert print_faults == {}


def test_paper_is_light_on_a_dark_screen(open_page):
    page = open_page("/films/", color_scheme="dark")
    assert style(page, "html", "backgroundColor") == "rgb(23, 21, 18)"
    page.emulate_media(media="print", color_scheme="dark")
    assert style(page, "html", "backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--tint').trim()") == "#f3eadb"
    assert style(page, ".site-search", "display") == "none"

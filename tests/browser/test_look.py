"""What a page looks like where the system, paper or a link changes it."""

import pytest

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


def test_paper_is_light_on_a_dark_screen(open_page):
    page = open_page("/films/", color_scheme="dark")
    assert style(page, "html", "backgroundColor") == "rgb(23, 21, 18)"
    page.emulate_media(media="print", color_scheme="dark")
    assert style(page, "html", "backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--tint').trim()") == "#f3eadb"
    assert style(page, ".site-search", "display") == "none"

"""A visitor rates a film with one click and without scrolling, whatever the screen and the film."""

import gzip

import pytest
from playwright.sync_api import expect

from catalog.models import RatingSummary
from tests.factories import make_credit, make_film, make_image, make_synopsis, make_vote

SIZES = [(1440, 900), (768, 1024), (390, 844), (320, 640)]
# Of the page of a film before somebody scrolls: requests, gzipped bytes without pictures, and the sum of its layout shifts.
MOST_REQUESTS, MOST_BYTES, MOST_SHIFT = 16, 45 * 1024, 0.01
LONG_TITLE = "The Film Whose Title Goes On and On until Nobody Can Say It in One Breath " * 4


def open_page(browser, address, size, **context):
    width, height = size
    page = browser.new_context(viewport={"width": width, "height": height}, **context).new_page()
    page.goto(address)
    return page


def lower_edge(page):
    return page.locator("#rating").evaluate("part => part.getBoundingClientRect().bottom + scrollY")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
@pytest.mark.parametrize("has_votes", [False, True], ids=["no votes", "votes"])
def test_the_rating_lies_on_the_first_screen(browser, site, demo, size, has_votes):
    if has_votes:
        RatingSummary.objects.create(film=demo, stars_4=1_442_220, stars_5=961_480)
    page = open_page(browser, site + demo.get_absolute_url(), size)
    text = "4.4 of 5, from 2,403,700 votes" if has_votes else "No votes yet: be the first to rate this film."
    expect(page.locator("#rating")).to_contain_text(text)
    assert lower_edge(page) <= size[1]


@pytest.mark.parametrize("size", SIZES[2:], ids=lambda size: str(size[0]))
def test_one_click_without_scrolling_rates(browser, site, demo, size):
    page = open_page(browser, site + demo.get_absolute_url(), size, has_touch=True)
    star = page.locator("#rating .stars label").nth(3)
    box = star.bounding_box()
    assert box["width"] >= 44
    assert box["height"] >= 44
    page.mouse.click(box["x"] + 22, box["y"] + 22)
    expect(page.locator("#rating")).to_contain_text("4.0 of 5, from 1 vote")
    assert page.evaluate("scrollY") == 0
    assert RatingSummary.objects.of(demo).count == 1


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
def test_the_rating_is_among_the_first_ten_stops_of_the_tab_key(browser, site, demo, size):
    page = open_page(browser, site + demo.get_absolute_url(), size)
    page.keyboard.press("Tab")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "stars":
            return
    pytest.fail("The rating comes later.")


def test_the_only_form_of_the_rating_follows_the_heading(page, site, demo):
    page.goto(site + demo.get_absolute_url())
    expect(page.locator("form[action*='rating/']")).to_have_count(1)
    assert page.locator("#rating").evaluate("part => !!part.previousElementSibling.querySelector('h1')")
    assert page.locator("h1 a").count() == 0


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
@pytest.mark.parametrize(
    ("title", "has_poster"),
    [(LONG_TITLE[:300], True), ("فيلم طويل عن الطريق", True), ("楢山節考 楢山節考 楢山節考", False), ("M", False)],
    ids=["300 letters", "right to left", "Chinese", "no poster"],
)
def test_a_page_keeps_its_form_whatever_the_film(browser, site, size, title, has_poster):
    film = make_film(title=title)
    for number in range(300):
        make_credit(film, billing_order=number)
    if has_poster:
        make_image(film, kind="poster", spoiler_level=0)
    make_vote(film)
    page = open_page(browser, site + film.get_absolute_url(), size, java_script_enabled=False)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    expect(page.locator("#rating").get_by_role("button", name="Rate")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight") < 9 * size[1]


TITLES = [
    *((LONG_TITLE * 2)[:length].strip() for length in (40, 41, 120, 121, 300)),
    ("فيلم طويل عن الطريق " * 16)[:300].strip(),
    "楢山節考七人の侍" * 37,
    "W" * 60,
]


@pytest.mark.parametrize("has_poster", [True, False], ids=["poster", "no poster"])
@pytest.mark.parametrize("title", TITLES, ids=lambda title: f"{len(title)} {title[0]!a}")
def test_no_title_pushes_the_rating_from_the_first_screen(browser, site, title, has_poster):
    film = make_film(title=title, given_date="1951", logline="A logline. " * 20, runtime_minutes=123)
    if has_poster:
        make_image(film, kind="poster", spoiler_level=0, size=(40, 60))
    RatingSummary.objects.create(film=film, stars_4=1_442_220, stars_5=961_480)
    page = open_page(browser, site + film.get_absolute_url(), SIZES[0])
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert lower_edge(page) <= height, width
        assert page.locator("h1").evaluate("part => part.scrollHeight - part.clientHeight") <= 1, width


@pytest.mark.parametrize(("size", "most"), [((1440, 900), 5350), ((390, 844), 7970)], ids=["1440", "390"])
def test_the_page_of_the_demo_film_is_no_longer_than(browser, site, demo, size, most):
    page = open_page(browser, site + demo.get_absolute_url(), size)
    assert page.evaluate("document.documentElement.scrollHeight") <= most


PAINTED = """() => [...document.querySelectorAll("main picture img")].map((image) => {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const width = (text) => text.endsWith("vw") ? parseFloat(text) * innerWidth / 100 : parseFloat(text) * rem;
  const choice = image.sizes.split(",").map((part) => /^\\s*(\\([^)]*\\))?\\s*(\\S+)$/.exec(part))
    .find(([, query]) => !query || matchMedia(query).matches);
  return [image.alt, width(choice[2]), image.getBoundingClientRect().width];
})"""


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
@pytest.mark.parametrize("part", ["", "pictures/"])
def test_a_picture_is_fetched_in_the_width_in_which_it_is_shown(browser, site, demo, size, part):
    page = open_page(browser, site + demo.get_absolute_url() + part, size)
    pictures = page.evaluate(PAINTED)
    assert pictures
    for alt, width, painted_width in pictures:
        assert painted_width <= width * 1.05, alt
        assert width <= painted_width * 1.25, alt


def test_the_printed_page_is_short_and_light(browser, site, demo):
    page = open_page(browser, site + demo.get_absolute_url(), SIZES[0], color_scheme="dark")
    assert page.pdf(format="A4").count(b"/Type /Page\n") <= 9
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


SHIFTS = """new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) window.shifts = (window.shifts ?? 0) + (shift.hadRecentInput ? 0 : shift.value);
}).observe({type: "layout-shift", buffered: true})"""


@pytest.mark.parametrize("size", [SIZES[0], SIZES[2]], ids=["1440", "390"])
def test_the_page_as_loaded_takes_few_requests_and_bytes_and_nothing_in_it_moves(browser, site, demo, size):
    width, height = size
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    page.add_init_script(SHIFTS)
    answers = {}
    page.on("response", lambda answer: answers.setdefault(answer.url, answer))
    page.goto(site + demo.get_absolute_url(), wait_until="networkidle")
    assert len(answers) <= MOST_REQUESTS, list(answers)
    bytes_of = {
        url: len(gzip.compress(answer.body()))
        for url, answer in answers.items()
        if answer.request.resource_type != "image"
    }
    assert sum(bytes_of.values()) <= MOST_BYTES, bytes_of
    assert page.evaluate("window.shifts ?? 0") <= MOST_SHIFT


def test_a_text_from_right_to_left_says_so(page, site, demo):
    text = make_synopsis(demo, body="نص عن الطريق.", language_id="ar", spoiler_level=0)
    page.goto(f"{site}{demo.get_absolute_url()}synopses/")
    assert page.locator(f"#synopsis-{text.pk} .prose").evaluate("part => getComputedStyle(part).direction") == "rtl"


CONTRAST = """(star) => {
  const light = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
  const sides = [getComputedStyle(star).stroke, getComputedStyle(star.closest("[data-rating]")).backgroundColor];
  const [dark, bright] = sides.map(light).sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_empty_star_stands_out_from_its_ground(browser, site, demo, scheme):
    page = open_page(browser, site + demo.get_absolute_url(), SIZES[0], color_scheme=scheme)
    star = page.locator(".star").first
    assert star.evaluate("star => getComputedStyle(star).fill") == "none"
    assert star.evaluate(CONTRAST) >= 3


def test_no_two_marks_of_sources_and_no_two_folds_are_called_the_same(page, site, demo):
    page.goto(site + demo.get_absolute_url())
    for selector in ("#cast ~ * a.mark", "summary"):
        names = page.locator(selector).evaluate_all(
            "links => links.map((link) => link.ariaLabel ?? link.textContent.trim())"
        )
        assert len(names) == len(set(names)), names

"""Write a contact sheet of all public pages for each look: `make screenshots` puts them into the folder contact-sheets."""

import io

import pytest
from django.conf import settings
from PIL import Image, ImageDraw

from catalog.models import Comment
from tests.browser.test_pages import addresses
from tests.factories import make_comment, make_film, make_vote

FOLDER = settings.BASE_DIR / "contact-sheets"
HEIGHTS = {1440: 900, 768: 1024, 390: 844, 320: 640}
PAPER_WIDTH = 794
LOOKS = {
    **{
        f"{width}-{scheme}": {"width": width, "color_scheme": scheme}
        for width in HEIGHTS
        for scheme in ("light", "dark")
    },
    "print": {"width": PAPER_WIDTH, "media": "print", "color_scheme": "dark"},
    "without-script": {"width": 390, "java_script_enabled": False},
    "without-cookies": {"width": 390, "cookies": False},
}
# Of a sheet: how wide and high a page is on it at most, how many stand in a row, and the ground between them.
WIDTH, MOST_HEIGHT, A_ROW, GAP, LABEL, GROUND = 360, 2400, 8, 16, 24, "#808080"
# Titles that a form must bear, besides those of the demo films.
HARD_TITLES = ("A title of many words, " * 13, "میراث باد و خاکستر", "七人の侍と北の風", "X" * 60)


@pytest.fixture
def pages(demo):
    """Return the addresses of all pages, on a site with some more films, votes and comments."""
    for number, title in enumerate(HARD_TITLES * 8):
        make_vote(make_film(title=title[:300], given_date=str(1920 + number)), stars=4)
    for stars in (5, 5, 4, 3):
        make_vote(demo, stars=stars)
    make_comment(demo, body="We walked with them.")
    assert Comment.objects.exists()
    film = demo.get_absolute_url()
    return [
        *addresses(demo),
        "/countries/",
        "/subjects/",
        "/spoilers/",
        f"{film}versions/",
        f"{film}synopses/compare/",
        f"{film}comments/",
    ]


@pytest.mark.parametrize("name", LOOKS)
def test_write_the_sheet_of_a_look(browser, site, pages, name):
    look = {"media": "screen", "color_scheme": "light", "cookies": True} | LOOKS[name]
    width, media, cookies = look.pop("width"), look.pop("media"), look.pop("cookies")
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHTS.get(width, 1123)}, reduced_motion="reduce", **look
    )
    if not cookies:
        context.route("**/*", send_no_cookies)
    page = context.new_page()
    page.emulate_media(media=media)
    shots = []
    for address in pages:
        page.goto(site + address)
        page.wait_for_load_state()
        height = page.evaluate("document.documentElement.scrollHeight")
        clip = {"x": 0, "y": 0, "width": width, "height": min(height, MOST_HEIGHT * width // WIDTH)}
        shots.append((address, page.screenshot(full_page=True, clip=clip)))
    context.close()
    FOLDER.mkdir(exist_ok=True)
    sheet(shots).save(FOLDER / f"{name}.jpg", quality=85)


def send_no_cookies(route):
    """Answer a request as for a browser that keeps no cookies."""
    headers = {key: value for key, value in route.request.headers.items() if key != "cookie"}
    response = route.fetch(headers=headers, max_redirects=0)
    route.fulfill(
        response=response, headers={key: value for key, value in response.headers.items() if key != "set-cookie"}
    )


def sheet(shots):
    """Return one picture of all pages, each with its address; of a long page its beginning."""
    rows = [shots[start : start + A_ROW] for start in range(0, len(shots), A_ROW)]
    pictures = [[(address, thumbnail(shot)) for address, shot in row] for row in rows]
    heights = [max(picture.height for _, picture in row) + LABEL + GAP for row in pictures]
    page = Image.new("RGB", (A_ROW * (WIDTH + GAP) + GAP, sum(heights) + GAP), GROUND)
    draw, top = ImageDraw.Draw(page), GAP
    for row, height in zip(pictures, heights, strict=True):
        for place, (address, picture) in enumerate(row):
            left = GAP + place * (WIDTH + GAP)
            draw.text((left, top), address[:60], fill="white")
            page.paste(picture, (left, top + LABEL))
        top += height
    return page


def thumbnail(shot):
    with Image.open(io.BytesIO(shot)) as picture:
        return picture.convert("RGB").resize((WIDTH, max(1, picture.height * WIDTH // picture.width)))

"""The pictures in the documents: `make screenshots` takes them anew."""

from django.conf import settings

from tests.factories import make_vote

FOLDER = settings.BASE_DIR / "docs" / "screenshots"


def test_take_the_film_page(browser, site, demo):
    for stars, votes in ((5, 7), (4, 9), (3, 4), (2, 1)):
        for _ in range(votes):
            make_vote(demo, stars=stars)
    context = browser.new_context(
        viewport={"width": 1280, "height": 960}, color_scheme="light", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(site + demo.get_absolute_url())
    page.screenshot(path=FOLDER / "film.png")
    context.close()

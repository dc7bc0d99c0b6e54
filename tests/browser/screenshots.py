"""Take the pictures of the documents: `make screenshots`."""

import io

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from PIL import Image
from playwright.sync_api import expect

from catalog.editing.publication import STEPS, take_step
from catalog.models import Job, Person
from tests.browser.page_checks import at_desk
from tests.factories import make_credit, make_film, make_vote

BLOCK = "Directed by Peter Weir\nJim Sturgess … Janusz\nEd Haris as Mr. Smith\nAlfred Abel … Joh Fredersen (uncredited)"
FOLDER = settings.BASE_DIR / "docs" / "screenshots"
SMALL = {"viewport": {"width": 1280, "height": 720}, "color_scheme": "light", "reduced_motion": "reduce"}
LOOK = {"viewport": {"width": 1280, "height": 960}, "color_scheme": "light", "reduced_motion": "reduce"}


def take(page, name):
    page.wait_for_load_state()
    page.screenshot(path=FOLDER / f"{name}.png")


def take_small(page, name):
    """Take a picture of few colours, which is small, of a way of the desk."""
    page.wait_for_load_state()
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        picture.convert("RGB").quantize(32).save(FOLDER / f"desk-{name}.png", optimize=True)


def test_take_the_ways_of_the_desk(browser, site, demo):
    reviewer = at_desk(browser, site, "rita", "Reviewer", [], **SMALL)
    draft = make_film(title="Metropolis", state="draft", given_date="1927")
    waiting_film = make_film(title="Nosferatu", state="draft", given_date="1922")
    take_step(
        STEPS["submit"], row=waiting_film, editor=User.objects.get(username="rita"), note="Please look at the titles"
    )
    reviewer.goto(f"{site}/admin/")
    take_small(reviewer, "work-list")

    reviewer.goto(f"{site}/admin/catalog/film/{draft.pk}/change/")
    reviewer.locator(".parts").evaluate("parts => scrollTo(0, parts.getBoundingClientRect().top + scrollY - 60)")
    take_small(reviewer, "parts")
    reviewer.locator("nav.contents").get_by_role("link", name="Credits").click()
    reviewer.locator("#paste summary").click()
    reviewer.get_by_label("Lines, cells or a table").fill(BLOCK)
    reviewer.keyboard.press("Control+Enter")
    expect(reviewer.locator("#paste [role=status]")).to_contain_text("rows made")
    reviewer.locator("#paste").scroll_into_view_if_needed()
    reviewer.locator("#paste").evaluate("paste => paste.scrollIntoView()")
    take_small(reviewer, "paste")
    reviewer.locator("#credits-0").evaluate("row => row.scrollIntoView({block: 'center'})")
    reviewer.locator("#credits-0").get_by_role("combobox", name="Person").click()
    reviewer.keyboard.type("Peter We")
    expect(reviewer.get_by_role("option", name="new person")).to_be_visible()
    take_small(reviewer, "names")

    reviewer.goto(f"{site}/admin/catalog/person/{Person.objects.get(name='Peter Weir').pk}/change/#uses-credit-person")
    reviewer.locator("#uses-credit-person").evaluate("heading => heading.scrollIntoView({block: 'center'})")
    take_small(reviewer, "uses")

    reviewer.goto(f"{site}/admin/catalog/film/")
    reviewer.locator("#action-toggle").check()
    reviewer.locator("select[name=action]").first.select_option("publish")
    reviewer.locator("button[name=index]").first.click()
    expect(reviewer.get_by_role("heading", name="What changes")).to_be_visible()
    take_small(reviewer, "action")


def test_take_the_film_page(browser, site, demo):
    for stars, votes in ((5, 7), (4, 9), (3, 4), (2, 1)):
        for _ in range(votes):
            make_vote(demo, stars=stars)
    context = browser.new_context(**LOOK)
    page = context.new_page()
    page.goto(site + demo.get_absolute_url())
    take(page, "film")
    context.close()


@pytest.fixture
def desks(browser, site):
    """Return the pages of an editor and a reviewer, each in a browser of their own."""
    faults = []
    return [
        at_desk(browser, site, name, role, faults, **LOOK) for name, role in (("edda", "Editor"), ("rita", "Reviewer"))
    ]


def save(page, note, **fields):
    for name, value in fields.items():
        page.locator(f"#id_{name}").fill(value)
    page.get_by_label("What did you change, and why?").fill(note)
    page.locator("input[name=_continue]").last.click()


def test_take_the_desk(site, demo, desks):
    editor, reviewer = desks
    form = f"{site}/admin/catalog/film/{demo.pk}/change/"
    editor.goto(form)
    save(
        editor,
        "As the festival's programme has it",
        original_title="Die Reise",
        logline="Seven men walk home, and a girl.",
    )
    editor.goto(f"{site}/admin/catalog/film/{demo.pk}/publication/")
    editor.get_by_label("Note").fill("Please look at the running time")
    editor.get_by_role("button", name="Send to review").click()
    reviewer.goto(f"{site}/admin/catalog/film/{demo.pk}/publication/")
    take(reviewer, "publication")

    editor.goto(form)
    reviewer.goto(form)
    save(reviewer, "Measured on the print", original_title="The Way Back")
    save(editor, "", original_title="Zurück", title="The Way Back Home")
    take(editor, "conflict")

    reviewer.goto(f"{site}/admin/catalog/film/{demo.pk}/history/")
    take(reviewer, "history")


def test_take_a_merge(site, demo, desks):
    director = Person.objects.get(name="Peter Weir")
    namesake = Person.objects.create(name="Peter L. Weir", born="1944", biography="An Australian director.")
    make_credit(make_film(title="Witness"), person=namesake, job=Job.objects.get(code="director"))
    desks[1].goto(f"{site}/admin/catalog/person/merge/?left={director.pk}&right={namesake.pk}")
    take(desks[1], "merge")

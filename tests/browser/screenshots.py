"""Take the pictures of the documents: `make screenshots`."""

import pytest
from django.conf import settings

from catalog.models import Job, Person
from tests.browser.page_checks import at_desk
from tests.factories import make_credit, make_film, make_vote

FOLDER = settings.BASE_DIR / "docs" / "screenshots"
LOOK = {"viewport": {"width": 1280, "height": 960}, "color_scheme": "light", "reduced_motion": "reduce"}


def take(page, name):
    page.wait_for_load_state()
    page.screenshot(path=FOLDER / f"{name}.png")


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

"""A spreadsheet with columns of its own comes in: uploaded, mapped, decided on, checked, brought in, and taken back."""

import pytest
from playwright.sync_api import expect

from catalog.models import Film, Import, ImportMapping, Person
from catalog.queue import worker
from catalog.roles import REVIEWER
from tests.browser.page_checks import at_desk, check

LOOKS = {"desktop-light": (1280, "light"), "phone-dark": (320, "dark")}
TABLE = """Signatur;Filmtitel;von;gedreht;Dauer;Regal
M-0001;Die Reise;Ada Quist;1951;92 Min.;4b
M-0002;Der Heimweg;Bo Quist;1953;81 Min.;4b
M-0003;Die Brücke über den Lom;Ada Quist;19S3;78 Min.;5a
M-0004;Ohne Titel;Ada Quist;1954;;5a
"""


@pytest.fixture(autouse=True)
def private_folder(settings, tmp_path):
    settings.IMPORT_ROOT = tmp_path / "imports"


class Desk:
    """The browser of a reviewer, and the faults of the pages that it opened."""

    def __init__(self, browser, site, look):
        width, scheme = LOOKS[look]
        context = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme, "reduced_motion": "reduce"}
        self.faults = []
        self.page = at_desk(browser, site, "rita", REVIEWER, self.faults, **context)
        self.page.set_default_timeout(6000)

    def press(self, name):
        """Press a button or follow a link, let the queue be worked off, and look at the page that comes."""
        page = self.page
        control = page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name))
        control.first.click()
        page.wait_for_load_state()
        worker.work_off()
        page.goto(page.url)
        check(page, self.faults)

    def map(self, place, target):
        self.page.locator(f"[name=target-{place}]").select_option(target)


@pytest.mark.parametrize("look", LOOKS)
def test_a_spreadsheet_comes_in_by_mapping_and_is_taken_back(browser, site, look):
    desk = Desk(browser, site, look)
    films_before, people_before = Film.objects.count(), Person.objects.count()
    upload(desk, site)
    map_columns(desk)
    decide(desk)
    bring_in(desk)
    take_back(desk)
    assert (Film.objects.count(), Person.objects.count()) == (films_before, people_before)
    assert not desk.faults, "\n".join(dict.fromkeys(desk.faults))


def upload(desk, site):
    page = desk.page
    page.goto(f"{site}/admin/catalog/import/add/")
    check(page, desk.faults)
    page.locator("[name=format][value=table]").check()
    page.locator("input[type=file]").set_input_files(
        {"name": "archiv.csv", "mimeType": "text/csv", "buffer": TABLE.encode("cp1252")}
    )
    desk.press("Upload and check")


def map_columns(desk):
    page = desk.page
    expect(page.get_by_role("region", name="The first rows")).to_contain_text("Die Brücke über den Lom")
    page.get_by_label("One row is").select_option("film")
    desk.press("Read it anew")
    desk.map(0, "film.id.inventory")
    desk.map(2, "film.people.director")
    desk.map(3, "film.given_date")
    desk.map(4, "film.runtime_minutes")
    page.get_by_label("Keep this mapping by a name").fill("Our card index")
    desk.press("Check the table")
    assert ImportMapping.objects.get().name == "Our card index"


def decide(desk):
    desk.press("Decide who is meant")
    page = desk.page
    expect(page.get_by_role("group", name="Ada Quist")).to_be_visible()
    for group in page.get_by_role("group").all():
        group.get_by_label("new", exact=True).check()
    desk.press("Keep these decisions")
    desk.press("Check the table again")
    assert not Person.objects.filter(name="Ada Quist").exists()


def bring_in(desk):
    page = desk.page
    expect(page.locator(".outcome-refused").filter(has_text="19S3")).to_contain_text("gedreht")
    desk.press("Bring in")
    film = Film.objects.get(title="Die Reise")
    assert (str(film.given_date), film.runtime_minutes) == ("1951", 92)
    assert film.credits.get().person.name == "Ada Quist"
    assert Person.objects.filter(name="Ada Quist").count() == 1


def take_back(desk):
    desk.press("Take the import back")
    expect(desk.page.get_by_text("Nobody has touched anything of it")).to_be_visible()
    desk.press("Take the import back")
    assert Import.objects.get().status == "undone"

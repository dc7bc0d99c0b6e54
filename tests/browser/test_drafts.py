"""What is typed at the desk stays in the browser until it is saved: offered to its account alone, laid over nothing."""

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from catalog.editing.documents import Root
from catalog.editing.edit import Edit
from catalog.models import Film, Image, Person, State
from tests.admin.logins import PASSWORD
from tests.browser.page_checks import at_desk, check
from tests.factories import make_film, make_person, upload

ADD_FILM = "/admin/catalog/film/add/"
ADD_PERSON = "/admin/catalog/person/add/"
DRAFTS = """async () => {
    const {account} = document.querySelector('script[data-account]').dataset;
    return (await draftStore.find(account, `${location.pathname}?`)).length COMPARED;
}"""
HAS_DRAFT, HAS_NO_DRAFT = DRAFTS.replace("COMPARED", "> 0"), DRAFTS.replace("COMPARED", "=== 0")
LOOKS = {"desktop-light": (1280, "light"), "phone-dark": (320, "dark")}


class Desk:
    """The browser of an editor, whose pages may end without notice."""

    def __init__(self, browser, site, **look):
        self.site, self.faults, self.dialogs = site, [], []
        self.page = at_desk(browser, site, "edda", "Reviewer", self.faults, **look)
        self.context = self.page.context
        self.page.on("dialog", self.accept)

    def accept(self, dialog):
        self.dialogs.append(dialog.type)
        dialog.accept()

    def open(self, address):
        self.page.goto(self.site + address)
        return self.page

    def let_six_seconds_pass(self):
        self.page.clock.fast_forward(6000)
        self.page.wait_for_function(HAS_DRAFT)

    def kill_the_page(self):
        self.page.close()
        self.page = self.context.new_page()
        self.page.on("dialog", self.accept)

    def log_in(self, name):
        self.context.clear_cookies()
        self.open("/admin/")
        self.page.get_by_label("Username").fill(name)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Log in").click()

    def save(self):
        self.page.locator("input[name=_continue]").last.click()
        expect(self.page.locator(".messagelist")).to_contain_text("successfully")

    def leave_at_once(self):
        """Let the page do what it does when it goes out of sight, and end it."""
        self.page.evaluate("window.dispatchEvent(new Event('pagehide'))")
        self.page.wait_for_function(HAS_DRAFT)
        self.kill_the_page()

    @property
    def offer(self):
        return self.page.locator(".drafts")

    def expect_no_offer(self, address):
        self.open(address).wait_for_function(HAS_NO_DRAFT)
        expect(self.offer).to_have_count(0)


@pytest.fixture
def desk(browser, empty_site):
    return Desk(browser, empty_site)


def test_a_killed_page_loses_nothing_and_its_draft_is_offered_to_its_account_alone(desk):
    desk.page.clock.install()
    page = desk.open(ADD_FILM)
    page.locator("#id_title").fill("Nosferatu")
    page.locator("#titles-group .add-row a").click()
    page.locator("input[name$='-0-title']").fill("Eine Symphonie des Grauens")
    page.locator("select[name$='-0-language'] + .combobox-field input").press_sequentially("german")
    page.get_by_role("option", name="German").first.click()
    desk.let_six_seconds_pass()
    desk.kill_the_page()

    User.objects.create_superuser("otto", password=PASSWORD)
    desk.log_in("otto")
    desk.expect_no_offer(ADD_FILM)

    desk.log_in("edda")
    page = desk.open(ADD_FILM)
    expect(desk.offer).to_contain_text("You have unsaved changes")
    expect(page.locator("#id_title")).to_have_value("")
    desk.offer.get_by_role("button", name="Bring them back").click()
    expect(page.locator("#id_title")).to_have_value("Nosferatu")
    expect(page.locator("#titles-0 td:has([name=titles-0-language]) input")).to_have_value("German")
    desk.save()
    title = Film.objects.get(title="Nosferatu").titles.get()
    assert (title.title, title.language.name) == ("Eine Symphonie des Grauens", "German")
    desk.expect_no_offer(ADD_FILM)
    assert not desk.faults, "\n".join(desk.faults)


def test_logging_out_clears_the_drafts_also_those_of_other_tabs(desk):
    other_tab = desk.context.new_page()
    other_tab.goto(desk.site + ADD_FILM)
    other_tab.locator("#id_title").fill("Nosferatu")
    page = desk.open(ADD_FILM)
    page.locator("#id_title").fill("Faust")
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/logout/")
    assert desk.dialogs == ["confirm"]
    other_tab.evaluate("window.dispatchEvent(new Event('pagehide'))")
    other_tab.close()
    desk.log_in("edda")
    desk.expect_no_offer(ADD_FILM)


def test_a_draft_is_never_laid_over_a_newer_save(desk):
    film = make_film(logline="A count.", state=State.DRAFT)
    address = f"/admin/catalog/film/{film.pk}/change/"
    desk.page.clock.install()
    desk.open(address).locator("#id_logline").fill("A ship brings the plague.")
    desk.let_six_seconds_pass()
    desk.kill_the_page()
    with Edit(Root("film", film.pk), editor=None) as edit:
        Film.objects.update(logline="A count comes by sea.")
        edit.keep()

    page = desk.open(address)
    expect(desk.offer).to_contain_text("This was saved since then")
    expect(page.locator("#id_logline")).to_have_value("A count comes by sea.")
    desk.offer.get_by_role("button", name="See both").click()
    expect(page.locator(".conflict")).to_contain_text("A count comes by sea.")
    assert Film.objects.get().logline == "A count comes by sea."
    page.get_by_label("Yours:").check()
    page.get_by_role("button", name="Save as chosen").click()
    expect(page.locator("#id_logline")).to_have_value("A ship brings the plague.")
    desk.expect_no_offer(address)
    assert not desk.faults, "\n".join(desk.faults)


def test_leaving_warns_of_unsaved_changes_and_of_nothing_else(desk):
    film = make_film()
    address = f"/admin/catalog/film/{film.pk}/change/"
    page = desk.open(address)
    page.locator("#id_logline").fill("A count.")
    page.locator("#id_logline").fill(film.logline)
    desk.open(address)
    assert desk.dialogs == []
    page.locator("#titles-group .add-row a").click()
    desk.open(address)
    assert desk.dialogs == ["beforeunload"]
    page.locator("#id_logline").fill("A count.")
    desk.save()
    assert desk.dialogs == ["beforeunload"]


def test_a_chosen_picture_is_still_chosen_after_an_error_and_its_part_is_open(desk):
    person = make_person()
    page = desk.open(f"/admin/catalog/person/{person.pk}/change/")
    page.locator("[data-part=pictures] > summary").click()
    page.locator("#images-group .add-row a").click()
    picture = {"name": "portrait.png", "mimeType": "image/png", "buffer": upload().read()}
    page.locator("#id_images-0-file").set_input_files(picture)
    page.locator("#id_name").fill("")
    page.locator("input[name=_continue]").last.click()
    expect(page.locator(".errornote")).to_be_visible()
    page.wait_for_function("() => document.querySelector('#id_images-0-file')?.files[0]?.name === 'portrait.png'")
    expect(page.locator("#id_images-0-file")).to_be_visible()
    expect(page.get_by_text("Choose it again")).to_have_count(0)
    page.locator("#id_name").fill("Max Schreck")
    page.locator("#id_images-0-alt").fill("A man with long fingers")
    desk.save()
    assert Person.objects.get().name == "Max Schreck"
    assert Image.objects.get().alt == "A man with long fingers"


def test_a_chosen_picture_is_still_chosen_after_a_log_in(desk):
    person = make_person()
    page = desk.open(f"/admin/catalog/person/{person.pk}/change/")
    page.locator("[data-part=pictures] > summary").click()
    page.locator("#images-group .add-row a").click()
    picture = {"name": "portrait.png", "mimeType": "image/png", "buffer": upload().read()}
    page.locator("#id_images-0-file").set_input_files(picture)
    page.locator("#id_images-0-alt").fill("A man with long fingers")
    Session.objects.all().delete()
    page.locator("input[name=_continue]").last.click()
    page.get_by_label("Username").fill("edda")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_function("() => document.querySelector('#id_images-0-file')?.files[0]?.name === 'portrait.png'")
    expect(page.get_by_text("Choose it again")).to_have_count(0)
    desk.save()
    assert Image.objects.get().alt == "A man with long fingers"


def test_a_browser_that_keeps_nothing_still_warns(desk):
    desk.page.add_init_script("Object.defineProperty(window, 'indexedDB', {get() { throw new Error('not here') }})")
    desk.open(ADD_FILM).locator("#id_title").fill("Nosferatu")
    desk.page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    desk.open("/admin/")
    assert desk.dialogs == ["beforeunload"]
    assert not desk.faults, "\n".join(desk.faults)


@pytest.mark.parametrize("look", LOOKS)
def test_the_offer_can_be_read_and_used_by_the_keyboard(browser, empty_site, look):
    width, scheme = LOOKS[look]
    desk = Desk(browser, empty_site, viewport={"width": width, "height": 900}, color_scheme=scheme)
    desk.open(ADD_PERSON).locator("#id_name").fill("Max Schreck")
    desk.leave_at_once()
    page = desk.open(ADD_PERSON)
    expect(desk.offer).to_contain_text("You have unsaved changes")
    check(page, desk.faults)
    desk.offer.get_by_role("button", name="Bring them back").press("Enter")
    expect(page.locator("#id_name")).to_have_value("Max Schreck")
    expect(page.get_by_text("Brought back. Nothing is saved yet.")).to_be_focused()
    check(page, desk.faults)
    assert not desk.faults, "\n".join(desk.faults)

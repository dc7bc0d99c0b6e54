"""A film from its first save to the public page: an editor, a reviewer and a visitor, each in a browser of their own."""

import re

import pytest
from playwright.sync_api import expect

from catalog.models import Film, Person, PreviewLink
from tests.browser.page_checks import at_desk, check
from tests.factories import make_credit, make_job, make_person


class Walk:
    """The three browsers, and the faults that they have met."""

    def __init__(self, browser, site, width, scheme):
        self.site, self.faults = site, []
        look = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme, "reduced_motion": "reduce"}
        self.editor = at_desk(browser, site, "edda", "Editor", self.faults, **look)
        self.reviewer = at_desk(browser, site, "rita", "Reviewer", self.faults, **look)
        self.visitor = browser.new_context(**look).new_page()

    def at(self, page, address):
        page.goto(self.site + address)
        check(page, self.faults)

    def desk(self, page, part):
        self.at(page, f"/admin/catalog/film/{self.film.pk}/{part}")

    def save(self, page, button="input[name=_continue]"):
        page.locator(button).last.click()
        expect(page.locator(".messagelist")).to_contain_text("changed successfully")

    def step(self, page, name, note=""):
        """Take a step on the page “Publication”."""
        self.desk(page, "publication/")
        page.get_by_label("Note").fill(note)
        page.get_by_role("button", name=name, exact=True).click()
        check(page, self.faults)

    def public_title(self):
        self.visitor.goto(f"{self.site}/films/{self.film.pk}/")
        return self.visitor.get_by_role("heading", level=1).inner_text()


@pytest.fixture(params=[(1280, "light"), (320, "dark")], ids=["desktop-light", "phone-dark"])
def walk(browser, site, request):
    return Walk(browser, site, *request.param)


def test_a_film_goes_from_draft_to_the_public_and_on(walk):
    enter(walk)
    review_and_publish(walk)
    change_in_the_working_copy(walk)
    preview(walk)
    publish_the_working_copy(walk)
    meet_in_a_conflict(walk)
    set_back(walk)
    merge_and_take_back(walk)
    assert not walk.faults, "\n".join(dict.fromkeys(walk.faults))


def enter(walk):
    walk.at(walk.editor, "/admin/catalog/film/add/")
    walk.editor.locator("#id_title").fill("Nosferatu")
    walk.editor.locator("#id_given_date").fill("1922")
    walk.editor.get_by_label("What did you change, and why?").fill("From the programme")
    walk.editor.locator("input[name=_continue]").last.click()
    expect(walk.editor.locator(".messagelist")).to_contain_text("Nosferatu")
    walk.film = Film.objects.get(title="Nosferatu")
    check(walk.editor, walk.faults)
    assert "Not Found" in walk.public_title()
    assert walk.editor.get_by_role("button", name="Save and publish").count() == 0


def review_and_publish(walk):
    walk.step(walk.editor, "Send to review", "Please look at the year")
    expect(walk.editor.locator(".messagelist")).to_contain_text("sent to review")
    walk.at(walk.reviewer, "/admin/")
    walk.reviewer.get_by_role("link", name="Films in review", exact=True).click()
    check(walk.reviewer, walk.faults)
    walk.reviewer.locator("#result_list").get_by_role("link", name="Nosferatu").first.click()
    walk.reviewer.get_by_role("link", name="Publication and its trail").click()
    expect(walk.reviewer.locator(".trail")).to_contain_text("Please look at the year")
    walk.step(walk.reviewer, "Publish", "It is right")
    assert "Nosferatu" in walk.public_title()
    answer = walk.visitor.request.get(f"{walk.site}/api/v1/films/{walk.film.pk}/").json()
    assert (answer["title"], answer["release_date"]) == ("Nosferatu", "1922")


def change_in_the_working_copy(walk):
    walk.desk(walk.editor, "change/")
    walk.editor.locator("#id_title").fill("Nosferatu: A Symphony of Horror")
    walk.save(walk.editor)
    expect(walk.editor.locator(".messagelist")).to_contain_text("Visitors go on seeing")
    check(walk.editor, walk.faults)
    assert "Symphony" not in walk.public_title()
    walk.desk(walk.editor, "publication/")
    expect(walk.editor.locator(".changes")).to_contain_text("A Symphony of Horror")
    assert walk.editor.get_by_role("button", name="Publish", exact=True).count() == 0


def preview(walk):
    walk.desk(walk.editor, "preview/")
    expect(walk.editor.get_by_role("heading", level=1)).to_contain_text("Symphony")
    walk.desk(walk.editor, "preview/links/")
    walk.editor.get_by_role("button", name="Make a link").click()
    check(walk.editor, walk.faults)
    walk.link = walk.editor.locator("td.address").inner_text().strip()
    answer = walk.visitor.goto(walk.link)
    assert answer.headers["x-robots-tag"].startswith("noindex")
    expect(walk.visitor.get_by_role("heading", level=1)).to_contain_text("Symphony")
    check(walk.visitor, walk.faults)


def publish_the_working_copy(walk):
    walk.step(walk.editor, "Send to review")
    walk.step(walk.reviewer, "Publish", "Under its full title")
    assert "Symphony" in walk.public_title()
    walk.desk(walk.editor, "preview/links/")
    walk.editor.get_by_role("button", name="Revoke").click()
    assert PreviewLink.objects.get().revoked_at
    assert walk.visitor.goto(walk.link).status in (404, 410)
    check(walk.visitor, walk.faults)


def meet_in_a_conflict(walk):
    walk.desk(walk.editor, "change/")
    walk.desk(walk.reviewer, "change/")
    expect(walk.reviewer.locator(".presence")).to_contain_text("Also open here: edda")
    walk.reviewer.locator("#id_logline").fill("A count comes by sea.")
    walk.save(walk.reviewer)
    walk.editor.locator("#id_logline").fill("A ship brings the plague.")
    walk.editor.locator("#id_runtime_minutes").fill("94")
    walk.editor.locator("input[name=_continue]").last.click()
    expect(walk.editor.locator(".conflict")).to_contain_text("A count comes by sea.")
    check(walk.editor, walk.faults)
    walk.editor.get_by_label("Yours:").check()
    walk.editor.get_by_role("button", name="Save as chosen").click()
    expect(walk.editor.locator("#id_logline")).to_have_value("A ship brings the plague.")
    expect(walk.editor.locator("#id_runtime_minutes")).to_have_value("94")
    walk.step(walk.reviewer, "Publish")


def set_back(walk):
    walk.desk(walk.reviewer, "history/")
    row = walk.reviewer.locator(".revisions-table tr", has_text=re.compile("From the programme"))
    row.get_by_role("link", name="Bring back").click()
    check(walk.reviewer, walk.faults)
    walk.reviewer.get_by_label("Why?").fill("As the programme has it")
    walk.reviewer.get_by_role("button", name="Bring this revision back").click()
    check(walk.reviewer, walk.faults)
    assert "Symphony" in walk.public_title()
    walk.step(walk.reviewer, "Publish")
    title = walk.public_title()
    assert "Nosferatu" in title
    assert "Symphony" not in title


def merge_and_take_back(walk):
    stays, goes = make_person(name="F. W. Murnau"), make_person(name="Friedrich Murnau")
    for person in (stays, goes):
        make_credit(walk.film, person=person, job=make_job("Director", "Directing"))
    old, api = f"{walk.site}{goes.get_absolute_url()}", f"{walk.site}/api/v1/people/{goes.pk}/"
    walk.visitor.goto(old)
    expect(walk.visitor.get_by_role("heading", level=1)).to_contain_text("Friedrich Murnau")

    walk.at(walk.reviewer, f"/admin/catalog/person/merge/?left={stays.pk}&right={goes.pk}")
    walk.reviewer.get_by_label("Why?").fill("One man")
    walk.reviewer.get_by_role("button", name="Merge them").click()
    check(walk.reviewer, walk.faults)
    walk.visitor.goto(old)
    expect(walk.visitor).to_have_url(f"{walk.site}{stays.get_absolute_url()}")
    assert walk.visitor.request.get(api, max_redirects=0).json()["merged_into"] == stays.pk
    assert walk.film.credits.get().person == stays

    Person.objects.filter(pk=stays.pk).update(biography="Edited since.")
    walk.at(walk.reviewer, "/admin/catalog/person/merges/")
    walk.reviewer.get_by_role("button", name="Take back").click()
    check(walk.reviewer, walk.faults)
    walk.visitor.goto(old)
    expect(walk.visitor.get_by_role("heading", level=1)).to_contain_text("Friedrich Murnau")
    assert Person.objects.get(pk=stays.pk).biography == "Edited since."
    assert set(walk.film.credits.values_list("person", flat=True)) == {stays.pk, goes.pk}

"""An editor, a reviewer and a visitor, each in their own browser, follow a film from its first save to a merge."""

import re

import pytest
from playwright.sync_api import expect

from catalog.models import Film, Person, PreviewLink
from tests.browser.page_checks import at_desk, check
from tests.factories import make_credit, make_job, make_person


class Team:
    """The browsers of an editor, a reviewer and a visitor, their film, and the faults of the pages that they opened."""

    def __init__(self, browser, site, width, scheme):
        self.site, self.faults = site, []
        look = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme, "reduced_motion": "reduce"}
        self.editor = at_desk(browser, site, "edda", "Editor", self.faults, **look)
        self.reviewer = at_desk(browser, site, "rita", "Reviewer", self.faults, **look)
        self.visitor = browser.new_context(**look).new_page()

    def open(self, page, address):
        page.goto(self.site + address)
        check(page, self.faults)

    def open_film(self, page, part):
        self.open(page, f"/admin/catalog/film/{self.film.pk}/{part}")

    def save(self, page, button="input[name=_continue]"):
        page.locator(button).last.click()
        expect(page.locator(".messagelist")).to_contain_text("changed successfully")

    def take_step(self, page, name, note=""):
        """Take a step on the page “Publication”."""
        self.open_film(page, "publication/")
        page.get_by_label("Note").fill(note)
        page.get_by_role("button", name=name, exact=True).click()
        check(page, self.faults)

    def public_title(self):
        self.visitor.goto(f"{self.site}/films/{self.film.pk}/")
        return self.visitor.get_by_role("heading", level=1).inner_text()


@pytest.fixture(params=[(1280, "light"), (320, "dark")], ids=["desktop-light", "phone-dark"])
def team(browser, site, request):
    return Team(browser, site, *request.param)


def test_a_film_is_added_reviewed_published_previewed_reverted_and_its_people_merged(team):
    add_film(team)
    review_and_publish(team)
    change_in_the_working_copy(team)
    preview_the_working_copy(team)
    publish_the_working_copy(team)
    save_in_conflict(team)
    revert(team)
    merge_and_unmerge(team)
    assert not team.faults, "\n".join(dict.fromkeys(team.faults))


def add_film(team):
    team.open(team.editor, "/admin/catalog/film/add/")
    team.editor.locator("#id_title").fill("Nosferatu")
    team.editor.locator("#id_given_date").fill("1922")
    team.editor.get_by_label("What did you change, and why?").fill("From the programme")
    team.editor.locator("input[name=_continue]").last.click()
    expect(team.editor.locator(".messagelist")).to_contain_text("Nosferatu")
    team.film = Film.objects.get(title="Nosferatu")
    check(team.editor, team.faults)
    assert "Not Found" in team.public_title()
    assert team.editor.get_by_role("button", name="Save and publish").count() == 0


def review_and_publish(team):
    team.take_step(team.editor, "Send to review", "Please look at the year")
    expect(team.editor.locator(".messagelist")).to_contain_text("sent to review")
    team.open(team.reviewer, "/admin/")
    team.reviewer.get_by_role("link", name="Films in review", exact=True).click()
    check(team.reviewer, team.faults)
    team.reviewer.locator("#result_list").get_by_role("link", name="Nosferatu").first.click()
    team.reviewer.get_by_role("link", name="Publication and its trail").click()
    expect(team.reviewer.locator(".trail")).to_contain_text("Please look at the year")
    team.take_step(team.reviewer, "Publish", "It is right")
    assert "Nosferatu" in team.public_title()
    fields = team.visitor.request.get(f"{team.site}/api/v1/films/{team.film.pk}/").json()
    assert (fields["title"], fields["release_date"]) == ("Nosferatu", "1922")


def change_in_the_working_copy(team):
    team.open_film(team.editor, "change/")
    team.editor.locator("#id_title").fill("Nosferatu: A Symphony of Horror")
    team.save(team.editor)
    expect(team.editor.locator(".messagelist")).to_contain_text("Visitors go on seeing")
    check(team.editor, team.faults)
    assert "Symphony" not in team.public_title()
    team.open_film(team.editor, "publication/")
    expect(team.editor.locator(".changes")).to_contain_text("A Symphony of Horror")
    assert team.editor.get_by_role("button", name="Publish", exact=True).count() == 0


def preview_the_working_copy(team):
    team.open_film(team.editor, "preview/")
    expect(team.editor.get_by_role("heading", level=1)).to_contain_text("Symphony")
    team.open_film(team.editor, "preview/links/")
    team.editor.get_by_role("button", name="Make a link").click()
    check(team.editor, team.faults)
    team.link = team.editor.locator("input.address").input_value()
    response = team.visitor.goto(team.link)
    assert response.headers["x-robots-tag"].startswith("noindex")
    expect(team.visitor.get_by_role("heading", level=1)).to_contain_text("Symphony")
    check(team.visitor, team.faults)


def publish_the_working_copy(team):
    team.take_step(team.editor, "Send to review")
    team.take_step(team.reviewer, "Publish", "Under its full title")
    assert "Symphony" in team.public_title()
    team.open_film(team.editor, "preview/links/")
    team.editor.get_by_role("button", name="Revoke").click()
    assert PreviewLink.objects.get().revoked_at
    assert team.visitor.goto(team.link).status in (404, 410)
    check(team.visitor, team.faults)


def save_in_conflict(team):
    team.open_film(team.editor, "change/")
    team.open_film(team.reviewer, "change/")
    expect(team.reviewer.locator(".presence")).to_contain_text("Also open here: edda")
    team.reviewer.locator("#id_logline").fill("A count comes by sea.")
    team.save(team.reviewer)
    team.editor.locator("#id_logline").fill("A ship brings the plague.")
    team.editor.locator("#id_original_title").fill("Symphonie des Grauens")
    team.editor.locator("input[name=_continue]").last.click()
    expect(team.editor.locator(".conflict")).to_contain_text("A count comes by sea.")
    check(team.editor, team.faults)
    team.editor.get_by_label("Yours:").check()
    team.editor.get_by_role("button", name="Save as chosen").click()
    expect(team.editor.locator("#id_logline")).to_have_value("A ship brings the plague.")
    expect(team.editor.locator("#id_original_title")).to_have_value("Symphonie des Grauens")
    team.take_step(team.reviewer, "Publish")


def revert(team):
    team.open_film(team.reviewer, "history/")
    row = team.reviewer.locator(".revisions-table tr", has_text=re.compile("From the programme"))
    row.get_by_role("link", name="Bring back").click()
    check(team.reviewer, team.faults)
    team.reviewer.get_by_label("Why?").fill("As the programme has it")
    team.reviewer.get_by_role("button", name="Bring this revision back").click()
    check(team.reviewer, team.faults)
    assert "Symphony" in team.public_title()
    team.take_step(team.reviewer, "Publish")
    title = team.public_title()
    assert "Nosferatu" in title
    assert "Symphony" not in title


def merge_and_unmerge(team):
    survivor, loser = make_person(name="F. W. Murnau"), make_person(name="Friedrich Murnau")
    for person in (survivor, loser):
        make_credit(team.film, person=person, job=make_job("Director", "Directing"))
    old_address, api_address = f"{team.site}{loser.get_absolute_url()}", f"{team.site}/api/v1/people/{loser.pk}/"
    team.visitor.goto(old_address)
    expect(team.visitor.get_by_role("heading", level=1)).to_contain_text("Friedrich Murnau")

    team.open(team.reviewer, f"/admin/catalog/person/merge/?left={survivor.pk}&right={loser.pk}")
    team.reviewer.get_by_label("Why?").fill("One man")
    team.reviewer.get_by_role("button", name="Merge them").click()
    check(team.reviewer, team.faults)
    team.visitor.goto(old_address)
    expect(team.visitor).to_have_url(f"{team.site}{survivor.get_absolute_url()}")
    assert team.visitor.request.get(api_address, max_redirects=0).json()["merged_into"] == survivor.pk
    assert team.film.credits.get().person == survivor

    Person.objects.filter(pk=survivor.pk).update(biography="Edited since.")
    team.open(team.reviewer, "/admin/catalog/person/merges/")
    team.reviewer.get_by_role("button", name="Take back").click()
    check(team.reviewer, team.faults)
    team.visitor.goto(old_address)
    expect(team.visitor.get_by_role("heading", level=1)).to_contain_text("Friedrich Murnau")
    assert Person.objects.get(pk=survivor.pk).biography == "Edited since."
    assert set(team.film.credits.values_list("person", flat=True)) == {survivor.pk, loser.pk}

"""An editor reads a film's history, compares, reverts, and restores a deleted row."""

import re

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import expect

from catalog.editing.documents import Root
from catalog.editing.edit import Edit
from catalog.editing.history import newest_revision_id
from catalog.models import Credit, Deed, Film, Person, Revision, Synopsis
from tests.browser.page_checks import check, listen
from tests.factories import make_person, make_title

PASSWORD = "a-long-enough-password"


@pytest.fixture
def editor(site):
    account = User.objects.create_user("ann", password=PASSWORD, is_staff=True)
    account.groups.add(Group.objects.get(name="Reviewer"))
    return account


@pytest.fixture
def saves(demo, editor):
    """Save the demo film three times, and delete a person."""
    root = Root("film", demo.pk)
    revisions = []
    for number in range(3):
        with Edit(root, editor=editor, note=f"Note {number}") as edit:
            Film.objects.update(logline=f"They walk {number} times.", featured=bool(number % 2))
            Credit.objects.filter(pk=demo.credits.first().pk).update(billing_order=number + 50)
            text = Synopsis.objects.filter(film=demo).order_by("pk").first()
            text.body = text.body.replace("walk", f"walk{number}").replace(" the ", f" the {number} ", 3)
            text.save()
            make_title(demo)
            edit.keep()
        revisions += edit.revisions
    duplicate = make_person(name="A. Gone")
    with Edit(Root("person", duplicate.pk), editor=editor, note="Entered twice.", deed=Deed.DELETED) as edit:
        duplicate.delete()
        edit.keep()
    return revisions


def log_in(page, site):
    page.goto(f"{site}/admin/")
    page.get_by_label("Username").fill("ann")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def test_an_editor_compares_revisions_reverts_to_one_and_restores_a_person(page, site, demo, saves, complaints):
    log_in(page, site)
    page.goto(f"{site}/admin/catalog/film/{demo.pk}/history/")
    page.get_by_label(f"this: Revision {saves[0].pk}", exact=True).check()
    page.get_by_role("button", name="Compare the two chosen").click()
    expect(page.locator(".changes")).to_contain_text("They walk 0 times.")
    page.get_by_role("link", name="History", exact=True).click()
    page.get_by_role("link", name=re.compile(rf"Bring back ?: Revision {saves[0].pk}$")).click()
    page.get_by_label("Why?").fill("The first was best.")
    page.get_by_role("button", name="Bring this revision back").click()
    expect(page.locator(".messagelist")).to_contain_text("again as it was")
    assert Revision.objects.first().note == "The first was best."

    page.goto(f"{site}/admin/catalog/person/")
    page.get_by_role("link", name="Deleted", exact=True).click()
    page.get_by_role("link", name=re.compile("Bring back ?: A. Gone")).click()
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator(".messagelist")).to_contain_text("A. Gone")
    assert Person.objects.filter(name="A. Gone").exists()
    assert not complaints


@pytest.mark.parametrize(
    ("width", "scheme"),
    [(1280, "light"), (1280, "dark"), (320, "light"), (320, "dark")],
    ids=["desktop-light", "desktop-dark", "phone-light", "phone-dark"],
)
def test_no_page_of_the_history_has_a_fault(browser, site, demo, saves, width, scheme):
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    faults = []
    listen(page, "history", faults)
    log_in(page, site)
    film, duplicate = f"/admin/catalog/film/{demo.pk}", Revision.objects.get(noun="person", deed=Deed.DELETED)
    newest = newest_revision_id(Root("film", demo.pk))
    for address in (
        "/admin/",
        f"{film}/history/",
        f"{film}/history/compare/?left={saves[0].pk}&right={newest}",
        f"{film}/history/compare/?left=x",
        f"{film}/history/{newest}/",
        f"{film}/history/{saves[0].pk}/revert/",
        "/admin/catalog/person/deleted/",
        f"/admin/catalog/person/{duplicate.key}/history/",
        f"/admin/catalog/person/{duplicate.key}/restore/",
    ):
        page.goto(site + address)
        check(page, faults)
    context.close()
    assert not faults, "\n".join(faults)

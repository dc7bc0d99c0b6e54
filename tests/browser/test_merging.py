"""A reviewer merges two people, follows the old address, undoes the merge, and keeps duplicates apart."""

import pytest
from playwright.sync_api import expect

from catalog.merging.duplicates import find_duplicates
from catalog.models import Film, Person
from tests.browser.page_checks import at_desk, check
from tests.factories import (
    make_citation,
    make_credit,
    make_film,
    make_job,
    make_person,
    make_person_name,
    make_source,
    make_synopsis,
    make_vote,
)

LONG = "Wolfeschlegelsteinhausenbergerdorff " * 3


@pytest.fixture
def people(site):
    """Make two rows of one person with different values."""
    two_rows = [
        make_person(name="Ludmila Testowa", born="1944"),
        make_person(name="Ludmila Testowa", born="1944-08-21", biography=LONG * 4),
    ]
    for name in ("Ludmila Anna Testowa", LONG.strip()[:300]):
        make_person_name(two_rows[1], name=name)
    for person in two_rows:
        make_credit(Film.objects.get(), person=person, job=make_job("Director", "Directing"))
    return two_rows


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")], ids=["desktop-light", "phone-dark"])
def test_two_people_are_merged_redirected_and_the_merge_is_taken_back(browser, site, people, width, scheme):
    faults, (survivor, loser) = [], people
    page = at_desk(
        browser, site, "rita", "Reviewer", faults, viewport={"width": width, "height": 800}, color_scheme=scheme
    )
    find_duplicates("person")
    page.goto(f"{site}/admin/catalog/person/duplicates/")
    check(page, faults)
    page.get_by_role("link", name="Merge…").click()
    expect(page.get_by_role("group", name="Born")).to_contain_text("21 August 1944")
    check(page, faults)
    page.get_by_role("group", name="Born").get_by_role("radio").nth(1).check()
    page.get_by_label("Why?").fill("the same one")
    page.get_by_role("button", name="Merge them").click()
    expect(page.locator(".messagelist")).to_contain_text("is part of “Ludmila Testowa” now")
    assert str(Person.objects.get(pk=survivor.pk).born) == "1944-08-21"

    page.goto(f"{site}/people/{loser.pk}-ludmila-testowa/")
    expect(page).to_have_url(f"{site}/people/{survivor.pk}-ludmila-testowa/")

    page.goto(f"{site}/admin/catalog/person/merges/")
    check(page, faults)
    page.get_by_label("Why take it back?").fill("not the same after all")
    page.get_by_role("button", name="Take back").click()
    expect(page.locator(".messagelist")).to_contain_text("on its own again")
    check(page, faults)
    page.goto(f"{site}/people/{loser.pk}-ludmila-testowa/")
    expect(page).to_have_url(f"{site}/people/{loser.pk}-ludmila-testowa/")

    find_duplicates("person")
    page.goto(f"{site}/admin/catalog/person/duplicates/")
    page.get_by_role("button", name="Not the same").click()
    expect(page.locator(".messagelist")).to_contain_text("won’t be proposed again")
    page.get_by_role("link", name="Those that are not the same").click()
    check(page, faults)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")], ids=["desktop-light", "phone-dark"])
def test_the_page_that_merges_two_films_has_no_fault(browser, site, width, scheme):
    faults, films = [], [Film.objects.get(), make_film(title=LONG)]
    source, job, person = make_source(), make_job(), make_person()
    for film in films:
        make_synopsis(film, lead=True, language_id="pl")
        make_vote(film, voter="ann")
        make_citation(film, credit=make_credit(film, person=person, job=job), source=source)
    page = at_desk(
        browser, site, "rita", "Reviewer", faults, viewport={"width": width, "height": 800}, color_scheme=scheme
    )
    page.goto(f"{site}/admin/catalog/film/merge/?left={films[0].pk}&right={films[1].pk}")
    expect(page.get_by_text("Visitors who voted on both: 1")).to_be_visible()
    check(page, faults)
    page.get_by_role("radio", name=LONG.strip()[:20]).first.check()
    page.get_by_role("button", name="Show what that would do").click()
    check(page, faults)
    assert not faults, "\n".join(faults)

"""Rows of a film are typed by keys alone: who is there is chosen, who isn't is named as new, and nothing typed is lost."""

from itertools import product

import pytest
from playwright.sync_api import expect

from catalog.models import Character, Credit, Film, Person
from tests.browser.page_checks import at_desk, check
from tests.factories import make_person, make_source

CAST = [
    (f"{first} {last}", f"Worker {number}")
    for number, (first, last) in enumerate(
        product(
            ("Brigitte", "Gustav", "Rudolf", "Fritz", "Heinrich", "Theodor"),
            ("Helm", "Fröhlich", "Klein-Rogge", "Loos", "George"),
        ),
        1,
    )
]
PERSON = "input[role=combobox][aria-label=Person]"


@pytest.fixture
def page(browser, empty_site):
    faults = []
    page = at_desk(browser, empty_site, "edda", "Editor", faults)
    page.goto(f"{empty_site}/admin/catalog/film/add/")
    page.get_by_role("button", name="Open all").click()
    yield page
    assert not faults, "\n".join(faults)


def add_row(page, prefix):
    page.locator(f"#{prefix}-group .add-row a").focus()
    page.keyboard.press("Enter")


def row(page, number):
    return page.get_by_role("row", name=f"Credits, row {number}", exact=True)


def choose(page, text):
    """Type into the field that has the focus, and take what the list offers first."""
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def test_thirty_rows_are_typed_by_keys_alone(page):
    make_person(name="Brigitte Helm")
    page.locator("#id_title").fill("Metropolis")
    add_row(page, "credits")
    for number, (person, character) in enumerate(CAST, 1):
        line = row(page, number)
        expect(line.locator(PERSON)).to_be_focused()
        choose(page, person)
        if number == 1:
            choose(page, "Actor")
        expect(line.get_by_role("combobox", name="Characters")).to_be_focused()
        page.keyboard.type(character)
        page.keyboard.press("Enter")
    page.locator("[name=_continue]").last.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("added successfully")
    rows = Credit.objects.order_by("billing_order")
    names = [
        (credit.person.name, credit.characters.get().name, credit.job.name, credit.billing_order) for credit in rows
    ]
    assert names == [(*line, "Actor", place) for place, line in enumerate(CAST, 1)]
    assert Person.objects.count() == len({person for person, _ in CAST})
    assert Character.objects.count() == len(CAST)


def test_the_tree_of_the_page_names_each_row_field_option_and_error(page):
    make_person(name="Brigitte Helm", born="1906")
    page.locator("#id_title").fill("Metropolis")
    add_row(page, "credits")
    page.keyboard.type("Brigitte Hel")
    options = page.get_by_role("listbox", name="Person").get_by_role("option")
    expect(options.first).to_have_text("Brigitte Helm (born 1906)")
    expect(options.last).to_have_text("new person: Brigitte Hel")
    expect(options.first).to_have_attribute("aria-selected", "true")
    field = row(page, 1).locator(PERSON)
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    check(page, [])
    page.keyboard.press("ArrowDown")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(field).to_have_value("")
    choose(page, "Brigitte Hel")
    page.locator("[name=_continue]").last.press("Enter")
    expect(row(page, 1).get_by_role("combobox", name="Job")).to_have_accessible_description("This field is required.")


def test_a_name_that_nobody_decided_on_is_asked_about_and_never_lost(page):
    make_person(name="Brigitte Helm")
    page.locator("#id_title").fill("Metropolis")
    add_row(page, "credits")
    page.keyboard.type("Helm, B.")
    page.locator("#id_title").focus()
    page.locator("[name=_continue]").last.press("Enter")
    expect(row(page, 1)).to_contain_text("Choose who or what is meant by “Helm, B.”")
    expect(row(page, 1).locator(PERSON)).to_have_value("Helm, B.")
    assert not Film.objects.exists()


def test_a_source_that_is_new_is_one_in_all_rows_with_a_page_in_each(page):
    make_source(title="Other")
    page.locator("#id_title").fill("Metropolis")
    add_row(page, "titles")
    page.keyboard.type("Métropole")
    sources = page.locator("#titles-0").get_by_role("combobox", name="Sources")
    sources.focus()
    choose(page, "A study")
    page.keyboard.press("Alt+ArrowDown")
    panel = page.get_by_role("group", name="Of A study")
    panel.get_by_label("Page or place").fill("p. 7")
    panel.get_by_label("Publisher").fill("Museum")
    page.keyboard.press("Escape")
    add_row(page, "titles")
    page.keyboard.type("Metrópolis")
    page.locator("#titles-1").get_by_role("combobox", name="Sources").focus()
    choose(page, "A stu")
    page.locator("[name=_continue]").last.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("added successfully")
    citations = Film.objects.get().citations.order_by("id")
    assert [(citation.source.title, citation.source.publisher, citation.locator) for citation in citations] == [
        ("A study", "Museum", "p. 7"),
        ("A study", "Museum", ""),
    ]


def test_one_source_is_cited_for_many_rows_and_fields_at_once(page):
    make_source(title="A study")
    page.locator("#id_title").fill("Metropolis")
    standing = page.get_by_role("group", name="Source of each new row")
    standing.get_by_role("combobox").focus()
    choose(page, "A study")
    expect(standing.get_by_role("checkbox")).to_be_checked()
    add_row(page, "titles")
    page.keyboard.type("Métropole")
    page.keyboard.press("Alt+s")
    expect(standing.get_by_role("checkbox")).not_to_be_checked()
    for name in ("Metrópolis", "Metropol"):
        add_row(page, "titles")
        page.keyboard.type(name)
    cite_all = page.locator("#titles-group .cite-many")
    cite_all.locator("summary").press("Enter")
    cite_all.get_by_role("combobox").focus()
    choose(page, "A study")
    cite_all.get_by_label("Page or place").fill("p. 9")
    cite_all.get_by_role("button", name="Cite it").press("Enter")
    expect(cite_all).to_contain_text("Cited in 2 rows.")
    cite_fields = page.locator("#citations-group .cite-many")
    cite_fields.locator("summary").press("Enter")
    cite_fields.get_by_role("combobox", name="Source of the fields").focus()
    choose(page, "A study")
    for field in ("title", "kind"):
        cite_fields.locator(f"[value={field}]").press("Space")
    cite_fields.get_by_role("button", name="Add a row for each").press("Enter")
    check(page, [])
    page.locator("[name=_continue]").last.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("added successfully")
    film = Film.objects.get()
    assert sorted(film.citations.exclude(field="").values_list("field", flat=True)) == ["kind", "title"]
    assert [title.citations.get().locator for title in film.titles.order_by("id")] == ["", "p. 9", "p. 9"]

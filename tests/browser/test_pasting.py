"""A pasted block becomes rows of the film's form, by keys alone; who may be meant is chosen by a person."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from catalog.models import Credit, Person
from tests.browser.page_checks import ALL_RULES, OPTIONS, at_desk
from tests.factories import make_credit, make_film, make_job, make_person

BLOCK = """Regie: Fritz Lang
Besetzung
Alfred Abel ... Joh Fredersen
Brigitte Helm ... Maria / Maschinenmensch (as B. Helm)
Brigitte Helm ... Hel (uncredited)
Gustav Froehlich ... Freder (voice)
nothing that means anything to anybody
Releases
Germany: 10 January 1927"""


@pytest.fixture
def faults():
    return []


@pytest.fixture
def page(browser, site, faults):
    for name, department in (("Director", "Directing"), ("Actor", "Acting")):
        make_job(name, department)
    helm = make_person(name="Brigitte Helm", born="1906", died="1996")
    make_credit(make_film(title="Alraune"), person=helm)
    make_person(name="Gustav Fröhlich", born="1902")
    page = at_desk(browser, site, "edda", "Editor", faults)
    page.goto(f"{site}/admin/catalog/film/add/")
    page.get_by_role("button", name="Open all").click()
    yield page
    assert not faults, "\n".join(faults)


def rows(page, prefix="credits"):
    """Return what the rows hold, as {field: value}, with the values of several choices in a list."""
    return page.evaluate(
        """(prefix) => [...document.querySelectorAll(`[id^="${prefix}-"].form-row:not(.empty-form)`)].map((row) =>
            Object.fromEntries([...row.querySelectorAll('[name]')].map((field) => [
                field.name.split('-').at(-1),
                field.multiple ? [...field.selectedOptions].map(({value}) => value)
                    : field.selectedOptions?.[0]?.value.match(/^\\d+$/) ? field.selectedOptions[0].text : field.value,
            ]).filter(([name, value]) => value.length && ['person', 'job', 'characters', 'credited_as', 'remarks',
                'billing_order', 'country', 'date', 'title', 'company', 'role'].includes(name))))""",
        prefix,
    )


def people(page):
    return [row["person"] for row in rows(page)]


def paste(page, text):
    page.locator("#paste summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Lines, cells or a table")).to_be_focused()
    page.keyboard.insert_text(text)
    page.keyboard.press("Control+Enter")


def test_a_block_becomes_rows_to_look_through(page):
    paste(page, BLOCK)
    status = page.locator("#paste [role=status]")
    expect(status).to_contain_text(
        "7 rows made. 1 line not understood: it stands as it was in the field of the person."
    )
    assert rows(page) == [
        {"person": "new:Fritz Lang", "job": "Director (Directing)"},
        {
            "person": "new:Alfred Abel",
            "job": "Actor (Acting)",
            "characters": ["new:Joh Fredersen"],
            "billing_order": "1",
        },
        {
            "person": "typed:Brigitte Helm",
            "job": "Actor (Acting)",
            "characters": ["new:Maria", "new:Maschinenmensch"],
            "credited_as": "B. Helm",
            "billing_order": "2",
        },
        {
            "person": "typed:Brigitte Helm",
            "job": "Actor (Acting)",
            "characters": ["new:Hel"],
            "remarks": "uncredited",
            "billing_order": "3",
        },
        {
            "person": "typed:Gustav Froehlich",
            "job": "Actor (Acting)",
            "characters": ["new:Freder"],
            "remarks": "voice",
            "billing_order": "4",
        },
        {"person": "typed:nothing that means anything to anybody"},
    ]
    assert [(row["country"], row["date"]) for row in rows(page, "releases")] == [("DE", "10 January 1927")]
    violations = Axe().run(page, context="#paste", options=ALL_RULES | OPTIONS).response["violations"]
    assert [violation["id"] for violation in violations] == []


def test_exact_matches_are_confirmed_together_and_others_one_by_one(page):
    paste(page, BLOCK)
    names = page.locator("#paste [data-part=names]")
    button = names.get_by_role("button", name="Confirm all exact matches (1)")
    expect(button).to_be_focused()
    expect(names).to_contain_text("Brigitte Helm · 1906–1996 · Alraune (same name)")
    assert people(page)[2] == "typed:Brigitte Helm"
    page.keyboard.press("Enter")
    assert people(page)[2:4] == ["Brigitte Helm · 1906–1996 · Alraune"] * 2
    assert people(page)[4] == "typed:Gustav Froehlich"
    expect(names.get_by_role("button", name="Gustav Fröhlich · born 1902 (similar name)")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert people(page)[4] == "new:Gustav Froehlich"
    expect(names.get_by_role("listitem")).to_have_count(0)


def test_what_is_open_is_refused_and_what_was_confirmed_is_saved(page):
    page.locator("#id_title").fill("Metropolis")
    paste(page, "Alfred Abel as Joh Fredersen\nBrigitte Helm as Maria / Maschinenmensch (voice)")
    expect(page.locator("#paste [role=status]")).to_contain_text("2 rows made.")
    page.locator("[name=_continue]").last.press("Enter")
    expect(page.locator("#credits-group .errorlist")).to_contain_text("Choose who or what is meant by “Brigitte Helm”")
    assert people(page) == ["new:Alfred Abel", "typed:Brigitte Helm"]
    page.locator("#credits-1").get_by_role("combobox", name="Person").click()
    page.get_by_role("option", name="Brigitte Helm (1906–1996)").click()
    page.locator("[name=_continue]").last.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("added successfully")
    cast = Credit.objects.filter(film__title="Metropolis").order_by("billing_order")
    assert [(str(credit), *map(str, credit.characters.all())) for credit in cast] == [
        ("Actor: Alfred Abel", "Joh Fredersen"),
        ("Actor: Brigitte Helm (voice)", "Maria", "Maschinenmensch"),
    ]
    assert Person.objects.filter(name="Brigitte Helm").count() == 1


def test_where_nothing_tells_what_comes_first_the_page_asks(page):
    paste(page, "Josaphat Meyer: Theodor Loos")
    question = page.get_by_text("What comes first in lines such as “Josaphat Meyer: Theodor Loos”?")
    expect(question).to_be_visible()
    assert rows(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#paste [role=status]")).to_contain_text("1 row made.")
    expect(question).to_have_count(0)
    assert rows(page)[0]["person"] == "new:Theodor Loos"
    assert rows(page)[0]["characters"] == ["new:Josaphat Meyer"]


def test_a_table_of_a_page_is_read_by_its_html(page):
    page.locator("#paste summary").click()
    page.evaluate(
        """() => {
            const clipboardData = new DataTransfer();
            clipboardData.setData('text/html', '<table><tr><td>Fritz Rasp</td><td>The Thin Man</td></tr></table>');
            document.getElementById('paste-text').dispatchEvent(new ClipboardEvent('paste', {clipboardData}));
            document.getElementById('paste-text').value = 'Fritz RaspThe Thin Man';
        }"""
    )
    page.get_by_role("button", name="Make rows of it").click()
    expect(page.locator("#paste [role=status]")).to_contain_text("1 row made.")
    assert rows(page)[0]["characters"] == ["new:The Thin Man"]


def test_lines_that_are_pasted_into_the_person_of_a_row_are_a_block(page):
    page.locator("#credits-group .add-row a").click()
    page.evaluate(
        """() => {
            const clipboardData = new DataTransfer();
            clipboardData.setData('text/plain', 'Fritz Rasp as the Thin Man\\nAlfred Abel as Joh Fredersen');
            document.querySelector('select[name="credits-0-person"]').dispatchEvent(
                new ClipboardEvent('paste', {clipboardData, bubbles: true, cancelable: true}));
        }"""
    )
    expect(page.locator("#paste [role=status]")).to_contain_text("2 rows made.")
    assert people(page) == ["new:Fritz Rasp", "new:Alfred Abel"]


def test_a_block_that_is_too_large_stays_to_be_pasted_in_parts(page):
    paste(page, "Fritz Lang\n" * 1001)
    expect(page.locator("#paste [role=status]")).to_contain_text("a block has at most 1,000. Paste it in parts.")
    assert page.get_by_label("Lines, cells or a table").input_value().startswith("Fritz Lang\n")
    assert rows(page) == []

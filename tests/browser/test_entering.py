"""A film is entered in its own form: readings in the rows of questions, rows of versions that are typed there, fields cited by key."""

import pytest
from playwright.sync_api import expect

from catalog.models import Film, Source
from tests.browser.page_checks import at_desk, check


@pytest.fixture
def page(browser, empty_site):
    faults = []
    page = at_desk(browser, empty_site, "edda", "Editor", faults)
    page.goto(f"{empty_site}/admin/catalog/film/add/")
    page.get_by_role("button", name="Open all").click()
    page.locator("#id_title").fill("Metropolis")
    yield page
    assert not faults, "\n".join(faults)


def add_row(page, prefix):
    page.locator(f"#{prefix}-group .add-row a").press("Enter")


def choose(page, text):
    """Type into the field that has the focus, and take what the list offers first."""
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def save(page):
    page.locator("[name=_continue]").last.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("added successfully")
    return Film.objects.get()


def test_the_readings_of_a_question_are_typed_by_keys_alone(page):
    add_row(page, "questions")
    page.keyboard.type("Of what year is it?")
    page.keyboard.press("Tab")
    panel = page.locator(".combobox-panel")
    for source, publisher, answer in (("A study", "Museum", "Of 1927"), ("A programme", "Viennale", "Of 1926")):
        choose(page, source)
        # The answer is asked for as soon as its source is chosen.
        expect(panel.get_by_label("What it says")).to_be_focused()
        page.keyboard.type(answer)
        panel.get_by_label("How it says so").select_option("it follows from what is said")
        panel.locator("[data-name=publisher]").fill(publisher)
        if source == "A study":
            panel.locator("[data-name=retrieved_on]").fill("2026-11-26")
        else:
            expect(panel.locator("[data-name=retrieved_on]")).to_have_value("2026-11-26")
        panel.locator("[data-name=publisher]").press("Enter")
    expect(page.locator("#questions-0 .combobox-chip").first).to_contain_text("Of 1927")
    page.locator("[name=questions-0-state]").select_option("in_review")
    check(page, [])
    page.locator("#questions-0 [role=combobox]").press("Enter")
    page.keyboard.type("Who wrote it?")
    page.keyboard.press("Tab")
    expect(page.locator("[name=questions-1-state]")).to_have_value("in_review")
    film = save(page)
    first, second = film.questions.order_by("id")
    assert [(row.source.publisher, row.value, row.modality) for row in first.readings.all()] == [
        ("Museum", "Of 1927", "inferred"),
        ("Viennale", "Of 1926", "inferred"),
    ]
    assert (second.question, second.state, second.readings.count()) == ("Who wrote it?", "in_review", 0)
    assert {str(source.retrieved_on) for source in Source.objects.all()} == {"2026-11-26"}
    # The page that opens has what each source says.
    expect(page.locator("#questions-0 .combobox-chip").last).to_contain_text("Of 1926")


def type_version(page, number, name):
    if number:
        add_row(page, "versions")
    page.locator(f"[name=versions-{number}-name]").fill(name)


def option_texts(page, name):
    return page.locator(f"[name={name}] option").all_text_contents()


def test_a_row_names_a_version_that_is_typed_in_the_same_form(page):
    for number, name in enumerate(("as first shown", "shortened", "restoration")):
        type_version(page, number, name)
    add_row(page, "releases")
    page.keyboard.type("1927")
    page.locator("#releases-0 .more summary").press("Enter")
    version = page.locator("[name=releases-0-version]")
    assert option_texts(page, "releases-0-version")[1:] == ["as first shown", "shortened", "restoration"]
    version.select_option(label="restoration")
    # What is typed in the row of the version changes the choice, and a row that goes takes only itself away.
    page.locator("[name=versions-2-name]").fill("restoration of 2010")
    page.locator("#versions-1 .inline-deletelink").click()
    assert option_texts(page, "releases-0-version")[1:] == ["as first shown", "restoration of 2010"]
    expect(version).to_have_value("row:1")
    # A version without a name is called by its date, and one with neither by its place.
    type_version(page, 2, "")
    assert option_texts(page, "releases-0-version")[-1] == "version 3 of this form"
    page.locator("[name=versions-2-date]").fill("1984")
    assert option_texts(page, "releases-0-version")[-1] == "1984"
    film = save(page)
    assert film.releases.get().version == film.versions.get(name="restoration of 2010")


def test_a_choice_of_a_typed_version_stays_where_the_save_is_refused(page):
    for number, name in enumerate(("as first shown", "shortened")):
        type_version(page, number, name)
    add_row(page, "releases")
    page.keyboard.type("on a day")
    page.locator("#releases-0 .more summary").press("Enter")
    page.locator("[name=releases-0-version]").select_option(label="shortened")
    page.locator("[name=_continue]").last.press("Enter")
    expect(page.locator("[name=releases-0-version]")).to_have_value("row:1")
    page.locator("[name=versions-1-name]").fill("shortened by UFA")
    assert option_texts(page, "releases-0-version")[-1] == "shortened by UFA"
    page.locator("[name=releases-0-date]").fill("1927")
    film = save(page)
    assert film.releases.get().version.name == "shortened by UFA"


def test_boxes_are_ticked_by_their_letters_and_the_rest_of_the_fields_is_cited_at_once(page):
    type_version(page, 0, "as first shown")
    page.locator("[name=versions-0-kinds]").first.focus()
    # One letter over and over leads to the next box; several letters lead to the one that begins so.
    for letters in ("rr", "sub"):
        page.keyboard.type(letters)
        page.keyboard.press("Space")
    page.locator("[name=versions-0-length_metres]").fill("4189")
    page.locator("[name=versions-0-date]").fill("1927")
    cite = page.locator("#citations-group .cite-many")
    cite.locator("summary").press("Enter")
    for name, letters in (("A study", "le"), ("A programme", "a")):
        cite.get_by_role("combobox", name="Source of the fields").focus()
        choose(page, name)
        cite.locator("label", has_text="Version").locator("select").select_option(label="as first shown")
        cite.locator("[type=checkbox]").first.focus()
        if letters != "a":
            page.keyboard.type(letters)
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
    film = save(page)
    version = film.versions.get()
    assert version.kinds == ["subtitled", "reconstruction"]
    citations = {(row.source.title, row.field) for row in film.citations.filter(version=version)}
    assert citations == {("A study", "length_metres"), ("A programme", "kinds"), ("A programme", "date")}


def test_the_accessibility_tree_names_each_row_option_and_error(page):
    for number, name in enumerate(("Brigitte Helm", "Alfred Abel")):
        add_row(page, "credits")
        page.keyboard.type(name)
        expect(page.locator("#credits-group")).to_match_aria_snapshot(f"""
            - row "Credits, row {number + 1}":
              - cell:
                - combobox "Person" [expanded]: {name}
        """)
        expect(page.get_by_role("listbox", name="Person")).to_match_aria_snapshot(f"""
            - listbox "Person":
              - option /new person.*{name}/
        """)
        page.keyboard.press("Enter")
        page.locator(f"[name=credits-{number}-billing_order]").fill("first")
    page.locator("[name=_continue]").last.press("Enter")
    expect(page.locator(".errors-list, .errornote").first).to_be_visible()
    for number in (1, 2):
        expect(page.locator("main, #content").first).to_match_aria_snapshot(f"""
            - link /Credits, row {number}.*Billing order/
        """)
        expect(page.locator(f"#credits-{number - 1}")).to_match_aria_snapshot(f"""
            - row "Credits, row {number}":
              - cell:
                - textbox "Billing order" [invalid]: first
        """)


def test_enter_leads_through_the_fields_of_a_version_and_does_not_send_the_form(page):
    address = page.url
    add_row(page, "versions")
    name = page.locator("#versions-0 [name$='-name']")
    name.fill("as first shown")
    name.press("Enter")
    expect(name).not_to_be_focused()
    assert page.evaluate("document.querySelector('#versions-0').contains(document.activeElement)")
    assert page.url.split("#")[0] == address.split("#")[0]
    expect(name).to_have_value("as first shown")

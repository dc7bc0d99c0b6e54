"""Each page loads the stylesheets that style what it shows, and no others."""

import re
from html.parser import HTMLParser
from itertools import chain

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client, TestCase
from django.urls import reverse

from catalog.models import Company, Film, Person, Source
from tests.factories import (
    cite_entry,
    make_citation,
    make_comment,
    make_company,
    make_credit,
    make_film,
    make_film_company,
    make_list,
    make_person,
    make_version,
    make_vote,
)

SHEETS = {path.stem: path.read_text() for path in (settings.BASE_DIR / "static" / "css").glob("*.css")}
SCRIPTS = {path.name: path.read_text() for path in (settings.BASE_DIR / "static" / "js").glob("*.js")}
# What tells a state or a part of an element, or which of its kind it is: nothing of it is in a page's tags.
STATES = re.compile(r":(?:not|has)\((?:[^()]|\([^()]*\))*\)|::?[\w-]+|\[[^\]]*\]|#[\w-]+")


class Selector:
    """The classes and elements that a page must have for a selector to match."""

    def __init__(self, text):
        bare = STATES.sub("", text)
        self.classes = set(re.findall(r"\.([\w-]+)", bare))
        self.elements = set(re.findall(r"(?<![\w.-])[a-z]\w*", bare))

    def may_match(self, page):
        return self.classes <= page.classes and self.elements <= page.elements


def selectors(sheet):
    """Yield the selectors of a stylesheet, each alternative of `:is()` by itself."""
    text = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    for head in re.findall(r"([^{};]+)\{", text):
        if not head.strip().startswith("@"):
            for selector in re.split(r",(?![^()]*\))", head):
                alternatives = re.search(r":is\(([^()]*)\)", selector)
                for choice in alternatives[1].split(",") if alternatives else [""]:
                    yield Selector(selector.replace(alternatives[0], choice) if alternatives else selector)


SELECTORS = {name: list(selectors(sheet)) for name, sheet in SHEETS.items()}


class Page(HTMLParser):
    """The elements of a kind of page, the classes that these have or get from a script, and its own stylesheets."""

    def __init__(self, htmls):
        super().__init__()
        self.classes, self.elements, self.sheets = set(), set(), set()
        for html in htmls:
            self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.elements.add(tag)
        self.classes.update((attrs.get("class") or "").split())
        if sheet := re.search(r"/static/css/([\w-]+)\.css", attrs.get("href") or ""):
            self.sheets.add(sheet[1])
        if script := re.search(r"/static/js/([\w-]+\.js)", attrs.get("src") or ""):
            self.classes.update(re.findall(r'className = "([\w-]+)"', SCRIPTS[script[1]]))

    @property
    def unstyled(self):
        """The classes and elements that only stylesheets style which the page doesn't load."""
        loaded_styles = list(chain.from_iterable(SELECTORS[name] for name in self.sheets))
        styled = set().union(*(selector.classes or selector.elements for selector in loaded_styles))
        desk = "admin" in self.sheets
        unloaded = [name for name in SHEETS if name not in self.sheets and name.startswith("admin") == desk]
        return {
            name
            for selector in chain.from_iterable(SELECTORS[sheet] for sheet in unloaded)
            if selector.may_match(self)
            for name in (selector.classes or selector.elements) - styled
        }


class Stylesheets(TestCase):
    @classmethod
    def setUpTestData(cls):
        call_command("load_demo", verbosity=0)
        film = Film.objects.get()
        make_vote(film)
        make_comment(film)
        version = make_version(film, name="At a festival")
        for source in Source.objects.of(film):
            make_citation(film, source=source, version=version)
        for model in (Person, Company):
            for entry in model.objects.all():
                cite_entry(entry, "name", Source.objects.of(film)[0], quote="The name.", differs="Another name.")
        cls.public = {kind: Page(htmls) for kind, htmls in public_pages(film).items()}
        cls.desk = {kind: Page(htmls) for kind, htmls in desk_pages(film).items()}

    def test_each_stylesheet_that_a_page_loads_styles_something_on_it(self):
        idle = {
            kind: {name for name in page.sheets if not any(selector.may_match(page) for selector in SELECTORS[name])}
            for kind, page in self.public.items()
        }
        assert {kind: names for kind, names in idle.items() if names} == {}

    def test_what_a_page_shows_is_styled_by_a_stylesheet_that_it_loads(self):
        unstyled = {kind: page.unstyled for kind, page in (self.public | self.desk).items()}
        assert {kind: names for kind, names in unstyled.items() if names} == {}

    def test_each_stylesheet_is_loaded_by_some_page(self):
        pages = [*self.public.values(), *self.desk.values()]
        assert set(SHEETS) == set().union(*(page.sheets for page in pages))


def public_pages(film):
    """{kind: pages}, with more than one page of each list, as a visitor sees them."""
    person, company, source = (
        make_person(biography="Words."),
        make_company(country_id="PL"),
        film.synopses.first().source,
    )
    for number in range(61):
        rated_film = make_film(title=f"Film {number}")
        make_credit(rated_film, person=person)
        make_credit(rated_film)
        make_film_company(rated_film, company=company)
        make_citation(rated_film, source=source, field="title")
        make_vote(rated_film)
    curated_list = make_list(Film.objects.order_by("pk"), text="Words.")
    curated_list.entries.update(note="More words.")
    address = film.get_absolute_url()
    addresses = {
        "home": ["/"],
        "films": ["/films/", "/films/?year_min=x"],
        "people": ["/people/", f"/people/?q={'x' * 500}"],
        "names": ["/companies/", "/sources/"],
        "terms": [f"/{name}/" for name in ("genres", "countries", "decades", "subjects")],
        "top": ["/top/"],
        "search": ["/search/?q=way", f"/search/?q={'x' * 500}"],
        "spoilers": ["/spoilers/"],
        "error": ["/nothing-here/"],
        "reference": [reverse("api:docs")],
        "lists": ["/lists/", "/lists/?q=nothing"],
        "list": [curated_list.get_absolute_url(), f"{curated_list.get_absolute_url()}?page=2"],
        "person": [person.get_absolute_url(), film.credits.first().person.get_absolute_url()],
        "company": [company.get_absolute_url()],
        "source": [source.get_absolute_url()],
        "film": [address],
        "according to": [f"{address}?according_to={source.pk}" for source in Source.objects.of(film)],
        **{
            part: [f"{address}{part}/"]
            for part in (
                "credits",
                "releases",
                "sources",
                "story",
                "pictures",
                "questions",
                "synopses",
                "versions",
                "comments",
            )
        },
        "comparison": [f"{address}synopses/compare/", f"{address}synopses/compare/?left=x"],
    }
    visitor = Client()
    htmls = {kind: [visitor.get(place).text for place in places] for kind, places in addresses.items()}
    htmls["film"] += [visitor.post(f"{address}{form}/", {}).text for form in ("rating", "comments")]
    return htmls


def desk_pages(film):
    """{kind: pages of the desk}, as an administrator sees them."""
    visitor, root = Client(), Client()
    root.force_login(User.objects.create_superuser("root"))
    left, right = film.synopses.order_by("pk")[:2]
    of_film = f"/admin/catalog/film/{film.pk}"
    addresses = {
        "desk": ["/admin/"],
        "two steps": [reverse("admin:two_step")],
        "list": ["/admin/catalog/film/", "/admin/catalog/person/?q=a"],
        "comments": ["/admin/catalog/comment/"],
        "form": [f"{of_film}/change/", "/admin/catalog/person/add/"],
        "history": [f"{of_film}/history/"],
        "publication": [f"{of_film}/publication/"],
        "disagreements": [f"{of_film}/disagreements/"],
        "alignment": [f"{of_film}/alignment/?left={left.pk}&right={right.pk}"],
        "preview links": [f"{of_film}/preview/links/"],
        "imports": ["/admin/catalog/import/add/", "/admin/catalog/importproposal/"],
        "merges": ["/admin/catalog/person/merges/", "/admin/catalog/person/duplicates/"],
    }
    htmls = {kind: [root.get(place).text for place in places] for kind, places in addresses.items()}
    preview = root.get(f"{of_film}/preview/").text
    return htmls | {"log-in": [visitor.get("/admin/login/").text], "preview": [preview]}


def test_the_dark_that_is_chosen_at_the_desk_is_the_dark_of_the_screen():
    blocks = re.findall(r"(html:root[^{]*)\{([^}]*)\}", SHEETS["variables"])
    values = {head.strip(): sorted(line.strip() for line in body.split(";") if line.strip()) for head, body in blocks}
    assert values['html:root:not([data-theme="light"])'] == values['html:root[data-theme="dark"]']


# A side of the window, where a page that is written from right to left is to be mirrored.
SIDE = re.compile(
    r"^\s*(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)|left|right"
    r"|(?:text-align|float|clear): (?:left|right))\b.*|\b(?:margin|padding|inset): \S+ (\S+) \S+ (?!\1;)\S+;"
)


def test_styles_name_no_side_of_the_window():
    """A script's measures, in `--left`, are the window's."""
    lines = ((name, line) for name, sheet in SHEETS.items() for line in sheet.splitlines())
    assert not [f"{name}: {line}" for name, line in lines if SIDE.search(line) and "var(--left)" not in line]

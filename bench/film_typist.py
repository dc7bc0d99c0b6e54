"""A typist who knows the form of a film: its parts, its rows, and how sources are chosen in them."""

from bench.typist import Typist
from catalog.demo.metropolis import facts
from catalog.models import Source

# What finds each source once it is named: a word of its title.
WORDS_OF_SOURCES = {
    "M1": "uf",
    "M2": "en",
    "M3": "fa",
    "M4": "wo",
    "M5": "in",
    "M6": "19",
    "M7": "ru",
    "M8": "si",
    "M9": "vi",
}
AWAKEN = """(control) => {
  const before = document.activeElement;
  if (control.matches('.row-pick, .row-choice')) {
    control.focus();
    before.focus();
  }
}"""
IS_FOCUSED = "field => field === document.activeElement"
COUNTRIES = {"DE": "germany", "US": "united st", "DD": "east ger"}


class FilmTypist(Typist):
    """Types into the form of a film."""

    def __init__(self, page):
        super().__init__(page)
        self.known_sources, self.known_countries = set(), set()

    def open_part(self, name):
        key = self.page.locator("nav.contents a[data-key]", has_text=name).get_attribute("data-key")
        self.press(f"Alt+{key}")

    def field(self, place, name):
        """Return what is typed into for a field of the form, or of a row: its input, or its combobox."""
        control = self.page.locator(f"[name='{place}{name}']").first
        # A select of a row that nobody used yet becomes a combobox as soon as it has the focus.
        control.evaluate(AWAKEN)
        if control.evaluate("control => control.matches('.combobox')"):
            return control.locator("+ .combobox-field > [role=combobox]")
        return control

    def add(self, prefix):
        """Add a row, and return the place of its fields: from a row of the table by Enter, else by the link."""
        number = int(self.page.locator(f"#id_{prefix}-TOTAL_FORMS").input_value())
        if self.has_focus(f"#{prefix}-group tr.form-row select"):
            self.press("Tab")
        if self.has_focus(f"#{prefix}-group tr.form-row input"):
            self.press("Enter")
        else:
            self.activate(self.page.locator(f"#{prefix}-group .add-row a"))
        return f"{prefix}-{number}-"

    def has_focus(self, selector):
        return self.page.evaluate("selector => document.activeElement.matches(selector)", selector)

    def tick(self, boxes, labels):
        """Tick boxes, each led to by its first letters, or by the first one over and over where that takes fewer keys."""
        if not self.has_focus("[type=checkbox]"):
            self.go(boxes.first)
        words = boxes.evaluate_all("boxes => boxes.map((box) => box.labels[0].textContent.trim())")
        for label in labels:
            box = boxes.nth(words.index(label))
            if not box.evaluate(IS_FOCUSED):
                place = boxes.evaluate_all("boxes => boxes.indexOf(document.activeElement)")
                self.type(keys_to(words, place, label))
            assert box.evaluate(IS_FOCUSED), label
            self.press("Space")

    def open_more(self, place):
        summary = self.page.locator(f"#{place.removesuffix('-')} .more summary")
        self.activate(summary)

    def choose_source(self, name):
        """Choose a source in the combobox that has the focus, the first time as a new one, with all that is known of it."""
        fields = facts.SOURCES[name]
        is_new = name not in self.known_sources
        self.type(fields["title"] if is_new else WORDS_OF_SOURCES[name])
        self.take()
        self.known_sources.add(name)
        return is_new

    def word_of_country(self, code):
        """Return what finds a country: what was chosen before comes first."""
        word = COUNTRIES[code] if code not in self.known_countries else COUNTRIES[code][:4]
        self.known_countries.add(code)
        return word

    def panel(self):
        return self.page.locator(".combobox-panel")

    def new_field(self, name):
        return self.panel().locator(f"[data-name={name}]")

    def open_panel(self):
        self.press("Alt+ArrowDown")
        self.wait(lambda: self.page.locator(".combobox-panel:not([aria-busy])").wait_for())

    def fill_new_source(self, name):
        """Fill in the panel of a new source."""
        fields = facts.SOURCES[name]
        self.wait(lambda: self.page.locator(".combobox-panel:not([aria-busy])").wait_for())
        self.fill(self.new_field("publisher"), fields["publisher"])
        self.select(self.new_field("kind"), dict(Source._meta.get_field("kind").choices)[fields["kind"]])
        # Each but the first takes over the day.
        if self.new_field("retrieved_on").input_value() != fields["retrieved_on"]:
            self.fill(self.new_field("retrieved_on"), fields["retrieved_on"])

    def cite(self, place, names, differences=()):
        """Choose the sources of a row, each with what it says otherwise."""
        self.go(self.field(place, "sources"))
        for name in names:
            is_new = self.choose_source(name)
            words = dict(differences).get(name, "")
            if is_new or words:
                self.open_panel()
                if words:
                    self.fill(self.panel().get_by_label("What it says otherwise"), words)
                if is_new:
                    self.fill_new_source(name)
                self.press("Enter")


def keys_to(words, place, label):
    """Return what to type in a group of boxes at a place for the focus to come to the one of a label."""
    next_words = [*words[place + 1 :], *words[: place + 1]]
    times = [word for word in next_words if word[0] == label[0]].index(label) + 1
    for length in range(2, min(times, len(label.split()[0]) + 1)):
        if next(word for word in [words[place], *next_words] if word.startswith(label[:length])) == label:
            return label[:length]
    return label[0] * times

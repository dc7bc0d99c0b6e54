"""A typist whose keys, clicks, page loads and waits are counted, and their time by the keystroke-level model."""

from time import perf_counter

SECONDS_A_KEY, SECONDS_A_CLICK = 0.2, 1.1
# What lies further off than so many Tabs is clicked.
MOST_TABS = 5
TABS_TO = """(target) => {
  const fields = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')].filter(
    (field) => field.tabIndex >= 0 && !field.disabled && field.type !== 'hidden' && field.checkVisibility({visibilityProperty: true}));
  const [from, to] = [fields.indexOf(document.activeElement), fields.indexOf(target)];
  return from < 0 || to < 0 ? 0 : to - from;
}"""


class Typist:
    """Types into a page. A pasted block counts as one key; what the page keeps one waiting for is measured."""

    def __init__(self, page):
        self.page = page
        self.keys = self.clicks = self.pasted = 0
        self.waited = 0.0
        self.loads = []
        page.on("domcontentloaded", lambda page: self.loads.append(page.url))

    @property
    def seconds(self):
        return self.keys * SECONDS_A_KEY + self.clicks * SECONDS_A_CLICK + self.waited

    def __str__(self):
        return (
            f"{len(self.loads)} page loads, {self.clicks} clicks, {self.keys} keys ({self.pasted} pasted blocks), "
            f"{self.waited:.0f} s of waiting: {self.seconds / 60:.1f} minutes"
        )

    def open(self, address):
        self.wait(lambda: self.page.goto(address))

    def wait(self, act):
        start = perf_counter()
        act()
        self.waited += perf_counter() - start

    def type(self, text):
        self.keys += len(text)
        self.page.keyboard.type(text)

    def press(self, *keys):
        """Press keys; of Alt and a digit both count."""
        for key in keys:
            self.keys += len(key.split("+"))
            self.page.keyboard.press(key)

    def paste(self, text):
        self.keys += 1
        self.pasted += 1
        self.page.keyboard.insert_text(text)

    def click(self, target):
        self.clicks += 1
        target.click()

    def go(self, target):
        """Bring the focus to a field: by Tab where it is near, else by a click. Tell whether it took a click."""
        target.scroll_into_view_if_needed()
        tabs = target.evaluate(TABS_TO)
        if 0 < tabs <= MOST_TABS:
            self.press(*["Tab"] * tabs)
        if target.evaluate("field => field === document.activeElement"):
            return False
        self.click(target)
        return True

    def activate(self, target):
        """Press a button or follow a link: by Enter where it is near, else by a click."""
        if 0 < target.evaluate(TABS_TO) <= MOST_TABS:
            self.go(target)
            self.press("Enter")
        else:
            self.click(target)

    def fill(self, target, text):
        self.go(target)
        self.type(text)

    def select(self, target, label):
        """Choose in a select by the first letters of an option, and the arrow down where it stands just below."""
        if self.go(target):
            # The click opened its list, in which nothing is chosen before Enter.
            self.press("Escape")
        place = lambda: target.evaluate("field => field.selectedIndex")  # noqa: E731
        find_option = "(field, label) => [...field.options].findIndex(({text}) => text === label)"
        goal = target.evaluate(find_option, str(label))
        assert goal >= 0, f"No option {label}"
        for letter in str(label):
            if 0 <= goal - place() < 3:
                break
            self.type(letter)
        self.press(*["ArrowDown"] * (goal - place()))
        assert place() == goal, label

    def choose(self, target, text, *, is_pasted=False):
        """Type into a combobox, and take what it offers first, once it has answered."""
        self.go(target)
        (self.paste if is_pasted else self.type)(text)
        self.take()

    def take(self):
        """Take what the combobox offers first for what is typed, once it has answered."""
        self.press("Enter")
        self.wait(lambda: self.page.locator("[aria-busy=true]").first.wait_for(state="detached"))

"""The text of a page that a reader sees without opening a fold."""

from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}


class VisibleText(HTMLParser):
    """Collects texts and attributes outside closed details; the summary of a fold is visible."""

    def __init__(self, html):
        super().__init__()
        self.open, self.visible_texts = [], []
        self.feed(html)

    @property
    def is_hidden(self):
        """Whether the parser is in a closed fold, but not in its summary."""
        closed_folds = [place for place, tag in enumerate(self.open) if tag == "closed"]
        return any(self.open[place + 1 : place + 2] != ["summary"] for place in closed_folds)

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append("closed" if tag == "details" and "open" not in dict(attrs) else tag)
        if not self.is_hidden:
            self.visible_texts += [value for _, value in attrs if value]

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != ("closed" if tag == "details" else tag):
            pass

    def handle_data(self, text):
        if not self.is_hidden:
            self.visible_texts.append(text)


def text_outside_folds(html):
    return "\n".join(VisibleText(html).visible_texts)

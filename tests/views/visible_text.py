"""What of a page a reader sees who opens no fold."""

from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Unfolded(HTMLParser):
    """The text and attributes that stand outside closed details; a fold's summary is seen."""

    def __init__(self, html):
        super().__init__()
        self.open, self.visible_texts = [], []
        self.feed(html)

    @property
    def hidden(self):
        """Whether we are in a closed fold, other than in its own summary."""
        closed = [place for place, tag in enumerate(self.open) if tag == "closed"]
        return any(self.open[place + 1 : place + 2] != ["summary"] for place in closed)

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append("closed" if tag == "details" and "open" not in dict(attrs) else tag)
        if not self.hidden:
            self.visible_texts += [value for _, value in attrs if value]

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != ("closed" if tag == "details" else tag):
            pass

    def handle_data(self, text):
        if not self.hidden:
            self.visible_texts.append(text)


def unfolded(html):
    return "\n".join(Unfolded(html).visible_texts)

"""A browser without script: it keeps cookies, and sends the forms of pages with all that stands in them."""

from html.parser import HTMLParser

from django.test import Client

from tests.admin.logins import PASSWORD

ORIGIN = "http://testserver"
UNSENT = {"submit", "button", "file", "reset", "image"}


class FormReader(HTMLParser):
    """Reads the forms of a page: {id: {"action": …, "fields": [(name, text), …]}}."""

    def __init__(self, html):
        super().__init__()
        self.forms, self.form, self.area, self.select = {}, None, None, None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        name, value = attributes.get("name"), attributes.get("value") or ""
        if tag == "form":
            self.form = {"action": attributes.get("action", ""), "fields": []}
            self.forms[attributes.get("id", "")] = self.form
        elif self.form is None:
            return
        elif tag == "input" and name and attributes.get("type") not in UNSENT:
            is_box = attributes.get("type") in {"checkbox", "radio"}
            if not is_box or "checked" in attributes:
                self.form["fields"].append((name, value or ("on" if is_box else "")))
        elif tag == "textarea":
            self.area = (name, [])
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in attributes:
            self.form["fields"].append((self.select, value))

    def handle_data(self, data):
        if self.area:
            self.area[1].append(data)

    def handle_endtag(self, tag):
        if tag == "textarea" and self.area:
            self.form["fields"].append((self.area[0], "".join(self.area[1]).removeprefix("\n")))
            self.area = None
        elif tag == "select":
            self.select = None
        elif tag == "form":
            self.form = None


class PlainBrowser:
    """One browser; each page that it returns can be sent again from any of its tabs."""

    def __init__(self):
        self.client = Client(enforce_csrf_checks=True)

    def open(self, page):
        return self.client.get(page)

    def send(self, page, form_id, *, origin=ORIGIN, **changes):
        """Send a form of a page with some fields changed; return the answer to it."""
        form = FormReader(page.text).forms[form_id]
        fields = {}
        for name, text in form["fields"]:
            fields.setdefault(name, []).append(text)
        target = form["action"] or page.wsgi_request.get_full_path()
        headers = {"origin": origin} if origin else {}
        return self.client.post(target, fields | changes, headers=headers)

    def log_in(self, name, password=PASSWORD, **fields):
        return self.send(self.open("/admin/login/"), "login-form", username=name, password=password, **fields)

    def log_out(self):
        """Log out, as in another tab."""
        return self.send(self.open("/admin/"), "logout-form")

"""A browser without scripts, for servers of the failure tests: it keeps cookies and sends forms."""

import json
import re
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart


class Browser:
    def __init__(self, server):
        self.server, self.cookies = server, {}

    def ask(self, path, method="GET", body=None, **headers):
        """Send a request with the cookies of before, and keep those of the answer."""
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = self.server.ask(path, method, body, headers, timeout=30)
        for line in answer.headers.get("set-cookie", "").splitlines():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return answer

    def open_form(self, path):
        """Open the page of a form, which sets the cookie that the form needs."""
        answer = self.ask(path)
        assert answer.status == 200, (path, answer.status)

    def send(self, path, **fields):
        """Send a form; one of the desk needs that its page was opened before."""
        return self.send_encoded(path, urlencode(self.with_token(fields)), "application/x-www-form-urlencoded")

    def upload(self, path, **fields):
        """Send a form with files whose page was opened before."""
        return self.send_encoded(path, encode_multipart(BOUNDARY, self.with_token(fields)), MULTIPART_CONTENT)

    def with_token(self, fields):
        return fields | {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}

    def send_encoded(self, path, body, content_type):
        return self.ask(path, "POST", body, **{"Content-Type": content_type})

    def send_json(self, path, method, content):
        return self.ask(path, method, json.dumps(content), **{"Content-Type": "application/json"})

    def log_in(self, name, password):
        """Log in at the desk; return the answer."""
        self.open_form("/admin/login/")
        return self.send("/admin/login/", username=name, password=password, next="/admin/")


def password_of(name, server):
    """Return the password of an account that the server made, and printed, at its first start."""
    return re.search(rf"Account made: {name}, password (\S+)", server.output()).group(1)

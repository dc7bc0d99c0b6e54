"""Each form of the desk carries a key, and each change that a form makes is made once, however often the form is sent."""

import re

import pytest
from django.conf import settings
from django.contrib.messages import get_messages
from django.db import transaction
from django.urls import reverse

from tests.admin import role_matrix
from tests.admin.desk_forms import undrawn_pages
from tests.admin.role_world import ROLES, table_contents

POSTS = [
    desk_request
    for desk_request in role_matrix.matrix()
    # A search for duplicates or disagreements finds the same, however often it is sent; so does a count, but for its moment.
    if desk_request.roles and desk_request.changes_rows and not re.search("look for|count the facts", desk_request.name)
]
POST_FORM = re.compile(r'<form[^>]*method="post"[^>]*>.*?</form>', re.DOTALL)
SAVED_ALREADY = "This was saved already: nothing was saved twice."
KEY = "k" * 22
# The page of the log-in saves nothing, and a form that comes back after it sends what it had, its key included.
# A removal of a value keeps nothing of what was sent, so it has no key; sent again, it finds the value no more.
KEYLESS = {"login.html", "_typed_form.html", "suppress.html"}
TEMPLATES = settings.BASE_DIR / "templates"
pytestmark = pytest.mark.django_db


def messages(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def send(browser, target, fields):
    """Send a form with KEY; the same files can be sent again."""
    for value in fields.values():
        if hasattr(value, "seek"):
            value.seek(0)
    return browser.post(target, fields | {"_once": KEY})


@pytest.mark.parametrize("desk_request", POSTS, ids=lambda desk_request: desk_request.name)
def test_a_form_that_is_sent_twice_changes_the_catalogue_once(world, desk_request):
    browser = world.browsers[ROLES[desk_request.roles[0]]]
    with undrawn_pages():
        target, fields = desk_request.build(world, browser)
    session = browser.cookies.copy()
    with transaction.atomic():
        send(browser, target, fields)
        contents = table_contents()
        response = send(browser, target, fields)
        assert table_contents() == contents
        transaction.set_rollback(True)
    browser.cookies = session
    assert response.status_code == 303
    assert SAVED_ALREADY in messages(response)


def test_each_form_of_the_desk_carries_a_key(world):
    browser = world.browsers["Administrator"]
    # The pages that other tests opened are not drawn.
    world.answers.clear()
    requests = [desk_request.build(world, browser) for desk_request in role_matrix.matrix()]
    pages = {target for target, fields in requests if fields is None or not target.endswith("/conflict/")}
    # A preview shows the forms of the public pages.
    pages = {page for page in pages if "/preview/" not in page or page.endswith("/links/")}
    pages = {page for page in pages if not page.endswith("/suppress/")}
    # Files have no forms.
    pages = {page for page in pages if not re.search("/export/(csv|xlsx)/|/as/|report.csv|/templates/", page)}
    pages |= {reverse(f"admin:{name}") for name in ("index", "language", "password_change", "two_step")}
    forms = [(page, form) for page in sorted(pages) for form in POST_FORM.findall(world.get(browser, page).text)]
    # To log out twice does no more than to do it once.
    forms = [(page, form) for page, form in forms if 'id="logout-form"' not in form]
    assert len(forms) > 50
    assert not [page for page, form in forms if not re.search(r'name="_once" value="[\w-]{22}"', form)]


def test_each_template_of_the_desk_puts_a_key_beside_the_token():
    templates = [path for folder in ("admin", "registration") for path in (TEMPLATES / folder).rglob("*.html")]
    texts = {path.name: path.read_text() for path in templates if path.name not in KEYLESS}
    tokens = {name: text.count("{% csrf_token %}") for name, text in texts.items() if "{% csrf_token %}" in text}
    assert len(tokens) > 10
    assert tokens == {name: texts[name].count("{% csrf_token %}{% once_field %}") for name in tokens}

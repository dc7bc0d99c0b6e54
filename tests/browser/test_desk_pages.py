"""Each page of the desk, with rows of the demo film, has no fault that a program can find."""

import pytest
from django.contrib import admin
from django.urls import reverse

from catalog.models import Film, Person
from tests.browser.page_checks import at_desk, check
from tests.factories import make_comment, make_vote
from tests.previews import make_link

LOOKS = {"desktop-light": (1280, "light"), "phone-dark": (390, "dark")}


def pages():
    """Return the addresses of each noun's list and form; of deletions and histories, which share a template, only two nouns'."""
    for model in admin.site._registry:
        if model._meta.app_label != "catalog":
            continue
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        row = model._default_manager.order_by("pk").first()
        if row:
            yield reverse(f"{name}_change", args=[row.pk])
        if model in (Film, Person):
            yield from (reverse(f"{name}_{page}", args=[row.pk]) for page in ("delete", "history"))


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("half", [0, 1])
def test_no_page_of_the_desk_has_a_fault(browser, site, demo, half, look):
    make_vote(demo)
    make_comment(demo)
    make_link(demo)
    width, scheme = LOOKS[look]
    context = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme, "reduced_motion": "reduce"}
    left, right = demo.synopses.order_by("pk")[:2]
    film = reverse("admin:catalog_film_change", args=[demo.pk]).removesuffix("change/")
    faults = []
    desk = at_desk(browser, site, "ada", "Administrator", faults, **context)
    film_pages = ["disagreements/", f"alignment/?left={left.pk}&right={right.pk}", "publication/", "preview/links/"]
    addresses = [reverse("admin:index"), *pages(), *(f"{film}{page}" for page in film_pages)]
    for address in addresses[half::2]:
        desk.goto(site + address)
        check(desk, faults)
    if half:
        desk.goto(site + reverse("admin:catalog_synopsis_changelist"))
        desk.locator("#action-toggle").check()
        desk.locator("select[name=action]").first.select_option("withdraw")
        desk.locator("button[name=index]").first.click()
        desk.get_by_role("heading", name="What changes").wait_for()
        check(desk, faults)
    assert Film.objects.get() == demo
    assert not faults, "\n".join(faults)

"""The desk speaks the language that the account chose, else the site's first; nothing else decides."""

import pytest
from django.test import Client

from catalog.models import DeskLanguage

PAGE = "/admin/language/"


@pytest.fixture(autouse=True)
def in_two_languages(settings):
    settings.DESK_LANGUAGES = [("en", "English"), ("pl", "Polski")]


def language_of(response):
    return response.text.split('<html lang="')[1].split('"')[0]


def choose(browser, language):
    return browser.post(PAGE, {"language": language}, follow=True)


def test_an_account_chooses_its_language(desk):
    assert language_of(desk.get("/admin/")) == "en"
    assert language_of(choose(desk, "pl")) == "pl"
    assert language_of(desk.get("/admin/catalog/film/add/")) == "pl"
    assert language_of(choose(desk, "en")) == "en"


def test_each_account_chooses_for_itself(desk, reviewers_desk):
    choose(desk, "pl")
    assert language_of(reviewers_desk.get("/admin/")) == "en"


@pytest.mark.parametrize("header", ["pl", "de"])
def test_no_header_and_no_cookie_decides(desk, header):
    desk.cookies["django_language"] = header
    response = desk.get("/admin/", headers={"Accept-Language": header})
    assert language_of(response) == "en"
    assert "Accept-Language" not in response.get("Vary", "")


def test_whoever_has_not_chosen_reads_the_first_language(desk, settings):
    settings.LANGUAGE_CODE = "pl"
    assert language_of(desk.get("/admin/")) == "pl"


def test_the_log_in_speaks_the_first_language(desk, settings):
    choose(desk, "en")
    settings.LANGUAGE_CODE = "pl"
    assert language_of(Client().get("/admin/login/")) == "pl"


def test_a_language_that_is_gone_gives_way_to_the_first(desk, editor, settings):
    choose(desk, "pl")
    settings.DESK_LANGUAGES = [("en", "English")]
    assert language_of(desk.get("/admin/")) == "en"


def test_no_other_language_can_be_chosen(desk, editor):
    response = choose(desk, "de")
    assert response.status_code == 200
    assert "<title>Error: " in response.text
    assert not DeskLanguage.objects.exists()


def test_pages_to_which_the_desk_leads_are_in_the_first_language(desk, film):
    choose(desk, "pl")
    assert film.get_absolute_url() == f"/films/{film.pk}-{film.slug}/"
    assert 'href="/pl/' not in desk.get("/admin/").text


def test_programs_read_english_whatever_the_account_chose(desk):
    choose(desk, "pl")
    assert "no such genre" in desk.get("/api/v1/films/?genre=none").text

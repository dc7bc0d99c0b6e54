"""The language of a page: its address alone decides, and every word of the interface is translated."""

import ast
import itertools
import re
from gettext import GNUTranslations
from http import HTTPStatus

import pytest
from babel import Locale
from babel.messages.jslexer import tokenize, unquote_string
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation

from catalog.error_pages import plain_page
from catalog.page_languages import speaking_as
from tests.bracketed import MADE_UP, WORD, words_of_catalogue, words_outside_brackets
from tests.page_catalogue import PAGES, make_catalogue
from wayback import messages

pytestmark = pytest.mark.django_db
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]*\}|</?[a-z][^>]*>|%%")
# What the code gives to a message though English has no need of it.
GIVEN_BESIDE = {"%(year)ss": {"%(last)s"}, "c. %(year)ss": {"%(last)s"}}


# Names of formats in which pages give a film or a list, the same in all languages.
FORMATS = {"JSON", "LD", "CSV"}


def words_without_translation():
    """Return the words of the catalogue, of the site's name, of formats, and of the language's own months and name."""
    months = set(Locale(MADE_UP).months["format"]["wide"].values())
    return words_of_catalogue() | set(WORD.findall(settings.SITE_NAME)) | FORMATS | {"English", MADE_UP} | months


def test_each_word_of_a_page_is_translated(client, made_up_language):
    catalogue = make_catalogue()
    catalogue_words = words_without_translation()
    untranslated = {}
    for where in PAGES:
        cache.clear()
        html = client.get(f"/{made_up_language}{catalogue.address(where)}").content.decode()
        assert "⟦" in html, where
        untranslated[where] = sorted(words_outside_brackets(html) - catalogue_words)
    assert {where: words for where, words in untranslated.items() if words} == {}


@pytest.mark.parametrize(
    ("page", "query", "fields", "status"),
    [
        ("home", "nothing/", None, 404),
        ("films", "?page=999", None, 404),
        ("films", "?page=x", None, 400),
        ("films", "?year_min=x", None, 400),
        ("film", "?according_to=x", None, 400),
        ("film_rating", "", {}, 400),
        ("film_rating", "", {"stars": "6"}, 400),
        ("film_rating", "", {"stars": "5"}, 429),
        ("film_comments", "", {}, 400),
        ("film_comments", "", {"name": "Ann", "body": "We walked."}, 429),
        ("spoilers", "", {"level": "9"}, 400),
        ("top", "", {}, 405),
    ],
)
def test_each_word_of_a_refusal_is_translated(client, film, made_up_language, settings, page, query, fields, status):
    if status == 429:
        settings.LIMITS = {"vote": "0/hour", "comment": "0/hour"}
    args = [film.pk, film.slug] if page.startswith("film") and page != "films" else []
    address = f"/{made_up_language}{reverse(page, args=args)}{query}"
    response = client.get(address) if fields is None else client.post(address, fields)
    assert response.status_code == status
    query_words = set(WORD.findall(f"{query} {fields}"))
    assert words_outside_brackets(response.text) - words_without_translation() - query_words == set()


@pytest.mark.parametrize("status", [status for status in HTTPStatus if status >= 400])
def test_an_error_page_is_translated_also_where_no_page_can_be_rendered(made_up_language, status):
    with speaking_as(f"/{made_up_language}/"):
        html = plain_page(status, "")
    assert words_outside_brackets(html) == set(WORD.findall(settings.SITE_NAME))
    assert f'<html lang="{made_up_language}" dir="ltr">' in html
    assert f'href="/{made_up_language}/"' in html


@pytest.mark.parametrize("header", ["pl", "en", "de;q=0.5, pl"])
def test_the_address_alone_decides_the_language(client, db, speak, header):
    speak("en", "pl")
    client.cookies["django_language"] = "pl"
    for address, language in (("/films/", "en"), ("/pl/films/", "pl")):
        response = client.get(address, headers={"Accept-Language": header})
        assert f'<html lang="{language}"' in response.text
        assert "Accept-Language" not in response.get("Vary", "")


def test_the_first_language_has_no_prefix(client, db, speak):
    speak("pl", "en")
    assert '<html lang="pl"' in client.get("/films/").text
    assert '<html lang="en"' in client.get("/en/films/").text
    assert client.get("/pl/films/").status_code == 404


def test_only_pages_and_feeds_have_the_prefix(client, db, speak):
    speak("en", "pl")
    assert client.get("/pl/feeds/films/").status_code == 200
    for address in ("admin/login/", "api/v1/films/", "healthz/", "robots.txt", "sitemap.xml"):
        assert client.get(f"/{address}").status_code == 200, address
        assert client.get(f"/pl/{address}").status_code == 404, address


def test_links_stay_in_the_language_of_the_page(client, speak):
    speak("en", "pl")
    catalogue = make_catalogue()
    html = client.get("/pl" + catalogue.address("film")).text
    links = re.findall(r'<a\b[^>]*\bhref="(/[^"]*)"', html)
    # Data are in no language of pages.
    links = [link for link in links if not link.endswith((".jsonld", ".csv"))]
    elsewhere = [link for link in links if not link.startswith(("/pl/", "/api/", "/images/", "/sitemap.xml"))]
    assert elsewhere == [catalogue.address("film")]


def test_a_page_names_itself_in_each_language_with_its_query(client, db, speak, settings):
    speak("en", "pl", "de")
    html = client.get("/pl/films/?year=1999").text
    for code, prefix in (("en", ""), ("pl", "/pl"), ("de", "/de")):
        assert f'hreflang="{code}" href="{settings.SITE_URL}{prefix}/films/?year=1999"' in html
        assert f'<a href="{prefix}/films/?year=1999" lang="{code}"' in html


@pytest.mark.parametrize("first", ["en", "pl"])
def test_programs_read_english_and_addresses_in_the_first_language(client, speak, settings, first):
    speak(first, *({"en", "pl"} - {first}))
    film = make_catalogue().film
    answer = client.get(f"/api/v1/films/{film.pk}/").json()
    assert answer["url"] == settings.SITE_URL + f"/films/{film.pk}-{film.slug}/"
    assert "no such genre" in client.get("/api/v1/films/?genre=none").text


def test_the_language_is_that_of_before_once_a_page_is_made(client, db, speak):
    speak("en", "pl")
    client.get("/pl/films/")
    assert translation.get_language() == "en"


CATALOGUES = pytest.mark.parametrize(
    ("language", "domain"), list(itertools.product(messages.translated_languages(), messages.SOURCES))
)


@CATALOGUES
def test_the_catalogue_of_a_language_holds_what_the_interface_says(language, domain):
    """`make messages` brings it up to date."""
    catalogue_ids = {
        (message.id, message.context) for message in messages.read_catalogue(language, domain) if message.id
    }
    assert {(message.id, message.context) for message in messages.collect(domain) if message.id} == catalogue_ids


@CATALOGUES
def test_what_is_compiled_is_what_is_translated(language, domain):
    with messages.catalogue_path(language, domain).with_suffix(".mo").open("rb") as file:
        compiled = GNUTranslations(file)
    for message in messages.read_catalogue(language, domain):
        if not message.id:
            continue
        forms = forms_of(message)
        if isinstance(message.id, tuple):
            # Numbers of which one at least needs each form.
            assert {compiled.ngettext(*message.id, number) for number in range(30)} == set(forms), message.id
        elif message.context:
            assert compiled.pgettext(message.context, message.id) == forms[0]
        else:
            assert compiled.gettext(message.id) == forms[0]


def forms_of(message):
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string]


@CATALOGUES
def test_each_message_is_translated_with_all_that_it_names(language, domain):
    faults = []
    for message in messages.read_catalogue(language, domain):
        if not message.id:
            continue
        if not messages.is_translated(message) or message.fuzzy:
            faults.append(("not translated", message.id))
            continue
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        names = set(PLACEHOLDER.findall(originals[-1]))
        given_names = GIVEN_BESIDE.get(originals[-1], set())
        *first_forms, last_form = [(form, set(PLACEHOLDER.findall(form))) for form in forms_of(message)]
        # The form for one may leave out the number.
        faults += [("other placeholders", form) for form, form_names in first_forms if not form_names <= names]
        faults += [
            ("other placeholders", form) for form, form_names in [last_form] if form_names - given_names != names
        ]
    assert faults == []


def test_no_message_stands_in_an_f_string():
    """Before Python 3.12 no program finds it there, so it would not be collected."""
    hidden_messages = [
        f"{path}:{call.lineno}"
        for package in ("catalog", "wayback")
        for path in (settings.BASE_DIR / package).rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text()))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in messages.KEYWORDS
        if call.args and isinstance(call.args[0], ast.Constant)
    ]
    assert hidden_messages == []


# Keys, headers and fields, which are read by programs.
NO_WORDS = re.compile(r"(Alt|Arrow|Digit|Key)?[A-Z][a-zA-Z]*|(Accept|Content|X)-[A-Za-z-]+|Alt\+|spoken intertitles .*")
SENTENCE = re.compile(r"[A-Z][a-z]|[a-z]+( [a-z]+){2}")


def literals(script):
    """Yield the texts that stand in a script, without what is filled in."""
    for token in tokenize(script.read_text(), template_string=True):
        if token.type == "string":
            yield unquote_string(token.value)
        elif token.type == "template_string":
            yield from re.split(r"\$\{[^{}]*\}", token.value[1:-1])


def test_what_scripts_say_stands_in_their_catalogue():
    ids = {message.id for message in messages.collect("djangojs") if message.id}
    words = {word for words in ids for word in (words if isinstance(words, tuple) else [words])}
    scripts = sorted((settings.BASE_DIR / "static" / "js").glob("*.js"))
    spoken = {
        (script.name, text)
        for script in scripts
        for text in map(str.strip, literals(script))
        if SENTENCE.match(text) and not NO_WORDS.fullmatch(text)
    }
    assert {(name, text) for name, text in spoken if text not in words} == set()
    assert len(spoken) > 40

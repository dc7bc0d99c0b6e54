"""A film in the language of the page: its title, its tellings, and the marks on what is in another language."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.models import Film, Language, SpoilerLevel
from tests.factories import (
    make_award,
    make_credit,
    make_event,
    make_film,
    make_film_company,
    make_image,
    make_person,
    make_question,
    make_relation,
    make_source,
    make_synopsis,
    make_title,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(speak, settings):
    """A site in English, German and Polish, with a film of a Polish release title."""
    speak("en", "de", "pl")
    settings.CONTENT_LANGUAGE = "en"
    cache.clear()
    film = make_film(title="The Way Back", given_date="2010", logline="Prisoners walk home.", featured=True)
    make_title(film, title="Droga do wolności", language_id="pl", country_id="PL", kind="release")
    return film


def language(tag):
    return Language.objects.get(pk=tag)


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.text


def plain(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def head(html):
    return re.search(r"<h1.*?</h1>.*?</div>", html, re.DOTALL)[0]


def loglines(html):
    return re.findall(r'<p class="logline">(.*?)</p>', html, re.DOTALL)


def test_the_heading_is_the_release_title_of_the_readers_with_the_films_own_beneath(client, site):
    page = read(client, "/pl" + site.get_absolute_url())
    assert plain(head(page)).startswith("Droga do wolności The Way Back")
    assert plain(re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1]).startswith("Droga do wolności (2010)")
    for prefix in ("", "/de"):
        assert "Droga" not in head(read(client, prefix + site.get_absolute_url()))


def test_the_original_title_is_that_of_its_own_readers(client, site):
    Film.objects.filter(pk=site.pk).update(original_title="Der Weg zurück", original_title_language="de")
    make_title(site, title="The Way Back – Der lange Weg", language_id="de", country_id="DE", kind="release")
    assert plain(head(read(client, "/de" + site.get_absolute_url()))).startswith("Der Weg zurück The Way Back")


@pytest.mark.parametrize(
    ("titles", "title"),
    [
        ([("A", "working", "PL"), ("B", "", "PL")], "B"),
        ([("A", "release", None), ("B", "release", "PL")], "B"),
        ([("A", "", "PL"), ("B", "release", None)], "B"),
        ([("A", "transliteration", "PL")], "The Way Back"),
    ],
)
def test_of_several_titles_the_released_one_of_the_languages_own_country_is_read(client, site, titles, title):
    site.titles.all().delete()
    for name, kind, country in titles:
        make_title(site, title=name, kind=kind, country_id=country, language_id="pl")
    assert plain(head(read(client, "/pl" + site.get_absolute_url()))).startswith(f"{title} ")


def test_lists_and_addresses_keep_the_films_own_title_and_have_the_readers_in_brackets(client, site):
    person = make_person(name="Peter Weir")
    make_credit(site, person=person)
    company = make_film_company(site).company
    source = make_source()
    make_synopsis(site, source=source)
    addresses = ["/films/", "/", "/search/?q=way", reverse("film_credits", args=[site.pk, site.slug])]
    for address in (*addresses, person.get_absolute_url(), company.get_absolute_url(), source.get_absolute_url()):
        page = read(client, "/pl" + address)
        assert "The Way Back ( Droga do wolności )" in plain(page), address
        assert f"/pl/films/{site.pk}-the-way-back/" in page
        assert "Droga" not in read(client, "/de" + address)


def test_related_films_and_awards_have_the_readers_title_in_brackets(client, site):
    earlier, later = make_film(title="Earlier"), make_film(title="Later")
    make_relation(site, other_film=earlier)
    make_relation(later, other_film=site)
    person = make_person(name="Peter Weir")
    make_credit(site, person=person)
    make_award(site).recipients.add(person)
    make_credit(later, person=person)
    for address in (earlier.get_absolute_url(), later.get_absolute_url()):
        assert "The Way Back (2010) ( Droga do wolności )" in plain(read(client, "/pl" + address)), address
        assert "Droga" not in read(client, "/de" + address)
    awards = plain(read(client, "/pl" + person.get_absolute_url())).partition("Nagrody")[2]
    assert "The Way Back ( Droga do wolności )" in awards


def test_lists_are_sorted_by_the_films_own_titles(client, site):
    other_film = make_film(title="Aftermath")
    make_title(other_film, title="Żniwo", language_id="pl", kind="release")
    page = read(client, "/pl/films/?ordering=title")
    assert page.index("Aftermath") < page.index("The Way Back")


@pytest.mark.parametrize("address", ["/films/", "/", "/search/?q=film"])
def test_titles_of_readers_cost_the_same_for_any_number_of_films(client, site, address):
    def count():
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            read(client, "/pl" + address)
        return len(queries)

    def add_films(number):
        for _ in range(number):
            make_title(make_film(title="Film"), title="Tytuł", language_id="pl", kind="release")

    add_films(2)
    few = count()
    add_films(4)
    assert count() == few


def test_the_logline_is_the_telling_in_the_readers_language_and_says_any_other(client, site):
    address = site.get_absolute_url()
    make_synopsis(site, kind="logline", language=language("pl"), body="Więźniowie idą do domu.", spoiler_level=1)
    [logline] = loglines(read(client, "/pl" + address))
    assert "Więźniowie idą do domu." in logline
    assert "lang=" not in logline
    [logline] = loglines(read(client, "/de" + address))
    assert '<span lang="en">Prisoners walk home.</span>' in logline
    assert "Englisch" in plain(logline)
    [logline] = loglines(read(client, address))
    assert "lang=" not in logline
    assert "Więźniowie" in read(client, "/pl/feeds/films/")
    assert "Więźniowie" in read(client, "/pl/")


def test_without_a_telling_of_the_reader_or_the_first_language_any_is_shown(client, site):
    Film.objects.filter(pk=site.pk).update(logline="")
    make_synopsis(site, kind="logline", language=language("pl"), body="Więźniowie idą do domu.", spoiler_level=1)
    [logline] = loglines(read(client, "/de" + site.get_absolute_url()))
    assert '<span lang="pl">Więźniowie idą do domu.</span>' in logline


@pytest.mark.parametrize(
    "fields", [{"state": "draft"}, {"spoiler_level": SpoilerLevel.TURNS}, {"body": "x\n\n## y {spoiler=3}\n\nEnde"}]
)
def test_a_logline_that_is_unpublished_or_gives_more_away_is_not_the_films(client, site, fields):
    make_synopsis(site, **{"kind": "logline", "language": language("de"), "body": "Ende", "spoiler_level": 1} | fields)
    for address in (site.get_absolute_url(), "/"):
        page = read(client, "/de" + address)
        assert "Prisoners walk home." in page
        assert not any("Ende" in logline for logline in loglines(page))


@pytest.mark.parametrize(
    ("texts", "prefix", "shown_text", "word"),
    [
        ({"en": True, "pl": False}, "/pl", "pl", ""),
        ({"en": True, "pl": False}, "/de", "en", "Sprache: Englisch"),
        ({"fr": True, "pl": True, "en": False}, "/de", "en", "Sprache: Englisch"),
        ({"fr": False, "pl": True}, "/de", "pl", "Sprache: Polnisch"),
        ({"fr": True, "en": False}, "", "en", ""),
    ],
)
def test_the_synopsis_is_in_the_nearest_language_and_says_any_other(client, site, texts, prefix, shown_text, word):
    for tag, leads in texts.items():
        make_synopsis(site, language=language(tag), lead=leads, body=f"Told in {tag}.", spoiler_level=0)
    page = read(client, prefix + site.get_absolute_url())
    section = re.search(r'<section class="synopsis".*?</section>', page, re.DOTALL)[0]
    assert f"Told in {shown_text}." in section
    assert f'lang="{shown_text}"' in section
    assert word in plain(section)
    assert ("Sprache" in section) == bool(word)


def test_what_has_no_language_of_its_own_is_marked_where_the_page_speaks_another(client, site, settings):
    make_event(site, happens="They walk.", place="Siberia", spoiler_level=0)
    make_question(site, question="Who walked?", readings=[(make_source(), "Rawicz")], spoiler_level=0)
    make_image(site, alt="A desert", caption="In the desert")
    person = make_person(name="Peter Weir", biography="He makes films.")
    make_credit(site, person=person, note="for two weeks")
    pages = ["film", "film_story", "film_questions", "film_pictures", "film_credits"]
    addresses = [reverse(name, args=[site.pk, site.slug]) for name in pages] + [person.get_absolute_url()]
    texts = ["They walk.", "Siberia", "Who walked?", "Rawicz", 'alt="A desert"', "In the desert", "He makes films."]
    texts.append("for two weeks")
    foreign_pages, own_pages = (
        "".join(read(client, "/pl" + page) for page in addresses),
        "".join(read(client, page) for page in addresses),
    )
    for text in texts:
        assert re.search(
            rf'lang="en"[^<]*>\s*(<p>|<span>)?[^<]*{re.escape(text)}|{re.escape(text)} lang="en"', foreign_pages
        ), text
    assert 'lang="en"' not in re.sub(r"<(html|a|link)\b[^>]*>", "", own_pages)
    settings.CONTENT_LANGUAGE = "ar"
    assert '<span lang="ar" dir="rtl">Who walked?</span>' in read(
        client, reverse("film_questions", args=[site.pk, site.slug])
    )

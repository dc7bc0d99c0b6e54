"""The pages of people and companies: each film once, with all that they did for it, and a picture."""

import re

import pytest

from catalog.templatetags.films import in_a_sentence
from tests.factories import (
    make_award,
    make_company,
    make_credit,
    make_film,
    make_film_company,
    make_image,
    make_job,
    make_person,
    make_vote,
    make_work,
)
from tests.views.test_films import words

pytestmark = pytest.mark.django_db


def read(client, row, query=""):
    return client.get(f"{row.get_absolute_url()}{query}").content.decode()


def rows(html):
    """Return the words of each row of the films."""
    lists = re.findall(r'<ul class="filmography">(.*?)</ul>', html, re.DOTALL)
    plain = [re.sub(r"<[^>]+>", " ", row) for row in re.findall(r"<li>(.*?)</li>", "".join(lists), re.DOTALL)]
    return [" ".join(row.split()) for row in plain]


def test_a_persons_films_stand_once_each_with_all_their_jobs_and_the_newest_first(client):
    person = make_person(name="Peter Weir", born="1944-08-21", birthplace="Sydney", biography="Directs.\n\nWrites.")
    older, newer, undated = (
        make_film(title=title, given_date=date) for title, date in (("Old", "1990"), ("New", "2010"), ("Undated", None))
    )
    for name, department in (("Writer", "Writing"), ("Director", "Directing"), ("Executive Producer", "Production")):
        make_credit(older, person=person, job=make_job(name, department))
    make_credit(newer, person=person, job=make_job("Director", "Directing"))
    make_credit(newer, person=person, characters=["Himself", "A guard"], credited_as="P. Weir")
    make_credit(undated, person=person)
    make_credit(make_film(title="Draft", state="draft"), person=person)
    html = read(client, person)
    new, old, last = rows(html)
    assert new == "N New 2010 director as Himself / A guard credited as P. Weir"
    assert old == "O Old 1990 director, writer, executive producer"
    assert last == "U Undated actor"
    assert "Born 21 August 1944 , Sydney" in words(html)


def test_a_credit_of_which_more_is_said_has_a_line_of_its_own(client):
    person, film = make_person(), make_film(title="Two", given_date="1990")
    make_credit(film, person=person, job=make_job("Director", "Directing"))
    make_credit(film, person=person, job=make_job("Writer", "Writing"), note="Of the dialogues.")
    assert rows(read(client, person)) == ["T Two 1990 director Writer Of the dialogues."]


@pytest.mark.parametrize(
    ("name", "text"),
    [("Director", "director"), ("Co-Director", "co-director"), ("ADR Editor", "ADR editor"), ("A Job", "a job")],
)
def test_a_job_inside_a_sentence_is_small_but_for_abbreviations(name, text):
    assert in_a_sentence(name) == text


def test_films_made_from_somebodys_work_and_their_awards_are_shown(client):
    person = make_person(name="Peter Weir")
    make_work(make_film(title="Adapted"), authors=[person])
    make_award(make_film(title="Prized"), category="Best Director", recipients=[person])
    text = words(read(client, person))
    assert "Films made from Peter Weir’s work A Adapted" in text
    assert "Best Director" in text


def test_the_films_of_a_person_are_paged(client):
    person = make_person()
    for number in range(101):
        make_credit(make_film(title=f"Film {number}", given_date=str(1900 + number)), person=person)
    assert len(rows(read(client, person))) == 100
    assert rows(read(client, person, "?page=2")) == ["F Film 0 1900 actor"]


def test_a_companys_films_stand_once_each_with_its_roles_and_territories(client):
    company = make_company(name="Meteor", country_id="AU")
    film = make_film(title="Two", given_date="1990")
    make_film_company(film, company=company)
    make_film_company(film, company=company, role_id="distribution", territory_id="PL", credited_as="Meteor Ltd.")
    make_film_company(make_film(title="One"), company=company)
    make_film_company(make_film(title="Draft", state="draft"), company=company)
    assert rows(read(client, company)) == [
        "T Two 1990 production distribution (Poland) as Meteor Ltd.",
        "O One production",
    ]


def test_films_have_their_posters_on_the_pages_of_people_companies_search_and_top(client):
    film, person, company = make_film(title="The Walk"), make_person(name="Walker"), make_company(name="Walk Fund")
    make_credit(film, person=person)
    make_film_company(film, company=company)
    poster = make_image(film, kind="poster")
    portrait = make_image(None, person=person, kind="portrait")
    make_image(film, kind="poster", spoiler_level=3, position=0)
    for number in range(20):
        make_vote(film, stars=5, voter=f"v{number}")
    for address in (person.get_absolute_url(), company.get_absolute_url(), "/search/?q=walk", "/top/"):
        html = client.get(address).content.decode()
        assert re.search(rf'class="thumb"[^>]*>\s*<picture>.*?src="/images/{poster.pk}/', html, re.DOTALL), address
    html = client.get("/search/?q=walk").content.decode()
    assert f'src="/images/{portrait.pk}/' in html
    assert re.search(r'class="face emblem" aria-hidden="true">WF<', html)


def test_right_to_left_texts_run_from_the_right_and_do_not_turn_what_stands_beside_them(client):
    title, name = "میراث باد", "عباس کیارستمی"
    film, person = (
        make_film(title=title, logline="باد", featured=True),
        make_person(name=name, biography="او راه می‌رود."),
    )
    make_credit(film, person=person)
    for address in ("/films/", "/people/", "/", person.get_absolute_url(), "/search/?q=میراث", f"/search/?q={name}"):
        main = re.sub(
            r"<[a-z]+ [^>]*>",
            lambda tag: tag[0] if "dir=" in tag[0] else "<x>",
            client.get(address).text.partition("<main")[2],
        )
        for text in (title, name):
            for place in re.finditer(text, main):
                assert main[: place.start()].rstrip().endswith(('dir="auto">', "<bdi>", "“<bdi>")), (
                    address,
                    main[place.start() - 60 : place.end()],
                )
    assert '<span dir="auto">باد' in client.get("/").text
    assert 'class="prose" dir="auto"' in client.get(person.get_absolute_url()).text

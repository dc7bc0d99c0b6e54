"""Addresses of merged rows redirect to their survivors, if visitors see them."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from catalog.merging.merge import merge
from catalog.merging.unmerge import unmerge
from catalog.models import Comment, Film, State, Vote
from tests.factories import (
    make_citation,
    make_company,
    make_credit,
    make_film,
    make_film_company,
    make_image,
    make_person,
    make_source,
)
from tests.views.test_addresses import PARTS

pytestmark = pytest.mark.django_db


def merge_rows(survivor, loser):
    noun = survivor._meta.model_name
    return merge(noun=noun, survivor=survivor.pk, loser=loser.pk, editor=None)


@pytest.fixture
def films():
    return [make_film(title="The Way Back"), make_film(title="Way Back")]


@pytest.mark.parametrize("part", PARTS)
def test_each_page_of_a_merged_film_is_the_survivors_same_page(client, films, part):
    stays, goes = films
    merge_rows(stays, goes)
    for slug in ("-way-back", ""):
        answer = client.get(f"/films/{goes.pk}{slug}/{part}?page=1")
        assert (answer.status_code, answer["Location"]) == (301, f"/films/{stays.pk}-the-way-back/{part}?page=1")
        assert "no-cache" in answer["Cache-Control"]


def test_pages_of_people_companies_and_sources_lead_on(client, film):
    for make, add, root in (
        (make_person, lambda row: make_credit(film, person=row), "people"),
        (make_company, lambda row: make_film_company(film, company=row), "companies"),
        (make_source, lambda row: make_citation(film, source=row, field="title"), "sources"),
    ):
        stays, goes = make(), make()
        add(goes)
        merge_rows(stays, goes)
        answer = client.get(f"/{root}/{goes.pk}-x/")
        assert (answer.status_code, answer["Location"]) == (301, stays.get_absolute_url())


def test_a_chain_leads_to_its_end_at_once(client, films, django_assert_max_num_queries):
    last = make_film(title="Last")
    merge_rows(*films)
    merge_rows(last, films[0])
    with django_assert_max_num_queries(3):
        assert client.get(f"/films/{films[1].pk}/")["Location"] == last.get_absolute_url()


def test_what_visitors_do_not_see_is_not_led_to(client, films):
    merge_rows(*films)
    Film.objects.filter(pk=films[0].pk).update(state=State.WITHDRAWN, published_from=None)
    for page in (f"/films/{films[1].pk}/", f"/films/{films[1].pk}/credits/", f"/feeds/films/{films[1].pk}/"):
        assert client.get(page).status_code == 404
    people = [make_person(), make_person()]
    merge_rows(*people)
    assert client.get(f"/people/{people[1].pk}/").status_code == 404


def test_a_merge_taken_back_leads_nowhere(client, films):
    merge_record = merge_rows(*films)
    address = films[1].get_absolute_url()
    assert client.get(address).status_code == 301
    unmerge(merge_record, editor=User.objects.create_user("edda"))
    assert client.get(address).status_code == 200


def test_the_feed_of_a_merged_film_is_the_survivors(client, films):
    merge_rows(*films)
    answer = client.get(f"/feeds/films/{films[1].pk}/")
    assert (answer.status_code, answer["Location"]) == (301, reverse("feed_film", args=[films[0].pk]))
    assert client.get(f"/feeds/films/{10**30}/").status_code == 404


def test_a_vote_and_a_comment_on_a_merged_film_are_sent_on_as_they_are(client, films):
    merge_rows(*films)
    for part, fields in (("rating", {"stars": 4}), ("comments", {"name": "Ann", "body": "Good."})):
        answer = client.post(f"/films/{films[1].pk}-way-back/{part}/", fields)
        assert (answer.status_code, answer["Location"]) == (308, f"/films/{films[0].pk}-the-way-back/{part}/")
        assert client.post(answer["Location"], fields).status_code == 303
    assert Vote.objects.get().film == films[0]
    assert Comment.objects.get().film == films[0]


def test_a_moved_picture_stays_at_its_address(client, films):
    picture = make_image(films[1])
    address = picture.sizes("webp")[0]["url"]
    assert client.get(address).status_code == 200
    merge_rows(*films)
    assert Client().get(address).status_code == 200


def test_a_merged_source_tells_a_film_as_the_survivor_does(client, film):
    stays, goes = make_source(title="Paper"), make_source()
    make_citation(film, source=goes, field="title")
    merge_rows(stays, goes)
    assert "Paper" in client.get(film.get_absolute_url(), {"according_to": goes.pk}).text


def test_a_list_of_a_merged_persons_films_is_the_survivors(client, film):
    stays, goes = make_person(name="Peter Weir"), make_person()
    make_credit(film, person=stays)
    merge_rows(stays, goes)
    response = client.get("/films/", {"person": goes.pk})
    assert film.title in response.text
    assert "Peter Weir" in response.text

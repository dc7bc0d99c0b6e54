import pytest
from django.urls import reverse

from catalog.models import Country, Film, Genre, RatingSummary
from tests.factories import (
    make_company,
    make_credit,
    make_film,
    make_film_company,
    make_person,
    make_vote,
)

pytestmark = pytest.mark.django_db


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, response.content.decode()
    return response.content.decode()


def test_films_are_counted_and_the_newest_published_come_first(client):
    first, second = make_film(title="First"), make_film(title="Second")
    html = read(client, "/films/")
    assert "<strong>2 films</strong>" in html
    assert html.index(second.get_absolute_url()) < html.index(first.get_absolute_url())


def test_films_are_filtered_by_what_the_form_sends(client):
    film, other_film = make_film(title="Marsz", given_date="1999"), make_film(title="Other", given_date="2001")
    film.genres.add(Genre.objects.get(slug="drama"))
    film.countries.add(Country.objects.get(pk="PL"))
    query = "?q=mar&genre=drama&country=PL&language=&year=1999&year_min=&year_max=2000&ordering=title&rating_min="
    html = read(client, f"/films/{query}")
    assert "<strong>1 film</strong>" in html
    assert film.get_absolute_url() in html
    assert other_film.get_absolute_url() not in html
    assert '<option value="drama" selected>' in html


@pytest.mark.parametrize(
    "query",
    [
        "year=abc",
        "year_min=19x7",
        "year_max=99999999999999999999",
        "genre=nope",
        "genre=%00",
        "country=XX",
        "country=CS",
        "country=%00",
        "language=%00",
        "q=%00",
        f"q={'x' * 201}",
        "ordering=nope",
        "rating_min=6",
        "rating_min=NaN",
        "votes_min=-1",
        "person=abc",
        "person=9999999999999999999999",
        "company=0",
    ],
)
def test_a_filter_that_means_nothing_is_marked_beside_its_field(client, query):
    make_film()
    html = read(client, f"/films/?{query}", status=400)
    assert 'class="errorlist"' in html
    assert 'aria-invalid="true"' in html
    assert "Film 1" not in html


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("page=abc", 400),
        ("page=", 400),
        ("page=-1", 400),
        ("page=1.5", 400),
        ("page=%00", 400),
        ("page=²", 400),
        ("page=0", 404),
        ("page=999", 404),
        (f"page={'9' * 5000}", 400),
    ],
)
@pytest.mark.parametrize("where", ["/films/", "/people/", "/top/"])
def test_a_page_that_cannot_be_is_refused_with_a_reason(client, where, address, status):
    html = read(client, f"{where}?{address}", status)
    assert ("is no page number. Write page=1" in html) or ("This list has 1 page, and no page" in html)


def test_the_pages_of_a_list_keep_its_filter(client):
    for _ in range(60):
        make_film(given_date="1999")
    html = read(client, "/films/?year=1999&page=2")
    assert "60 films" in html
    assert "Page 2 of 3" in html
    assert 'href="?year=1999&amp;page=3"' in html


def test_the_list_says_whose_films_it_shows(client):
    film, person, company = make_film(), make_person(name="Peter Weir"), make_company(name="Film Fund")
    make_credit(film, person=person)
    make_film_company(film, company=company)
    html = read(client, f"/films/?person={person.pk}&company={company.pk}")
    assert "1 film</strong> with" in " ".join(html.split())
    assert person.get_absolute_url() in html
    assert company.get_absolute_url() in html
    assert f'<input type="hidden" name="person" value="{person.pk}">' in html


def test_a_person_known_only_from_drafts_is_not_named_by_the_filter(client):
    person = make_person(name="Hidden Person")
    make_credit(make_film(state="draft"), person=person)
    assert "Hidden Person" not in read(client, f"/films/?person={person.pk}")


def test_large_numbers_are_grouped(client):
    film = make_film()
    make_vote(film, stars=5)
    RatingSummary.objects.update(stars_5=2_403_700)
    assert "2,403,700 votes" in read(client, "/top/")
    assert "2,403,700 votes" in read(client, "/")


def test_nothing_found_is_said(client):
    make_film()
    assert "No film fits all of this." in read(client, "/films/?q=zzz")


@pytest.mark.parametrize("query", ["slawomir", "SŁAWOMIR raw", "rawicz", "Sławomir Rawicz"])
def test_people_and_films_are_found_without_accents_and_by_beginnings(client, query):
    person = make_person(name="Sławomir Rawicz")
    make_credit(make_film(title="Sławomir Rawicz: a life"), person=person)
    html = read(client, reverse("search") + f"?q={query}")
    assert person.get_absolute_url() in html
    assert person.get_absolute_url() in read(client, f"/people/?q={query}")
    assert "Films <span" in html


@pytest.mark.parametrize("query", ["%", "_", "'", '"', "' OR 1=1 --", "🎬", "\\", "(", "*", "a%", "<b>"])
def test_any_mark_can_be_searched_for(client, query):
    make_film(title="Something else")
    response = client.get("/search/", {"q": query})
    assert response.status_code == 200
    assert "Something else" not in response.content.decode()
    assert client.get("/films/", {"q": query}).status_code == 200
    assert client.get("/people/", {"q": query}).status_code == 200


@pytest.mark.parametrize("where", ["/search/", "/people/", "/films/"])
@pytest.mark.parametrize("query", ["a\0b", "x" * 201])
def test_a_search_that_cannot_be_is_refused_with_a_reason(client, where, query):
    response = client.get(where, {"q": query})
    assert response.status_code == 400
    assert 'class="errorlist"' in response.content.decode()


def test_companies_are_found(client):
    company = make_company(name="Film Fund Luxembourg")
    make_film_company(make_film(), company=company)
    assert company.get_absolute_url() in read(client, "/search/?q=luxem")


def test_the_top_is_sorted_by_weight_and_leaves_out_what_has_no_votes(client):
    five_stars, four_stars, no_votes = (
        make_film(title="One five"),
        make_film(title="Many fours"),
        make_film(title="No votes"),
    )
    make_vote(five_stars, stars=5)
    for number in range(20):
        make_vote(four_stars, stars=4, voter=f"voter {number}")
    html = read(client, "/top/")
    assert html.index(four_stars.get_absolute_url()) < html.index(five_stars.get_absolute_url())
    assert no_votes.get_absolute_url() not in html
    assert "weighted = (sum of stars + 10×3) / (votes + 10)" in html


def test_the_top_ends_where_films_rank_below_the_votes_that_are_added_and_says_so(client):
    good, middling, bad = (make_film(title=title) for title in ("Good", "Middling", "Bad"))
    for film, stars in ((good, 5), (middling, 3), (bad, 1)):
        make_vote(film, stars=stars)
    html = read(client, "/top/")
    assert good.get_absolute_url() in html
    assert middling.get_absolute_url() in html
    assert bad.get_absolute_url() not in html
    assert "The list ends here. 1 more film with votes ranks below 3, the middle of the scale." in " ".join(
        html.split()
    )
    assert bad.get_absolute_url() not in read(client, "/").partition('id="best"')[2]


def test_the_second_page_of_the_top_goes_on_counting(client):
    for number in range(51):
        make_vote(make_film(title=f"Film {number}"), stars=4)
    assert '<ol class="ranking" start="51">' in read(client, "/top/?page=2")


def test_the_front_page_shows_the_featured_film_that_was_published_last(client):
    make_film(title="Earlier", featured=True)
    later = make_film(title="Later", featured=True)
    html = read(client, "/")
    assert f'<h2 id="featured"><a href="{later.get_absolute_url()}">' in html


def test_an_empty_catalogue_says_so(client):
    Film.objects.all().delete()
    assert "No film is published yet." in read(client, "/")
    assert "No film is published yet." in read(client, "/films/")
    assert "No film has a vote yet." in read(client, "/top/")


def test_the_filter_offers_only_what_published_films_have_and_what_is_asked_for(client):
    film, draft = make_film(), make_film(state="draft")
    film.countries.set(["PL"])
    draft.countries.set(["FR"])
    html = client.get("/films/", {"country": "SU"}).content.decode()
    assert 'value="PL"' in html
    assert 'value="SU" selected' in html
    assert 'value="FR"' not in html

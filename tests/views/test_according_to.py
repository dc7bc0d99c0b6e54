"""The page of a film as one source tells it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Country, Genre
from tests.factories import (
    in_a_week,
    make_article,
    make_award,
    make_citation,
    make_comment,
    make_credit,
    make_event,
    make_film,
    make_film_company,
    make_image,
    make_job,
    make_person,
    make_question,
    make_release,
    make_source,
    make_synopsis,
    make_title,
    make_vote,
    make_work,
    set_leading,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def blog(db):
    return make_source(title="A blog")


@pytest.fixture
def book(db):
    return make_source(title="A book")


def read(client, film, source):
    response = client.get(f"{film.get_absolute_url()}?according_to={source.pk}")
    assert response.status_code == 200
    return response.content.decode()


def words(html):
    """Return the text between the head and the foot of a page."""
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def tell(film, source, prefix):
    """Add all rows that a source can say of a film, with a prefix in their texts."""
    for row in (
        {"credit": make_credit(film, person=make_person(name=f"{prefix} person"))},
        {"release": make_release(film, date="2010", event=f"{prefix} festival")},
        {"film_company": make_film_company(film, territory_id="PL")},
        {"film_work": make_work(film, title=f"{prefix} work")},
        {"award": make_award(film, category=f"{prefix} prize")},
        {"title": make_title(film, title=f"{prefix} title")},
        {"event": make_event(film, happens=f"{prefix} event")},
    ):
        make_citation(film, source=source, **row)
    make_synopsis(film, source=source, body=f"{prefix} synopsis")
    make_article(film, source=source, body=f"{prefix} article")
    make_question(film, question=f"{prefix} question", readings=[(source, f"{prefix} reading")])
    make_image(film, kind="still", source=source, alt=f"{prefix} picture")


def test_the_page_tells_what_the_source_says_and_nothing_of_another(client, film, blog, book):
    tell(film, blog, "BLOG")
    tell(film, book, "BOOK")
    tell(film, make_source(), "THIRD")
    html = read(client, film, blog)
    text = words(html)
    for part in ("person", "festival", "work", "prize", "title", "event", "synopsis", "article", "question", "reading"):
        assert f"BLOG {part}" in text
    assert 'alt="BLOG picture"' in html
    assert "BOOK" not in html
    assert "THIRD" not in html
    assert "2010" in text


def test_what_the_catalogue_holds_without_that_source_is_absent(client, film, blog):
    set_leading(film, runtime_minutes=133)
    film.logline, film.original_title = "They walk.", "Marsz"
    film.save()
    film.countries.add(Country.objects.get(pk="PL"))
    film.genres.add(Genre.objects.get(slug="drama"))
    make_release(film, date="2010-09-03")
    make_image(film, kind="poster", alt="A poster")
    make_comment(film, body="I liked it.")
    make_vote(film)
    film.external_ids.create(scheme_id="imdb", value="tt1023114")
    make_synopsis(film, body="The catalogue's own.")
    make_article(film, source=blog, body="Praised.")
    text = words(read(client, film, blog))
    for absent in ("133", "They walk", "Marsz", "Poland", "Drama", "2010", "liked", "Average", "IMDb", "own."):
        assert absent not in text
    assert "Praised." in text


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("runtime_minutes", "2 h 13 min"),
        ("logline", "They walk."),
        ("original_title", "Marsz"),
        ("countries", "Poland"),
        ("genres", "Drama"),
        ("release_date", "3 September 2010"),
    ],
)
def test_a_field_is_told_where_the_source_is_cited_for_it(client, film, blog, field, text):
    set_leading(film, runtime_minutes=133)
    film.logline, film.original_title = "They walk.", "Marsz"
    film.save()
    film.countries.add(Country.objects.get(pk="PL"))
    film.genres.add(Genre.objects.get(slug="drama"))
    make_release(film, date="2010-09-03")
    make_citation(film, source=blog, field=field)
    page = words(read(client, film, blog))
    assert text in page
    other_texts = {"2 h 13 min", "They walk.", "Marsz", "Poland", "Drama", "3 September 2010"} - {text}
    assert not [other_text for other_text in other_texts if other_text in page]


def test_a_name_that_the_source_lost_is_a_named_gap(client, film, blog, book):
    director = make_credit(
        film, person=make_person(name="Peter Weir"), job=make_job("Director", "Directing"), credited_as="P. Weir"
    )
    actor = make_credit(film, person=make_person(name="Jim Sturgess"), characters=["Janusz"])
    for credit in (director, actor):
        make_citation(film, source=blog, credit=credit, missing_reason="stripped")
        make_citation(film, source=book, credit=credit, quote="Weir")
    html = read(client, film, blog)
    assert "Weir" not in html
    assert "Sturgess" not in html
    assert "Director Name missing in this source not named in source 1" in words(html)
    assert "Janusz" in words(html)
    assert "Peter Weir" in words(read(client, film, book))


def test_the_film_keeps_its_title_which_is_said_to_be_the_catalogues_where_the_source_is_not_cited(client, film, blog):
    make_article(film, source=blog)
    text = words(read(client, film, blog))
    assert "The Way Back" in text
    assert "this source is not cited for it" in text
    make_citation(film, source=blog, field="title")
    assert "this source is not cited for it" not in words(read(client, film, blog))


def test_a_question_shows_the_sources_reading_alone_and_no_ruling(client, film, blog, book):
    readings = [(blog, "a well"), (book, "a stream")]
    make_question(film, question="Which water?", readings=readings, ruling="A puddle.", reason="It rained.")
    make_question(film, question="Which wall?", readings=[(blog, ""), (book, "a hedge")])
    text = words(read(client, film, blog))
    assert "a well" in text
    assert not [word for word in ("stream", "puddle", "rained", "Which wall?", "hedge") if word in text]


def test_the_page_says_whose_telling_it_is_and_leads_back_to_the_whole(client, film, blog):
    make_article(film, source=blog)
    html = read(client, film, blog)
    assert "The film as “ A blog ” tells it" in words(html)
    assert f'href="{film.get_absolute_url()}">Back to the whole film</a>' in html
    assert '<meta name="robots" content="noindex">' in html
    assert re.search(rf'<link rel="canonical" href="[^"?]*{film.get_absolute_url()}">', html)
    assert "ld+json" not in html


def test_the_pages_of_the_film_and_of_the_source_lead_there(client, film, blog):
    make_article(film, source=blog)
    address = f'href="{film.get_absolute_url()}?according_to={blog.pk}"'
    assert address in client.get(f"{film.get_absolute_url()}sources/").content.decode()
    assert address in client.get(blog.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "fields_that_hide", [{"state": "draft"}, {"state": "withdrawn"}, {"published_from": in_a_week()}]
)
def test_a_source_that_says_nothing_that_visitors_see_of_the_film_is_not_there(
    client, film, blog, book, fields_that_hide
):
    make_article(film, source=blog, **fields_that_hide)
    make_article(make_film(), source=book)
    for source in (blog.pk, book.pk, 999_999, 0):
        assert client.get(film.get_absolute_url(), {"according_to": source}).status_code == 404


@pytest.mark.parametrize("junk", ["", "x", "1.0", "-1", "٣", "9" * 30, "1 ", "\0"])
def test_what_is_no_id_is_refused(client, film, junk):
    response = client.get(film.get_absolute_url(), {"according_to": junk})
    assert response.status_code == 400
    assert "is no source. Write its id, as in according_to=1." in response.content.decode()


def test_a_spoiler_is_folded_here_too(client, film, blog):
    make_question(film, question="SECRET?", readings=[(blog, "SECRET")], spoiler_level=3)
    make_synopsis(film, source=blog, body="SECRET", spoiler_level=3)
    html = read(client, film, blog)
    assert "SECRET" in html
    assert "SECRET" not in re.sub(r"<details.*?</details>", "", html, flags=re.DOTALL)


def test_the_footnotes_number_the_source_as_the_films_page_does(client, film, blog, book):
    for source in (blog, book):
        make_citation(film, source=source, field="title")
    html = read(client, film, book)
    assert f'href="#source-{book.pk}"' in html
    assert '<ol class="sources" start="2">' in html
    assert f"source-{blog.pk}" not in html


def test_the_price_does_not_grow_with_what_the_source_says(client, blog):
    costs = []
    for count in (1, 6):
        film = make_film()
        for number in range(count):
            tell(film, blog, f"BLOG {number}")
        read(client, film, blog)
        with CaptureQueriesContext(connection) as queries:
            read(client, film, blog)
        costs.append(len(queries))
    assert costs[0] == costs[1]

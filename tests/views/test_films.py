"""The content of a film's pages."""

import re

import pytest
from django.urls import reverse

from catalog.models import Citation, Country, Genre
from tests.factories import (
    make_article,
    make_award,
    make_citation,
    make_company,
    make_copy,
    make_credit,
    make_film,
    make_film_company,
    make_image,
    make_job,
    make_person,
    make_question,
    make_release,
    make_source,
    make_subject,
    make_synopsis,
    make_title,
    make_work,
    set_leading,
)

pytestmark = pytest.mark.django_db


def read(client, film, part="film"):
    response = client.get(reverse(part, args=[film.pk, film.slug]))
    assert response.status_code == 200
    return response.content.decode()


def words(html):
    """Return the text of a page without its head and tags; each gap is one space."""
    body = html[html.index("<main") :]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


@pytest.mark.parametrize(
    ("minutes", "duration"), [(133, "2 h 13 min"), (120, "2 h"), (45, "45 min"), (60, "1 h"), (1, "1 min")]
)
def test_the_running_time_is_said_as_people_say_it(client, minutes, duration):
    html = read(client, make_film(runtime_minutes=minutes))
    assert f'<time datetime="PT{minutes}M">{duration}</time>' in html
    assert (f"({minutes} minutes)" in html) == (minutes >= 60)


def test_the_facts_are_all_there(client, film):
    person = make_person(name="Peter Weir")
    make_credit(film, person=person, job=make_job("Director", "Directing"))
    make_credit(film, person=person, job=make_job("Screenplay", "Writing"))
    make_credit(film, person=person, job=make_job("Writer", "Writing"))
    film.countries.add(Country.objects.get(pk="US"))
    set_leading(film, languages=["en"])
    film.genres.add(Genre.objects.get(slug="drama"))
    make_work(film, title="The Long Walk", year="1956", authors=[make_person(name="Sławomir Rawicz")])
    make_film_company(film, company=make_company(name="Meteor"), role_id="distribution", territory_id="PL")
    make_film_company(film, company=make_company(name="Film Fund"))
    make_release(film, date="2010-09-03", country_id="US", event="Telluride", type="premiere", certification="PG-13")
    make_release(film, date="2011-04", country_id="PL", type="theatrical")
    make_award(film, organisation="Academy", year=2011, category="Best Makeup", recipients=[make_person(name="Ann")])
    make_title(film, title="Niepokonani", country_id="PL")
    film.external_ids.create(scheme_id="imdb", value="tt1023114")
    film.subjects.add(make_subject(name="Forced labour"))
    html = read(client, film)
    text = words(html)
    for phrase in (
        "Directed by Peter Weir",
        "Written by Peter Weir",
        "The Long Walk , book by Sławomir Rawicz ( 1956 )",
        "Production Film Fund",
        "Distribution Meteor (Poland)",
        "3 September 2010 Telluride, United States Premiere, PG-13",
        "April 2011 Poland In cinemas",
        "Best Makeup , nominated: Academy, 2011 for Ann",
        "Niepokonani (Poland)",
        "First shown 3 September 2010",
    ):
        assert phrase in text, phrase
    assert 'href="/films/?genre=drama"' in html
    assert 'href="/films/?subject=forced-labour"' in html
    assert 'href="/films/?country=US"' in html
    assert 'href="/films/?language=en"' in html
    assert "https://www.imdb.com/title/tt1023114/" in html
    assert '<time datetime="2011-04">' in html
    assert text.index("Production Film Fund") < text.index("Distribution Meteor")


def test_the_cast_is_in_billing_order_with_characters_and_names_as_credited(client, film):
    make_credit(film, person=make_person(name="Last"))
    make_credit(film, person=make_person(name="Second"), billing_order=2, characters=["Voss", "Mr. Smith"])
    make_credit(film, person=make_person(name="First"), billing_order=1, credited_as="F. Irst")
    text = words(read(client, film, "film_credits"))
    assert re.search(r"First credited as F\. Irst .*Second Voss / Mr\. Smith .*Last", text)


def test_the_crew_is_parted_by_department_in_the_vocabularys_order(client, film):
    make_credit(film, job=make_job("Editor", "Editing"))
    make_credit(film, job=make_job("Producer", "Production"))
    make_credit(film, job=make_job("Director", "Directing"))
    text = words(read(client, film, "film_credits"))
    assert text.index("Directing") < text.index("Production") < text.index("Editing")


def test_a_named_gap_is_shown_as_what_it_is(client, film):
    make_credit(film, missing_reason="stripped", characters=["Valka"])
    for part in ("film", "film_credits"):
        assert "Name missing: the source lost the name Valka" in words(read(client, film, part))


def test_a_source_that_lost_a_name_is_not_shown_as_if_it_had_said_it(client, film):
    knows, lossy = make_source(title="Knows"), make_source(title="Lost")
    credit = make_credit(film, person=make_person(name="Ed Harris"), billing_order=1)
    make_citation(film, source=knows, credit=credit)
    make_citation(film, source=lossy, credit=credit, missing_reason="stripped")
    assert re.search(r"Ed Harris 1 not named in source 2", words(read(client, film, "film_credits")))
    text = words(read(client, film, "film_sources"))
    assert "Actor: Ed Harris the name is missing there: the source lost the name" in text


def test_each_mark_leads_to_its_source_on_the_same_page(client, film):
    for number in range(3):
        credit = make_credit(film, billing_order=number)
        make_citation(film, credit=credit)
    make_citation(film, field="title", quote="The Way Back")
    for part in ("film", "film_credits"):
        html = read(client, film, part)
        marks = set(re.findall(r'href="#(source-\d+)"', html))
        assert marks
        assert marks <= set(re.findall(r'id="(source-\d+)"', html))


def test_all_a_source_is_cited_for_is_listed(client, film):
    source = make_source()
    make_citation(film, source=source, field="runtime_minutes", quote="133 minutes")
    make_citation(film, source=source, release=make_release(film))
    make_citation(film, source=source, film_company=make_film_company(film, company=make_company(name="Film Fund")))
    make_citation(film, source=source, film_work=make_work(film, title="The Long Walk"))
    make_citation(film, source=source, title=make_title(film, title="Niepokonani"))
    text = words(read(client, film, "film_sources"))
    assert "What rests on it: 5 facts" in text
    assert all(
        row in text for row in ("Running time 133 minutes", "Film Fund (production)", "The Long Walk", "Niepokonani")
    )
    assert Citation.objects.count() == 5


@pytest.mark.parametrize(("level", "is_folded"), [(0, False), (1, False), (2, True), (3, True)])
def test_what_tells_more_than_the_premise_is_folded(client, film, level, is_folded):
    make_synopsis(film, lead=True, body="SECRET synopsis", spoiler_level=level)
    make_article(film, body="SECRET article", spoiler_level=level)
    make_question(film, readings=[(make_source(), "SECRET reading")], spoiler_level=level)
    make_image(film, caption="SECRET caption", alt="SECRET picture", spoiler_level=level)
    for part in ("film", "film_synopses", "film_questions"):
        html = read(client, film, part)
        assert "SECRET" in html
        bare = re.sub(r"<details.*?</details>", "", html, flags=re.DOTALL)
        assert ("SECRET" not in bare) == is_folded


def test_a_section_is_folded_by_its_own_level(client, film):
    body = "## The camp {spoiler=0}\n\nOPEN words.\n\n## SECRET heading {spoiler=3}\n\nSECRET end."
    make_synopsis(film, lead=True, body=body, spoiler_level=1)
    make_article(film, body="## SECRET turn\n\nSECRET.\n\n## Music {spoiler=1}\n\nOPEN.", spoiler_level=2)
    bare = re.sub(r"<details.*?</details>", "", read(client, film), flags=re.DOTALL)
    assert "SECRET" not in bare
    assert bare.count("OPEN") == 2
    assert "{spoiler" not in bare


def test_an_event_that_tells_more_than_the_premise_is_not_told_among_a_sources_facts(client, film):
    event = film.events.create(place="SECRET place", happens="SECRET end", spoiler_level=3)
    make_citation(film, event=event, quote="SECRET quote")
    html = read(client, film, "film_sources")
    assert "SECRET" not in html


def test_the_story_is_not_told_to_those_who_share_the_page(client, film):
    make_synopsis(film, lead=True, body="SECRET synopsis", spoiler_level=3)
    html = read(client, film)
    assert "SECRET" not in html[: html.index("<main")]


def test_a_poster_that_gives_the_story_away_is_shown_folded_and_on_no_card(client, film):
    make_image(film, kind="poster", alt="SECRET poster", spoiler_level=3)
    html = read(client, film)
    assert "SECRET" not in re.sub(r"<details.*?</details>", "", html, flags=re.DOTALL)
    assert "SECRET" not in client.get("/films/").content.decode()


def test_sections_of_two_synopses_have_addresses_of_their_own(client, film):
    texts = [make_synopsis(film, body="## The camp\n\nText."), make_synopsis(film, body="## The camp\n\nText.")]
    html = read(client, film, "film_synopses")
    for text in texts:
        assert f'id="synopsis-{text.pk}-the-camp"' in html


def test_a_poster_has_modern_formats_a_size_and_words(client, film):
    make_image(film, kind="poster", alt="Men walk", size=(400, 600))
    html = read(client, film)
    picture = html[html.index("<picture>") : html.index("</picture>")]
    assert 'type="image/avif"' in picture
    assert 'width="400" height="600"' in picture
    assert 'alt="Men walk"' in picture
    assert ".webp 160w" in picture
    assert ".avif 400w" in picture


def test_a_large_film_shows_the_first_and_says_how_many_more_there_are(client, film):
    for number in range(30):
        make_credit(film, billing_order=number)
        make_credit(film, job=make_job("Producer", "Production"))
    text = words(read(client, film))
    assert "18 more in the cast" in text
    assert "24 more Full crew" in text
    assert words(read(client, film, "film_credits")).count("Person ") == 60


def test_a_question_shows_what_each_source_says_and_what_is_held(client, film):
    question = make_question(
        film,
        question="What was Mr. Smith?",
        status="resolved",
        ruling="An engineer.",
        reason="Two say so.",
        readings=[(make_source(title="One"), "an engineer"), (make_source(title="Other"), "")],
    )
    reading = question.readings.first()
    reading.quote_exact, reading.modality = "Smith, an engineer", "lie"
    reading.save()
    text = words(read(client, film, "film_questions"))
    assert "What was Mr. Smith? resolved" in text
    assert "Held to be so: An engineer. Two say so." in text
    assert "One an engineer a character says so, and lies Smith, an engineer" in text
    assert "Other says nothing on it" in text


def test_a_source_has_its_facts_and_films(client, film):
    source = make_source(title="A blog", publisher="Somebody", published_on="2024-07-20", url="https://example.org/a")
    make_synopsis(film, source=source)
    html = client.get(source.get_absolute_url()).content.decode()
    assert "Publisher Somebody Published 20 July 2024" in words(html)
    assert 'href="https://example.org/a" rel="external nofollow"' in html
    assert film.get_absolute_url() in html


def test_a_mark_says_which_source_of_which_fact_it_leads_to(client, film):
    set_leading(film, runtime_minutes=133)
    film.save()
    source = make_source(title="A blog")
    make_citation(film, source=source, field="runtime_minutes")
    html = read(client, film)
    (mark,) = re.findall(r'<a class="mark".*?</a>', " ".join(html.split()))
    assert f'href="#source-{source.pk}" title="A blog"' in mark
    assert 'aria-label="source 1 of the running time"' in mark
    assert f'<li id="source-{source.pk}">' in html


def test_the_name_of_a_mark_of_several_sources_holds_the_numbers_that_are_seen(client, film):
    set_leading(film, runtime_minutes=133)
    for _ in range(3):
        make_citation(film, source=make_source(), field="runtime_minutes")
    marks = re.findall(r'<a class="mark"[^>]*aria-label="([^"]*)">([^<]*)</a>', read(client, film))
    assert ("sources 1, 2, 3 of the running time", "1, 2, 3") in marks


def test_a_fact_without_a_source_is_marked_so_to_editors_alone(client, film, django_user_model):
    set_leading(film, runtime_minutes=133)
    film.logline = "They walk."
    film.save()
    make_citation(film, field="logline")
    make_credit(film)
    assert "no source" not in read(client, film)
    visitor = django_user_model.objects.create_user("ann")
    client.force_login(visitor)
    assert "no source" not in read(client, film)
    client.force_login(django_user_model.objects.create_superuser("edda"))
    html = read(client, film)
    for fact, has_mark in (("2 h 13 min", True), ("They walk.", False), ("Person", True)):
        after = re.sub(r"<[^>]+>", " ", html[html.rindex(fact) :])
        assert ("no source" in " ".join(after.split())[:60]) == has_mark, fact


@pytest.mark.parametrize("is_shown", [False, True])
def test_a_copy_alone_leads_to_the_page_of_versions_where_the_site_shows_copies(client, film, settings, is_shown):
    settings.SHOW_COPIES = is_shown
    make_copy(film)
    assert (reverse("film_versions", args=[film.pk, film.slug]) in read(client, film)) == is_shown

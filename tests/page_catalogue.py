"""A catalogue with a page of each kind, for tests of all pages."""

from dataclasses import dataclass

from django.urls import reverse

from catalog.models import Country, Film, Genre
from catalog.models.base import refresh_once
from tests.factories import (
    make_article,
    make_award,
    make_citation,
    make_comment,
    make_company,
    make_credit,
    make_film,
    make_film_company,
    make_image,
    make_job,
    make_list,
    make_page,
    make_person,
    make_question,
    make_relation,
    make_release,
    make_source,
    make_subject,
    make_synopsis,
    make_title,
    make_vote,
    make_work,
    set_leading,
)

OF_FILM = (
    "film",
    "film_credits",
    "film_releases",
    "film_sources",
    "film_story",
    "film_pictures",
    "film_questions",
    "film_synopses",
    "film_compare",
    "film_comments",
)
ALONE = {
    "home": "",
    "films": "",
    "films filtered": "?year_min=1900&ordering=-rating",
    "people": "",
    "companies": "",
    "sources": "",
    "genres": "",
    "countries": "",
    "decades": "",
    "subjects": "",
    "lists": "",
    "top": "",
    "search": "?q=weir",
}
PAGES = [*OF_FILM, *ALONE, "person", "company", "source", "curated_list", "page", "privacy"]


@dataclass
class Catalogue:
    """A film with rows of all kinds, and the people, companies, sources and the list on its pages."""

    film: Film
    person: object
    company: object
    source: object
    curated_list: object
    page: object

    def address(self, where):
        if where in OF_FILM:
            return reverse(where, args=[self.film.pk, self.film.slug])
        if where == "privacy":
            return reverse("page", args=["privacy"])
        if where in ALONE:
            return reverse(where.split()[0]) + ALONE[where]
        return getattr(self, where).get_absolute_url()


@refresh_once()
def make_catalogue(credit_count=3):
    """Make a published film with cited credits; half of them are cast with a character."""
    film = make_film(title="The Walk", original_title="Marsz", logline="They walk.", runtime_minutes=133, featured=True)
    film.countries.add(Country.objects.get(pk="PL"))
    set_leading(film, languages=["pl"])
    film.genres.add(Genre.objects.get(slug="drama"))
    person, company, source = make_person(name="Peter Weir"), make_company(), make_source()
    subject = make_subject()
    subject.external_ids.create(scheme_id="wikidata", value=f"Q{subject.pk}")
    film.subjects.add(subject)
    director = make_job("Director", "Directing")
    make_credit(film, person=person, job=director)
    for number in range(credit_count - 1):
        if number % 2:
            credit = make_credit(film, characters=["Valka"], billing_order=number, credited_as="P. W.")
        else:
            credit = make_credit(film, job=make_job("Producer", "Production"), missing_reason="stripped")
        make_citation(film, source=source, credit=credit)
        make_citation(film, source=make_source() if number < 1 else source_of(film), credit=credit, missing_reason="")
    make_release(film, country_id="US", event="Telluride", certification="PG-13")
    make_title(film, language_id="pl")
    make_relation(film)
    make_relation(make_film(), film)
    make_film_company(film, company=company)
    make_work(film, authors=[make_person()])
    make_award(film, recipients=[person])
    make_synopsis(film, lead=True, source=source, spoiler_level=3, body="## At home\n\nHe walks.")
    make_synopsis(film, source=source, body="## At home\n\nHe walks on.")
    make_article(film, source=source)
    make_question(film, readings=[(source, "a man"), (make_source(), "")])
    make_image(film, kind="poster")
    make_image(film, kind="still")
    make_image(person=person, kind="portrait")
    make_citation(film, source=source, field="runtime_minutes")
    make_vote(film)
    make_comment(film)
    listed_films = [film, *(make_film() for _ in range(credit_count))]
    curated_list = make_list(listed_films, title="Best films", text="By *vote*.\n\n## How\n\nBy hand.")
    curated_list.entries.update(note="Worth a walk.")
    make_image(curated_list=curated_list)
    return Catalogue(film, person, company, source, curated_list, make_page(place="menu"))


def source_of(film):
    return film.citations.order_by("-source_id").first().source

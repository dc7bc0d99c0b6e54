"""The structured data of a film's page, in the vocabulary of schema.org."""

from catalog.models import SourceKind
from catalog.models.companies import PRODUCTION
from catalog.models.credits import DIRECTOR
from catalog.models.relations import relations_of
from catalog.site_address import absolute

# Codes of jobs.
# Kinds of sources that have a word of their own; the others are creative works.
SOURCE_TYPES = {
    SourceKind.WEB_PAGE: "WebPage",
    SourceKind.ARTICLE: "Article",
    SourceKind.BOOK: "Book",
    SourceKind.DATABASE: "Dataset",
}
AUTHORS, COMPOSERS = ("screenplay", "writer", "story"), ("original-music-composer", "music")
PRODUCER, EDITOR = "producer", "editor"


def movie(film, rating, sources):
    """Return a film as a Movie with its sources, without spoilers and without a rating that has no votes."""
    person_credits = [credit for credit in film.credits.all() if credit.person_id]
    crew = [credit for credit in person_credits if not credit.is_cast]

    def makers(*codes):
        return people(credit.person for credit in crew if credit.job.code in codes)

    return {
        "@context": "https://schema.org",
        "@type": "Movie",
        "@id": absolute(film.get_absolute_url()),
        "url": absolute(film.get_absolute_url()),
        "name": film.title,
        "alternateName": sorted({title.title for title in film.titles.all()} - {film.title}),
        "description": film.logline,
        "image": [absolute(poster.largest["url"]) for poster in film.posters],
        "datePublished": film.release_date and film.release_date.iso,
        "duration": film.runtime_minutes and f"PT{film.runtime_minutes}M",
        "genre": [genre.name for genre in film.genres.all()],
        "about": [
            {"@type": "Thing", "name": subject.name, "sameAs": pages_elsewhere(subject)}
            for subject in film.subjects.all()
        ],
        "countryOfOrigin": [{"@type": "Country", "name": name} for name in names_of_countries(film.countries.all())],
        "inLanguage": [language.tag for language in film.languages.all()],
        "director": makers(DIRECTOR),
        "author": makers(*AUTHORS),
        "producer": makers(PRODUCER),
        "editor": makers(EDITOR),
        "musicBy": makers(*COMPOSERS),
        "actor": people(credit.person for credit in person_credits if credit.is_cast),
        "productionCompany": [
            {"@type": "Organization", "name": role.company.name, "url": absolute(role.company.get_absolute_url())}
            for role in film.film_companies.all()
            if role.role_id == PRODUCTION
        ],
        "isBasedOn": [
            {
                "@type": "CreativeWork",
                "name": row.work.title,
                "author": people(row.work.authors.all()),
                "sameAs": pages_elsewhere(row.work),
            }
            for row in film.film_works.all()
        ]
        + related_movies(film, "remake_of", "compiled_from"),
        "isPartOf": related_movies(film, "part_of"),
        "hasPart": related_movies(film, "has_part"),
        "trailer": related_movies(film, "has_trailer"),
        "award": [str(award) for award in film.awards.all()],
        "sameAs": pages_elsewhere(film),
        "citation": [cited_work(source) for source in sources],
        "aggregateRating": (
            rating.count
            and {
                "@type": "AggregateRating",
                "ratingValue": round(rating.average, 2),
                "ratingCount": rating.count,
                "bestRating": 5,
                "worstRating": 1,
            }
        )
        or None,
    }


def pages_elsewhere(row):
    """Return the addresses of a row's pages in other catalogues."""
    return [outside.url for outside in row.external_ids.all() if outside.url]


def related_movies(film, *kinds):
    """Return the films to which a film has relations that read so."""
    films = [row.shown_film for row in relations_of(film) if row.shown_kind in kinds]
    return [{"@type": "Movie", "name": row.title, "url": absolute(row.get_absolute_url())} for row in films]


def cited_work(source):
    """Return a source as the kind of work that it is, with its authors; a book has its edition."""
    kind = SOURCE_TYPES.get(source.kind, "CreativeWork")
    return {
        "@type": kind,
        "name": source.title,
        "author": [{"@type": "Person", "name": name} for name in source.author_names],
        "bookEdition": source.edition if kind == "Book" else "",
        "publisher": source.publisher and {"@type": "Organization", "name": source.publisher},
        "datePublished": source.published_on and source.published_on.iso,
        "url": absolute(source.get_absolute_url()),
        "sameAs": source.url,
    }


def names_of_countries(countries):
    """Return the names of the countries that answer for countries and former states, each once, in order."""
    return list(dict.fromkeys(country.iso_country.name for country in countries))


def people(persons):
    """Return each person once, in order."""
    by_key = {person.pk: person for person in persons}
    return [
        {"@type": "Person", "name": person.name, "url": absolute(person.get_absolute_url())}
        for person in by_key.values()
    ]

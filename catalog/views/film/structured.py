"""The structured data of a film's page, in the vocabulary of schema.org."""

from django.urls import reverse

from catalog.models import LanguageUse, SourceKind, VersionKind
from catalog.models.companies import PRODUCTION
from catalog.models.credits import DIRECTOR
from catalog.models.films import languages_of
from catalog.models.relations import relations_of
from catalog.site_address import absolute, permanent_id
from catalog.views.film.summary import summary

# Kinds of sources that have a word of their own; the others are creative works.
SOURCE_TYPES = {
    SourceKind.WEB_PAGE: "WebPage",
    SourceKind.ARTICLE: "Article",
    SourceKind.BOOK: "Book",
    SourceKind.DATABASE: "Dataset",
}
# Codes of jobs.
AUTHORS, COMPOSERS = ("screenplay", "writer", "story"), ("original-music-composer", "music")
PRODUCER, EDITOR = "producer", "editor"
# Versions that say the same in another language; all others are examples of one work.
TRANSLATIONS = {VersionKind.DUBBED, VersionKind.LANGUAGE_VERSION}


def movie(film, rating, sources, shown_logline):
    """Return a film as a Movie with its sources, without spoilers and without a rating that has no votes."""
    person_credits = [credit for credit in film.credits.all() if credit.person_id]
    crew = [credit for credit in person_credits if not credit.is_cast]

    def makers(*codes):
        return people(credit.person for credit in crew if credit.job.code in codes)

    return {
        "@context": "https://schema.org",
        "@type": "Movie",
        "@id": permanent_id("film", film.pk),
        "url": absolute(film.get_absolute_url()),
        "name": film.title,
        "alternateName": sorted({title.title for title in film.titles.all()} - {film.title}),
        "description": shown_logline.text if shown_logline else summary(film),
        "image": [absolute(poster.largest["url"]) for poster in film.posters],
        "datePublished": film.release_date and film.release_date.iso,
        "duration": film.leading_version and duration(film.leading_version),
        "genre": [str(genre) for genre in film.genres.all()],
        "about": [
            {"@type": "Thing", "name": str(subject), "sameAs": pages_elsewhere(subject)}
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
            {
                "@type": "Organization",
                "@id": permanent_id("company", role.company_id),
                "name": role.company.name,
                "url": absolute(role.company.get_absolute_url()),
            }
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
        "workTranslation": other_versions(film, translated=True),
        "workExample": other_versions(film, translated=False),
        "contentRating": ratings(film, film.leading_version),
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


def other_versions(film, *, translated):
    """Return the versions that do not lead, each as a Movie: the translations among them, or all others."""
    versions = [version for version in film.versions.all() if not version.leads]
    return [movie_of(version, film) for version in versions if translated != TRANSLATIONS.isdisjoint(version.kinds)]


def movie_of(version, film):
    subtitles = [row.language_id for row in version.languages.all() if row.use == LanguageUse.SUBTITLES]
    return {
        "@type": "Movie",
        "name": version.name or film.title,
        "url": absolute(reverse("film_versions", args=[film.pk, film.slug])) + f"#version-{version.pk}",
        "datePublished": version.date and version.date.iso,
        "duration": duration(version),
        "inLanguage": languages_of(version),
        "subtitleLanguage": subtitles,
        "contentRating": ratings(film, version),
    }


def duration(version):
    """Return a running time as ISO 8601 writes it; None where it is not known."""
    seconds = f"{version.runtime_seconds}S" if version.runtime_seconds else ""
    return version.runtime_minutes and f"PT{version.runtime_minutes}M{seconds}"


def ratings(film, version):
    """Return the age ratings of a version, each once, with its country. A release of no version is one of the leading one."""
    keys = {version.pk} if version else set()
    if version is None or version.leads:
        keys.add(None)
    rows = [row for row in film.releases.all() if row.certification and row.version_id in keys]
    return list(
        dict.fromkeys(
            f"{row.certification} ({row.country.iso_country})" if row.country else row.certification for row in rows
        )
    )


def pages_elsewhere(row):
    """Return the addresses of a row's pages in other catalogues."""
    return [outside.url for outside in row.external_ids.all() if outside.url]


def related_movies(film, *kinds):
    """Return the films to which a film has relations that read so."""
    films = [row.shown_film for row in relations_of(film) if row.shown_kind in kinds]
    return [
        {
            "@type": "Movie",
            "@id": permanent_id("film", row.pk),
            "name": row.title,
            "url": absolute(row.get_absolute_url()),
        }
        for row in films
    ]


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
    return list(dict.fromkeys(str(country.iso_country) for country in countries))


def people(persons):
    """Return each person once, in order."""
    by_key = {person.pk: person for person in persons}
    return [
        {
            "@type": "Person",
            "@id": permanent_id("person", person.pk),
            "name": person.name,
            "url": absolute(person.get_absolute_url()),
        }
        for person in by_key.values()
    ]

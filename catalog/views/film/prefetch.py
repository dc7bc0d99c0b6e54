"""What the pages of a film prefetch: each part in a fixed number of queries, however large the film is."""

from django.db.models import Exists, OuterRef, Prefetch, Q, prefetch_related_objects

from catalog.models import (
    Article,
    Award,
    Citation,
    Copy,
    Country,
    Credit,
    Event,
    EventCharacter,
    ExternalId,
    Film,
    FilmCompany,
    FilmWork,
    Image,
    OutsideRating,
    Question,
    Reading,
    Relation,
    Release,
    SpoilerLevel,
    Synopsis,
    SynopsisKind,
    Title,
    Version,
)
from catalog.models.copies import public_copies


def films():
    """Return published films with flags for their other pages: `has_credits` and so on.

    Whether the site shows copies is asked where a page is drawn: a redirect needs nothing of the site.
    """
    of_film = {"film": OuterRef("pk")}
    return (
        Film.objects.published()
        .with_reader_titles()
        .annotate(
            has_credits=Exists(Credit.objects.filter(**of_film)),
            has_versions=Exists(Version.objects.published().filter(~Q(leads=True), **of_film)),
            has_showable_copies=Exists(Copy.objects.showable().filter(**of_film)),
            has_releases=Exists(Release.objects.filter(**of_film)),
            has_synopses=Exists(Synopsis.objects.published().filter(**of_film)),
            has_story=Exists(Event.objects.filter(**of_film)),
            has_pictures=Exists(Image.objects.published().filter(**of_film)),
            has_questions=Exists(Question.objects.published().filter(**of_film)),
        )
    )


def fetch(film, *parts):
    prefetch_related_objects([film], *parts)


def fetch_portraits(credit_rows):
    """Add `portraits` to the people of some credits: the published pictures of each."""
    people = [credit.person for credit in credit_rows if credit.person_id]
    prefetch_related_objects(people, Prefetch("images", Image.objects.portraits(), to_attr="portraits"))


def rows(readings=Reading.objects):
    """Return the lookups of all rows that the main page of a film shows; `readings` are those of its questions."""
    return [
        versions(),
        external_ids(),
        cast_and_crew(),
        releases(),
        titles(),
        companies(),
        works(),
        relations(),
        relations_from_others(),
        awards(),
        synopses(),
        articles(),
        events(),
        questions(readings),
        outside_ratings(),
        pictures(),
        citations(),
    ]


def countries():
    """With those that answer for former states."""
    return Prefetch("countries", Country.objects.select_related("successor"))


def versions():
    """The leading version first."""
    rows = Version.objects.published().in_order()
    rows = rows.prefetch_related("countries", "languages__language", public_copies())
    return Prefetch("versions", rows)


def external_ids():
    return Prefetch("external_ids", ExternalId.objects.with_addresses())


def subject_ids():
    return Prefetch("subjects__external_ids", ExternalId.objects.with_addresses())


def cast_and_crew():
    rows = Credit.objects.in_order().select_related("person", "job__department").prefetch_related("characters")
    return Prefetch("credits", rows)


def releases():
    return Prefetch("releases", Release.objects.in_order().select_related("country__successor", "version"))


def titles():
    return Prefetch("titles", Title.objects.select_related("language", "country", "version"))


def companies():
    return Prefetch("film_companies", FilmCompany.objects.in_order())


def works():
    return Prefetch(
        "film_works",
        FilmWork.objects.select_related("work").prefetch_related("work__authors", "work__citations", work_ids()),
    )


def work_ids():
    return Prefetch("work__external_ids", ExternalId.objects.with_addresses())


def relations():
    """Those to films that visitors see."""
    rows = Relation.objects.to_public_films().in_order().select_related("other_film")
    return Prefetch("relations", rows.prefetch_related(Film.objects.reader_titles("other_film__")))


def relations_from_others():
    rows = Relation.objects.public_from_others().select_related("film")
    return Prefetch("relations_from_others", rows.prefetch_related(Film.objects.reader_titles("film__")))


def awards():
    return Prefetch("awards", Award.objects.prefetch_related("recipients"))


def synopses():
    return Prefetch("synopses", Synopsis.objects.published().select_related("source", "language"))


def loglines():
    """Those that tell no more than the premise."""
    rows = Synopsis.objects.published().filter(kind=SynopsisKind.LOGLINE, spoiler_level__lte=SpoilerLevel.PREMISE)
    return Prefetch("synopses", rows.select_related("language"), to_attr="loglines")


def articles():
    return Prefetch("articles", Article.objects.published().select_related("source", "language"))


def events():
    people = Prefetch("people", EventCharacter.objects.with_visible_fate())
    return Prefetch("events", Event.objects.in_order().prefetch_related(people))


def questions(readings=Reading.objects):
    lookup = Prefetch("readings", readings.with_sources())
    return Prefetch("questions", Question.objects.published().prefetch_related(lookup))


def outside_ratings():
    return Prefetch("outside_ratings", OutsideRating.objects.in_order())


def pictures():
    return Prefetch("images", Image.objects.published().select_related("version"), to_attr="pictures")


def posters():
    return Prefetch("images", Image.objects.posters(), to_attr="posters")


def citations():
    return Prefetch("citations", Citation.objects.select_related("version"))

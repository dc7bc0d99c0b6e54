"""Load the demo film into an empty catalogue."""

from django.core.files.base import ContentFile
from django.db import transaction

from catalog.demo import drawing, facts
from catalog.demo.rows import add_row, cite, find_or_add_person
from catalog.demo.story import load_story
from catalog.demo.tellings import load_questions, load_texts
from catalog.editing.documents import Root
from catalog.editing.edit import Edit
from catalog.models import (
    Award,
    Character,
    Company,
    Country,
    Credit,
    Department,
    ExternalId,
    Film,
    FilmCompany,
    FilmWork,
    Genre,
    Image,
    Job,
    Language,
    LanguageUse,
    MissingReason,
    Person,
    Release,
    Source,
    State,
    Title,
    Version,
    Work,
)


class CatalogueInUseError(Exception):
    """The catalogue isn't empty; nothing was changed."""


def refuse_catalogue_in_use():
    """Raise CatalogueInUseError where the catalogue has a film, a person, a company or a source."""
    if ExternalId.objects.filter(film__isnull=False, scheme="imdb", value=facts.EXTERNAL_IDS["imdb"]).exists():
        raise CatalogueInUseError(f"{facts.FILM['title']} is in the catalogue already. Nothing was changed.")
    # Deleting a film leaves its people and sources: where there are any, editors have used it.
    for model in (Film, Person, Company, Source):
        if model.objects.exists():
            raise CatalogueInUseError(
                f"The catalogue holds {model._meta.verbose_name_plural} already. Nothing was changed: "
                f"{facts.FILM['title']} loads only into an empty catalogue."
            )


@transaction.atomic
def load():
    """Load The Way Back with all that is known of it, published and featured, and return it.

    Raise CatalogueInUseError and change nothing where the catalogue isn't empty.
    """
    # On PostgreSQL two loads at once would both find the catalogue empty; the second waits here for the first.
    Department.objects.select_for_update().first()
    refuse_catalogue_in_use()
    with Edit(note="The first film.") as edit:
        film = load_film_with_parts()
        edit.add_root(Root.of(film))
        edit.keep()
    return Film.objects.get(pk=film.pk)


def load_film_with_parts():
    sources = {name: add_row(Source, **fields) for name, fields in facts.SOURCES.items()}
    film = load_film(sources)
    load_credits(film, sources)
    load_companies(film, sources)
    load_releases(film, sources)
    load_work(film, sources)
    load_award(film, sources)
    load_questions(film, sources, load_texts(film, sources))
    load_story(film, sources)
    load_pictures(film)
    return film


def load_film(sources):
    film = add_row(Film, state=State.PUBLISHED, featured=True, **facts.FILM)
    for scheme, value in facts.EXTERNAL_IDS.items():
        add_row(ExternalId, film=film, scheme=scheme, value=value)
    film.countries.set(Country.objects.filter(pk__in=facts.COUNTRIES))
    film.genres.set(Genre.objects.filter(name__in=facts.GENRES))
    for field, names in facts.FIELDS.items():
        cite(sources, names, film=film, field=field)
    version = add_row(Version, film=film, leads=True, **facts.VERSION)
    version.set_languages(LanguageUse.SPOKEN, Language.objects.filter(pk__in=facts.LANGUAGES))
    for field, names in facts.VERSION_FIELDS.items():
        cite(sources, names, film=film, version=version, field=field)
    for title, language, country, names in facts.TITLES:
        row = add_row(Title, film=film, title=title, language_id=language, country_id=country)
        cite(sources, names, film=film, title=row)
    return film


def load_credits(film, sources):
    for place, (actor, character, gap) in enumerate(facts.CAST, 1):
        credit = load_credit(film, sources, "Acting", "Actor", actor, place, ["credits"], gap)
        credit.characters.add(add_row(Character, name=character))
    for line in facts.CREW:
        load_credit(film, sources, *line)


def load_credit(film, sources, department, job, name, place, names, gap):
    job = Job.objects.get(department__name=department, name=job)
    credit = add_row(Credit, film=film, job=job, person=find_or_add_person(name), billing_order=place)
    cite(sources, names, film=film, credit=credit)
    if gap is not None:
        cite(sources, {"S1": gap}, film=film, credit=credit, missing_reason=MissingReason.STRIPPED)
    return credit


def load_companies(film, sources):
    for position, (role, name) in enumerate(facts.COMPANIES):
        company = add_row(Company, name=name)
        row = add_row(FilmCompany, film=film, company=company, role=role, position=position)
        cite(sources, ["S1"], film=film, film_company=row)


def load_releases(film, sources):
    for fields in facts.RELEASES:
        release = add_row(Release, film=film, **fields)
        cite(sources, ["S1"], film=film, release=release)


def load_work(film, sources):
    work = add_row(Work, **facts.WORK)
    work.authors.add(find_or_add_person(facts.AUTHOR))
    cite(sources, ["S1"], film=film, film_work=add_row(FilmWork, film=film, work=work))


def load_award(film, sources):
    award = add_row(Award, film=film, **facts.AWARD)
    for name, imdb in facts.RECIPIENTS:
        recipient = find_or_add_person(name)
        add_row(ExternalId, person=recipient, scheme="imdb", value=imdb)
        award.recipients.add(recipient)
    cite(sources, ["academy"], film=film, award=award)


def load_pictures(film):
    for kind, spoiler_level, alt, caption in facts.PICTURES:
        picture = getattr(drawing, kind)()
        add_row(
            Image,
            film=film,
            kind=kind,
            file=ContentFile(drawing.png(picture), f"{kind}.png"),
            alt=alt,
            caption=caption,
            credit_line=facts.CREDIT_LINE,
            licence=facts.LICENCE,
            spoiler_level=spoiler_level,
            state=State.PUBLISHED,
        )

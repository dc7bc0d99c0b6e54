"""Load Metropolis, also into a catalogue that is in use."""

from django.db.models import Q

from catalog.demo.film import (
    CatalogueInUseError,
    load_credit,
    load_film,
    load_pictures,
    load_titles,
    load_version,
    save_film,
)
from catalog.demo.metropolis import drawing, facts
from catalog.demo.metropolis.credits import CAST, CREW, DESCRIPTIONS, DIFFERENCES, REMARKS, SPELLINGS
from catalog.demo.metropolis.questions import QUESTIONS
from catalog.demo.metropolis.versions import RATINGS, VERSIONS
from catalog.demo.rows import add_row, cite, cite_work, find_or_add, find_or_add_person
from catalog.demo.tellings import load_questions, load_texts
from catalog.editing.stored_words import SECOND_DEMO
from catalog.models import Character, Company, ExternalId, Film, FilmCompany, FilmWork, Release, Source, Work

# The sources differ on the year.
YEARS = (1926, 1927)


def refuse_same_film():
    """Raise CatalogueInUseError where a film has this title and year, or one of the outside ids."""
    ids = [Q(scheme=scheme, value=value) for scheme, value in facts.EXTERNAL_IDS.items()]
    same_id = ExternalId.objects.filter(Q(*ids, _connector=Q.OR), film__isnull=False).first()
    same_film = Film.objects.filter(title__iexact=facts.FILM["title"], year__in=YEARS).first()
    film = same_id.film if same_id else same_film
    if film:
        reason = str(same_id) if same_id else "its title and year"
        raise CatalogueInUseError(
            f"{facts.FILM['title']} is in the catalogue already: film {film.pk}, “{film}”, has {reason}. Nothing was changed."
        )


def load():
    """Load Metropolis with its versions and all that its sources say of it, published, and return it.

    It shares people, companies, sources and the novel with what the catalogue has. Raise CatalogueInUseError and change
    nothing where the film is there already.
    """
    return save_film(load_film_with_parts, refuse=refuse_same_film, note=SECOND_DEMO)


def load_film_with_parts():
    sources = {name: find_or_add(Source, by=["title", "publisher"], **fields) for name, fields in facts.SOURCES.items()}
    film = load_film(facts, sources)
    load_titles(facts, film, sources)
    load_versions(film, sources)
    load_credits(film, sources)
    load_companies(film, sources, facts.COMPANIES)
    load_work(film, sources)
    load_questions(film, sources, QUESTIONS, load_texts(facts, film, sources))
    load_pictures(facts, film, drawing)
    return film


def load_versions(film, sources):
    for position, line in enumerate(VERSIONS):
        version = load_version(
            film,
            sources,
            {"position": position, **line["fields"]},
            line["citations"],
            languages=line.get("languages"),
            countries=line.get("countries", ()),
        )
        for fields, names in line.get("releases", ()):
            cite(sources, names, film=film, release=add_row(Release, film=film, version=version, **fields))
        load_companies(film, sources, line.get("companies", ()), version=version)
    for fields, names in RATINGS:
        cite(sources, names, film=film, release=add_row(Release, film=film, **fields))


def load_credits(film, sources):
    characters = {}
    for place, (actor, names, source_names) in enumerate(CAST, 1):
        credit = load_credit_with_remarks(film, sources, "actor", actor, place, source_names)
        for name in names:
            if name not in characters:
                characters[name] = add_row(Character, name=name, description=DESCRIPTIONS.get(name, ""))
            credit.characters.add(characters[name])
    for place, (job, name, source_names) in enumerate(CREW, 1):
        load_credit_with_remarks(film, sources, job, name, place, source_names)


def load_credit_with_remarks(film, sources, job, name, place, source_names):
    remarks, differences = REMARKS.get((name, job), {}), DIFFERENCES.get((name, job), {})
    return load_credit(film, sources, job, find_person(name), place, source_names, differences, **remarks)


def find_person(name):
    return find_or_add_person(name, spelling=SPELLINGS.get(name, ""))


def load_companies(film, sources, lines, **fields):
    for position, (role, name, names) in enumerate(lines):
        company = find_or_add(Company, by=["name"], name=name)
        row = add_row(FilmCompany, film=film, company=company, role_id=role, position=position, **fields)
        cite(sources, names, film=film, film_company=row)


def load_work(film, sources):
    author = find_or_add_person(facts.AUTHOR)
    work = Work.objects.filter(authors=author, **facts.WORK).first()
    if work is None:
        work = add_row(Work, **facts.WORK)
        work.authors.add(author)
    cite(sources, facts.WORK_SOURCES, film=film, film_work=add_row(FilmWork, film=film, work=work))
    cite_work(sources, facts.WORK_SOURCES, work)

"""Load the first demo film into an empty catalogue."""

from catalog.demo import drawing, facts
from catalog.demo.film import (
    CatalogueInUseError,
    load_credit,
    load_film,
    load_leading_version,
    load_pictures,
    load_titles,
    save_film,
)
from catalog.demo.questions import QUESTIONS
from catalog.demo.rows import add_row, cite, cite_work, find_or_add_person
from catalog.demo.story import load_story
from catalog.demo.tellings import load_questions, load_texts
from catalog.editing.stored_words import FIRST_DEMO
from catalog.models import (
    Award,
    Character,
    Company,
    ExternalId,
    Film,
    FilmCompany,
    FilmWork,
    MissingReason,
    Person,
    Release,
    Source,
    Work,
)


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


def load():
    """Load The Way Back with all that is known of it, published and featured, and return it.

    Raise CatalogueInUseError and change nothing where the catalogue isn't empty.
    """
    return save_film(load_film_with_parts, refuse=refuse_catalogue_in_use, note=FIRST_DEMO)


def load_film_with_parts():
    sources = {name: add_row(Source, **fields) for name, fields in facts.SOURCES.items()}
    for name, original in facts.COPIES.items():
        sources[name].copied_from = sources[original]
        sources[name].save()
    film = load_film(facts, sources, featured=True)
    load_leading_version(facts, film, sources)
    load_titles(facts, film, sources)
    load_credits(film, sources)
    load_companies(film, sources)
    load_releases(film, sources)
    load_work(film, sources)
    load_award(film, sources)
    load_questions(film, sources, QUESTIONS, load_texts(facts, film, sources))
    load_story(film, sources)
    load_pictures(facts, film, drawing)
    return film


def load_credits(film, sources):
    for place, (actor, character, gap) in enumerate(facts.CAST, 1):
        credit = load_credit(film, sources, "actor", find_or_add_person(actor), place, ["credits"])
        credit.characters.add(add_row(Character, name=character))
        load_gap(film, sources, credit, gap)
    for job, name, place, names, gap in facts.CREW:
        load_gap(film, sources, load_credit(film, sources, job, find_or_add_person(name), place, names), gap)


def load_gap(film, sources, credit, gap):
    """Cite the blog article for a credit whose name it lost."""
    if gap is not None:
        cite(sources, {"S1": gap}, film=film, credit=credit, missing_reason=MissingReason.STRIPPED)


def load_companies(film, sources):
    for position, (role, name) in enumerate(facts.COMPANIES):
        company = add_row(Company, name=name)
        row = add_row(FilmCompany, film=film, company=company, role_id=role, position=position)
        cite(sources, ["S1"], film=film, film_company=row)


def load_releases(film, sources):
    for fields in facts.RELEASES:
        release = add_row(Release, film=film, **fields)
        cite(sources, ["S1"], film=film, release=release)


def load_work(film, sources):
    work = add_row(Work, **facts.WORK)
    work.authors.add(find_or_add_person(facts.AUTHOR, spelling=facts.AUTHOR_SPELLING))
    cite(sources, ["S1"], film=film, film_work=add_row(FilmWork, film=film, work=work))
    cite_work(sources, ["S1"], work)


def load_award(film, sources):
    award = add_row(Award, film=film, **facts.AWARD)
    for name, imdb in facts.RECIPIENTS:
        recipient = find_or_add_person(name)
        add_row(ExternalId, person=recipient, scheme_id="imdb", value=imdb)
        award.recipients.add(recipient)
    cite(sources, ["academy"], film=film, award=award)

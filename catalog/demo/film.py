"""Load what both demo films have. `facts` is the module of a film's facts."""

from django.core.files.base import ContentFile
from django.db import transaction

from catalog.demo.drawing import png
from catalog.demo.rows import add_row, cite
from catalog.editing.documents import Root
from catalog.editing.edit import Edit
from catalog.models import (
    Country,
    Credit,
    Department,
    ExternalId,
    Film,
    Genre,
    Image,
    Job,
    Language,
    LanguageUse,
    State,
    Title,
    Version,
)


class CatalogueInUseError(Exception):
    """The film can't be loaded into this catalogue; nothing was changed."""


@transaction.atomic
def save_film(load_parts, *, refuse, note):
    """Load a film with its parts and its first revision, and return it. `refuse` raises where it isn't to be loaded."""
    # On PostgreSQL two loads at once would both find that nothing refuses them; the second waits here for the first.
    Department.objects.select_for_update().first()
    refuse()
    with Edit(note=note) as edit:
        film = load_parts()
        edit.add_root(Root.of(film))
        edit.keep()
    return Film.objects.get(pk=film.pk)


def load_film(facts, sources, *, featured=False):
    """Save the film with its fields, outside ids, countries and genres, and cite the sources of its fields."""
    film = add_row(Film, state=State.PUBLISHED, featured=featured, **facts.FILM)
    for scheme, value in facts.EXTERNAL_IDS.items():
        add_row(ExternalId, film=film, scheme_id=scheme, value=value)
    film.countries.set(Country.objects.filter(pk__in=facts.COUNTRIES))
    film.genres.set(Genre.objects.filter(name__in=facts.GENRES))
    for field, names in facts.FIELDS.items():
        cite(sources, names, film=film, field=field)
    return film


def load_leading_version(facts, film, sources):
    fields = {"leads": True, **facts.VERSION}
    return load_version(film, sources, fields, facts.VERSION_FIELDS, languages={LanguageUse.SPOKEN: facts.LANGUAGES})


def load_version(film, sources, fields, cited_fields, *, languages=None, countries=()):
    """Save a version; `languages` has tags by use, `cited_fields` the names of the sources by field."""
    version = add_row(Version, film=film, **fields)
    for use, tags in (languages or {}).items():
        version.set_languages(use, Language.objects.filter(pk__in=tags))
    version.countries.set(Country.objects.filter(pk__in=countries))
    version.update_film()
    for field, names in cited_fields.items():
        cite(sources, names, film=film, version=version, field=field)
    return version


def load_titles(facts, film, sources):
    for title, kind, language, country, names in facts.TITLES:
        row = add_row(Title, film=film, title=title, kind=kind, language_id=language, country_id=country)
        cite(sources, names, film=film, title=row)


def load_credit(film, sources, job, person, place, names, differences=None, **remarks):
    """Save a credit; `job` is a code, `differences` what a source says otherwise by the name of the source."""
    job = Job.objects.get(code=job)
    credit = add_row(Credit, film=film, job=job, person=person, billing_order=place, **remarks)
    cite(sources, names, differences, film=film, credit=credit)
    return credit


def load_pictures(facts, film, drawing):
    """Save the pictures that the module `drawing` draws, each by the function of its kind's name."""
    for kind, spoiler_level, alt, caption in facts.PICTURES:
        picture = getattr(drawing, kind)()
        add_row(
            Image,
            film=film,
            kind=kind,
            file=ContentFile(png(picture), f"{kind}.png"),
            alt=alt,
            caption=caption,
            credit_line=facts.CREDIT_LINE,
            licence=facts.LICENCE,
            spoiler_level=spoiler_level,
            state=State.PUBLISHED,
        )

"""Rows for tests. Each function makes one row with what it needs, published unless its fields give another state."""

import io
import itertools
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.text import slugify
from PIL import Image as Pillow

from catalog.models import (
    Article,
    Award,
    Character,
    Citation,
    Comment,
    CommentState,
    Company,
    Copy,
    Credit,
    CuratedList,
    Department,
    EntryCitation,
    Event,
    EventCharacter,
    Film,
    FilmCompany,
    FilmWork,
    Image,
    Job,
    Language,
    ListEntry,
    OutsideRating,
    Page,
    PageText,
    Person,
    PersonName,
    Question,
    Reading,
    Relation,
    Release,
    SiteText,
    Source,
    State,
    Subject,
    Synopsis,
    Title,
    Version,
    Vote,
    Work,
)
from catalog.models.facts import FIELDS
from catalog.models.sites import THE_SITE

numbers = itertools.count(1)
OF_VERSION = {field.name for field in FIELDS.values() if field.of_version}


def new_name(label):
    """Return the label with a number that no other name of this run has."""
    return f"{label} {next(numbers)}"


def public(fields):
    """Return the fields with the state "published", unless they give another state."""
    return {"state": State.PUBLISHED} | fields


def make_film(**fields):
    """Make a film; a running time, sound, colour or languages are those of its leading version."""
    of_version = {
        name: fields.pop(name) for name in ("runtime_minutes", "sound", "colour", "languages") if name in fields
    }
    film = Film.objects.create(**public({"title": new_name("Film")} | fields))
    if of_version:
        set_leading(film, **of_version)
    return film


def make_version(film, *, languages=(), use="spoken", **fields):
    """Make a version that does not lead unless `leads` says so; `languages` are tags, all of one use."""
    version = Version.objects.create(film=film, **public(fields))
    if languages:
        version.set_languages(use, [Language.objects.get(pk=tag) for tag in languages])
        version.update_film()
    return version


def make_copy(film, *, languages=(), use="spoken", **fields):
    """Make a copy, of the leading version unless `version` gives another; `languages` are tags, all of one use."""
    copy = Copy.objects.create(film=film, **fields)
    if languages:
        copy.set_languages(use, [Language.objects.get(pk=tag) for tag in languages])
    return copy


def set_leading(film, *, languages=None, use="spoken", **fields):
    """Set fields and languages of the film's leading version, and the film's own that follow from them."""
    version = Version.objects.get_or_create(film=film, leads=True)[0]
    for name, value in fields.items():
        setattr(version, name, value)
    version.save()
    if languages is not None:
        version.set_languages(use, [Language.objects.get(pk=tag) for tag in languages])
        version.update_film()
    film.refresh_from_db()
    return version


def make_person(*, names=(), nationalities=(), **fields):
    """Make a person; `names` are other names that visitors see, `nationalities` are codes of countries."""
    person = Person.objects.create(**({"name": new_name("Person")} | fields))
    for name in names:
        make_person_name(person, name=name)
    if nationalities:
        person.nationalities.set(nationalities)
    return person


def make_person_name(person=None, **fields):
    return PersonName.objects.create(person=person or make_person(), **({"name": new_name("Other name")} | fields))


def make_company(**fields):
    return Company.objects.create(**({"name": new_name("Company")} | fields))


def make_subject(**fields):
    name = fields.get("name") or new_name("Subject")
    return Subject.objects.get_or_create(name=name, defaults={"slug": slugify(name)} | fields)[0]


def make_site_text(language="en", **fields):
    """Make what the site says of itself in a language."""
    return SiteText.objects.create(site_id=THE_SITE, language=language, **fields)


def make_page(slug="", *, titles=None, body="We *show* films.", **fields):
    """Make a page of the site; `titles` are those of its texts by their languages, by default one in English."""
    page = Page.objects.create(slug=slug or slugify(new_name("page")), **public(fields))
    for language, title in (titles or {"en": "About us"}).items():
        PageText.objects.create(page=page, language=language, title=title, body=body)
    return page


def make_source(**fields):
    return Source.objects.create(**({"title": new_name("Source")} | fields))


def make_job(name="Actor", department="Acting"):
    """Return the job and department with the codes that these names have."""
    if job := Job.objects.filter(code=slugify(name)).first():
        return job
    values = {"name": department, "position": 100 + next(numbers)}
    row, _ = Department.objects.get_or_create(code=slugify(department), defaults=values)
    return Job.objects.create(code=slugify(name), name=name, department=row)


def make_credit(film, *, job=None, characters=(), **fields):
    if not fields.keys() & {"person", "missing_reason"}:
        fields["person"] = make_person()
    credit = Credit.objects.create(film=film, job=job or make_job(), **fields)
    if characters:
        credit.characters.set([Character.objects.create(name=name) for name in characters])
    return credit


def make_release(film, **fields):
    return Release.objects.create(film=film, **({"date": "2010-09-03"} | fields))


def make_title(film, **fields):
    return Title.objects.create(film=film, **({"title": new_name("Title")} | fields))


def make_film_company(film, **fields):
    return FilmCompany.objects.create(
        film=film, **({"company": fields.pop("company", None) or make_company()} | fields)
    )


def make_work(film, *, authors=(), **fields):
    work = Work.objects.create(**({"title": new_name("Work")} | fields))
    if authors:
        work.authors.set(authors)
    return FilmWork.objects.create(film=film, work=work)


def make_award(film, *, recipients=(), **fields):
    award = Award.objects.create(film=film, **({"organisation": "Academy", "category": new_name("Category")} | fields))
    if recipients:
        award.recipients.set(recipients)
    return award


def english():
    return Language.objects.get_or_create(tag="en", defaults={"name": "English"})[0]


def make_event(film, *, people=(), **fields):
    """Make an event; `people` are pairs of a character's name and a fate."""
    event = Event.objects.create(film=film, **({"order": next(numbers), "happens": new_name("They walk")} | fields))
    for name, fate in people:
        EventCharacter.objects.create(event=event, character=Character.objects.create(name=name), fate=fate)
    return event


def make_synopsis(film, **fields):
    return Synopsis.objects.create(
        film=film, **public({"body": "A man walks home.", "language": english(), "spoiler_level": 1} | fields)
    )


def make_relation(film, other_film=None, *, kind="remake_of", **fields):
    return Relation.objects.create(film=film, other_film=other_film or make_film(), kind=kind, **fields)


def make_article(film, **fields):
    return Article.objects.create(film=film, **public({"body": "It was praised.", "language": english()} | fields))


def make_outside_rating(film, **fields):
    values = {"scheme_id": "movielens", "half_stars_8": 3, "half_stars_5": 1} | fields
    return OutsideRating.objects.create(film=film, **values)


def make_question(film, *, readings=(), **fields):
    question = Question.objects.create(film=film, **public({"question": new_name("Which water is it")} | fields))
    for source, value in readings:
        Reading.objects.create(question=question, source=source, value=value)
    return question


def make_citation(film, **fields):
    """Make a citation; one for a field of the film that follows from its leading version stands under that."""
    if fields.get("field") in OF_VERSION and "version" not in fields:
        fields["version"] = film.versions.filter(leads=True).first() or set_leading(film)
    return Citation.objects.create(film=film, **({"source": fields.pop("source", None) or make_source()} | fields))


def cite_entry(entry, field="", source=None, **fields):
    """Cite a source for a field of a person, a company or a work; for a name of a person with `person_name`."""
    noun = entry._meta.model_name
    return EntryCitation.objects.create(**{noun: entry}, field=field, source=source or make_source(), **fields)


def upload(name="poster.png", size=(640, 960), kind="PNG", colour="navy"):
    """Return a picture as a browser sends it."""
    content = io.BytesIO()
    Pillow.new("RGB", size, colour).save(content, kind)
    return SimpleUploadedFile(name, content.getvalue())


def make_image(film=None, **fields):
    size = fields.pop("size", (40, 60))
    return Image.objects.create(film=film, **public({"file": upload(size=size), "alt": new_name("A picture")} | fields))


def make_list(films=(), **fields):
    """Make a list of films, in this order."""
    curated_list = CuratedList.objects.create(**public({"title": new_name("List")} | fields))
    for position, film in enumerate(films, 1):
        make_list_entry(curated_list, film, position=position)
    return curated_list


def make_list_entry(curated_list=None, film=None, **fields):
    return ListEntry.objects.create(curated_list=curated_list or make_list(), film=film or make_film(), **fields)


def make_vote(film, *, stars=4, voter=None):
    Vote.objects.cast(film=film, voter=voter or new_name("voter"), stars=stars)


def make_comment(film, **fields):
    return Comment.objects.create(
        film=film, **({"name": "Ann", "body": new_name("I liked it"), "state": CommentState.APPROVED} | fields)
    )


def in_a_week():
    return timezone.now() + timedelta(days=7)

"""Rows for tests: each builds just what it is asked for, published unless told otherwise."""

import io
import itertools
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image as Pillow

from catalog.models import (
    Article,
    Award,
    Character,
    Citation,
    Comment,
    CommentState,
    Company,
    Credit,
    Department,
    Event,
    EventCharacter,
    Film,
    FilmCompany,
    FilmWork,
    Image,
    Job,
    Language,
    Person,
    Question,
    Reading,
    Release,
    Source,
    State,
    Synopsis,
    Title,
    Vote,
    Work,
)

numbers = itertools.count(1)


def named(what):
    return f"{what} {next(numbers)}"


def public(fields):
    """Fields of something published, unless they say another state."""
    return {"state": State.PUBLISHED} | fields


def make_film(**fields):
    return Film.objects.create(**public({"title": named("Film")} | fields))


def make_person(**fields):
    return Person.objects.create(**({"name": named("Person")} | fields))


def make_company(**fields):
    return Company.objects.create(**({"name": named("Company")} | fields))


def make_source(**fields):
    return Source.objects.create(**({"title": named("Source")} | fields))


def make_job(name="Actor", department="Acting"):
    found, _ = Department.objects.get_or_create(name=department, defaults={"position": 100 + next(numbers)})
    return Job.objects.get_or_create(name=name, department=found)[0]


def make_credit(film, *, job=None, characters=(), **fields):
    if "missing_reason" not in fields:
        fields.setdefault("person", fields.get("person") or make_person())
    credit = Credit.objects.create(film=film, job=job or make_job(), **fields)
    credit.characters.set([Character.objects.create(name=name) for name in characters])
    return credit


def make_release(film, **fields):
    return Release.objects.create(film=film, **({"date": "2010-09-03"} | fields))


def make_title(film, **fields):
    return Title.objects.create(film=film, **({"title": named("Title")} | fields))


def make_film_company(film, **fields):
    return FilmCompany.objects.create(
        film=film, **({"company": fields.pop("company", None) or make_company()} | fields)
    )


def make_work(film, *, authors=(), **fields):
    work = Work.objects.create(**({"title": named("Work")} | fields))
    work.authors.set(authors)
    return FilmWork.objects.create(film=film, work=work)


def make_award(film, *, recipients=(), **fields):
    award = Award.objects.create(film=film, **({"organisation": "Academy", "category": named("Category")} | fields))
    award.recipients.set(recipients)
    return award


def english():
    return Language.objects.get_or_create(tag="en", defaults={"name": "English"})[0]


def make_event(film, *, people=(), **fields):
    """An event; `people` are pairs of a character's name and a fate."""
    event = Event.objects.create(film=film, **({"order": next(numbers), "happens": named("They walk")} | fields))
    for name, fate in people:
        EventCharacter.objects.create(event=event, character=Character.objects.create(name=name), fate=fate)
    return event


def make_synopsis(film, **fields):
    return Synopsis.objects.create(
        film=film, **public({"body": "A man walks home.", "language": english(), "spoiler_level": 1} | fields)
    )


def make_article(film, **fields):
    return Article.objects.create(film=film, **public({"body": "It was praised.", "language": english()} | fields))


def make_question(film, *, readings=(), **fields):
    question = Question.objects.create(film=film, **public({"question": named("Which water is it")} | fields))
    for source, value in readings:
        Reading.objects.create(question=question, source=source, value=value)
    return question


def make_citation(film, **fields):
    return Citation.objects.create(film=film, **({"source": fields.pop("source", None) or make_source()} | fields))


def upload(name="poster.png", size=(640, 960), kind="PNG", colour="navy"):
    """A picture as a browser sends it."""
    out = io.BytesIO()
    Pillow.new("RGB", size, colour).save(out, kind)
    return SimpleUploadedFile(name, out.getvalue())


def make_image(film=None, **fields):
    size = fields.pop("size", (40, 60))
    return Image.objects.create(film=film, **public({"file": upload(size=size), "alt": named("A picture")} | fields))


def make_vote(film, *, stars=4, voter=None):
    Vote.objects.cast(film=film, voter=voter or named("voter"), stars=stars)


def make_comment(film, **fields):
    return Comment.objects.create(
        film=film, **({"name": "Ann", "body": named("I liked it"), "state": CommentState.APPROVED} | fields)
    )


def in_a_week():
    return timezone.now() + timedelta(days=7)

"""A catalogue in which all that is not public carries a word that stands nowhere else."""

from datetime import timedelta
from types import SimpleNamespace

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.utils import timezone

from catalog.editing.documents import Root
from catalog.editing.edit import Edit
from catalog.editing.history import record_revision
from catalog.models import (
    AlignmentCorrection,
    Collation,
    Company,
    Deed,
    DuplicatePair,
    Film,
    Merge,
    Person,
    Proposal,
)
from tests.factories import (
    in_a_week,
    make_article,
    make_award,
    make_citation,
    make_comment,
    make_company,
    make_credit,
    make_event,
    make_film,
    make_film_company,
    make_image,
    make_person,
    make_question,
    make_release,
    make_source,
    make_synopsis,
    make_title,
    make_vote,
    make_work,
)
from tests.previews import make_working_copy

# The word; another that searches ask for, so that an answer may say it; and numbers of other catalogues.
MARK, SOUGHT, OUTSIDE = "zzleak", "vantablack", "77777"
SECRET = f"Zzleak {SOUGHT}"
UNSEEN = [
    {"state": "draft"},
    {"state": "in_review"},
    {"state": "withdrawn"},
    {"state": "published", "published_from": in_a_week()},
]


def texts(said, *names):
    return {name: f"{said} {name}" for name in names}


def people(said):
    """Somebody for each part that people have in a film, a company and a source."""
    actor, author, winner = (
        make_person(name=f"{said} {role}", **texts(said, "other_names", "birthplace", "biography"))
        for role in ("actor", "author", "winner")
    )
    company = make_company(name=f"{said} pictures", other_names=said)
    source = make_source(
        url="https://example.org/" + said.split()[0], **texts(said, "title", "publisher", "note", "licence")
    )
    return SimpleNamespace(actor=actor, author=author, winner=winner, company=company, source=source)


def fill(film, said, who, number=0, **state):
    """Give a film some of everything."""
    source = who.source
    rows = {
        "credit": make_credit(film, person=who.actor, characters=[f"{said} role"], credited_as=said),
        "release": make_release(film, country_id="PL", event=said, note=said),
        "film_company": make_film_company(film, company=who.company),
        "film_work": make_work(film, title=f"{said} novel", authors=[who.author]),
        "award": make_award(film, organisation=said, category=said, recipients=[who.winner]),
        "title": make_title(film, title=f"{said} title", note=said),
        "event": make_event(film, place=said, happens=f"{said} happens.", people=[(f"{said} walker", "dies")]),
    }
    for name, row in rows.items():
        make_citation(film, source=source, quote=said, **{name: row})
    make_citation(film, source=source, field="title", quote=said)
    film.external_ids.create(scheme="imdb", value=f"tt{number:07}")
    film.external_ids.create(scheme="tmdb", value=str(number))
    add_texts(film, said, source, **state)
    make_comment(film, name=said, body=said)
    make_vote(film, voter=f"{said} {film.pk}")


def add_texts(film, said, source, **state):
    """Give a film two synopses, an article, a question with its readings, and pictures."""
    tellings = [
        make_synopsis(film, source=source, title=said, body=f"## {said}\n\n{said} walks {way}.", **state)
        for way in ("home", "away")
    ]
    article = make_article(film, source=source, title=said, body=f"{said} was praised.", kind="overview", **state)
    question = make_question(film, readings=[(source, said)], **texts(said, "question", "ruling", "reason"), **state)
    question.readings.update(synopsis=tellings[0], quote_exact=said)
    question.readings.create(source=source, value=said, article=article, quote_exact=said)
    for kind in ("poster", "still"):
        make_image(film, kind=kind, source=source, **texts(said, "alt", "caption", "credit_line", "licence"), **state)


def seed():
    """Make the catalogue: an open film with all its rows, and around it all that visitors must not see."""
    editor = User.objects.create_user(f"{MARK}-editor", first_name=SECRET, email=f"{MARK}@example.org", is_staff=True)
    film, other = make_film(title="Open film", featured=True), make_film(title="Other film")
    who = people("Open")
    fill(film, "Open", who, number=1)
    make_image(person=who.actor, kind="portrait", alt="Open portrait")
    make_credit(other, person=who.actor)
    unseen = hide_films(who)
    hide_parts(film, who)
    hide_in_working_copy(film, who)
    alone = people(f"{SECRET} alone")
    for model in (Film, Person, Company):
        model.objects.update(note=f"{SECRET} note")
    moved = hide_deeds(film, unseen[0], alone, editor)
    return SimpleNamespace(film=film, other=other, unseen=unseen, moved={("film", moved)})


def hide_films(who):
    """Films that are not public, with people of their own and with those of the open film."""
    films = []
    for number, state in enumerate(UNSEEN, 1):
        film = make_film(featured=True, **texts(SECRET, "title", "original_title", "logline"), **state)
        own = people(f"{SECRET} {number}")
        fill(film, SECRET, own, number=int(f"{OUTSIDE}{number:02}"))
        for person in (own.actor, own.author):
            make_image(person=person, kind="portrait", alt=SECRET)
            person.external_ids.create(scheme="imdb", value=f"nm{OUTSIDE}{person.pk:02}")
        make_credit(film, person=who.actor, characters=[SECRET])
        make_film_company(film, company=who.company)
        make_work(film, title=f"{SECRET} other novel", authors=[who.author])
        make_award(film, category=SECRET, recipients=[who.winner])
        make_citation(film, source=who.source, field="logline", quote=SECRET)
        hide_proposal(film)
        films.append(film)
    return films


def hide_proposal(film):
    """What the desk keeps beside a film."""
    left, right = film.synopses.order_by("id")[:2]
    proposal = Proposal.objects.create(film=film, key="k", about="a", kind="number", question=SECRET)
    proposal.readings.create(synopsis=left, value=SECRET, quote_exact=SECRET)
    AlignmentCorrection.objects.create(
        left=left, right=right, kind="join", left_sentences=[SECRET], right_sentences=[SECRET]
    )
    pairs = [{"kind": "same", "left": [SECRET], "right": [SECRET]}]
    Collation.objects.create(left=left, right=right, pairs=pairs, fingerprint="f")


def hide_parts(film, who):
    """What is not public of the open film and of those in it."""
    for state in UNSEEN:
        add_texts(film, SECRET, who.source, **state)
        make_image(person=who.actor, kind="portrait", alt=SECRET, **state)
    shown = film.questions.published().first()
    hidden = film.synopses.filter(state="draft").first()
    shown.readings.create(source=who.source, value="Open", synopsis=hidden, quote_exact=SECRET)
    for state in ("pending", "rejected", "spam"):
        make_comment(film, name=SECRET, body=SECRET, state=state)
    Proposal.objects.create(film=film, key="k", about="a", kind="number", question=SECRET)


def hide_in_working_copy(film, who):
    """Changed fields, changed rows and new rows of the open film, with people whom nothing else knows."""
    new = people(f"{SECRET} new")

    def change(film):
        fill(film, SECRET, new, number=int(f"{OUTSIDE}50"))
        make_credit(film, person=who.actor, credited_as=f"{SECRET} again")
        for name, value in texts(SECRET, "title", "original_title", "logline", "note").items():
            setattr(film, name, value)
        film.save()
        for row in (film.synopses.first(), film.articles.first()):
            row.title, row.body = SECRET, SECRET
            row.save()
        for row, name in ((film.credits.first(), "credited_as"), (film.questions.first(), "ruling")):
            setattr(row, name, SECRET)
            row.save()

    make_working_copy(film, change)


def hide_deeds(film, unseen, alone, editor):
    """The history of all this, links, merges, duplicates and presences. Return the id of a film that went into the open one."""
    deleted = make_film(title=f"{SECRET} deleted")
    fill(deleted, SECRET, people(f"{SECRET} deleted"), number=int(f"{OUTSIDE}60"))
    with Edit(Root("film", deleted.pk), editor=editor, note=SECRET, deed=Deed.DELETED, directly=True) as edit:
        Film.objects.get(pk=deleted.pk).delete()
        edit.keep()
    for root in (Root("film", film.pk), Root("film", unseen.pk), Root("person", alone.actor.pk)):
        record_revision(root, editor=editor, deed=Deed.CHANGED, note=SECRET, label=SECRET)
    LogEntry.objects.log_actions(editor.pk, [film], CHANGE, SECRET, single_object=True)
    film.comments.update(moderated_by=editor)
    now = timezone.now()
    for fields in ({}, {"revoked_at": now}, {"expires_at": now - timedelta(days=1)}):
        for one in (film, unseen):
            one.preview_links.create(**({"made_by": editor, "expires_at": now + timedelta(days=7)} | fields))
    makers = {"film": make_film, "person": make_person, "company": make_company, "source": make_source}
    survivors = {"film": unseen, "person": alone.actor, "company": alone.company, "source": alone.source}
    for noun, make in makers.items():
        first, second = make(), make()
        for loser, survivor in ((first, survivors[noun]), (second, first)):
            merged(noun, loser.pk, survivor.pk, editor)
        undone = merged(noun, survivors[noun].pk, film.pk if noun == "film" else first.pk, editor)
        type(undone).objects.filter(pk=undone.pk).update(undone_at=now)
        type(first).objects.filter(pk__in=[first.pk, second.pk]).delete()
        DuplicatePair.objects.create(noun=noun, left=first.pk, right=first.pk + 1, why=SECRET, decided_by=editor)
    moved = make_film(title="Moved film")
    merged("film", moved.pk, film.pk, editor)
    pk = moved.pk
    moved.delete()
    return pk


def merged(noun, loser, survivor, editor):
    labels = texts(SECRET, "loser_label", "survivor_label", "note")
    return Merge.objects.create(
        noun=noun,
        loser=loser,
        survivor=survivor,
        editor=editor,
        editor_name=editor.username,
        patch={"x": SECRET},
        **labels,
    )

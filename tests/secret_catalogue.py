"""A catalogue in which every value that is not public contains a word that stands in no public value."""

from datetime import timedelta
from types import SimpleNamespace

from django.conf import settings
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
    CompanyRole,
    Deed,
    DuplicatePair,
    Film,
    Import,
    ImportDecision,
    ImportedRecord,
    ImportLine,
    ImportMapping,
    ImportProposal,
    Merge,
    Person,
    PersonName,
    Proposal,
    Scheme,
    Suppression,
)
from catalog.models.base import refresh_once
from tests.factories import (
    cite_entry,
    in_a_week,
    make_article,
    make_award,
    make_citation,
    make_comment,
    make_company,
    make_copy,
    make_credit,
    make_event,
    make_film,
    make_film_company,
    make_image,
    make_list,
    make_list_entry,
    make_outside_rating,
    make_page,
    make_person,
    make_person_name,
    make_question,
    make_relation,
    make_release,
    make_source,
    make_subject,
    make_synopsis,
    make_title,
    make_version,
    make_vote,
    make_work,
)
from tests.previews import make_working_copy

# The word; a second one that the crawl searches for, so that a response may repeat it; and the start of ids in other catalogues.
MARK, SEARCH_WORD, EXTERNAL_ID = "zzleak", "vantablack", "77777"
SECRET = f"Zzleak {SEARCH_WORD}"
UNSEEN_STATES = [
    {"state": "draft"},
    {"state": "in_review"},
    {"state": "withdrawn"},
    {"state": "published", "published_from": in_a_week()},
]


def texts_of(word, *names):
    """Return {field name: the word and that name}."""
    return {name: f"{word} {name}" for name in names}


@refresh_once()
def make_people(word):
    """Make a person for each part that people have in a film, a company and a source; their texts start with `word`."""
    actor, author, winner = (
        make_person(
            name=f"{word} {role}", names=[f"{word} names"], **texts_of(word, "birthplace", "deathplace", "biography")
        )
        for role in ("actor", "author", "winner")
    )
    company = make_company(name=f"{word} pictures", **texts_of(word, "other_names", "seat"))
    source = make_source(
        url="https://example.org/" + word.split()[0],
        **texts_of(word, "title", "authors", "edition", "publisher", "note", "licence"),
    )
    for entry, field in ((actor, "born"), (author, "biography"), (company, "seat")):
        cite_entry(entry, field, source, quote=word, locator=word, differs=word)
    return SimpleNamespace(actor=actor, author=author, winner=winner, company=company, source=source)


@refresh_once()
def fill(film, word, people, number=0, **state):
    """Give a film a row of each kind; their texts start with `word`."""
    source = people.source
    rows = {
        "credit": make_credit(
            film,
            person=people.actor,
            characters=[f"{word} role"],
            credited_as=word,
            **texts_of(word, "segment", "note"),
        ),
        "release": make_release(film, country_id="PL", event=word, note=word),
        "film_company": make_film_company(film, company=people.company, credited_as=word),
        "film_work": make_work(film, title=f"{word} novel", authors=[people.author]),
        "award": make_award(film, organisation=word, category=word, recipients=[people.winner]),
        "title": make_title(film, title=f"{word} title", note=word),
        "event": make_event(film, place=word, happens=f"{word} happens.", people=[(f"{word} walker", "dies")]),
    }
    for name, row in rows.items():
        make_citation(film, source=source, quote=word, locator=word, differs=word, **{name: row})
    cite_entry(rows["film_work"].work, "year", source, quote=word, locator=word, differs=word)
    make_citation(film, source=source, field="title", quote=word, locator=word, differs=word)
    film.external_ids.create(scheme_id="imdb", value=f"tt{number:07}")
    film.external_ids.create(scheme_id="tmdb", value=str(number))
    film.subjects.add(make_subject(name=f"{word} subject"))
    add_texts(film, word, source, **state)
    make_comment(film, name=word, body=word)
    make_vote(film, voter=f"{word} {film.pk}")


def add_texts(film, word, source, **state):
    """Give a film two synopses, an article, a question with its readings, and pictures."""
    synopses = [
        make_synopsis(film, source=source, title=word, body=f"## {word}\n\n{word} walks {direction}.", **state)
        for direction in ("home", "away")
    ]
    article = make_article(film, source=source, title=word, body=f"{word} was praised.", kind="overview", **state)
    question = make_question(film, readings=[(source, word)], **texts_of(word, "question", "ruling", "reason"), **state)
    question.readings.update(synopsis=synopses[0], quote_exact=word)
    question.readings.create(source=source, value=word, article=article, quote_exact=word)
    for kind in ("poster", "still"):
        make_image(
            film, kind=kind, source=source, **texts_of(word, "alt", "caption", "credit_line", "licence"), **state
        )


def seed():
    """Make the catalogue: a public film with all its rows, and around it all that visitors must not see.

    Return the public films, the films that visitors must not see, and the films that were merged into a public one as {(noun, id)}.
    """
    editor = User.objects.create_user(f"{MARK}-editor", first_name=SECRET, email=f"{MARK}@example.org", is_staff=True)
    film, other_film = make_film(title="Open film", featured=True), make_film(title="Other film")
    people = make_people("Open")
    fill(film, "Open", people, number=1)
    make_outside_rating(film)
    make_image(person=people.actor, kind="portrait", alt="Open portrait")
    make_credit(other_film, person=people.actor)
    unseen_films = hide_films(people)
    hide_parts(film, people)
    hide_copies(film)
    hide_in_working_copy(film, people)
    relate(film, other_film, unseen_films, people.source)
    hide_lists(film, other_film, unseen_films)
    people_without_films = make_people(f"{SECRET} alone")
    for model in (Film, Person, Company):
        model.objects.update(note=f"{SECRET} note")
    for person in Person.objects.published():
        name = make_person_name(person, name=f"{SECRET} {person.pk}", public=False, kind="former")
        source = make_source(title=f"{SECRET} {person.pk}", authors=SECRET)
        for subject in ({"person_name": name}, {"field": "names"}):
            cite_entry(person, source=source, quote=SECRET, locator=SECRET, differs=SECRET, **subject)
    PersonName.objects.update(note=f"{SECRET} note")
    hide_history(film, unseen_films[0], people_without_films, editor)
    hide_previews([film, unseen_films[0]], editor)
    Suppression.objects.create(noun="film", key=film.pk, editor=editor, why=f"{SECRET} reason")
    hide_merges(film, unseen_films[0], people_without_films, editor)
    hide_pages()
    hide_import(film, unseen_films[0], editor)
    merged_film_id = merge_film_away(film, editor)
    return SimpleNamespace(
        film=film, other_film=other_film, unseen_films=unseen_films, merged_rows={("film", merged_film_id)}
    )


@refresh_once()
def hide_films(people):
    """Make films that are not public, with people of their own and with those of the public film."""
    films = []
    for number, state in enumerate(UNSEEN_STATES, 1):
        film = make_film(featured=True, **texts_of(SECRET, "title", "original_title", "logline"), **state)
        own_people = make_people(f"{SECRET} {number}")
        fill(film, SECRET, own_people, number=int(f"{EXTERNAL_ID}{number:02}"))
        for person in (own_people.actor, own_people.author):
            make_image(person=person, kind="portrait", alt=SECRET)
            person.external_ids.create(scheme_id="imdb", value=f"nm{EXTERNAL_ID}{person.pk:02}")
        make_credit(film, person=people.actor, characters=[SECRET])
        make_film_company(film, company=people.company, role=make_secret_role(number))
        film.external_ids.create(scheme=make_secret_scheme(number), value=MARK)
        make_work(film, title=f"{SECRET} other novel", authors=[people.author])
        make_award(film, category=SECRET, recipients=[people.winner])
        make_citation(film, source=people.source, field="logline", quote=SECRET)
        hide_proposal(film)
        make_copy(film, **copy_texts(f"{SECRET} {number}"))
        films.append(film)
    return films


def make_secret_role(number):
    return CompanyRole.objects.create(code=f"{MARK}-{number}", name=f"{SECRET} {number}")


def make_secret_scheme(number):
    scheme = Scheme.objects.create(code=f"{MARK}-{number}", name=f"{SECRET} {number}")
    scheme.forms.create(noun="film", pattern=MARK, example=MARK, address=f"https://example.org/{MARK}/{{}}")
    return scheme


def copy_texts(word):
    """Return the texts of a copy; what stays at the desk in any case is secret."""
    shown_texts = texts_of(word, "inventory_number", "holding_place")
    return shown_texts | texts_of(SECRET, "condition", "acquired_from", "note")


def hide_copies(film):
    """Give the public film copies. If the site shows copies, one may be seen in part; the others never."""
    make_copy(film, access="archive", languages=["en"], **copy_texts("Open" if settings.SHOW_COPIES else SECRET))
    make_copy(film, access="removed", **copy_texts(f"{SECRET} removed"))
    unseen_version = make_version(film, name=SECRET, note=SECRET, state="draft", languages=["en"])
    make_copy(film, version=unseen_version, **copy_texts(f"{SECRET} of a draft"))


def relate(film, other_film, unseen_films, source):
    """Relate the public film to another public one, and from both sides to films that visitors must not see."""
    make_relation(film, other_film, kind="sequel_to", note="Open note")
    for unseen_film in unseen_films:
        relation = make_relation(film, unseen_film, note=f"{SECRET} note")
        make_citation(film, source=source, relation=relation, quote=SECRET)
        make_relation(unseen_film, film, kind="trailer_of", note=f"{SECRET} note")


def hide_lists(film, other_film, unseen_films):
    """Make a public list with films and a picture that visitors must not see, and lists of public films that are not public."""
    open_list = make_list(title="Open list", text="Open text.")
    for position, listed_film in enumerate([unseen_films[0], film, *unseen_films[1:], other_film], 1):
        is_seen = listed_film in (film, other_film)
        make_list_entry(open_list, listed_film, position=position, note="Open note" if is_seen else f"{SECRET} note")
    for state in UNSEEN_STATES:
        make_image(curated_list=open_list, alt=SECRET, **state)
        unseen_list = make_list([film, other_film], **texts_of(SECRET, "title", "text"), **state)
        unseen_list.entries.update(note=f"{SECRET} note")
        make_image(curated_list=unseen_list, alt=SECRET)
    make_image(curated_list=open_list, alt="Open picture")
    with Edit(Root.of(open_list)) as edit:
        open_list.title, open_list.text = SECRET, SECRET
        open_list.save()
        open_list.entries.filter(film=film).update(note=SECRET)
        make_list_entry(open_list, make_film(title="Later film"), note=f"{SECRET} note")
        edit.keep()


def hide_import(film, unseen_film, editor):
    """Make an import that told of a public film and of one that visitors must not see, with all that it left to decide."""
    files = [{"name": f"{SECRET}.csv", "path": SECRET, "bytes": 1, "sha256": ""}]
    of_import = Import.objects.create(format="tmdb", files=files, by=editor, by_name=SECRET, fault=SECRET)
    for row in (film, unseen_film):
        root = {"noun": "film", "key": row.pk}
        line = texts_of(SECRET, "label", "file", "column", "field", "value", "expected", "remedy")
        ImportLine.objects.create(of_import=of_import, outcome="proposed", **root, **line)
        ImportedRecord.objects.create(of_import=of_import, format="tmdb", record_key=f"{MARK} {row.pk}", **root)
        values = texts_of(SECRET, "label", "field", "present", "value")
        ImportProposal.objects.create(of_import=of_import, digest=str(row.pk), **root, **values)
    ImportDecision.objects.create(scope=SECRET, noun="person", name=SECRET, told_by=SECRET, decided_by=editor)
    ImportMapping.objects.create(name=SECRET, columns={"columns": SECRET})


def hide_proposal(film):
    """Make what editors alone see of two synopses: a proposal, a correction of their alignment and their collation."""
    left, right = film.synopses.order_by("id")[:2]
    proposal = Proposal.objects.create(film=film, key="k", about="a", kind="number", question=SECRET)
    proposal.readings.create(synopsis=left, value=SECRET, quote_exact=SECRET)
    AlignmentCorrection.objects.create(
        left=left, right=right, kind="join", left_sentences=[SECRET], right_sentences=[SECRET]
    )
    pairs = [{"kind": "same", "left": [SECRET], "right": [SECRET]}]
    Collation.objects.create(left=left, right=right, pairs=pairs, fingerprint="f")


def hide_parts(film, people):
    """Give the public film and its people rows that are not public."""
    for state in UNSEEN_STATES:
        add_texts(film, SECRET, people.source, **state)
        make_image(person=people.actor, kind="portrait", alt=SECRET, **state)
    question = film.questions.published().first()
    draft_synopsis = film.synopses.filter(state="draft").first()
    question.readings.create(source=people.source, value="Open", synopsis=draft_synopsis, quote_exact=SECRET)
    for state in ("pending", "rejected", "spam"):
        make_comment(film, name=SECRET, body=SECRET, state=state)
    Proposal.objects.create(film=film, key="k", about="a", kind="number", question=SECRET)


def hide_in_working_copy(film, people):
    """Put changed fields, changed rows and new rows into the public film's working copy, with people of no other film."""
    new_people = make_people(f"{SECRET} new")

    def change(film):
        fill(film, SECRET, new_people, number=int(f"{EXTERNAL_ID}50"))
        make_credit(film, person=people.actor, credited_as=f"{SECRET} again")
        make_copy(film, **copy_texts(f"{SECRET} new"))
        for name, value in texts_of(SECRET, "title", "original_title", "logline", "note").items():
            setattr(film, name, value)
        film.save()
        for row in (film.synopses.first(), film.articles.first()):
            row.title, row.body = SECRET, SECRET
            row.save()
        for row, name in ((film.credits.first(), "credited_as"), (film.questions.first(), "ruling")):
            setattr(row, name, SECRET)
            row.save()

    make_working_copy(film, change)


def hide_history(film, unseen_film, people, editor):
    """Make the revisions of a deleted film, and of some of the films and people that are still there."""
    deleted_film = make_film(title=f"{SECRET} deleted")
    fill(deleted_film, SECRET, make_people(f"{SECRET} deleted"), number=int(f"{EXTERNAL_ID}60"))
    with Edit(Root("film", deleted_film.pk), editor=editor, note=SECRET, deed=Deed.DELETED, directly=True) as edit:
        Film.objects.get(pk=deleted_film.pk).delete()
        edit.keep()
    for root in (Root("film", film.pk), Root("film", unseen_film.pk), Root("person", people.actor.pk)):
        record_revision(root, editor=editor, deed=Deed.CHANGED, note=SECRET, label=SECRET)
    LogEntry.objects.log_actions(editor.pk, [film], CHANGE, SECRET, single_object=True)
    film.comments.update(moderated_by=editor)


def hide_previews(films, editor):
    """Make three links to the preview of each film: one that works, a revoked one and an expired one."""
    now = timezone.now()
    for fields in ({}, {"revoked_at": now}, {"expires_at": now - timedelta(days=1)}):
        for film in films:
            film.preview_links.create(**({"made_by": editor, "expires_at": now + timedelta(days=7)} | fields))


def hide_merges(film, unseen_film, people, editor):
    """Make merges of deleted rows into rows that are not public, merges that were undone, and possible duplicates."""
    makers = {"film": make_film, "person": make_person, "company": make_company, "source": make_source}
    survivors = {"film": unseen_film, "person": people.actor, "company": people.company, "source": people.source}
    for noun, make in makers.items():
        first, second = make(), make()
        for loser, survivor in ((first, survivors[noun]), (second, first)):
            make_merge(noun, loser.pk, survivor.pk, editor)
        undone_merge = make_merge(noun, survivors[noun].pk, film.pk if noun == "film" else first.pk, editor)
        Merge.objects.filter(pk=undone_merge.pk).update(undone_at=timezone.now())
        type(first).objects.filter(pk__in=[first.pk, second.pk]).delete()
        DuplicatePair.objects.create(noun=noun, left=first.pk, right=first.pk + 1, why=SECRET, decided_by=editor)


def merge_film_away(survivor, editor):
    """Merge a public film into another one. Return the id that it had."""
    loser = make_film(title="Moved film")
    make_merge("film", loser.pk, survivor.pk, editor)
    pk = loser.pk
    loser.delete()
    return pk


def hide_pages():
    """Make pages of the site that visitors don't see, and a working copy of one that they see."""
    for number, state in enumerate(UNSEEN_STATES):
        make_page(f"{MARK}-{number}", place="menu", titles={"en": f"{SECRET} title"}, body=SECRET, **state)
    page = make_page("open", place="footer", titles={"en": "Open page"}, body="Open to all.")
    with Edit(Root("page", page.pk)) as edit:
        page.texts.update(title=SECRET, body=SECRET)
        page.texts.create(language="pl", title=SECRET, body=SECRET)
        edit.keep()


def make_merge(noun, loser, survivor, editor):
    labels = texts_of(SECRET, "loser_label", "survivor_label", "note")
    return Merge.objects.create(
        noun=noun,
        loser=loser,
        survivor=survivor,
        editor=editor,
        editor_name=editor.username,
        patch={"x": SECRET},
        **labels,
    )

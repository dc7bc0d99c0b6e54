"""A row of each noun of the desk and a browser of each role, on which the matrix of roles is tested."""

from pathlib import Path

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import connection, transaction
from django.test import Client

from catalog.admin.pages.alignment import describe_sentence
from catalog.editing.documents import Root
from catalog.editing.edit import Edit, apply_change
from catalog.editing.patches import Patch, RowChange
from catalog.merging.merge import merge
from catalog.models import (
    AlignmentCorrection,
    Character,
    CompanyRole,
    Country,
    Deed,
    Department,
    DuplicatePair,
    ExternalId,
    Genre,
    Import,
    ImportProposal,
    Language,
    Presence,
    PreviewLink,
    Proposal,
    ProposedReading,
    RatingSummary,
    Reading,
    Revision,
    Scheme,
    Site,
    State,
    Vote,
    Work,
)
from catalog.models.base import refresh_once
from catalog.tellings.comparison import compare
from tests.factories import (
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
    make_job,
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
    upload,
)

# {letter of the role in the matrix: its name}
ROLES = {"E": "Editor", "R": "Reviewer", "M": "Moderator", "A": "Administrator"}
USERS_WITHOUT_DESK = ("anonymous", "without staff", "deactivated")
USERS = (*USERS_WITHOUT_DESK, "without a role", *ROLES.values())


class WriteDetector:
    """Record whether a request writes more than a presence, since tables need no comparison after one that does not."""

    has_written = False

    def __call__(self, execute, sql, *args):
        is_compared = Presence._meta.db_table not in sql
        self.has_written |= is_compared and sql.startswith(("INSERT", "UPDATE", "DELETE"))
        return execute(sql, *args)


class World:
    """Rows and browsers.

    `rows` is {noun: a row that may be changed and deleted}, `published_rows` the same of a published film, `browsers` is
    {user: their browser} of USERS.
    """

    def __init__(self):
        self.source = make_source()
        self.draft = make_film(title="A draft", state=State.DRAFT)
        self.in_review = make_film(title="In review", state=State.IN_REVIEW)
        self.public = make_film(title="Public")
        self.film_with_working_copy = make_film(title="Changed")
        self.draft_list, self.list_in_review = make_list(state=State.DRAFT), make_list(state=State.IN_REVIEW)
        self.list_with_working_copy = make_list()
        with refresh_once():
            self.rows = make_rows(self.draft, self.source)
            self.draft_page = self.rows["page"]
            self.published_rows = make_rows(self.public, self.source)
        self.browsers = {name: make_browser(name) for name in USERS}
        self.editor = User.objects.get(username="Reviewer")
        self.change_twice(Root("film", self.film_with_working_copy.pk), "film", note="Later")
        self.change_twice(Root.of(self.list_with_working_copy), "curatedlist", text="Later")
        self.link = PreviewLink.objects.create(film=self.draft, expires_at=in_a_week())
        self.texts = [
            make_synopsis(self.draft, source=make_source(), body=f"He walks home. It is {weather}.")
            for weather in ("cold", "warm")
        ]
        for about, state in (("a", "proposed"), ("b", "dismissed")):
            self.propose(about, state)
        self.correction = AlignmentCorrection.objects.create(
            left=self.texts[0],
            right=self.texts[1],
            kind="part",
            left_sentences=["It is cold."],
            right_sentences=["It is warm."],
        )
        self.sentence_boxes = self.boxes_of_first_sentences()
        self.revised_rows = {"film": make_film(title="First", state=State.DRAFT), "person": make_person(name="First")}
        self.first_revision_ids = {
            noun: self.change_twice(Root.of(row), noun, **{field: "Second"}).pk - 1
            for (noun, row), field in zip(self.revised_rows.items(), ("title", "name"), strict=True)
        }
        self.deleted_keys = {"film": self.delete(make_film(state=State.DRAFT)), "person": self.delete(make_person())}
        for noun, row in self.rows.items():
            Revision.objects.create(noun=noun, key=row.pk, label=noun)

        self.checked_import, self.done_import = make_import("checked"), make_import("done")
        Revision.objects.create(noun="genre", key=self.rows["genre"].pk, label="genre", of_import=self.done_import)
        self.import_proposal = propose_title(self.done_import, self.draft)
        self.pairs = {noun: make_pair(noun) for noun in MAKERS}
        for noun, (left, right) in self.pairs.items():
            DuplicatePair.objects.create(noun=noun, left=left.pk, right=right.pk, why="The same name.")
        self.merges = {noun: self.merge(noun) for noun in MAKERS}
        self.answers, self.contents_before = {}, table_contents()

    def merge(self, noun):
        survivor, loser = (row.pk for row in make_pair(noun))
        return merge(noun=noun, survivor=survivor, loser=loser, editor=self.editor)

    def get(self, browser, target):
        """Return the page as a browser sees it."""
        return self.send(browser, target)[0]

    def send(self, browser, target, fields=None):
        """Return the response to a request, and whether it changed the tables. Its changes are undone, so a page is opened once."""
        if fields is not None:
            return self.send_and_undo(browser, target, fields)
        key = (id(browser), target)
        if key not in self.answers:
            self.answers[key] = self.send_and_undo(browser, target)
        return self.answers[key]

    def send_and_undo(self, browser, target, fields=None):
        session, detector = browser.cookies.copy(), WriteDetector()
        with transaction.atomic(), connection.execute_wrapper(detector):
            response = browser.get(target) if fields is None else browser.post(target, fields)
            has_changed = detector.has_written and table_contents() != self.contents_before
            transaction.set_rollback(True)
        browser.cookies = session
        return response, has_changed

    def propose(self, about, state):
        fields = {"key": about, "about": about, "kind": "weather", "question": "How is the weather?", "state": state}
        proposal = Proposal.objects.create(film=self.draft, **fields)
        for text, value in zip(self.texts, ("cold", "warm"), strict=True):
            ProposedReading.objects.create(proposal=proposal, synopsis=text, value=value, quote_exact=f"It is {value}.")

    def first_revision_id(self, noun):
        """Return the id of the oldest revision of a noun's row."""
        return Revision.objects.of(noun, self.rows[noun].pk).last().pk

    def user_of(self, browser):
        """Return the user of a browser, or None."""
        name = next(name for name, users_browser in self.browsers.items() if users_browser is browser)
        return User.objects.filter(username=name).first()

    def picture(self):
        return upload(name="new.png", size=(40, 60))

    def boxes_of_first_sentences(self):
        """Return the values of the tick boxes of the first sentence of both texts."""
        alignment = compare(left=self.texts[0], right=self.texts[1]).alignment
        return [describe_sentence(sentences, 0)["value"] for sentences in (alignment.left, alignment.right)]

    def delete(self, row):
        """Delete a row as an edit. Return its key."""
        root = Root.of(row)
        with Edit(root, editor=self.editor, deed=Deed.DELETED) as edit:
            row.delete()
            edit.keep()
        return root.key

    def change_twice(self, root, noun, **fields):
        """Change a field of a noun twice, so that there is a revision to revert to. Return the second revision."""
        name, value = fields.popitem()
        stored_value = getattr(root.model.objects.get(pk=root.key), name)
        for before, after in ((stored_value, value), (value, f"{value}r")):
            patch = Patch.of([RowChange(noun, str(root.key), {name: before}, {name: after})])
            revision = apply_change(root, patch, editor=self.editor)
        return revision


MAKERS = {
    "film": lambda: make_film(state=State.DRAFT),
    "person": make_person,
    "company": make_company,
    "character": lambda: Character.objects.create(name="A guard"),
    "source": make_source,
}


def make_import(status):
    """Make an import of a file that is there."""
    file = {"name": "films.csv", "path": str(Path(__file__).resolve()), "bytes": 1, "sha256": ""}
    return Import.objects.create(format="tmdb", status=status, files=[file])


def propose_title(of_import, film):
    patch = Patch.of([RowChange("film", str(film.pk), {"title": film.title}, {"title": "Imported"})])
    return ImportProposal.objects.create(
        of_import=of_import,
        noun="film",
        key=str(film.pk),
        label=str(film),
        field="title",
        present=film.title,
        value="Imported",
        patch=patch,
        digest="0" * 32,
    )


def make_pair(noun):
    return [MAKERS[noun]() for _ in range(2)]


def make_rows(film, source):
    """Make a row of each noun: rows of a film under this film, and other rows to which nothing refers."""
    make_vote(film)
    question = make_question(film, state=State.DRAFT)
    number = film.pk
    rows = [
        make_film(title="Spare", state=State.DRAFT),
        make_version(film),
        make_copy(film),
        make_title(film),
        ExternalId.objects.create(film=film, scheme_id="imdb", value=f"tt{number:07}"),
        make_work(film),
        Work.objects.create(title="A novel"),
        make_award(film),
        make_person(),
        make_person_name(),
        make_film_company(film),
        make_company(),
        Character.objects.create(name="A walker"),
        make_credit(film),
        make_relation(film),
        make_release(film),
        make_source(),
        make_citation(film, source=source, field="logline"),
        make_synopsis(film, state=State.DRAFT),
        make_article(film, state=State.DRAFT),
        question,
        Reading.objects.create(question=question, source=source, value="The river"),
        make_event(film),
        make_image(film, state=State.DRAFT),
        make_outside_rating(film),
        make_list(state=State.DRAFT),
        make_list_entry(make_list(state=State.DRAFT), film),
        Genre.objects.create(name=f"Genre {number}", slug=f"genre-{number}"),
        make_subject(name=f"Subject {number}"),
        make_job(f"Job {number}"),
        Language.objects.create(tag=f"q{chr(97 + number % 26)}a", name=f"Language {number}"),
        Country.objects.create(code=f"Q{chr(65 + number % 26)}", name=f"Country {number}"),
        Department.objects.create(name=f"Department {number}", position=900 + number),
        CompanyRole.objects.create(code=f"role-{number}", name=f"Role {number}"),
        Scheme.objects.create(code=f"scheme-{number}", name=f"Scheme {number}"),
        Vote.objects.get(film=film),
        RatingSummary.objects.get(film=film),
        make_comment(film, state="pending"),
        make_page(f"page-{number}", state=State.DRAFT),
        Site.objects.get(),
        User.objects.create_user(f"spare{number}", is_staff=True),
    ]
    return {row._meta.model_name: row for row in rows}


def make_browser(name):
    """Make a user and return a browser in which they are logged in, if they can be."""
    client = Client()
    if name == "anonymous":
        return client
    user = User.objects.create_user(name, is_staff=name != "without staff")
    role = "Administrator" if name == "deactivated" else name
    user.groups.set(Group.objects.filter(name=role))
    client.force_login(user)
    if name == "deactivated":
        User.objects.filter(pk=user.pk).update(is_active=False)
    return client


def table_contents(*, but=()):
    """Return {model: its rows as stored} of all models of the desk except presences and the models `but`."""
    models = [*apps.get_app_config("catalog").get_models(include_auto_created=True), User, User.groups.through]
    return {
        model._meta.model_name: read_rows(model)
        for model in models
        if model is not Presence and model._meta.model_name not in but
    }


def read_rows(model):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
        return set(cursor.fetchall())

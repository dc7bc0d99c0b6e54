"""One of table_contents at the desk, and somebody of every role in front of it: what the matrix of roles is tried on."""

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.test import Client

from catalog.admin.pages.alignment import describe_sentence
from catalog.editing.documents import Root
from catalog.editing.edit import Edit, apply_change
from catalog.editing.patches import Patch, RowChange
from catalog.merging.merge import merge
from catalog.models import (
    AlignmentCorrection,
    Character,
    Country,
    Deed,
    Department,
    DuplicatePair,
    ExternalId,
    Genre,
    Language,
    Presence,
    PreviewLink,
    Proposal,
    ProposedReading,
    RatingSummary,
    Reading,
    Revision,
    State,
    Vote,
    Work,
)
from catalog.tellings.comparison import compare
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
    make_job,
    make_person,
    make_question,
    make_release,
    make_source,
    make_synopsis,
    make_title,
    make_vote,
    make_work,
    upload,
)

# Who may come to the desk, by the letter that the matrix has for the role.
ROLES = {"E": "Editor", "R": "Reviewer", "M": "Moderator", "A": "Administrator"}
OUTSIDE = ("anonymous", "without staff", "deactivated")
PEOPLE = (*OUTSIDE, "without a role", *ROLES.values())


class World:
    """`rows` has a row of each noun that may be changed and deleted; `people` a browser of each of PEOPLE."""

    def __init__(self):
        self.source = make_source()
        self.draft = make_film(title="A draft", state=State.DRAFT)
        self.in_review = make_film(title="In review", state=State.IN_REVIEW)
        self.public = make_film(title="Public")
        self.changed = make_film(title="Changed")
        self.rows = rows_of(self.draft, self.source)
        self.published = rows_of(self.public, self.source)
        self.people = {name: browser(name) for name in PEOPLE}
        self.editor = User.objects.get(username="Reviewer")
        self.change(Root("film", self.changed.pk), "film", note="Later")
        self.link = PreviewLink.objects.create(film=self.draft, expires_at=in_a_week())
        self.texts = [
            make_synopsis(self.draft, source=make_source(), body=f"He walks home. It is {what}.")
            for what in ("cold", "warm")
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
        self.ticks = self.ticked()
        self.revised = {"film": make_film(title="First", state=State.DRAFT), "person": make_person(name="First")}
        self.revision = {
            noun: self.change(Root.of(one), noun, **{field: "Second"}).pk - 1
            for (noun, one), field in zip(self.revised.items(), ("title", "name"), strict=True)
        }
        self.deleted = {"film": self.delete(make_film(state=State.DRAFT)), "person": self.delete(make_person())}
        for noun, one in self.rows.items():
            Revision.objects.create(noun=noun, key=one.pk, label=noun)

        self.pairs = {noun: pair_of(noun) for noun in MAKERS}
        for noun, (left, right) in self.pairs.items():
            DuplicatePair.objects.create(noun=noun, left=left.pk, right=right.pk, why="The same name.")
        self.merges = {noun: self.merge(noun) for noun in MAKERS}
        self.seen, self.before = {}, table_contents()

    def merge(self, noun):
        survivor, loser = (one.pk for one in pair_of(noun))
        return merge(noun=noun, survivor=survivor, loser=loser, editor=self.editor)

    def get(self, browser, target):
        """A page as somebody sees it: once, since what is done here is undone."""
        key = (id(browser), target)
        if key not in self.seen:
            self.seen[key] = browser.get(target)
        return self.seen[key]

    def propose(self, about, state):
        asked = {"key": about, "about": about, "kind": "weather", "question": "How is the weather?", "state": state}
        proposal = Proposal.objects.create(film=self.draft, **asked)
        for text, value in zip(self.texts, ("cold", "warm"), strict=True):
            ProposedReading.objects.create(proposal=proposal, synopsis=text, value=value, quote_exact=f"It is {value}.")

    def first(self, noun):
        """The number of the revision that each row has."""
        return Revision.objects.of(noun, self.rows[noun].pk).last().pk

    def user(self, browser):
        """Who is logged in in a browser."""
        name = next(name for name, one in self.people.items() if one is browser)
        return User.objects.filter(username=name).first()

    def picture(self):
        return upload(name="new.png", size=(40, 60))

    def ticked(self):
        """The boxes of the alignment of both texts that an editor ticks."""
        alignment = compare(left=self.texts[0], right=self.texts[1]).alignment
        return [describe_sentence(sentences, 0)["value"] for sentences in (alignment.left, alignment.right)]

    def delete(self, row):
        root = Root.of(row)
        with Edit(root, editor=self.editor, deed=Deed.DELETED) as edit:
            row.delete()
            edit.keep()
        return root.key

    def change(self, root, noun, **fields):
        """Change a field of a noun twice, so that there is a revision to bring back."""
        name, value = fields.popitem()
        was = getattr(root.model.objects.get(pk=root.key), name)
        for before, after in ((was, value), (value, f"{value}r")):
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


def pair_of(noun):
    return [MAKERS[noun]() for _ in range(2)]


def rows_of(film, source):
    """A row of each noun: of a film's parts on this film, of the others one that nothing else refers to."""
    make_vote(film)
    question = make_question(film, state=State.DRAFT)
    number = film.pk
    rows = [
        make_film(title="Spare", state=State.DRAFT),
        make_title(film),
        ExternalId.objects.create(film=film, scheme="imdb", value=f"tt{number:07}"),
        make_work(film),
        Work.objects.create(title="A novel"),
        make_award(film),
        make_person(),
        make_film_company(film),
        make_company(),
        Character.objects.create(name="A walker"),
        make_credit(film),
        make_release(film),
        make_source(),
        make_citation(film, source=source, field="logline"),
        make_synopsis(film, state=State.DRAFT),
        make_article(film, state=State.DRAFT),
        question,
        Reading.objects.create(question=question, source=source, value="The river"),
        make_event(film),
        make_image(film, state=State.DRAFT),
        Genre.objects.create(name=f"Genre {number}", slug=f"genre-{number}"),
        make_job(f"Job {number}"),
        Language.objects.create(tag=f"q{chr(97 + number % 26)}a", name=f"Language {number}"),
        Country.objects.create(code=f"Q{chr(65 + number % 26)}", name=f"Country {number}"),
        Department.objects.create(name=f"Department {number}", position=900 + number),
        Vote.objects.get(film=film),
        RatingSummary.objects.get(film=film),
        make_comment(film, state="pending"),
        User.objects.create_user(f"spare{number}", is_staff=True),
    ]
    return {row._meta.model_name: row for row in rows}


def browser(name):
    """A browser in which somebody is logged in, as far as they can be."""
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
    """All that the database holds of what the desk is for, less who has which form open."""
    models = [*apps.get_app_config("catalog").get_models(include_auto_created=True), User, User.groups.through]
    return {
        model._meta.model_name: sorted(map(repr, model._base_manager.values_list()))
        for model in models
        if model is not Presence and model._meta.model_name not in but
    }

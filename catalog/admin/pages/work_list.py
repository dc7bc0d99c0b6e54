"""The first page of the desk: what waits for an editor. Nothing is told of what they may not do, and nothing where nothing waits.

It reads a number of queries that does not grow with the catalogue, each of them from an index, and counts no further than MOST_COUNTED.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext

from catalog.admin.core.views import MOST_COUNTED, count_in_words, number_in_words, page_address
from catalog.completeness import LACKS
from catalog.editing.documents import Root, model_of
from catalog.editing.stored_words import label_in_words
from catalog.models import (
    Comment,
    CommentState,
    CuratedList,
    Deed,
    DuplicatePair,
    DuplicateState,
    Film,
    FilmLack,
    Import,
    ImportProposal,
    ImportProposalState,
    Page,
    Reading,
    Revision,
    State,
    WorkingCopy,
)
from catalog.models.lack_table import WEIGHTS
from catalog.models.working_copies import OWNER_FIELDS

MOST_LINES = 10
# So long an import that ended stays on the page.
IMPORTS_SHOWN_FOR = timedelta(days=3)
# So many of one's own newest entries and submissions are looked at.
MOST_OWN = 100
MERGEABLE = ("film", "person", "company", "character", "source")
STEPS = [Deed.SUBMITTED, Deed.RETURNED, Deed.PUBLISHED, Deed.WITHDRAWN, Deed.DISCARDED]


class Line(NamedTuple):
    """A line of the list: what waits, where it leads, and who said what of it when."""

    label: str
    page: str
    at: datetime | None = None
    editor_name: str = ""
    note: str = ""


class Section(NamedTuple):
    """Lines under a heading; `number` is in words how many there are of them altogether, `page` where all are."""

    title: str
    lines: list[Line]
    number: str = ""
    page: str = ""


def root_page(root, page="change"):
    return page_address(root.model._meta, page, root.key)


def list_page(model, query=""):
    return page_address(model._meta, "changelist") + query


def work_list(user):
    """Return the sections that have something for a user."""
    sections = [
        *own_sections(user),
        imports_section(user),
        *review_sections(user),
        waiting_section(user),
        *films_sections(user),
    ]
    return [section for section in (*sections, changes_section(user)) if section and section.lines]


def latest_steps_of(roots):
    """Return {root: its latest step of a publication} of some films and lists."""
    steps = {}
    for noun in OWNER_FIELDS:
        keys = [str(root.key) for root in roots if root.noun == noun]
        revisions = Revision.objects.filter(noun=noun, key__in=keys, deed__in=STEPS).defer("patch").order_by("id")
        steps |= {Root(noun, int(revision.key)): revision for revision in revisions}
    return steps


def own_roots(user, deed):
    """Return the films and lists with which a user did something, the latest first."""
    revisions = Revision.objects.filter(editor=user, deed=deed).order_by("-id")
    keys = revisions.values_list("noun", "key")[:MOST_OWN]
    return list(dict.fromkeys(Root(noun, int(key)) for noun, key in keys if noun in OWNER_FIELDS))


def own_sections(user):
    """Yield what waits for the user alone: what was sent back, with its note, and their drafts."""
    if not user.has_perm("catalog.change_film"):
        return
    roots_sent, roots_entered = own_roots(user, Deed.SUBMITTED), own_roots(user, Deed.CREATED)
    rows = {
        Root(noun, key): row
        for noun in OWNER_FIELDS
        for key, row in model_of(noun)
        .objects.in_bulk({root.key for root in [*roots_sent, *roots_entered] if root.noun == noun})
        .items()
    }
    steps = {root: step for root, step in latest_steps_of(rows).items() if step.deed == Deed.RETURNED}
    lines = [
        Line(str(rows[root]), root_page(root), steps[root].at, steps[root].editor_name, steps[root].note)
        for root in roots_sent
        if root in steps and root in rows
    ]
    yield Section(gettext("Sent back to you"), lines)
    lines = [
        Line(str(rows[root]), root_page(root), rows[root].updated_at)
        for root in roots_entered
        if root in rows and rows[root].state == State.DRAFT and root not in steps
    ]
    yield Section(gettext("Your drafts"), lines[:MOST_LINES])


def imports_section(user):
    """Return the user's own imports that move, wait for them, or ended a short while ago."""
    if not user.has_perm("catalog.view_import"):
        return None
    is_recent = Q(ended_at__gt=timezone.now() - IMPORTS_SHOWN_FOR) | Q(ended_at=None)
    imports = Import.objects.filter(is_recent, by=user).order_by("-id")[:MOST_LINES]
    lines = [
        Line(
            gettext("%(import)s: %(status)s") % {"import": row, "status": row.get_status_display()},
            page_address(Import._meta, "change", row.pk),
            row.ended_at,
        )
        for row in imports
    ]
    return Section(gettext("Your imports"), lines, page=list_page(Import))


def review_sections(user):
    """Yield what is in review, the oldest first, with its sender and their note."""
    for model, title in (
        (Film, gettext("Films in review")),
        (CuratedList, gettext("Lists in review")),
        (Page, gettext("Pages in review")),
    ):
        if user.has_perm(f"catalog.publish_{model._meta.model_name}"):
            yield review_section(model, title)


def review_section(model, title):
    """Return what is in review of a noun."""
    noun = model._meta.model_name
    keys = list(model.objects.filter(state=State.IN_REVIEW).order_by().values_list("pk", flat=True)[: MOST_COUNTED + 1])
    owner = OWNER_FIELDS[noun]
    copies = WorkingCopy.objects.filter(in_review=True, **{f"{owner}__isnull": False}).order_by()
    keys += list(copies.values_list(f"{owner}_id", flat=True)[: MOST_COUNTED + 1 - len(keys)])
    roots = [Root(noun, key) for key in keys]
    steps = latest_steps_of(roots)
    roots_by_age = sorted(roots, key=lambda root: steps[root].pk if root in steps else 0)[:MOST_LINES]
    labels = {row.pk: str(row) for row in model.objects.filter(pk__in=[root.key for root in roots_by_age])}
    lines = [
        Line(
            labels[root.key],
            root_page(root, "publication"),
            step and step.at,
            step.editor_name if step else "",
            step.note if step else "",
        )
        for root in roots_by_age
        for step in [steps.get(root)]
    ]
    return Section(title, lines, count_in_words(len(keys)), list_page(model, "?state__exact=in_review"))


def waiting_section(user):
    """Return what waits for a decision of anybody with the user's permissions: how much, and where."""
    lines = []

    def add(permission, label, rows, page):
        if user.has_perm(f"catalog.{permission}") and (number := number_in_words(rows)):
            lines.append(Line(f"{label}: {number}", page))

    pending_comments = Comment.objects.filter(state=CommentState.PENDING)
    add("change_comment", gettext("Comments to decide"), pending_comments, list_page(Comment))
    for noun in MERGEABLE:
        model = Film._meta.apps.get_model("catalog", noun)
        pairs = DuplicatePair.objects.filter(noun=noun, state=DuplicateState.PROPOSED)
        label = gettext("Possible duplicates (%(nouns)s)") % {"nouns": model._meta.verbose_name_plural}
        add(f"merge_{noun}", label, pairs, page_address(model._meta, "duplicates"))
    proposals = ImportProposal.objects.filter(state=ImportProposalState.OPEN)
    add("change_importproposal", gettext("Proposals of imports"), proposals, list_page(ImportProposal))
    lost_quotes = Reading.objects.filter(quote_lost=True)
    add("change_reading", gettext("Quotes that lost their place"), lost_quotes, list_page(Reading, "?quote=lost"))
    disputed_films = FilmLack.objects.filter(name="questions")
    add(
        "change_question", gettext("Films with open disagreements"), disputed_films, list_page(Film, "?lacks=questions")
    )
    return Section(gettext("Waits for a decision"), lines)


def films_sections(user):
    """Yield the films by what they lack, and those that are published next."""
    if user.has_perm("catalog.change_film"):
        numbers = {name: number_in_words(FilmLack.objects.filter(name=name)) for name in WEIGHTS}
        lines = [
            Line(f"{capfirst(LACKS[name].label)}: {number}", list_page(Film, f"?lacks={name}"))
            for name, number in numbers.items()
            if number
        ]
        yield Section(gettext("Films by what they lack"), lines, page=list_page(Film, "?o=7"))
    if user.has_perm("catalog.view_film"):
        coming_films = Film.objects.filter(Q(state=State.PUBLISHED, published_from__gt=timezone.now()))
        lines = [
            Line(str(film), root_page(Root.of(film), "publication"), film.published_from)
            for film in coming_films.order_by("published_from", "id")[:MOST_LINES]
        ]
        yield Section(gettext("Published next"), lines)


def changes_section(user):
    """Return what was changed today in nouns that the user may see, the latest first; a film once."""
    today = timezone.localdate()
    revisions = Revision.objects.exclude(deed=Deed.NOTED).defer("patch").order_by("-id")[:MOST_OWN]
    lines = {}
    for revision in revisions:
        if timezone.localdate(revision.at) == today and user.has_perm(f"catalog.view_{revision.noun}"):
            page = page_address(Film._meta.apps.get_model("catalog", revision.noun)._meta, "history", revision.key)
            line = Line(label_in_words(revision), page, revision.at, revision.editor_name, revision.note)
            lines.setdefault((revision.noun, revision.key), line)
    return Section(gettext("Changed today"), list(lines.values())[:MOST_LINES])

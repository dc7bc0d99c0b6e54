"""The steps of a film, a list or its working copy: send it to review, send it back, publish it, withdraw it, drop the copy."""

from datetime import datetime
from typing import Any, NamedTuple, TypedDict

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog import roles
from catalog.editing.documents import RefusedError, Root
from catalog.editing.edit import discard_working_copy
from catalog.editing.history import record_revision, refuse_overtaken
from catalog.editing.locks import atomic_or_refused, lock_roots
from catalog.editing.patches import Document, Patch
from catalog.editing.working_copies import publish_working_copy, root_of_copy, working_copy_of
from catalog.models import Deed, Revision, State, WorkingCopy
from catalog.models.base import Publishable
from catalog.models.columns import this_second


class Step(NamedTuple):
    """A step: who may take it, and in which states of the film, list or page.

    `verb` is that of the permission. `for_working_copy` tells whether it can also be taken with the working copy of what is
    published. Of a row, `outcome` says that the step was taken, `refusal_words` why it was not: it names the state of the row,
    and the states that allow the step. Of rows in a list, `button` and `list_outcome` say what is and what was done with them.
    """

    name: str
    label: Any
    save_label: Any
    deed: Deed
    verb: str
    states: frozenset[State]
    for_working_copy: bool
    outcome: Any
    refusal_words: Any = ""
    button: Any = ""
    list_outcome: Any = ""

    def is_permitted(self, user: User | AnonymousUser, noun: str) -> bool:
        """Tell whether a user may take the step with rows of a noun."""
        return user.has_perm(f"catalog.{self.verb}_{noun}")

    def permission_refusal(self, noun: str) -> str:
        """Return the sentence for an editor who has no permission to take the step with rows of a noun."""
        return roles.permission_refusal(f"{self.verb}_{noun}")


STEPS = {
    step.name: step
    for step in (
        Step(
            "submit",
            _("Send to review"),
            _("Save and send to review"),
            Deed.SUBMITTED,
            "change",
            frozenset({State.DRAFT, State.WITHDRAWN}),
            True,
            _("“%(row)s” was sent to review."),
            _("“%(row)s” is %(state)s. Only a draft, or what is withdrawn, can be sent to review."),
            _("Send to review: %(rows)s"),
            _("Sent to review: %(rows)s."),
        ),
        Step(
            "return",
            _("Send back to draft"),
            "",
            Deed.RETURNED,
            "change",
            frozenset({State.IN_REVIEW}),
            True,
            _("“%(row)s” was sent back to draft."),
            _("“%(row)s” is %(state)s. Only what is in review can be sent back to draft."),
        ),
        Step(
            "publish",
            _("Publish"),
            _("Save and publish"),
            Deed.PUBLISHED,
            "publish",
            frozenset({State.DRAFT, State.IN_REVIEW, State.WITHDRAWN}),
            True,
            _("“%(row)s” was published."),
            _("“%(row)s” is %(state)s. Only a draft, or what is in review or withdrawn, can be published."),
            _("Publish %(rows)s"),
            _("Published: %(rows)s."),
        ),
        Step(
            "withdraw",
            _("Withdraw"),
            "",
            Deed.WITHDRAWN,
            "publish",
            frozenset({State.DRAFT, State.IN_REVIEW, State.PUBLISHED}),
            False,
            _("“%(row)s” was withdrawn."),
            _("“%(row)s” is %(state)s. Only a draft, or what is in review or published, can be withdrawn."),
            _("Withdraw %(rows)s"),
            _("Withdrawn: %(rows)s."),
        ),
        Step(
            "discard",
            _("Drop the working copy"),
            "",
            Deed.DISCARDED,
            "change",
            frozenset(),
            True,
            _("“%(row)s” was set back to what the public sees."),
            _("“%(row)s” is %(state)s, and only what is published has a working copy to drop."),
        ),
    )
}


STEP_DEEDS = [step.deed for step in STEPS.values()]
MOST_STEPS = 20


def possible_steps(row: Publishable, copy: WorkingCopy | None, user: User | AnonymousUser) -> list[Step]:
    """Return the steps that a user may take with a film, list or page as it is now."""
    noun = Root.of(row).noun
    return [step for step in STEPS.values() if step.is_permitted(user, noun) and is_possible(step, row, copy)]


def is_possible(step: Step, row: Publishable, copy: WorkingCopy | None) -> bool:
    """Tell whether the state of the film, list or page, or that of its working copy, allows the step."""
    if row.state in step.states:
        return True
    if row.state != State.PUBLISHED:
        return False
    if step.name == "publish":
        return copy is not None or not row.is_public
    if copy is None or not step.for_working_copy:
        return False
    return step.name == "discard" or copy.in_review == (step.name == "return")


def take_step(
    step: Step,
    *,
    row: Publishable,
    editor: User | None,
    note: str = "",
    seen_revision: int | None = None,
    moment: datetime | None = None,
) -> Revision:
    """Take a step with a film, list or page, and record it. `moment` is when a publication begins, by default now.

    Raise RefusedError where its state doesn't allow the step, OvertakenError where somebody saved after
    `seen_revision`.
    """
    root = Root.of(row)
    with atomic_or_refused():
        lock_roots(root)
        refuse_overtaken(root, seen_revision)
        row = rows_of(root).get()
        copy = working_copy_of(row)
        if not is_possible(step, row, copy):
            raise RefusedError(step_refusal(step, row))
        if step.name == "discard":
            return discard_working_copy(row, editor=editor, note=note)
        before = state_document(row)
        if copy and row.state == State.PUBLISHED and step.name in ("submit", "return"):
            copy.in_review = step.name == "submit"
            copy.save()
        elif step.name == "publish":
            publish_row(row, moment)
        else:
            if step.name == "withdraw":
                publish_working_copy(row)
            state = {"submit": State.IN_REVIEW, "return": State.DRAFT, "withdraw": State.WITHDRAWN}[step.name]
            rows_of(root).become(state=state, published_from=None)
        row.refresh_from_db()
        patch = Patch.between(before, state_document(row))
        return record_revision(root, editor=editor, deed=step.deed, note=note, patch=patch, waiting=False)


def rows_of(root: Root) -> Any:
    """Query the row of a film, list or page, with what their states can become."""
    model: Any = root.model
    return model.objects.filter(pk=root.key)


def publish_row(row: Publishable, moment: datetime | None) -> None:
    """Let the public see a film, list or page with the changes of its working copy, from a moment on."""
    if row.is_public:
        if moment and moment > timezone.now():
            raise RefusedError(
                gettext(
                    "Visitors see it already, so its changes are published at once. "
                    "Leave the moment empty; or withdraw it first, and publish it from that moment on."
                )
            )
        moment = row.published_from
    publish_working_copy(row)
    rows_of(Root.of(row)).become(state=State.PUBLISHED, published_from=moment or this_second())


def state_document(row: Publishable) -> Document:
    """Return a document of the `state` and `published_from` of a row alone: what the steps of a publication change."""
    moment = row.published_from and row.published_from.isoformat()
    return Document({Root.of(row).noun: {str(row.pk): {"state": row.state, "published_from": moment}}})


def step_refusal(step: Step, row: Publishable) -> str:
    """Say why the state of a film, list or page doesn't allow a step, and which states do."""
    if row.state == State.PUBLISHED and step.for_working_copy:
        return gettext("“%(row)s” has no changes that wait to be published: editors see it as the public sees it.") % {
            "row": row
        }
    return step.refusal_words % {"row": row, "state": row.get_state_display()}


class EditorsSaves(TypedDict):
    """How often an editor saved what waits in a working copy, and when last; a program has no name."""

    editor_name: str
    saves: int
    last: datetime


def saves_in(copy: WorkingCopy) -> list[EditorsSaves]:
    """Return whose saves a working copy holds, the last to save first."""
    revisions = Revision.objects.of(*root_of_copy(copy)).filter(waiting=True, at__gte=copy.begun_at).order_by()
    return list(revisions.values("editor_name").annotate(saves=Count("id"), last=Max("at")).order_by("-last"))


def latest_steps(row: Publishable) -> list[Revision]:
    """Return the revisions of the last steps taken with a film, list or page, newest first, without their patches."""
    return list(Revision.objects.of(*Root.of(row)).filter(deed__in=STEP_DEEDS).defer("patch")[:MOST_STEPS])

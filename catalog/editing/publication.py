"""The steps of a film or its working copy: send it to review, send it back, publish it, withdraw it, drop the copy."""

from datetime import datetime
from typing import NamedTuple, TypedDict

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Count, Max
from django.utils import timezone

from catalog import roles
from catalog.editing.documents import RefusedError, Root
from catalog.editing.edit import discard_working_copy
from catalog.editing.history import record_revision, refuse_overtaken
from catalog.editing.locks import atomic_or_refused, lock_roots
from catalog.editing.patches import Document, Patch
from catalog.editing.working_copies import publish_working_copy, working_copy_of
from catalog.models import Deed, Film, Revision, State, WorkingCopy
from catalog.models.base import this_second


class Step(NamedTuple):
    """A step: who may take it, and in which states of the film.

    `for_working_copy` tells whether it can also be taken with the working copy of a published film; `outcome` says in a
    sentence what was done: "the film was published".
    """

    name: str
    label: str
    deed: Deed
    permission: str
    states: frozenset[State]
    for_working_copy: bool
    outcome: str

    @property
    def permission_refusal(self) -> str:
        """The sentence for an editor who has no permission to take the step."""
        return roles.permission_refusal(self.permission.removeprefix("catalog."))


STEPS = {
    step.name: step
    for step in (
        Step(
            "submit",
            "Send to review",
            Deed.SUBMITTED,
            "catalog.change_film",
            frozenset({State.DRAFT, State.WITHDRAWN}),
            True,
            "sent to review",
        ),
        Step(
            "return",
            "Send back to draft",
            Deed.RETURNED,
            "catalog.change_film",
            frozenset({State.IN_REVIEW}),
            True,
            "sent back to draft",
        ),
        Step(
            "publish",
            "Publish",
            Deed.PUBLISHED,
            "catalog.publish_film",
            frozenset({State.DRAFT, State.IN_REVIEW, State.WITHDRAWN}),
            True,
            "published",
        ),
        Step(
            "withdraw",
            "Withdraw",
            Deed.WITHDRAWN,
            "catalog.publish_film",
            frozenset({State.DRAFT, State.IN_REVIEW, State.PUBLISHED}),
            False,
            "withdrawn",
        ),
        Step("discard", "Drop the working copy", Deed.DISCARDED, "catalog.change_film", frozenset(), True, "set back"),
    )
}


STEP_DEEDS = [step.deed for step in STEPS.values()]
MOST_STEPS = 20


def possible_steps(film: Film, copy: WorkingCopy | None, user: User | AnonymousUser) -> list[Step]:
    """Return the steps that a user may take with a film as it is now."""
    return [step for step in STEPS.values() if user.has_perm(step.permission) and is_possible(step, film, copy)]


def is_possible(step: Step, film: Film, copy: WorkingCopy | None) -> bool:
    """Tell whether the state of the film, or that of its working copy, allows the step."""
    if film.state in step.states:
        return True
    if film.state != State.PUBLISHED:
        return False
    if step.name == "publish":
        return copy is not None or not film.is_public
    if copy is None or not step.for_working_copy:
        return False
    return step.name == "discard" or copy.in_review == (step.name == "return")


def take_step(
    step: Step,
    *,
    film: Film,
    editor: User | None,
    note: str = "",
    seen_revision: int | None = None,
    moment: datetime | None = None,
) -> Revision:
    """Take a step with a film, and record it. `moment` is when a publication begins, by default now.

    Raise RefusedError where the film's state doesn't allow the step, OvertakenError where somebody saved after
    `seen_revision`.
    """
    root = Root("film", film.pk)
    with atomic_or_refused():
        lock_roots(root)
        refuse_overtaken(root, seen_revision)
        film = Film.objects.get(pk=film.pk)
        copy = working_copy_of(film)
        if not is_possible(step, film, copy):
            raise RefusedError(step_refusal(step, film))
        if step.name == "discard":
            return discard_working_copy(film, editor=editor, note=note)
        before = state_document(film)
        if copy and film.state == State.PUBLISHED and step.name in ("submit", "return"):
            copy.in_review = step.name == "submit"
            copy.save()
        elif step.name == "publish":
            publish_film(film, moment)
        else:
            if step.name == "withdraw":
                publish_working_copy(film)
            state = {"submit": State.IN_REVIEW, "return": State.DRAFT, "withdraw": State.WITHDRAWN}[step.name]
            Film.objects.filter(pk=film.pk).become(state=state, published_from=None)
        film.refresh_from_db()
        patch = Patch.between(before, state_document(film))
        return record_revision(root, editor=editor, deed=step.deed, note=note, patch=patch, waiting=False)


def publish_film(film: Film, moment: datetime | None) -> None:
    """Let the public see the film with the changes of its working copy, from a moment on."""
    if film.is_public:
        if moment and moment > timezone.now():
            raise RefusedError(
                "Visitors see this film already, so its changes are published at once. "
                "Leave the moment empty; or withdraw the film, and publish it from that moment on."
            )
        moment = film.published_from
    publish_working_copy(film)
    Film.objects.filter(pk=film.pk).become(state=State.PUBLISHED, published_from=moment or this_second())


def state_document(film: Film) -> Document:
    """Return a document of the film's `state` and `published_from` alone: what the steps of a publication change."""
    moment = film.published_from and film.published_from.isoformat()
    return Document({"film": {str(film.pk): {"state": film.state, "published_from": moment}}})


def step_refusal(step: Step, film: Film) -> str:
    """Say why the film's state doesn't allow a step, and which states do."""
    if film.state == State.PUBLISHED and step.for_working_copy:
        return f"“{film}” has no changes that wait to be published: editors see it as the public sees it."
    states = " or ".join(State(state).label for state in sorted(step.states))
    return f"“{film}” is {film.get_state_display()}, and only a film that is {states} can be {step.outcome}."


class EditorsSaves(TypedDict):
    """How often an editor saved what waits in a working copy, and when last; a program has no name."""

    editor_name: str
    saves: int
    last: datetime


def saves_in(copy: WorkingCopy) -> list[EditorsSaves]:
    """Return whose saves a working copy holds, the last to save first."""
    revisions = Revision.objects.of("film", copy.film_id).filter(waiting=True, at__gte=copy.begun_at).order_by()
    return list(revisions.values("editor_name").annotate(saves=Count("id"), last=Max("at")).order_by("-last"))


def latest_steps(film: Film) -> list[Revision]:
    """Return the revisions of the last steps taken with a film, newest first, without their patches."""
    return list(Revision.objects.of("film", film.pk).filter(deed__in=STEP_DEEDS).defer("patch")[:MOST_STEPS])

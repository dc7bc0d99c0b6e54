"""The steps of a film from draft to review to the public and out of its sight; of its working copy likewise."""

from typing import NamedTuple

from django.utils import timezone

from catalog import roles
from catalog.editing.documents import RefusedError, Root
from catalog.editing.edit import discard_working_copy
from catalog.editing.history import record_revision, refuse_overtaken
from catalog.editing.locks import atomic_or_refused, lock_roots
from catalog.editing.patches import diff
from catalog.editing.working_copies import publish_working_copy
from catalog.models import Deed, Film, Revision, State, WorkingCopy
from catalog.models.base import this_second


class Step(NamedTuple):
    """What may be done with a film, who may, and in which states; `copy` tells whether a working copy allows it, too."""

    name: str
    label: str
    deed: Deed
    permission: str
    states: frozenset
    copy: bool
    done: str

    @property
    def refusal(self):
        """Why somebody without the permission is refused."""
        return roles.refusal(self.permission.removeprefix("catalog."))


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


def possible_steps(film, copy, user):
    """The steps that a user may take with a film as it is now."""
    return [step for step in STEPS.values() if user.has_perm(step.permission) and is_possible(step, film, copy)]


def is_possible(step, film, copy):
    """Whether the film's state, or that of its working copy, allows the step."""
    if film.state in step.states:
        return True
    if film.state != State.PUBLISHED:
        return False
    if step.name == "publish":
        return copy is not None or film.published_from > timezone.now()
    if copy is None or not step.copy:
        return False
    return step.name == "discard" or copy.in_review == (step.name == "return")


def take_step(step, *, film, editor, note="", seen=None, moment=None):
    """Take a step with a film; `moment` is when a publication begins, by default now.

    Raise RefusedError where its state doesn't allow it, OvertakenError where it was saved after revision `seen`.
    """
    root = Root("film", film.pk)
    with atomic_or_refused():
        lock_roots(root)
        refuse_overtaken(root, seen)
        film = Film.objects.get(pk=film.pk)
        copy = WorkingCopy.objects.filter(film=film).first()
        if not is_possible(step, film, copy):
            raise RefusedError(step_refusal(step, film))
        if step.name == "discard":
            return discard_working_copy(film, editor=editor, note=note)
        before = state_document(film)
        if film.state == State.PUBLISHED and step.name in ("submit", "return"):
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
        return record_revision(
            root, editor=editor, deed=step.deed, note=note, patch=diff(before, state_document(film)), waiting=False
        )


def publish_film(film, moment):
    """Let visitors see the film, from a moment on, as it is with its working copy."""
    if film.is_public:
        if moment and moment > timezone.now():
            raise RefusedError(
                "Visitors see this film already, so its changes are published at once. "
                "Leave the moment empty; or withdraw the film, and publish it from that moment on."
            )
        moment = film.published_from
    publish_working_copy(film)
    Film.objects.filter(pk=film.pk).become(state=State.PUBLISHED, published_from=moment or this_second())


def state_document(film):
    moment = film.published_from and film.published_from.isoformat()
    return {"film": {str(film.pk): {"state": film.state, "published_from": moment}}}


def step_refusal(step, film):
    """Why a step can't be taken, and what can be done."""
    if film.state == State.PUBLISHED and step.copy:
        return f"“{film}” has no changes that wait for it: what editors see of it is what the public sees."
    allowed = " or ".join(State(state).label for state in sorted(step.states))
    return f"“{film}” is {film.get_state_display()}, and only a film that is {allowed} can be {step.done}."


STEP_DEEDS = (Deed.SUBMITTED, Deed.RETURNED, Deed.PUBLISHED, Deed.WITHDRAWN, Deed.DISCARDED)

MOST_STEPS = 20


def latest_steps(film):
    """The last steps of a film between draft and public, newest first: who took them, when, and with what note."""
    return list(Revision.objects.of("film", film.pk).filter(deed__in=STEP_DEEDS).defer("patch")[:MOST_STEPS])

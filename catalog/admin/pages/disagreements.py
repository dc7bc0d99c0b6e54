"""Page of a film on which an editor decides about what its synopses seem to disagree on."""

from itertools import combinations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from catalog.admin.core.views import (
    NO_ACTION,
    count_text,
    get_visible_row,
    page_address,
    page_context,
    page_path,
    redirect_after_post,
)
from catalog.editing import stored_words
from catalog.editing.documents import Root
from catalog.editing.edit import Edit
from catalog.editing.history import add_note
from catalog.editing.locks import atomic_or_refused
from catalog.models import AlignmentCorrection, ProposalState, ProposedReading, Question, Synopsis
from catalog.tellings import proposing


def disagreements_paths(model_admin):
    return [page_path(model_admin, "<path:film_id>/disagreements/", disagreements_view, "disagreements")]


@require_http_methods(["GET", "HEAD", "POST"])
def disagreements_view(request, film_id, model_admin):
    """Show the proposed questions of the film. A button looks for more, accepts, dismisses or proposes one again."""
    film = get_visible_row(model_admin, request, film_id, "catalog.view_proposal")
    if request.method == "POST":
        if not request.user.has_perm("catalog.change_proposal"):
            raise PermissionDenied
        next_page = decide(request, film) or page_address(model_admin.opts, "disagreements", film.pk)
        return redirect_after_post(next_page)
    questions = proposed_questions(film)
    context = page_context(model_admin, request, gettext("Disagreements: %(film)s") % {"film": film}) | {
        "film": film,
        "proposed_questions": [question for question in questions if question["state"] == ProposalState.PROPOSED],
        "decided_questions": [question for question in questions if question["state"] != ProposalState.PROPOSED],
        "pairs": comparable_pairs(film),
        "may_decide": request.user.has_perm("catalog.change_proposal"),
        "may_accept": may_accept(request.user),
    }
    return TemplateResponse(request, "admin/catalog/film/disagreements.html", context)


def decide(request, film):
    """Do what a button says; return the address of the question that was accepted, else None."""
    action, about = request.POST.get("do"), request.POST.get("about", "").replace("\0", "")
    if action == "accept":
        return accept(request, film, about)
    if action == "look":
        messages.info(request, describe_search(proposing.propose_questions(film=film)))
    elif action == "dismiss":
        is_done = decide_with_note(request, film, about, proposing.dismiss, stored_words.DISMISSED)
        messages.info(
            request,
            gettext("Dismissed. It won’t be proposed again.") if is_done else gettext("That was decided already."),
        )
    elif action == "bring_back":
        is_done = decide_with_note(request, film, about, proposing.bring_back, stored_words.PROPOSED_AGAIN)
        messages.info(request, gettext("Proposed again.") if is_done else gettext("That is proposed already."))
    else:
        messages.error(request, NO_ACTION)
    return None


def decide_with_note(request, film, about, act, note):
    """Decide about a proposal by `act(film=…, about=…)`, and note that in the history; return whether anything was to do."""
    with atomic_or_refused():
        is_done = bool(act(film=film, about=about))
        if is_done:
            add_note(film, note, editor=request.user)
        transaction.set_rollback(not is_done)
    return is_done


def accept(request, film, about):
    """Make a draft question of the proposal; return its address, or None where it can't be made."""
    if not may_accept(request.user):
        raise PermissionDenied
    try:
        # The question is a draft, so the public doesn't see it, and it needs no working copy.
        with Edit(
            Root("film", film.pk), editor=request.user, note=stored_words.MADE_OF_PROPOSAL, directly=True
        ) as edit:
            question, is_new = proposing.accept(film=film, about=about)
            if is_new:
                edit.keep()
    except proposing.NotAcceptableError as error:
        messages.error(request, gettext("Nothing was made. %(error)s") % {"error": error})
        return None
    if question is None:
        messages.warning(request, gettext("That is no longer proposed."))
        return None
    messages.info(
        request,
        gettext(
            "A draft, which no visitor sees: look at its words and its spoiler level, and publish it when it is right."
        )
        if is_new
        else gettext("This was made a question already. Here it is."),
    )
    return page_address(Question._meta, "change", question.pk)


def may_accept(user):
    return user.has_perms(["catalog.change_proposal", "catalog.add_question", "catalog.add_reading"])


def describe_search(counts):
    """Say how many disagreements a search found."""
    sentences = [
        gettext("New: %(questions)s. Waiting: %(number)s.")
        % {"questions": count_text(counts.new_questions, Question._meta), "number": counts.waiting_questions}
        if counts.waiting_questions
        else gettext("No disagreement found.")
    ]
    if counts.removed_proposals:
        sentences.append(
            gettext("What no longer stands in the texts went (%(removed_proposals)s).")
            % {"removed_proposals": counts.removed_proposals}
        )
    if counts.omitted_texts:
        texts = count_text(counts.omitted_texts, Synopsis._meta)
        sentences.append(
            gettext("Left out: %(texts)s. Only %(number)s of a language are compared.")
            % {"texts": texts, "number": proposing.MOST_TEXTS}
        )
    return " ".join(sentences)


def proposed_questions(film):
    """Return the questions proposed on a film, each with one reading of each text and value."""
    rows = ProposedReading.objects.filter(proposal__film=film).select_related(
        "proposal__accepted_as", "synopsis__source", "synopsis__film"
    )
    questions = {}
    for row in rows.order_by("proposal_id", "synopsis_id"):
        proposal = row.proposal
        question = questions.setdefault(
            (proposal.about, proposal.state, proposal.accepted_as_id),
            {
                "about": proposal.about,
                "kind": proposal.kind,
                "question": proposal.question,
                "state": proposal.state,
                "accepted_as": proposal.accepted_as,
                "readings": {},
            },
        )
        question["readings"].setdefault((row.synopsis_id, row.value), row)
    for question in questions.values():
        question["readings"] = sorted(question["readings"].values(), key=lambda row: row.synopsis_id)
    return list(questions.values())


def comparable_pairs(film):
    """Return each two synopses of one language, with the number of corrections of their alignment."""
    corrected_pairs = list(AlignmentCorrection.objects.filter(left__film=film).values_list("left_id", "right_id"))
    texts = film.synopses.select_related("film", "language", "source").order_by("id")
    return [
        {"left": left, "right": right, "corrections": corrected_pairs.count((left.pk, right.pk))}
        for left, right in combinations(texts, 2)
        if left.language_id == right.language_id
    ]

"""A film's page of the desk on what its tellings seem to disagree on."""

from itertools import combinations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from catalog.admin.core.base import counted
from catalog.editing.documents import Root
from catalog.editing.edit import Edit
from catalog.editing.history import add_note
from catalog.models import AlignmentCorrection, ProposalState, ProposedReading, Question, Synopsis
from catalog.tellings import proposing

SEE_OTHER = 303


def back(address):
    return HttpResponseRedirect(address, status=SEE_OTHER)


class DisagreementsMixin:
    """The page itself, for the desk of films."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.disagreements_view)
        return [path("<path:film_id>/disagreements/", page, name="catalog_film_disagreements"), *super().get_urls()]

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def disagreements_view(self, request, film_id):
        film = self.get_object(request, film_id)
        if film is None:
            raise Http404
        if not (self.has_view_permission(request, film) and request.user.has_perm("catalog.view_proposal")):
            raise PermissionDenied
        if request.method == "POST":
            return self.decide(request, film)
        return TemplateResponse(request, "admin/catalog/film/disagreements.html", self.disagreements(request, film))

    def disagreements(self, request, film):
        """All that the page shows."""
        asked = questions(film)
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Disagreements: {film}",
            "film": film,
            "waiting": [one for one in asked if one["state"] == ProposalState.PROPOSED],
            "decided": [one for one in asked if one["state"] != ProposalState.PROPOSED],
            "pairs": pairs(film),
            "may_decide": request.user.has_perm("catalog.change_proposal"),
            "may_accept": may_accept(request.user),
        }

    def decide(self, request, film):
        """Do what a button says, and come back; an accepted proposal leads to its question."""
        if not request.user.has_perm("catalog.change_proposal"):
            raise PermissionDenied
        page = reverse("admin:catalog_film_disagreements", args=[film.pk])
        act, about = request.POST.get("do"), request.POST.get("about", "").replace("\0", "")
        if act == "look":
            found = proposing.propose_questions(film=film)
            self.message_user(request, told(found))
        elif act == "accept":
            return self.accept(request, film, about, page)
        elif act == "dismiss":
            done = proposing.dismiss(film=film, about=about)
            if done:
                add_note(film, "Dismissed a proposed question.", editor=request.user)
            self.message_user(
                request, "Dismissed. It won’t be proposed again." if done else "That was decided already."
            )
        elif act == "bring_back":
            done = proposing.bring_back(film=film, about=about)
            if done:
                add_note(film, "Proposed a question again.", editor=request.user)
            self.message_user(request, "Proposed again." if done else "That is proposed already.")
        else:
            self.message_user(request, "Nothing was done: the form named no action.", messages.ERROR)
        return back(page)

    def accept(self, request, film, about, page):
        if not may_accept(request.user):
            raise PermissionDenied
        try:
            # A draft, so it may stand in the tables beside what the public sees.
            with Edit(Root("film", film.pk), editor=request.user, note="Made from a proposal.", directly=True) as edit:
                question, made = proposing.accept(film=film, about=about)
                edit.keep()
        except proposing.NotAcceptableError as error:
            self.message_user(request, f"Nothing was made. {error}", messages.ERROR)
            return back(page)
        if question is None:
            self.message_user(request, "That is no longer proposed.", messages.WARNING)
            return back(page)
        if made:
            said = "A draft, which no visitor sees: look at its words and its spoiler level, and publish it when it is right."
        else:
            said = "This was made a question already. Here it is."
        self.message_user(request, said)
        return back(reverse("admin:catalog_question_change", args=[question.pk]))


def may_accept(user):
    return user.has_perms(["catalog.change_proposal", "catalog.add_question", "catalog.add_reading"])


def told(found):
    """What a look found, in words."""
    said = (
        f"{counted(found.new_questions, Question._meta)} new, {found.waiting_questions} waiting."
        if found.waiting_questions
        else "No disagreement found."
    )
    gone = f" What no longer stands in the texts went ({found.removed_proposals})." if found.removed_proposals else ""
    left_out = f" {counted(found.omitted_texts, Synopsis._meta)} left out: only {proposing.MOST_TEXTS} of a language are compared."
    return said + gone + (left_out if found.omitted_texts else "")


def questions(film):
    """What is proposed and decided on a film, by what it is about: each text's reading once."""
    rows = ProposedReading.objects.filter(proposal__film=film).select_related(
        "proposal__accepted_as", "synopsis__source", "synopsis__film"
    )
    found = {}
    for row in rows.order_by("proposal_id", "synopsis_id"):
        proposal = row.proposal
        one = found.setdefault(
            (proposal.about, proposal.state, proposal.accepted_as_id),
            {
                "about": proposal.about,
                "kind": proposal.kind,
                "question": proposal.question,
                "state": proposal.state,
                "label": proposal.get_state_display(),
                "accepted_as": proposal.accepted_as,
                "readings": {},
            },
        )
        one["readings"].setdefault((row.synopsis_id, row.value), row)
    for one in found.values():
        one["readings"] = sorted(one["readings"].values(), key=lambda row: row.synopsis_id)
    return list(found.values())


def pairs(film):
    """Each two synopses of one language, and how many corrections their alignment has."""
    corrected_pairs = list(AlignmentCorrection.objects.filter(left__film=film).values_list("left_id", "right_id"))
    texts = film.synopses.select_related("film", "language", "source").order_by("id")
    return [
        {"left": left, "right": right, "corrections": corrected_pairs.count((left.pk, right.pk))}
        for left, right in combinations(texts, 2)
        if left.language_id == right.language_id
    ]

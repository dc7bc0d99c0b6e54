"""A film's page of the desk on which an editor corrects how two synopses are aligned."""

from hashlib import sha256

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from catalog.admin.core.edits import drawn
from catalog.admin.pages.disagreements import back
from catalog.editing.documents import RefusedError, Root
from catalog.editing.edit import Edit
from catalog.models import AlignmentCorrection, CorrectionKind
from catalog.tellings.comparison import NotComparableError, compare
from catalog.tellings.corrections import correct_alignment

KINDS = {
    "same": "the same",
    "changed": "in other words",
    "moved": "at another place",
    "only_left": "only here",
    "only_right": "only here",
}


class MovedOnError(ValueError):
    """A sentence that was ticked no longer stands where it did; the message says what to do."""


class AlignmentMixin:
    """The page itself, for the desk of films."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.alignment_view)
        return [path("<path:film_id>/alignment/", page, name="catalog_film_alignment"), *super().get_urls()]

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def alignment_view(self, request, film_id):
        film = self.get_object(request, film_id)
        if film is None:
            raise Http404
        if not (self.has_view_permission(request, film) and request.user.has_perm("catalog.view_alignmentcorrection")):
            raise PermissionDenied
        root = Root("film", film.pk)
        if request.method != "POST":
            return self.seen_by_editors(request, root, lambda: self.alignment(request, film))
        try:
            with Edit(root, editor=request.user, note="Corrected an alignment.") as edit:
                response = drawn(self.alignment(request, film))
                edit.keep()
        except RefusedError as error:
            return self.refuse(request, str(error))
        return self.saved(request, edit, response)

    def alignment(self, request, film):
        """The page, or what a button of it does."""
        texts = list(film.synopses.select_related("film", "language", "source").order_by("id"))
        left = chosen(texts, request.GET.get("left"))
        right = chosen(texts, request.GET.get("right"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Alignment: {film}",
            "film": film,
            "texts": texts,
            "left": left,
            "right": right,
            "may": verbs(request.user),
        }
        if left and right:
            try:
                comparison = compare(left=left, right=right)
            except NotComparableError as error:
                context["refused"] = str(error)
            else:
                if request.method == "POST":
                    return self.correct(request, film, comparison)
                context |= shown(comparison)
        elif request.method == "POST":
            raise Http404
        return TemplateResponse(request, "admin/catalog/film/alignment.html", context)

    def correct(self, request, film, comparison):
        """Make the correction that a button says, or take one back, and come back to its place."""
        left, right = comparison.left, comparison.right
        page = f"{reverse('admin:catalog_film_alignment', args=[film.pk])}?left={left.pk}&right={right.pk}"
        if taken := request.POST.get("take_back"):
            return back(page + self.take_back(request, left, right, taken))
        kind = request.POST.get("do")
        if kind not in CorrectionKind.values:
            self.message_user(request, "Nothing was done: the form named no action.", messages.ERROR)
            return back(page)
        if "add" not in verbs(request.user):
            raise PermissionDenied
        try:
            lefts = ticked(comparison.alignment.left, request.POST.getlist("left"))
            rights = ticked(comparison.alignment.right, request.POST.getlist("right"))
        except MovedOnError as error:
            self.message_user(request, str(error), messages.ERROR)
            return back(page)
        if not lefts or not rights:
            self.message_user(
                request,
                "Nothing was done: tick at least one sentence of each text, then say what holds.",
                messages.ERROR,
            )
            return back(page + (f"#l{lefts[0]}" if lefts else f"#r{rights[0]}" if rights else ""))
        correct_alignment(
            left=left,
            right=right,
            kind=kind,
            left_sentences=[comparison.alignment.left[n].text for n in lefts],
            right_sentences=[comparison.alignment.right[n].text for n in rights],
        )
        self.message_user(request, f"Noted: these {CorrectionKind(kind).label}.")
        return back(f"{page}#l{lefts[0]}")

    def take_back(self, request, left, right, taken):
        """Delete a correction on these texts; one that is gone already is no trouble."""
        if "delete" not in verbs(request.user):
            raise PermissionDenied
        of_these = AlignmentCorrection.objects.filter(left__in=[left, right], right__in=[left, right])
        number = int(taken) if taken.isascii() and taken.isdigit() and len(taken) < 19 else 0
        gone, _ = of_these.filter(pk=number).delete()
        self.message_user(request, "Taken back." if gone else "That was taken back already.")
        return "#corrections"


def verbs(user):
    """What a user may do with corrections."""
    return {
        verb
        for verb in ("add", "delete")
        if user.has_perms([f"catalog.{verb}_alignmentcorrection", "catalog.change_synopsis"])
    }


def chosen(texts, asked):
    return next((text for text in texts if str(text.pk) == asked), None)


def digest(sentence):
    return sha256(sentence.text.encode()).hexdigest()[:12]


def ticked(sentences, values):
    """The numbers of the sentences that were ticked, each `number:digest of its words`."""
    found = set()
    for value in values:
        number, _, words = value.partition(":")
        at = int(number) if number.isascii() and number.isdigit() and len(number) < 9 else len(sentences)
        if at >= len(sentences) or digest(sentences[at]) != words:
            raise MovedOnError(
                "Nothing was done: one of the texts was changed after you opened the page. Look again, and tick anew."
            )
        found.add(at)
    return sorted(found)


def shown(comparison):
    """The pairs and the corrections as the page shows them."""
    fallen = {correction.pk for correction in comparison.outdated_corrections}
    turned = comparison.left.pk > comparison.right.pk
    corrections = AlignmentCorrection.objects.filter(
        left_id=min(comparison.left.pk, comparison.right.pk), right_id=max(comparison.left.pk, comparison.right.pk)
    )
    said = [
        {
            "correction": correction,
            "fallen": correction.pk in fallen,
            "sides": (correction.right_sentences, correction.left_sentences)
            if turned
            else (correction.left_sentences, correction.right_sentences),
        }
        for correction in corrections
    ]
    return {
        "pairs": [
            {
                "kind": pair.kind,
                "label": KINDS[pair.kind],
                "by_editor": pair.source == "editor",
                "left": [boxed(comparison.alignment.left, n) for n in pair.left],
                "right": [boxed(comparison.alignment.right, n) for n in pair.right],
            }
            for pair in comparison.alignment.pairs
        ],
        "fallen": [one for one in said if one["fallen"]],
        "standing": [one for one in said if not one["fallen"]],
    }


def boxed(sentences, number):
    return {"number": number, "value": f"{number}:{digest(sentences[number])}", "text": sentences[number].text}

"""Page of a film on which an editor corrects how two synopses are aligned."""

from functools import partial
from hashlib import sha256

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from catalog.admin.core.views import (
    NO_ACTION,
    announce_working_copy,
    get_visible_row,
    page_address,
    page_context,
    page_path,
    read_with_working_copy,
    redirect_after_post,
    refusal_page,
)
from catalog.editing import stored_words
from catalog.editing.documents import RefusedError, Root
from catalog.editing.edit import Edit
from catalog.models import AlignmentCorrection, CorrectionKind, WorkingCopy
from catalog.tellings.comparison import ComparableSynopses, NotComparableError
from catalog.tellings.corrections import correct_alignment
from catalog.texts.numbers import read_number

# How a pair of sentences stands → the page's words for it.
PAIR_LABELS = {
    "same": _("the same"),
    "changed": _("in other words"),
    "moved": _("at another place"),
    "only_left": _("only here"),
    "only_right": _("only here"),
}


class MissingSentenceError(ValueError):
    """A ticked sentence no longer stands where it did; the message says what to do."""


def alignment_paths(model_admin):
    return [page_path(model_admin, "<path:film_id>/alignment/", alignment_view, "alignment")]


@require_http_methods(["GET", "HEAD", "POST"])
def alignment_view(request, film_id, model_admin):
    """Show two synopses of the film side by side. A button corrects their alignment or takes a correction back."""
    film = get_visible_row(model_admin, request, film_id, "catalog.view_alignmentcorrection")
    root = Root("film", film.pk)
    if request.method != "POST":
        return read_with_working_copy(
            model_admin,
            request,
            root,
            lambda: alignment_page(model_admin, request, film, *choose_texts(request, film)),
        )
    try:
        with Edit(root, editor=request.user, note=stored_words.ALIGNED) as edit:
            response = change_corrections(model_admin, request, film, edit)
    except RefusedError as error:
        return refusal_page(model_admin, request, str(error))
    announce_working_copy(request, edit)
    return response


def choose_texts(request, film):
    """Return the film's synopses, the two that the address names or None, ComparableSynopses or None, and why it is None."""
    texts = list(film.synopses.select_related("film", "language", "source").order_by("id"))
    left, right = (next((t for t in texts if str(t.pk) == request.GET.get(side)), None) for side in ("left", "right"))
    if not (left and right):
        return texts, left, right, None, ""
    try:
        return texts, left, right, ComparableSynopses(left=left, right=right), ""
    except NotComparableError as error:
        return texts, left, right, None, str(error)


def alignment_page(model_admin, request, film, texts, left, right, comparable, refusal):
    context = page_context(model_admin, request, gettext("Alignment: %(film)s") % {"film": film}) | {
        "film": film,
        "texts": texts,
        "left": left,
        "right": right,
        "refusal": refusal,
        "may": permitted_verbs(request.user),
    }
    if comparable:
        # Computed while the page is drawn. What is computed of a working copy's texts is not stored.
        keep = not WorkingCopy.objects.filter(film=film).exists()
        comparison = SimpleLazyObject(lambda: comparable.compare(keep=keep))
        context["pairs"] = SimpleLazyObject(lambda: describe_pairs(comparison))
        for is_outdated, name in ((True, "outdated_corrections"), (False, "effective_corrections")):
            context[name] = SimpleLazyObject(partial(describe_corrections, comparable, comparison, is_outdated))
    return TemplateResponse(request, "admin/catalog/film/alignment.html", context)


def change_corrections(model_admin, request, film, edit):
    """Do what a button says, keep the edit where that changes something, and return to the place on the page that it is about."""
    texts, left, right, comparable, refusal = choose_texts(request, film)
    if not (left and right):
        raise Http404
    if comparable is None:
        return alignment_page(model_admin, request, film, texts, left, right, None, refusal)
    if "take_back" in request.POST:
        fragment = delete_correction(request, left, right, edit)
    else:
        fragment = add_correction(request, comparable, edit)
    page = page_address(model_admin.opts, "alignment", film.pk)
    return redirect_after_post(f"{page}?left={left.pk}&right={right.pk}{fragment}")


def delete_correction(request, left, right, edit):
    """Delete the correction that the form names, unless it is deleted already; return the page's fragment."""
    if "delete" not in permitted_verbs(request.user):
        raise PermissionDenied
    corrections = AlignmentCorrection.objects.filter(left__in=[left, right], right__in=[left, right])
    count, _ = corrections.filter(pk=read_number(request.POST["take_back"])).delete()
    if count:
        edit.keep()
    messages.info(request, gettext("Taken back.") if count else gettext("That was taken back already."))
    return "#corrections"


def add_correction(request, comparable, edit):
    """Add the correction that the form describes, or say why not; return the page's fragment."""
    kind = request.POST.get("do")
    if kind not in CorrectionKind.values:
        messages.error(request, NO_ACTION)
        return ""
    if "add" not in permitted_verbs(request.user):
        raise PermissionDenied
    try:
        left_numbers = ticked_numbers(comparable.left.sentences, request.POST.getlist("left"))
        right_numbers = ticked_numbers(comparable.right.sentences, request.POST.getlist("right"))
    except MissingSentenceError as error:
        messages.error(request, str(error))
        return ""
    if not (left_numbers and right_numbers):
        messages.error(
            request, gettext("Nothing was done: tick at least one sentence of each text, then say what holds.")
        )
        return f"#l{left_numbers[0]}" if left_numbers else f"#r{right_numbers[0]}" if right_numbers else ""
    correct_alignment(
        left=comparable.left.synopsis,
        right=comparable.right.synopsis,
        kind=kind,
        left_sentences=[comparable.left.sentences[number].text for number in left_numbers],
        right_sentences=[comparable.right.sentences[number].text for number in right_numbers],
    )
    edit.keep()
    messages.info(request, gettext("Noted: %(kind)s.") % {"kind": CorrectionKind(kind).label})
    return f"#l{left_numbers[0]}"


def permitted_verbs(user):
    """Return what a user may do with corrections: some of "add" and "delete"."""
    return {
        verb
        for verb in ("add", "delete")
        if user.has_perms([f"catalog.{verb}_alignmentcorrection", "catalog.change_synopsis"])
    }


def digest(sentence):
    return sha256(sentence.text.encode()).hexdigest()[:12]


def ticked_numbers(sentences, values):
    """Return the numbers of the ticked sentences; a value is `number:digest of the sentence`."""
    numbers = set()
    for value in values:
        text, _, sent_digest = value.partition(":")
        number = read_number(text)
        if number is None or number >= len(sentences) or digest(sentences[number]) != sent_digest:
            raise MissingSentenceError(
                gettext(
                    "Nothing was done: one of the texts was changed after you opened the page. Look again, and tick anew."
                )
            )
        numbers.add(number)
    return sorted(numbers)


def describe_sentence(sentences, number):
    """Return a sentence with the value of its checkbox."""
    return {"number": number, "value": f"{number}:{digest(sentences[number])}", "text": sentences[number].text}


def describe_pairs(comparison):
    """Return the pairs of sentences as the page shows them."""
    return [
        {
            "kind": pair.kind,
            "label": PAIR_LABELS[pair.kind],
            "by_editor": pair.source == "editor",
            "left": [describe_sentence(comparison.alignment.left, number) for number in pair.left],
            "right": [describe_sentence(comparison.alignment.right, number) for number in pair.right],
        }
        for pair in comparison.alignment.pairs
    ]


def describe_corrections(comparable, comparison, is_outdated):
    """Return as the page shows them the corrections whose sentences were changed, or those in effect."""
    step = 1 if comparable.left is comparable.in_order[0] else -1
    outdated_keys = {correction.pk for correction in comparison.outdated_corrections}
    return [
        {"correction": correction, "sides": (correction.left_sentences, correction.right_sentences)[::step]}
        for correction in comparable.corrections
        if (correction.pk in outdated_keys) == is_outdated
    ]

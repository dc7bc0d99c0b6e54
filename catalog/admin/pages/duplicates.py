"""Page of a noun's possible duplicates, on which an editor decides whether two rows are the same."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from catalog.admin.core.views import NO_ACTION, ROWS_A_PAGE, page_address, redirect_after_post
from catalog.admin.pages.merging import SIDES, existing_labels, merging_context, refuse_without_permission
from catalog.editing import stored_words
from catalog.editing.history import add_note
from catalog.editing.locks import atomic_or_refused
from catalog.editing.stored_words import read_why
from catalog.merging.duplicates import decide_pair, find_duplicates
from catalog.models import DuplicatePair, DuplicateState
from catalog.paging import read_page
from catalog.texts.numbers import read_number

# A page searches a noun for duplicates up to so many rows; beyond, the command does.
MOST_ROWS_SEARCHED = 5000


@require_http_methods(["GET", "HEAD", "POST"])
def duplicates_view(request, model_admin):
    """List the possible duplicates. A button says that two are not the same, proposes them again, or searches."""
    refuse_without_permission(model_admin, request, "view")
    if request.method == "POST":
        refuse_without_permission(model_admin, request, "merge")
        return redirect_after_post(page_address(model_admin.opts, "duplicates") + decide(model_admin, request))
    is_distinct = request.GET.get("state") == DuplicateState.NOT_THE_SAME
    pairs = DuplicatePair.objects.filter(
        noun=model_admin.opts.model_name,
        state=DuplicateState.NOT_THE_SAME if is_distinct else DuplicateState.PROPOSED,
    )
    paginator_page = read_page(request, pairs.select_related("decided_by").order_by("id"), ROWS_A_PAGE)
    title = gettext("Possible duplicates (%(nouns)s)") % {"nouns": model_admin.opts.verbose_name_plural}
    context = merging_context(model_admin, request, title) | {
        "paginator_page": paginator_page,
        "lines": describe_pairs(model_admin, paginator_page),
        "is_distinct": is_distinct,
        "can_search": is_searchable(model_admin.model),
        "command": f"manage.py find_duplicates {model_admin.opts.model_name}",
    }
    return TemplateResponse(request, "admin/merging/duplicates.html", context)


def describe_pairs(model_admin, pairs):
    """Return a line for each pair: the pair, (label, address) of those of its rows that exist, whether both do."""
    labels = existing_labels(model_admin, {key for pair in pairs for key in (pair.left, pair.right)})
    lines = []
    for pair in pairs:
        keys = [key for key in (pair.left, pair.right) if key in labels]
        rows = [(labels[key], page_address(model_admin.opts, "change", key)) for key in keys]
        lines.append({"pair": pair, "why": read_why(pair.why), "rows": rows, "is_complete": len(rows) == 2})
    return lines


def is_searchable(model):
    """Tell whether a noun is small enough to be searched for duplicates while a page waits."""
    return model._base_manager.order_by()[: MOST_ROWS_SEARCHED + 1].count() <= MOST_ROWS_SEARCHED


def decide(model_admin, request):
    """Do what a button says; return the query of the page to show next."""
    action, noun = request.POST.get("do"), model_admin.opts.model_name
    if action == "look" and is_searchable(model_admin.model):
        result = find_duplicates(noun)
        messages.info(request, result.summary)
        return ""
    if action not in ("apart", "again"):
        messages.error(request, NO_ACTION)
        return ""
    is_same = action == "again"
    left, right = (read_number(request.POST.get(side, "")) for side in SIDES)
    if None in (left, right):
        raise Http404
    judgement = stored_words.JUDGED_SAME if is_same else stored_words.JUDGED_OTHER
    with atomic_or_refused():
        is_decided = decide_pair(noun=noun, left=left, right=right, is_taken_back=is_same, editor=request.user)
        for key, other_key in ((left, right), (right, left)) if is_decided else ():
            add_note(model_admin.model(pk=key), stored_words.store(judgement, number=other_key), editor=request.user)
        transaction.set_rollback(not is_decided)
    outcome = gettext("Proposed again.") if is_same else gettext("They are two. They won’t be proposed again.")
    messages.info(request, outcome if is_decided else gettext("That was decided already."))
    return f"?state={DuplicateState.NOT_THE_SAME}" if is_same else ""

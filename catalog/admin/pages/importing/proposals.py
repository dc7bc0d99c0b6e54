"""List of what imports propose where an editor's value, or a cited one, stands in the way: each is taken over or declined."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from catalog.admin.core.views import NO_ACTION, page_address, page_context, redirect_after_post
from catalog.editing.documents import RefusedError, model_of
from catalog.editing.locks import atomic_or_refused
from catalog.editing.row_names import noun_label
from catalog.exchange.bringing_in.proposals import decline, take
from catalog.models import ImportProposal, ImportProposalState
from catalog.paging import read_page
from catalog.roles import permission_refusal
from catalog.texts.numbers import read_number

# So many are shown, and decided on at once.
PROPOSALS_A_PAGE = 100
MOST_REFUSALS = 5
STEPS = {"take": take, "decline": decline}
# Nouns whose forms lead to their proposals.
NOUNS = ("film", "person", "company")


def list_address(**query):
    words = "&".join(f"{name}={value}" for name, value in query.items())
    return page_address(ImportProposal._meta, "changelist") + (f"?{words}" if words else "")


def open_proposals_of(row):
    """Return (number, page) of the open proposals of a film, a person or a company; None without any."""
    noun = row._meta.model_name
    number = ImportProposal.objects.filter(noun=noun, key=str(row.pk), state=ImportProposalState.OPEN).count()
    return (number, list_address(noun=noun, key=row.pk)) if number else None


@require_http_methods(["GET", "HEAD", "POST"])
def proposals_view(request, model_admin):
    """List the proposals, those that are open first of all. Buttons decide on one, or on all that are ticked."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied(permission_refusal("view_importproposal"))
    if request.method == "POST":
        if not model_admin.has_change_permission(request):
            raise PermissionDenied(permission_refusal("change_importproposal"))
        decide(request)
        return redirect_after_post(request.get_full_path())
    state = request.GET.get("state")
    state = state if state in ImportProposalState.values else ImportProposalState.OPEN
    proposals = narrowed(request, ImportProposal.objects.filter(state=state))
    paginator_page = read_page(request, proposals.select_related("of_import", "decided_by"), PROPOSALS_A_PAGE)
    context = page_context(model_admin, request, gettext("Proposals of imports")) | {
        "paginator_page": paginator_page,
        "lines": [line_of(proposal) for proposal in paginator_page],
        "state": state,
        "states": ImportProposalState.choices,
        "filters": {name: value for name, value in request.GET.items() if name in ("noun", "key", "import", "q")},
        "may_decide": state == ImportProposalState.OPEN and model_admin.has_change_permission(request),
        "list_page": list_address(),
    }
    return TemplateResponse(request, "admin/catalog/importproposal/proposals.html", context)


def narrowed(request, proposals):
    """Return the proposals that the address asks for: of a noun, a row, an import, or with a word in their label."""
    noun, key, word = (request.GET.get(name, "") for name in ("noun", "key", "q"))
    if noun in NOUNS:
        proposals = proposals.filter(noun=noun)
    if key:
        proposals = proposals.filter(key=key[:40])
    if (number := read_number(request.GET.get("import", ""))) is not None:
        proposals = proposals.filter(of_import=number)
    if word.strip():
        proposals = proposals.filter(label__icontains=word.strip()[:100])
    return proposals.order_by("id")


def line_of(proposal):
    """Return what the list shows of a proposal: it, the kind of its row, and the page of that."""
    page = page_address(model_of(proposal.noun)._meta, "change", proposal.key)
    return {"proposal": proposal, "noun": noun_label(proposal.noun), "page": page}


def decide(request):
    """Take over or decline what the form names; say how many were decided, and which could not be."""
    name, _, key_text = request.POST.get("do", "").partition(" ")
    texts = [key_text] if key_text else request.POST.getlist("proposal")
    keys = [number for text in texts[:PROPOSALS_A_PAGE] if (number := read_number(text)) is not None]
    if name not in STEPS:
        messages.error(request, NO_ACTION)
        return
    if not keys:
        messages.error(request, gettext("Nothing was done: tick the proposals that you mean."))
        return
    count, refusals = 0, []
    with atomic_or_refused():
        for proposal in ImportProposal.objects.filter(pk__in=keys).order_by("id"):
            try:
                STEPS[name](proposal, request.user)
                count += 1
            except RefusedError as error:
                refusals.append(f"{proposal}: {error}")
    tell(request, name, count, refusals)


def tell(request, name, count, refusals):
    if count and name == "take":
        words = ngettext("Taken over: %(number)s proposal.", "Taken over: %(number)s proposals.", count)
        messages.success(request, words % {"number": count})
    elif count:
        words = ngettext("Declined: %(number)s proposal.", "Declined: %(number)s proposals.", count)
        messages.success(request, words % {"number": count})
    for refusal in refusals[:MOST_REFUSALS]:
        messages.warning(request, refusal)
    if len(refusals) > MOST_REFUSALS:
        messages.warning(request, gettext("Refused besides: %(number)s.") % {"number": len(refusals) - MOST_REFUSALS})

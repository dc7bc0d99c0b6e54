"""Page on which somebody decides who or what the names in a table are: one who is here, or somebody new."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from catalog.admin.core.views import (
    NO_ACTION,
    get_visible_row,
    page_address,
    page_context,
    redirect_after_post,
    refusal_page,
)
from catalog.editing.locks import atomic_or_refused
from catalog.editing.row_names import noun_label
from catalog.exchange.import_jobs import MOVING
from catalog.exchange.tables.candidates import candidates_of
from catalog.exchange.tables.decisions import MODELS, Decision, Name, store_decisions
from catalog.exchange.tables.name_jobs import queue_names
from catalog.exchange.tables.names import OpenName
from catalog.models import ImportChoice, ImportDecision, ImportFormat, ImportStatus
from catalog.paging import read_page
from catalog.roles import permission_refusal
from catalog.texts.numbers import read_number

# So many names are shown, and decided on at once.
NAMES_A_PAGE = 40
BATCH = 200
CHECKABLE = (ImportStatus.CHECKED, ImportStatus.FAILED, ImportStatus.DONE, ImportStatus.CANCELLED)


def open_decisions(of_import):
    """Return the names of a table on which nobody has decided."""
    scope = of_import.options.get("scope", "")
    return ImportDecision.objects.filter(scope=scope, choice=ImportChoice.ASK).order_by("noun", "name", "id")


@require_http_methods(["GET", "HEAD", "POST"])
def decisions_view(request, object_id, model_admin):
    """List the names to decide on, with whom they may mean; take what somebody decides."""
    of_import = get_visible_row(model_admin, request, object_id)
    own_page = page_address(model_admin.opts, "change", of_import.pk)
    if of_import.format != ImportFormat.TABLE or not of_import.options.get("scope"):
        return refusal_page(
            model_admin, request, gettext("There are no names to decide on: say first what the columns are."), own_page
        )
    if request.method == "POST":
        if not model_admin.has_change_permission(request, of_import):
            raise PermissionDenied(permission_refusal("change_import"))
        if of_import.status in MOVING:
            return refusal_page(
                model_admin, request, gettext("The table is being read. Decide when that is done."), own_page
            )
        return decide(request, model_admin, of_import)
    paginator_page = read_page(request, open_decisions(of_import), NAMES_A_PAGE)
    context = page_context(model_admin, request, gettext("Who is meant?")) | {
        "import": of_import,
        "import_page": own_page,
        "list_page": page_address(model_admin.opts, "changelist"),
        "paginator_page": paginator_page,
        "names": names_with_candidates(paginator_page),
        "may_decide": model_admin.has_change_permission(request, of_import) and of_import.status not in MOVING,
        "may_check": of_import.status in CHECKABLE,
    }
    return TemplateResponse(request, "admin/catalog/import/decisions.html", context)


def names_with_candidates(rows):
    """Return what the page shows of names: each with its candidates and their pages."""
    names = {Name(row.noun, row.name, row.told_by): row for row in rows}
    candidates = candidates_of(names)
    return [
        {
            "row": row,
            "noun": noun_label(name.noun),
            "proposal": OpenName(name, 0, candidates.get(name, [])).proposal,
            "candidates": [
                (candidate, page_address(MODELS[name.noun]._meta, "change", candidate.key))
                for candidate in candidates.get(name, [])
            ],
        }
        for name, row in names.items()
    ]


def decide(request, model_admin, of_import):
    """Do what a button says: keep what is ticked, take all for new whom nobody nearly is, or check the table again."""
    button = request.POST.get("do", "")
    if button == "check":
        with atomic_or_refused():
            queue_names(of_import)
        messages.success(request, gettext("The table is being checked with your decisions."))
        return redirect_after_post(page_address(model_admin.opts, "change", of_import.pk))
    if button not in ("keep", "new"):
        messages.error(request, NO_ACTION)
        return redirect_after_post(request.get_full_path())
    decisions = sent_decisions(request, of_import) if button == "keep" else new_names(of_import)
    with atomic_or_refused():
        count = store_decisions(of_import.options["scope"], list(decisions), request.user)
    words = ngettext("Decided: %(number)s name.", "Decided: %(number)s names.", count)
    messages.success(request, words % {"number": count})
    return redirect_after_post(request.get_full_path())


def sent_decisions(request, of_import):
    """Yield the decisions that a form holds: of each name a number of somebody who is here, or that it is new."""
    keys = [number for name in request.POST if (number := read_number(name.removeprefix("name-"))) is not None]
    for row in open_decisions(of_import).filter(pk__in=keys[: 2 * NAMES_A_PAGE]):
        choice = request.POST.get(f"name-{row.pk}", "")
        number = read_number(request.POST.get(f"number-{row.pk}", "") if choice == "number" else choice)
        name = Name(row.noun, row.name, row.told_by)
        if choice == "new":
            yield name, Decision(is_new=True)
        elif number is not None and MODELS[row.noun].objects.filter(pk=number).exists():
            yield name, Decision(number)
        elif choice:
            words = gettext("“%(name)s”: there is no %(noun)s of this number. Nothing was decided on this name.")
            messages.warning(request, words % {"name": row.name, "noun": noun_label(row.noun)})


def new_names(of_import):
    """Yield the decision that a name is new of all whom nobody here nearly is."""
    rows = list(open_decisions(of_import))
    for start in range(0, len(rows), BATCH):
        names = [Name(row.noun, row.name, row.told_by) for row in rows[start : start + BATCH]]
        candidates = candidates_of(names)
        open_names = [OpenName(name, 0, candidates.get(name, [])) for name in names]
        yield from ((open_name.name, Decision(is_new=True)) for open_name in open_names if open_name.proposal == "new")

"""Pages of merging: two rows of a noun compared before they are merged, and the list of merges."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from catalog.admin.core.posted import note_text, read_key, read_note
from catalog.admin.core.views import (
    CONFLICT,
    ROWS_A_PAGE,
    page_address,
    page_context,
    redirect_after_post,
)
from catalog.editing.describe import describe_patch
from catalog.editing.documents import RefusedError, Root
from catalog.editing.edit import STATE_FIELDS
from catalog.editing.history import OvertakenError
from catalog.editing.patches import Patch, RowChange
from catalog.editing.stored_words import read_label
from catalog.merging.describe import describe_collisions, describe_moves
from catalog.merging.merge import merge
from catalog.merging.plan import BOTH, LOSER, SURVIVOR, MergePlan, can_take_both
from catalog.merging.unmerge import unmerge
from catalog.models import Merge, State
from catalog.paging import read_page
from catalog.roles import permission_refusal
from catalog.texts.numbers import read_number

SIDES = ("left", "right")
EMPTY = (None, "", [])
NOT_SEEN = _("This form doesn’t say what you looked at, so nothing was done. Look at the two now, and decide.")


def merging_context(model_admin, request, title):
    """Return what the templates of all pages of merging need."""
    opts = model_admin.opts
    return page_context(model_admin, request, title) | {
        "list_page": page_address(opts, "changelist"),
        "merge_page": page_address(opts, "merge"),
        "merges_page": page_address(opts, "merges"),
        "duplicates_page": page_address(opts, "duplicates"),
        "may_merge": model_admin.has_merge_permission(request),
    }


def refuse_without_permission(model_admin, request, verb):
    """Raise PermissionDenied unless the user may "view" or "merge" the noun."""
    is_permitted = {"view": model_admin.has_view_permission, "merge": model_admin.has_merge_permission}[verb](request)
    if not is_permitted:
        raise PermissionDenied(permission_refusal(f"{verb}_{model_admin.opts.model_name}"))


def existing_labels(model_admin, keys):
    """Return {key: label} of those rows that exist."""
    rows = model_admin.for_labels(model_admin.model._base_manager.filter(pk__in=keys))
    return {row.pk: model_admin.label(row) for row in rows}


@require_http_methods(["GET", "HEAD", "POST"])
def merge_view(request, model_admin):
    """Compare two rows: which of their fields stay, what moves, what collides. A button merges them."""
    refuse_without_permission(model_admin, request, "merge")
    noun = model_admin.opts.model_name
    parameters = request.POST if request.method == "POST" else request.GET
    pair = [read_key(noun, parameters.get(side)) for side in SIDES]
    if None in pair:
        reason = gettext("The address does not name two. Choose two on the list, and “Merge the chosen two…”.")
        return refused_page(model_admin, request, reason)
    survivor_side = parameters.get("survivor")
    if survivor_side not in SIDES:
        survivor_side = likely_survivor_side(model_admin.model, pair)
    survivor, loser = pair if survivor_side == "left" else pair[::-1]
    try:
        plan = MergePlan(noun=noun, survivor=survivor, loser=loser, picks=read_picks(parameters, survivor_side))
    except RefusedError as error:
        return refused_page(model_admin, request, str(error))
    if request.method != "POST":
        return merge_page(model_admin, request, plan, pair, survivor_side)
    try:
        return merge_as_planned(model_admin, request, plan)
    except (RefusedError, OvertakenError) as error:
        plan = MergePlan(noun=noun, survivor=survivor, loser=loser, picks=plan.picks)
        return merge_page(model_admin, request, plan, pair, survivor_side, reason=str(error), status=CONFLICT)


def likely_survivor_side(model, pair):
    """Return the side of the published film of two; else of the row that is in the catalogue longer."""
    rows = model._base_manager.filter(pk__in=pair)
    published_keys = [row.pk for row in rows if getattr(row, "state", None) == State.PUBLISHED]
    return SIDES[pair.index(min(published_keys or pair))]


def read_picks(parameters, survivor_side):
    """Return {field: SURVIVOR, LOSER or BOTH} as the form picks them."""
    sides = {"left": SURVIVOR, "right": LOSER, "both": BOTH}
    if survivor_side == "right":
        sides |= {"left": LOSER, "right": SURVIVOR}
    picks = {name.removeprefix("pick_"): side for name, side in parameters.items() if name.startswith("pick_")}
    return {name[:50]: sides.get(side, side[:20]) for name, side in picks.items()}


def merge_as_planned(model_admin, request, plan):
    note = read_note(request.POST, "note")
    seen_revisions = {key: read_number(request.POST.get(f"seen_{key}", "")) for key in plan.keys}
    if None in seen_revisions.values():
        raise RefusedError(NOT_SEEN)
    survivor, loser = plan.keys
    result = merge(
        noun=plan.noun,
        survivor=survivor,
        loser=loser,
        picks=plan.picks,
        editor=request.user,
        note=note,
        seen_revisions=seen_revisions,
    )
    messages.info(
        request,
        gettext(
            "“%(loser)s” is part of “%(survivor)s” now, and its address leads here. The list of merges takes it back."
        )
        % {"loser": result.loser_label, "survivor": result.survivor_label},
    )
    return redirect_after_post(page_address(model_admin.opts, "change", survivor))


def refused_page(model_admin, request, reason):
    """Say why the two can't even be compared."""
    context = merging_context(
        model_admin, request, gettext("Merge (%(nouns)s)") % {"nouns": model_admin.opts.verbose_name_plural}
    )
    return TemplateResponse(request, "admin/merging/merge.html", context | {"refusals": [reason]}, status=400)


def merge_page(model_admin, request, plan, pair, survivor_side, *, reason="", status=200):
    context = merging_context(
        model_admin, request, gettext("Merge (%(nouns)s)") % {"nouns": model_admin.opts.verbose_name_plural}
    )
    context["refusals"] = [reason] if reason else []
    context["refusals"] += [refusal for refusal in plan.refusals if refusal not in reason]
    if len(plan.rows) == 2 and plan.keys[0] != plan.keys[1]:
        labels = existing_labels(model_admin, pair)
        context |= {
            "plan": plan,
            "seen_revisions": plan.newest_revisions,
            "sides": [
                {
                    "side": side,
                    "key": key,
                    "label": labels[key],
                    "page": page_address(model_admin.opts, "change", key),
                    "is_survivor": side == survivor_side,
                }
                for side, key in zip(SIDES, pair, strict=True)
            ],
            "survivor_side": survivor_side,
            "fields": differing_fields(request, plan, pair, survivor_side),
            "moves": describe_moves(plan),
            "collisions": describe_collisions(plan),
            "note": note_text(request.POST, "note"),
        }
    return TemplateResponse(request, "admin/merging/merge.html", context, status=status)


def differing_fields(request, plan, pair, survivor_side):
    """Return the fields in which the two differ, each with both values and the side that is picked."""
    documents = plan.sides if survivor_side == "left" else plan.sides[::-1]
    sides = ({n: value for n, value in side.items() if n not in STATE_FIELDS} for side in documents)
    change = RowChange.between(plan.noun, str(pair[0]), *sides)
    if not change:
        return []
    [row] = describe_patch(Patch.of([change]), root=Root(plan.noun, pair[0]))
    parameters = request.POST if request.method == "POST" else request.GET
    return [
        {
            "name": field.name,
            "label": field.label,
            "left": field.before,
            "right": field.after,
            "can_take_both": can_take_both(plan.noun, field.name),
            "pick": parameters.get(f"pick_{field.name}") or default_pick(plan.noun, field.name, change, survivor_side),
        }
        for field in row.fields
    ]


def default_pick(noun, name, change, survivor_side):
    """Pick both sides where a field can hold both; else the survivor's, or the loser's where the survivor's is empty."""
    values = {"left": change.before[name], "right": change.after[name]}
    loser_side = "right" if survivor_side == "left" else "left"
    if can_take_both(noun, name) and values[loser_side] not in EMPTY:
        return "both"
    return loser_side if values[survivor_side] in EMPTY else survivor_side


@require_http_methods(["GET", "HEAD", "POST"])
def merges_view(request, model_admin):
    """List the merges of a noun: who merged what, and why. A button takes one back."""
    refuse_without_permission(model_admin, request, "view")
    if request.method == "POST":
        refuse_without_permission(model_admin, request, "merge")
        take_back_merge(model_admin, request)
        return redirect_after_post(page_address(model_admin.opts, "merges"))
    merges = Merge.objects.filter(noun=model_admin.opts.model_name).defer("patch").order_by("-id")
    paginator_page = read_page(request, merges, ROWS_A_PAGE)
    keys = existing_labels(model_admin, {key for merge in paginator_page for key in (merge.survivor, merge.loser)})

    def change_page(key):
        return page_address(model_admin.opts, "change", key) if key in keys else ""

    context = merging_context(
        model_admin, request, gettext("Merged (%(nouns)s)") % {"nouns": model_admin.opts.verbose_name_plural}
    ) | {
        "paginator_page": paginator_page,
        "lines": [
            {
                "merge": merge,
                "survivor_page": change_page(merge.survivor),
                "loser_page": change_page(merge.loser),
                "survivor_label": read_label(merge.noun, merge.survivor_label),
                "loser_label": read_label(merge.noun, merge.loser_label),
            }
            for merge in paginator_page
        ],
    }
    return TemplateResponse(request, "admin/merging/merges.html", context)


def take_back_merge(model_admin, request):
    """Undo the merge that the form names, and say what could not be undone."""
    key = read_number(request.POST.get("merge", ""))
    merge = Merge.objects.filter(noun=model_admin.opts.model_name, pk=key).first()
    if merge is None:
        raise Http404
    try:
        result = unmerge(merge, editor=request.user, note=read_note(request.POST, "note"))
    except RefusedError as error:
        messages.error(request, gettext("Nothing was done. %(error)s") % {"error": error})
        return
    messages.info(
        request,
        gettext("“%(loser_label)s” is on its own again, under its old number %(loser)s.")
        % {"loser_label": merge.loser_label, "loser": merge.loser},
    )
    if result.unrestored_rows:
        messages.warning(
            request,
            gettext("What was edited since stays: %(unrestored_rows)s")
            % {"unrestored_rows": " ".join(result.unrestored_rows)},
        )

"""Actions of a list ask first: a page says what would be done, to how many rows, and which are refused and why."""

from django.template.response import TemplateResponse

from catalog.admin.core.posted import SEEN_FIELD
from catalog.admin.core.views import count_text, page_context
from catalog.editing.history import newest_revision_ids, refuse_overtaken

# So many rows of each kind are named; the rest is counted.
MOST_NAMED = 100


def is_confirmed(request):
    """Tell whether the page of an action sent it, as Django's own page of a deletion does."""
    return request.POST.get("post") == "yes"


def bulk_page(model_admin, request, queryset, *, action, button, effect, refusal):
    """Show what an action would do: `button` says it of %(rows)s, `effect` in a sentence, `refusal(row)` says why not to a row.

    Raise OvertakenError if one of the rows was saved after the list was read.
    """
    keys = model_admin.chosen_keys(queryset)
    seen_revisions = model_admin.seen_revisions(request, model_admin.roots_of(keys))
    for root, newest_id in newest_revision_ids(seen_revisions).items():
        if newest_id != seen_revisions[root]:
            refuse_overtaken(root, seen_revisions[root])
    rows = list(model_admin.for_labels(model_admin.model._default_manager.filter(pk__in=keys)).order_by("pk"))
    reasons = {row.pk: refusal(row) for row in rows}
    fitting_rows = [row for row in rows if not reasons[row.pk]]
    refused_rows = [row for row in rows if reasons[row.pk]]
    number = count_text(len(fitting_rows), model_admin.opts)
    button %= {"rows": number}
    context = page_context(model_admin, request, f"{button}?") | {
        "action": action,
        "button": button,
        "effect": effect,
        "keys": [row.pk for row in fitting_rows],
        "fitting": [(model_admin.label(row), row.get_state_display()) for row in fitting_rows[:MOST_NAMED]],
        "fitting_rest": max(0, len(fitting_rows) - MOST_NAMED),
        "refusals": [(model_admin.label(row), reasons[row.pk]) for row in refused_rows[:MOST_NAMED]],
        "refusals_rest": max(0, len(refused_rows) - MOST_NAMED),
        "refusals_number": count_text(len(refused_rows), model_admin.opts),
        "seen_revisions": request.POST.get(SEEN_FIELD, ""),
    }
    return TemplateResponse(request, "admin/bulk.html", context)

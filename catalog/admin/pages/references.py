"""Page of how well the catalogue is referenced: the numbers that were last counted, and the entries with most to mend."""

from django.apps import apps
from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from catalog.admin.core.views import NO_ACTION, ROWS_A_PAGE, page_address, page_context, page_path, redirect_after_post
from catalog.models import Film, Person, ReferenceCount, ReferenceTotal
from catalog.paging import read_page
from catalog.referencing import KINDS, NOUNS, count_references
from catalog.roles import permission_refusal

# A page counts while an editor waits up to so many films and people together; beyond, the command does.
MOST_COUNTED = 2000
# What the list of entries can be sorted by: the number → the words of it.
FAULTS = {"uncited": _("without a source"), "copied": _("with one copied voice alone"), "dead": _("with a dead link")}


def references_paths(model_admin):
    return [page_path(model_admin, "references/", references_view, "references")]


@require_http_methods(["GET", "HEAD", "POST"])
def references_view(request, model_admin):
    """Show the numbers, and the entries of a noun that have most facts of a fault. A button counts anew."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied(permission_refusal("view_source"))
    if request.method == "POST":
        count_anew(model_admin, request)
        return redirect_after_post(page_address(model_admin.opts, "references"))
    noun = chosen_name(request, "noun", NOUNS)
    fault = chosen_name(request, "fault", FAULTS)
    rows = ReferenceCount.objects.filter(noun=noun, **{f"{fault}__gt": 0}).order_by(f"-{fault}", "key")
    paginator_page = read_page(request, rows, ROWS_A_PAGE)
    totals = {total.kind: total for total in ReferenceTotal.objects.all()}
    context = page_context(model_admin, request, gettext("How well the catalogue is referenced")) | {
        "list_page": page_address(model_admin.opts, "changelist"),
        "totals": [(label_of(kind), totals[kind]) for kind in KINDS if kind in totals],
        "counted_at": min((total.counted_at for total in totals.values()), default=None),
        "nouns": [(name, label_of(name)) for name in NOUNS],
        "noun": noun,
        "faults": FAULTS.items(),
        "fault": fault,
        "paginator_page": paginator_page,
        "lines": lines_of(noun, paginator_page, fault),
        "can_count": is_countable(),
        "may_count": model_admin.has_change_permission(request),
    }
    return TemplateResponse(request, "admin/references.html", context)


def count_anew(model_admin, request):
    if not model_admin.has_change_permission(request):
        raise PermissionDenied(permission_refusal("change_source"))
    if request.POST.get("do") != "count" or not is_countable():
        messages.error(request, NO_ACTION)
        return
    count_references()
    messages.info(request, gettext("Counted."))


def is_countable():
    """Tell whether the catalogue is small enough to be counted while a page waits."""
    rows = [model._base_manager.order_by()[: MOST_COUNTED + 1].count() for model in (Film, Person)]
    return sum(rows) <= MOST_COUNTED


def chosen_name(request, parameter, names):
    """Return the name that a parameter of the address holds, the first one where it holds none of them."""
    name = request.GET.get(parameter)
    return name if name in names else next(iter(names))


def label_of(kind):
    """Return what the desk calls a kind of facts: “fields of films”, “credits”."""
    label = apps.get_model("catalog", kind)._meta.verbose_name_plural
    return gettext("fields of %(label)s") % {"label": label} if kind in NOUNS else str(label)


def lines_of(noun, counts, fault):
    """Return (label, address of the form, number of faults, count) of the entries on a page; deleted ones are left out."""
    model = apps.get_model("catalog", noun)
    model_admin = site.get_model_admin(model)
    rows = {
        row.pk: row for row in model_admin.for_labels(model._base_manager.filter(pk__in=[row.key for row in counts]))
    }
    return [
        (
            model_admin.label(rows[count.key]),
            page_address(model._meta, "change", count.key),
            getattr(count, fault),
            count,
        )
        for count in counts
        if count.key in rows
    ]

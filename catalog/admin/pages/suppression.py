"""Page on which an administrator removes a value from everywhere, and the list of such removals."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from catalog.admin.core.history import get_subject
from catalog.admin.core.posted import read_key
from catalog.admin.core.views import (
    CONFLICT,
    NO_ACTION,
    ROWS_A_PAGE,
    page_address,
    page_context,
    page_path,
    redirect_after_post,
)
from catalog.editing.documents import RefusedError, Root, model_of
from catalog.editing.row_names import noun_label
from catalog.models import Suppression
from catalog.paging import read_page
from catalog.suppression.columns import column_label
from catalog.suppression.overview import holdings, kinds_of_places
from catalog.suppression.search import find_places
from catalog.suppression.suppress import read_reason, read_value, suppress
from catalog.texts.numbers import read_number

PERMISSION = "catalog.suppress_value"
NOT_PERMITTED = _("Only an Administrator may remove a value for good. Ask one.")
# The fields of the form. Their names say to `catalog.admin.core.typed` that no page shows them again.
VALUE_FIELD, OTHERS_FIELD = "suppressed_value", "others"
# A value that stands in more nouns is none that can be removed from them one by one.
MOST_NOUNS = 200
TOO_COMMON = _(
    "It stands in {} nouns, and this page shows {} at most, so nothing was done. Give more of it: the whole name, the whole address. "
    "Or let the server’s administrator run manage.py suppress."
)
LOOK_FIRST = _("Look first where it stands, so that you know what you remove. Nothing was done.")
NOT_ERASED = _(
    "The database’s file still holds the bytes of what was removed, until it is written anew: see “Suppression” in docs/running.md."
)


def suppression_paths(model_admin):
    return [page_path(model_admin, "<path:object_id>/suppress/", suppress_view, "suppress")]


@sensitive_variables()
@sensitive_post_parameters(VALUE_FIELD)
@require_http_methods(["GET", "HEAD", "POST"])
def suppress_view(request, object_id, model_admin):
    """Ask for a value; show where it stands; then remove it from there. It is never in an address."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied(NOT_PERMITTED)
    subject = get_subject(model_admin, request, object_id)
    if request.method != "POST":
        return suppression_page(model_admin, request, subject)
    try:
        if request.POST.get("do") == "remove":
            return remove(model_admin, request, subject.root)
        if request.POST.get("do") == "look":
            return suppression_page(model_admin, request, subject, **places_context(request, subject.root))
        raise RefusedError(NO_ACTION)
    except RefusedError as error:
        return suppression_page(model_admin, request, subject, refusal=str(error), status=CONFLICT)


def suppression_page(model_admin, request, subject, *, status=200, **context):
    root = subject.root
    context |= page_context(
        model_admin, request, gettext("Remove a value: %(subject)s") % {"subject": subject.label}
    ) | {
        "subject": subject,
        "value": request.POST.get(VALUE_FIELD, ""),
        "why": request.POST.get("why", ""),
        "list_page": page_address(model_admin.opts, "changelist"),
        "history_page": page_address(model_admin.opts, "history", root.key),
        "change_page": page_address(model_admin.opts, "change", root.key) if subject.row else "",
    }
    return TemplateResponse(request, "admin/suppression/suppress.html", context, status=status)


@sensitive_variables()
def places_context(request, root):
    """Return what the page shows of the places in which the value stands."""
    value = read_value(request.POST.get(VALUE_FIELD, ""))
    read_reason(request.POST.get("why", ""), value)
    places = find_places(value)
    count = len({place_root for place in places for place_root in place.roots})
    if count > MOST_NOUNS:
        raise RefusedError(TOO_COMMON.format(count, MOST_NOUNS))
    own, *other_holdings = holdings(places, value, root)
    return {
        "own": own,
        "other_holdings": other_holdings,
        "beside": sum(not place.roots for place in places),
        "seen_places": len(places),
        "kinds_in_words": ", ".join(f"{kind}: {count}" for kind, count in kinds_of_places(places).items()),
    }


@sensitive_variables()
def remove(model_admin, request, root):
    seen_places = read_number(request.POST.get("seen", ""))
    if seen_places is None:
        raise RefusedError(LOOK_FIRST)
    other_roots = [read_root(name) for name in request.POST.getlist(OTHERS_FIELD)]
    result = suppress(
        root,
        request.POST.get(VALUE_FIELD, ""),
        why=request.POST.get("why", ""),
        editor=request.user,
        other_roots=[other_root for other_root in other_roots if other_root and other_root != root],
        seen_places=seen_places,
    )
    messages.success(
        request, gettext("It is removed. The history says that you did it, when and why, and nothing says what it was.")
    )
    if result.places_left:
        names = sorted({f"{noun_label(left.noun)} {left.key}" for place in result.places_left for left in place.roots})
        messages.warning(
            request, gettext("It still stands where you left it: %(names)s.") % {"names": ", ".join(names)}
        )
    if not result.is_erased:
        messages.warning(request, NOT_ERASED)
    return redirect_after_post(page_address(model_admin.opts, "history", root.key))


def read_root(name):
    """Read a noun as the form names it; None where it names none."""
    noun, _, text = name.partition("-")
    try:
        key = read_key(model_of(noun)._meta.model_name, text)
    except LookupError:
        return None
    return None if key is None else Root(noun, key)


@require_safe
def suppressions_view(request):
    """List who removed a value, of what, when, why and from where, the newest first."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied(NOT_PERMITTED)
    paginator_page = read_page(request, Suppression.objects.all(), ROWS_A_PAGE)
    lines = [
        {
            "suppression": row,
            "kind": noun_label(row.noun),
            "history_page": history_page_of(row),
            "count": sum(row.places.values()),
            "places": [column_label(name) for name in row.places],
        }
        for row in paginator_page
    ]
    context = admin.site.each_context(request) | {"title": gettext("Values that were removed")}
    context |= {"paginator_page": paginator_page, "lines": lines}
    return TemplateResponse(request, "admin/suppression/suppressions.html", context)


def history_page_of(suppression):
    """Return the address of the history of the noun that a value was removed from; "" where its kind is none any more."""
    try:
        return page_address(model_of(suppression.noun)._meta, "history", suppression.key)
    except (LookupError, NoReverseMatch):
        return ""

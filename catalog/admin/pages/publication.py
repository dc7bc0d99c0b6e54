"""A film or list between draft and public: its page of publication, the buttons of its form, the actions of the list."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import DateTimeField
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from catalog.admin.core.bulk import bulk_page, is_confirmed
from catalog.admin.core.doubts import DoubtfulError, past_moment, refuse_doubts
from catalog.admin.core.history import patch_context
from catalog.admin.core.posted import note_text, read_note, read_seen_revision
from catalog.admin.core.views import (
    CONFLICT,
    count_text,
    get_visible_row,
    page_address,
    page_context,
    page_path,
    redirect_after_post,
)
from catalog.dates.words import moment_in_words
from catalog.editing.documents import RefusedError, Root
from catalog.editing.history import OvertakenError, newest_revision_id
from catalog.editing.locks import atomic_or_refused, lock_roots
from catalog.editing.patches import Patch
from catalog.editing.publication import (
    STEPS,
    is_possible,
    latest_steps,
    possible_steps,
    saves_in,
    step_refusal,
    take_step,
)
from catalog.editing.working_copies import working_copy_of
from catalog.models import State

# Near either end of what a date can hold, a time of one time zone can't be written in another one.
YEARS = range(1900, 9000)
NO_STEP = _("Nothing was done: the form named no step. Choose one of those on the page.")
NOT_SEEN = _("This form doesn’t say which revision you looked at, so nothing was done. Look at it now, and decide.")
MOST_REFUSALS = 5


def publication_paths(model_admin):
    return [page_path(model_admin, "<path:row_id>/publication/", publication_view, "publication")]


@require_http_methods(["GET", "HEAD", "POST"])
def publication_view(request, row_id, model_admin):
    """Show the state of a film or list, what waits in its working copy, and its next steps. A button takes a step."""
    row = get_visible_row(model_admin, request, row_id)
    if request.method != "POST":
        return publication_page(model_admin, request, row)
    step = STEPS.get(request.POST.get("step", ""))
    if step is None:
        return publication_page(model_admin, request, row, refusal=NO_STEP, status=400)
    refuse_without_permission(request, step, model_admin.opts.model_name)
    seen_revision = read_seen_revision(request.POST, "seen")
    if seen_revision is None:
        return publication_page(model_admin, request, row, refusal=NOT_SEEN, status=CONFLICT)
    if step.name == "discard" and request.POST.get("sure") != "yes":
        return question_page(model_admin, request, row)
    try:
        moment = read_moment(request.POST)
        if step.name == "publish":
            refuse_doubts(request, past_moment(moment))
        take_and_announce(request, step, row, seen_revision, moment)
    except DoubtfulError as error:
        return publication_page(model_admin, request, row, doubts=error.doubts)
    except ValidationError as error:
        return publication_page(model_admin, request, row, refusal=" ".join(error.messages), status=400)
    except (OvertakenError, RefusedError) as error:
        show = question_page if step.name == "discard" else publication_page
        return show(model_admin, request, row, refusal=str(error), status=CONFLICT)
    return redirect_after_post(page_address(model_admin.opts, "publication", row.pk))


def publication_page(model_admin, request, row, *, refusal="", doubts=(), status=200):
    context = step_context(model_admin, request, row, gettext("Publication: %(row)s") % {"row": row}, refusal)
    context |= {
        "doubts": doubts,
        "steps": possible_steps(row, context["copy"], request.user),
        "latest_steps": latest_steps(row),
        "moment_fields": [request.POST.get(f"moment_{number}", "") for number in range(2)],
        "zone": timezone.get_current_timezone_name(),
        "lacks": model_admin.lacks_on_page(request, row),
        "form_page": page_address(model_admin.opts, "change", row.pk),
        "may_publish": model_admin.has_publish_permission(request),
    }
    return TemplateResponse(request, "admin/publication/publication.html", context, status=status)


def question_page(model_admin, request, row, *, refusal="", status=200):
    """Ask whether to drop the working copy, and say whose changes go. Without one, say that on the page of publication."""
    step = STEPS["discard"]
    context = step_context(model_admin, request, row, gettext("Drop the working copy? %(row)s") % {"row": row}, refusal)
    if not is_possible(step, row, context["copy"]):
        refusal = refusal or step_refusal(step, row)
        return publication_page(model_admin, request, row, refusal=refusal, status=CONFLICT)
    context |= {
        "editors": saves_in(context["copy"]),
        "publication_page": page_address(model_admin.opts, "publication", row.pk),
    }
    return TemplateResponse(request, "admin/publication/drop.html", context, status=status)


def step_context(model_admin, request, row, title, refusal):
    """Return what a page shows of the working copy, and what its form of a step holds."""
    root = Root.of(row)
    # Read this before the copy: the form must not claim to have seen a save in between.
    context = {
        "row": row,
        "refusal": refusal,
        "note": note_text(request.POST),
        "seen_revision": newest_revision_id(root),
    }
    context["copy"] = copy = working_copy_of(row)
    if copy:
        context |= patch_context(request, Patch(copy.patch), root)
    return page_context(model_admin, request, title) | context


def refuse_without_permission(request, step, noun):
    if not step.is_permitted(request.user, noun):
        raise PermissionDenied(step.permission_refusal(noun))


def take_and_announce(request, step, row, seen_revision, moment=None):
    """Take a step with what the editor saw at `seen_revision`, and say so."""
    take_step(
        step, row=row, editor=request.user, note=read_note(request.POST), seen_revision=seen_revision, moment=moment
    )
    messages.success(request, step.outcome % {"row": row})
    if moment:
        moment_words = moment_in_words(moment)
        messages.success(request, gettext("Visitors see it from %(moment)s on.") % {"moment": moment_words})


def read_moment(query_dict):
    """Read the moment that a form gives in two fields; None where both are empty, which means now."""
    day, time = query_dict.get("moment_0", "").strip(), query_dict.get("moment_1", "").strip()
    if not (day or time):
        return None
    try:
        moment = DateTimeField().clean(f"{day} {time or '00:00'}")
        if moment.year not in YEARS:
            raise ValidationError(gettext("No year of a publication."))
    except ValidationError as error:
        raise ValidationError(
            gettext(
                "“%(day)s %(time)s” is no moment at which it can be published, so nothing was done. Write the "
                "day as 2030-12-31 and the time as 20:00, or leave both empty to publish now."
            )
            % {"day": day, "time": time}
        ) from error
    return moment


# The form of a film or list.


def form_context(request, row, noun):
    """Return what the form shows of the publication of a row, and the steps that its buttons take after a save."""
    copy = row and working_copy_of(row)
    is_in_review = row and (row.state == State.IN_REVIEW or (copy and copy.in_review))
    steps = [STEPS["publish"]] if is_in_review else [STEPS["submit"], STEPS["publish"]]
    return {
        "copy": copy,
        "latest_step": next(iter(latest_steps(row)), None) if row else None,
        "steps": [step for step in steps if step.is_permitted(request.user, noun)],
    }


def posted_step(request, noun):
    """Return the step that a button of the form names, or None. Raise PermissionDenied if the user may not take it."""
    step = STEPS.get(request.POST.get("_step", ""))
    if step:
        refuse_without_permission(request, step, noun)
    return step


def take_step_after_save(model_admin, request, step, edit):
    """Take a step with the film or list of an edit, and return to its form."""
    root = next(root for root in edit.roots if root.noun == model_admin.opts.model_name)
    row = model_admin.model.objects.get(pk=root.key)
    seen_revision = edit.revisions[-1].pk if edit.revisions else newest_revision_id(root)
    if step.name == "discard":
        return question_page(model_admin, request, row)
    try:
        take_and_announce(request, step, row, seen_revision)
    except (OvertakenError, RefusedError) as error:
        messages.error(
            request,
            gettext("Your changes are saved, but this step was not taken: %(step)s. %(error)s")
            % {"step": step.label, "error": error},
        )
    return HttpResponseRedirect(page_address(model_admin.opts, "change", row.pk))


# The list of films, and that of lists.


EFFECTS = {
    "publish": _("Visitors see them at once, with what waits in their working copies."),
    "withdraw": _("Visitors see them no more. What waits in their working copies becomes part of them."),
    "submit": _("A reviewer finds them on the desk’s first page."),
}


@admin.action(description=_("Publish the chosen %(verbose_name_plural)s…"), permissions=["publish"])
def publish(model_admin, request, queryset):
    return take_step_with_all(model_admin, request, queryset, "publish", STEPS["publish"])


@admin.action(description=_("Withdraw the chosen %(verbose_name_plural)s…"), permissions=["publish"])
def withdraw(model_admin, request, queryset):
    return take_step_with_all(model_admin, request, queryset, "withdraw", STEPS["withdraw"])


@admin.action(description=_("Send the chosen %(verbose_name_plural)s to review…"), permissions=["change"])
def send_to_review(model_admin, request, queryset):
    return take_step_with_all(model_admin, request, queryset, "send_to_review", STEPS["submit"])


def reason_against(step, row):
    """Say why a step can't be taken with a row; "" where it can."""
    return "" if is_possible(step, row, getattr(row, "working_copy", None)) else step_refusal(step, row)


def take_step_with_all(model_admin, request, queryset, action, step):
    """Ask first; then take a step with each row that it fits. Take none if one was saved after the list was read."""
    if not is_confirmed(request):
        return bulk_page(
            model_admin,
            request,
            queryset,
            action=action,
            button=step.button,
            effect=EFFECTS[step.name],
            refusal=partial(reason_against, step),
        )
    rows = list(model_admin.model.objects.filter(pk__in=model_admin.chosen_keys(queryset)))
    seen_revisions = model_admin.seen_revisions(request, [Root.of(row) for row in rows])
    count, refusals = 0, []
    with atomic_or_refused():
        lock_roots(*seen_revisions)
        for row in rows:
            try:
                take_step(step, row=row, editor=request.user, seen_revision=seen_revisions[Root.of(row)])
                count += 1
            except RefusedError as error:
                refusals.append(str(error))
        transaction.set_rollback(not count)
    level = messages.SUCCESS if count else messages.WARNING
    messages.add_message(request, level, step.list_outcome % {"rows": count_text(count, model_admin.opts)})
    for refusal in refusals[:MOST_REFUSALS]:
        messages.warning(request, refusal)
    if len(refusals) > MOST_REFUSALS:
        messages.warning(request, gettext("Refused besides: %(number)s.") % {"number": len(refusals) - MOST_REFUSALS})
    return None

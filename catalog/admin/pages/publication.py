"""A film between draft and public: its page of publication, the buttons of its form, the actions of the list."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import DateTimeField
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

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
from catalog.models import State, WorkingCopy

# Near either end of what a date can hold, a time of one time zone can't be written in another one.
YEARS = range(1900, 9000)
NO_STEP = "Nothing was done: the form named no step. Choose one of those on the page."
NOT_SEEN = "This form doesn’t say which revision you looked at, so nothing was done. Look at it now, and decide."
MOST_REFUSALS = 5


def publication_paths(model_admin):
    return [page_path(model_admin, "<path:film_id>/publication/", publication_view, "publication")]


@require_http_methods(["GET", "HEAD", "POST"])
def publication_view(request, film_id, model_admin):
    """Show the state of a film, what waits in its working copy, and its next steps. A button takes a step."""
    film = get_visible_row(model_admin, request, film_id)
    if request.method != "POST":
        return publication_page(model_admin, request, film)
    step = STEPS.get(request.POST.get("step", ""))
    if step is None:
        return publication_page(model_admin, request, film, refusal=NO_STEP, status=400)
    refuse_without_permission(request, step)
    seen_revision = read_seen_revision(request.POST, "seen")
    if seen_revision is None:
        return publication_page(model_admin, request, film, refusal=NOT_SEEN, status=CONFLICT)
    if step.name == "discard" and request.POST.get("sure") != "yes":
        return question_page(model_admin, request, film)
    try:
        take_and_announce(request, step, film, seen_revision, read_moment(request.POST))
    except ValidationError as error:
        return publication_page(model_admin, request, film, refusal=" ".join(error.messages), status=400)
    except (OvertakenError, RefusedError) as error:
        show = question_page if step.name == "discard" else publication_page
        return show(model_admin, request, film, refusal=str(error), status=CONFLICT)
    return redirect_after_post(page_address(model_admin.opts, "publication", film.pk))


def publication_page(model_admin, request, film, *, refusal="", status=200):
    context = step_context(model_admin, request, film, f"Publication: {film}", refusal)
    context |= {
        "steps": possible_steps(film, context["copy"], request.user),
        "latest_steps": latest_steps(film),
        "moment_fields": [request.POST.get(f"moment_{number}", "") for number in range(2)],
        "zone": timezone.get_current_timezone_name(),
    }
    return TemplateResponse(request, "admin/catalog/film/publication.html", context, status=status)


def question_page(model_admin, request, film, *, refusal="", status=200):
    """Ask whether to drop the working copy, and say whose changes go. Without one, say that on the page of publication."""
    step = STEPS["discard"]
    context = step_context(model_admin, request, film, f"Drop the working copy? {film}", refusal)
    if not is_possible(step, film, context["copy"]):
        refusal = refusal or step_refusal(step, film)
        return publication_page(model_admin, request, film, refusal=refusal, status=CONFLICT)
    context |= {
        "editors": saves_in(context["copy"]),
        "publication_page": page_address(model_admin.opts, "publication", film.pk),
    }
    return TemplateResponse(request, "admin/catalog/film/drop.html", context, status=status)


def step_context(model_admin, request, film, title, refusal):
    """Return what a page shows of the film's working copy, and what its form of a step holds."""
    root = Root("film", film.pk)
    # Read this before the copy: the form must not claim to have seen a save in between.
    context = {
        "film": film,
        "refusal": refusal,
        "note": note_text(request.POST),
        "seen_revision": newest_revision_id(root),
    }
    context["copy"] = copy = WorkingCopy.objects.filter(film=film).first()
    if copy:
        context |= patch_context(request, Patch(copy.patch), root)
    return page_context(model_admin, request, title) | context


def refuse_without_permission(request, step):
    if not request.user.has_perm(step.permission):
        raise PermissionDenied(step.permission_refusal)


def take_and_announce(request, step, film, seen_revision, moment=None):
    """Take a step with a film that the editor saw at `seen_revision`, and say so."""
    take_step(
        step, film=film, editor=request.user, note=read_note(request.POST), seen_revision=seen_revision, moment=moment
    )
    visible_from = f" Visitors see it from {timezone.localtime(moment):%-d %B %Y, %H:%M} on." if moment else ""
    messages.success(request, f"“{film}” was {step.outcome}.{visible_from}")


def read_moment(query_dict):
    """Read the moment that a form gives in two fields; None where both are empty, which means now."""
    day, time = query_dict.get("moment_0", "").strip(), query_dict.get("moment_1", "").strip()
    if not (day or time):
        return None
    try:
        moment = DateTimeField().clean(f"{day} {time or '00:00'}")
        if moment.year not in YEARS:
            raise ValidationError("No year of a publication.")
    except ValidationError as error:
        raise ValidationError(
            f"“{day} {time}” is no moment at which a film is published, so nothing was done. Write the day as 2030-12-31 and the time as 20:00, "
            "or leave both empty to publish now."
        ) from error
    return moment


# The film's form.


def form_context(request, film):
    """Return what the form shows of the film's publication, and the steps that its buttons take after a save."""
    copy = film and WorkingCopy.objects.filter(film=film).first()
    is_in_review = film and (film.state == State.IN_REVIEW or (copy and copy.in_review))
    steps = [STEPS["publish"]] if is_in_review else [STEPS["submit"], STEPS["publish"]]
    return {
        "film": film,
        "copy": copy,
        "latest_step": next(iter(latest_steps(film)), None) if film else None,
        "steps": [step for step in steps if request.user.has_perm(step.permission)],
    }


def posted_step(request):
    """Return the step that a button of the form names, or None. Raise PermissionDenied if the user may not take it."""
    step = STEPS.get(request.POST.get("_step", ""))
    if step:
        refuse_without_permission(request, step)
    return step


def take_step_after_save(model_admin, request, step, edit):
    """Take a step with the film of an edit, and return to its form."""
    root = next(root for root in edit.roots if root.noun == "film")
    film = model_admin.model.objects.get(pk=root.key)
    seen_revision = edit.revisions[-1].pk if edit.revisions else newest_revision_id(root)
    if step.name == "discard":
        return question_page(model_admin, request, film)
    try:
        take_and_announce(request, step, film, seen_revision)
    except (OvertakenError, RefusedError) as error:
        messages.error(request, f"Your changes are saved, but it was not {step.outcome}. {error}")
    return HttpResponseRedirect(page_address(model_admin.opts, "change", film.pk))


# The list of films.


@admin.action(description="Publish the chosen %(verbose_name_plural)s", permissions=["publish"])
def publish(model_admin, request, queryset):
    take_step_with_all(model_admin, request, queryset, STEPS["publish"])


@admin.action(description="Withdraw the chosen %(verbose_name_plural)s", permissions=["publish"])
def withdraw(model_admin, request, queryset):
    take_step_with_all(model_admin, request, queryset, STEPS["withdraw"])


@admin.action(description="Send the chosen %(verbose_name_plural)s to review", permissions=["change"])
def send_to_review(model_admin, request, queryset):
    take_step_with_all(model_admin, request, queryset, STEPS["submit"])


def take_step_with_all(model_admin, request, queryset, step):
    """Take a step with each film that it fits. Take none if one of them was saved after the list was read."""
    films = list(model_admin.model.objects.filter(pk__in=model_admin.chosen_keys(queryset)))
    seen_revisions = model_admin.seen_revisions(request, [Root("film", film.pk) for film in films])
    count, refusals = 0, []
    with atomic_or_refused():
        lock_roots(*seen_revisions)
        for film in films:
            try:
                take_step(step, film=film, editor=request.user, seen_revision=seen_revisions[Root("film", film.pk)])
                count += 1
            except RefusedError as error:
                refusals.append(str(error))
        transaction.set_rollback(not count)
    level = messages.SUCCESS if count else messages.WARNING
    messages.add_message(request, level, f"{count_text(count, model_admin.opts)} {step.outcome}.")
    for refusal in refusals[:MOST_REFUSALS]:
        messages.warning(request, refusal)
    if len(refusals) > MOST_REFUSALS:
        messages.warning(request, f"So were {len(refusals) - MOST_REFUSALS} more.")

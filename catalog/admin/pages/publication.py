"""A film's page of the desk on where it stands between draft and public, and the actions of lists that move films on."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import DateTimeField
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from catalog.admin.core.base import counted
from catalog.admin.core.conflicts import CONFLICT
from catalog.admin.core.posted import is_number, noted
from catalog.editing.documents import RefusedError, Root
from catalog.editing.history import OvertakenError, newest_revision_id
from catalog.editing.locks import atomic_or_refused, lock_roots
from catalog.editing.patches import Patch
from catalog.editing.publication import STEPS, latest_steps, possible_steps, take_step
from catalog.models import State, WorkingCopy

# Beyond these lies what one time zone still can say and another one can't.
YEARS = range(1900, 9000)
NO_SUCH_STEP = "Nothing was done: the form named no step. Choose one of those on the page."


class PublicationMixin:
    """The page itself, for the desk of films, and what its form and its list show of it."""

    actions = ("publish", "withdraw", "send_to_review")

    def get_urls(self):
        page = self.admin_site.admin_view(self.publication_view)
        return [path("<path:film_id>/publication/", page, name="catalog_film_publication"), *super().get_urls()]

    def publication_page(self, film_id):
        return reverse("admin:catalog_film_publication", args=[film_id])

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def publication_view(self, request, film_id):
        film = self.get_object(request, film_id)
        if film is None:
            raise Http404
        if not self.has_view_permission(request, film):
            raise PermissionDenied
        if request.method == "POST":
            return self.move(request, film)
        return self.publication(request, film)

    def publication(self, request, film, *, why="", status=200):
        """The page: the state, what waits, the steps that can be taken, those that were."""
        copy = WorkingCopy.objects.filter(film=film).first()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Publication: {film}",
            "film": film,
            "copy": copy,
            **(self.shown(request, Patch(copy.patch), Root("film", film.pk)) if copy else {}),
            "steps": possible_steps(film, copy, request.user),
            "trail": latest_steps(film),
            "seen": newest_revision_id(Root("film", film.pk)),
            "why": why,
            "posted": request.POST,
            "note_typed": request.POST.get("_note", ""),
            "zone": timezone.get_current_timezone_name(),
        }
        return TemplateResponse(request, "admin/catalog/film/publication.html", context, status=status)

    def move(self, request, film):
        """Take the step that the form names."""
        step = STEPS.get(request.POST.get("step", ""))
        if step is None:
            return self.publication(request, film, why=NO_SUCH_STEP, status=400)
        if not request.user.has_perm(step.permission):
            raise PermissionDenied(step.permission_refusal)
        seen = request.POST.get("seen", "")
        if not is_number(seen):
            why = "This form doesn’t say which revision you looked at, so nothing was done. Look at it now, and decide."
            return self.publication(request, film, why=why, status=CONFLICT)
        try:
            moment = moment_in(request.POST)
            self.step(request, step, film, int(seen), moment)
        except ValidationError as error:
            return self.publication(request, film, why=" ".join(error.messages), status=400)
        except (OvertakenError, RefusedError) as error:
            return self.publication(request, film, why=str(error), status=CONFLICT)
        return HttpResponseRedirect(self.publication_page(film.pk), status=303)

    def step(self, request, step, film, seen, moment=None):
        """Take a step, and say so."""
        take_step(step, film=film, editor=request.user, note=noted(request.POST), seen_revision=seen, moment=moment)
        ahead = f" Visitors see it from {timezone.localtime(moment):%-d %B %Y, %H:%M} on." if moment else ""
        self.message_user(request, f"“{film}” was {step.outcome}.{ahead}", messages.SUCCESS)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Refuse a step before anything is saved, where the button of it was not on the page."""
        step = STEPS.get(request.POST.get("_step", ""))
        if step and not request.user.has_perm(step.permission):
            raise PermissionDenied(step.permission_refusal)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def around(self, request, root, object_id):
        film = self.model.objects.filter(pk=root.key).first() if root and object_id is not None else None
        copy = film and WorkingCopy.objects.filter(film=film).first()
        in_review = film and (film.state == State.IN_REVIEW or (copy and copy.in_review))
        steps = [STEPS["publish"]] if in_review else [STEPS["submit"], STEPS["publish"]]
        context = {
            "stands": film,
            "last_step": next(iter(latest_steps(film)), None) if film else None,
            "copy": copy,
            "steps": [one for one in steps if request.user.has_perm(one.permission)],
        }
        return super().around(request, root, object_id) | context

    def saved(self, request, edit, response):
        """Take the step that a button of the form named after the save."""
        response = super().saved(request, edit, response)
        step = STEPS.get(request.POST.get("_step", ""))
        film = next((root for root in edit.roots if root.noun == "film"), None)
        if step is None or film is None:
            return response
        film = self.model.objects.get(pk=film.key)
        head = edit.revisions[-1].pk if edit.revisions else newest_revision_id(Root("film", film.pk))
        try:
            self.step(request, step, film, head)
        except (OvertakenError, RefusedError) as error:
            messages.error(request, f"Your changes are saved, but it was not {step.outcome}. {error}")
        return HttpResponseRedirect(reverse("admin:catalog_film_change", args=[film.pk]))

    def has_publish_permission(self, request):
        return request.user.has_perm("catalog.publish_film")

    @admin.action(description="Publish the chosen %(verbose_name_plural)s", permissions=["publish"])
    def publish(self, request, queryset):
        self.step_all(request, queryset, STEPS["publish"])

    @admin.action(description="Withdraw the chosen %(verbose_name_plural)s", permissions=["publish"])
    def withdraw(self, request, queryset):
        self.step_all(request, queryset, STEPS["withdraw"])

    @admin.action(description="Send the chosen %(verbose_name_plural)s to review", permissions=["change"])
    def send_to_review(self, request, queryset):
        self.step_all(request, queryset, STEPS["submit"])

    def step_all(self, request, queryset, step):
        """Take a step with all chosen films that it fits; refuse it all where one was saved after the list was read."""
        films = list(self.model.objects.filter(pk__in=self.chosen(queryset)))
        seen = self.read_at(request, [Root("film", film.pk) for film in films])
        taken, refused = [], []
        with atomic_or_refused():
            lock_roots(*seen)
            for film in films:
                try:
                    take_step(step, film=film, editor=request.user, seen_revision=seen[Root("film", film.pk)])
                    taken.append(film)
                except RefusedError as error:
                    refused.append(str(error))
        level = messages.SUCCESS if taken else messages.WARNING
        self.message_user(request, f"{counted(len(taken), self.opts)} {step.outcome}.", level)
        for why in refused[:5]:
            self.message_user(request, why, messages.WARNING)
        if len(refused) > 5:
            self.message_user(request, f"So were {len(refused) - 5} more.", messages.WARNING)


def moment_in(posted):
    """The moment that a form's two fields give, None where they are empty or it is now."""
    day, time = posted.get("moment_0", "").strip(), posted.get("moment_1", "").strip()
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

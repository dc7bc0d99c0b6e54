"""The editors' desk: Django's admin under the site's name."""

import json
from functools import partial

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db import transaction
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils.text import slugify
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _
from django.views.i18n import JavaScriptCatalog

FOUND = 302
# The nouns of the desk by what they are about, in the order of its first page and of its sidebar.
GROUPS = (
    (
        _("Films"),
        "Film Version Copy Title Credit Release FilmCompany FilmWork Relation Award Image ExternalId OutsideRating",
    ),
    (_("People and companies"), "Person PersonName Company Character"),
    (_("Texts and sources"), "Source Citation EntryCitation Synopsis Article Event Question Reading Proposal Work"),
    (_("Lists"), "CuratedList ListEntry"),
    (_("Visitors"), "Comment Vote RatingSummary"),
    (_("Bringing in"), "Import ImportProposal"),
    (_("Site"), "Site Page"),
    (_("Vocabulary"), "Genre Subject Department Job CompanyRole Country Language Scheme SchemeForm"),
)
# Words of Django that decline a noun, or leave its gender open, in a language that has to: ours take its place.
OF_DJANGO = (
    gettext_noop("Add another %(verbose_name)s"),
    gettext_noop("Add %(name)s"),
    gettext_noop("Add %s"),
    gettext_noop("Change %s"),
    gettext_noop("View %s"),
    gettext_noop("Select %s"),
    gettext_noop("Select %s to change"),
    gettext_noop("Select %s to view"),
)


class LabelledView(AutocompleteJsonView):
    """Answers a combobox with labels that tell rows of the same name apart, and say why each was found."""

    def get(self, request, *args, **kwargs):
        """Answer as Django does; where a row may be named as new, also with rows that have nearly this name."""
        response = super().get(request, *args, **kwargs)
        if "near" not in request.GET:
            return response
        rows = self.model_admin.near_rows(request, self.term, [row.pk for row in self.object_list[: self.paginate_by]])
        results = [self.serialize_result(row, self.model_admin.opts.pk.attname) for row in rows]
        return JsonResponse(json.loads(response.content) | {"near": results})

    def process_request(self, request):
        """Refuse the reverse side of a relation: no form has one, and Django fails on it."""
        try:
            term, model_admin, source_field, to_field_name = super().process_request(request)
        except FieldDoesNotExist as error:
            raise PermissionDenied from error
        if source_field.auto_created:
            raise PermissionDenied
        return term, model_admin, source_field, to_field_name

    def has_perm(self, request, obj=None):
        # Django imports this module before there are models, which the roles refer to.
        from catalog.roles import permission_refusal

        if not super().has_perm(request, obj):
            raise PermissionDenied(permission_refusal(f"view_{self.model_admin.opts.model_name}"))
        return True

    def get_queryset(self):
        return self.model_admin.with_names(self.model_admin.for_labels(super().get_queryset()))

    def serialize_result(self, row, to_field_name):
        """Label a row, and say by which other name it was found."""
        label, reason = self.model_admin.label(row), self.model_admin.reason(row, self.term)
        return super().serialize_result(row, to_field_name) | {"text": label} | ({"why": reason} if reason else {})


class Desk(AdminSite):
    index_title = _("Films, people and what is said of them")
    enable_nav_sidebar = True

    @property
    def site_title(self):
        # Django imports this module before there are models.
        from catalog.models.current_site import current_site

        return current_site().name

    @property
    def site_header(self):
        return gettext("%(site)s: the editors’ desk") % {"site": self.site_title}

    def get_app_list(self, request, app_label=None):
        """Return the nouns in groups, those that editors work with most first; what is in no group is an account's."""
        if app_label:
            return super().get_app_list(request, app_label)
        models = {
            model["object_name"]: model for app in self._build_app_dict(request).values() for model in app["models"]
        }
        groups = {label: [models.pop(name) for name in names.split() if name in models] for label, names in GROUPS}
        groups[_("Accounts")] = sorted(models.values(), key=lambda model: model["name"])
        page = reverse("admin:index", current_app=self.name)
        return [
            {
                "name": label,
                "app_label": slugify(label),
                "app_url": f"{page}#{slugify(label)}",
                "has_module_perms": True,
                "models": group,
            }
            for label, group in groups.items()
            if group
        ]

    def i18n_javascript(self, request, extra_context=None):
        return JavaScriptCatalog.as_view(packages=["django.contrib.admin", "catalog"])(request)

    def index(self, request, extra_context=None):
        from catalog.admin.pages.work_list import work_list

        return super().index(request, {"work_list": work_list(request.user)} | (extra_context or {}))

    def get_urls(self):
        from catalog.admin.core.new_rows import new_row_view
        from catalog.admin.core.partial_dates import read_date_view
        from catalog.admin.core.running_times import read_time_view
        from catalog.admin.external_ids import read_id_view
        from catalog.admin.pages.desk_language import desk_language_view
        from catalog.admin.pages.suppression import suppressions_view
        from catalog.admin.pages.whole_catalogue import export_file_view, whole_catalogue_view
        from wayback.two_step import page

        # Django's redirect to the site would tell users the address of what they may not see, and no page links to it.
        urls = [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
        return [
            path("two-step/", self.admin_view(page), name="two_step"),
            path("language/", self.admin_view(desk_language_view), name="language"),
            path("export/", self.admin_view(whole_catalogue_view), name="export"),
            path("export/file/", self.admin_view(export_file_view), name="export_file"),
            path("suppressions/", self.admin_view(suppressions_view), name="suppressions"),
            path("new-row/<slug:noun>/", self.admin_view(partial(new_row_view, site=self)), name="new_row"),
            path("read-time/", self.admin_view(read_time_view), name="read_time"),
            path("read-id/", self.admin_view(read_id_view), name="read_id"),
            path("read-date/", self.admin_view(read_date_view), name="read_date"),
            *urls,
        ]

    def login(self, request, extra_context=None):
        """Log in under a new session key, so that nobody who knows the old one is logged in, too; know the browser later."""
        from wayback.known_browsers import remember
        from wayback.login import LoginForm

        self.login_form = LoginForm
        if request.method == "POST" and not request.session.is_empty():
            request.session.cycle_key()
        response = super().login(request, extra_context)
        if request.method == "POST" and response.status_code == FOUND:
            remember(response, request.user)
        return response

    def password_change(self, request, extra_context=None):
        """Change the password, after which the browser is known again: its cookie was signed for the old one."""
        from catalog.editing.locks import atomic_or_refused
        from wayback.known_browsers import remember

        with atomic_or_refused():
            response = super().password_change(request, extra_context)
            transaction.set_rollback(response.status_code != FOUND)
        if response.status_code == FOUND:
            remember(response, request.user)
        return response

    def autocomplete_view(self, request):
        return LabelledView.as_view(admin_site=self)(request)


class DeskConfig(AdminConfig):
    default_site = "wayback.desk.Desk"

    def ready(self):
        """Register all nouns; the jobs of the queue are none of them: the desk shows what they are about."""
        super().ready()
        from django.contrib import admin
        from django_tasks_db.models import DBTaskResult

        admin.site.unregister(DBTaskResult)

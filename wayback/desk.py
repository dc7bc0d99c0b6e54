"""The editors' desk: Django's admin under the site's name."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db import transaction
from django.urls import path

FOUND = 302


class LabelledView(AutocompleteJsonView):
    """Answers an autocomplete with labels that tell rows of the same name apart."""

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
        texts = (self.model_admin.label(row), self.model_admin.reason(row, self.term))
        return super().serialize_result(row, to_field_name) | {"text": " · ".join(filter(None, texts))}


class Desk(AdminSite):
    site_header = f"{settings.SITE_NAME}: the editors’ desk"
    site_title = settings.SITE_NAME
    index_title = "Films, people and what is said of them"
    enable_nav_sidebar = True

    def get_urls(self):
        from catalog.admin.core.partial_dates import read_date_view
        from catalog.admin.pages.suppression import suppressions_view
        from wayback.two_step import page

        # Django's redirect to the site would tell users the address of what they may not see, and no page links to it.
        urls = [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
        return [
            path("two-step/", self.admin_view(page), name="two_step"),
            path("suppressions/", self.admin_view(suppressions_view), name="suppressions"),
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

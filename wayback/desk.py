"""The editors' desk: Django's admin under the site's name."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.urls import path


class LabelledView(AutocompleteJsonView):
    """Answers an autocomplete with labels that tell namesakes apart."""

    def process_request(self, request):
        """Refuse a relation seen from its other end: no form has one, and Django breaks on it."""
        try:
            asked = super().process_request(request)
        except FieldDoesNotExist as error:
            raise PermissionDenied from error
        if asked[2].auto_created:
            raise PermissionDenied
        return asked

    def has_perm(self, request, obj=None):
        # Django reads this file before there are any models, of which the roles know.
        from catalog.roles import permission_refusal

        if not super().has_perm(request, obj):
            raise PermissionDenied(permission_refusal(f"view_{self.model_admin.opts.model_name}"))
        return True

    def get_queryset(self):
        return self.model_admin.for_labels(super().get_queryset())

    def serialize_result(self, row, to_field_name):
        return super().serialize_result(row, to_field_name) | {"text": self.model_admin.label(row)}


class Desk(AdminSite):
    site_header = f"{settings.SITE_NAME}: the editors’ desk"
    site_title = settings.SITE_NAME
    index_title = "Films, people and what is said of them"
    enable_nav_sidebar = True

    def get_urls(self):
        from wayback.two_step import page

        # No noun's page asks for Django's way to the site, which tells the address of what its user may not see.
        kept = [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
        return [path("two-step/", self.admin_view(page), name="two_step"), *kept]

    def login(self, request, extra_context=None):
        """Log in under a new session name, so that nobody who knew the old one comes along."""
        from wayback.login import LoginForm

        self.login_form = LoginForm
        if request.method == "POST" and not request.session.is_empty():
            request.session.cycle_key()
        return super().login(request, extra_context)

    def autocomplete_view(self, request):
        return LabelledView.as_view(admin_site=self)(request)


class DeskConfig(AdminConfig):
    default_site = "wayback.desk.Desk"

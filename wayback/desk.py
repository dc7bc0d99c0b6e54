"""The editors' desk: Django's admin under the site's name."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.views.autocomplete import AutocompleteJsonView


class LabelledView(AutocompleteJsonView):
    """Answers an autocomplete with labels that tell namesakes apart."""

    def get_queryset(self):
        label = getattr(self.model_admin, "labelled", None)
        return label(super().get_queryset()) if label else super().get_queryset()

    def serialize_result(self, row, to_field_name):
        label = getattr(self.model_admin, "label", str)
        return super().serialize_result(row, to_field_name) | {"text": label(row)}


class Desk(AdminSite):
    site_header = f"{settings.SITE_NAME}: the editors’ desk"
    site_title = settings.SITE_NAME
    index_title = "Films, people and what is said of them"
    enable_nav_sidebar = True

    def autocomplete_view(self, request):
        return LabelledView.as_view(admin_site=self)(request)


class DeskConfig(AdminConfig):
    default_site = "wayback.desk.Desk"

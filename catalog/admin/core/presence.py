"""Who else has a form open."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from catalog.editing.documents import Root
from catalog.models import Presence


class PresenceMixin:
    """A form notes who has it open, and a script of it asks now and then who else has."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.presence_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_presence"
        return [path("<root>/presence/", page, name=name), *super().get_urls()]

    def presence(self, request, root):
        """Note that the editor is here, and say who else is."""
        if not self.has_change_permission(request):
            return {}
        Presence.objects.note(root.noun, root.key, request.user)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_presence"
        return {
            "presence_address": reverse(name, args=[f"{root.noun}-{root.key}"]),
            "others": Presence.objects.other_editors(root.noun, root.key, request.user),
        }

    @method_decorator(require_POST)
    def presence_view(self, request, root):
        if not self.has_change_permission(request):
            raise PermissionDenied
        # A key may have a dash, too: zh-Hant.
        noun, _, key = root.partition("-")
        return render(request, "admin/_presence.html", self.presence(request, Root(noun[:20], key[:40])))

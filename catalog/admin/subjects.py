from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.base import NamedAdmin
from catalog.admin.core.uses import Uses
from catalog.admin.external_ids import ExternalIdInline
from catalog.dates import by_date
from catalog.models import Film, Subject


@admin.register(Subject)
class SubjectAdmin(NamedAdmin):
    list_display = ("name", "slug")
    new_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    inlines = (ExternalIdInline,)
    uses = (
        Uses(
            Film,
            "subjects",
            {_("Title"): "title", _("Year"): "year", _("State"): lambda film: film.get_state_display()},
            joins=(),
            order=(*by_date("release_date"), "pk"),
        ),
    )

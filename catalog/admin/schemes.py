from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.admin.inlines.rows import RowStacked
from catalog.admin.places import CodedAdmin
from catalog.models import Scheme, SchemeForm


class SchemeFormInline(RowStacked):
    model = SchemeForm
    fields = (("noun", "example"), "pattern", "address", "other_addresses")


@admin.register(Scheme)
class SchemeAdmin(CodedAdmin):
    list_display = ("name", "code", "nouns")
    search_fields = ("name", "code")
    inlines = (SchemeFormInline,)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("forms")

    @admin.display(description=_("ids of"))
    def nouns(self, scheme):
        return ", ".join(form.noun for form in scheme.forms.all())

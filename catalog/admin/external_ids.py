from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import JsonResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from catalog.admin.core.base import NounAdmin
from catalog.admin.core.partial_dates import ReadInput
from catalog.admin.inlines.rows import RowForm, RowTabular
from catalog.models import ExternalId, Scheme
from catalog.models.external_ids import refusal
from catalog.models.schemes import NOUNS, SchemeForm


class ExternalIdForm(forms.ModelForm):
    # Set for each request.
    user = None

    def full_clean(self):
        super().full_clean()
        errors = self.errors.as_data().get("value", ()) if self.is_bound else ()
        for error in errors:
            if error.code == "held":
                del self.errors["value"]
                self.add_error("value", self.with_link(error))

    def with_link(self, error):
        """Return the refusal of an id that another row has, with a link to that row where the user may see it."""
        row = error.params["row"]
        if not (self.user and self.user.has_perm(f"catalog.view_{row.noun}")):
            return error
        page = reverse(f"admin:catalog_{row.noun}_change", args=[row.owner.pk])
        return ValidationError(
            format_html('{} <a href="{}">{}</a>', error.message, page, gettext("Open it")), code=error.code
        )


class ExternalIdRowForm(ExternalIdForm, RowForm):
    pass


@admin.register(ExternalId)
class ExternalIdAdmin(NounAdmin):
    form = ExternalIdForm
    list_display = ("value", "scheme", *NOUNS)
    list_filter = ("scheme",)
    list_select_related = ("scheme", *NOUNS)
    search_fields = (
        "value",
        "film__search_text",
        "person__search_text",
        "company__search_text",
        "work__search_text",
        "subject__name",
    )
    autocomplete_fields = (*NOUNS, "scheme")

    def for_labels(self, queryset):
        return queryset.select_related("scheme")

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.user = request.user
        return form


class ExternalIdInline(RowTabular):
    model = ExternalId
    part = "ids"
    form = ExternalIdRowForm
    fields = ("scheme", "value")
    list_select_related = ("scheme",)

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.user = request.user
        return formset

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "value":
            noun = self.parent_model._meta.model_name
            kwargs["widget"] = ReadInput({"size": 24, "data-reader": reverse("admin:read_id"), "data-noun": noun})
        if db_field.name != "scheme":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        # Those that have no ids of this noun any more stay with the ids that there are.
        noun = self.parent_model._meta.model_name
        used_schemes = ExternalId.objects.filter(**{f"{noun}__isnull": False}).values("scheme")
        return scheme_field(Scheme.objects.filter(Q(pk__in=used_schemes) | Q(forms__noun=noun)).distinct())


def scheme_field(queryset):
    """Return the choice of a scheme, which reads all that are offered once for all rows."""
    schemes = {scheme.pk: scheme for scheme in queryset}
    choices = [("", "---------"), *((pk, scheme.name) for pk, scheme in schemes.items())]
    return forms.TypedChoiceField(choices=choices, coerce=schemes.get, empty_value=None, label=_("Scheme"))


@require_GET
def read_id_view(request):
    """Tell a script of the form which id of a scheme is read in a text, such as the address of a page there."""
    text, scheme, noun = (request.GET.get(name, "").replace("\0", "").strip() for name in ("text", "scheme", "noun"))
    form = SchemeForm.objects.filter(scheme=scheme, noun=noun).select_related("scheme").first() if text else None
    if form is None:
        return JsonResponse({})
    outside_id = form.read(text)
    return JsonResponse({"words": outside_id} if outside_id else {"error": refusal(form, text)})

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.base import PublishableAdmin
from catalog.admin.inlines.of_version import OfVersionInline
from catalog.admin.inlines.rows import RowForm, RowFormSet, RowStacked
from catalog.models import Image, State

PUBLISHING_REFUSAL = _(
    "A Reviewer or an Administrator publishes portraits. Choose “in review”, and one of them looks at it."
)
PUBLISHED_REFUSAL = _(
    "This portrait is published, so a Reviewer or an Administrator changes, withdraws or deletes it. "
    "Leave it as it is, and add yours as a new picture that is “in review”."
)


@admin.display(description=_("as it is"))
def picture(image):
    """Return the smallest rendition as HTML, with its text for those who can't see it."""
    if not image.pk or not image.renditions:
        return gettext("no picture yet")
    small = image.sizes("webp")[0]
    return format_html(
        '<img class="thumbnail" src="{}" alt="{}" width="{}" height="{}" loading="lazy">',
        small["url"],
        image.alt,
        small["width"],
        small["height"],
    )


FIELDS = (
    picture,
    ("kind", "file"),
    "alt",
    ("caption", "credit_line"),
    ("source", "licence"),
    ("spoiler_level", "position"),
    ("state", "published_from"),
)


def may_publish(request):
    return request.user.has_perm("catalog.publish_film")


def is_published_portrait(image):
    """Tell whether visitors see a change of it at once, because nobody's working copy holds a person."""
    return image is not None and image.person_id is not None and image.state == State.PUBLISHED


class ImageForm(forms.ModelForm):
    """A picture. That of a film or list is published with it, a portrait by its own state, which only a reviewer sets."""

    may_publish = False

    def clean(self):
        cleaned_data = super().clean()
        if self.is_portrait() and not self.may_publish:
            if self.initial.get("state") == State.PUBLISHED:
                self.add_error("state", PUBLISHED_REFUSAL)
            elif cleaned_data.get("state") == State.PUBLISHED:
                self.add_error("state", PUBLISHING_REFUSAL)
        return cleaned_data

    def is_portrait(self):
        return bool(self.cleaned_data.get("person") or self.instance.person_id)


@admin.register(Image)
class ImageAdmin(PublishableAdmin):
    form = ImageForm
    readonly_fields = (picture,)
    list_display = (picture, "alt", "kind", "film", "person", "curated_list", "state")
    list_display_links = (picture, "alt")
    list_filter = ("state", "kind")
    list_select_related = ("film", "person", "curated_list")
    search_fields = ("film__search_text", "person__search_text", "curated_list__search_text", "alt", "caption")
    autocomplete_fields = ("film", "person", "curated_list", "source", "version")
    fields = (("film", "version", "person", "curated_list"), *FIELDS)

    def get_object(self, request, object_id, from_field=None):
        image = super().get_object(request, object_id, from_field)
        if request.method == "POST" and is_published_portrait(image) and not may_publish(request):
            raise PermissionDenied(PUBLISHED_REFUSAL)
        return image

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.may_publish = may_publish(request)
        return form

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (may_publish(request) or not is_published_portrait(obj))

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (may_publish(request) or not is_published_portrait(obj))


class ImageInline(OfVersionInline, RowStacked):
    model = Image
    readonly_fields = (picture,)
    part = "pictures"
    order_field = "position"
    fields = (*FIELDS[:3], ("caption", "credit_line", "version"), *FIELDS[4:])
    list_select_related = ("source",)


class PortraitForm(ImageForm, RowForm):
    def is_portrait(self):
        return True


class PortraitFormSet(RowFormSet):
    def add_fields(self, form, index):
        """Offer to delete no portrait that the editor may not delete."""
        super().add_fields(form, index)
        if is_published_portrait(form.instance) and not self.form.may_publish and self.can_delete:
            form.fields[DELETION_FIELD_NAME].widget.attrs |= {"disabled": True, "title": PUBLISHED_REFUSAL}

    def clean(self):
        super().clean()
        if any(is_published_portrait(form.instance) for form in self.deleted_forms) and not self.form.may_publish:
            raise ValidationError(PUBLISHED_REFUSAL)


class PortraitInline(ImageInline):
    """The pictures of a person."""

    form = PortraitForm
    formset = PortraitFormSet
    fields = FIELDS

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.may_publish = may_publish(request)
        return formset

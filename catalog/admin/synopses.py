from django import forms
from django.contrib import admin

from catalog.admin.core.base import PublishableAdmin
from catalog.admin.inlines.rows import RowForm, RowFormSet, RowStacked
from catalog.models import Article, Synopsis


class TextAdmin(PublishableAdmin):
    list_display = ("__str__", "film", "kind", "language", "source", "word_count", "state")
    list_filter = ("state", "kind", ("language", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("film", "language", "source")
    search_fields = ("film__search_text", "title")
    autocomplete_fields = ("film", "language", "source")

    def labelled(self, queryset):
        return queryset.select_related("film", "language", "source")

    def label(self, text):
        return " · ".join(map(str, filter(None, [text, text.film, text.language, text.source])))


@admin.register(Synopsis)
class SynopsisAdmin(TextAdmin):
    list_display = (*TextAdmin.list_display, "lead")
    list_filter = (*TextAdmin.list_filter, "lead")


@admin.register(Article)
class ArticleAdmin(TextAdmin):
    pass


class TextInline(RowStacked):
    classes = ("collapse",)
    list_select_related = ("film", "language", "source")
    show_change_link = True


class SynopsisRowForm(RowForm):
    def validate_constraints(self):
        """Leave the one lead a language to the formset: the mark may move from row to row in one save."""
        try:
            self.instance.validate_constraints(exclude={*self._get_validation_exclusions(), "lead"})
        except forms.ValidationError as error:
            self._update_errors(error)


class SynopsisFormSet(RowFormSet):
    def save_existing_objects(self, commit=True):
        """Take the lead from all that change before one of them gets it."""
        changed = [form.instance.pk for form in self.initial_forms if form.has_changed() and form.instance.pk]
        if commit:
            Synopsis.objects.filter(pk__in=changed).update(lead=False)
        return super().save_existing_objects(commit)


class SynopsisInline(TextInline):
    model = Synopsis
    form = SynopsisRowForm
    formset = SynopsisFormSet
    fields = (
        ("kind", "language", "lead"),
        "title",
        "body",
        ("source", "licence"),
        ("spoiler_level", "position"),
        ("state", "published_from"),
    )


class ArticleInline(TextInline):
    model = Article
    fields = (
        ("kind", "language"),
        "title",
        "body",
        ("source", "licence"),
        ("spoiler_level", "position"),
        ("state", "published_from"),
    )

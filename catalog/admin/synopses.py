from django.contrib import admin

from catalog.admin.core.base import PublishableAdmin
from catalog.admin.inlines.rows import RowFormSet, RowStacked
from catalog.models import Article, Synopsis


class TextAdmin(PublishableAdmin):
    list_display = ("__str__", "film", "kind", "language", "source", "word_count", "state")
    list_filter = ("state", "kind", ("language", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("film", "language", "source")
    search_fields = ("film__search_text", "title")
    autocomplete_fields = ("film", "language", "source")

    def for_labels(self, queryset):
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
    part = "texts"
    order_field = "position"
    list_select_related = ("film", "language", "source")
    show_change_link = True


class SynopsisFormSet(RowFormSet):
    def save_existing(self, form, obj, commit=True):
        """Clear the lead of the other changed rows before this one is saved with it: one synopsis leads in a language."""
        if commit and obj.lead:
            changed_keys = {row_form.instance.pk for row_form in self.initial_forms if row_form.has_changed()}
            saved_keys = {row.pk for row, _ in self.changed_objects}
            Synopsis.objects.filter(pk__in=changed_keys - saved_keys).update(lead=False)
        return super().save_existing(form, obj, commit)


class SynopsisInline(TextInline):
    model = Synopsis
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

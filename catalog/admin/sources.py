from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse
from django.utils.html import format_html

from catalog.admin.core.base import PageAdmin
from catalog.admin.core.mergeable import MergeableAdmin
from catalog.admin.pages.references import references_paths
from catalog.models import Citation, Source


@admin.register(Source)
class SourceAdmin(MergeableAdmin, PageAdmin):
    list_display = ("title", "author_line", "publisher", "kind", "published_on", "citation_link")
    list_filter = (
        "kind",
        ("licence", admin.EmptyFieldListFilter),
        ("dead_since", admin.EmptyFieldListFilter),
        ("copied_from", admin.EmptyFieldListFilter),
    )
    search_fields = ("search_text",)
    fields = (
        "title",
        "authors",
        "edition",
        "publisher",
        "kind",
        ("url", "dead_since"),
        ("published_on", "retrieved_on"),
        "copied_from",
        "licence",
        "note",
        "citation_link",
    )
    autocomplete_fields = ("copied_from",)
    readonly_fields = ("citation_link",)

    def get_urls(self):
        return [*references_paths(self), *super().get_urls()]

    def get_queryset(self, request):
        citations = Citation.objects.filter(source=OuterRef("pk")).order_by().values("source")
        count = Subquery(citations.annotate(times=Count("pk")).values("times"))
        return super().get_queryset(request).annotate(citation_count=count)

    def label(self, source):
        return f"{source.title} ({source.publisher})" if source.publisher else source.title

    @admin.display(description="authors")
    def author_line(self, source):
        return "; ".join(source.author_names)

    @admin.display(description="citations")
    def citation_link(self, source):
        if not source.pk:
            return "none yet"
        return format_html(
            '<a href="{}?source={}">{} citations</a>',
            reverse("admin:catalog_citation_changelist"),
            source.pk,
            source.citation_count or 0,
        )

from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.core.base import PageAdmin
from catalog.admin.core.mergeable import MergeableAdmin
from catalog.admin.core.uses import Uses, film_of, year_of_film
from catalog.admin.core.views import page_address
from catalog.admin.pages.references import references_paths
from catalog.models import Article, Citation, EntryCitation, Image, Reading, Source, Synopsis
from catalog.models.facts import CITED_ROW_RELATIONS
from catalog.models.noun_counts import count_text


def part_of_film(citation):
    """Say of which part of its film a citation is: a field, a credit, a release."""
    return citation.row._meta.verbose_name if citation.row else "field"


def fact_of(citation):
    return citation.field_label or citation.row


def entry_page(citation):
    return page_address(citation.owner._meta, "change", citation.owner.pk) + "#part-sources"


def picture_of(image):
    return film_of(image) if image.film_id else image.person or image.curated_list


# What can rest on a source.
RESTS_ON = (
    Uses(
        Citation,
        "source",
        {
            _("Film"): film_of,
            _("Year"): year_of_film,
            _("Part"): part_of_film,
            _("Fact"): fact_of,
            _("Where in the source"): "locator",
        },
        label=_("facts of films that rest on it"),
        joins=("film", *CITED_ROW_RELATIONS),
    ),
    Uses(
        EntryCitation,
        "source",
        {
            _("Of what"): "owner",
            _("Fact"): lambda citation: citation.row or citation.field_label,
            _("Where in the source"): "locator",
        },
        label=_("facts of people, companies and works that rest on it"),
        joins=("person", "company", "work", "person_name"),
        order=("pk",),
        edit_page=entry_page,
    ),
    Uses(
        Reading,
        "source",
        {_("Film"): lambda reading: film_of(reading.question), _("Question"): "question", _("Reading"): "value"},
        joins=("question__film",),
        order=("question__film_id", "question_id", "pk"),
    ),
    Uses(
        Synopsis,
        "source",
        {_("Film"): film_of, _("Year"): year_of_film, _("Title"): str, _("Language"): "language"},
        joins=("film", "language"),
    ),
    Uses(
        Article,
        "source",
        {_("Film"): film_of, _("Year"): year_of_film, _("Title"): str, _("Language"): "language"},
        joins=("film", "language"),
    ),
    Uses(
        Image,
        "source",
        {_("Picture"): "alt", _("Of what"): picture_of},
        joins=("film", "person", "curated_list"),
        order=("pk",),
    ),
    Uses(
        Source,
        "copied_from",
        {_("Title"): "title", _("Publisher"): "publisher"},
        label=_("copies of it"),
        joins=(),
        order=("title", "pk"),
    ),
)


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
    new_fields = ("title", "publisher", "kind", "url", "published_on", "retrieved_on", "note")
    carried_fields = ("retrieved_on",)
    readonly_fields = ("citation_link",)
    uses = RESTS_ON

    def get_urls(self):
        return [*references_paths(self), *super().get_urls()]

    def get_queryset(self, request):
        citations = Citation.objects.filter(source=OuterRef("pk")).order_by().values("source")
        count = Subquery(citations.annotate(times=Count("pk")).values("times"))
        return super().get_queryset(request).annotate(citation_count=count)

    def label(self, source):
        return f"{source.title} ({source.publisher})" if source.publisher else source.title

    @admin.display(description=_("authors"))
    def author_line(self, source):
        return "; ".join(source.author_names)

    @admin.display(description=_("citations"))
    def citation_link(self, source):
        if not source.pk:
            return gettext("none yet")
        return format_html(
            '<a href="{}?source={}">{}</a>',
            reverse("admin:catalog_citation_changelist"),
            source.pk,
            count_text("citation", source.citation_count or 0),
        )

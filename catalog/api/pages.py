from catalog.api.core.fields import Instant, Integer, OptionalChoice, PageUrl, ReadSerializer, Text
from catalog.api.core.viewsets import ReadViewSet, prefetch_list
from catalog.models import Page, PagePlace


class PageTextSerializer(ReadSerializer):
    """A page of the site in one language."""

    language = Text(help_text="A BCP 47 tag.")
    title = Text()
    body = Text(help_text="Markdown, as it was written.")
    html = Text()


class PageSerializer(ReadSerializer):
    """A page that the site's owner wrote: about, imprint, press."""

    id = Integer()
    slug = Text(help_text="The last part of its address.")
    place = OptionalChoice(PagePlace.choices, help_text="From where all pages lead to it; null where none does.")
    texts = PageTextSerializer(many=True, source="all_texts")
    url = PageUrl()
    updated_at = Instant()


class PageViewSet(ReadViewSet):
    """The site's own pages that are published, each with its text in each language."""

    serializer_class = PageSerializer
    operations = {"list": ("listPages", "List the site's own pages")}
    tag = "Site"

    def get_queryset(self):
        return Page.objects.published().order_by("id")

    def prefetches(self):
        return [prefetch_list("texts")]

from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from catalog.api.core.fields import ApiUrl, Instant, Integer, OptionalText, PageUrl, ReadSerializer, Text
from catalog.api.core.refs import FilmRef
from catalog.api.core.viewsets import ReadViewSet, get_visible, prefetch_list
from catalog.api.images import Picture
from catalog.list_filters import CuratedListApiFilter
from catalog.models import CuratedList, Film, Image, ListEntry, SpoilerLevel


class CuratedListSerializer(ReadSerializer):
    """A list of films in an order, such as a programme or the best of a kind; `lists/{id}/entries/` has its films."""

    id = Integer()
    title = Text()
    language = Text(source="language_id", help_text="BCP 47 tag of the title, the text and the notes.")
    text = OptionalText(help_text="Markdown, as it was written.")
    html = OptionalText()
    film_count = Integer(help_text="How many of its films are published.")
    picture = Picture(allow_null=True, source="all_images")
    published_from = Instant()
    url = PageUrl()
    api_url = ApiUrl("lists")
    updated_at = Instant()


class ListEntrySerializer(ReadSerializer):
    """A film of a list."""

    position = Integer(source="number", help_text="Its place among the published films of the list, from 1.")
    film = FilmRef()
    note = OptionalText(help_text="Plain text; an empty line separates paragraphs.")


def numbers_of(entries):
    """Return the expression that counts rows of a query of `curated_list` in a subquery; 0 without any."""
    return Coalesce(Subquery(entries.order_by().values("curated_list").annotate(rows=Count("pk")).values("rows")), 0)


class CuratedListViewSet(ReadViewSet):
    """Published lists of films, the newest first."""

    serializer_class = CuratedListSerializer
    filterset_class = CuratedListApiFilter
    operations = {"list": ("listLists", "List lists of films"), "retrieve": ("getList", "Read a list of films")}
    tag = "Lists"

    def get_queryset(self):
        entries = ListEntry.objects.public().filter(curated_list=OuterRef("pk"))
        return CuratedList.objects.listed().annotate(film_count=numbers_of(entries))

    def prefetches(self):
        pictures = Image.objects.published().filter(spoiler_level__lte=SpoilerLevel.PREMISE)
        return [prefetch_list("images", pictures.order_by("position", "id"))]


class ListEntryViewSet(ReadViewSet):
    """The published films of a list, in its order."""

    serializer_class = ListEntrySerializer
    operations = {"list": ("listListEntries", "List the films of a list")}
    tag = "Lists"

    def get_queryset(self):
        curated_list = get_visible(CuratedList.objects.published().only("pk"), self.kwargs["id"])
        earlier_entries = ListEntry.objects.public().filter(
            Q(position__lt=OuterRef("position")) | Q(position=OuterRef("position"), pk__lt=OuterRef("pk")),
            curated_list=OuterRef("curated_list"),
        )
        entries = ListEntry.objects.public().filter(curated_list=curated_list)
        return entries.annotate(number=numbers_of(earlier_entries) + 1).order_by(F("position").asc(), "id")

    def prefetches(self):
        return [Prefetch("film", Film.objects.only("title", "year"))]

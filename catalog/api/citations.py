from catalog.api.core.fields import Choice, Integer, OptionalChoice, OptionalText, ReadSerializer
from catalog.api.core.refs import SourceRef
from catalog.api.core.viewsets import FilmPartViewSet
from catalog.models import Citation, MissingReason
from catalog.models.claims import ROW_KEYS
from catalog.models.facts import cited_field_choices

# Names of rows in the JSON of a film, where they differ from the models.
JSON_NAMES = {"film_company": "company", "film_work": "work"}


class CitedRow(ReadSerializer):
    """A row of the film: a credit, release, title, award or event by its `id`, a company or work by its `row`."""

    type = Choice([JSON_NAMES.get(row, row) for row in ROW_KEYS])
    id = Integer()

    def to_representation(self, citation):
        for row in ROW_KEYS:
            if row_id := getattr(citation, f"{row}_id"):
                return {"type": JSON_NAMES.get(row, row), "id": row_id}
        return None


class CitationSerializer(ReadSerializer):
    """A source says a field of the film, or has a row of it; the other one is null. Of a version it may say one field: both are there."""

    id = Integer()
    source = SourceRef()
    field = OptionalChoice([name for name, _ in cited_field_choices()])
    row = CitedRow(allow_null=True, source="*")
    quote = OptionalText()
    locator = OptionalText(help_text="The page or the timecode where the source says it: p. 41; 01:23:45.")
    differs = OptionalText(help_text="What the source says otherwise, such as another spelling of a name.")
    missing_reason = OptionalChoice(MissingReason.choices, help_text="Why the source has the row without its name.")


class CitationViewSet(FilmPartViewSet):
    """What each source says of a film, in the order of entry, without events that give away more than `spoiler_max`."""

    serializer_class = CitationSerializer
    operations = {"list": ("listFilmCitations", "List which source says what of a film")}
    takes_spoiler_max = True

    @classmethod
    def rows(cls, spoiler_max):
        return Citation.objects.public().within(spoiler_max).select_related("source").order_by("id")

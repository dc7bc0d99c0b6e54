from catalog.api.core.fields import Choice, Integer, OptionalChoice, OptionalText, Shape
from catalog.api.core.refs import SourceRef
from catalog.api.core.viewsets import FilmPartViewSet
from catalog.models import Citation, FilmField, MissingReason
from catalog.models.claims import ROWS

# A row as the film's JSON calls it.
SAID = {"film_company": "company", "film_work": "work"}


class CitedRow(Shape):
    """A row of the film: a credit, release, title, award or event by its `id`, a company or work by its `row`."""

    type = Choice([SAID.get(row, row) for row in ROWS])
    id = Integer()

    def to_representation(self, citation):
        for row in ROWS:
            if row_id := getattr(citation, f"{row}_id"):
                return {"type": SAID.get(row, row), "id": row_id}
        return None


class CitationSerializer(Shape):
    """That a source says a field of the film, or has a row of it: one of the two is null."""

    id = Integer()
    source = SourceRef()
    field = OptionalChoice(FilmField.choices)
    row = CitedRow(allow_null=True, source="*")
    quote = OptionalText()
    missing_reason = OptionalChoice(MissingReason.choices, help_text="Why the source has the row but not its name.")


class CitationViewSet(FilmPartViewSet):
    """Which source says what of a film, in the order of entry, without events that give away more than `spoiler_max`."""

    serializer_class = CitationSerializer
    operations = {"list": ("listFilmCitations", "List which source says what of a film")}
    spoils = True

    @classmethod
    def rows(cls, spoilers):
        return Citation.objects.public().within(spoilers).select_related("source").order_by("id")

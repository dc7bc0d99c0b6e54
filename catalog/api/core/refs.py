"""What an answer says of a row that another row points at."""

from catalog.api.core.fields import ApiUrl, Choice, Integer, OptionalChoice, OptionalText, PageUrl, Shape, Text
from catalog.models import Citation, MissingReason, Scheme


class PersonRef(Shape):
    """A person, in short."""

    id = Integer()
    name = Text()
    url = PageUrl()
    api_url = ApiUrl("people")


class FilmRef(Shape):
    """A film, in short."""

    id = Integer()
    title = Text()
    year = Integer(allow_null=True)
    url = PageUrl()
    api_url = ApiUrl("films")


class SourceRef(Shape):
    """A source, in short."""

    id = Integer()
    title = Text()
    url = PageUrl()
    api_url = ApiUrl("sources")


class CitedSource(Shape):
    """A source that has a row, with its words where they matter, and why the name is missing there where it is."""

    id = Integer(source="source_id")
    title = Text(source="source.title")
    url = PageUrl(source="source")
    api_url = ApiUrl("sources", source="source")
    quote = OptionalText()
    missing_reason = OptionalChoice(MissingReason.choices)

    @staticmethod
    def rows():
        return Citation.objects.select_related("source").order_by("id")


class OutsideId(Shape):
    """What another catalogue calls a film, a person or a company."""

    scheme = Choice(Scheme.choices)
    value = Text()
    url = Text(help_text="The address of its page there.")

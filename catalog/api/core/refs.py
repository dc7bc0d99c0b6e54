"""Short forms of rows that other rows refer to."""

from catalog.api.core.fields import (
    COUNTRY_CODE,
    ApiUrl,
    Choice,
    Integer,
    OptionalChoice,
    OptionalText,
    PageUrl,
    ReadSerializer,
    Text,
)
from catalog.api.core.viewsets import prefetch_list
from catalog.models import Citation, EntryCitation, ExternalId, LanguageUse, MissingReason


class PersonRef(ReadSerializer):
    """A person, in short."""

    id = Integer()
    name = Text()
    url = PageUrl()
    api_url = ApiUrl("people")


class FilmRef(ReadSerializer):
    """A film, in short."""

    id = Integer()
    title = Text()
    year = Integer(allow_null=True)
    url = PageUrl()
    api_url = ApiUrl("films")


class SourceRef(ReadSerializer):
    """A source, in short."""

    id = Integer()
    title = Text()
    url = PageUrl()
    api_url = ApiUrl("sources")


class CitedSource(ReadSerializer):
    """A source that has a row; `quote` is its wording, `locator` the page or timecode of it, `differs` what it says otherwise, `missing_reason` why its name is missing there."""

    id = Integer(source="source_id")
    title = Text(source="source.title")
    url = PageUrl(source="source")
    api_url = ApiUrl("sources", source="source")
    quote = OptionalText()
    locator = OptionalText()
    differs = OptionalText()
    missing_reason = OptionalChoice(MissingReason.choices)

    @staticmethod
    def rows():
        return Citation.objects.select_related("source").order_by("id")


class CitedName(ReadSerializer):
    """One of the `names` of a person, by its `id`."""

    type = Choice(["name"])
    id = Integer()

    def to_representation(self, citation):
        return {"type": "name", "id": citation.person_name_id} if citation.person_name_id else None


class CitedField(ReadSerializer):
    """A source that states a field of a person, a company or a work, or has one of the names of a person; of the two, one is null."""

    id = Integer()
    source = SourceRef()
    field = OptionalText(help_text="`names`: the source has all of the names.")
    row = CitedName(allow_null=True, source="*")
    quote = OptionalText()
    locator = OptionalText(help_text="The page or the timecode where the source says it: p. 41; 01:23:45.")
    differs = OptionalText(help_text="What the source says otherwise.")


def prefetch_cited_fields(path="citations"):
    """Return the lookup of the sources of the fields of people, companies or works."""
    return prefetch_list(path, EntryCitation.objects.public().with_sources())


class VersionId(Integer):
    """The version that a row is of."""

    def __init__(self):
        super().__init__(
            source="public_version_id",
            allow_null=True,
            help_text="The id of the version of the film that it is of; null: of all, or not known.",
        )


class StateRef(ReadSerializer):
    """A former state, in short."""

    id = Text(source="code", help_text="Its id in `countries/`, and a value for the filter `country`.")
    name = Text()
    wikidata = OptionalText(help_text="Its id at Wikidata.")


class CountryAsEntered(ReadSerializer):
    """A country as an editor entered it: one of today, or a former state."""

    code = Text(source="iso_code", help_text=COUNTRY_CODE)
    name = Text()
    state = StateRef(allow_null=True, source="former_state", help_text="Null: a country of today.")


class OutsideId(ReadSerializer):
    """What another catalogue calls a film, a person, a company, a subject or a work."""

    scheme = Text(source="scheme_id", help_text="The code of the scheme, such as imdb: see the route `schemes`.")
    value = Text()
    url = OptionalText(help_text="The address of its page there; null where the scheme has no pages.")


def prefetch_ids(path="external_ids", rows=None):
    """Return the lookup that puts outside ids, with their addresses, into the list `all_external_ids`."""
    return prefetch_list(path, (ExternalId.objects.all() if rows is None else rows).with_addresses())


class LanguageInUse(ReadSerializer):
    """A language of a version or a copy, and its use in it."""

    language = OptionalText(source="language_id", help_text="BCP 47 tag; null where there is no dialogue.")
    use = Choice(LanguageUse.choices)

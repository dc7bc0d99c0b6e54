"""Synopses and articles."""

from django.db.models import F

from catalog.api.core.fields import Choice, Flag, Instant, Integer, OptionalText, ReadSerializer, Text
from catalog.api.core.refs import SourceRef
from catalog.api.core.viewsets import FilmPartViewSet
from catalog.models import Article, ArticleKind, SpoilerLevel, Synopsis, SynopsisKind
from catalog.texts.markdown import count_words, section_html


class SectionSerializer(ReadSerializer):
    """A part of a text under a heading of its own; the first may have none."""

    heading = OptionalText()
    anchor = OptionalText(help_text="The heading's id in the text's HTML.")
    html = Text()

    def to_representation(self, section):
        return {name: section[name] or None for name in ("heading", "anchor")} | {"html": section["html"]}


class TextSerializer(ReadSerializer):
    id = Integer()
    title = OptionalText()
    language = Text(source="language_id", help_text="A BCP 47 tag.")
    source = SourceRef(allow_null=True, help_text="The source that it follows; null: the catalogue's own text.")
    licence = OptionalText()
    spoiler_level = Choice(SpoilerLevel.choices)
    body = Text(help_text="Markdown.")
    html = Text(help_text="The body as clean HTML; its headings begin at h3.")
    sections = SectionSerializer(many=True)
    word_count = Integer()
    updated_at = Instant()

    def to_representation(self, text):
        """Leave out the title and the sections above `spoiler_max`: a section's level may be above or below the text's."""
        spoiler_max = self.context["spoiler_max"]
        values, sections = super().to_representation(text), text.sections_within(spoiler_max)
        if text.title_level > spoiler_max:
            values["title"] = None
        if len(sections) < len(text.sections):
            html = "\n".join(map(section_html, sections))
            values["body"] = "\n\n".join(section["body"] for section in sections)
            values |= {"html": html, "word_count": count_words(html)}
            values["sections"] = SectionSerializer(sections, many=True).data
        return values


class SynopsisSerializer(TextSerializer):
    """A text that tells a film's story."""

    kind = Choice(SynopsisKind.choices)
    lead = Flag(help_text="Whether the film's page shows this one of the synopses in its language.")


class ArticleSerializer(TextSerializer):
    """A text on a film that does not tell its story."""

    kind = Choice(ArticleKind.choices)


class SynopsisViewSet(FilmPartViewSet):
    """The published synopses of a film, those with `lead` first, without sections above `spoiler_max`."""

    serializer_class = SynopsisSerializer
    operations = {"list": ("listFilmSynopses", "List a film's synopses")}
    takes_spoiler_max = True

    @classmethod
    def rows(cls, spoiler_max):
        texts = Synopsis.objects.public().within(spoiler_max)
        return texts.select_related("source").order_by(F("lead").desc(), "position", "id")


class ArticleViewSet(FilmPartViewSet):
    """The published articles on a film, without sections above `spoiler_max`."""

    serializer_class = ArticleSerializer
    operations = {"list": ("listFilmArticles", "List the articles on a film")}
    takes_spoiler_max = True

    @classmethod
    def rows(cls, spoiler_max):
        texts = Article.objects.public().within(spoiler_max)
        return texts.select_related("source").order_by("position", "id")

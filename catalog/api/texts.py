"""Synopses and articles."""

from django.db.models import F

from catalog.api.core.fields import Choice, Flag, Instant, Integer, OptionalText, Shape, Text
from catalog.api.core.refs import SourceRef
from catalog.api.core.viewsets import FilmPartViewSet
from catalog.models import Article, ArticleKind, SpoilerLevel, Synopsis, SynopsisKind
from catalog.texts.markdown import count_words, section_html


class SectionSerializer(Shape):
    """A part of a text under a heading of its own; the first may have none."""

    heading = OptionalText()
    anchor = OptionalText(help_text="The heading's id in the text's HTML.")
    html = Text()

    def to_representation(self, section):
        return {name: section[name] or None for name in ("heading", "anchor")} | {"html": section["html"]}


class TextSerializer(Shape):
    id = Integer()
    title = OptionalText()
    language = Text(source="language_id", help_text="A BCP 47 tag.")
    source = SourceRef(allow_null=True, help_text="Whose account it follows; null: the catalogue's own.")
    licence = OptionalText()
    spoiler_level = Choice(SpoilerLevel.choices)
    body = Text(help_text="Markdown.")
    html = Text(help_text="The body as clean HTML; its headings begin at h3.")
    sections = SectionSerializer(many=True)
    word_count = Integer()
    updated_at = Instant()

    def to_representation(self, text):
        """The text as far as `spoiler_max` allows: a section may give away more, or less, than the text at large."""
        told, sections = super().to_representation(text), text.sections_within(self.context["spoilers"])
        if len(sections) < len(text.sections):
            html = "\n".join(map(section_html, sections))
            told["body"] = "\n\n".join(section["body"] for section in sections)
            told |= {"html": html, "word_count": count_words(html)}
            told["sections"] = SectionSerializer(sections, many=True).data
        return told


class SynopsisSerializer(TextSerializer):
    """One telling of a film's story."""

    kind = Choice(SynopsisKind.choices)
    lead = Flag(help_text="Whether it is the one that the film's page shows, of its language.")


class ArticleSerializer(TextSerializer):
    """A text on a film that does not tell its story."""

    kind = Choice(ArticleKind.choices)


class SynopsisViewSet(FilmPartViewSet):
    """The published synopses of a film, those that lead first, without sections that give away more than `spoiler_max`."""

    serializer_class = SynopsisSerializer
    operations = {"list": ("listFilmSynopses", "List a film's synopses")}
    spoils = True

    @classmethod
    def rows(cls, spoilers):
        texts = Synopsis.objects.public().within(spoilers)
        return texts.select_related("source").order_by(F("lead").desc(), "position", "id")


class ArticleViewSet(FilmPartViewSet):
    """The published articles on a film, without sections that give away more than `spoiler_max`."""

    serializer_class = ArticleSerializer
    operations = {"list": ("listFilmArticles", "List the articles on a film")}
    spoils = True

    @classmethod
    def rows(cls, spoilers):
        texts = Article.objects.public().within(spoilers)
        return texts.select_related("source").order_by("position", "id")

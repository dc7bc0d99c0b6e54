from catalog.api.core.fields import Choice, Integer, OptionalText, Shape, Text
from catalog.api.core.refs import SourceRef
from catalog.api.core.viewsets import FilmPartViewSet, each
from catalog.models import Modality, Question, QuestionStatus, Reading, SpoilerLevel

# What of a quoted text is long, and not told here.
UNREAD = [f"{text}__{field}" for text in ("synopsis", "article") for field in ("body", "html", "sections")]


class QuoteSerializer(Shape):
    """Words of a text, letter by letter, with enough before and after to find their place."""

    exact = Text(source="quote_exact")
    prefix = Text(source="quote_prefix")
    suffix = Text(source="quote_suffix")

    def to_representation(self, reading):
        text = reading.synopsis or reading.article
        hidden = text is not None and not text.is_public
        return None if hidden or not reading.quote_exact else super().to_representation(reading)


class QuotedText(Integer):
    """The id of the quoted text, null where visitors don't see the text."""

    def __init__(self, **kwargs):
        super().__init__(allow_null=True, **kwargs)

    def to_representation(self, text):
        return text.pk if text.is_public else None


class ReadingSerializer(Shape):
    """What one source answers; `value` is null where it says nothing."""

    source = SourceRef()
    value = OptionalText()
    quote = QuoteSerializer(allow_null=True, source="*")
    modality = Choice(Modality.choices)
    synopsis = QuotedText(help_text="The id of the synopsis that is quoted.")
    article = QuotedText(help_text="The id of the article that is quoted.")


class QuestionSerializer(Shape):
    """Something on which sources disagree, with what each says."""

    id = Integer()
    question = Text()
    status = Choice(QuestionStatus.choices)
    spoiler_level = Choice(SpoilerLevel.choices)
    ruling = OptionalText(help_text="What the catalogue holds to be so.")
    reason = OptionalText(help_text="Why: what decides it.")
    readings = ReadingSerializer(many=True, source="all_readings")


class QuestionViewSet(FilmPartViewSet):
    """The questions on which a film's sources disagree, those above `spoiler_max` left out."""

    serializer_class = QuestionSerializer
    operations = {"list": ("listFilmQuestions", "List what a film's sources disagree on")}
    spoils = True

    @classmethod
    def rows(cls, spoilers):
        questions = Question.objects.public().filter(spoiler_level__lte=spoilers).order_by("position", "id")
        readings = (
            Reading.objects.select_related("source", "synopsis", "article").defer(*UNREAD).order_by("position", "id")
        )
        return questions.prefetch_related(each("readings", readings))

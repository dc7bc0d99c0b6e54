from catalog.api.core.fields import Choice, Integer, OptionalText, ReadSerializer, Text
from catalog.api.core.refs import SourceRef
from catalog.api.core.viewsets import FilmPartViewSet, prefetch_list
from catalog.models import Modality, Question, QuestionStatus, Reading, SpoilerLevel


class QuoteSerializer(ReadSerializer):
    """The exact words of a text, and enough words before and after to find their place.

    It is null where the words give away more than `spoiler_max`; where only those before and after do, these are empty.
    """

    exact = Text(source="quote_exact")
    prefix = Text(source="quote_prefix")
    suffix = Text(source="quote_suffix")

    def to_representation(self, reading):
        spoiler_max = self.context["spoiler_max"]
        if not reading.has_public_quote or reading.quote_level > spoiler_max:
            return None
        values = super().to_representation(reading)
        return values | ({"prefix": "", "suffix": ""} if reading.quote_context_level > spoiler_max else {})


class QuotedText(Integer):
    """The id of the quoted text, or null where visitors don't see the text."""

    def __init__(self, **kwargs):
        super().__init__(allow_null=True, **kwargs)

    def to_representation(self, text):
        return text.pk if text.is_public else None


class ReadingSerializer(ReadSerializer):
    """The answer of one source; `value` is null where it says nothing."""

    source = SourceRef()
    value = OptionalText()
    quote = QuoteSerializer(allow_null=True, source="*")
    modality = Choice(Modality.choices)
    synopsis = QuotedText(help_text="The id of the quoted synopsis.")
    article = QuotedText(help_text="The id of the quoted article.")


class QuestionSerializer(ReadSerializer):
    """A question on which sources disagree, with the answer of each."""

    id = Integer()
    question = Text()
    status = Choice(QuestionStatus.choices)
    spoiler_level = Choice(SpoilerLevel.choices)
    ruling = OptionalText(help_text="The catalogue's own answer.")
    reason = OptionalText(help_text="Why the catalogue answers so.")
    readings = ReadingSerializer(many=True, source="all_readings")


class QuestionViewSet(FilmPartViewSet):
    """The questions on which a film's sources disagree, without those above `spoiler_max`."""

    serializer_class = QuestionSerializer
    operations = {"list": ("listFilmQuestions", "List what a film's sources disagree on")}
    takes_spoiler_max = True

    @classmethod
    def rows(cls, spoiler_max):
        questions = Question.objects.public().filter(spoiler_level__lte=spoiler_max).order_by("position", "id")
        readings = Reading.objects.with_sources().order_by("position", "id")
        return questions.prefetch_related(prefetch_list("readings", readings))

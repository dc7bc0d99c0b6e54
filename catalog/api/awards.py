from django.db.models import F

from catalog.api.core.fields import Choice, Integer, OptionalText, ReadSerializer, Text
from catalog.api.core.refs import CitedSource, PersonRef
from catalog.api.core.viewsets import FilmPartViewSet, prefetch_list
from catalog.models import Award, AwardOutcome


class AwardSerializer(ReadSerializer):
    """A prize that a film or its makers won or were nominated for."""

    id = Integer()
    organisation = Text()
    ceremony = OptionalText()
    year = Integer(allow_null=True)
    category = Text()
    outcome = Choice(AwardOutcome.choices)
    place = Integer(
        allow_null=True, help_text="2 is a second prize; null: there is one prize, or the place is not known."
    )
    recipients = PersonRef(
        many=True, source="all_recipients", help_text="For whom; empty: for the film as a whole, or not known."
    )
    shared_with = OptionalText(help_text="Another film or other people who have the same prize, in words.")
    note = OptionalText()
    sources = CitedSource(many=True, source="all_citations")


class AwardViewSet(FilmPartViewSet):
    """The awards of a film, won or nominated for, by year."""

    serializer_class = AwardSerializer
    operations = {"list": ("listFilmAwards", "List a film's awards")}

    @classmethod
    def rows(cls, spoiler_max):
        awards = Award.objects.public().order_by(F("year").asc(nulls_last=True), "sort_key", "id")
        return awards.prefetch_related(prefetch_list("recipients"), prefetch_list("citations", CitedSource.rows()))

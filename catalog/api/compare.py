"""Two tellings of a film side by side."""

from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from catalog.api.core.errors import BadRequest, fault
from catalog.api.core.fields import Choice, Integer, Shape, Text
from catalog.api.core.parameters import spoiler_max
from catalog.api.core.viewsets import ReadViewSet, find
from catalog.filters import WholeNumberField
from catalog.models import Film, Synopsis
from catalog.tellings.collating import NotComparableError, collated

KINDS = ("same", "changed", "moved", "only_left", "only_right")


class Sentences(serializers.ListField):
    child = serializers.CharField()


class PairSerializer(Shape):
    """Sentences that tell the same; one side is empty where only the other tells it."""

    kind = Choice(KINDS, help_text="same: word for word; moved: at another place of the right text.")
    left = Sentences()
    right = Sentences()
    score = serializers.FloatField(
        min_value=0, max_value=1, help_text="How alike they are: 1 is word for word, 0 only one side tells it."
    )
    source = Choice(("computed", "editor"), help_text="editor: one corrected what was computed.")


class ComparisonSerializer(Shape):
    """Two synopses sentence by sentence, in the left one's reading order."""

    left = Integer(source="left.pk", help_text="The id of the synopsis on the left.")
    right = Integer(source="right.pk", help_text="The id of the synopsis on the right.")
    language = Text(help_text="A BCP 47 tag: both are in it.")
    shared_run_words = Integer(help_text="How many words they share in runs of six or more.")
    pairs = PairSerializer(many=True)


class CompareViewSet(ReadViewSet):
    """Two published synopses of a film, in one language, sentence by sentence.

    Neither may give away more than `spoiler_max`, by default the premise: a telling of the whole story asks for 3.
    """

    serializer_class = ComparisonSerializer
    pagination_class = None
    tag = "Films"
    operations = {"retrieve": ("compareFilmSynopses", "Set two synopses side by side")}

    def own_parameters(self):
        sides = {
            side: WholeNumberField(min_value=1, max_value=2**63 - 1, help_text=f"The id of the synopsis on the {side}.")
            for side in ("left", "right")
        }
        return sides | {"spoiler_max": spoiler_max()}

    def retrieve(self, request, **kwargs):
        film = find(Film.objects.published().only("pk", "title"), self.kwargs["id"])
        asked = {side: self.asked[side] for side in ("left", "right")}
        rows = Synopsis.objects.published().filter(film=film).select_related("language")
        texts = rows.in_bulk(asked.values())
        for side, pk in asked.items():
            if pk not in texts:
                raise NotFound(f"This film has no published synopsis {pk}: `{side}` is the id of one.")
        found = {side: texts[pk] for side, pk in asked.items()}
        faults = [
            fault("spoils", f"Synopsis {text.pk} gives more away. Ask with {wanted(text)}.", parameter=side)
            for side, text in found.items()
            if text.spoiler_to > self.asked["spoiler_max"]
        ]
        if faults:
            raise BadRequest(faults)
        try:
            answer = collated(**found)
        except NotComparableError as error:
            raise BadRequest([fault("not_comparable", str(error), parameter="right")]) from None
        return Response(self.get_serializer(answer).data)


def wanted(text):
    return f"spoiler_max={text.spoiler_to}"

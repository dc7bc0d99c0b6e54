"""Two synopses of a film side by side."""

from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from catalog.api.core.errors import BadRequest, fault
from catalog.api.core.fields import Choice, Integer, ReadSerializer, Text
from catalog.api.core.parameters import spoiler_max
from catalog.api.core.viewsets import ReadViewSet, get_visible
from catalog.filter_values import WholeNumberField
from catalog.models import Film, Synopsis
from catalog.tellings.comparison import NotComparableError, compare
from catalog.texts.numbers import MAX_NUMBER

KINDS = ("same", "changed", "moved", "only_left", "only_right")


class Sentences(serializers.ListField):
    child = serializers.CharField()


class PairSerializer(ReadSerializer):
    """Sentences that tell the same thing. One side is empty where only the other tells it."""

    kind = Choice(KINDS, help_text="same: word for word; moved: at another place in the right text.")
    left = Sentences()
    right = Sentences()
    score = serializers.FloatField(
        min_value=0, max_value=1, help_text="How similar they are: 1 is word for word; 0: only one side tells it."
    )
    source = Choice(("computed", "editor"), help_text="editor: an editor corrected what was computed.")


class ComparisonSerializer(ReadSerializer):
    """Two synopses sentence by sentence, in the order of the left one."""

    left = Integer(source="left.pk", help_text="The id of the synopsis on the left.")
    right = Integer(source="right.pk", help_text="The id of the synopsis on the right.")
    language = Text(help_text="A BCP 47 tag: both are in it.")
    shared_run_words = Integer(help_text="How many words they share in runs of six or more.")
    pairs = PairSerializer(many=True)


class CompareViewSet(ReadViewSet):
    """Two published synopses of a film, in one language, sentence by sentence.

    Neither may give away more than `spoiler_max`. Its default is the premise: for a synopsis of the whole story, ask with 3.
    """

    serializer_class = ComparisonSerializer
    pagination_class = None
    tag = "Films"
    operations = {"retrieve": ("compareFilmSynopses", "Set two synopses side by side")}

    def own_parameter_fields(self):
        sides = {
            side: WholeNumberField(
                min_value=1, max_value=MAX_NUMBER, help_text=f"The id of the synopsis on the {side}."
            )
            for side in ("left", "right")
        }
        return sides | {"spoiler_max": spoiler_max()}

    def retrieve(self, request, **kwargs):
        film = get_visible(Film.objects.published().only("pk", "title"), self.kwargs["id"])
        keys = {side: self.parameters[side] for side in ("left", "right")}
        rows = Synopsis.objects.published().filter(film=film).select_related("language")
        synopses = rows.in_bulk(keys.values())
        for side, key in keys.items():
            if key not in synopses:
                raise NotFound(f"This film has no published synopsis {key}: `{side}` is the id of one.")
        sides = {side: synopses[key] for side, key in keys.items()}
        faults = [
            fault(
                "spoils",
                f"Synopsis {text.pk} gives more away. Ask with spoiler_max={text.spoiler_to}.",
                parameter=side,
            )
            for side, text in sides.items()
            if text.spoiler_to > self.parameters["spoiler_max"]
        ]
        if faults:
            raise BadRequest(faults)
        try:
            comparison = compare(**sides)
        except NotComparableError as error:
            raise BadRequest([fault("not_comparable", str(error), parameter="right")]) from None
        return Response(self.get_serializer(comparison).data)

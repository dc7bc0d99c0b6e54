"""What visitors think of a film, and their votes."""

import json

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ParseError, PermissionDenied, Throttled
from rest_framework.parsers import BaseParser
from rest_framework.response import Response

from catalog import visitors
from catalog.api.core import throttles
from catalog.api.core.errors import BadRequest, fault
from catalog.api.core.fields import Shape
from catalog.api.core.viewsets import ReadViewSet, find
from catalog.models import Film, RatingSummary, Vote
from catalog.models.ratings import STARS

MOST_BYTES = 1000


class HistogramSerializer(serializers.Serializer):
    """How many visitors gave one star, two, and so on."""

    def get_fields(self):
        return {str(stars): serializers.IntegerField(min_value=0) for stars in STARS}


class RatingSerializer(Shape):
    """What visitors think of a film; `average` and `weighted` are null without votes."""

    average = serializers.FloatField(allow_null=True, min_value=1, max_value=5, help_text="The mean, in stars.")
    count = serializers.IntegerField(min_value=0)
    histogram = HistogramSerializer()
    weighted = serializers.FloatField(
        allow_null=True,
        min_value=1,
        max_value=5,
        help_text="What films are ranked by: (sum of stars + 10 × 3) / (votes + 10).",
    )

    def to_representation(self, film):
        summary = getattr(film, "rating", None) or RatingSummary.empty(film)
        return {
            "average": summary.average,
            "count": summary.count,
            "histogram": {str(stars): number for stars, number in summary.histogram.items()},
            "weighted": summary.weighted,
        }


class OwnRatingSerializer(RatingSerializer):
    """What visitors think of a film, and the stars that the asking visitor gave."""

    yours = serializers.IntegerField(allow_null=True, min_value=1, max_value=5)

    def to_representation(self, film):
        return super().to_representation(film) | {"yours": self.context["yours"]}


@extend_schema_field({"type": "integer", "enum": list(STARS)})
class StarsField(serializers.IntegerField):
    pass


class VoteSerializer(serializers.Serializer):
    """The body of a vote."""

    stars = StarsField()


class SmallJSONParser(BaseParser):
    """JSON of at most 1,000 bytes."""

    media_type = "application/json"

    def parse(self, stream, media_type=None, parser_context=None):
        text = stream.read(MOST_BYTES + 1)
        if len(text) > MOST_BYTES:
            raise ParseError(f"The body is over {MOST_BYTES} bytes. Send only the stars.")
        try:
            return json.loads(text.decode())
        except (ValueError, RecursionError) as error:
            raise ParseError('The body is no JSON. Write {"stars": 4}.') from error


def pointer(key):
    """The place of a key in a body, as RFC 6901 writes it in an address."""
    return "#/" + key[:100].encode(errors="replace").decode().replace("~", "~0").replace("/", "~1")


def stars_in(body):
    """The stars of `{"stars": 1 to 5}`. Raises BadRequest."""
    if not isinstance(body, dict):
        raise BadRequest([fault("type", 'Write an object: {"stars": 4}.', pointer="#")])
    faults = [fault("unknown", "Send only `stars`.", pointer=pointer(key)) for key in body if key != "stars"]
    stars = body.get("stars")
    if "stars" not in body:
        faults.append(fault("required", "Give the stars: 1 to 5.", pointer="#/stars"))
    elif type(stars) is not int:
        faults.append(fault("type", "Write a whole number from 1 to 5, without quotes.", pointer="#/stars"))
    elif stars not in STARS:
        faults.append(fault("range", "Give 1 to 5 stars. DELETE withdraws a vote.", pointer="#/stars"))
    if faults:
        raise BadRequest(faults)
    return stars


def refuse_other_sites(request):
    """Let nobody's page vote in its readers' name."""
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    foreign = origin is not None and origin not in {request.build_absolute_uri("/")[:-1], settings.SITE_URL}
    if foreign or site not in {None, "same-origin", "none"}:
        raise PermissionDenied("A page of another site may not vote in your name. Vote on the film's own page.")


def spend_vote(request):
    """Count one write of the address. Raises Throttled."""
    most, left, resets = visitors.spend(request, "vote")
    span = throttles.SECONDS[settings.LIMITS["vote"].split("/")[1]]
    throttles.announce(request._request, "vote", most=most, left=left, resets=resets, span=span)
    if left < 0:
        raise Throttled(wait=resets)


class RatingViewSet(ReadViewSet):
    """What visitors think of a film, with the asking visitor's own stars.

    A visitor is a signed cookie, set by the first vote, and has one vote a film. Each answer is the visitor's own,
    so shared caches don't keep it. Votes are limited more tightly than reads: the headers of a vote's answer tell.
    """

    parser_classes = [SmallJSONParser]
    serializer_class = OwnRatingSerializer
    body_serializer = VoteSerializer
    pagination_class = None
    tag = "Rating"
    cache_control = "private, no-cache"
    operations = {
        "retrieve": ("getFilmRating", "Read a film's rating"),
        "update": ("rateFilm", "Rate a film"),
        "destroy": ("withdrawFilmRating", "Withdraw your rating of a film"),
    }

    def film(self):
        return find(Film.objects.published().select_related("rating"), self.kwargs["id"])

    def answer(self, film, voter, response=None):
        vote = Vote.objects.filter(film=film, voter=voter).first() if voter else None
        context = self.get_serializer_context() | {"yours": vote and vote.stars}
        response = response or Response()
        response.data = OwnRatingSerializer(film, context=context).data
        response.headers["Vary"] = "Cookie"
        return response

    def retrieve(self, request, **kwargs):
        return self.answer(self.film(), visitors.voter(request))

    def update(self, request, **kwargs):
        """Cast a vote of one to five stars, or change it: another PUT replaces the first, and never adds one.

        The answer is the rating with the vote in it. It sets the visitor's cookie: send it back with later requests.
        """
        refuse_other_sites(request)
        film, stars = self.film(), stars_in(request.data)
        spend_vote(request)
        response = Response()
        voter = visitors.name_voter(request, response)
        film.rating = self.cast(film, voter, stars)
        return self.answer(film, voter, response)

    def destroy(self, request, **kwargs):
        """Take the visitor's vote back. Where there is none, nothing changes; the answer is the rating without it."""
        refuse_other_sites(request)
        film = self.film()
        spend_vote(request)
        if voter := visitors.voter(request):
            film.rating = self.cast(film, voter, 0)
        return self.answer(film, voter)

    def cast(self, film, voter, stars):
        try:
            return Vote.objects.cast(film=film, voter=voter, stars=stars)
        except Film.DoesNotExist:
            # It was deleted, or merged, since it was read: say so, or lead to what it is part of.
            self.film()
            raise

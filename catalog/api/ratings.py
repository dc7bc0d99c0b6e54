"""The rating of a film, and the votes of visitors."""

import json

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ParseError, Throttled
from rest_framework.parsers import BaseParser
from rest_framework.response import Response

from catalog import visitors
from catalog.api.core import throttles
from catalog.api.core.errors import BadRequest, fault
from catalog.api.core.fields import ReadSerializer
from catalog.api.core.viewsets import ReadViewSet, get_visible
from catalog.models import Film, RatingSummary, Vote
from catalog.models.ratings import STARS
from catalog.site_address import refuse_other_sites

MOST_BYTES = 1000


class HistogramSerializer(serializers.Serializer):
    """How many visitors gave one star, two stars, and so on."""

    def get_fields(self):
        return {str(stars): serializers.IntegerField(min_value=0) for stars in STARS}


class RatingSerializer(ReadSerializer):
    """The rating of a film by its visitors; `average` and `weighted` are null without votes."""

    average = serializers.FloatField(
        allow_null=True,
        min_value=0.5,
        max_value=5,
        help_text="The mean, in stars. Where the site counts ratings of other catalogues in, they are in it and in `count`.",
    )
    count = serializers.IntegerField(min_value=0)
    histogram = HistogramSerializer()
    weighted = serializers.FloatField(
        allow_null=True,
        min_value=0.5,
        max_value=5,
        help_text="The value that films are ranked by: (sum of stars + 10 × 3) / (votes + 10).",
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
    """The rating of a film by its visitors, and the stars that you gave."""

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
    """Return the place of a key in a body as a JSON pointer in an address (RFC 6901)."""
    return "#/" + key[:100].encode(errors="replace").decode().replace("~", "~0").replace("/", "~1")


def stars_in(body):
    """Return the stars of `{"stars": 1 to 5}`. Raise BadRequest for another body."""
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


def spend_vote(request):
    """Count one vote of the address. Raise Throttled when it has sent too many."""
    quota = visitors.spend_limit(request, "vote")
    throttles.announce(request._request, "vote", **quota._asdict())
    if quota.remaining < 0:
        raise Throttled(wait=quota.reset_seconds)


class RatingViewSet(ReadViewSet):
    """The rating of a film by its visitors, with the stars that you gave.

    A visitor is a signed cookie, which the first vote sets, and has one vote for each film. Each answer is for one
    visitor, so shared caches don't keep it. Votes have a lower limit than reads: see the headers of a vote's answer.
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
        return get_visible(Film.objects.published().select_related("rating"), self.kwargs["id"])

    def answer(self, film, voter, response=None):
        vote = Vote.objects.filter(film=film, voter=voter).first() if voter else None
        context = self.get_serializer_context() | {"yours": vote and vote.stars}
        response = response or Response()
        response.data = OwnRatingSerializer(film, context=context).data
        response.headers["Vary"] = "Cookie"
        return response

    def retrieve(self, request, **kwargs):
        return self.answer(self.film(), visitors.voter_hash(request))

    def update(self, request, **kwargs):
        """Cast a vote of one to five stars, or change it: another PUT replaces the first vote and never adds one.

        The answer is the rating that includes the vote. It sets the visitor's cookie: send it with later requests.
        """
        refuse_other_sites(request)
        film, stars = self.film(), stars_in(request.data)
        spend_vote(request)
        response = Response()
        voter = visitors.ensure_voter_hash(request, response)
        film.rating = self.cast(film, voter, stars)
        return self.answer(film, voter, response)

    def destroy(self, request, **kwargs):
        """Withdraw the visitor's vote, if there is one. The answer is the rating without it."""
        refuse_other_sites(request)
        film = self.film()
        spend_vote(request)
        if voter := visitors.voter_hash(request):
            film.rating = self.cast(film, voter, 0)
        return self.answer(film, voter)

    def cast(self, film, voter, stars):
        try:
            return Vote.objects.cast(film=film, voter=voter, stars=stars)
        except Film.DoesNotExist:
            # It was deleted or merged after it was read: answer 404, or redirect to its survivor.
            self.film()
            raise

from rest_framework import serializers

from catalog.api.core.fields import Integer, ReadSerializer, Text
from catalog.api.core.viewsets import FilmPartViewSet
from catalog.models import OutsideRating
from catalog.models.outside_ratings import HALF_STARS


class HalfStarsSerializer(serializers.Serializer):
    """How many gave half a star, one star, and so on."""

    def get_fields(self):
        return {f"{half_stars / 2:.1f}": serializers.IntegerField(min_value=0) for half_stars in HALF_STARS}

    def to_representation(self, histogram):
        return {f"{stars:.1f}": number for stars, number in histogram.items()}


class OutsideRatingSerializer(ReadSerializer):
    """The rating of a film by the voters of another catalogue. The votes of visitors are apart: see `rating`."""

    id = Integer()
    scheme = Text(source="scheme_id", help_text="The code of the catalogue, such as movielens.")
    scheme_name = Text(source="scheme.name")
    average = serializers.FloatField(allow_null=True, min_value=0.5, max_value=5, help_text="The mean, in stars.")
    count = serializers.IntegerField(min_value=0)
    histogram = HalfStarsSerializer()


class OutsideRatingViewSet(FilmPartViewSet):
    """The ratings of a film in other catalogues, those with the most votes first."""

    serializer_class = OutsideRatingSerializer
    operations = {"list": ("listFilmOutsideRatings", "List a film's ratings in other catalogues")}

    @classmethod
    def rows(cls, spoiler_max):
        return OutsideRating.objects.public().in_order()

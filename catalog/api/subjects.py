from catalog.api.core.fields import Integer, ReadSerializer, Text
from catalog.api.core.refs import OutsideId, prefetch_ids
from catalog.api.core.term_names import NamedViewSet, TermName
from catalog.models import Subject


class SubjectRef(ReadSerializer):
    """What a film is about, in short."""

    slug = Text(help_text="The value for the filter `subject`.")
    name = Text()


class SubjectSerializer(ReadSerializer):
    """What films are about, and what other vocabularies call it."""

    id = Integer()
    slug = Text(help_text="The value for the filter `subject`.")
    name = TermName()
    external_ids = OutsideId(many=True, source="all_external_ids")


class SubjectViewSet(NamedViewSet):
    """The subjects of published films, A to Z."""

    serializer_class = SubjectSerializer
    operations = {"list": ("listSubjects", "List subjects")}

    def get_queryset(self):
        return Subject.objects.public().order_by("sort_key", "id")

    def prefetches(self):
        return [prefetch_ids()]

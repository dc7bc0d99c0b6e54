from django.db.models import Prefetch

from catalog.api.core.fields import Choice, Integer, OptionalText, ReadSerializer
from catalog.api.core.refs import CitedSource, FilmRef
from catalog.api.core.viewsets import FilmPartViewSet, prefetch_list
from catalog.models import Relation
from catalog.models.relations import SHOWN_KINDS, both_sides


class RelationSerializer(ReadSerializer):
    """What a film is to another published film; that one says it the other way round, under the same id."""

    id = Integer()
    kind = Choice(list(SHOWN_KINDS.items()), source="shown_kind")
    film = FilmRef(source="shown_film")
    number = Integer(allow_null=True, help_text="Which part or episode it is.")
    note = OptionalText()
    sources = CitedSource(many=True, source="all_citations")


class RelationViewSet(FilmPartViewSet):
    """What a film is to other published films, and these to it."""

    serializer_class = RelationSerializer
    operations = {"list": ("listFilmRelations", "List the films that a film is related to")}
    owners = ("film", "other_film")

    @classmethod
    def rows(cls, spoiler_max):
        relations = Relation.objects.public().in_order().select_related("film", "other_film")
        return relations.prefetch_related(prefetch_list("citations", CitedSource.rows()))

    @classmethod
    def lookups(cls, name, rows):
        from_others = Prefetch("relations_from_others", rows, to_attr="part_relations_from_others")
        return [*super().lookups(name, rows), from_others]

    @classmethod
    def arrange(cls, film):
        film.part_relations = both_sides(film, film.part_relations, film.part_relations_from_others)

    def prefetch(self, rows):
        super().prefetch(rows)
        for row in rows:
            row.seen_from(self.kwargs["id"])

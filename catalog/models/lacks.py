"""What films lack, stored with each: no query of the desk looks through the rows of all films for it. The table is lack_table.py.

A film that comes from before its points were counted has none: `count_after_migrate` counts these, batch by batch. What changes
the table goes with a migration that empties `Film.completeness`, so that all films are counted anew.

How it is kept right. Whatever writes rows of a film notes the film: a save, a deletion, a change of state and a derivation
(`FilmQuerySet.touch` and `derive`), and each edit. At the end of the outermost `refresh_once()` of base.py the lacks of the
films noted are counted and stored. The film's row is locked then, so that of two transactions the later one counts last.
"""

from collections import defaultdict
from collections.abc import Collection
from functools import cache
from typing import Any

from django.apps import apps as site_apps
from django.apps.registry import Apps
from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _

from catalog.models.films import Film
from catalog.models.lack_table import Lack, completeness_of, lacks_by_name
from catalog.models.written_queries import (
    MOST_KEYS,
    PLACEHOLDERS,
    WrittenQuery,
    batches,
    fetch,
    size_for,
    write_rows,
    write_union,
)


def count_lacks(films: Collection[int]) -> dict[int, dict[str, int]]:
    """Count anew what some films lack: {film: {name of a lack: how often}}, in one query a batch."""
    numbers: dict[int, dict[str, int]] = {}
    for batch in batches(sorted(films)):
        numbers |= {film: counts for film, (_, counts) in read_counts(batch).items()}
    return numbers


def read_counts(films: list[int]) -> dict[int, tuple[int | None, dict[str, int]]]:
    """Return {film: (the points stored, {name of a lack: how often as counted now})} of some films, in one query."""
    return {
        film: (points, {name: count for name, count in zip(lacks_by_name(), counts, strict=True) if count})
        for film, points, *counts in fetch(counting_query(connection.vendor, size_for(len(films))), films)
    }


@cache
def counting_query(vendor: str, number: int) -> WrittenQuery:
    """Write the query of (film, its stored points, number of each lack), for a number of films."""
    expressions = {f"number_{name}": lack.number for name, lack in lacks_by_name().items()}
    films = Film._base_manager.order_by().filter(pk__in=PLACEHOLDERS[:number])
    return write_union([films.annotate(**expressions).values_list("pk", "completeness", *expressions)])


class FilmLackQuerySet(models.QuerySet["FilmLack"]):
    def refresh(self, films: Collection[int]) -> None:
        """Store what some films lack now, where it differs from what is stored."""
        ordered_films = sorted(films)
        for start in range(0, len(ordered_films), MOST_KEYS):
            counts = read_counts(ordered_films[start : start + MOST_KEYS])
            stored_numbers: dict[int, dict[str, int]] = {film: {} for film in counts}
            for film, name, number in self.filter(film__in=list(counts)).values_list("film_id", "name", "number"):
                stored_numbers[film][name] = number
            changed_films = [film for film in counts if stored_numbers[film] != counts[film][1]]
            if any(stored_numbers[film] for film in changed_films):
                self.filter(film__in=changed_films).delete()
            rows = [(film, name, number) for film in changed_films for name, number in counts[film][1].items()]
            if rows:
                write_rows(FilmLack._meta.db_table, ("film_id", "name", "number"), rows)
            films_by_points: dict[int, list[int]] = defaultdict(list)
            for film, (points, numbers) in counts.items():
                if points != completeness_of(numbers):
                    films_by_points[completeness_of(numbers)].append(film)
            for points, keys in films_by_points.items():
                Film._base_manager.filter(pk__in=keys).update(completeness=points)


class FilmLack(models.Model):
    """What a film lacks, and how often: a row for each lack, derived from the film's rows."""

    film = models.ForeignKey("Film", models.CASCADE, related_name="lacks", db_index=False)
    name = models.CharField(max_length=40)
    number = models.PositiveIntegerField()

    objects = FilmLackQuerySet.as_manager()

    class Meta:
        verbose_name = _("film lack")
        verbose_name_plural = _("film lacks")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["film", "name"],
                name="film_lack_once",
                violation_error_message=_("What the film lacks is stored already."),
            )
        ]
        indexes = [models.Index(fields=["name", "film"], name="film_lack_name")]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"

    @property
    def lack(self) -> Lack | None:
        """The line of the table of lacks; None for a lack that the table no longer has."""
        return lacks_by_name().get(self.name)


def count_after_migrate(apps: Apps = site_apps, **kwargs: Any) -> None:
    """Count the lacks of the films of a database that was migrated, as far as they are not counted yet.

    Each batch is a transaction of its own: what interrupts it is taken up by the next migration.
    """
    columns = {
        (model._meta.db_table, field.column)
        for model in site_apps.get_app_config("catalog").get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
    }
    migrated_columns = {
        (model._meta.db_table, field.column)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
    }
    # A database that was migrated back may lack a column.
    if not columns <= migrated_columns:
        return
    films = Film._base_manager.filter(completeness__isnull=True).order_by("pk").values_list("pk", flat=True)
    last = 0
    while True:
        with transaction.atomic():
            batch = list(films.filter(pk__gt=last).select_for_update(no_key=True)[:MOST_KEYS])
            FilmLack.objects.refresh(batch)
        if not batch:
            return
        last = batch[-1]

"""`public_from`: the earliest moment from which a published film shows a person, a company or a source.

The column holds what `public_moments` of moments.py computes: NULL where no published film shows the row, a moment ahead where a film
will. Lists filter by it alone, so a moment that passes needs no job. `ROWS` of facts.py says which rows of a film show what.

People and companies show sources in turn: those that are cited for them, from the moment from which they are public themselves;
not those that are cited for names kept from the public.
So the moments of sources are computed last.

How it is kept right. Each door through which rows of films change stands in `kept_public()` of base.py: a save and a
deletion of a row, `update`, `delete` and `bulk_create` of querysets, a patch. It notes what the films show before, compares
with what they show after, and refreshes what differs. A draft shows nothing, so its saves cost two short queries and lock nothing.
Doors stand in each other; `refresh_once()` lets the outermost refresh once, before its transaction ends, in a number of
queries that does not grow with the rows. What is rolled back is not refreshed. After each test, the stored moments are compared
with the computed ones: tests/public_from.py.

Two transactions can each change one of two films that show a person. So a row is locked before its moment is computed: the
later one sees what the earlier one wrote. Locks are taken in the order that catalog/editing/locks.py describes: films, works,
then what they show, by noun and key.

Why not triggers of the database, which no path can forget: SQLite's run for each row, so that to merge a person with 5,000
credits would compute 5,000 moments of 5,000 credits; they lock people in the order of the rows, so that two publications that
share two people deadlock; and the rule would stand in two languages beside the one that says what visitors see.
"""

from collections import defaultdict
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.models.moments import SOURCE, Moments, moments_of_films, public_moments, sources_cited_for
from catalog.models.showing_kinds import ShowingKind, citing_nouns, shown_noun, shown_nouns
from catalog.models.written_queries import batches


@dataclass
class Pending:
    """What the running transaction may change: {kind of rows: {film: what these rows showed before}}, and {noun: keys}.

    `films` are those whose rows it changes, so that they may lack something else: see lacks.py.
    """

    rows: dict[ShowingKind, dict[int, Moments]] = field(default_factory=dict)
    keys: dict[str, set[Any]] = field(default_factory=dict)
    films: set[int] = field(default_factory=set)


# Of the running transaction; None outside of `refresh_once`.
PENDING: ContextVar[Pending | None] = ContextVar("PENDING", default=None)


class PublicFromField(models.DateTimeField):
    """A column that a save of its row leaves alone: the row in memory may be older than the moment in the table."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"null": True, "editable": False} | kwargs))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        # Nothing shows a new row yet.
        return None if add else F(self.attname)

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateTimeField", args, kwargs


class ShownQuerySet(models.QuerySet[Any]):
    def published(self) -> "ShownQuerySet":
        """Rows that a published film shows now."""
        return self.filter(public_from__lte=timezone.now())


class Shown(models.Model):
    """What has no state of its own, and is public while a published film shows it."""

    public_from = PublicFromField(_("public from"))

    class Meta:
        abstract = True

    @property
    def is_shown(self) -> bool:
        """Whether a published film shows it now."""
        return self.public_from is not None and self.public_from <= timezone.now()


def note_films(films: Iterable[int | None], kinds: Iterable[ShowingKind]) -> None:
    """Note what films show by some kinds of rows, before these are changed."""
    pending = PENDING.get()
    assert pending is not None, "note_films stands inside of refresh_once"
    films = set(films) - {None}
    for kind in kinds:
        before = pending.rows.setdefault(kind, {})
        if new_films := films - before.keys():
            before |= moments_of_films(kind, new_films)


def note_keys(noun: str, keys: Iterable[Any]) -> None:
    """Note rows of a noun that a change of something else than a film may show or hide."""
    pending = PENDING.get()
    assert pending is not None, "note_keys stands inside of refresh_once"
    pending.keys.setdefault(noun, set()).update(keys)


def note_changed_films(films: Iterable[Any]) -> None:
    """Note films of which rows are changed, by their keys as numbers or texts, so that they may lack something else."""
    pending = PENDING.get()
    assert pending is not None, "note_changed_films stands inside of refresh_once"
    pending.films.update(int(key) for key in films if key)


def refresh(pending: Pending) -> None:
    """Compute and store anew the moments of what films show since a moment other than before."""
    films_of_works = {film for kind, films in pending.rows.items() if kind.kind.noun == "filmwork" for film in films}
    if films_of_works:
        # A work's authors and sources may be changing in another transaction: wait for it, and see them.
        works = apps.get_model("catalog", "work")._base_manager.filter(film_works__film__in=films_of_works)
        list(works.order_by("pk").select_for_update(no_key=True, of=("self",)).values_list("pk", flat=True))
    keys = defaultdict(set, {noun: set(noun_keys) for noun, noun_keys in pending.keys.items()})
    for kind, before in pending.rows.items():
        after = moments_of_films(kind, before)
        for film in before:
            keys[shown_noun(kind)] |= {key for key, _ in before[film].items() ^ after[film].items()}
    for noun in shown_nouns():
        changed_keys = refresh_rows(noun, keys[noun])
        if noun in citing_nouns():
            keys[SOURCE] |= sources_cited_for(noun, changed_keys)


def refresh_rows(noun: str, keys: Iterable[Any]) -> list[Any]:
    """Lock rows of a noun in the order of their keys, and store the moments computed for them; return the keys that changed."""
    changed_keys: list[Any] = []
    model = apps.get_model("catalog", noun)
    for batch in batches(sorted(keys)):
        locked_rows = model._base_manager.filter(pk__in=batch).order_by("pk").select_for_update(no_key=True)
        rows = list(locked_rows.only("public_from"))
        moments = public_moments(noun, batch)
        changed_rows = [row for row in rows if row.public_from != moments.get(row.pk)]
        for row in changed_rows:
            row.public_from = moments.get(row.pk)
        model._base_manager.bulk_update(changed_rows, ["public_from"])
        changed_keys += [row.pk for row in changed_rows]
    return changed_keys

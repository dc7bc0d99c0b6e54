"""What a removal would change, noun by noun, for an administrator to choose from."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext

from catalog.editing.documents import Root
from catalog.models import Merge, Revision, WorkingCopy
from catalog.suppression.search import Place, own_names_with
from catalog.texts.occurrences import Value


class Holding(NamedTuple):
    """Where a value stands in one noun.

    `whole`, `within`, `in_words` count by field the texts that are the value, that hold it, and that hold it in longer words
    alone. `own_names` are the fields that it can't be removed from, since they can't be empty.
    """

    root: Root
    label: str
    exists: bool
    whole: dict[str, int]
    within: dict[str, int]
    in_words: dict[str, int]
    revisions: int
    working_copies: int
    merges: int
    own_names: list[str]

    @property
    def name(self) -> str:
        """The name of the noun in a form."""
        return f"{self.root.noun}-{self.root.key}"

    @property
    def kind(self) -> str:
        """What the noun is called."""
        return str(self.root.model._meta.verbose_name)

    @property
    def is_proposed(self) -> bool:
        """Whether it is ticked before somebody chose: it stands there as words of its own."""
        is_told = self.whole or self.within or not self.in_words
        return bool(is_told) and not self.own_names


def kinds_of_places(places: Iterable[Place]) -> dict[str, int]:
    """Return {what a row is: in how many of them a value stands}: credits, revisions, sessions."""
    counts = Counter(str(place.model._meta.verbose_name_plural) for place in places)
    return dict(sorted(counts.items()))


def holdings(places: Iterable[Place], value: Value, root: Root) -> list[Holding]:
    """Return what each noun holds of a value: the noun that the removal begins with first, also if it holds nothing."""
    places_by_root: dict[Root, list[Place]] = {root: []}
    for place in places:
        for place_root in place.roots:
            places_by_root.setdefault(place_root, []).append(place)
    return [holding(own, own_places, value) for own, own_places in places_by_root.items()]


def holding(root: Root, places: list[Place], value: Value) -> Holding:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for place in places:
        for name, texts in () if place.is_stored else place.texts.items():
            field = place.model._meta.get_field(name)
            if not field.editable:
                continue
            words = f"{place.model._meta.verbose_name}: {field.verbose_name}"  # type: ignore[union-attr]
            for text in texts:
                counts[kind_of(value, text)][words] += 1
    models = Counter(place.model for place in places)
    row = root.rows().first()
    return Holding(
        root,
        str(row) if row else gettext("not there now"),
        row is not None,
        dict(counts["whole"]),
        dict(counts["within"]),
        dict(counts["in_words"]),
        models[Revision],
        models[WorkingCopy],
        models[Merge],
        own_names_with(value, root),
    )


def kind_of(value: Value, text: str) -> str:
    if any(value.is_whole(line) for line in [text, *text.splitlines()]):
        return "whole"
    return "within" if any(occurrence.is_word for occurrence in value.occurrences(text)) else "in_words"

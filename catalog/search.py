"""Search films, people and companies. `folding` makes the names and the query comparable."""

from typing import Any

from django.db.models import QuerySet

from catalog.models import Company, Film, Person
from catalog.texts.folding import folded_words

MOST_WORDS = 12
SEARCHABLE_MODELS: dict[str, Any] = {"film": Film, "person": Person, "company": Company}


def matching_rows(queryset: QuerySet, query: str, column: str = "search_text") -> QuerySet:
    """Return rows that have in a column, for each word of the query, a word that begins so; none for a query without words."""
    words = folded_words(query)[:MOST_WORDS]
    if not words:
        return queryset.none()
    for word in words:
        queryset = queryset.filter(**{f"{column}__contains": f" {word}"})
    return queryset


def search(query: str, kind: str) -> QuerySet:
    """Return published films, people or companies that match, in their lists' order."""
    return matching_rows(SEARCHABLE_MODELS[kind].objects.listed(), query)
